//! The second step of signing in: turned on by whoever wants it, asked of whom the settings say, and
//! the ways back for who lost the phone.

use std::sync::Arc;

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::config::SecondFactor;
use gaoshi::people::factor::secret::Secret;
use gaoshi::people::{Role, cli};
use gaoshi::schema::{user_sessions, users};

use crate::support::app::{PASSWORD, TestApp, founding};
use crate::support::client::{Answer, Client};

const PAGE: &str = "/account/second-factor";

/// The secret that the page shows, as somebody types it into a phone.
fn secret_on(page: &Answer) -> Secret {
    let spelt = page.between("<code class=\"say\">", "<").replace(' ', "");
    Secret::of_text(&spelt).unwrap()
}

/// Turns the second step on; the secret, and the page with the written codes.
async fn turn_on(app: &TestApp, person: &mut Client<'_>) -> (Secret, Answer) {
    let page = person.get(PAGE).await;
    let secret = secret_on(&page);
    let code = secret.code_at(app.clock.now()).unwrap();
    let typed = [("passcode", code.as_str()), ("current", PASSWORD)];
    let done = person.submit(&page.form(PAGE), &typed).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    (secret, done)
}

/// The codes to be written down.
fn written(page: &Answer) -> Vec<String> {
    let parts = page.body.split("<li><code class=\"say\">").skip(1);
    parts
        .map(|part| part.split('<').next().unwrap().to_owned())
        .collect()
}

async fn second_step(person: &mut Client<'_>, code: &str) -> Answer {
    let page = person.get("/sign-in/code").await;
    person
        .submit(&page.form("/sign-in/code"), &[("passcode", code)])
        .await
}

fn wrong_of(secret: &Secret, app: &TestApp) -> String {
    let right = secret.code_at(app.clock.now()).unwrap();
    let others = ["000000", "111111", "222222", "333333"];
    let near = |s: i64| {
        secret
            .code_at(app.clock.now() + Duration::seconds(s))
            .unwrap()
    };
    let good = [right, near(30), near(-30)];
    let wrong = others
        .iter()
        .find(|code| !good.contains(&(**code).to_owned()));
    (*wrong.unwrap()).to_owned()
}

#[actix_web::test]
async fn who_turns_it_on_types_a_code_at_each_sign_in_and_each_code_once() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let (secret, _) = turn_on(&app, &mut clerk).await;
    let mut other = app.visitor();
    let half = other.sign_in("clerk", PASSWORD).await;
    assert_eq!(half.location(), "/sign-in/code?next=/");
    // The code that turned it on is used up.
    let used = secret.code_at(app.clock.now()).unwrap();
    let again = second_step(&mut other, &used).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        again
            .between("id=\"e-passcode\">", "<")
            .contains("已经用过")
    );
    app.clock.advance(Duration::seconds(60));
    let code = secret.code_at(app.clock.now()).unwrap();
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    assert_eq!(second_step(&mut other, &spaced).await.location(), "/");
    assert_eq!(other.get("/notices").await.status, StatusCode::OK);
    // Whoever looked over her shoulder is too late with it.
    let mut thief = app.visitor();
    thief.sign_in("clerk", PASSWORD).await;
    let late = second_step(&mut thief, &code).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[actix_web::test]
