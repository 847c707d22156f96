//! Large letters (大字版), without a script.

use super::Sign;
use crate::support::app::TestApp;

const LARGE: &str = "<html lang=\"zh-CN\" class=\"large\">";

#[actix_web::test]
async fn large_letters_are_chosen_once_and_stay_on_every_page() {
    let app = TestApp::new();
    let mut phone = app.visitor();
    let community = format!("/c/{}", app.offices[0].community.id);
    assert!(!phone.get(&community).await.body.contains(LARGE));
    let led = phone.get(&format!("/size/large?to={community}")).await;
    assert_eq!(led.location(), community);
    let sign = Sign::at(&app);
    let scanned = format!("/Q/{}", sign.code);
    for page in [
        community.as_str(),
        &scanned,
        "/",
        "/q",
        "/privacy",
        "/sign-in",
    ] {
        assert!(phone.get(page).await.body.contains(LARGE), "{page}");
        // A page that is kept for all is kept apart for who reads it otherwise.
        assert!(
            !app.visitor().get(page).await.body.contains(LARGE),
            "{page}"
        );
    }
    phone.get("/size/usual").await;
    assert!(!phone.get("/").await.body.contains(LARGE));
    let away = phone.get("/size/large?to=//elsewhere").await;
    assert_eq!(away.location(), "/");
}

#[actix_web::test]
async fn larger_letters_lose_nothing_that_was_typed() {
    let app = TestApp::new();
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let form = sign.form(&mut phone).await;
    let typed = [("what", "楼道漏水"), ("size", "large")];
    let back = phone.submit(&form, &typed).await;
    assert!(back.body.contains(LARGE), "{}", back.body);
    assert_eq!(back.form(sign.code.as_str()).value("what"), "楼道漏水");
    assert!(sign.scanned(&mut phone).await.body.contains(LARGE));
    assert!(sign.inbox().is_empty());
}
