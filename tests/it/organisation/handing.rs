//! A community goes to another office with what is not over there, and back.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::people::Role;
use gaoshi::platform::mail::Failure;
use gaoshi::schema::{complaint_cases as cases, complaint_contacts as contacts};

use super::places::community;
use crate::notices::Desk;
use crate::resident::Sign;
use crate::support::app::TestApp;
use crate::support::client::{Answer, Client};

/// The administrator hands the community of the first office to that office.
async fn hand(app: &TestApp, admin: &mut Client<'_>, to: usize) -> Answer {
    let page = format!("{}/hand-over", community(app));
    let form = admin.get(&page).await.form(&page);
    let office = app.offices[to].id.to_string();
    admin.submit(&form, &[("office", &office)]).await
}

/// How a clerk of the first and of the second office is answered.
async fn answers(app: &TestApp, path: &str) -> [StatusCode; 2] {
    let first = app.as_(Role::Clerk).await.get(path).await.status;
    let second = app.elsewhere(Role::Clerk).await.get(path).await.status;
    [first, second]
}

const HERS: [StatusCode; 2] = [StatusCode::OK, StatusCode::NOT_FOUND];
const THEIRS: [StatusCode; 2] = [StatusCode::NOT_FOUND, StatusCode::OK];

#[actix_web::test]
async fn what_is_not_over_goes_along_and_what_is_over_stays() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    // One is over and was never hung; one is out.
    let over = desk.published(&[]).await;
    app.clock.advance(Duration::days(9));
    app.tick().await;
    let mut desk = Desk::at(&app).await;
    assert_eq!(desk.stage(&over).await, "已过期");
    let ended = desk.press(&over, "/restored", &[]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
    let open = desk.published(&[]).await;
    let sign = Sign::at(&app);
    let mut phone = app.visitor();
    let form = sign.form(&mut phone).await;
    let told = [("what", "灯不亮"), ("where", "3楼"), ("who", "owner")];
    phone.submit(&form, &told).await;
    let list = desk.clerk.get("/complaints").await;
    let complaint = format!("/complaints/{}", list.between("href=\"/complaints/0", "\""));
    let complaint = complaint.replacen("/complaints/", "/complaints/0", 1);

    let mut admin = app.as_(Role::Administrator).await;
    let page = admin.get(&format!("{}/hand-over", community(&app))).await;
    assert!(page.body.contains("1 份没有结束的通知"), "{}", page.body);
    assert!(page.body.contains("1 件投诉") && page.body.contains("一直由现在的管理处管理"));
    let done = hand(&app, &mut admin, 1).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let notice = |id: &str| format!("/notices/{id}");
    assert_eq!(answers(&app, &notice(&open)).await, THEIRS);
    assert_eq!(answers(&app, &notice(&over)).await, HERS);
    assert_eq!(answers(&app, &complaint).await, THEIRS);
    assert_eq!(answers(&app, &community(&app)).await, THEIRS);
    // A code that hangs there leads to the office that answers now.
    let scanned = app.visitor().get(&format!("/Q/{}", sign.code)).await;
    assert!(scanned.body.contains("西苑管理处"), "{}", scanned.body);
    // The new office can go on with it.
    let mut theirs = app.elsewhere(Role::OfficeManager).await;
    let page = theirs.get(&notice(&open)).await;
    assert!(page.offers("/cancel"), "{}", page.body);

    app.clock.advance(Duration::minutes(5));
    let back = hand(&app, &mut admin, 0).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
    for path in [notice(&open), notice(&over), complaint, community(&app)] {
        assert_eq!(answers(&app, &path).await, HERS, "{path}");
    }
    let page = admin.get(&format!("{}/hand-over", community(&app))).await;
    let charges = page.body.matches("<b>西苑管理处</b>").count();
    let own = page.body.matches("<b>东苑管理处</b>").count();
    assert_eq!([charges, own], [1, 2], "{}", page.body);
}

