//! Nobody approves a text she wrote any part of since it was last approved.

use actix_web::http::StatusCode;
use chrono::Duration;
use gaoshi::people::Role;

use super::restore::BURST;
use super::{Desk, id_of};
use crate::support::app::TestApp;
use crate::support::client::Client;

/// A person who may write and review takes it back, changes a field, and sends it again.
async fn rewrite(who: &mut Client<'_>, id: &str, change: (&str, &str)) {
    let page = who.get(&format!("/notices/{id}")).await;
    let back = who.submit(&page.form("/take-back"), &[]).await;
    assert_eq!(id_of(&back), id, "{}", back.body);
    let edit = who.get(&format!("/notices/{id}/edit")).await;
    let sent = who
        .submit(&edit.form("/save"), &[("action", "send"), change])
        .await;
    assert_eq!(id_of(&sent), id, "{}", sent.body);
}

/// She is not offered to approve it, is told whose turn it is, and is refused when she asks.
async fn is_refused(who: &mut Client<'_>, id: &str) {
    let page = who.get(&format!("/notices/{id}")).await;
    assert!(!page.offers("/approve") && !page.offers("/return"));
    assert!(page.body.contains("您改过这份通知的文字，须由他人审核"));
    assert!(
        page.body
            .contains("等待审核人、管理处经理、分管领导中的一位审核")
    );
    let refused = who.post(&format!("/notices/{id}/approve"), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("您改过这份通知的文字"));
    let page = who.get(&format!("/notices/{id}")).await;
    assert!(page.body.contains("审核中</span>"));
}

/// Somebody with no part in it approves it.
async fn approves(who: &mut Client<'_>, id: &str) {
    let page = who.get(&format!("/notices/{id}")).await;
    let done = who.submit(&page.form("/approve"), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

#[actix_web::test]
async fn who_takes_back_rewrites_and_sends_does_not_approve_it() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.sent(&[]).await;
    rewrite(&mut desk.reviewer, &id, ("reason", "审核人自己改写的原因")).await;
    is_refused(&mut desk.reviewer, &id).await;
    assert!(!desk.reviewer.get("/").await.body.contains(&id));
    let history = desk.page(&id).await.body;
    assert!(history.contains("人 reviewer · 修改文字"), "{history}");
    let mut manager = app.as_(Role::OfficeManager).await;
    assert!(manager.get("/").await.body.contains(&id));
    approves(&mut manager, &id).await;
}

#[actix_web::test]
async fn of_two_who_edited_it_neither_approves_it() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let mut manager = app.as_(Role::OfficeManager).await;
    let id = desk.sent(&[]).await;
    rewrite(&mut desk.reviewer, &id, ("reason", "换水泵")).await;
    rewrite(&mut manager, &id, ("end", "13:00")).await;
    is_refused(&mut desk.reviewer, &id).await;
    is_refused(&mut manager, &id).await;
    let mut executive = app.as_(Role::Executive).await;
    approves(&mut executive, &id).await;
}

#[actix_web::test]
async fn a_draft_that_saves_itself_makes_its_writer() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = id_of(&desk.save("keep", &[]).await);
    let edit = desk.reviewer.get(&format!("/notices/{id}/edit")).await;
    let mut keep = edit.form("/save");
    keep.action = format!("/notices/{id}/keep");
    let kept = desk.reviewer.submit(&keep, &[("reason", "换水泵")]).await;
    assert!(kept.status.is_success(), "{}", kept.body);
    let edit = desk.clerk.get(&format!("/notices/{id}/edit")).await;
    let send = [("action", "send")];
    desk.clerk.submit(&edit.form("/save"), &send).await;
    is_refused(&mut desk.reviewer, &id).await;
}

