//! Who gets a community's notices by mail, as staff keep the list.

use actix_web::http::StatusCode;
use diesel::connection::SimpleConnection;
use gaoshi::people::Role;

use super::Desk;
use crate::support::app::TestApp;
use crate::support::client::{Answer, Client};

const AGREED: [(&str, &str); 2] = [
    ("email", "Wang@Example.cn"),
    ("consent", "11月24日在前台书面同意"),
];

/// The clerk fills in the form of the list.
async fn add(clerk: &mut Client<'_>, fields: &[(&str, &str)]) -> Answer {
    let form = clerk.get("/subscribers").await.form("/subscribers");
    clerk.submit(&form, fields).await
}

fn is_told(app: &TestApp) -> bool {
    app.mails().iter().any(|mail| mail.to == "wang@example.cn")
}

#[actix_web::test]
async fn who_agreed_is_put_on_the_list_with_how_and_gets_mails() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let done = add(&mut desk.clerk, &AGREED).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let list = desk.clerk.get(done.location()).await.body;
    for told in [
        "wang@example.cn",
        "11月24日在前台书面同意",
        "人 clerk",
        "现有 1 位",
    ] {
        assert!(list.contains(told), "{told}\n{list}");
    }
    desk.published(&[]).await;
    app.tick().await;
    assert!(is_told(&app));
}

#[actix_web::test]
async fn without_consent_or_twice_nobody_is_added_and_what_was_typed_stays() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let refused = add(&mut clerk, &[AGREED[0], ("consent", " ")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("id=\"e-consent\""),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("value=\"Wang@Example.cn\""));
    add(&mut clerk, &AGREED).await;
    let twice = add(
        &mut clerk,
        &[("email", "wang@example.cn"), ("consent", "又说了一次")],
    )
    .await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains("id=\"e-email\"") && twice.body.contains("又说了一次"));
    let building = app.offices[0].buildings[0].id.to_string();
    let elsewhere = app.offices[1].buildings[0].id.to_string();
    let of = |place| [AGREED[0], AGREED[1], ("place", place)];
    let done = add(&mut clerk, &of(&building)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "for a building as well");
    let done = add(&mut clerk, &of(&elsewhere)).await;
    assert_ne!(done.status, StatusCode::SEE_OTHER, "of another office");
    let mut other = app.elsewhere(Role::Clerk).await;
    assert!(!other.get("/subscribers").await.body.contains("wang@"));
}

#[actix_web::test]
async fn who_is_taken_off_gets_nothing_that_waits_and_can_be_put_back() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    add(&mut desk.clerk, &AGREED).await;
    let waits = desk.approved(&[]).await;
    let form = desk.clerk.get("/subscribers").await.form("/remove");
    let gone = desk.clerk.submit(&form, &[]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    let twice = desk.clerk.submit(&form, &[]).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER, "pressed twice");
    app.tick().await;
    app.tick().await;
    assert_eq!(desk.stage(&waits).await, "已发布");
    assert!(!is_told(&app));
    let list = desk.clerk.get("/subscribers").await;
    assert!(list.body.contains("现有 0 位"), "{}", list.body);
    let back = desk.clerk.submit(&list.form("/restore"), &[]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
    desk.published(&[]).await;
    app.tick().await;
    assert!(is_told(&app));
}

/// Where the mail that she got lets her leave.
fn way_out(app: &TestApp) -> String {
    let mut mails = app.mails().into_iter();
    let mail = mails.find(|mail| mail.to == "wang@example.cn");
    let link = mail.unwrap().unsubscribe.unwrap();
    let path = link.strip_prefix("https://wy.example.cn");
    path.unwrap().to_owned()
}

#[actix_web::test]
async fn who_leaves_after_staff_took_her_off_is_not_put_back_either() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    add(&mut desk.clerk, &AGREED).await;
    desk.published(&[]).await;
    app.tick().await;
    let form = desk.clerk.get("/subscribers").await.form("/remove");
    desk.clerk.submit(&form, &[]).await;
    let back = desk.clerk.get("/subscribers").await.form("/restore");
    app.visitor().post(&way_out(&app), &[]).await;
    let refused = desk.clerk.submit(&back, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("现有 0 位"), "{}", refused.body);
}

