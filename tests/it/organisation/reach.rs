//! How the house is reached: told where it is looked for, and tried with a mail.

use std::sync::Arc;

use actix_web::http::StatusCode;
use diesel::connection::SimpleConnection;
use gaoshi::people::Role;
use gaoshi::platform::public::Public;

use crate::notices::Desk;
use crate::support::app::{PASSWORD, TestApp, founding};
use crate::support::client::{Answer, Client};

const PAGE: &str = "/company/reach";

#[actix_web::test]
async fn where_mails_go_is_told_and_a_trial_shows_whether_they_leave() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    let missing = admin.get("/places").await;
    assert!(
        missing.body.contains("还没有设置邮件服务器"),
        "{}",
        missing.body
    );
    assert!(!missing.body.contains("还没有设置公开网址"));
    let page = admin.get("/company/reach").await;
    assert!(page.body.contains("https://wy.example.cn") && page.body.contains("只写成文件"));
    let form = page.form("/trial");
    for wrong in ["", "nobody"] {
        let told = admin.submit(&form, &[("to", wrong)]).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(told.body.contains("id=\"e-to\""), "{wrong}");
    }
    let sent = admin.submit(&form, &[("to", "zhou@example.cn")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let waits = admin.get("/company/reach").await;
    assert!(waits.body.contains("待发 1 封"), "{}", waits.body);
    app.tick().await;
    let mails = app.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "zhou@example.cn");
    let left = admin.get("/company/reach").await;
    assert!(left.body.contains("已交出 1 封"), "{}", left.body);
    let mut manager = app.as_(Role::OfficeManager).await;
    let hers = manager.get("/places").await;
    assert!(
        !hers.body.contains("还没有设置邮件服务器"),
        "not hers to set"
    );
}

/// The small company where no settings say an address.
fn without_address() -> TestApp {
    let mut app = TestApp::new();
    let inner = Arc::get_mut(&mut app.app).expect("no request is open");
    inner.press.public = Public::default();
    app
}

async fn give(admin: &mut Client<'_>, typed: &str) -> Answer {
    let form = admin.get(PAGE).await.form("/address");
    admin.submit(&form, &[("address", typed)]).await
}

#[actix_web::test]
async fn an_address_that_is_given_counts_at_once_and_is_missed_until_then() {
    let app = without_address();
    let mut admin = app.as_(Role::Administrator).await;
    let mut desk = Desk::at(&app).await;
    let missed = "还没有设置公开网址，通知不能批准";
    for page in ["/", "/places"] {
        let page = admin.get(page).await;
        assert!(page.body.contains(missed), "{}", page.body);
        assert!(page.body.contains("href=\"/company/reach\""));
    }
    let hers = desk.clerk.get("/").await;
    assert!(!hers.body.contains(missed), "not hers to give");
    let id = desk.sent(&[]).await;
    let refused = desk.approve(&id).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let given = give(&mut admin, "wy.example.cn").await;
    assert_eq!(given.location(), PAGE, "{}", given.body);
    let page = admin.get(PAGE).await;
    assert!(page.body.contains("<b>https://wy.example.cn</b>"));
    for page in ["/", "/places"] {
        assert!(!admin.get(page).await.body.contains(missed), "{page}");
    }
    let approved = desk.approve(&id).await;
    assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.body);
    assert!(!desk.codes(&id).await.is_empty());
    let record = admin.get("/audit").await;
    assert!(record.body.contains("填写公开网址"), "{}", record.body);
    let next = Public::of_house(None, &app.db.db).unwrap();
    let kept = next.now().expect("the next start finds it");
    assert_eq!(kept.as_str(), "https://wy.example.cn");
    let settings = Some("https://set.example.cn".parse().unwrap());
    let set = Public::of_house(settings, &app.db.db).unwrap();
    assert_eq!(set.now().unwrap().as_str(), "https://set.example.cn");
}

