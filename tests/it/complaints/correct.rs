//! What a clerk wrote down is put right, and what it said before stays to be read.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, sql_query};
use gaoshi::complaints::{self, Act};
use gaoshi::people::Role;
use gaoshi::platform::db::System;
use gaoshi::schema::{complaint_contacts as contacts, complaint_steps as steps};

use super::{TOLD, TheOne, a_code, report, the_one};
use crate::support::app::{TestApp, live_through};
use crate::support::client::Client;

/// A clerk writes a call down; the address of the form that puts it right.
async fn a_call(app: &TestApp, clerk: &mut Client<'_>) -> String {
    let form = clerk.get("/complaints/new").await.form("/complaints/new");
    let call = [
        ("what", "没水"),
        ("place", "3号楼"),
        ("name", "刘女士"),
        ("phone", "13800002217"),
    ];
    let kept = clerk.submit(&form, &call).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    correct(app)
}

/// The form that puts the only contact right.
fn correct(app: &TestApp) -> String {
    format!("/complaints/contacts/{}/correct", TheOne::of(app).contact)
}

/// What the only contact says.
fn content(app: &TestApp) -> String {
    let content = contacts::table.select(contacts::content);
    content.first(&mut app.db.conn()).unwrap()
}

/// What the steps of an act say.
fn said(app: &TestApp, act: Act) -> Vec<String> {
    let of = steps::table.filter(steps::act.eq(act)).order(steps::id);
    of.select(steps::detail).load(&mut app.db.conn()).unwrap()
}

#[actix_web::test]
async fn a_clerk_puts_right_what_was_written_down_and_the_story_tells_what_it_said() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let correct = a_call(&app, &mut clerk).await;
    let path = format!("/complaints/{}", the_one(&app));
    let page = clerk.get(&path).await;
    assert!(page.body.contains(&correct), "{}", page.body);
    let form = clerk.get(&correct).await.form("/correct");
    let shown = ["what", "place", "where", "channel", "phone"].map(|name| form.value(name));
    assert_eq!(shown, ["没水", "3号楼", "3号楼", "phone", "13800002217"]);
    let changes = [
        ("what", "没热水"),
        ("place", "2号楼"),
        ("channel", "visit"),
        ("phone", "13900003318"),
    ];
    let done = clerk.submit(&form, &changes).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let place: (Option<String>, String) = contacts::table
        .select((contacts::place_id, contacts::place_text))
        .first(&mut app.db.conn())
        .unwrap();
    let second = app.offices[0].buildings[1].id.to_string();
    assert_eq!(place, (Some(second), "2号楼".to_owned()));
    let page = clerk.get(&path).await;
    for told in [
        "信息内容：没水 → 没热水",
        "具体位置：3号楼 → 2号楼",
        "渠道：来电 → 来访",
        "电话：13800002217 → 13900003318",
        "更正记录",
        "更正称呼、电话",
    ] {
        assert!(page.body.contains(told), "{told} in {}", page.body);
    }
    assert!(!page.body.contains("信息来源：住户"), "it was left alone");
}

#[actix_web::test]
async fn of_two_who_put_it_right_the_second_reads_what_the_first_changed() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let correct = a_call(&app, &mut clerk).await;
    let mut manager = app.as_(Role::OfficeManager).await;
    let theirs = manager.get(&correct).await.form("/correct");
    let own = clerk.get(&correct).await.form("/correct");
    let first = clerk.submit(&own, &[("what", "没热水")]).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    let second = manager.submit(&theirs, &[("what", "水压低")]).await;
    assert_eq!(second.status, StatusCode::CONFLICT, "{}", second.body);
    assert!(second.body.contains("没水 → 没热水"), "{}", second.body);
    assert_eq!(content(&app), "没热水");
    let again = second.form("/correct");
    assert_eq!(again.value("what"), "水压低", "what was typed is kept");
    let done = manager.submit(&again, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(content(&app), "水压低");
}

#[actix_web::test]
async fn who_sends_what_it_says_already_changes_nothing() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let correct = a_call(&app, &mut clerk).await;
    let form = clerk.get(&correct).await.form("/correct");
    for _ in 0..2 {
        let done = clerk.submit(&form, &[("what", "没热水")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    }
    assert_eq!(said(&app, Act::Corrected).len(), 1);
    assert!(said(&app, Act::ReachCorrected).is_empty());
}

#[actix_web::test]
async fn what_is_wrong_with_a_correction_stands_beside_its_field() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let correct = a_call(&app, &mut clerk).await;
    let form = clerk.get(&correct).await.form("/correct");
    for (name, value, why) in [
        ("received_on", "2099-01-01", "接收时间晚于现在"),
        ("place", "99号楼", "查不到“99号楼”"),
        ("phone", "138", "电话号码不完整"),
    ] {
        let changes = [("what", "没热水"), (name, value)];
        let refused = clerk.submit(&form, &changes).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.body.contains(why), "{}", refused.body);
        let again = refused.form("/correct");
        assert_eq!((again.value("what"), again.value(name)), ("没热水", value));
    }
    assert_eq!(content(&app), "没水");
}

