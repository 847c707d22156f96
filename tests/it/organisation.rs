//! Offices, communities and boards: what an office may reach, and how it fills its tree.

mod changes;
mod closed;
mod handing;
mod import;
mod places;
mod printable;
mod proposals;
mod reach;

use actix_web::http::StatusCode;
use gaoshi::organisation::service::{NewOffice, add_office};
use gaoshi::organisation::{OfficeId, OfficeKind, store};
use gaoshi::people::{Department, NewAccount, Role, Scope, UserId, departments, service as people};
use gaoshi::platform::db::{Conn, System};

use crate::support::app::TestApp;
use crate::support::client::{Answer, Client};

/// The id of the first community that the page of communities shows.
fn first_community(places: &Answer) -> String {
    places.between("<a href=\"/places/", "\"").to_owned()
}

async fn community_of(client: &mut Client<'_>) -> String {
    first_community(&client.get("/places").await)
}

#[actix_web::test]
async fn another_offices_places_do_not_exist() {
    let app = TestApp::demo();
    let theirs = community_of(&mut app.signed_in("liujianping").await).await;
    let mut manager = app.signed_in("sunwei").await;
    let page = manager.get("/places").await;
    assert!(page.body.contains("云栖里") && !page.body.contains("锦绣花园"));
    let path = format!("/places/{theirs}");
    assert_eq!(manager.get(&path).await.status, StatusCode::NOT_FOUND);
    manager.get("/places/new").await;
    let spot = [("spot", "后门"), ("spot_en", "Back gate")];
    let answer = manager.post(&format!("{path}/spots"), &spot).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let answer = manager.post(&format!("{path}/lobby-boards"), &[]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn another_offices_board_cannot_be_retired() {
    let app = TestApp::demo();
    let mut owner = app.signed_in("liujianping").await;
    let id = community_of(&mut owner).await;
    let page = owner.get(&format!("/places/{id}")).await;
    let retire = format!("/boards/{}/retire", page.between("action=\"/boards/", "/"));
    let mut manager = app.signed_in("sunwei").await;
    manager.get("/places/new").await;
    let answer = manager.post(&retire, &[]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(owner.post(&retire, &[]).await.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn a_clerk_reads_places_and_changes_none() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let id = community_of(&mut clerk).await;
    let page = clerk.get(&format!("/places/{id}")).await;
    assert!(page.body.contains("3号楼") && !page.body.contains("添加楼栋"));
    assert_eq!(clerk.get("/places/new").await.status, StatusCode::FORBIDDEN);
    assert_eq!(clerk.get("/offices").await.status, StatusCode::FORBIDDEN);
}

#[actix_web::test]
async fn an_empty_office_gets_to_a_community_with_boards() {
    let app = TestApp::demo();
    let mut admin = app.signed_in("admin").await;
    admin.get("/offices").await;
    let office = [
        ("name", "新城管理处"),
        ("name_en", "Xincheng"),
        ("phone", "0755-8888 0009"),
    ];
    admin.post("/offices", &office).await;
    let places = admin.get("/places").await;
    assert!(places.body.contains("新城管理处还没有小区"));
    assert!(places.body.contains("新城管理处至少要有两个人"));
    let office = places.between("/places/new?office=", "\"").to_owned();
    let community = [
        ("office", office.as_str()),
        ("name", "新城"),
        ("name_en", "Xincheng"),
    ];
    let made = admin.post("/places", &community).await;
    let path = made.location().trim_end_matches("#buildings").to_owned();

    let mut buildings = vec![
        ("numbers", "1-3、8-5"),
        ("suffix", "号楼"),
        ("entrances", "2"),
        ("floors", "18"),
        ("homes", "4"),
        ("lifts", "2"),
    ];
    let add = format!("{path}/buildings");
    let wrong = admin.post(&add, &buildings).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("“8-5”看不懂"));
    assert!(wrong.body.contains("value=\"18\""));
    buildings[0].1 = "1-3、5";
    assert_eq!(
        admin.post(&add, &buildings).await.status,
        StatusCode::SEE_OTHER
    );
    let twice = admin.post(&add, &buildings).await;
    assert!(twice.body.contains("已经有1号楼了"));
    let page = admin.get(&path).await;
    assert!(page.body.contains("共 576 户"));
    assert!(page.body.contains("8 个单元大堂还没有公告栏"));
    admin.post(&format!("{path}/lobby-boards"), &[]).await;
    let page = admin.get(&path).await;
    assert!(page.body.contains("5号楼2单元大堂"));
    assert!(!page.body.contains("还差什么"));
}

#[actix_web::test]
async fn a_board_that_serves_nothing_is_refused_and_what_was_typed_stays() {
    let app = TestApp::demo();
    let mut manager = app.signed_in("liujianping").await;
    let id = community_of(&mut manager).await;
    manager.get(&format!("/places/{id}")).await;
    let fields = [
        ("at", id.as_str()),
        ("board", "后门栏"),
        ("board_en", "Back"),
        ("kind", "notice"),
    ];
    let answer = manager.post(&format!("/places/{id}/boards"), &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("请至少选一栋楼"));
    assert!(answer.body.contains("value=\"后门栏\""));
}

#[actix_web::test]
async fn every_office_has_its_department_from_the_first_day() {
    let app = TestApp::demo();
    let mut admin = app.signed_in("admin").await;
    let form = admin.get("/offices").await.form("/offices");
    let told = [
        ("name", "云顶管理处"),
        ("name_en", "Yunding office"),
        ("phone", "0755-8888 0009"),
    ];
    let added = admin.submit(&form, &told).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let names = |conn: &mut Conn| {
        let offices = Scope::of(store::all_office_ids(conn)?);
        let departments = departments::within(conn, &offices)?;
        let of = |office| departments.iter().filter(move |d| d.office_id == office);
        let mut names: Vec<String> = Vec::new();
        for office in offices.offices() {
            names.extend(of(office.clone()).map(|d| d.name.clone()));
        }
        Ok(names)
    };
    assert_eq!(
        app.db.db.read_now(names).unwrap(),
        ["经营管理部", "事务部", "事务部", "事务部", "事务部"]
    );
}

/// The department of an office.
fn department(conn: &mut Conn, office: &OfficeId) -> Department {
    let mut all = departments::within(conn, &Scope::of(vec![office.clone()])).unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

/// An account that is opened in an office.
fn opens(app: &TestApp, office: &OfficeId, login: &str, role: Role) -> UserId {
    let account = NewAccount {
        login: login.to_owned(),
        name: login.to_owned(),
        email: None,
        office: office.clone(),
        role,
    };
    let db = &app.db.db;
    db.write_now(&System("test"), |tx, _| {
        people::open_account(tx, &account, "")
    })
    .unwrap()
}

#[actix_web::test]
async fn who_begins_later_is_in_the_department_of_her_office_and_a_manager_heads_it() {
    let app = TestApp::new();
    let new = NewOffice {
        name: "云顶管理处".to_owned(),
        name_en: "Yunding".to_owned(),
        phone: "1".to_owned(),
        email: None,
        mark: None,
    };
    let db = &app.db.db;
    let office = db.write_now(&System("test"), |tx, _| {
        add_office(tx, OfficeKind::Office, new)
    });
    let office = office.unwrap();
    let now = || {
        let mut conn = app.db.conn();
        let department = department(&mut conn, &office);
        let members = departments::members(&mut conn, &department.id).unwrap();
        (department.head_id, members)
    };
    assert_eq!(now(), (None, vec![]));
    let clerk = opens(&app, &office, "yun.clerk", Role::Clerk);
    opens(&app, &office, "yun.reviewer", Role::Reviewer);
    assert_eq!(now(), (None, vec![clerk.clone()]));
    let first = opens(&app, &office, "yun.first", Role::OfficeManager);
    let second = opens(&app, &office, "yun.second", Role::OfficeManager);
    let all = vec![clerk.clone(), first.clone(), second.clone()];
    assert_eq!(now(), (Some(first.clone()), all));
    let close = |user: UserId| {
        let closed = db.write_now(&System("test"), |tx, _| people::close_account(tx, &user));
        closed.unwrap();
    };
    close(first);
    let rest = vec![clerk.clone(), second.clone()];
    assert_eq!(now(), (Some(second.clone()), rest));
    close(second);
    assert_eq!(now(), (None, vec![clerk]));
}

#[actix_web::test]
async fn each_department_of_the_demo_has_its_head_and_its_members() {
    let app = TestApp::demo();
    let told = |conn: &mut Conn| {
        let offices = Scope::of(store::all_office_ids(conn)?);
        let mut told = Vec::new();
        for of in departments::within(conn, &offices)? {
            let members = departments::members(conn, &of.id)?;
            told.push((of.name, of.head_id.is_some(), members.len()));
        }
        told.sort();
        Ok(told)
    };
    let found = app.db.db.read_now(told).unwrap();
    let found: Vec<(&str, bool, usize)> = found
        .iter()
        .map(|(name, headed, members)| (name.as_str(), *headed, *members))
        .collect();
    let expected = [
        ("事务部", true, 2),
        ("事务部", true, 2),
        ("事务部", true, 2),
        ("经营管理部", false, 1),
    ];
    assert_eq!(found, expected);
}
