//! Wrong taps: undone for some minutes, corrected later, and never against somebody else's word.

use actix_web::http::StatusCode;
use chrono::Duration;
use gaoshi::people::Role;

use super::super::{Desk, marks};
use super::{posted, row};
use crate::support::app::TestApp;
use crate::support::client::{Answer, Client};
use crate::support::form::{Form, forms};

/// The form of a page that leads to a step of this posting.
pub(super) fn form(page: &Answer, posting: &str, step: &str) -> Form {
    page.form(&format!("/postings/{posting}/{step}"))
}

/// The form of a correction on the sheet's own page.
pub(super) async fn correction(client: &mut Client<'_>, posting: &str) -> Form {
    let page = client.get(&format!("/postings/{posting}")).await;
    assert_eq!(page.status, StatusCode::OK);
    form(&page, posting, "correct")
}

/// What a correction can say: the words that are sent.
pub(super) fn offered(form: &Form) -> Vec<&str> {
    let radios = form.fields.iter().filter(|f| f.name == "what");
    radios.map(|f| f.value.as_str()).collect()
}

/// The lines of a sheet's record.
pub(super) async fn record(client: &mut Client<'_>, posting: &str) -> Vec<String> {
    let page = client.get(&format!("/postings/{posting}")).await;
    let list = page.between("<ol class=\"list\">", "</ol>");
    let lines = list.split("<li class=\"num\">").skip(1);
    lines
        .map(|line| line.replace("</li>", "").trim().to_owned())
        .collect()
}

#[actix_web::test]
async fn the_wrong_board_is_undone_with_one_tap_and_stays_in_the_history() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let boards = desk.unhung(&id).await;
    desk.clerk.post(&posted(&boards[0]), &[]).await;
    app.clock.advance(Duration::minutes(10));
    let page = desk.page(&id).await;
    assert_eq!(marks(&page.body, "/undo\""), boards[..1]);
    let undo = form(&page, &boards[0], "undo");
    assert_eq!(undo.names(), ["csrf", "back", "seen"], "no reason is asked");
    let undone = desk.clerk.submit(&undo, &[]).await;
    assert!(undone.location().starts_with(&format!("/notices/{id}#s-")));
    let page = desk.page(&id).await;
    assert!(page.body.contains("已改回原来的登记"));
    assert_eq!(marks(&page.body, "/posted\""), boards);
    assert!(page.body.contains("已贴 0 / 3 块"));
    let happened = page.between("<ul class=\"list\">", "</ul>");
    assert!(happened.contains("登记张贴 · <small>1号楼1单元大堂 · 2026-11-24 09:00"));
    assert!(happened.contains("撤销张贴登记 · <small>1号楼1单元大堂"));
    assert_eq!(
        record(&mut desk.clerk, &boards[0]).await,
        [
            "<s>今天 09:00 张贴 · 人 clerk</s>",
            "撤销张贴的登记 · 人 clerk 今天 09:10"
        ]
    );
}

