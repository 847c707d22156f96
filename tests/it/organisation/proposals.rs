//! A clerk stands before a place that is not in the list: it is used at once, and tidied later.

use actix_web::http::StatusCode;
use gaoshi::people::Role;

use super::places::{community, manager};
use crate::signs::register;
use crate::support::app::TestApp;
use crate::support::client::{Answer, Client};

/// A clerk proposes a pump room in the first building; the address of the proposal.
async fn propose(app: &TestApp, clerk: &mut Client<'_>, name: &str) -> Answer {
    let page = format!("{}/propose", community(app));
    let form = clerk.get(&page).await.form(&page);
    let within = app.offices[0].buildings[0].id.to_string();
    let typed = [
        ("within", within.as_str()),
        ("spot", name),
        ("remark", "地下一层东侧"),
    ];
    clerk.submit(&form, &typed).await
}

async fn proposal(app: &TestApp, manager: &mut Client<'_>) -> String {
    let page = manager.get(&community(app)).await;
    let id = page.between("href=\"/proposals/", "\"");
    assert!(!id.is_empty(), "{}", page.body);
    format!("/proposals/{id}")
}

/// A clerk enters a lamp at the place with this name in the first building.
async fn lamp(clerk: &mut Client<'_>, within: &str) -> Answer {
    let page = clerk.get("/signs/register/new").await;
    let area = register::area(&page, "1号楼");
    let told = [
        ("area", area.as_str()),
        ("within", within),
        ("design", "t-exit-lamp"),
        ("spot", "门上方"),
    ];
    clerk.submit(&page.form("/signs/register"), &told).await
}

#[actix_web::test]
async fn a_proposed_place_can_be_used_at_once_and_is_accepted_under_another_name() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let done = propose(&app, &mut clerk, "泵房").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    // Pressed twice it is one; another of that name is told beside the field.
    let twice = propose(&app, &mut clerk, "泵房").await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER, "{}", twice.body);
    let mut other = app.as_(Role::Reviewer).await;
    let taken = propose(&app, &mut other, "泵房").await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        taken
            .between("id=\"e-spot\">", "<")
            .contains("已经有泵房了")
    );
    let own = clerk.get(&community(&app)).await;
    assert!(own.body.contains("我提出的位置") && own.body.contains("待整理"));
    let mut manager = manager(&app).await;
    assert!(
        manager
            .get("/places")
            .await
            .body
            .contains("有 1 处新提出的位置待整理")
    );
    let page = proposal(&app, &mut manager).await;
    let shown = manager.get(&page).await;
    assert!(shown.body.contains("地下一层东侧"), "{}", shown.body);
    let form = shown.form("/accept");
    let named = [("name", "生活水泵房"), ("name_en", "Water pump room")];
    let done = manager.submit(&form, &named).await;
    assert_eq!(done.location(), page, "{}", done.body);
    let shown = manager.get(&page).await;
    assert!(shown.body.contains("泵房 → 生活水泵房") && !shown.offers("/accept"));
    let own = clerk.get(&community(&app)).await;
    assert!(own.body.contains("已采纳"), "{}", own.body);
    // Who comes second is told, and decides nothing.
    let late = [("name", "水房"), ("name_en", "Water room")];
    let late = manager.submit(&form, &late).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
}

#[actix_web::test]
async fn what_hangs_on_a_place_that_was_another_hangs_there_afterwards() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    propose(&app, &mut clerk, "东大门").await;
    let entered = lamp(&mut clerk, "东大门").await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.body);
    let sign = entered.location().to_owned();
    let mut manager = manager(&app).await;
    let page = proposal(&app, &mut manager).await;
    let shown = manager.get(&page).await;
    assert!(shown.body.contains("还有 1 块标识"), "{}", shown.body);
    let form = shown.form("/merge");
    let nothing = manager.submit(&form, &[("into", "")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (_, rest) = shown.body.split_once("id=\"f-into\"").unwrap();
    let (before, _) = rest.split_once(">东门<").unwrap();
    let gate = before
        .rsplit_once("value=\"")
        .unwrap()
        .1
        .trim_end_matches('"');
    let done = manager.submit(&form, &[("into", gate)]).await;
    assert_eq!(done.location(), page, "{}", done.body);
    let hung = clerk.get(&sign).await;
    assert!(
        hung.body.contains("东门") && !hung.body.contains("东大门"),
        "{}",
        hung.body
    );
    let own = clerk.get(&community(&app)).await;
    assert!(own.body.contains("已并入：东门"), "{}", own.body);
    let merged = manager.get(&format!("/places/{gate}/change")).await;
    assert!(merged.body.contains("并进来"), "{}", merged.body);
}

#[actix_web::test]
async fn a_place_that_is_none_is_refused_with_a_reason_and_by_who_keeps_the_places_alone() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    propose(&app, &mut clerk, "天台花园").await;
    let mut manager = manager(&app).await;
    let page = proposal(&app, &mut manager).await;
    assert_eq!(clerk.get(&page).await.status, StatusCode::FORBIDDEN);
    let mut theirs = app.elsewhere(Role::OfficeManager).await;
    assert_eq!(theirs.get(&page).await.status, StatusCode::NOT_FOUND);
    let form = manager.get(&page).await.form("/refuse");
    let blank = manager.submit(&form, &[]).await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(blank.body.contains("id=\"e-why\""));
    let done = manager.submit(&form, &[("why", "那是业主的露台")]).await;
    assert_eq!(done.location(), page, "{}", done.body);
    let own = clerk.get(&community(&app)).await;
    assert!(own.body.contains("未采纳：那是业主的露台"), "{}", own.body);
    let nowhere = lamp(&mut clerk, "天台花园").await;
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
}