async fn half_way_in_nothing_is_reached_and_it_is_over_after_ten_minutes() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let (secret, _) = turn_on(&app, &mut clerk).await;
    let sessions = || {
        let all = user_sessions::table.count();
        all.get_result::<i64>(&mut app.db.conn()).unwrap()
    };
    let before = sessions();
    let mut half = app.visitor();
    half.sign_in("clerk", PASSWORD).await;
    assert_eq!(sessions(), before);
    for path in ["/account", "/notices", PAGE, "/account/second-factor/new"] {
        let answer = half.get(path).await;
        assert!(answer.location().starts_with("/sign-in?next="), "{path}");
    }
    for path in [
        "/account/password",
        "/account/second-factor/off",
        "/sign-out",
    ] {
        let answer = half.post(path, &[("current", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    app.clock.advance(Duration::minutes(11));
    let code = secret.code_at(app.clock.now()).unwrap();
    let late = second_step(&mut half, &code).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("已超过 10 分钟") && late.offers("/sign-in"));
}

#[actix_web::test]
async fn a_form_that_waited_survives_the_second_step() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    let (secret, _) = turn_on(&app, &mut admin).await;
    let form = admin.get("/offices").await.form("/offices");
    app.clock.advance(Duration::hours(1));
    let asked = admin.submit(&form, &[("name", "新管理处")]).await;
    let typed = [("login", "administrator"), ("password", PASSWORD)];
    let half = admin.submit(&asked.form("/sign-in"), &typed).await;
    assert_eq!(half.status, StatusCode::OK, "{}", half.body);
    let step = half.form("/sign-in/code");
    let wrong = wrong_of(&secret, &app);
    let again = admin.submit(&step, &[("passcode", &wrong)]).await;
    let code = secret.code_at(app.clock.now()).unwrap();
    let waits = admin
        .submit(&again.form("/sign-in/code"), &[("passcode", &code)])
        .await;
    assert!(waits.body.contains("<li>新管理处</li>"), "{}", waits.body);
    assert_eq!(waits.form("/offices").value("name"), "新管理处");
}

#[actix_web::test]
async fn a_written_code_opens_once_in_any_hand_and_is_told() {
    let app = TestApp::new();
    has_mail(&app, "clerk");
    let mut clerk = app.as_(Role::Clerk).await;
    let (_, page) = turn_on(&app, &mut clerk).await;
    let codes = written(&page);
    assert_eq!(codes.len(), 10);
    let typed = codes[3].to_uppercase().replace('-', " ");
    let mut elsewhere = app.visitor();
    elsewhere.sign_in("clerk", PASSWORD).await;
    assert_eq!(second_step(&mut elsewhere, &typed).await.location(), "/");
    let left = elsewhere.get(PAGE).await;
    assert!(left.body.contains("备用码还剩 9 个"), "{}", left.body);
    let mut third = app.visitor();
    third.sign_in("clerk", PASSWORD).await;
    let used = second_step(&mut third, &codes[3]).await;
    assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY);
    app.tick().await;
    let told = app
        .mails()
        .into_iter()
        .filter(|m| m.subject.contains("备用码"));
    assert_eq!(told.count(), 1);
}

#[actix_web::test]
async fn wrong_codes_are_counted_as_wrong_passwords_are() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let (secret, page) = turn_on(&app, &mut clerk).await;
    let mut other = app.visitor();
    other.sign_in("clerk", PASSWORD).await;
    let wrong = wrong_of(&secret, &app);
    for _ in 0..5 {
        let answer = second_step(&mut other, &wrong).await;
        assert!(answer.body.contains("验证码不对"), "{}", answer.body);
    }
    let right = &written(&page)[0];
    let shut = second_step(&mut other, right).await;
    assert!(shut.body.contains("15 分钟后再试"), "{}", shut.body);
    assert_eq!(clerk.get("/account").await.status, StatusCode::OK);
}

#[actix_web::test]
async fn who_knows_the_password_has_a_hundred_codes_a_day_in_the_same_office_too() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let (secret, _) = turn_on(&app, &mut clerk).await;
    let mut looked_at = 0;
    for _ in 0..21 {
        let mut colleague = app.visitor();
        colleague.sign_in("clerk", PASSWORD).await;
        let wrong = wrong_of(&secret, &app);
        for _ in 0..5 {
            let answer = second_step(&mut colleague, &wrong).await;
            looked_at += usize::from(answer.body.contains("验证码不对"));
        }
        app.clock.advance(Duration::minutes(16));
    }
    assert_eq!(looked_at, 100);
    // Her own browser is held up by none of them.
    clerk.sign_in("clerk", PASSWORD).await;
    let code = secret.code_at(app.clock.now()).unwrap();
    assert_eq!(second_step(&mut clerk, &code).await.location(), "/");
}