#[actix_web::test]
async fn after_ten_minutes_a_slip_is_corrected_with_a_reason() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let boards = desk.unhung(&id).await;
    desk.clerk.post(&posted(&boards[0]), &[]).await;
    let undo = form(&desk.page(&id).await, &boards[0], "undo");
    app.clock
        .advance(Duration::minutes(10) + Duration::seconds(1));
    assert!(marks(&desk.page(&id).await.body, "/undo\"").is_empty());
    let over = desk.clerk.submit(&undo, &[]).await;
    assert_eq!(over.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(over.body.contains("请用“更正登记”"), "the way on");

    let correct = correction(&mut desk.clerk, &boards[0]).await;
    assert_eq!(offered(&correct), ["back_1", "posted_at"]);
    let without = desk.clerk.submit(&correct, &[("what", "back_1")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.between("id=\"e-why\"", "</p>").contains("请填写"));
    let again = form(&without, &boards[0], "correct");
    assert_eq!(again.value("what"), "back_1", "what was chosen is kept");
    let nothing = desk
        .clerk
        .submit(&again, &[("what", "back_9"), ("why", "x")])
        .await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = desk.clerk.submit(&again, &[("why", "看错了楼号")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = desk.page(&id).await;
    assert_eq!(marks(&page.body, "/posted\""), boards);
    assert!(
        page.body
            .contains("撤销张贴的登记 · 人 clerk 今天 09:10：看错了楼号")
    );
    let today = desk.clerk.get("/").await;
    assert!(
        today.body.contains("1号楼1单元大堂"),
        "it is to be hung again"
    );
}

#[actix_web::test]
async fn a_colleague_may_undo_and_a_stranger_finds_nothing() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let board = desk.unhung(&id).await.remove(0);
    let code = desk.codes(&id).await.remove(0);
    desk.clerk.post(&posted(&board), &[]).await;
    let mut stranger = app.elsewhere(Role::OfficeManager).await;
    let page = format!("/postings/{board}");
    assert_eq!(stranger.get(&page).await.status, StatusCode::NOT_FOUND);
    for step in ["undo", "correct"] {
        let path = format!("/postings/{board}/{step}");
        let answer = stranger.post(&path, &[("seen", "1")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    let print = stranger.post(&format!("/notices/{id}/print"), &[]).await;
    assert_eq!(print.status, StatusCode::NOT_FOUND);
    let seen = desk.reviewer.get(&format!("/notices/{id}")).await;
    let undo = form(&seen, &board, "undo");
    desk.reviewer.submit(&undo, &[]).await;
    let said = "撤销张贴的登记 · 人 reviewer 今天 09:00";
    assert!(row(&desk.page(&id).await, &code).contains(said));
    let mut reader = app.as_(Role::QualityRepresentative).await;
    let page = reader.get(&page).await;
    assert!(page.body.contains(said), "who reads sees the record");
    assert!(
        forms(&page.body)
            .iter()
            .all(|f| !f.action.contains("/postings/"))
    );
}

#[actix_web::test]
async fn a_second_tap_of_anybody_overwrites_nothing_and_a_second_undo_undoes_nothing() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let board = desk.unhung(&id).await.remove(0);
    desk.clerk.post(&posted(&board), &[]).await;
    app.clock.advance(Duration::minutes(3));
    desk.reviewer.get(&format!("/notices/{id}")).await;
    let again = desk.reviewer.post(&posted(&board), &[]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let first = ["今天 09:00 张贴 · 人 clerk"];
    assert_eq!(record(&mut desk.clerk, &board).await, first);

    let undo = form(&desk.page(&id).await, &board, "undo");
    for _ in 0..2 {
        let undone = desk.clerk.submit(&undo, &[]).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(record(&mut desk.clerk, &board).await.len(), 2);
    assert_eq!(desk.unhung(&id).await.len(), 3);
    let other = desk.reviewer.submit(&undo, &[]).await;
    assert_ne!(other.status, StatusCode::SEE_OTHER, "it was not theirs");
}

#[actix_web::test]
async fn two_taps_at_the_same_moment_are_one_mark() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let board = desk.unhung(&id).await.remove(0);
    desk.reviewer.get("/boards/round").await;
    let path = posted(&board);
    let both = tokio::join!(desk.clerk.post(&path, &[]), desk.reviewer.post(&path, &[]));
    assert_eq!(both.0.status, StatusCode::SEE_OTHER, "{}", both.0.body);
    assert_eq!(both.1.status, StatusCode::SEE_OTHER, "{}", both.1.body);
    assert_eq!(record(&mut desk.clerk, &board).await.len(), 1);
}

#[actix_web::test]
async fn an_undo_from_an_old_page_says_what_was_recorded_since_and_changes_nothing() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    app.clock.advance(Duration::minutes(5));
    let board = desk.unhung(&id).await.remove(0);
    desk.clerk.post(&posted(&board), &[]).await;
    let undo = form(&desk.page(&id).await, &board, "undo");
    let old = correction(&mut desk.clerk, &board).await;
    let correct = correction(&mut desk.reviewer, &board).await;
    let moved = [
        ("what", "posted_at"),
        ("to_time", "09:03"),
        ("why", "先贴后记"),
    ];
    let done = desk.reviewer.submit(&correct, &moved).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let said = "张贴时间更正为 今天 09:03 · 人 reviewer 今天 09:05：先贴后记";
    let before = record(&mut desk.clerk, &board).await;
    for _ in 0..2 {
        let stale = desk.clerk.submit(&undo, &[]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let changed = stale.between("您打开之后登记的", "</section>");
        assert!(changed.contains(said), "{changed}");
    }
    let typed = [("what", "back_1"), ("why", "贴错了楼")];
    let stale = desk.clerk.submit(&old, &typed).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(
        stale
            .between("您打开之后登记的", "</section>")
            .contains(said)
    );
    let again = form(&stale, &board, "correct");
    assert_eq!(again.value("why"), "贴错了楼", "what was typed is kept");
    for seen in ["", "x", "-1", "99"] {
        let path = format!("/postings/{board}/undo");
        let answer = desk.clerk.post(&path, &[("seen", seen)]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{seen}");
    }
    assert_eq!(record(&mut desk.clerk, &board).await, before);
    let now = desk.clerk.submit(&again, &[]).await;
    assert_eq!(now.status, StatusCode::SEE_OTHER, "for what is shown now");
}

#[actix_web::test]
async fn the_undo_of_a_taking_down_puts_the_sheet_back_with_its_times() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let boards = desk.unhung(&id).await;
    desk.clerk.post(&posted(&boards[0]), &[]).await;
    app.clock.advance(Duration::days(10));
    app.tick().await;
    let mut desk = Desk::at(&app).await;
    assert_eq!(desk.stage(&id).await, "已过期");
    let round = desk.clerk.get("/boards/round").await;
    let down = [("back", "round")];
    let done = desk
        .clerk
        .submit(&form(&round, &boards[0], "taken-down"), &down)
        .await;
    assert!(done.location().starts_with("/boards/round#s-"));
    assert!(!desk.clerk.get("/").await.body.contains("1号楼1单元大堂"));
    let round = desk.clerk.get("/boards/round").await;
    assert!(round.body.contains("没有要撤下的"));
    let place = done.location().trim_start_matches("/boards/round#");
    assert!(
        round.body.contains(&format!("id=\"{place}\"")),
        "it keeps its place"
    );

    desk.clerk
        .submit(&form(&round, &boards[0], "undo"), &[])
        .await;
    let page = desk.page(&id).await;
    assert!(page.body.contains("还有 1 块公告栏挂着这份通知"));
    assert!(page.body.contains("11月24日 09:00 张贴 · 人 clerk"));
    let today = desk.clerk.get("/").await;
    assert!(
        today.body.contains("1号楼1单元大堂"),
        "it is to come down again"
    );
}

#[actix_web::test]
async fn a_slip_can_be_undone_after_the_notice_was_replaced_or_cancelled() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let boards = desk.unhung(&id).await;
    for board in &boards[..2] {
        desk.clerk.post(&posted(board), &[]).await;
    }
    desk.press(&id, "/cancel", &[("reason", "不修了")]).await;
    let waiting = desk.clerk.get("/notices?stage=in_review").await;
    let called_off = waiting.between("href=\"/notices/0", "\"").to_owned();
    desk.approve(&format!("0{called_off}")).await;
    app.tick().await;
    assert_eq!(desk.stage(&id).await, "已取消");
    let round = desk.clerk.get("/boards/round").await;
    assert_eq!(marks(&round.body, "/taken-down\""), boards[..2]);
    let undo = form(&round, &boards[0], "undo");
    let undone = desk.clerk.submit(&undo, &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER);
    let round = desk.clerk.get("/boards/round").await;
    assert_eq!(marks(&round.body, "/taken-down\""), boards[1..2]);
    let page = desk.clerk.get(&format!("/postings/{}", boards[0])).await;
    assert!(page.body.contains("这份通知已经结束或改版"));
    desk.clerk
        .submit(&form(&page, &boards[0], "undo"), &[])
        .await;
    let round = desk.clerk.get("/boards/round").await;
    assert_eq!(marks(&round.body, "/taken-down\""), boards[..2], "restored");
}

#[actix_web::test]
async fn the_round_keeps_what_was_done_in_its_place_and_undoes_it_there() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let codes = desk.codes(&id).await;
    let round = desk.clerk.get("/boards/round").await;
    let boards = marks(&round.body, "/posted\"");
    let done = desk
        .clerk
        .submit(&form(&round, &boards[1], "posted"), &[])
        .await;
    assert_eq!(done.location(), format!("/boards/round#s-{}", codes[1]));
    let round = desk.clerk.get("/boards/round").await;
    let order: Vec<&str> = round
        .body
        .split("id=\"s-")
        .skip(1)
        .map(|s| &s[..10])
        .collect();
    assert_eq!(order, codes, "nothing moves under the thumb");
    assert!(round.body.contains("要张贴 <span class=\"badge\">2</span>"));
    assert!(round.body.contains("今天 09:00 张贴 · 人 clerk"));
    desk.clerk
        .submit(&form(&round, &boards[1], "undo"), &[])
        .await;
    let round = desk.clerk.get("/boards/round").await;
    assert_eq!(marks(&round.body, "/posted\""), boards);
    let redo = form(&round, &boards[1], "undo");
    assert!(round.body.contains("恢复刚才的登记"));
    desk.clerk.submit(&redo, &[]).await;
    app.clock.advance(Duration::minutes(11));
    let round = desk.clerk.get("/boards/round").await;
    assert!(!round.body.contains(&codes[1]), "and then makes room");
}

#[actix_web::test]
async fn a_scan_by_staff_undoes_and_leads_to_the_record_and_tells_residents_nothing() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let board = desk.unhung(&id).await.remove(0);
    let scan = format!("/Q/{}", desk.codes(&id).await[0]);
    let seen = desk.clerk.get(&scan).await;
    let done = desk.clerk.submit(&form(&seen, &board, "posted"), &[]).await;
    assert_eq!(done.location(), scan);
    let seen = desk.clerk.get(&scan).await;
    assert!(seen.body.contains("今天 09:00 张贴 · 人 clerk"));
    assert!(seen.body.contains(&format!("/postings/{board}?back=code")));
    let resident = app.visitor().get(&scan).await;
    assert!(!resident.body.contains("人 clerk") && !resident.body.contains("/postings/"));
    let mut stranger = app.elsewhere(Role::Clerk).await;
    assert!(!stranger.get(&scan).await.body.contains("人 clerk"));
    let undone = desk.clerk.submit(&form(&seen, &board, "undo"), &[]).await;
    assert_eq!(undone.location(), scan);
    let seen = desk.clerk.get(&scan).await;
    assert!(seen.offers(&format!("/postings/{board}/posted")));
    let page = desk
        .clerk
        .get(&format!("/postings/{board}?back=code"))
        .await;
    assert!(page.body.contains(&format!("<a href=\"{scan}\">返回")));
}

#[actix_web::test]
async fn a_board_stands_once_and_all_of_it_is_marked_at_once() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let first = desk.published(&[]).await;
    let second = desk.published(&[("reason", "换阀门")]).await;
    let round = desk.clerk.get("/boards/round").await;
    assert_eq!(round.body.matches("<h3>").count(), 3, "{}", round.body);
    assert_eq!(marks(&round.body, "/posted\"").len(), 6);
    // A third comes after the page was shown: nobody has seen it, and it is not marked.
    let third = desk.published(&[("reason", "换水表")]).await;
    let all = round.form("/boards/round/posted");
    let done = desk.clerk.submit(&all, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let codes = desk.codes(&first).await;
    assert_eq!(done.location(), format!("/boards/round#s-{}", codes[0]));
    for (id, unhung) in [(&first, 2), (&second, 2), (&third, 3)] {
        assert_eq!(desk.unhung(id).await.len(), unhung);
    }
    let again = desk.clerk.submit(&all, &[]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "a second tap");
    let round = desk.clerk.get("/boards/round").await.body;
    assert!(round.contains("撤销"), "each can be undone: {round}");
}
