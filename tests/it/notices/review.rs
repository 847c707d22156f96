//! The second pair of eyes, and the number it gives.

use actix_web::http::StatusCode;
use chrono::Duration;
use gaoshi::people::Role;

use super::{Desk, id_of};
use crate::support::app::TestApp;

#[actix_web::test]
async fn nobody_approves_what_they_wrote_and_another_may() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    desk.clerk = app.as_(Role::Reviewer).await;
    let id = desk.sent(&[]).await;
    assert!(
        !desk
            .reviewer
            .get(&format!("/notices/{id}"))
            .await
            .offers("/approve")
    );
    let refused = desk.approve(&id).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("自己写的通知不能自己审核"));
    desk.reviewer = app.as_(Role::OfficeManager).await;
    assert_eq!(desk.approve(&id).await.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn the_reviewer_of_another_office_finds_nothing_to_review() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.sent(&[]).await;
    desk.reviewer = app.elsewhere(Role::Reviewer).await;
    desk.reviewer.get("/notices").await;
    for end in ["approve", "return"] {
        let path = format!("/notices/{id}/{end}");
        let answer = desk.reviewer.post(&path, &[("remark", "看看")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(desk.stage(&id).await, "审核中");
}

#[actix_web::test]
async fn a_clerk_approves_nothing() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.sent(&[]).await;
    desk.reviewer = app.as_(Role::Clerk).await;
    assert_eq!(desk.approve(&id).await.status, StatusCode::FORBIDDEN);
}

#[actix_web::test]
async fn what_is_returned_carries_the_remark_to_its_author() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.sent(&[]).await;
    let page = desk.reviewer.get(&format!("/notices/{id}")).await;
    let form = page.form("/return");
    let without = desk.reviewer.submit(&form, &[("remark", " ")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let remark = [("remark", "请写清楚 2 单元是否停水")];
    let returned = desk.reviewer.submit(&form, &remark).await;
    assert_eq!(returned.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.stage(&id).await, "草稿");
    let edit = desk.clerk.get(&format!("/notices/{id}/edit")).await;
    assert!(edit.body.contains("请写清楚 2 单元是否停水"));
    let again = desk
        .clerk
        .submit(&edit.form("/save"), &[("action", "send")])
        .await;
    assert_eq!(id_of(&again), id);
}

#[actix_web::test]
async fn a_step_that_was_done_already_is_a_conflict_and_changes_nothing() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.approved(&[]).await;
    let again = desk.approve(&id).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.body.contains("这一步已经有人做了"));
    assert_eq!(desk.codes(&id).await.len(), 3);
}

#[actix_web::test]
async fn a_change_after_approval_withdraws_the_text_and_calls_its_sheets_down() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.approved(&[]).await;
    let (old, postings) = (desk.codes(&id).await, desk.unhung(&id).await);
    assert_eq!((old.len(), postings.len()), (3, 3));
    desk.clerk
        .post(&format!("/postings/{}/posted", postings[0]), &[])
        .await;

    let back = desk.press(&id, "/take-back", &[]).await;
    assert_eq!(id_of(&back), id);
    assert_eq!(desk.stage(&id).await, "草稿");
    let pdf = desk.clerk.get(&format!("/notices/{id}/sheet.pdf")).await;
    assert_eq!(pdf.status, StatusCode::NOT_FOUND);
    let round = desk.clerk.get("/boards/round").await;
    assert!(super::marks(&round.body, "/posted\"").is_empty());
    assert_eq!(super::marks(&round.body, "/taken-down\""), postings[..1]);

    let edit = desk.clerk.get(&format!("/notices/{id}/edit")).await;
    let changed = [("action", "send"), ("end", "13:00")];
    desk.clerk.submit(&edit.form("/save"), &changed).await;
    desk.approve(&id).await;
    let new = desk.codes(&id).await;
    assert_eq!(new.iter().filter(|code| !old.contains(code)).count(), 3);
    let page = desk.page(&id).await;
    assert!(page.body.contains("旧版，请撤下"));
    assert!(page.body.contains("〔2026〕1号"), "the number stays");
}

#[actix_web::test]
async fn numbers_run_by_office_and_year_and_are_never_used_again() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let first = desk.approved(&[]).await;
    desk.press(&first, "/take-back", &[]).await;
    let second = desk.approved(&[]).await;
    assert!(desk.page(&first).await.body.contains("东苑物业〔2026〕1号"));
    assert!(
        desk.page(&second)
            .await
            .body
            .contains("东苑物业〔2026〕2号")
    );
    let delete = format!("/notices/{first}/delete");
    let kept = desk.clerk.post(&delete, &[]).await;
    assert_eq!(
        kept.status,
        StatusCode::CONFLICT,
        "a number was given: it stays"
    );

    let mut west = Desk {
        app: &app,
        clerk: app.elsewhere(Role::Clerk).await,
        reviewer: app.elsewhere(Role::Reviewer).await,
    };
    let there = app.offices[1].buildings[0].id.to_string();
    let other = west.approved(&[("place", &there)]).await;
    assert!(west.page(&other).await.body.contains("〔2026〕1号"));

    app.clock.advance(Duration::days(40));
    let mut desk = Desk::at(&app).await;
    let next_year = desk.approved(&[]).await;
    assert!(desk.page(&next_year).await.body.contains("〔2027〕1号"));
}

#[actix_web::test]
async fn a_reviewer_sees_deadline_boards_homes_and_what_changed_since_she_returned_it() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.sent(&[]).await;
    let page = desk.reviewer.get(&format!("/notices/{id}")).await;
    assert!(page.body.contains("11月25日 星期三 09:00"), "{}", page.body);
    assert!(page.body.contains("户 · 要贴 3 块公告栏"), "{}", page.body);
    assert!(!page.body.contains("上次送审以后"), "{}", page.body);
    let remark = [("remark", "请写明换什么")];
    desk.reviewer.submit(&page.form("/return"), &remark).await;
    let today = desk.clerk.get("/").await.body;
    assert!(today.contains("退回修改"), "{today}");
    let edit = desk.clerk.get(&format!("/notices/{id}/edit")).await;
    let again = [("action", "send"), ("reason", "换阀门")];
    desk.clerk.submit(&edit.form("/save"), &again).await;
    let page = desk.reviewer.get(&format!("/notices/{id}")).await.body;
    let since = page.split_once("上次送审以后改了什么").unwrap().1;
    let since = since.split_once("</section>").unwrap().0;
    assert!(since.contains("请写明换什么"), "{since}");
    assert!(
        since.contains("<b>换阀门</b>") && since.contains("<del>"),
        "{since}"
    );
}
