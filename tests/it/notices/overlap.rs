//! Two stops at the same place and hours: told, never refused.

use super::{Desk, id_of};
use crate::support::app::TestApp;

fn told(page: &str, id: &str) -> bool {
    page.contains("同一地点、同一时间还有")
        && page.contains(&format!("href=\"/notices/{id}\" target"))
}

#[actix_web::test]
async fn a_second_outage_of_the_same_place_and_hours_is_told_to_clerk_and_reviewer() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let first = desk.published(&[]).await;
    let community = app.offices[0].community.id.to_string();
    let form = desk.form().await;
    let at = |more: &[(&'static str, &'static str)]| {
        let look = [("action", "look")];
        look.into_iter()
            .chain(more.iter().copied())
            .collect::<Vec<_>>()
    };
    for (typed, is_told) in [
        (at(&[("start", "11:59"), ("end", "14:00")]), true),
        (at(&[("start", "12:00"), ("end", "14:00")]), false),
        (at(&[("utility", "power")]), true),
        (at(&[("date", "2026-11-27")]), false),
        (
            at(&[("date", "2026-11-25"), ("start", "22:00"), ("end", "09:01")]),
            true,
        ),
    ] {
        let place = app.offices[0].buildings[0].id.to_string();
        let typed = [typed.as_slice(), &[("place", place.as_str())]].concat();
        let page = desk.clerk.submit(&form, &typed).await;
        assert_eq!(
            told(&page.body, &first),
            is_told,
            "{typed:?}: {}",
            page.body
        );
    }
    let whole = [("action", "look"), ("place", community.as_str())];
    let page = desk.clerk.submit(&form, &whole).await;
    assert!(told(&page.body, &first), "the whole holds the part");
    let other = app.offices[0].buildings[1].id.to_string();
    let elsewhere = [("action", "look"), ("place", other.as_str())];
    let page = desk.clerk.submit(&form, &elsewhere).await;
    assert!(!told(&page.body, &first), "{}", page.body);

    let second = desk.sent(&[("reason", "换阀门")]).await;
    let page = desk.reviewer.get(&format!("/notices/{second}")).await.body;
    assert!(told(&page, &first), "{page}");
    let third = desk.sent(&[("reason", "换水表")]).await;
    let page = desk.reviewer.get(&format!("/notices/{third}")).await.body;
    assert!(told(&page, &second), "one in review counts: {page}");
}

#[actix_web::test]
async fn what_takes_the_place_of_a_stop_does_not_meet_it() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let first = desk.published(&[]).await;
    let new = id_of(&desk.press(&first, "/replace", &[]).await);
    let page = desk.clerk.get(&format!("/notices/{new}/edit")).await.body;
    assert!(!page.contains("同一地点、同一时间还有"), "{page}");
}
