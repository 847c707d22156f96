//! Sessions: one a browser, listed with place and device, ended one by one.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::{QueryDsl, RunQueryDsl};
use futures_util::future::{join, join_all};
use gaoshi::people::{Role, cli, service};
use gaoshi::platform::db::System;
use gaoshi::schema::user_browsers;

use crate::support::app::{PASSWORD, TestApp};

const PHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) MicroMessenger/8.0";
const DESK: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0 Safari/537.36";

#[actix_web::test]
async fn the_session_that_a_browser_had_ends_when_somebody_signs_in_from_it_again() {
    let app = TestApp::new();
    let mut browser = app.as_(Role::Clerk).await;
    let mut kept = browser.clone();
    browser.sign_in("reviewer", PASSWORD).await;
    assert_eq!(kept.get("/notices").await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get("/notices").await.status, StatusCode::OK);
    // A wrong password ends nothing, and neither does another browser.
    let mut tab = browser.clone();
    tab.sign_in("clerk", "falsch-und-lang").await;
    assert_eq!(browser.get("/notices").await.status, StatusCode::OK);
    app.as_(Role::Reviewer).await;
    assert_eq!(browser.get("/notices").await.status, StatusCode::OK);
}

#[actix_web::test]
async fn a_password_that_is_set_anew_while_it_is_looked_at_opens_nothing() {
    const NEW: &str = "楼下的桂花都开了";
    let app = TestApp::new();
    let token = cli::reset_password(&app.db.db, &app.app.messenger(), "clerk").unwrap();
    let (mut by_link, path) = (app.visitor(), format!("/password/{token}"));
    by_link.get(&path).await;
    let mut others = [app.visitor(), app.visitor(), app.visitor(), app.visitor()];
    for other in &mut others {
        other.get("/sign-in").await;
    }
    let old: &[(&str, &str)] = &[("login", "clerk"), ("password", PASSWORD)];
    let new = [("password", NEW), ("again", NEW)];
    let presses = others.iter_mut().map(|other| other.post("/sign-in", old));
    let (set, _) = join(by_link.post(&path, &new), join_all(presses)).await;
    assert_eq!(set.location(), "/sign-in", "{}", set.body);
    for other in &mut others {
        assert_eq!(other.get("/account").await.status, StatusCode::SEE_OTHER);
    }
}

#[actix_web::test]
async fn where_a_browser_was_is_kept_for_ninety_days_and_that_it_is_known_for_four_hundred() {
    let app = TestApp::new();
    app.as_(Role::Clerk).await;
    let kept_after = |days| {
        app.clock.advance(Duration::days(days));
        let swept = app
            .db
            .db
            .write_now(&System("test"), |tx, _| service::sweep(tx));
        swept.unwrap();
        let networks = user_browsers::table.select(user_browsers::network);
        networks.load::<String>(&mut app.db.conn()).unwrap()
    };
    assert_eq!(kept_after(89), ["192.0.2.7"]);
    assert_eq!(kept_after(2), [""]);
    assert_eq!(kept_after(310), [""; 0]);
}