#[actix_web::test]
async fn a_complaint_with_a_number_of_the_new_offices_own_gets_its_next_and_says_so() {
    let app = TestApp::new();
    let told = [("what", "灯不亮"), ("where", "3楼"), ("who", "owner")];
    // Two here and one there: what comes first there bears the first number of both.
    for _ in 0..2 {
        let (sign, mut phone) = (Sign::at(&app), app.visitor());
        let form = sign.form(&mut phone).await;
        phone.submit(&form, &told).await;
    }
    let mut theirs = app.elsewhere(Role::Clerk).await;
    let form = theirs.get("/complaints/new").await.form("/complaints/new");
    let typed = [("what", "门禁坏了"), ("where", "大门"), ("who", "owner")];
    let written = theirs.submit(&form, &typed).await;
    assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.body);
    let numbers = |page: &str| {
        let all = page.split("TS-2026-0000").skip(1);
        let all = all.filter_map(|rest| rest.chars().next());
        all.collect::<std::collections::BTreeSet<char>>()
    };
    let list = theirs.get("/complaints").await.body;
    assert_eq!(numbers(&list), ['1'].into(), "{list}");
    let mut admin = app.as_(Role::Administrator).await;
    let done = hand(&app, &mut admin, 1).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let list = theirs.get("/complaints").await;
    assert_eq!(numbers(&list.body), ['1', '2', '3'].into(), "{}", list.body);
    let third = list.body.split("TS-2026-00003").next().unwrap();
    let page = third.rsplit("href=\"/complaints/").next().unwrap();
    let page = page.split('"').next().unwrap();
    let page = theirs.get(&format!("/complaints/{page}")).await;
    assert!(
        page.body.contains("TS-2026-00001 → TS-2026-00003"),
        "{}",
        page.body
    );
    // And back: nothing stands in the way there.
    app.clock.advance(Duration::minutes(5));
    let back = hand(&app, &mut admin, 0).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
}

/// The page of the complaint with this number at an office.
fn complaint(app: &TestApp, office: usize, number: &str) -> String {
    let id: String = cases::table
        .filter(cases::office_id.eq(app.offices[office].id.as_str()))
        .filter(cases::number.eq(number))
        .select(cases::id)
        .first(&mut app.db.conn())
        .unwrap();
    format!("/complaints/{id}")
}

#[actix_web::test]
async fn complaints_that_were_joined_go_along_past_a_number_of_the_new_office_and_come_apart() {
    let app = TestApp::new();
    for telephone in ["13800002217", "13900003318"] {
        let (sign, mut phone) = (Sign::at(&app), app.visitor());
        let form = sign.form(&mut phone).await;
        let told = [("what", "灯不亮"), ("who", "owner"), ("phone", telephone)];
        phone.submit(&form, &told).await;
    }
    let mut theirs = app.elsewhere(Role::Clerk).await;
    let form = theirs.get("/complaints/new").await.form("/complaints/new");
    let typed = [("what", "门禁坏了"), ("where", "大门"), ("who", "owner")];
    theirs.submit(&form, &typed).await;
    let [own, first] = [1, 0].map(|office| complaint(&app, office, "TS-2026-00001"));
    let second = complaint(&app, 0, "TS-2026-00002");
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get(&format!("{first}/mend")).await.form("/joined");
    let joined = clerk.submit(&form, &[("same_as", "TS-2026-00002")]).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.body);
    let mut admin = app.as_(Role::Administrator).await;
    let done = hand(&app, &mut admin, 1).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(complaint(&app, 1, "TS-2026-00001"), own);
    assert_eq!(complaint(&app, 1, "TS-2026-00002"), second);
    assert_eq!(complaint(&app, 1, "TS-2026-00003"), first);
    let along: String = contacts::table
        .filter(contacts::number.eq("TS-2026-00003"))
        .select(contacts::id)
        .first(&mut app.db.conn())
        .unwrap();
    let form = theirs.get(&format!("{second}/mend")).await.form("/parted");
    let parted = theirs.submit(&form, &[("apart", along.as_str())]).await;
    assert_eq!(parted.status, StatusCode::SEE_OTHER, "{}", parted.body);
    let page = theirs.get(&first).await;
    for told in ["TS-2026-00003", "TS-2026-00001 → TS-2026-00003"] {
        assert!(page.body.contains(told), "{told} in {}", page.body);
    }
    // Her sender was told no other number than the first.
    for (telephone, is_found) in [("13800002217", true), ("13900003318", false)] {
        let mut phone = app.visitor();
        phone.get("/follow/find").await;
        let typed = [("number", "TS-2026-00001"), ("phone", telephone)];
        let found = phone.post("/follow/find", &typed).await;
        let is_there = found.status == StatusCode::SEE_OTHER;
        assert_eq!(is_there, is_found, "{telephone}");
    }
}

