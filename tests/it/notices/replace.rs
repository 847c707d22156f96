//! A published text never changes: a later notice takes its place.

use actix_web::http::StatusCode;

use super::{Desk, id_of};
use crate::support::app::TestApp;

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
