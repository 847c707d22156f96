//! A published text never changes: a later notice takes its place.

use actix_web::http::StatusCode;
use chrono::Duration;

use super::{Desk, id_of};
use crate::support::app::TestApp;
use crate::support::form::Form;

#[actix_web::test]
async fn the_old_notice_holds_until_the_new_one_is_out_and_then_leads_on() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.published(&[]).await;
    let old_codes = desk.codes(&old).await;
    let hung = desk.unhung(&old).await.remove(0);
    desk.clerk
        .post(&format!("/postings/{hung}/posted"), &[])
        .await;
    let new = id_of(&desk.press(&old, "/replace", &[]).await);
    let edit = desk.clerk.get(&format!("/notices/{new}/edit")).await;
    assert!(edit.body.contains("接替"), "it says what it follows");
    let later = [("action", "send"), ("start", "10:00")];
    desk.clerk.submit(&edit.form("/save"), &later).await;
    assert_eq!(desk.stage(&old).await, "已发布");
    assert_eq!(desk.approve(&new).await.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.stage(&old).await, "已发布");
    app.tick().await;
    assert_eq!(desk.stage(&old).await, "已替代");
    assert_eq!(desk.stage(&new).await, "已发布");

    let mut phone = app.visitor();
    let public = phone.get(&format!("/n/{old}")).await;
    assert!(public.body.contains("本通知已被新的通知替代"));
    assert!(public.body.contains(&format!("href=\"/n/{new}\"")));
    let scan = phone.get(&format!("/Q/{}", old_codes[0])).await;
    assert!(
        scan.body.contains(&format!("/n/{new}")),
        "the old sheet leads on: {}",
        scan.body
    );
    let round = desk.clerk.get("/boards/round").await;
    assert_eq!(super::marks(&round.body, "/taken-down\""), [hung]);
    let sheet = desk.clerk.get(&format!("/notices/{new}/sheet.pdf")).await;
    let said = crate::paper::tools::Paper::of(&sheet.bytes).letters();
    assert!(said.contains("本通知替代东苑物业〔2026〕1号"), "{said}");
}

#[actix_web::test]
async fn later_needs_no_new_lead_time_and_earlier_does() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk
        .published(&[("date", "2026-11-25"), ("start", "09:30")])
        .await;
    app.clock.advance(chrono::Duration::minutes(29));
    let new = id_of(&desk.press(&old, "/replace", &[]).await);
    let form = desk
        .clerk
        .get(&format!("/notices/{new}/edit"))
        .await
        .form("/save");
    app.clock.advance(chrono::Duration::minutes(10));
    let earlier = [("action", "send"), ("start", "09:20")];
    let refused = desk.clerk.submit(&form, &earlier).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("来不及了"));
    let longer = [("action", "send"), ("end", "12:30")];
    let refused = desk.clerk.submit(&form, &longer).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shorter = [("action", "send"), ("start", "10:00")];
    assert_eq!(id_of(&desk.clerk.submit(&form, &shorter).await), new);
}

#[actix_web::test]
async fn a_notice_has_one_successor_at_a_time() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.published(&[]).await;
    let form = desk.page(&old).await.form("/replace");
    let first = id_of(&desk.clerk.submit(&form, &[]).await);
    let second = id_of(&desk.clerk.submit(&form, &[]).await);
    assert_eq!(first, second, "a second click goes on with the first");
    desk.page(&old).await;
    let cancel = format!("/notices/{old}/cancel");
    let refused = desk.clerk.post(&cancel, &[("reason", "不修了")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("请先办完那一份"));
}

/// A stop of tomorrow at 09:30 that is out, and the form of what will take its place, opened at
/// 09:39 today: the lead time has passed.
async fn moved(desk: &mut Desk<'_>) -> Form {
    let tomorrow = [("date", "2026-11-25"), ("start", "09:30")];
    let old = desk.published(&tomorrow).await;
    desk.app.clock.advance(Duration::minutes(29));
    let new = id_of(&desk.press(&old, "/replace", &[]).await);
    let page = desk.clerk.get(&format!("/notices/{new}/edit")).await;
    desk.reviewer.get("/").await;
    desk.app.clock.advance(Duration::minutes(10));
    page.form("/save")
}