#[actix_web::test]
async fn a_form_that_was_open_while_a_complaint_went_along_and_came_back_is_old() {
    let app = TestApp::new();
    let told = [("what", "灯不亮"), ("where", "3楼"), ("who", "owner")];
    let (sign, mut phone) = (Sign::at(&app), app.visitor());
    let form = sign.form(&mut phone).await;
    phone.submit(&form, &told).await;
    let page = complaint(&app, 0, "TS-2026-00001");
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get(&format!("{page}/mend")).await.form("/note");
    let mut admin = app.as_(Role::Administrator).await;
    for office in [1, 0] {
        let done = hand(&app, &mut admin, office).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        app.clock.advance(Duration::minutes(1));
    }
    let late = clerk.submit(&form, &[("note", "已换灯")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    assert_eq!(late.form("/note").value("note"), "已换灯");
}

#[actix_web::test]
async fn a_stop_whose_end_nobody_confirmed_goes_along_and_the_new_office_confirms_it() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    app.clock.advance(Duration::days(9));
    app.tick().await;
    let mut desk = Desk::at(&app).await;
    assert_eq!(desk.stage(&id).await, "已过期");
    let asks = format!("/notices/{id}#do-restored");
    let ours = desk.clerk.get("/").await.body;
    assert!(ours.contains(&asks), "{ours}");
    let mut admin = app.as_(Role::Administrator).await;
    let page = admin.get(&format!("{}/hand-over", community(&app))).await;
    assert!(page.body.contains("1 份没有结束的通知"), "{}", page.body);
    let done = hand(&app, &mut admin, 1).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let path = format!("/notices/{id}");
    assert_eq!(answers(&app, &path).await, THEIRS);
    let ours = desk.clerk.get("/").await.body;
    assert!(!ours.contains(&asks), "{ours}");
    let mut theirs = app.elsewhere(Role::Clerk).await;
    let today = theirs.get("/").await.body;
    assert!(today.contains(&asks), "{today}");
    let form = theirs.get(&path).await.form("/restored");
    let ended = theirs.submit(&form, &[]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
    let today = theirs.get("/").await.body;
    assert!(!today.contains(&asks), "{today}");
    // Now it is over, and stays with who had charge of it last.
    let page = admin.get(&format!("{}/hand-over", community(&app))).await;
    assert!(!page.body.contains("份没有结束的通知"), "{}", page.body);
}

#[actix_web::test]
async fn a_mail_that_failed_is_told_and_sent_again_by_the_office_that_has_charge_now() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let words = "550 5.1.1 no such person";
    app.mailbox.fail_with(Some(Failure::Refused(words.into())));
    desk.published(&[]).await;
    app.mailbox.fail_with(None);
    let failed = "没有发出去的邮件";
    assert!(desk.clerk.get("/").await.body.contains(failed));
    let mut admin = app.as_(Role::Administrator).await;
    let done = hand(&app, &mut admin, 1).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert!(!desk.clerk.get("/").await.body.contains(failed));
    let mut theirs = app.elsewhere(Role::Clerk).await;
    let today = theirs.get("/").await;
    assert!(today.body.contains(failed), "{}", today.body);
    let again = theirs.submit(&today.form("/again"), &[]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    assert!(!theirs.get("/").await.body.contains(failed));
}

#[actix_web::test]
async fn of_two_who_hand_it_over_at_once_the_second_is_told_and_a_manager_does_not() {
    let app = TestApp::new();
    let page = format!("{}/hand-over", community(&app));
    let mut admin = app.as_(Role::Administrator).await;
    let form = admin.get(&page).await.form(&page);
    let office = app.offices[1].id.to_string();
    let mut head = String::new();
    let offices = admin.get("/offices").await;
    for part in offices.body.split("href=\"/offices/").skip(1) {
        if part.contains("公司本部") && head.is_empty() {
            part.split('"').next().unwrap().clone_into(&mut head);
        }
    }
    let none = admin.submit(&form, &[("office", &head)]).await;
    assert_eq!(
        none.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "the head office runs none"
    );
    assert!(none.body.contains("id=\"e-office\""), "{}", none.body);
    let done = admin.submit(&form, &[("office", &office)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let again = admin.submit(&form, &[("office", &office)]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "it is there already");
    let first = app.offices[0].id.to_string();
    let late = admin.submit(&form, &[("office", &first)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    assert!(late.body.contains("移交"), "{}", late.body);
    let mut manager = app.elsewhere(Role::OfficeManager).await;
    assert_eq!(manager.get(&page).await.status, StatusCode::FORBIDDEN);
}
