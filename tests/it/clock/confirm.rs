//! What is held is told to whoever answers for the house, and an administrator lets it go on.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::people::Role;
use gaoshi::schema::audit_entries;

use super::live;
use crate::notices::Desk;
use crate::support::app::TestApp;

const CONFIRM: &str = "/holds/confirm";

/// A notice that is out and over, under a server that was off for four days.
struct Held {
    app: TestApp,
    notice: String,
}

async fn held() -> Held {
    let mut app = TestApp::new();
    let notice = Desk::at(&app).await.published(&[]).await;
    app.turn().await;
    app.restart_after(Duration::days(4));
    app.turn().await;
    Held { app, notice }
}

impl Held {
    async fn stage(&self) -> String {
        Desk::at(&self.app).await.stage(&self.notice).await
    }
}

/// How often a confirmation was written down.
fn confirmed(app: &TestApp) -> i64 {
    audit_entries::table
        .filter(audit_entries::act.eq("hold.confirmed"))
        .count()
        .get_result(&mut app.db.conn())
        .unwrap()
}

#[actix_web::test]
async fn an_administrator_reads_what_is_held_and_lets_it_go_on() {
    let house = held().await;
    let app = &house.app;
    assert_eq!(house.stage().await, "已发布");
    let mut admin = app.as_(Role::Administrator).await;
    let page = admin.get("/").await;
    for said in [
        "系统时间可能不对",
        "2026年11月28日",
        "2026年11月24日",
        "时间无误，继续",
    ] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    let pressed = admin.submit(&page.form(CONFIRM), &[]).await;
    assert_eq!(
        (pressed.status, pressed.location()),
        (StatusCode::SEE_OTHER, "/")
    );
    let after = admin.get("/").await;
    assert!(
        after.body.contains("已继续") && !after.offers(CONFIRM),
        "{}",
        after.body
    );
    app.turn().await;
    assert_eq!(house.stage().await, "已过期");
    let again = admin.submit(&page.form(CONFIRM), &[]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "pressed twice");
    assert!(admin.get("/").await.body.contains("不用再按"));
    assert_eq!(confirmed(app), 1);
}

#[actix_web::test]
async fn the_head_office_reads_it_in_its_language_and_an_office_is_not_troubled() {
    let house = held().await;
    let app = &house.app;
    let mut executive = app.as_(Role::Executive).await;
    executive.headers.push(("accept-language", "en"));
    let page = executive.get("/").await;
    assert!(
        page.body.contains("The clock may be wrong"),
        "{}",
        page.body
    );
    assert!(page.body.contains("Ask an administrator") && !page.offers(CONFIRM));
    let mut admin = app.as_(Role::Administrator).await;
    let form = admin.get("/").await.form(CONFIRM);
    let seen = form.value("hold");
    for role in Role::ALL.iter().copied() {
        let mut person = app.as_(role).await;
        let page = person.get("/").await;
        let told = page.body.contains("系统时间可能不对");
        assert_eq!(told, role.is_of_head_office(), "{role:?}");
        assert_eq!(
            page.offers(CONFIRM),
            role == Role::Administrator,
            "{role:?}"
        );
        if role != Role::Administrator {
            let answer = person.post(CONFIRM, &[("hold", seen)]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?}");
        }
    }
    assert_eq!(confirmed(app), 0);
    app.turn().await;
    assert_eq!(house.stage().await, "已发布");
    live(app, 61).await;
}

#[actix_web::test]
async fn a_confirmation_is_for_the_jump_that_was_seen_and_no_later_one() {
    let house = held().await;
    let app = &house.app;
    let mut admin = app.as_(Role::Administrator).await;
    let first = admin.get("/").await.form(CONFIRM);
    app.clock.jump(Duration::days(30));
    app.turn().await;
    let mut admin = app.as_(Role::Administrator).await;
    admin.get("/").await;
    let stale = admin.submit(&first, &[("csrf", &admin.csrf.clone())]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.body.contains("刚才的确认没有生效"), "{}", stale.body);
    assert!(
        stale.body.contains("2026年12月28日"),
        "it shows how things stand now"
    );
    app.turn().await;
    assert_eq!(house.stage().await, "已发布");
    assert_eq!(confirmed(app), 0);

    let pressed = admin.submit(&stale.form(CONFIRM), &[]).await;
    assert_eq!(pressed.status, StatusCode::SEE_OTHER);
    app.turn().await;
    assert_eq!(house.stage().await, "已过期");
    app.clock.jump(Duration::days(30));
    app.turn().await;
    let page = app.as_(Role::Administrator).await.get("/").await;
    assert!(page.offers(CONFIRM), "the next jump is held anew");
    app.clock.jump(-Duration::days(30));
    app.turn().await;
    let page = app.as_(Role::Administrator).await.get("/").await;
    assert!(!page.body.contains("系统时间可能不对"), "right again");
}

#[actix_web::test]
async fn what_was_held_yesterday_cannot_be_confirmed_today() {
    let house = held().await;
    let app = &house.app;
    let first = app
        .as_(Role::Administrator)
        .await
        .get("/")
        .await
        .form(CONFIRM);
    // Nothing looks at the clock meanwhile: the hold that was seen is still the one there is.
    app.clock.jump(Duration::days(30));
    let mut admin = app.as_(Role::Administrator).await;
    admin.get("/").await;
    let stale = admin.submit(&first, &[("csrf", &admin.csrf.clone())]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    app.turn().await;
    assert_eq!(house.stage().await, "已发布");
    app.clock.jump(-Duration::days(30));
    live(app, 61).await;
}
