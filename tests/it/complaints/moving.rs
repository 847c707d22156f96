//! A case that was told to the wrong office goes to the one that it is for.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::complaints::{self, Act};
use gaoshi::people::Role;
use gaoshi::schema::{
    complaint_cases as cases, complaint_contacts as contacts, complaint_steps as steps,
};

use super::{TOLD, TheOne, a_code, add_photo, photos, report, the_one};
use crate::support::app::{TestApp, live_through};
use crate::support::client::{Answer, Client};

/// A resident's case at the first office; the address of its page.
async fn a_case(app: &TestApp) -> String {
    let code = a_code(app);
    report(app, &mut app.visitor(), &code, &TOLD).await;
    format!("/complaints/{}", the_one(app))
}

/// Passes a case to an office.
async fn hand_on(app: &TestApp, clerk: &mut Client<'_>, path: &str, to: usize) -> Answer {
    let page = clerk.get(&format!("{path}/mend")).await;
    let office = app.offices[to].id.to_string();
    let why = [("office", office.as_str()), ("move_reason", "是云栖里的事")];
    clerk.submit(&page.form("/moved"), &why).await
}

/// How often a case was passed on.
fn moves(app: &TestApp) -> i64 {
    let of = steps::table.filter(steps::act.eq(Act::Moved)).count();
    of.get_result(&mut app.db.conn()).unwrap()
}

/// A clerk writes a call down; the number of its case.
async fn a_call(app: &TestApp, clerk: &mut Client<'_>) -> String {
    let form = clerk.get("/complaints/new").await.form("/complaints/new");
    let call = [("what", "没水"), ("where", "大门")];
    let kept = clerk.submit(&form, &call).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let id = kept
        .location()
        .trim_start_matches("/complaints/")
        .to_owned();
    let number = cases::table.filter(cases::id.eq(id)).select(cases::number);
    number.first(&mut app.db.conn()).unwrap()
}

#[actix_web::test]
async fn a_case_goes_to_the_office_that_it_is_for_and_is_new_there() {
    let app = TestApp::new();
    let path = a_case(&app).await;
    let photo = format!("{path}/photos/{}", add_photo(&app));
    app.tick().await;
    let before = app.mails().len();
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get(&path).await.form("/seen");
    clerk.submit(&form, &[]).await;
    let done = hand_on(&app, &mut clerk, &path, 1).await;
    assert_eq!(done.location(), "/complaints", "{}", done.body);
    for gone in [&path, &photo] {
        assert_eq!(clerk.get(gone).await.status, StatusCode::NOT_FOUND);
    }
    let list = clerk.get("/complaints").await;
    assert!(!list.body.contains("TS-2026-00001"), "{}", list.body);
    let mut other = app.elsewhere(Role::Clerk).await;
    let page = other.get(&path).await;
    assert!(page.offers("/seen"), "nobody there has looked at it");
    for told in [
        "转给别的管理处",
        "是云栖里的事",
        "刘女士",
        "TS-2026-00001",
        &photo,
    ] {
        assert!(page.body.contains(told), "{told} in {}", page.body);
    }
    let list = other.get("/complaints").await;
    assert!(list.body.contains("TS-2026-00001"), "{}", list.body);
    app.tick().await;
    let mails = app.mails();
    assert_eq!(mails.len(), before + 1, "the other office is rung once");
    assert_ne!(mails[before].to, mails[before - 1].to);
    // Its own numbers go on beside the one that came.
    assert_eq!(a_call(&app, &mut other).await, "TS-2026-00002");
}

#[actix_web::test]
async fn a_number_that_the_office_has_already_is_another_one_there_and_both_are_told() {
    let app = TestApp::new();
    let mut other = app.elsewhere(Role::Clerk).await;
    assert_eq!(a_call(&app, &mut other).await, "TS-2026-00001");
    let code = a_code(&app);
    let mut phone = app.visitor();
    let sent = report(&app, &mut phone, &code, &TOLD).await;
    let path: String = cases::table
        .filter(cases::office_id.eq(app.offices[0].id.as_str()))
        .select(cases::id)
        .first(&mut app.db.conn())
        .unwrap();
    let path = format!("/complaints/{path}");
    let mut clerk = app.as_(Role::Clerk).await;
    let done = hand_on(&app, &mut clerk, &path, 1).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = other.get(&path).await;
    assert!(
        page.body.contains("TS-2026-00001 → TS-2026-00002"),
        "{}",
        page.body
    );
    // Whoever sent it reads it behind her link, under the number it has now.
    phone.get(sent.location()).await;
    let hers = phone.get("/follow").await;
    assert!(hers.body.contains("TS-2026-00002"), "{}", hers.body);
}

#[actix_web::test]
async fn who_was_passed_a_case_by_mistake_passes_it_back() {
    let app = TestApp::new();
    let path = a_case(&app).await;
    let mut clerk = app.as_(Role::Clerk).await;
    hand_on(&app, &mut clerk, &path, 1).await;
    let mut other = app.elsewhere(Role::Clerk).await;
    let back = hand_on(&app, &mut other, &path, 0).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
    assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
    let page = clerk.get(&path).await;
    assert!(page.body.contains("TS-2026-00001"), "{}", page.body);
    assert_eq!(page.body.matches("转给别的管理处").count(), 2);
    assert_eq!(moves(&app), 2);
}