#[actix_web::test]
async fn turning_it_off_or_setting_it_up_anew_asks_for_the_password() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let (old, _) = turn_on(&app, &mut clerk).await;
    let off = clerk.get(PAGE).await.form("/off");
    let wrong = clerk.submit(&off, &[("current", "falsch-und-lang")]).await;
    let beside = wrong.between("id=\"e-current\">", "<");
    assert!(beside.contains("密码不对"), "{}", wrong.body);
    let page = clerk.get("/account/second-factor/new").await;
    let new = secret_on(&page);
    let code = new.code_at(app.clock.now()).unwrap();
    let typed = [("passcode", code.as_str()), ("current", "falsch-und-lang")];
    let wrong = clerk.submit(&page.form(PAGE), &typed).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(secret_on(&wrong), new, "the picture that was scanned stays");
    // A secret that the page did not show is not taken.
    let other = Secret::random();
    let code = other.code_at(app.clock.now()).unwrap();
    let typed = [
        ("passcode", code.as_str()),
        ("current", PASSWORD),
        ("factor_secret", other.as_str()),
    ];
    let forged = clerk.submit(&page.form(PAGE), &typed).await;
    assert!(forged.body.contains("打开得太久"), "{}", forged.body);
    let code = new.code_at(app.clock.now()).unwrap();
    let typed = [("passcode", code.as_str()), ("current", PASSWORD)];
    let done = clerk.submit(&wrong.form(PAGE), &typed).await;
    assert_eq!(written(&done).len(), 10, "{}", done.body);
    app.clock.advance(Duration::minutes(2));
    let mut next = app.visitor();
    next.sign_in("clerk", PASSWORD).await;
    let code = old.code_at(app.clock.now()).unwrap();
    let refused = second_step(&mut next, &code).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = clerk.submit(&off, &[("current", PASSWORD)]).await;
    assert_eq!(done.location(), "/account");
    assert_eq!(
        app.visitor().sign_in("clerk", PASSWORD).await.location(),
        "/"
    );
}

fn asking_the_head_office() -> TestApp {
    asking(TestApp::new())
}

/// The same house, where the head office has to have a second step.
fn asking(mut app: TestApp) -> TestApp {
    let inner = Arc::get_mut(&mut app.app).expect("no request is open");
    inner.config.sessions.second_factor = SecondFactor::HeadOffice;
    app
}

#[actix_web::test]
async fn who_has_to_have_it_reaches_nothing_else_before_and_everything_after() {
    let app = asking_the_head_office();
    let clerk = app.as_(Role::Clerk).await.get("/notices").await;
    assert_eq!(clerk.status, StatusCode::OK, "an office is not asked");
    let mut admin = app.as_(Role::Administrator).await;
    for path in ["/", "/people", "/account", "/audit", "/complaints"] {
        assert_eq!(admin.get(path).await.location(), PAGE, "{path}");
    }
    let offers = admin.get(PAGE).await;
    assert!(offers.body.contains("您的岗位登录时要有第二步验证"));
    assert!(!offers.body.contains("href=\"/people\""), "no menu yet");
    for path in ["/offices", "/account/password", "/account/sign-out-others"] {
        let answer = admin.post(path, &[("name", "新管理处")]).await;
        assert_eq!(answer.location(), PAGE, "{path}");
    }
    let mut clerk = app.as_(Role::Clerk).await;
    let with_file = clerk.get("/signs/register/new").await;
    let with_file = with_file.form("/signs/register");
    assert!(with_file.multipart);
    let answer = admin.submit(&with_file, &[]).await;
    assert_eq!(answer.location(), PAGE, "{}", answer.body);
    assert_eq!(admin.get("/Q").await.status, StatusCode::OK, "as anybody");
    turn_on(&app, &mut admin).await;
    assert_eq!(admin.get("/people").await.status, StatusCode::OK);
    let page = admin.get(PAGE).await;
    assert!(!page.offers("/off"), "{}", page.body);
    let kept = admin
        .post("/account/second-factor/off", &[("current", PASSWORD)])
        .await;
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut executive = app.as_(Role::Executive).await;
    assert_eq!(executive.get("/").await.location(), PAGE);
    executive.get(PAGE).await;
    assert_eq!(
        executive.post("/sign-out", &[]).await.location(),
        "/sign-in"
    );
}