#[actix_web::test]
async fn sessions_are_listed_with_place_and_device_and_ended_one_by_one() {
    let app = TestApp::new();
    let mut desk = app.visitor();
    desk.headers.push(("user-agent", DESK));
    desk.sign_in("clerk", PASSWORD).await;
    let mut phone = app.visitor();
    phone.headers.push(("user-agent", PHONE));
    phone.sign_in("clerk", PASSWORD).await;
    let mut third = app.as_(Role::Clerk).await;
    let page = desk.get("/account").await;
    for told in [
        "Chrome · Windows",
        "WeChat · iPhone",
        "未知的浏览器",
        "192.0.2.7",
        "本机",
    ] {
        assert!(page.body.contains(told), "{told}\n{}", page.body);
    }
    let (_, from_phone) = page.body.split_once("WeChat · iPhone").unwrap();
    let (_, id) = from_phone.split_once("name=\"session\" value=\"").unwrap();
    let id = id.split('"').next().unwrap().to_owned();
    let ended = desk
        .post("/account/sessions/end", &[("session", &id)])
        .await;
    assert_eq!(ended.location(), "/account");
    assert_eq!(phone.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(third.get("/account").await.status, StatusCode::OK);
    assert_eq!(desk.get("/account").await.status, StatusCode::OK);
}

#[actix_web::test]
async fn nobody_ends_anothers_session_and_one_that_is_over_is_not_listed() {
    let app = TestApp::new();
    let mut reviewer = app.as_(Role::Reviewer).await;
    let mut other = app.as_(Role::Reviewer).await;
    let page = reviewer.get("/account").await;
    let id = page.between("name=\"session\" value=\"", "\"").to_owned();
    assert!(!id.is_empty());
    let mut clerk = app.as_(Role::Clerk).await;
    clerk.get("/account").await;
    for id in [id.as_str(), "", "x"] {
        clerk
            .post("/account/sessions/end", &[("session", id)])
            .await;
    }
    assert_eq!(other.get("/account").await.status, StatusCode::OK);
    app.clock.advance(chrono::Duration::minutes(20));
    reviewer.get("/account").await;
    app.clock.advance(chrono::Duration::minutes(20));
    let page = reviewer.get("/account").await;
    assert_eq!(
        page.body.matches("name=\"session\"").count(),
        0,
        "{}",
        page.body
    );
}

#[actix_web::test]
async fn a_password_that_is_common_or_made_of_a_known_name_is_refused() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    clerk.get("/account").await;
    for easy in [
        "Passw0rd!",
        "password123",
        "gaoshi2026",
        "东苑物业2026",
        "东苑管理处2026",
        "clerk-2026",
        "1qaz2wsx",
    ] {
        let typed = [("current", PASSWORD), ("password", easy), ("again", easy)];
        let wrong = clerk.post("/account/password", &typed).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{easy}");
        assert!(
            wrong
                .between("id=\"e-password\">", "<")
                .contains("太容易猜到"),
            "{easy}"
        );
        assert!(!wrong.body.contains(easy), "{easy}");
    }
    let good = "楼下的桂花都开了";
    let typed = [("current", PASSWORD), ("password", good), ("again", good)];
    assert_eq!(
        clerk.post("/account/password", &typed).await.location(),
        "/account"
    );
}

#[actix_web::test]
async fn a_form_that_waited_is_told_without_what_it_carries_for_the_program() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    let path = format!("/offices/{}", app.offices[0].id);
    let form = admin.get(&path).await.form(&path);
    app.db.clock.advance(Duration::hours(1));
    let asked = admin.submit(&form, &[("name", "新名")]).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    let login = Role::Administrator.as_str();
    let typed = [("login", login), ("password", PASSWORD)];
    let waits = admin.submit(&asked.form("/sign-in"), &typed).await;
    assert!(waits.body.contains("<li>新名</li>"), "{}", waits.body);
    let seen = waits.form(&path).value("seen").to_owned();
    assert_eq!(seen, form.value("seen"));
    let told = waits.body.contains(&format!("<li>{seen}</li>"));
    assert!(!seen.is_empty() && !told, "{}", waits.body);
}

#[actix_web::test]
async fn signing_out_leaves_nothing_in_the_browser() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    clerk.get("/account").await;
    let out = clerk.post("/sign-out", &[]).await;
    let told = out.headers.get("clear-site-data").unwrap();
    assert_eq!(told, "\"cache\", \"storage\"");
    assert!(
        out.cookies()
            .iter()
            .any(|c| c.starts_with("__Host-session=;"))
    );
    let mut admin = app.as_(Role::Administrator).await;
    let record = admin.get("/audit?group=sign-in").await;
    assert!(record.body.contains("退出登录"), "{}", record.body);
}
