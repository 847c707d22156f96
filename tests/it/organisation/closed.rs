//! What is closed is out of every count and out of every form, and comes back as it was.

use actix_web::http::StatusCode;

use super::places::{building, community, form, homes, link, manager, on};
use crate::notices::Desk;
use crate::support::app::TestApp;
use crate::support::client::Client;

const ON: [(&str, &str); 1] = [("closed_on", "2026-11-20")];

/// The page of a part of a building.
async fn part(who: &mut Client<'_>, of: &str, name: &str) -> String {
    let page = who.get(of).await;
    link(&page, name)
}

/// The community has so many homes.
async fn has_homes(who: &mut Client<'_>, app: &TestApp, count: &str) {
    let told = homes(who, app).await;
    assert!(told.contains(count), "{count}: {told}");
}

#[actix_web::test]
async fn what_was_closed_for_itself_on_that_day_stays_closed_when_the_rest_is_opened() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let whole = building(&app, 0);
    let entrance = part(&mut manager, &whole, "2单元").await;
    on(&mut manager, &entrance, "/close", &ON).await;
    on(&mut manager, &whole, "/close", &ON).await;
    has_homes(&mut manager, &app, "48").await;
    on(&mut manager, &whole, "/reopen", &[]).await;
    has_homes(&mut manager, &app, "60").await;
    let page = manager.get(&entrance).await;
    assert!(page.body.contains("2026年11月20日"), "{}", page.body);
    on(&mut manager, &entrance, "/reopen", &[]).await;
    has_homes(&mut manager, &app, "72").await;
}

#[actix_web::test]
async fn a_closed_place_is_renamed_and_neither_moved_nor_counted() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let entrance = part(&mut manager, &building(&app, 0), "2单元").await;
    let floor = part(&mut manager, &entrance, "3层").await;
    on(&mut manager, &entrance, "/close", &ON).await;
    let to = app.offices[0].buildings[2].id.to_string();
    let moved = [("name", "9单元"), ("parent", to.as_str())];
    let recounted = [("name", "9层"), ("homes", "9")];
    for (page, change) in [(&entrance, moved), (&floor, recounted)] {
        let form = form(&mut manager, page).await;
        let names = form.names();
        assert!(!names.contains(&"parent") && !names.contains(&"homes"));
        let done = manager.submit(&form, &change).await;
        assert_eq!(done.location(), page, "{}", done.body);
        has_homes(&mut manager, &app, "60").await;
    }
    let left = manager.get(&building(&app, 0)).await;
    assert!(left.body.contains(">9单元<"), "{}", left.body);
    let other = manager.get(&building(&app, 2)).await;
    assert!(!other.body.contains(">9单元<"), "{}", other.body);
    on(&mut manager, &entrance, "/reopen", &[]).await;
    has_homes(&mut manager, &app, "72").await;
}

#[actix_web::test]
async fn homes_counted_beside_what_was_added_are_corrected() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let entrance = part(&mut manager, &building(&app, 0), "1单元").await;
    let floor = part(&mut manager, &entrance, "3层").await;
    let home = [
        ("kind", "home"),
        ("within", "301"),
        ("within_en", "301"),
        ("within_homes", "1"),
    ];
    let done = on(&mut manager, &floor, "/within", &home).await;
    assert_eq!(done.location(), floor, "{}", done.body);
    has_homes(&mut manager, &app, "73").await;
    let page = form(&mut manager, &floor).await;
    assert_eq!(page.value("homes"), "2");
    let done = manager.submit(&page, &[("homes", "1")]).await;
    assert_eq!(done.location(), floor, "{}", done.body);
    has_homes(&mut manager, &app, "72").await;
}

#[actix_web::test]
async fn a_board_keeps_what_it_serves_while_that_is_closed() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let list = manager.get(&community(&app)).await;
    let board = link(&list, "东门公告栏");
    let id = |n: usize| app.offices[0].buildings[n].id.to_string();
    let (one, two) = (id(0), id(1));
    let page = form(&mut manager, &board).await;
    let both = [("serves", &*one), ("serves", &*two), ("serves", &*one)];
    let done = manager.submit(&page, &both).await;
    assert_eq!(done.location(), board, "{}", done.body);
    on(&mut manager, &building(&app, 1), "/close", &ON).await;
    for name in ["东门一栏", "东门二栏"] {
        let page = form(&mut manager, &board).await;
        assert_eq!(page.value("serves"), one);
        let done = manager.submit(&page, &[("board", name)]).await;
        assert_eq!(done.location(), board, "{}", done.body);
        // The second time a sheet is on it.
        Desk::at(&app).await.published(&[]).await;
    }
    on(&mut manager, &building(&app, 1), "/reopen", &[]).await;
    let page = form(&mut manager, &board).await;
    let ticked = page.fields.iter().filter(|f| f.on && f.name == "serves");
    let ticked: Vec<&str> = ticked.map(|f| f.value.as_str()).collect();
    assert_eq!(ticked, [one.as_str(), two.as_str()]);
}

#[actix_web::test]
async fn nothing_is_added_to_what_was_closed_since_the_form_was_shown() {
    let app = TestApp::new();
    let mut manager = manager(&app).await;
    let page = community(&app);
    let shown = manager.get(&page).await;
    let hung = shown.form("/boards");
    on(&mut manager, &building(&app, 1), "/close", &ON).await;
    let (open, closed) = (&app.offices[0].buildings[0], &app.offices[0].buildings[1]);
    let (open, closed) = (open.id.to_string(), closed.id.to_string());
    for (at, serves, field) in [(&closed, &open, "at"), (&open, &closed, "serves")] {
        let board = [
            ("at", at.as_str()),
            ("board", "西北角栏"),
            ("board_en", "Back gate board"),
            ("kind", "notice"),
            ("serves", serves.as_str()),
        ];
        let wrong = manager.submit(&hung, &board).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        let beside = wrong.between(&format!("id=\"e-{field}\">"), "<");
        assert!(beside.contains("请选择一项"), "{field}: {}", wrong.body);
    }
    let whole = format!("{page}/change");
    on(&mut manager, &whole, "/close", &ON).await;
    let buildings = [
        ("numbers", "9"),
        ("suffix", "号楼"),
        ("entrances", "1"),
        ("floors", "3"),
        ("homes", "2"),
        ("lifts", "1"),
    ];
    let wrong = manager.submit(&shown.form("/buildings"), &buildings).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("还关闭着"), "{}", wrong.body);
    let spot = [("spot", "西北角小门"), ("spot_en", "Back gate")];
    let wrong = manager.submit(&shown.form("/spots"), &spot).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    on(&mut manager, &whole, "/reopen", &[]).await;
    let list = manager.get(&page).await;
    assert!(!list.body.contains("9号楼") && !list.body.contains("西北角小门"));
}
