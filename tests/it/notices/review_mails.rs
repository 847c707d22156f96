//! The mails of a review: each once, to whom it concerns, and none of what was decided meanwhile.

use actix_web::http::StatusCode;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::people::Role;
use gaoshi::platform::mail::Failure;
use gaoshi::schema::users;

use super::{Desk, id_of};
use crate::support::app::TestApp;

/// Gives people of the first office an address each: their name for signing in.
fn with_mail(app: &TestApp, roles: &[Role]) {
    for role in roles {
        let one = users::table.filter(users::login.eq(role.as_str()));
        let email = format!("{role}@east.example.cn");
        diesel::update(one)
            .set(users::email.eq(email))
            .execute(&mut app.db.conn())
            .unwrap();
    }
}

/// Whom mails were sent to that begin so, in order.
fn told(app: &TestApp, subject: &str) -> Vec<String> {
    let mails = app.mails().into_iter();
    let of = mails.filter(|mail| mail.subject.starts_with(subject));
    let mut to: Vec<String> = of
        .map(|mail| mail.to.trim_end_matches("@east.example.cn").to_owned())
        .collect();
    to.sort();
    to
}

#[actix_web::test]
async fn who_may_review_is_told_once_and_not_of_her_own_text() {
    let app = TestApp::new();
    with_mail(
        &app,
        &[
            Role::Clerk,
            Role::Reviewer,
            Role::OfficeManager,
            Role::Executive,
        ],
    );
    let mut desk = Desk::at(&app).await;
    let id = desk.sent(&[]).await;
    app.tick().await;
    app.tick().await;
    assert_eq!(told(&app, "待审核"), ["office_manager", "reviewer"]);
    let mut mails = app.mails();
    mails.retain(|mail| mail.subject.contains("待审核"));
    let page = format!("https://wy.example.cn/notices/{id}");
    assert!(
        mails
            .iter()
            .all(|mail| mail.text.contains(&page) && mail.html.contains(&page))
    );
    assert!(
        mails[0].subject.contains("东苑停水通知 1号楼（11月26日"),
        "{}",
        mails[0].subject
    );
    assert!(
        mails[0].text.contains("最晚张贴：11月25日 星期三 09:00"),
        "{}",
        mails[0].text
    );

    desk.clerk = app.as_(Role::Reviewer).await;
    desk.sent(&[]).await;
    app.tick().await;
    assert_eq!(
        told(&app, "待审核"),
        ["office_manager", "office_manager", "reviewer"]
    );
}

#[actix_web::test]
async fn the_mail_of_a_repair_says_that_its_sheets_hang_at_once() {
    let app = TestApp::new();
    with_mail(&app, &[Role::Reviewer]);
    let mut desk = Desk::at(&app).await;
    desk.sent(&super::restore::BURST).await;
    app.tick().await;
    let mut mails = app.mails().into_iter();
    let mail = mails.find(|mail| mail.subject.starts_with("待审核"));
    let mail = mail.unwrap();
    for text in [&mail.text, &mail.html] {
        assert!(text.contains("（请立即张贴）"), "{text}");
    }
}

#[actix_web::test]
async fn where_no_reviewer_of_the_office_can_be_written_to_the_head_office_is() {
    let app = TestApp::new();
    with_mail(&app, &[Role::Executive, Role::Planning]);
    Desk::at(&app).await.sent(&[]).await;
    app.tick().await;
    assert_eq!(told(&app, "待审核"), ["executive"]);
}