#[actix_web::test]
async fn who_left_by_one_click_is_not_put_back_without_agreeing_anew() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    add(&mut desk.clerk, &AGREED).await;
    let removed = desk.clerk.get("/subscribers").await.form("/remove");
    desk.published(&[]).await;
    app.tick().await;
    let path = way_out(&app);
    app.visitor().post(&path, &[]).await;
    let list = desk.clerk.get("/subscribers").await;
    assert!(
        list.body.contains("本人已退订") && !list.offers("/restore"),
        "{}",
        list.body
    );
    let restore = removed.action.replace("/remove", "/restore");
    let refused = desk.clerk.post(&restore, &[]).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        refused.body
    );
    assert!(refused.body.contains("重新征得同意"));
    let anew = add(
        &mut desk.clerk,
        &[AGREED[0], ("consent", "11月26日电话中同意")],
    )
    .await;
    assert_eq!(anew.status, StatusCode::SEE_OTHER, "{}", anew.body);
}

/// Puts so many on the list of the first community; their addresses come before that of Wang.
fn crowd(app: &TestApp, count: usize, left: &str) {
    let (office, community) = (&app.offices[0].id, &app.offices[0].community.id);
    let row = |n: usize| {
        format!(
            "('s{n}', '{office}', '{community}', 'a{n:04}@example.cn', '2026-11-20 01:00:00', \
             '2026-11-20 01:00:00', {left})"
        )
    };
    let rows: Vec<String> = (0..count).map(row).collect();
    let sql = format!(
        "INSERT INTO notice_subscribers (id, office_id, community_id, email, confirmed_at, created_at, \
         left_at) VALUES {}",
        rows.join(", ")
    );
    app.db.conn().batch_execute(&sql).unwrap();
}

#[actix_web::test]
async fn hundreds_who_left_hide_nobody_who_gets_mails_and_an_address_counts_once() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    add(&mut clerk, &AGREED).await;
    let building = app.offices[0].buildings[0].id.to_string();
    let twice = [AGREED[0], AGREED[1], ("place", building.as_str())];
    let done = add(&mut clerk, &twice).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    crowd(&app, 501, "'2026-11-23 01:00:00'");
    let list = clerk.get("/subscribers").await;
    assert!(list.body.contains("现有 1 位"), "{}", list.body);
    assert!(list.body.contains("wang@example.cn"), "they come first");
    assert!(list.body.contains("下面没有列全"), "{}", list.body);
}

#[actix_web::test]
async fn who_stands_beyond_the_first_hundreds_is_found_by_her_address_and_taken_off() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    add(&mut clerk, &AGREED).await;
    crowd(&app, 500, "NULL");
    let list = clerk.get("/subscribers").await.body;
    assert!(list.contains("现有 501 位"), "{list}");
    assert!(
        list.contains("下面没有列全") && !list.contains("wang@"),
        "{list}"
    );
    let found = clerk.get("/subscribers?q=WANG%40").await;
    assert!(found.body.contains("wang@example.cn"), "{}", found.body);
    assert!(found.body.contains("现有 501 位"), "{}", found.body);
    assert!(!found.body.contains("a0001@"), "{}", found.body);
    let gone = clerk.submit(&found.form("/remove"), &[]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    let list = clerk.get("/subscribers").await.body;
    assert!(list.contains("现有 500 位"), "{list}");
    let none = clerk.get("/subscribers?q=%25%22nobody").await.body;
    assert!(
        none.contains("没有含") && !none.contains("a0001@"),
        "{none}"
    );
}

#[actix_web::test]
async fn whatever_is_looked_for_is_answered() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    add(&mut clerk, &AGREED).await;
    let long = "a".repeat(60_000);
    for (sought, is_found) in [
        ("wang%00", true),
        ("%00", true),
        ("%E2%80%AEwang", true),
        ("wang%5C", true),
        ("w_ng%25", true),
        ("w%25g", false),
        (long.as_str(), false),
    ] {
        let page = clerk.get(&format!("/subscribers?q={sought}")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let is_there = page.body.contains("wang@example.cn");
        let short: String = sought.chars().take(20).collect();
        assert_eq!(is_there, is_found, "{short}");
    }
}