#[actix_web::test]
async fn a_permitted_move_is_due_at_once_and_missed_only_after_the_old_start() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let form = moved(&mut desk).await;
    let hour = [("action", "look"), ("start", "09:35"), ("end", "11:30")];
    let look = desk.clerk.submit(&form, &hour).await;
    let rule = look.between("id=\"rule\"", "</p>").to_owned();
    assert!(rule.contains("请立即张贴，最晚 11月25日 09:30"), "{rule}");
    let send = [("action", "send"), hour[1], hour[2]];
    let new = id_of(&desk.clerk.submit(&form, &send).await);
    assert_eq!(desk.approve(&new).await.status, StatusCode::SEE_OTHER);
    app.tick().await;

    // The label says until when: the words behind it say so no second time.
    let page = desk.page(&new).await.body;
    assert!(
        page.contains("11月25日 星期三 09:30（请立即张贴）"),
        "{page}"
    );
    assert!(!page.contains("立即张贴，最晚"), "{page}");
    let round = desk.clerk.get("/boards/round").await;
    let due = round.between("明天 09:30", "</b>");
    assert!(due.ends_with("（请立即张贴）"), "{}", round.body);
    let today = desk.clerk.get("/").await;
    let due = today.between("明天 09:30", "</span>");
    assert!(due.ends_with("（请立即张贴）"), "{}", today.body);
    let code = desk.codes(&new).await.remove(0);
    let scan = desk.clerk.get(&format!("/Q/{code}")).await.body;
    assert!(scan.contains("11月25日 09:30（请立即张贴）"), "{scan}");
    let sheet = desk.clerk.get(&format!("/notices/{new}/sheet.pdf")).await;
    let said = crate::paper::tools::Paper::of(&sheet.bytes).letters();
    assert!(said.contains("收到后立即张贴"), "{said}");
    for words in ["改为11月25日", "原定", "09:30–12:00"] {
        assert!(said.contains(words), "{words}: {said}");
    }

    app.clock.advance(Duration::hours(10));
    let mut desk = Desk::at(&app).await;
    for posting in desk.unhung(&new).await {
        let hung = format!("/postings/{posting}/posted");
        desk.clerk.post(&hung, &[]).await;
    }
    let page = desk.page(&new).await.body;
    assert!(page.contains("全部按时张贴"), "{page}");
    assert!(!page.contains("错过"), "{page}");
}

#[actix_web::test]
async fn a_permitted_move_that_nobody_hung_before_the_old_start_is_missed() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let form = moved(&mut desk).await;
    let send = [("action", "send"), ("start", "09:35"), ("end", "11:30")];
    let new = id_of(&desk.clerk.submit(&form, &send).await);
    desk.approve(&new).await;
    app.tick().await;
    app.clock.advance(Duration::hours(24));
    let mut desk = Desk::at(&app).await;
    let page = desk.page(&new).await.body;
    assert!(page.contains("错过了最晚张贴时间"), "{page}");
}

#[actix_web::test]
async fn a_move_made_in_time_hangs_before_the_old_start_though_the_rule_leaves_more() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.published(&[]).await;
    let new = id_of(&desk.press(&old, "/replace", &[]).await);
    let edit = desk.clerk.get(&format!("/notices/{new}/edit")).await;
    let week = [("action", "look"), ("date", "2026-12-03")];
    let look = desk.clerk.submit(&edit.form("/save"), &week).await;
    let rule = look.between("id=\"rule\"", "</p>").to_owned();
    assert!(rule.contains("最晚张贴 11月26日 09:00"), "{rule}");
}

#[actix_web::test]
async fn a_running_stop_that_would_last_longer_is_refused_and_no_emergency_is_proposed() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.published(&[]).await;
    app.clock.advance(Duration::hours(50));
    let mut desk = Desk::at(&app).await;
    let new = id_of(&desk.press(&old, "/replace", &[]).await);
    let form = desk.clerk.get(&format!("/notices/{new}/edit")).await;
    let form = form.form("/save");
    let place = desk.app.offices[0].buildings[1].id.to_string();
    for (field, value, beside) in [
        ("end", "15:00", "e-end"),
        ("start", "08:00", "e-start"),
        ("place", place.as_str(), "f-place"),
    ] {
        let send = [("action", "send"), (field, value)];
        let refused = desk.clerk.submit(&form, &send).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        let told = refused.between(&format!("id=\"{beside}\""), "</p>");
        assert!(told.contains("已经开始"), "{field}: {told}");
        assert!(!refused.body.contains("请改为抢修"), "{}", refused.body);
        assert!(!super::gate::shows(&refused.body, "way-on"));
    }
    let shorter = [("action", "send"), ("end", "11:30")];
    assert_eq!(id_of(&desk.clerk.submit(&form, &shorter).await), new);
}