#[actix_web::test]
async fn nothing_is_passed_on_without_an_office_and_a_reason_or_on_an_older_page() {
    let app = TestApp::new();
    let path = a_case(&app).await;
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get(&format!("{path}/mend")).await.form("/moved");
    let [own, other] = [0, 1].map(|n: usize| app.offices[n].id.to_string());
    for (office, reason, field) in [
        ("", "是云栖里的事", "office"),
        (other.as_str(), "", "move_reason"),
        (own.as_str(), "是云栖里的事", "office"),
    ] {
        let typed = [("office", office), ("move_reason", reason)];
        let refused = clerk.submit(&form, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        let beside = format!("id=\"e-{field}\"");
        assert!(refused.body.contains(&beside), "{}", refused.body);
        let again = refused.form("/moved");
        assert_eq!(again.value("move_reason"), reason, "what was typed is kept");
    }
    let mut manager = app.as_(Role::OfficeManager).await;
    let note = manager.get(&format!("{path}/mend")).await.form("/note");
    manager.submit(&note, &[("note", "已到场")]).await;
    let typed = [("office", other.as_str()), ("move_reason", "是云栖里的事")];
    let late = clerk.submit(&form, &typed).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("已到场"), "{}", late.body);
    assert_eq!(moves(&app), 0);
}

#[actix_web::test]
async fn no_office_takes_a_case_that_is_not_its_own() {
    let app = TestApp::new();
    let path = a_case(&app).await;
    let mut other = app.elsewhere(Role::Clerk).await;
    other.get("/complaints").await;
    let to = app.offices[1].id.to_string();
    let sent = [
        ("office", to.as_str()),
        ("move_reason", "是我们的事"),
        ("seen", "1.1"),
    ];
    let answer = other.post(&format!("{path}/moved"), &sent).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.body);
    assert_eq!(moves(&app), 0);
    let page = app.as_(Role::Clerk).await.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
}

#[actix_web::test]
async fn photos_that_were_looked_at_are_kept_where_the_case_is_new_to_another_office() {
    let app = TestApp::new();
    let path = a_case(&app).await;
    add_photo(&app);
    diesel::update(contacts::table)
        .set(contacts::held_for.eq("address"))
        .execute(&mut app.db.conn())
        .unwrap();
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get(&path).await.form("/seen");
    clerk.submit(&form, &[]).await;
    let done = hand_on(&app, &mut clerk, &path, 1).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    app.tick().await;
    app.clock.advance(Duration::days(8));
    live_through(&app.app).await.unwrap();
    complaints::forget(&app.db.db).await.unwrap();
    assert_eq!(photos(&app), 1);
}

#[actix_web::test]
async fn why_it_went_on_goes_with_what_is_personal_and_from_where_to_where_stays() {
    let app = TestApp::new();
    let path = a_case(&app).await;
    let mut clerk = app.as_(Role::Clerk).await;
    hand_on(&app, &mut clerk, &path, 1).await;
    let said = || -> Vec<String> {
        let of = steps::table.filter(steps::act.eq(Act::Moved));
        of.select(steps::detail).load(&mut app.db.conn()).unwrap()
    };
    assert!(said()[0].contains("是云栖里的事"), "{:?}", said());
    let mut other = app.elsewhere(Role::Clerk).await;
    let erase = format!("/complaints/contacts/{}/erase", TheOne::of(&app).contact);
    let form = other.get(&erase).await.form("/erase");
    let struck = [("what", "楼道漏水"), ("erase_reason", "本人来电")];
    let done = other.submit(&form, &struck).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let left = said();
    assert!(left.len() == 1 && left[0].contains(" → "), "{left:?}");
    assert!(!left[0].contains("是云栖里的事"), "{left:?}");
}

#[actix_web::test]
async fn who_sent_a_report_finds_it_by_the_number_she_was_told_wherever_it_went() {
    let app = TestApp::new();
    let mut other = app.elsewhere(Role::Clerk).await;
    assert_eq!(a_call(&app, &mut other).await, "TS-2026-00001");
    let code = a_code(&app);
    report(&app, &mut app.visitor(), &code, &TOLD).await;
    let id: String = cases::table
        .filter(cases::office_id.eq(app.offices[0].id.as_str()))
        .select(cases::id)
        .first(&mut app.db.conn())
        .unwrap();
    let mut clerk = app.as_(Role::Clerk).await;
    let done = hand_on(&app, &mut clerk, &format!("/complaints/{id}"), 1).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    for (number, telephone, is_found) in [
        ("TS-2026-00001", "13800002217", true),
        ("TS-2026-00002", "13800002217", true),
        ("TS-2026-00001", "13900003318", false),
        ("TS-%", "13800002217", false),
        ("东苑管理处", "13800002217", false),
    ] {
        let mut phone = app.visitor();
        phone.get("/follow/find").await;
        let typed = [("number", number), ("phone", telephone)];
        let found = phone.post("/follow/find", &typed).await;
        let is_there = found.status == StatusCode::SEE_OTHER;
        assert_eq!(is_there, is_found, "{number} {telephone}");
    }
}