#[actix_web::test]
async fn what_a_resident_wrote_herself_stays_hers() {
    let app = TestApp::new();
    let code = a_code(&app);
    report(&app, &mut app.visitor(), &code, &TOLD).await;
    let mut clerk = app.as_(Role::Clerk).await;
    let path = format!("/complaints/{}", the_one(&app));
    assert!(!clerk.get(&path).await.body.contains("/correct"));
    assert_eq!(
        clerk.get(&correct(&app)).await.status,
        StatusCode::NOT_FOUND
    );
    let typed = [("what", "没事"), ("who", "owner"), ("channel", "phone")];
    let sent = clerk.post(&correct(&app), &typed).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND, "{}", sent.body);
    assert_eq!(content(&app), TOLD[0].1);
}

#[actix_web::test]
async fn another_office_finds_no_record_to_put_right() {
    let app = TestApp::new();
    let correct = a_call(&app, &mut app.as_(Role::Clerk).await).await;
    let mut other = app.elsewhere(Role::Clerk).await;
    assert_eq!(other.get(&correct).await.status, StatusCode::NOT_FOUND);
    other.get("/complaints").await;
    let sent = other.post(&correct, &[("what", "没事")]).await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND, "{}", sent.body);
    assert_eq!(content(&app), "没水");
}

#[actix_web::test]
async fn a_correction_takes_a_record_to_no_other_office() {
    let app = TestApp::new();
    let correct = a_call(&app, &mut app.as_(Role::Clerk).await).await;
    let mut head = app.as_(Role::Executive).await;
    let form = head.get(&correct).await.form("/correct");
    let theirs = app.offices[1].community.id.to_string();
    let changes = [("community", theirs.as_str()), ("place", "")];
    let refused = head.submit(&form, &changes).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("属于别的管理处"), "{}", refused.body);
    assert!(said(&app, Act::Corrected).is_empty());
}

#[actix_web::test]
async fn a_number_that_was_put_right_is_forgotten_with_the_one_that_took_its_place() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let correct = a_call(&app, &mut clerk).await;
    let form = clerk.get(&correct).await.form("/correct");
    clerk.submit(&form, &[("phone", "13900003318")]).await;
    let told = said(&app, Act::ReachCorrected);
    assert!(
        told.len() == 1 && told[0].contains("13800002217"),
        "{told:?}"
    );
    app.tick().await;
    app.clock.advance(Duration::days(90) + Duration::minutes(1));
    live_through(&app.app).await.unwrap();
    assert_eq!(complaints::forget(&app.db.db).await.unwrap(), 1);
    assert_eq!(said(&app, Act::ReachCorrected), [""]);
}

/// Keeps everybody from the contact while the work is going on, so that whoever decides on it in that
/// time has come before anybody is through.
#[expect(clippy::disallowed_methods, reason = "others come in the meantime")]
async fn all_at_once<T>(app: &TestApp, work: impl Future<Output = T>) -> T {
    let (db, (held, is_held)) = (app.db.db.clone(), std::sync::mpsc::channel());
    let holder = std::thread::spawn(move || {
        db.write_now(&System("test"), |tx, _| {
            sql_query("UPDATE complaint_contacts SET id = id").execute(&mut **tx)?;
            held.send(()).unwrap();
            std::thread::sleep(std::time::Duration::from_millis(1_500));
            Ok(())
        })
    });
    is_held.recv().unwrap();
    let done = work.await;
    holder.join().unwrap().unwrap();
    done
}

#[actix_web::test]
async fn what_is_forgotten_at_the_instant_somebody_puts_it_right_is_not_written_down_anew() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let correct = a_call(&app, &mut clerk).await;
    app.tick().await;
    app.clock.advance(Duration::days(90) + Duration::minutes(1));
    live_through(&app.app).await.unwrap();
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get(&correct).await.form("/correct");
    assert_eq!(form.value("phone"), "13800002217", "it is still there");
    let changes = [("phone", "13900003318")];
    let forget = complaints::forget(&app.db.db);
    let both = async { tokio::join!(clerk.submit(&form, &changes), forget) };
    let (told, forgotten) = all_at_once(&app, both).await;
    assert_eq!(forgotten.unwrap(), 1);
    let ends = [StatusCode::SEE_OTHER, StatusCode::CONFLICT];
    assert!(ends.contains(&told.status), "{}", told.body);
    let left: (Option<String>, Option<String>, String) = contacts::table
        .select((
            contacts::contact_name,
            contacts::contact_phone,
            contacts::reach,
        ))
        .first(&mut app.db.conn())
        .unwrap();
    assert_eq!(left, (None, None, "expired".to_owned()));
    let corrected = said(&app, Act::ReachCorrected);
    assert!(corrected.iter().all(String::is_empty), "{corrected:?}");
}

#[actix_web::test]
async fn a_number_that_is_taken_off_stands_nowhere_any_more() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let correct = a_call(&app, &mut clerk).await;
    for phone in ["13900003318", ""] {
        let form = clerk.get(&correct).await.form("/correct");
        let changes = [("name", ""), ("phone", phone)];
        let done = clerk.submit(&form, &changes).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    }
    assert_eq!(said(&app, Act::ReachCorrected), ["", ""]);
    let page = clerk.get(&format!("/complaints/{}", the_one(&app))).await;
    for gone in ["刘女士", "13800002217", "13900003318"] {
        assert!(!page.body.contains(gone), "{gone} in {}", page.body);
    }
}