#[actix_web::test]
async fn opening_keeping_and_sending_a_text_unchanged_makes_no_writer() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = id_of(&desk.save("keep", &[]).await);
    let edit = desk.reviewer.get(&format!("/notices/{id}/edit")).await;
    let mut keep = edit.form("/save");
    keep.action = format!("/notices/{id}/keep");
    desk.reviewer.submit(&keep, &[]).await;
    let edit = desk.reviewer.get(&format!("/notices/{id}/edit")).await;
    let send = [("action", "send")];
    let sent = desk.reviewer.submit(&edit.form("/save"), &send).await;
    assert_eq!(id_of(&sent), id);
    assert!(!desk.page(&id).await.body.contains("修改文字"));
    approves(&mut desk.reviewer, &id).await;
}

#[actix_web::test]
async fn who_wrote_what_was_approved_before_approves_the_change_of_another() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    desk.clerk = app.as_(Role::OfficeManager).await;
    let id = desk.approved(&[]).await;
    rewrite(&mut desk.reviewer, &id, ("end", "13:00")).await;
    is_refused(&mut desk.reviewer, &id).await;
    approves(&mut desk.clerk, &id).await;
}

#[actix_web::test]
async fn who_replaces_a_notice_does_not_approve_the_new_one() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.published(&[]).await;
    let page = desk.reviewer.get(&format!("/notices/{old}")).await;
    let new = id_of(&desk.reviewer.submit(&page.form("/replace"), &[]).await);
    let edit = desk.clerk.get(&format!("/notices/{new}/edit")).await;
    let later = [("action", "send"), ("start", "10:00")];
    desk.clerk.submit(&edit.form("/save"), &later).await;
    is_refused(&mut desk.reviewer, &new).await;
    approves(&mut app.as_(Role::OfficeManager).await, &new).await;
}

#[actix_web::test]
async fn who_calls_a_notice_off_does_not_approve_the_cancellation() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.published(&[]).await;
    let page = desk.reviewer.get(&format!("/notices/{old}")).await;
    let reason = [("reason", "施工单位改期")];
    let new = id_of(&desk.reviewer.submit(&page.form("/cancel"), &reason).await);
    is_refused(&mut desk.reviewer, &new).await;
    approves(&mut app.as_(Role::OfficeManager).await, &new).await;
}

#[actix_web::test]
async fn who_rewrites_an_apology_does_not_approve_it() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&BURST).await;
    app.clock.advance(Duration::minutes(20));
    desk.press(&id, "/restored", &[]).await;
    let apology = id_of(&desk.press(&id, "/apologise", &[]).await);
    let edit = desk.clerk.get(&format!("/notices/{apology}/edit")).await;
    let send = [("action", "send")];
    let sent = desk.clerk.submit(&edit.form("/save"), &send).await;
    assert_eq!(id_of(&sent), apology, "{}", sent.body);
    rewrite(&mut desk.reviewer, &apology, ("body", "我们很抱歉。")).await;
    is_refused(&mut desk.reviewer, &apology).await;
    approves(&mut app.as_(Role::OfficeManager).await, &apology).await;
}

#[actix_web::test]
async fn the_account_of_a_writer_that_was_closed_counts_still() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.sent(&[]).await;
    rewrite(&mut desk.reviewer, &id, ("reason", "换水泵")).await;
    let mut admin = app.as_(Role::Administrator).await;
    let people = admin.get("/people").await;
    let user = people.between("人 reviewer<", "/disable");
    let user = user.rsplit("/people/").next().unwrap().to_owned();
    admin.post(&format!("/people/{user}/disable"), &[]).await;
    is_written_by(&app, &id, &user);
}

/// The database keeps a person among the writers.
fn is_written_by(app: &TestApp, id: &str, user: &str) {
    use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
    use gaoshi::schema::notice_writers as writers;
    let found = writers::table
        .filter(writers::notice_id.eq(id))
        .filter(writers::user_id.eq(user))
        .count()
        .get_result::<i64>(&mut app.db.conn());
    assert_eq!(found.unwrap(), 1);
}
