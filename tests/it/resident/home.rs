//! Where residents begin who have no code in front of them, and how the public pages lead to each
//! other.

use actix_web::http::StatusCode;
use gaoshi::people::Role;

use super::{DARK, Sign};
use crate::notices::Desk;
use crate::support::app::TestApp;

#[actix_web::test]
async fn the_bare_address_is_a_home_for_residents_and_today_for_the_staff() {
    let app = TestApp::new();
    let home = app.visitor().get("/").await;
    assert_eq!(home.status, StatusCode::OK);
    let community = format!("href=\"/c/{}\"", app.offices[1].community.id);
    for part in ["action=\"/q\"", "/follow/find", "/sign-in", &community] {
        assert!(home.body.contains(part), "{part} in {}", home.body);
    }
    let today = app.as_(Role::Clerk).await.get("/").await;
    assert!(!today.body.contains("/follow/find") && today.body.contains("/sign-out"));
    let empty = TestApp::empty().visitor().get("/").await;
    assert_eq!(empty.location(), "/sign-in");
}

#[actix_web::test]
async fn a_sheet_its_notice_and_its_community_lead_to_each_other_and_to_a_form() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let notice = desk.published(&[]).await;
    let code = desk.codes(&notice).await.remove(0);
    let community = format!("/c/{}", app.offices[0].community.id);
    let mut phone = app.visitor();
    let scanned = phone.get(&format!("/Q/{code}")).await.body;
    assert!(scanned.contains(&format!("href=\"/n/{notice}\"")));
    assert!(scanned.contains(&format!("href=\"{community}\"")));
    let report = format!("{community}/report");
    for page in [format!("/n/{notice}"), community] {
        let body = phone.get(&page).await.body;
        assert!(body.contains(&format!("href=\"{report}\"")), "{page}");
        assert!(body.contains("property=\"og:title\""), "{page}");
    }
    // The first who asks has the community's code made, and all others share it.
    let led = phone.get(&report).await.location().to_owned();
    assert_eq!(app.visitor().get(&report).await.location(), led);
    let page = phone.get(&led).await;
    assert!(!page.body.contains("识别码不一致"), "there is no sign");
    app.clock.advance(chrono::Duration::minutes(1));
    let sent = phone.submit(&page.form(&led), &DARK).await;
    assert!(sent.location().starts_with("/follow/"), "{}", sent.body);
    assert_eq!(Sign::at(&app).inbox().len(), 1);
}

#[actix_web::test]
async fn the_code_of_a_community_is_no_blank_sign_to_register() {
    let app = TestApp::new();
    let report = format!("/c/{}/report", app.offices[0].community.id);
    let led = app.visitor().get(&report).await.location().to_owned();
    let mut clerk = app.as_(Role::Clerk).await;
    let seen = clerk.get(&led).await;
    assert!(!seen.body.contains("/signs/register/new"), "{}", seen.body);
}

#[actix_web::test]
async fn machines_are_told_what_they_may_read_and_find_the_icon() {
    let app = TestApp::new();
    let mut machine = app.visitor();
    let robots = machine.get("/robots.txt").await;
    assert!(robots.body.contains("Allow: /n/") && robots.body.contains("Disallow: /\n"));
    let icon = machine.get("/favicon.ico").await;
    assert!(icon.bytes.starts_with(&[0, 0, 1, 0]), "an icon");
}
