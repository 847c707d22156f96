//! Two who tell of one matter are handled together, each under her own number, and come apart again.

use actix_web::http::StatusCode;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::complaints::Act;
use gaoshi::people::Role;
use gaoshi::schema::{
    complaint_cases as cases, complaint_contacts as contacts, complaint_steps as steps, outbox,
};

use super::{TOLD, a_code, report};
use crate::support::app::TestApp;
use crate::support::client::{Answer, Client};

/// The page of the case with this number at the first office.
fn page_of(app: &TestApp, number: &str) -> String {
    let id: String = cases::table
        .filter(cases::office_id.eq(app.offices[0].id.as_str()))
        .filter(cases::number.eq(number))
        .select(cases::id)
        .first(&mut app.db.conn())
        .unwrap();
    format!("/complaints/{id}")
}

const FIRST: &str = "TS-2026-00001";
const SECOND: &str = "TS-2026-00002";

/// Two residents tell of one matter; the private link of the second.
async fn told_twice(app: &TestApp) -> String {
    let code = a_code(app);
    report(app, &mut app.visitor(), &code, &TOLD).await;
    let again = [("what", "一楼地上都是水"), ("who", "occupant")];
    let sent = report(app, &mut app.visitor(), &code, &again).await;
    sent.location().to_owned()
}

/// Says that the second case is the same as the one with this number.
async fn join(app: &TestApp, clerk: &mut Client<'_>, number: &str) -> Answer {
    let mend = format!("{}/mend", page_of(app, SECOND));
    let form = clerk.get(&mend).await.form("/joined");
    clerk.submit(&form, &[("same_as", number)]).await
}

/// How many contacts stand in a case.
fn contacts_in(app: &TestApp, page: &str) -> i64 {
    let id = page.trim_start_matches("/complaints/");
    let of = contacts::table.filter(contacts::case_id.eq(id)).count();
    of.get_result(&mut app.db.conn()).unwrap()
}

#[actix_web::test]
async fn what_was_told_of_both_stands_in_one_and_each_keeps_her_number() {
    let app = TestApp::new();
    let link = told_twice(&app).await;
    let mut clerk = app.as_(Role::Clerk).await;
    // However it is typed off a note.
    let done = join(&app, &mut clerk, "ts202600001").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let (first, second) = (page_of(&app, FIRST), page_of(&app, SECOND));
    assert_eq!(clerk.get(&second).await.location(), first);
    let page = clerk.get(&first).await;
    for told in ["楼道漏水", "一楼地上都是水", SECOND, "并入同一件事"] {
        assert!(page.body.contains(told), "{told} in {}", page.body);
    }
    let list = clerk.get("/complaints").await;
    assert!(list.body.contains(FIRST) && !list.body.contains(SECOND));
    let mut phone = app.visitor();
    phone.get(&link).await;
    let hers = phone.get("/follow").await;
    assert!(hers.body.contains(SECOND) && hers.body.contains("一楼地上都是水"));
    for other in [FIRST, "刘女士"] {
        assert!(!hers.body.contains(other), "{other} in {}", hers.body);
    }
}

