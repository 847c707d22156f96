//! Data that was brought back: what waits to be sent may have been sent before.

use chrono::Duration;
use gaoshi::people::Role;
use gaoshi::platform::db::System;
use gaoshi::platform::holds::{self, Cause, standing};

use super::live;
use crate::support::app::TestApp;

/// A house with a mail that waits, brought back and started.
async fn brought_back() -> TestApp {
    let mut app = TestApp::new();
    super::complain(&app).await;
    for _ in 0..2 {
        let held = app
            .db
            .db
            .write_now(&System("restore"), |tx, _| holds::after_restore(tx));
        held.unwrap();
    }
    app.restart_after(Duration::minutes(5));
    app.turn().await;
    app
}

fn is_held(app: &TestApp) -> bool {
    let clock = app.clock.clone();
    let seen = app.db.db.read_now(|conn| standing(conn, &clock)).unwrap();
    seen.holds.iter().any(|hold| hold.cause == Cause::Restored)
}

#[actix_web::test]
async fn mails_wait_for_an_hour_of_work_and_leave_by_themselves() {
    let mut app = brought_back().await;
    live(&app, 50).await;
    app.restart_after(Duration::seconds(5));
    live(&app, 60).await;
    assert!(
        app.mails().is_empty() && is_held(&app),
        "a restart begins the hour anew"
    );
    live(&app, 1).await;
    app.turn().await;
    assert_eq!(app.mails().len(), 1);
    assert!(!is_held(&app));
}

#[actix_web::test]
async fn an_administrator_lets_mails_leave_at_once() {
    let app = brought_back().await;
    assert!(app.mails().is_empty());
    let mut admin = app.as_(Role::Administrator).await;
    let page = admin.get("/").await;
    assert!(page.body.contains("数据刚从备份恢复"), "{}", page.body);
    assert_eq!(
        admin.submit(&page.form("/holds/confirm"), &[]).await.status,
        303
    );
    app.turn().await;
    assert_eq!(app.mails().len(), 1);
}

#[actix_web::test]
async fn an_hour_on_the_wall_alone_lets_nothing_leave() {
    let app = brought_back().await;
    app.clock.jump(Duration::hours(2));
    app.turn().await;
    app.turn().await;
    assert!(app.mails().is_empty());
    live(&app, 61).await;
    app.turn().await;
    assert_eq!(app.mails().len(), 1);
}
