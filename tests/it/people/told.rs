//! What a person is told by mail of her own account.

use std::net::IpAddr;

use actix_web::http::StatusCode;
use gaoshi::people::{Role, cli};

use super::changes::{change, page_of};
use super::factor::has_mail;
use crate::support::app::{PASSWORD, TestApp};

const NEW: &str = "楼下的桂花都开了";
const PHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) MicroMessenger/8.0";

/// The subjects of the mails that a person got since they were last asked for.
async fn told(app: &TestApp, so_far: &mut usize) -> Vec<String> {
    app.tick().await;
    let all: Vec<String> = app.mails().into_iter().map(|mail| mail.subject).collect();
    let new = all[*so_far..].to_vec();
    *so_far = all.len();
    new
}

#[actix_web::test]
async fn a_person_is_told_whatever_opens_her_account_and_no_mail_opens_it() {
    let app = TestApp::new();
    has_mail(&app, "clerk");
    let mut so_far = 0;
    let mut desk = app.visitor();
    desk.headers.push(("user-agent", PHONE));
    desk.sign_in("clerk", PASSWORD).await;
    let subjects = told(&app, &mut so_far).await;
    assert_eq!(subjects, ["账号提醒：在一个新的浏览器上登录了"]);
    let first = app.mails().remove(0);
    for part in ["192.0.2.7", "WeChat · iPhone", "人 clerk", "/account"] {
        assert!(first.text.contains(part), "{part}: {}", first.text);
        assert!(first.html.contains(part), "{part}: {}", first.html);
    }
    assert_eq!(first.to, "clerk@people.example.cn");
    // The same browser is no news, wherever it is carried.
    desk.from = IpAddr::from([198, 51, 100, 9]);
    desk.get("/account").await;
    assert_eq!(desk.post("/sign-out", &[]).await.location(), "/sign-in");
    desk.sign_in("clerk", PASSWORD).await;
    assert_eq!(told(&app, &mut so_far).await, [""; 0]);
    desk.get("/account").await;
    let change = [("current", PASSWORD), ("password", NEW), ("again", NEW)];
    desk.post("/account/password", &change).await;
    assert_eq!(told(&app, &mut so_far).await, ["账号提醒：修改了密码"]);
    let token = cli::reset_password(&app.db.db, &app.app.messenger(), "clerk").unwrap();
    let link = "账号提醒：有了一个新的设置密码链接";
    assert_eq!(told(&app, &mut so_far).await, [link]);
    let path = format!("/password/{token}");
    desk.get(&path).await;
    let set = [("password", PASSWORD), ("again", PASSWORD)];
    desk.post(&path, &set).await;
    let subjects = told(&app, &mut so_far).await;
    assert_eq!(subjects, ["账号提醒：通过链接设置了密码"]);
    for mail in app.mails() {
        for secret in [&token, PASSWORD, NEW, "/password/"] {
            let says = mail.text.contains(secret) || mail.html.contains(secret);
            assert!(!says, "{secret}: {}", mail.text);
        }
    }
}

#[actix_web::test]
async fn whose_mail_is_sent_elsewhere_is_told_where_it_went_before() {
    let app = TestApp::new();
    has_mail(&app, "clerk");
    let mut so_far = 0;
    let mut admin = app.as_(Role::Administrator).await;
    let clerk = page_of(&mut admin, "clerk").await;
    let done = change(&mut admin, &clerk, &[("name", "王小芳")]).await;
    assert_eq!(done.location(), "/people", "{}", done.body);
    assert_eq!(told(&app, &mut so_far).await, [""; 0], "a name is no news");
    let moved = [("email", "new@elsewhere.example.cn")];
    let done = change(&mut admin, &clerk, &moved).await;
    assert_eq!(done.location(), "/people", "{}", done.body);
    let subjects = told(&app, &mut so_far).await;
    assert_eq!(subjects.len(), 1, "{subjects:?}");
    let mail = app.mails().remove(0);
    assert_eq!(mail.to, "clerk@people.example.cn", "the old one");
    assert!(mail.text.contains("邮箱被管理员改了"), "{}", mail.text);
    assert!(!mail.text.contains("elsewhere"), "{}", mail.text);
    let done = change(&mut admin, &clerk, &[("email", "")]).await;
    assert_eq!(done.location(), "/people", "{}", done.body);
    assert_eq!(told(&app, &mut so_far).await.len(), 1);
    assert_eq!(app.mails()[1].to, "new@elsewhere.example.cn");
    let stale = admin.get(&clerk).await.form(&clerk);
    change(&mut admin, &clerk, &[("email", "b@elsewhere.example.cn")]).await;
    let late = admin
        .submit(&stale, &[("email", "c@elsewhere.example.cn")])
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(
        told(&app, &mut so_far).await,
        [""; 0],
        "there was none to tell"
    );
}

#[actix_web::test]
async fn who_has_no_address_and_whoever_guesses_in_vain_gets_no_mail() {
    let app = TestApp::new();
    has_mail(&app, "clerk");
    app.as_(Role::Reviewer).await;
    app.visitor().sign_in("clerk", "falsch-und-lang").await;
    assert_eq!(told(&app, &mut 0).await, [""; 0]);
}
