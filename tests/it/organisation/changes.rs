//! Offices and the company are changed: next papers show it, what is printed keeps what it says.

use actix_web::http::StatusCode;
use diesel::{QueryDsl, RunQueryDsl};
use gaoshi::people::Role;

use crate::notices::Desk;
use crate::support::app::TestApp;
use crate::support::client::{Answer, Client};
use crate::support::form::Form;

/// The form of the first office, as it stands.
async fn office_form(admin: &mut Client<'_>, app: &TestApp) -> Form {
    let path = format!("/offices/{}", app.offices[0].id);
    admin.get(&path).await.form(&path)
}

const NEW: [(&str, &str); 4] = [
    ("name", "东苑服务中心"),
    ("name_en", "East Service Centre"),
    ("phone", "0755-6666 1234"),
    ("email", "new@east.example.cn"),
];

#[actix_web::test]
async fn an_office_is_changed_with_its_history_next_sheets_show_it_and_old_ones_keep_theirs() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.published(&[]).await;
    let mut admin = app.as_(Role::Administrator).await;
    let form = office_form(&mut admin, &app).await;
    let done = admin.submit(&form, &NEW).await;
    assert_eq!(done.location(), "/offices");
    let page = admin.get(&form.action).await;
    for told in [
        "东苑管理处 → 东苑服务中心",
        "0755-8888 0000 → 0755-6666 1234",
        "office@east.example.cn → new@east.example.cn",
        "周敏",
    ] {
        assert!(page.body.contains(told), "{told}\n{}", page.body);
    }
    let list = admin.get("/offices").await;
    assert!(list.body.contains("东苑服务中心") && list.body.contains("0755-6666 1234"));
    let shown = app.visitor().get(&format!("/n/{old}")).await;
    assert!(shown.body.contains("东苑管理处") && !shown.body.contains("东苑服务中心"));
    let mut desk = Desk::at(&app).await;
    let next = desk.published(&[]).await;
    let shown = app.visitor().get(&format!("/n/{next}")).await;
    assert!(shown.body.contains("东苑服务中心"), "{}", shown.body);
}

/// What is said of a form that came after another.
fn told_what_changed(late: &Answer, kept: &str) {
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("别人改过"), "{}", late.body);
    assert!(
        late.body.contains("东苑管理处 → 东苑服务中心"),
        "{}",
        late.body
    );
    assert!(
        late.body.contains(&format!("value=\"{kept}\"")),
        "{}",
        late.body
    );
}

#[actix_web::test]
async fn of_two_who_change_an_office_at_once_the_second_is_told_and_keeps_what_she_typed() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    let mut other = app.as_(Role::Administrator).await;
    let first = office_form(&mut admin, &app).await;
    let second = office_form(&mut other, &app).await;
    admin.submit(&first, &NEW).await;
    let late = other.submit(&second, &[("phone", "0755-1111 0000")]).await;
    told_what_changed(&late, "0755-1111 0000");
    // What she typed is saved once she has seen it; the same twice is no quarrel.
    let again = late.form(&second.action);
    let done = other.submit(&again, &[]).await;
    assert_eq!(done.location(), "/offices");
    let twice = other.submit(&again, &[]).await;
    assert_eq!(twice.location(), "/offices");
    let page = other.get(&second.action).await;
    assert!(page.body.contains("0755-6666 1234 → 0755-1111 0000"));
}

#[actix_web::test]
async fn a_form_that_says_nothing_of_what_it_showed_changes_nothing() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    let form = office_form(&mut admin, &app).await;
    for seen in ["", "9.9", "1", "x"] {
        let mut blind = form.clone();
        for field in blind.fields.iter_mut().filter(|f| f.name == "seen") {
            seen.clone_into(&mut field.value);
        }
        let answer = admin.submit(&blind, &NEW).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{seen}");
    }
    let nobody = format!("/offices/{}", app.offices[0].community.id);
    assert_eq!(admin.get(&nobody).await.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn the_companys_short_name_stands_in_later_numbers_and_earlier_ones_keep_theirs() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.published(&[]).await;
    let mut admin = app.as_(Role::Administrator).await;
    let form = admin.get("/company").await.form("/company");
    assert_eq!(form.value("short_name"), "东苑物业");
    let done = admin.submit(&form, &[("short_name", "东苑服务")]).await;
    assert_eq!(done.location(), "/offices");
    let page = admin.get("/company").await;
    assert!(page.body.contains("东苑物业 → 东苑服务"), "{}", page.body);
    let mut desk = Desk::at(&app).await;
    let next = desk.published(&[]).await;
    let of = async |id: &str| app.visitor().get(&format!("/n/{id}")).await.body;
    assert!(of(&old).await.contains("东苑物业〔"));
    assert!(of(&next).await.contains("东苑服务〔"));
}

