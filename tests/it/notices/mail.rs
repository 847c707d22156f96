//! The mails of a notice.

use actix_web::http::StatusCode;
use chrono::Duration;
use gaoshi::notices::subscribers;
use gaoshi::organisation::PlaceId;
use gaoshi::platform::db::System;
use gaoshi::platform::mail::Failure;

use super::Desk;
use crate::support::app::TestApp;

fn subscribe(app: &TestApp, email: &'static str, place: Option<&PlaceId>) {
    let office = &app.offices[0];
    let added = app.db.db.write_now(&System("test"), |tx, _| {
        let wanted = subscribers::Wanted {
            office: &office.id,
            community: &office.community.id,
            place,
        };
        subscribers::add(tx, wanted, email)
    });
    added.unwrap();
}

fn recipients(app: &TestApp) -> Vec<String> {
    let mut to: Vec<String> = app.mails().into_iter().map(|letter| letter.to).collect();
    to.sort();
    to
}

#[actix_web::test]
async fn each_recipient_gets_each_text_once_and_only_those_it_concerns() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let buildings = &app.offices[0].buildings;
    subscribe(&app, "all@example.cn", None);
    subscribe(&app, "all@example.cn", Some(&buildings[0].id));
    subscribe(&app, "one@example.cn", Some(&buildings[0].id));
    subscribe(&app, "two@example.cn", Some(&buildings[1].id));
    let id = desk.published(&[]).await;
    app.tick().await;
    let expected = ["all@example.cn", "office@east.example.cn", "one@example.cn"];
    assert_eq!(recipients(&app), expected);
    let letter = app
        .mails()
        .into_iter()
        .find(|l| l.to == "one@example.cn")
        .unwrap();
    assert!(
        letter
            .text
            .contains(&format!("https://wy.example.cn/n/{id}"))
    );
    assert!(letter.text.contains("停水"));
    assert_eq!(letter.reply_to.as_deref(), Some("office@east.example.cn"));
    assert!(
        desk.page(&id)
            .await
            .body
            .contains("已发 3 封，待发 0 封，失败 0 封")
    );
}

#[actix_web::test]
async fn one_click_ends_the_mails_and_looking_does_not() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    subscribe(&app, "one@example.cn", None);
    desk.published(&[]).await;
    let letter = app
        .mails()
        .into_iter()
        .find(|l| l.to == "one@example.cn")
        .unwrap();
    let link = letter.unsubscribe.unwrap();
    let path = link.strip_prefix("https://wy.example.cn").unwrap();
    let mut reader = app.visitor();
    let asked = reader.get(path).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(
        !asked.body.contains("one@example.cn"),
        "the address is half hidden"
    );
    desk.published(&[]).await;
    assert_eq!(
        recipients(&app)
            .iter()
            .filter(|to| *to == "one@example.cn")
            .count(),
        2
    );

    reader.csrf = String::new();
    let left = reader
        .post(path, &[("List-Unsubscribe", "One-Click")])
        .await;
    assert_eq!(left.status, StatusCode::OK);
    assert_eq!(
        reader.post(path, &[]).await.status,
        StatusCode::OK,
        "twice is no fault"
    );
    desk.published(&[]).await;
    assert_eq!(
        recipients(&app)
            .iter()
            .filter(|to| *to == "one@example.cn")
            .count(),
        2
    );
    let wrong = reader.get("/unsubscribe/nobody").await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn while_the_relay_is_down_mails_wait_and_leave_later() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    app.mailbox
        .fail_with(Some(Failure::Down("connection refused".into())));
    let id = desk.published(&[]).await;
    assert!(app.mails().is_empty());
    assert!(desk.page(&id).await.body.contains("待发 1 封"));
    app.mailbox.fail_with(None);
    app.clock.advance(Duration::minutes(10));
    app.tick().await;
    assert_eq!(recipients(&app), ["office@east.example.cn"]);
}
