//! Times told late, wrongly, or before the sheet existed.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::platform::clock::Moment;
use gaoshi::schema::notice_postings as postings;

use super::super::Desk;
use super::{posted, row};
use crate::support::app::TestApp;
use crate::support::tuesday;

/// When a sheet hung as reported, when that was recorded, from when it counts, and why so late.
type Kept = (
    Option<Moment>,
    Option<Moment>,
    Option<Moment>,
    Option<String>,
);

fn kept(app: &TestApp, posting: &str) -> Kept {
    let of = postings::table.filter(postings::id.eq(posting));
    let columns = (
        postings::posted_at,
        postings::posted_recorded_at,
        postings::posted_counts_at,
        postings::posted_reason,
    );
    of.select(columns).first(&mut app.db.conn()).unwrap()
}

#[actix_web::test]
async fn a_tap_after_the_last_moment_is_a_miss_whatever_time_it_tells() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk
        .published(&[("date", "2026-11-25"), ("start", "09:20")])
        .await;
    let boards = desk.unhung(&id).await;
    let codes = desk.codes(&id).await;
    app.clock.advance(Duration::minutes(23));
    let told = [("date", "2026-11-24"), ("time", "09:18")];
    let answer = desk.clerk.post(&posted(&boards[0]), &told).await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "five minutes: no reason"
    );
    let page = desk.page(&id).await;
    let hung = row(&page, &codes[0]);
    assert!(hung.contains("已张贴，晚了"), "{hung}");
    assert!(
        hung.contains("今天 09:18 张贴 · 人 clerk 今天 09:23 登记"),
        "{hung}"
    );
    assert!(hung.contains("最晚张贴时间过后才登记"), "{hung}");
    assert!(page.body.contains("已贴 1 / 3 块，其中 3 块错过了"));
}

#[actix_web::test]
async fn yesterdays_hanging_is_shown_with_its_reason_who_recorded_it_and_both_times() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let board = desk.unhung(&id).await.remove(0);
    let code = desk.codes(&id).await.remove(0);
    app.clock.advance(Duration::hours(25));
    let mut desk = Desk::at(&app).await;
    let told = [
        ("date", "2026-11-24"),
        ("time", "15:00"),
        ("reason", "忘记登记"),
    ];
    // Today the round still asks for it.
    desk.clerk.get("/boards/round").await;
    let answer = desk.clerk.post(&posted(&board), &told).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let said = "昨天 15:00 张贴 · 人 clerk 今天 10:00 补登记：忘记登记";
    let page = desk.page(&id).await;
    let hung = row(&page, &code);
    assert!(
        hung.contains(said) && hung.contains("已张贴，晚了"),
        "{hung}"
    );
    assert!(page.body.contains("其中 3 块错过了"), "a miss stays one");
    let happened = page.between("<ul class=\"list\">", "</ul>");
    assert!(happened.contains("补登记张贴"), "{happened}");
    assert!(
        happened.contains("1号楼1单元大堂 · 2026-11-24 15:00 · 忘记登记"),
        "{happened}"
    );
    let round = desk.clerk.get("/boards/round").await;
    assert!(round.body.contains(said), "and on the round");
    let (hung, recorded) = (
        tuesday() + Duration::hours(6),
        tuesday() + Duration::hours(25),
    );
    let why = Some("忘记登记".to_owned());
    assert_eq!(
        kept(&app, &board),
        (Some(hung), Some(recorded), Some(recorded), why)
    );
}

#[actix_web::test]
async fn no_sheet_hung_a_minute_before_its_text_was_approved() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.sent(&[]).await;
    app.clock
        .advance(Duration::minutes(5) + Duration::seconds(33));
    desk.approve(&id).await;
    app.clock.advance(Duration::minutes(15));
    let boards = desk.unhung(&id).await;
    let told = |time| {
        [
            ("date", "2026-11-24"),
            ("time", time),
            ("reason", "手机没电"),
        ]
    };
    let early = desk.clerk.post(&posted(&boards[0]), &told("09:04")).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        early
            .body
            .contains("这份通知 11月24日 09:05 才批准，不能早于这个时间"),
        "{}",
        early.body
    );
    let again = early.form("/posted");
    assert!(again.action.contains(&boards[0]));
    let late = crate::support::form::forms(&early.body)
        .into_iter()
        .find(|form| form.names().contains(&"time"))
        .unwrap();
    assert_eq!(
        (late.value("time"), late.value("reason")),
        ("09:04", "手机没电"),
        "what was typed is kept"
    );
    let at = desk.clerk.submit(&late, &[("time", "09:05")]).await;
    assert_eq!(at.status, StatusCode::SEE_OTHER, "that very minute");
    let approved = tuesday() + Duration::minutes(5) + Duration::seconds(33);
    assert_eq!(kept(&app, &boards[0]).0, Some(approved));
}