#[actix_web::test]
async fn an_address_that_no_mail_reaches_is_told_beside_its_field() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    let form = office_form(&mut admin, &app).await;
    for email in [
        "office",
        "a@",
        "@b.cn",
        "a b@c.cn",
        "a@b.cn, c@d.cn",
        "a@b.cn\r\nBcc: x@y.cn",
    ] {
        let wrong = admin
            .submit(&form, &[("email", email), ("name", "新名")])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
        assert!(wrong.body.contains("id=\"e-email\""), "{email}");
        assert!(wrong.body.contains("value=\"新名\""), "{email}");
    }
    let none = admin.submit(&form, &[("email", "")]).await;
    assert_eq!(none.location(), "/offices");
}

#[actix_web::test]
async fn the_number_on_every_sheet_is_one_that_can_be_dialled() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    for wrong in ["见公告", "2026年11月30日", "0571-8800 1234 (Mr Zhang)", "1"] {
        let form = office_form(&mut admin, &app).await;
        let answer = admin.submit(&form, &[("phone", wrong)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        let beside = answer.between("id=\"e-phone\">", "<");
        assert!(beside.contains("能拨打"), "{wrong}: {}", answer.body);
        assert!(answer.body.contains(&format!("value=\"{wrong}\"")));
    }
    for good in [
        "0571-88001234 转 2",
        "0571-8800 1234（张工）",
        "400-888-0000",
    ] {
        let form = office_form(&mut admin, &app).await;
        let done = admin.submit(&form, &[("phone", good)]).await;
        assert_eq!(done.location(), "/offices", "{good}: {}", done.body);
        let kept = office_form(&mut admin, &app).await;
        assert_eq!(kept.value("phone"), good);
    }
}

/// The numbers of all complaints.
fn numbers_of_complaints(app: &TestApp) -> Vec<String> {
    let rows = gaoshi::schema::complaint_cases::table
        .order(gaoshi::schema::complaint_cases::number)
        .select(gaoshi::schema::complaint_cases::number);
    rows.load(&mut app.db.conn()).unwrap()
}

#[actix_web::test]
async fn an_offices_mark_stands_in_new_numbers_no_two_have_it_and_old_numbers_stay() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let old = desk.approved(&[]).await;
    let number = |page: Answer| page.between("</a> / ", "</p>").to_owned();
    assert!(number(desk.page(&old).await).ends_with("〔2026〕1号"));
    let before = number(desk.page(&old).await);

    let mut admin = app.as_(Role::Administrator).await;
    let first = office_form(&mut admin, &app).await;
    for wrong in ["东-1", "东 苑", "〔东〕", "东苑管理处第一分部", "ТС", "①"] {
        let refused = admin.submit(&first, &[("mark", wrong)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(refused.body.contains("id=\"e-mark\""), "{wrong}");
    }
    let done = admin.submit(&first, &[("mark", "东ｂ2")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let company = admin.get("/company").await.form("/company");
    let refused = admin.submit(&company, &[("short_name", "东b2")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("id=\"e-short_name\""));
    let path = format!("/offices/{}", app.offices[1].id);
    let second = admin.get(&path).await.form(&path);
    let refused = admin.submit(&second, &[("mark", "东B2")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .between("id=\"e-mark\">", "<")
            .contains("东苑管理处"),
        "{}",
        refused.body
    );

    let marked = desk.approved(&[]).await;
    assert_eq!(number(desk.page(&marked).await), "东B2〔2026〕1号");
    assert_eq!(number(desk.page(&old).await), before);
    let form = desk
        .clerk
        .get("/complaints/new")
        .await
        .form("/complaints/new");
    let told = [("what", "楼道灯不亮"), ("where", "门口")];
    let kept = desk.clerk.submit(&form, &told).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    assert_eq!(numbers_of_complaints(&app), ["TS-东B2-2026-00001"]);

    // Corrected, the mark is free, and whoever has it next goes on where it ended.
    let form = office_form(&mut admin, &app).await;
    admin.submit(&form, &[("mark", "东")]).await;
    let next = desk.approved(&[]).await;
    assert_eq!(number(desk.page(&next).await), "东〔2026〕1号");
    assert_eq!(number(desk.page(&marked).await), "东B2〔2026〕1号");
    let form = office_form(&mut admin, &app).await;
    admin.submit(&form, &[("mark", "东B2")]).await;
    let again = desk.approved(&[]).await;
    assert_eq!(number(desk.page(&again).await), "东B2〔2026〕2号");
}