#[actix_web::test]
async fn an_address_that_phones_cannot_open_is_refused_beside_its_field() {
    let app = without_address();
    let mut admin = app.as_(Role::Administrator).await;
    for (typed, why) in [
        ("", "请填写这一项"),
        ("http://wy.example.cn", "https:// 开头"),
        ("https://wy.example.cn/gaoshi", "后面不带路径"),
        ("物业", "后面不带路径"),
    ] {
        let refused = give(&mut admin, typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        let beside = refused.between("id=\"e-address\">", "<");
        assert!(beside.contains(why), "{typed}: {}", refused.body);
        assert!(refused.body.contains(&format!("value=\"{typed}\"")), "kept");
    }
    let page = admin.get(PAGE).await;
    assert!(page.body.contains("还没有填写"), "{}", page.body);
}

#[actix_web::test]
async fn printed_codes_that_lead_to_the_old_address_are_told_before_it_is_changed_and_after() {
    let app = without_address();
    let mut admin = app.as_(Role::Administrator).await;
    give(&mut admin, "https://wy.example.cn").await;
    let mut desk = Desk::at(&app).await;
    let id = desk.approved(&[]).await;
    let codes = desk.codes(&id).await.len();
    assert!(codes > 0);
    let told = format!("已经打印的 {codes} 个码指向另一个网址");
    assert!(!admin.get(PAGE).await.body.contains(&told));
    let asked = give(&mut admin, "https://new.example.cn").await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.between("id=\"e-sure\">", "<").contains(&told));
    assert!(
        asked.body.contains("<b>https://wy.example.cn</b>"),
        "as it was"
    );
    let sure = asked.form("/address");
    let given = admin.submit(&sure, &[("sure", "yes")]).await;
    assert_eq!(given.location(), PAGE, "{}", given.body);
    let page = admin.get(PAGE).await;
    assert!(page.body.contains("<b>https://new.example.cn</b>"));
    assert!(page.body.contains(&told), "{}", page.body);
    let back = give(&mut admin, "https://wy.example.cn").await;
    assert_eq!(back.location(), PAGE, "what leads back is not asked about");
    assert!(!admin.get(PAGE).await.body.contains(&told));
}

#[actix_web::test]
async fn of_two_who_change_it_the_second_is_told_and_a_long_host_says_what_labels_take() {
    let app = without_address();
    let mut admin = app.as_(Role::Administrator).await;
    let stale = admin.get(PAGE).await.form("/address");
    give(&mut admin, "https://first.example.cn").await;
    let second = [("address", "https://second.example.cn")];
    let late = admin.submit(&stale, &second).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    assert!(late.body.contains("<b>https://first.example.cn</b>"));
    assert!(late.body.contains("value=\"https://second.example.cn\""));
    let again = admin.submit(&late.form("/address"), &[]).await;
    assert_eq!(again.location(), PAGE, "{}", again.body);
    let page = admin.get(PAGE).await;
    assert!(page.body.contains("<b>https://second.example.cn</b>"));
    assert!(!page.body.contains("标签印不下"), "{}", page.body);
    let long = "https://wuye.jinxiu-huayuan-guanlichu.shenzhen.example.com.cn";
    assert_eq!(give(&mut admin, long).await.location(), PAGE);
    let page = admin.get(PAGE).await;
    assert!(page.body.contains("标签印不下"), "{}", page.body);
}

#[actix_web::test]
async fn what_cannot_be_read_as_an_address_counts_as_none_and_is_written_over() {
    let app = without_address();
    let mut admin = app.as_(Role::Administrator).await;
    for broken in ["wuye", "https://wy.example.cn:443"] {
        let row = format!(
            "DELETE FROM house_marks WHERE name = 'public_address';
             INSERT INTO house_marks (name, value) VALUES ('public_address', '{broken}')"
        );
        app.db.conn().batch_execute(&row).unwrap();
        let next = Public::of_house(None, &app.db.db);
        assert!(next.is_ok(), "a server starts on {broken}");
        assert_eq!(admin.get(PAGE).await.status, StatusCode::OK, "{broken}");
        let given = give(&mut admin, "https://new.example.cn").await;
        assert_eq!(given.location(), PAGE, "{broken}: {}", given.body);
        let next = Public::of_house(None, &app.db.db).unwrap().now();
        assert_eq!(next.unwrap().as_str(), "https://new.example.cn");
    }
}

#[actix_web::test]
async fn where_the_settings_say_the_address_the_page_says_so_and_takes_no_other() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    let page = admin.get(PAGE).await;
    assert!(!page.offers("/address"));
    assert!(page.body.contains("以那里为准"), "{}", page.body);
    let typed = [("address", "https://new.example.cn"), ("kept", "")];
    let refused = admin.post("/company/reach/address", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(Public::of_house(None, &app.db.db).unwrap().now().is_none());
}

#[actix_web::test]
async fn the_address_is_asked_for_where_the_company_is_founded() {
    let mut app = TestApp::empty();
    let inner = Arc::get_mut(&mut app.app).expect("no request is open");
    inner.press.public = Public::default();
    let path = app.set_up().unwrap();
    let mut founder = app.visitor();
    let asked = founder.get(&path).await;
    assert!(asked.body.contains("name=\"address\""), "{}", asked.body);
    let mut fields = founding(PASSWORD).to_vec();
    fields.push(("address", "http://wy.example.cn"));
    let wrong = founder.post(&path, &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.between("id=\"e-address\">", "<").contains("https://"));
    fields[7].1 = "wy.example.cn";
    let done = founder.post(&path, &fields).await;
    assert_eq!(done.location(), "/places", "{}", done.body);
    let page = founder.get(PAGE).await;
    assert_eq!(page.status, StatusCode::OK, "still signed in");
    assert!(page.body.contains("<b>https://wy.example.cn</b>"));
    let today = founder.get("/").await;
    assert!(!today.body.contains("还没有设置公开网址"), "{}", today.body);
}