#[actix_web::test]
async fn what_was_joined_by_mistake_comes_apart_again() {
    let app = TestApp::new();
    told_twice(&app).await;
    let mut clerk = app.as_(Role::Clerk).await;
    join(&app, &mut clerk, FIRST).await;
    let (first, second) = (page_of(&app, FIRST), page_of(&app, SECOND));
    assert_eq!(
        (contacts_in(&app, &first), contacts_in(&app, &second)),
        (2, 0)
    );
    let mend = format!("{first}/mend");
    let form = clerk.get(&mend).await.form("/parted");
    let unchosen = clerk.submit(&form, &[]).await;
    assert_eq!(unchosen.status, StatusCode::UNPROCESSABLE_ENTITY);
    let contact: String = contacts::table
        .filter(contacts::number.eq(SECOND))
        .select(contacts::id)
        .first(&mut app.db.conn())
        .unwrap();
    let done = clerk.submit(&form, &[("apart", contact.as_str())]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(
        (contacts_in(&app, &first), contacts_in(&app, &second)),
        (1, 1)
    );
    for (page, own, other) in [
        (&first, "楼道漏水", "一楼地上都是水"),
        (&second, "一楼地上都是水", "楼道漏水"),
    ] {
        let page = clerk.get(page).await;
        assert!(page.body.contains(own) && !page.body.contains(other));
        assert!(page.body.contains("TS-2026-00002 → TS-2026-00001"));
    }
    let list = clerk.get("/complaints").await;
    assert!(list.body.contains(FIRST) && list.body.contains(SECOND));
    assert!(!clerk.get(&mend).await.offers("/parted"));
}

#[actix_web::test]
async fn a_case_is_joined_with_none_that_is_not_there_and_not_with_itself() {
    let app = TestApp::new();
    told_twice(&app).await;
    let mut other = app.elsewhere(Role::Clerk).await;
    for _ in 0..3 {
        let form = other.get("/complaints/new").await.form("/complaints/new");
        let call = [("what", "没水"), ("where", "大门")];
        other.submit(&form, &call).await;
    }
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get("/complaints/new").await.form("/complaints/new");
    clerk
        .submit(&form, &[("what", "没水"), ("where", "对面公园")])
        .await;
    for (number, why) in [
        ("", "请填写"),
        ("TS-2026-00009", "没有受理号"),
        (SECOND, "就在这一件里"),
        // In no community of ours.
        ("TS-2026-00003", "在别的小区"),
    ] {
        let refused = join(&app, &mut clerk, number).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
        assert!(refused.body.contains("id=\"e-same_as\""), "{why}");
        if !number.is_empty() {
            assert!(refused.body.contains(why), "{why} in {}", refused.body);
        }
        assert_eq!(refused.form("/joined").value("same_as"), number);
    }
    assert_eq!(contacts_in(&app, &page_of(&app, SECOND)), 1);
}

#[actix_web::test]
async fn nothing_is_joined_on_an_older_page_and_nothing_joined_is_passed_on() {
    let app = TestApp::new();
    told_twice(&app).await;
    let mut clerk = app.as_(Role::Clerk).await;
    let (first, second) = (page_of(&app, FIRST), page_of(&app, SECOND));
    let form = clerk.get(&format!("{second}/mend")).await.form("/joined");
    let mut manager = app.as_(Role::OfficeManager).await;
    let note = manager.get(&format!("{second}/mend")).await.form("/note");
    manager.submit(&note, &[("note", "是两件事")]).await;
    let late = clerk.submit(&form, &[("same_as", FIRST)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("是两件事"), "{}", late.body);
    assert_eq!(contacts_in(&app, &first), 1);
    let again = late.form("/joined");
    clerk.submit(&again, &[]).await;
    assert_eq!(contacts_in(&app, &first), 2);
    let form = clerk.get(&format!("{first}/mend")).await.form("/moved");
    let to = app.offices[1].id.to_string();
    let why = [("office", to.as_str()), ("move_reason", "是云栖里的事")];
    let refused = clerk.submit(&form, &why).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("请先分开"), "{}", refused.body);
    assert_eq!(contacts_in(&app, &first), 2);
}

#[actix_web::test]
async fn of_two_who_join_the_same_two_the_other_way_round_one_is_heard() {
    let app = TestApp::new();
    told_twice(&app).await;
    let (first, second) = (page_of(&app, FIRST), page_of(&app, SECOND));
    let mut clerk = app.as_(Role::Clerk).await;
    let mut manager = app.as_(Role::OfficeManager).await;
    let hers = clerk.get(&format!("{first}/mend")).await.form("/joined");
    let his = manager.get(&format!("{second}/mend")).await.form("/joined");
    let (into_second, into_first) = ([("same_as", SECOND)], [("same_as", FIRST)]);
    let (one, other) = tokio::join!(
        clerk.submit(&hers, &into_second),
        manager.submit(&his, &into_first)
    );
    let mut answers = [one.status, other.status];
    answers.sort();
    assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    let mut left = [contacts_in(&app, &first), contacts_in(&app, &second)];
    left.sort_unstable();
    assert_eq!(left, [0, 2]);
}

#[actix_web::test]
async fn what_is_added_to_a_case_that_went_along_meanwhile_is_read_where_it_stands_now() {
    let app = TestApp::new();
    told_twice(&app).await;
    let mut clerk = app.as_(Role::Clerk).await;
    let mend = format!("{}/mend", page_of(&app, SECOND));
    let form = clerk.get(&mend).await.form("/note");
    let mut manager = app.as_(Role::OfficeManager).await;
    let joined = join(&app, &mut manager, FIRST).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.body);
    let late = clerk.submit(&form, &[("note", "已关总阀")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    assert!(late.body.contains("并入同一件事"), "{}", late.body);
    let again = late.form("/note");
    assert_eq!(again.value("note"), "已关总阀", "what was typed is kept");
    let done = clerk.submit(&again, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = clerk.get(&page_of(&app, FIRST)).await;
    assert!(page.body.contains("已关总阀"), "{}", page.body);
    let opened = clerk.get(&mend).await;
    let of_first = format!("{}/note", page_of(&app, FIRST));
    assert!(opened.offers(&of_first), "{}", opened.body);
}

#[actix_web::test]
async fn who_asks_that_what_is_personal_goes_is_heard_in_the_case_she_came_with_too() {
    let app = TestApp::new();
    told_twice(&app).await;
    let mut clerk = app.as_(Role::Clerk).await;
    let mend = format!("{}/mend", page_of(&app, SECOND));
    let form = clerk.get(&mend).await.form("/note");
    let noted = clerk.submit(&form, &[("note", "李先生住一楼")]).await;
    assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.body);
    let joined = join(&app, &mut clerk, FIRST).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.body);
    let contact: String = contacts::table
        .filter(contacts::number.eq(SECOND))
        .select(contacts::id)
        .first(&mut app.db.conn())
        .unwrap();
    let erase = format!("/complaints/contacts/{contact}/erase");
    let form = clerk.get(&erase).await.form("/erase");
    let struck = [("what", "***都是水"), ("erase_reason", "本人来电")];
    let done = clerk.submit(&form, &struck).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let notes: Vec<String> = steps::table
        .filter(steps::act.eq(Act::Noted))
        .select(steps::detail)
        .load(&mut app.db.conn())
        .unwrap();
    assert_eq!(notes, [""]);
    let letters: Vec<String> = outbox::table
        .filter(outbox::dedupe.eq(format!("complaint:{contact}")))
        .select(outbox::payload)
        .load(&mut app.db.conn())
        .unwrap();
    assert_eq!(letters, [""]);
}
