//! A notice appears: at its hour, once, and not when it would only confuse.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::notices::jobs::publish_due;
use gaoshi::platform::db::Db;
use gaoshi::schema::notices;

use super::Desk;
use crate::support::app::TestApp;

const AT_NOON: [(&str, &str); 2] = [("publish_date", "2026-11-24"), ("publish_time", "12:00")];

#[actix_web::test]
async fn it_appears_at_its_hour_and_its_sheets_are_known_before() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.approved(&AT_NOON).await;
    app.tick().await;
    let (page, community) = (
        format!("/n/{id}"),
        format!("/c/{}", app.offices[0].community.id),
    );
    let mut phone = app.visitor();
    assert_eq!(phone.get(&page).await.status, StatusCode::NOT_FOUND);
    assert!(!phone.get(&community).await.body.contains("停水通知"));
    let code = desk.codes(&id).await.remove(0);
    let scan = phone.get(&format!("/Q/{code}")).await;
    assert!(
        scan.body.contains("停水通知"),
        "a sheet that hangs is known"
    );

    app.clock.advance(Duration::hours(3));
    app.tick().await;
    assert_eq!(phone.get(&page).await.status, StatusCode::OK);
    assert!(phone.get(&community).await.body.contains("停水通知"));
    let list = Desk::at(&app).await.clerk.get("/notices").await;
    assert!(!list.body.contains("发布晚了"));
}

#[actix_web::test]
async fn two_at_work_at_once_publish_it_once() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    for _ in 0..3 {
        desk.approved(&[]).await;
    }
    let other = Db::open(&app.db.url, app.clock.clone());
    let means = app.app.means();
    let (one, two) = tokio::join!(publish_due(&app.db.db, &means), publish_due(&other, &means));
    assert_eq!(one.unwrap() + two.unwrap(), 3);
    app.tick().await;
    assert_eq!(app.mails().len(), 3, "the office hears of each once");
}

#[actix_web::test]
async fn late_by_the_machine_is_out_at_once_and_says_so() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.approved(&AT_NOON).await;
    app.clock.advance(Duration::hours(3) + Duration::minutes(2));
    app.tick().await;
    let mut desk = Desk::at(&app).await;
    assert_eq!(desk.stage(&id).await, "已发布");
    assert!(desk.clerk.get("/notices").await.body.contains("发布晚了"));
}

#[actix_web::test]
async fn what_is_over_already_waits_for_a_person() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.approved(&AT_NOON).await;
    app.clock.advance(Duration::days(3));
    app.tick().await;
    app.tick().await;
    let mut desk = Desk::at(&app).await;
    assert_eq!(desk.stage(&id).await, "待发布");
    assert!(app.mails().is_empty());
    assert!(desk.clerk.get("/notices").await.body.contains("等人决定"));
    assert!(
        !desk.page(&id).await.offers("/publish"),
        "not the clerk's to decide"
    );
    let page = desk.reviewer.get(&format!("/notices/{id}")).await;
    let held = page.body.matches("未发布，等人决定").count();
    assert_eq!(held, 1, "written down once");
    let answer = desk.reviewer.submit(&page.form("/publish"), &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.stage(&id).await, "已发布");
}

#[actix_web::test]
async fn the_sheet_of_what_was_over_before_it_appeared_tells_its_last_word_whole() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.approved(&AT_NOON).await;
    let code = desk.codes(&id).await.remove(0);
    app.clock.advance(Duration::days(3));
    app.tick().await;
    for (language, last) in [
        ("zh-CN", "最近一次消息：11月24日 09:00"),
        ("en", "last word: 24 November, 09:00"),
    ] {
        let mut phone = app.visitor();
        phone.headers.push(("accept-language", language));
        let scan = phone.get(&format!("/Q/{code}")).await.body;
        assert!(scan.contains(last), "{scan}");
        assert!(!scan.contains("{$"), "{scan}");
    }
}

#[actix_web::test]
async fn one_notice_that_cannot_be_read_keeps_no_other_from_being_closed() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let unreadable = desk.published(&[]).await;
    let other = desk.published(&[("date", "2026-11-27")]).await;
    diesel::update(notices::table.filter(notices::id.eq(&unreadable)))
        .set(notices::content.eq("{"))
        .execute(&mut app.db.conn())
        .unwrap();
    app.clock.advance(Duration::days(5));
    app.tick().await;
    assert_eq!(Desk::at(&app).await.stage(&other).await, "已过期");
}
