//! What can be added to a case, and put right of it.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::complaints::Act;
use gaoshi::people::Role;
use gaoshi::platform::photos::PhotoId;
use gaoshi::schema::complaint_steps as steps;

use super::{TOLD, a_code, add_photo, photos, report, the_one};
use crate::support::app::TestApp;

/// A resident's case; the address of its page.
async fn a_case(app: &TestApp) -> String {
    let code = a_code(app);
    report(app, &mut app.visitor(), &code, &TOLD).await;
    app.clock.advance(Duration::minutes(1));
    format!("/complaints/{}", the_one(app))
}

/// The page where it is put right.
fn mend(path: &str) -> String {
    format!("{path}/mend")
}

/// How many steps of an act were taken.
fn taken(app: &TestApp, act: Act) -> i64 {
    let of = steps::table.filter(steps::act.eq(act)).count();
    of.get_result(&mut app.db.conn()).unwrap()
}

#[actix_web::test]
async fn a_look_is_taken_back_and_the_case_is_new_again() {
    let app = TestApp::new();
    let path = a_case(&app).await;
    let mut clerk = app.as_(Role::Clerk).await;
    assert!(!clerk.get(&mend(&path)).await.offers("/unseen"));
    let form = clerk.get(&path).await.form("/seen");
    clerk.submit(&form, &[]).await;
    app.clock.advance(Duration::minutes(1));
    assert!(!clerk.get(&path).await.offers("/seen"));
    let form = clerk.get(&mend(&path)).await.form("/unseen");
    // Pressed twice, it is done once.
    for _ in 0..2 {
        let done = clerk.submit(&form, &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    }
    assert_eq!(taken(&app, Act::Unseen), 1);
    let page = clerk.get(&path).await;
    assert!(page.offers("/seen") && page.body.contains("撤回“已查看”"));
}

#[actix_web::test]
async fn a_look_is_not_taken_back_on_a_case_that_a_colleague_changed_meanwhile() {
    let app = TestApp::new();
    let path = a_case(&app).await;
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get(&path).await.form("/seen");
    clerk.submit(&form, &[]).await;
    app.clock.advance(Duration::minutes(1));
    let form = clerk.get(&mend(&path)).await.form("/unseen");
    let mut manager = app.as_(Role::OfficeManager).await;
    let note = manager.get(&mend(&path)).await.form("/note");
    let noted = manager.submit(&note, &[("note", "已到场")]).await;
    assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.body);
    let late = clerk.submit(&form, &[]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("已到场"), "{}", late.body);
    assert_eq!(taken(&app, Act::Unseen), 0);
}

#[actix_web::test]
async fn a_look_stays_after_a_day_and_where_the_office_wrote_it_down_itself() {
    let app = TestApp::new();
    let path = a_case(&app).await;
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get(&path).await.form("/seen");
    clerk.submit(&form, &[]).await;
    app.clock.advance(Duration::minutes(1));
    let seen = clerk.get(&mend(&path)).await.form("/unseen");
    app.clock.advance(Duration::hours(24));
    let mut clerk = app.as_(Role::Clerk).await;
    assert!(!clerk.get(&mend(&path)).await.offers("/unseen"));
    let late = [("seen", seen.value("seen"))];
    let refused = clerk.post(&format!("{path}/unseen"), &late).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("超过 24 小时"), "{}", refused.body);
    let form = clerk.get("/complaints/new").await.form("/complaints/new");
    let call = [("what", "没水"), ("where", "1号楼")];
    let own = clerk.submit(&form, &call).await;
    let page = clerk.get(&mend(own.location())).await;
    assert!(page.offers("/note") && !page.offers("/unseen"));
    assert_eq!(taken(&app, Act::Unseen), 0);
}

#[actix_web::test]
async fn a_remark_stands_in_the_story_and_a_late_one_is_kept_as_typed() {
    let app = TestApp::new();
    let path = a_case(&app).await;
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get(&mend(&path)).await.form("/note");
    let empty = clerk.submit(&form, &[("note", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = clerk.submit(&form, &[("note", "已联系水工")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let late = clerk.submit(&form, &[("note", "水工明早到")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("已联系水工"), "{}", late.body);
    let again = late.form("/note");
    assert_eq!(again.value("note"), "水工明早到");
    clerk.submit(&again, &[]).await;
    let page = clerk.get(&path).await;
    for told in ["已联系水工", "水工明早到", "楼道漏水"] {
        assert!(page.body.contains(told), "{told} in {}", page.body);
    }
}

/// Puts a photo of the only contact on the shelf.
fn a_photo(app: &TestApp) -> PhotoId {
    let id = add_photo(app);
    let shelf = &app.app.photos;
    let file = shelf.folder().join(shelf.name_of(&id));
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, b"a picture").unwrap();
    id
}

#[actix_web::test]
async fn one_photo_is_deleted_with_a_reason_and_the_others_stay() {
    let app = TestApp::new();
    let path = a_case(&app).await;
    let (gone, stays) = (a_photo(&app), a_photo(&app));
    let mut clerk = app.as_(Role::Clerk).await;
    let at = |id: &PhotoId| format!("{path}/photos/{id}");
    for id in [&gone, &stays] {
        assert_eq!(clerk.get(&at(id)).await.status, StatusCode::OK);
    }
    let form = clerk.get(&mend(&path)).await.form("/photo-removed");
    let chosen = [("photo", gone.as_str())];
    let bare = clerk.submit(&form, &chosen).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = bare.form("/photo-removed");
    assert_eq!(again.value("photo"), gone.as_str(), "the choice is kept");
    assert_eq!(photos(&app), 2);
    let because = [("photo_reason", "拍到别人家门牌")];
    let done = clerk.submit(&again, &because).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(clerk.get(&at(&gone)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(clerk.get(&at(&stays)).await.status, StatusCode::OK);
    assert!(app.app.photos.read(&gone).is_err(), "it is off the shelf");
    let page = clerk.get(&path).await;
    for told in ["删除一张照片", "拍到别人家门牌"] {
        assert!(page.body.contains(told), "{told} in {}", page.body);
    }
    let twice = clerk.submit(&again, &because).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert_eq!((photos(&app), taken(&app, Act::PhotoRemoved)), (1, 1));
}

#[actix_web::test]
async fn another_office_adds_and_deletes_nothing() {
    let app = TestApp::new();
    let path = a_case(&app).await;
    let photo = a_photo(&app);
    let mut other = app.elsewhere(Role::Clerk).await;
    assert_eq!(other.get(&mend(&path)).await.status, StatusCode::NOT_FOUND);
    other.get("/complaints").await;
    let sent = [
        ("note", "别的"),
        ("photo", photo.as_str()),
        ("photo_reason", "别的"),
        ("seen", "1.1"),
    ];
    for step in ["note", "photo-removed", "unseen"] {
        let answer = other.post(&format!("{path}/{step}"), &sent).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{step}");
    }
    assert_eq!(photos(&app), 1);
    let others = steps::table.filter(steps::act.ne(Act::Received)).count();
    assert_eq!(others.get_result(&mut app.db.conn()), Ok(0));
}