#[actix_web::test]
async fn what_is_no_time_is_told_beside_its_field_and_nothing_typed_is_lost() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    app.clock.advance(Duration::minutes(15));
    let boards = desk.unhung(&id).await;
    for (date, time, said) in [
        ("2026-11-24", "24:00", "不能晚于现在"),
        ("2026-11-24", "25:00", "没有这个时间"),
        ("2026-11-24", "九点", "没有这个时间"),
        ("2026-11-24", "9:5", "没有这个时间"),
        ("2026-11-24", "", "请填写这一项"),
        ("", "09:00", "请填写这一项"),
        ("2026-02-30", "09:00", "没有这一天"),
        ("2026-09-24", "09:00", "才批准，不能早于这个时间"),
        ("2026-11-24", "09:16", "不能晚于现在"),
        ("2027-11-24", "09:00", "不能晚于现在"),
    ] {
        let told = [("date", date), ("time", time), ("reason", "手机没电")];
        let answer = desk.clerk.post(&posted(&boards[0]), &told).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{told:?}");
        let beside = answer.between("<p class=\"error\"", "</p>");
        assert!(beside.contains(said), "{told:?}: {beside}");
        let forms = crate::support::form::forms(&answer.body);
        let form = forms.iter().find(|f| f.names().contains(&"time")).unwrap();
        for (name, value) in told {
            assert_eq!(form.value(name), value, "{told:?}");
        }
    }
    assert_eq!(desk.unhung(&id).await, boards, "nothing was recorded");
    for (board, time) in boards.iter().zip(["０９：０１", "9.02", "9点03分"]) {
        let told = [
            ("date", "2026年11月24日"),
            ("time", time),
            ("reason", "手机没电"),
        ];
        let answer = desk.clerk.post(&posted(board), &told).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{time}");
    }
}

#[actix_web::test]
async fn a_night_that_ends_the_year_is_yesterday_and_not_next_year() {
    let app = TestApp::new();
    let night = Duration::days(37) + Duration::hours(14) + Duration::minutes(50);
    app.clock.advance(night);
    let mut desk = Desk::at(&app).await;
    let id = desk.approved(&[]).await;
    app.clock.advance(Duration::minutes(15));
    let boards = desk.unhung(&id).await;
    let codes = desk.codes(&id).await;
    for wrong in ["2027-12-31", "2025-12-31"] {
        let told = [("date", wrong), ("time", "23:55"), ("reason", "跨年")];
        let answer = desk.clerk.post(&posted(&boards[0]), &told).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let told = [("date", "2026-12-31"), ("time", "23:55")];
    let answer = desk.clerk.post(&posted(&boards[0]), &told).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "ten minutes ago");
    let page = desk.page(&id).await;
    let hung = row(&page, &codes[0]);
    assert!(
        hung.contains("昨天 23:55 张贴 · 人 clerk 今天 00:05 登记"),
        "{hung}"
    );
}

#[actix_web::test]
async fn a_miss_is_told_when_the_sheet_is_down_and_when_the_notice_is_over() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk
        .published(&[("date", "2026-11-25"), ("start", "09:20")])
        .await;
    let boards = desk.unhung(&id).await;
    let codes = desk.codes(&id).await;
    app.clock.advance(Duration::minutes(21));
    desk.clerk.post(&posted(&boards[0]), &[]).await;
    let down = format!("/postings/{}/taken-down", boards[0]);
    desk.clerk.post(&down, &[]).await;
    let missed = "错过了最晚张贴时间</span>";
    assert!(row(&desk.page(&id).await, &codes[0]).contains(missed));
    app.clock.advance(Duration::days(10));
    app.tick().await;
    let mut desk = Desk::at(&app).await;
    let page = desk.page(&id).await;
    assert!(page.body.contains("3 块公告栏中有 3 块错过了最晚张贴时间"));
    assert!(
        row(&page, &codes[1]).contains(missed),
        "one that never hung"
    );
    assert!(
        row(&page, &codes[0]).contains("11月24日 09:21 张贴"),
        "both times"
    );
    assert!(row(&page, &codes[0]).contains("11月24日 09:21 撤下"));
}

#[actix_web::test]
async fn a_sheet_comes_down_after_it_went_up_and_both_can_be_told_late() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let board = desk.unhung(&id).await.remove(0);
    app.clock.advance(Duration::minutes(20));
    desk.clerk.post(&posted(&board), &[]).await;
    app.clock.advance(Duration::minutes(20));
    let page = desk.clerk.get(&format!("/postings/{board}")).await;
    let forms = crate::support::form::forms(&page.body);
    let late = forms.iter().find(|f| f.names().contains(&"time")).unwrap();
    assert!(late.action.ends_with("/taken-down"));
    let told = |time| [("time", time), ("reason", "下雨淋坏了")];
    let early = desk.clerk.submit(late, &told("09:19")).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.body.contains("才张贴，撤下不能早于这个时间"));
    let answer = desk.clerk.submit(late, &told("09:25")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = desk.clerk.get(&format!("/postings/{board}")).await;
    assert!(
        page.body
            .contains("今天 09:25 撤下 · 人 clerk 今天 09:40 补登记：下雨淋坏了")
    );
}

#[actix_web::test]
async fn an_old_sheet_that_hung_in_time_stays_so_when_the_new_text_is_due_earlier() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let later = [("date", "2026-11-26"), ("start", "09:00")];
    let id = desk.approved(&later).await;
    let (board, code) = (
        desk.unhung(&id).await.remove(0),
        desk.codes(&id).await.remove(0),
    );
    app.clock.advance(Duration::minutes(20));
    desk.press(&id, "/take-back", &[]).await;
    let edit = desk.clerk.get(&format!("/notices/{id}/edit")).await;
    // Due five minutes after its approval, long before the old sheet was.
    let earlier = [
        ("action", "send"),
        ("date", "2026-11-25"),
        ("start", "09:25"),
    ];
    desk.clerk.submit(&edit.form("/save"), &earlier).await;
    desk.approve(&id).await;
    app.clock.advance(Duration::minutes(10));
    desk.clerk.post(&posted(&board), &[]).await;
    let page = desk.page(&id).await;
    let old = row(&page, &code);
    assert!(old.contains("旧版，请撤下") && old.contains("1号楼1单元大堂"));
    assert!(old.contains("已张贴</span>"), "{old}");
}
