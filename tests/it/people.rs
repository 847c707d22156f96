//! Signing in and out, sessions, links, and what a form must carry.

mod audit;
mod changes;
mod deputies;
mod factor;
mod sessions;
mod told;

pub(crate) use self::deputies::names;

use std::net::IpAddr;

use actix_web::http::StatusCode;
use chrono::Duration;
use gaoshi::demo;

use crate::support::app::{TestApp, founding};

#[actix_web::test]
async fn the_sixth_wrong_password_for_a_name_waits_and_others_do_not() {
    let app = TestApp::demo();
    let mut browser = app.visitor();
    for _ in 0..5 {
        let answer = browser.sign_in("wangfang", "falsch-und-lang").await;
        assert!(answer.body.contains("登录名或密码不对"));
    }
    let answer = browser.sign_in("wangfang", demo::PASSWORD).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("15 分钟后再试"));
    let other = browser.sign_in("hexiaomei", demo::PASSWORD).await;
    assert_eq!(other.status, StatusCode::SEE_OTHER);
    app.db.clock.advance(Duration::minutes(16));
    let later = browser.sign_in("wangfang", demo::PASSWORD).await;
    assert_eq!(later.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn twenty_wrong_passwords_from_one_address_close_it_for_every_name() {
    let app = TestApp::demo();
    let mut browser = app.visitor();
    for n in 0..20 {
        browser
            .sign_in(&format!("nobody{n}"), "wrong-password")
            .await;
    }
    let answer = browser.sign_in("wangfang", demo::PASSWORD).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut elsewhere = app.visitor();
    elsewhere.from = IpAddr::from([192, 0, 2, 99]);
    let answer = elsewhere.sign_in("wangfang", demo::PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn each_sign_in_opens_a_new_session() {
    let app = TestApp::demo();
    let mut browser = app.signed_in("wangfang").await;
    let first = browser.jar.get("__Host-session").cloned().unwrap();
    browser.sign_in("wangfang", demo::PASSWORD).await;
    assert_ne!(browser.jar.get("__Host-session"), Some(&first));
}

#[actix_web::test]
async fn a_session_ends_after_thirty_idle_minutes_and_after_twelve_hours() {
    let app = TestApp::demo();
    let mut browser = app.signed_in("wangfang").await;
    app.db.clock.advance(Duration::minutes(29));
    assert_eq!(browser.get("/account").await.status, StatusCode::OK);
    app.db.clock.advance(Duration::minutes(29));
    assert_eq!(browser.get("/account").await.status, StatusCode::OK);
    app.db.clock.advance(Duration::minutes(30));
    let answer = browser.get("/account").await;
    assert_eq!(answer.location(), "/sign-in?next=/account");

    let mut busy = app.signed_in("wangfang").await;
    for _ in 0..28 {
        app.db.clock.advance(Duration::minutes(25));
        assert_eq!(busy.get("/account").await.status, StatusCode::OK);
    }
    app.db.clock.advance(Duration::minutes(20));
    assert_eq!(busy.get("/account").await.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn a_closed_account_is_out_at_once() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let mut admin = app.signed_in("admin").await;
    let people = admin.get("/people").await;
    let (before, _) = people.body.split_once("停用王芳").unwrap();
    let (_, id) = before.rsplit_once("action=\"/people/").unwrap();
    let (id, _) = id.split_once('/').unwrap();
    let answer = admin.post(&format!("/people/{id}/disable"), &[]).await;
    assert_eq!(answer.location(), "/people");
    assert_eq!(clerk.get("/account").await.status, StatusCode::SEE_OTHER);
    let again = clerk.sign_in("wangfang", demo::PASSWORD).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[actix_web::test]
async fn a_form_without_its_token_or_with_a_foreign_one_is_refused() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let mut other = app.signed_in("hexiaomei").await;
    other.get("/account").await;
    for token in [String::new(), other.csrf.clone()] {
        clerk.csrf = token;
        let answer = clerk.post("/account/sign-out-others", &[]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
    clerk.get("/account").await;
    clerk.headers.push(("sec-fetch-site", "cross-site"));
    let answer = clerk.post("/account/sign-out-others", &[]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[actix_web::test]
async fn what_was_typed_is_kept_over_a_time_out() {
    let app = TestApp::demo();
    let mut admin = app.signed_in("admin").await;
    admin.get("/offices").await;
    app.db.clock.advance(Duration::hours(1));
    let fields = [
        ("name", "新管理处"),
        ("name_en", "New office"),
        ("phone", "0755-8888 0009"),
        ("community", "01900000-0000-7000-8000-000000000000"),
        ("seen", "3-1"),
    ];
    let asked = admin.post("/offices", &fields).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    assert!(asked.body.contains("刚才填写的内容没有丢"));
    let kept = asked.between("name=\"kept\" value=\"", "\"");
    let kept = kept.replace("&amp;", "&");
    let answer = admin
        .post(
            "/sign-in",
            &[
                ("login", "admin"),
                ("password", demo::PASSWORD),
                ("kept", &kept),
                ("kept_to", "/offices"),
            ],
        )
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("action=\"/offices\""));
    let shown = answer.between("<ul class=\"list told\">", "</ul>");
    for (name, value) in fields {
        let sent = format!("name=\"{name}\" value=\"{value}\"");
        assert!(answer.body.contains(&sent), "{name} is lost");
        let is_typed = !["community", "seen"].contains(&name);
        assert_eq!(shown.contains(value), is_typed, "{name}: {shown}");
    }
    let saved = admin.post("/offices", &fields).await;
    assert_eq!(saved.location(), "/offices");
}

#[actix_web::test]
async fn a_form_that_waits_says_no_password_back_and_its_browser_can_sign_in() {
    let app = TestApp::demo();
    let mut person = app.signed_in("wangfang").await;
    person.get("/account").await;
    app.db.clock.advance(Duration::hours(1));
    let fields = [
        ("current", demo::PASSWORD),
        ("password", "屋面水箱要清洗了"),
        ("again", "屋面水箱要清洗了"),
    ];
    let asked = person.post("/account/password", &fields).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    let encoded = "%E5%B1%8B%E9%9D%A2";
    for secret in ["屋面水箱要清洗了", encoded] {
        assert!(!asked.body.contains(secret), "{secret}: {}", asked.body);
    }
    let typed = [("login", "wangfang"), ("password", demo::PASSWORD)];
    let signed_in = person.submit(&asked.form("/sign-in"), &typed).await;
    assert_eq!(signed_in.status, StatusCode::OK, "{}", signed_in.body);
    assert!(signed_in.offers("/account/password"), "{}", signed_in.body);
}

#[actix_web::test]
async fn a_form_that_was_not_typed_in_the_session_that_ended_is_held_out_to_nobody() {
    let app = TestApp::demo();
    let (mut other, mut ended) = (
        app.signed_in("wangfang").await,
        app.signed_in("admin").await,
    );
    other.get("/account").await;
    let of_another = other.csrf.clone();
    ended.get("/offices").await;
    let own = ended.csrf.clone();
    app.db.clock.advance(Duration::hours(1));
    let (mut stranger, mut nobody, mut tab) = (app.visitor(), app.visitor(), ended.clone());
    nobody.get("/sign-in").await;
    for (browser, token) in [
        (&mut ended, of_another),
        (&mut tab, String::new()),
        (&mut stranger, own.clone()),
        (&mut nobody, own.clone()),
    ] {
        browser.csrf = token;
        let asked = browser.post("/offices", &[("name", "假管理处")]).await;
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
        assert!(!asked.body.contains("%E5%81%87"), "{}", asked.body);
        assert!(asked.body.contains("没有留下"), "{}", asked.body);
        let form = asked.form("/sign-in");
        assert!(form.fields.iter().all(|f| f.name != "kept"));
    }
    // However long ago it ended, its own form is kept.
    app.db.clock.advance(Duration::days(3));
    ended.csrf = own;
    let asked = ended.post("/offices", &[("name", "真管理处")]).await;
    assert!(asked.body.contains("%E7%9C%9F"), "{}", asked.body);
}

#[actix_web::test]
async fn the_set_up_link_founds_one_company_once() {
    let app = TestApp::empty();
    let path = app.set_up().unwrap();
    let mut browser = app.visitor();
    assert_eq!(browser.get(&path).await.status, StatusCode::OK);
    let mut fields = founding("屋面水箱要清洗了");
    fields[6].1 = "不一样";
    let wrong = browser.post(&path, &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"新城物业有限公司\""));
    assert!(!wrong.body.contains("屋面水箱要清洗了"));
    fields[6].1 = "屋面水箱要清洗了";
    fields[2].1 = "见公告";
    let wrong = browser.post(&path, &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let beside = wrong.between("id=\"e-phone\">", "<");
    assert!(beside.contains("能拨打"), "{}", wrong.body);
    fields[2].1 = "0755-1";
    let done = browser.post(&path, &fields).await;
    assert_eq!(done.location(), "/places");
    let inside = browser.get("/places").await;
    assert_eq!(inside.status, StatusCode::OK, "signed in at once");
    assert!(inside.body.contains("李雷"), "{}", inside.body);
    let back = browser.get(&path).await;
    assert_eq!(back.location(), "/places", "it leads in");
    assert_eq!(app.set_up(), None);
    let mut elsewhere = app.visitor();
    let asked = elsewhere.get("/places").await;
    assert_ne!(asked.status, StatusCode::OK, "nobody else is");
    let answer = elsewhere.sign_in("lilei", "屋面水箱要清洗了").await;
    assert_eq!(answer.location(), "/");
}

#[actix_web::test]
async fn a_set_up_form_that_is_sent_twice_founds_once_and_leads_to_the_sign_in() {
    let app = TestApp::empty();
    let path = app.set_up().unwrap();
    let (mut first, mut second) = (app.visitor(), app.visitor());
    for browser in [&mut first, &mut second] {
        assert_eq!(browser.get(&path).await.status, StatusCode::OK);
    }
    let mut fields = founding("屋面水箱要清洗了");
    let done = first.post(&path, &fields).await;
    assert_eq!(done.location(), "/places", "{}", done.body);
    fields[4].1 = "hanmeimei";
    let late = second.post(&path, &fields).await;
    assert_eq!(late.location(), "/places", "{}", late.body);
    let led = second.get("/places").await;
    assert_eq!(led.location(), "/sign-in?next=/places");
    let page = second.get(led.location()).await;
    assert!(page.body.contains("公司已用这个链接建立"), "{}", page.body);
    let nobody = second.sign_in("hanmeimei", "屋面水箱要清洗了").await;
    assert_ne!(nobody.status, StatusCode::SEE_OTHER, "founded once");
    let another = second.get("/set-up/another").await;
    assert_eq!(another.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn with_an_https_address_cookies_are_bound_to_the_host_and_nothing_goes_in_the_clear() {
    let app = TestApp::demo();
    let mut browser = app.visitor();
    let answer = browser.sign_in("wangfang", demo::PASSWORD).await;
    let session = answer.cookies();
    let session = session
        .iter()
        .find(|c| c.starts_with("__Host-session="))
        .unwrap();
    for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(session.contains(part), "{session}");
    }
    assert!(answer.headers.contains_key("strict-transport-security"));
}

#[actix_web::test]
async fn a_cookie_that_another_host_may_set_is_not_taken_for_one_of_this_host_alone() {
    let app = TestApp::demo();
    let mut thief = app.visitor();
    thief.sign_in("wangfang", demo::PASSWORD).await;
    let session = thief.jar.get("__Host-session").cloned().unwrap();
    let with = |name: &str| {
        let mut browser = app.visitor();
        browser.jar.insert(name.to_owned(), session.clone());
        browser
    };
    let own = with("__Host-session").get("/notices").await;
    assert_eq!(own.status, StatusCode::OK, "it opens under its own name");
    for name in ["%5F%5FHost-session", "_%5fHost-session", "__Host%2Dsession"] {
        let led = with(name).get("/notices").await;
        assert_eq!(led.location(), "/sign-in?next=/notices", "{name}");
    }
}

#[actix_web::test]
async fn a_page_of_the_public_address_is_ours_whatever_host_a_proxy_names() {
    let app = TestApp::demo();
    let mut browser = app.visitor();
    browser.headers.push(("host", "127.0.0.1:8080"));
    browser.get("/sign-in").await;
    for (origin, is_ours) in [
        ("https://wy.example.cn", true),
        ("https://WY.example.cn", true),
        ("http://127.0.0.1:8080", true),
        ("http://wy.example.cn", false),
        ("https://wy.example.cn.evil.example", false),
        ("https://evil.example", false),
        ("null", false),
    ] {
        let mut one = browser.clone();
        one.headers.push(("origin", origin));
        let fields = [("login", "wangfang"), ("password", demo::PASSWORD)];
        let answer = one.post("/sign-in", &fields).await;
        assert_eq!(answer.status == StatusCode::SEE_OTHER, is_ours, "{origin}");
    }
}

#[actix_web::test]
async fn nobody_is_led_off_the_site_after_signing_in() {
    let app = TestApp::demo();
    for next in [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "evil",
    ] {
        let mut browser = app.visitor();
        browser.get("/sign-in").await;
        let fields = [
            ("login", "wangfang"),
            ("password", demo::PASSWORD),
            ("next", next),
        ];
        let answer = browser.post("/sign-in", &fields).await;
        assert_eq!(answer.location(), "/", "{next}");
    }
}

#[actix_web::test]
async fn a_role_belongs_to_its_kind_of_office() {
    let app = TestApp::demo();
    let mut admin = app.signed_in("admin").await;
    let people = admin.get("/people").await;
    let head = people.between("<option value=\"", "\"").to_owned();
    let fields = [
        ("name", "某人"),
        ("login", "someone"),
        ("office", &head),
        ("role", "clerk"),
    ];
    let answer = admin.post("/people", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("这个岗位不属于所选的管理处"));
    assert!(answer.body.contains("value=\"某人\""));
}
