//! What the office's desk shows and takes down.

use actix_web::http::StatusCode;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::people::Role;
use gaoshi::schema::complaint_contacts as contacts;

use super::{TOLD, a_code, report};
use crate::support::app::TestApp;

#[actix_web::test]
async fn the_head_office_sees_which_office_and_community_a_complaint_is_for() {
    let app = TestApp::new();
    let code = a_code(&app);
    report(&app, &mut app.visitor(), &code, &TOLD).await;
    let of = |role| app.as_(role);
    let head = of(Role::Executive).await.get("/complaints").await.body;
    let own = of(Role::Clerk).await.get("/complaints").await.body;
    for column in [">管理处</th>", ">小区</th>"] {
        assert!(head.contains(column), "{head}");
        assert!(!own.contains(column), "one office goes without saying");
    }
    let office = &app.offices[0];
    let community = format!("<td>{}</td>", office.community.name);
    assert!(head.contains(&community), "{head}");
}

/// Where the latest contact is about: the place's id, and its words.
fn about(app: &TestApp) -> (Option<String>, String) {
    contacts::table
        .order(contacts::id.desc())
        .select((contacts::place_id, contacts::place_text))
        .first(&mut app.db.conn())
        .unwrap()
}

#[actix_web::test]
async fn a_clerk_types_the_place_that_a_caller_says() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get("/complaints/new").await.form("/complaints/new");
    let third = app.offices[0].buildings[2].id.to_string();
    let call =
        |place: &'static str, at: &'static str| [("what", "没水"), ("place", place), ("where", at)];
    let answer = clerk.submit(&form, &call("3号楼", "地下室")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(about(&app), (Some(third), "3号楼 地下室".to_owned()));
    let form = clerk.get("/complaints/new").await.form("/complaints/new");
    let unknown = clerk.submit(&form, &call("99-9-901", "")).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        unknown.body.contains("查不到“99-9-901”"),
        "{}",
        unknown.body
    );
    let again = unknown.form("/complaints/new");
    assert_eq!(
        (again.value("place"), again.value("what")),
        ("99-9-901", "没水")
    );
    let elsewhere = [("place", ""), ("where", "对面公园")];
    let answer = clerk.submit(&again, &elsewhere).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(about(&app), (None, "对面公园".to_owned()));
}

#[actix_web::test]
async fn a_community_that_is_chosen_is_the_place_where_none_is_typed() {
    let app = TestApp::new();
    let mut head = app.as_(Role::Executive).await;
    let form = head.get("/complaints/new").await.form("/complaints/new");
    let community = app.offices[1].community.id.to_string();
    let call = [
        ("what", "没水"),
        ("community", community.as_str()),
        ("where", "大门外"),
    ];
    let answer = head.submit(&form, &call).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(about(&app), (Some(community), "大门外".to_owned()));
}