#[actix_web::test]
async fn who_founds_the_company_is_in_and_still_sets_it_up_before_anything_else() {
    let app = asking(TestApp::empty());
    let path = app.set_up().unwrap();
    let mut founder = app.visitor();
    founder.get(&path).await;
    let fields = founding(PASSWORD);
    let done = founder.post(&path, &fields).await;
    assert_eq!(done.location(), "/places", "{}", done.body);
    for path in ["/places", "/people", "/company/reach"] {
        assert_eq!(founder.get(path).await.location(), PAGE, "{path}");
    }
    turn_on(&app, &mut founder).await;
    assert_eq!(founder.get("/places").await.status, StatusCode::OK);
}

#[actix_web::test]
async fn an_administrator_takes_it_off_anybody_but_herself_and_the_person_is_told() {
    let app = TestApp::new();
    has_mail(&app, "clerk");
    let mut clerk = app.as_(Role::Clerk).await;
    turn_on(&app, &mut clerk).await;
    let mut admin = app.as_(Role::Administrator).await;
    turn_on(&app, &mut admin).await;
    let people = admin.get("/people").await;
    let ends = "/second-factor/off";
    let forms = crate::support::form::forms(&people.body);
    let offered: Vec<_> = forms.iter().filter(|f| f.action.ends_with(ends)).collect();
    assert_eq!(offered.len(), 2, "{}", people.body);
    let mut done = Vec::new();
    for form in offered {
        let answer = admin.submit(form, &[]).await;
        done.push((answer.status, answer.body.contains("我的账号")));
    }
    done.sort_by_key(|(status, _)| *status);
    assert_eq!(done[0].0, StatusCode::SEE_OTHER);
    assert_eq!(done[1], (StatusCode::UNPROCESSABLE_ENTITY, true), "her own");
    assert_eq!(clerk.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(clerk.sign_in("clerk", PASSWORD).await.location(), "/");
    app.tick().await;
    let told = app
        .mails()
        .into_iter()
        .any(|m| m.subject.contains("被管理员取消"));
    assert!(told);
    let record = admin.get("/audit?group=accounts").await;
    assert!(record.body.contains("取消第二步验证"), "{}", record.body);
}

#[actix_web::test]
async fn what_is_missing_names_administrators_with_a_password_alone_to_those_who_can_mend_it() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    let mut clerk = app.as_(Role::Clerk).await;
    turn_on(&app, &mut clerk).await;
    let missing = admin.get("/places").await;
    let told = "管理员周敏登录只用密码";
    assert!(missing.body.contains(told), "{}", missing.body);
    let way_on = format!("href=\"{PAGE}\"");
    assert!(missing.body.contains(&way_on), "{}", missing.body);
    let mut manager = app.as_(Role::OfficeManager).await;
    let hers = manager.get("/places").await;
    assert!(!hers.body.contains("登录只用密码"), "not hers to mend");
    turn_on(&app, &mut admin).await;
    let left = admin.get("/places").await;
    assert_eq!(left.status, StatusCode::OK);
    assert!(!left.body.contains("登录只用密码"), "{}", left.body);
}

#[actix_web::test]
async fn the_machines_keeper_lets_the_last_administrator_in_again() {
    let app = asking_the_head_office();
    let mut admin = app.as_(Role::Administrator).await;
    turn_on(&app, &mut admin).await;
    let messenger = app.app.messenger();
    cli::remove_second_factor(&app.db.db, &messenger, "administrator").unwrap();
    assert_eq!(admin.get("/people").await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        admin.sign_in("administrator", PASSWORD).await.location(),
        "/"
    );
    assert_eq!(admin.get("/people").await.location(), PAGE);
    let twice = cli::remove_second_factor(&app.db.db, &messenger, "administrator");
    assert!(twice.is_err());
}

/// Gives a person an address.
pub(super) fn has_mail(app: &TestApp, login: &str) {
    let own = users::table.filter(users::login.eq(login));
    diesel::update(own)
        .set(users::email.eq(format!("{login}@people.example.cn")))
        .execute(&mut app.db.conn())
        .unwrap();
}