#[actix_web::test]
async fn its_writers_are_told_why_it_was_returned_and_not_who_returned_it() {
    let app = TestApp::new();
    with_mail(&app, &[Role::Clerk, Role::Reviewer]);
    let mut desk = Desk::at(&app).await;
    let id = desk.sent(&[]).await;
    app.tick().await;
    let path = format!("/notices/{id}/return");
    desk.reviewer.get(&format!("/notices/{id}")).await;
    let remark = [("remark", "请写明 <哪台> 水泵")];
    let done = desk.reviewer.post(&path, &remark).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    app.tick().await;
    assert_eq!(told(&app, "退回修改"), ["clerk"]);
    let mail = app
        .mails()
        .into_iter()
        .find(|mail| mail.subject.starts_with("退回"));
    let mail = mail.unwrap();
    assert!(mail.text.contains("请写明 <哪台> 水泵"), "{}", mail.text);
    assert!(mail.html.contains("&lt;哪台&gt;"), "{}", mail.html);
    assert!(mail.text.contains(&format!("/notices/{id}/edit")));

    // Her own text, returned by herself, is no news to her.
    desk.clerk = app.as_(Role::Reviewer).await;
    let own = desk.sent(&[]).await;
    desk.reviewer.get(&format!("/notices/{own}")).await;
    desk.reviewer
        .post(&format!("/notices/{own}/return"), &remark)
        .await;
    app.tick().await;
    assert_eq!(told(&app, "退回修改"), ["clerk"]);
}

#[actix_web::test]
async fn what_was_decided_or_taken_back_before_the_mail_left_is_told_to_nobody() {
    let app = TestApp::new();
    with_mail(&app, &[Role::Clerk, Role::Reviewer]);
    let mut desk = Desk::at(&app).await;
    app.mailbox
        .fail_with(Some(Failure::Down("connection refused".into())));
    let approved = desk.sent(&[]).await;
    let taken = desk.sent(&[]).await;
    let returned = desk.sent(&[]).await;
    app.tick().await;
    desk.approve(&approved).await;
    desk.press(&taken, "/take-back", &[]).await;
    desk.reviewer.get(&format!("/notices/{returned}")).await;
    let path = format!("/notices/{returned}/return");
    desk.reviewer.post(&path, &[("remark", "缺原因")]).await;
    let form = desk
        .clerk
        .get(&format!("/notices/{returned}/edit"))
        .await
        .form("/save");
    let sent = desk
        .clerk
        .submit(&form, &[("action", "send"), ("reason", "换泵")])
        .await;
    assert_eq!(id_of(&sent), returned);
    app.mailbox.fail_with(None);
    app.clock.advance(chrono::Duration::minutes(30));
    app.tick().await;
    assert_eq!(told(&app, "待审核"), ["reviewer"], "the one that waits");
    assert!(told(&app, "退回修改").is_empty());
}

#[actix_web::test]
async fn a_draft_that_is_thrown_away_before_the_mail_of_its_return_left_is_told_to_nobody() {
    let app = TestApp::new();
    with_mail(&app, &[Role::Clerk, Role::Reviewer]);
    let mut desk = Desk::at(&app).await;
    let (gone, kept) = (desk.sent(&[]).await, desk.sent(&[]).await);
    app.tick().await;
    app.mailbox
        .fail_with(Some(Failure::Down("connection refused".into())));
    for (id, remark) in [(&gone, "这份不发了"), (&kept, "请写明哪台水泵")] {
        desk.reviewer.get(&format!("/notices/{id}")).await;
        let path = format!("/notices/{id}/return");
        let done = desk.reviewer.post(&path, &[("remark", remark)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    }
    app.tick().await;
    let deleted = desk.press(&gone, "/delete", &[]).await;
    assert_eq!(deleted.status, StatusCode::SEE_OTHER, "{}", deleted.body);
    app.mailbox.fail_with(None);
    app.clock.advance(chrono::Duration::minutes(30));
    app.tick().await;
    let mails = app.mails().into_iter();
    let returned: Vec<String> = mails
        .filter(|mail| mail.subject.starts_with("退回修改"))
        .map(|mail| mail.text)
        .collect();
    assert_eq!(
        returned.len(),
        1,
        "the other one is still told: {returned:?}"
    );
    assert!(returned[0].contains("请写明哪台水泵"), "{returned:?}");
}
