//! The mails of a notice.

use actix_web::http::StatusCode;
use chrono::Duration;
use gaoshi::notices::subscribers;
use gaoshi::organisation::PlaceId;
use gaoshi::people::Role;
use gaoshi::platform::db::System;
use gaoshi::platform::mail::Failure;

use super::{Desk, id_of};
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
    reader.headers.push(("origin", "https://mail.qq.com"));
    reader.headers.push(("sec-fetch-site", "cross-site"));
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

/// To whom what left, in short: the subject of each mail to an address.
fn subjects(app: &TestApp, to: &str) -> Vec<String> {
    let mails = app.mails().into_iter().filter(|letter| letter.to == to);
    mails.map(|letter| letter.subject).collect()
}

#[actix_web::test]
async fn what_was_called_off_before_it_left_is_never_sent() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    subscribe(&app, "all@example.cn", None);
    app.mailbox
        .fail_with(Some(Failure::Down("connection refused".into())));
    let old = desk.published(&[]).await;
    let new = id_of(&desk.press(&old, "/replace", &[]).await);
    let edit = desk.clerk.get(&format!("/notices/{new}/edit")).await;
    let later = [("action", "send"), ("start", "10:00")];
    desk.clerk.submit(&edit.form("/save"), &later).await;
    desk.approve(&new).await;
    app.tick().await;
    let reason = [("reason", "施工单位改期")];
    let off = id_of(&desk.press(&new, "/cancel", &reason).await);
    desk.approve(&off).await;
    app.tick().await;
    app.mailbox.fail_with(None);
    app.clock.advance(Duration::minutes(10));
    app.tick().await;
    assert_eq!(
        recipients(&app),
        ["all@example.cn", "office@east.example.cn"]
    );
    for letter in app.mails() {
        assert!(letter.subject.contains("取消"), "{}", letter.subject);
        assert!(
            !letter.text.contains("作废"),
            "nobody was told: {}",
            letter.text
        );
    }
    let page = desk.page(&old).await;
    assert!(
        page.body.contains("待发 0 封，失败 0 封，撤回 2 封"),
        "{}",
        page.body
    );
}

#[actix_web::test]
async fn who_was_told_hears_that_it_holds_no_more_even_if_the_new_text_leaves_them_out() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let buildings = app.offices[0].buildings.clone();
    subscribe(&app, "first@example.cn", Some(&buildings[0].id));
    subscribe(&app, "second@example.cn", Some(&buildings[1].id));
    let old = desk.published(&[]).await;
    assert_eq!(subjects(&app, "first@example.cn").len(), 1);
    let new = id_of(&desk.press(&old, "/replace", &[]).await);
    let edit = desk.clerk.get(&format!("/notices/{new}/edit")).await;
    let moved = [
        ("action", "send"),
        ("start", "10:00"),
        ("place", buildings[1].id.as_str()),
    ];
    desk.clerk.submit(&edit.form("/save"), &moved).await;
    desk.approve(&new).await;
    app.tick().await;
    for (who, told) in [("first@example.cn", true), ("second@example.cn", false)] {
        let last = app.mails().into_iter().rfind(|letter| letter.to == who);
        let last = last.unwrap_or_else(|| panic!("{who} heard nothing"));
        let says = last
            .text
            .contains("此前发给您的东苑物业〔2026〕1号已经作废");
        assert_eq!(says, told, "{who}: {}", last.text);
        assert_eq!(
            last.subject.starts_with("【东苑物业〔2026〕1号作废】"),
            told
        );
    }
}

#[actix_web::test]
async fn who_has_left_gets_none_of_the_mails_that_wait() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    subscribe(&app, "one@example.cn", None);
    subscribe(&app, "two@example.cn", None);
    desk.published(&[]).await;
    let mails = app.mails();
    let letter = mails
        .into_iter()
        .find(|l| l.to == "one@example.cn")
        .unwrap();
    let link = letter.unsubscribe.unwrap();
    app.mailbox
        .fail_with(Some(Failure::Down("connection refused".into())));
    desk.published(&[]).await;
    let mut reader = app.visitor();
    reader
        .post(link.strip_prefix("https://wy.example.cn").unwrap(), &[])
        .await;
    app.mailbox.fail_with(None);
    app.clock.advance(Duration::minutes(10));
    app.tick().await;
    assert_eq!(subjects(&app, "one@example.cn").len(), 1);
    assert_eq!(subjects(&app, "two@example.cn").len(), 2);
}

#[actix_web::test]
async fn a_failed_mail_is_told_with_its_reason_and_sent_again() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    subscribe(&app, "one@example.cn", None);
    let words = "550 5.1.1 no such person";
    app.mailbox.fail_with(Some(Failure::Refused(words.into())));
    let id = desk.published(&[]).await;
    app.mailbox.fail_with(None);
    let page = desk.page(&id).await;
    assert!(page.body.contains("失败 2 封"), "{}", page.body);
    assert!(
        page.body.contains("o…@example.cn") && page.body.contains(words),
        "{}",
        page.body
    );
    assert!(!page.body.contains("one@example.cn"), "{}", page.body);
    let today = desk.clerk.get("/").await;
    assert!(today.body.contains("没有发出去的邮件"), "{}", today.body);
    let other = app.elsewhere(Role::Clerk).await.get("/").await;
    assert!(!other.body.contains("没有发出去的邮件"), "another office's");
    for _ in 0..2 {
        let page = desk.clerk.get("/").await;
        let again = page.form("/again");
        let sent = desk.clerk.submit(&again, &[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let twice = desk.clerk.submit(&again, &[]).await;
        assert_eq!(twice.status, StatusCode::SEE_OTHER, "{}", twice.body);
    }
    app.tick().await;
    assert_eq!(
        recipients(&app),
        ["office@east.example.cn", "one@example.cn"]
    );
    let today = desk.clerk.get("/").await;
    assert!(!today.body.contains("没有发出去的邮件"));
}
