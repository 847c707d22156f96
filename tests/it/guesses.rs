//! Guessing at passwords: by hundreds at once, from one address and from many, with the right
//! one among them; and what it costs those who guess at nothing.

use std::net::IpAddr;
use std::thread::spawn;
use std::time::Duration as Patience;

use actix_web::http::{StatusCode, header};
use chrono::Duration;
use diesel::{QueryDsl, RunQueryDsl};
use futures_util::FutureExt;
use futures_util::future::join_all;
use gaoshi::people::{Role, cli};
use gaoshi::schema::limit_hits;

use crate::support::app::{PASSWORD, TestApp, founding};
use crate::support::client::{Answer, Client};
use crate::support::house::{CLERK, House};
use crate::support::postgres::TestDb;
use crate::support::process::{Process, Visitor, wait_for};

const WRONG: &str = "falsch-und-lang";
const LOOKED_AT: &str = "登录名或密码不对";
const MANY: usize = 400;

/// So many browsers that have the sign-in page open, each at the address of its number.
async fn browsers(app: &TestApp, at: impl Fn(usize) -> IpAddr) -> Vec<Client<'_>> {
    let mut browsers: Vec<Client<'_>> = (0..MANY).map(|_| app.visitor()).collect();
    for (n, browser) in browsers.iter_mut().enumerate() {
        browser.from = at(n);
        browser.get("/sign-in").await;
    }
    browsers
}

/// Everybody presses at once; the 350th has the right password.
async fn press(browsers: &mut [Client<'_>]) -> Vec<Answer> {
    let presses = browsers.iter_mut().enumerate().map(async |(n, browser)| {
        let password = if n == 349 { PASSWORD } else { WRONG };
        let fields = [("login", "clerk"), ("password", password)];
        browser.post("/sign-in", &fields).await
    });
    join_all(presses).await
}

fn nobody_is_in_after(most: usize, answers: &[Answer]) {
    let looked_at = answers.iter().filter(|a| a.body.contains(LOOKED_AT));
    assert_eq!(looked_at.count(), most);
    let unlike = |status: StatusCode| {
        let fine = [
            StatusCode::UNPROCESSABLE_ENTITY,
            StatusCode::SERVICE_UNAVAILABLE,
        ];
        !fine.contains(&status)
    };
    let others: Vec<_> = answers.iter().map(|a| a.status).collect();
    assert!(!others.iter().copied().any(unlike), "{others:?}");
}

#[actix_web::test]
async fn of_four_hundred_guesses_at_once_from_one_address_five_are_looked_at() {
    let app = TestApp::new();
    let mut browsers = browsers(&app, |_| IpAddr::from([192, 0, 2, 1])).await;
    nobody_is_in_after(5, &press(&mut browsers).await);
    let answer = app.as_(Role::Reviewer).await.get("/account").await;
    assert_eq!(answer.status, StatusCode::OK, "another name, elsewhere");
}

#[actix_web::test]
async fn of_four_hundred_guesses_at_once_from_as_many_addresses_twenty_are_looked_at() {
    let app = TestApp::new();
    let small = |n: usize| u8::try_from(n).unwrap();
    let at = |n: usize| IpAddr::from([198, 51, small(n / 200), small(n % 200)]);
    let mut browsers = browsers(&app, at).await;
    nobody_is_in_after(20, &press(&mut browsers).await);
}

/// An address of its own for each.
fn far_away(n: u8) -> IpAddr {
    IpAddr::from([203, 0, 113, n])
}

#[actix_web::test]
async fn nobody_far_away_locks_a_name_for_its_owner() {
    let app = TestApp::new();
    // She was at her desk before, and on her phone.
    let (mut desk, mut phone) = (app.visitor(), app.visitor());
    for own in [&mut desk, &mut phone] {
        assert_eq!(own.sign_in("clerk", PASSWORD).await.status, 303);
    }
    phone.from = IpAddr::from([198, 51, 100, 9]);
    for n in 0..30 {
        let mut other = app.visitor();
        other.from = far_away(n);
        other.sign_in("clerk", WRONG).await;
    }
    let mut stranger = app.visitor();
    stranger.from = far_away(99);
    let refused = stranger.sign_in("clerk", PASSWORD).await;
    assert!(refused.body.contains("密码错得太多"), "{}", refused.body);
    // The browser is known wherever it is carried, and so is the office's network with a new one.
    assert_eq!(phone.sign_in("clerk", PASSWORD).await.status, 303);
    assert_eq!(desk.sign_in("clerk", PASSWORD).await.status, 303);
    let answer = app.visitor().sign_in("clerk", PASSWORD).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    // Who is known in a browser is no stranger's shield: five guesses there, and it waits as well.
    for _ in 0..5 {
        assert!(desk.sign_in("clerk", WRONG).await.body.contains(LOOKED_AT));
    }
    assert_eq!(desk.sign_in("clerk", PASSWORD).await.status, 422);
    // Known as one person is known as no other.
    let mut as_another = phone.clone();
    as_another.from = far_away(7);
    for _ in 0..5 {
        as_another.sign_in("reviewer", WRONG).await;
    }
    assert_eq!(as_another.sign_in("reviewer", PASSWORD).await.status, 422);
}

#[actix_web::test]
async fn strangers_who_come_slowly_from_everywhere_have_a_hundred_guesses_a_day() {
    let app = TestApp::new();
    let mut looked_at = 0;
    for n in 0..130 {
        let mut other = app.visitor();
        other.from = far_away(n);
        let answer = other.sign_in("clerk", WRONG).await;
        looked_at += usize::from(answer.body.contains(LOOKED_AT));
        app.clock.advance(Duration::minutes(1));
    }
    assert_eq!(looked_at, 100);
    app.clock.advance(Duration::days(1));
    let mut other = app.visitor();
    other.from = far_away(200);
    assert!(other.sign_in("clerk", WRONG).await.body.contains(LOOKED_AT));
}

#[actix_web::test]
async fn of_four_hundred_guesses_at_the_present_password_five_are_looked_at() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    clerk.get("/account").await;
    let mut tabs: Vec<Client<'_>> = vec![clerk.clone(); MANY];
    let presses = tabs.iter_mut().enumerate().map(async |(n, tab)| {
        let current = if n == 349 { PASSWORD } else { WRONG };
        tab.post("/account/password", &change(current)).await
    });
    let answers = join_all(presses).await;
    let looked_at = answers.iter().filter(|a| a.body.contains("现在的密码不对"));
    assert_eq!(looked_at.count(), 5);
    let done = answers.iter().filter(|a| a.status == StatusCode::SEE_OTHER);
    assert_eq!(done.count(), 0);
    let answer = clerk.post("/account/password", &change(PASSWORD)).await;
    let beside = answer.between("id=\"e-current\">", "<");
    assert!(beside.contains("15 分钟后再试"), "{beside}");
    app.clock.advance(Duration::minutes(16));
    clerk.get("/account").await;
    let answer = clerk.post("/account/password", &change(PASSWORD)).await;
    assert_eq!(answer.location(), "/account");
}

const NEW: &str = "屋面水箱要清洗了";

fn change(current: &str) -> [(&str, &str); 3] {
    [("current", current), ("password", NEW), ("again", NEW)]
}

/// Hits in the buckets that contain this.
fn hits(db: &TestDb, part: &str) -> usize {
    let buckets = limit_hits::table
        .select(limit_hits::bucket)
        .load::<String>(&mut db.conn());
    let found = buckets.unwrap().into_iter().filter(|b| b.contains(part));
    found.count()
}

#[actix_web::test]
async fn who_signs_in_takes_back_her_own_slips_and_not_what_others_guessed() {
    let app = TestApp::new();
    let (mut other, mut clerk) = (app.visitor(), app.visitor());
    other.from = IpAddr::from([192, 0, 2, 66]);
    clerk.from = IpAddr::from([192, 0, 2, 7]);
    for _ in 0..3 {
        assert!(other.sign_in("clerk", WRONG).await.body.contains(LOOKED_AT));
    }
    other.sign_in("reviewer", WRONG).await;
    assert!(clerk.sign_in("clerk", WRONG).await.body.contains(LOOKED_AT));
    clerk.sign_in("reviewer", WRONG).await;
    assert_eq!(clerk.sign_in("clerk", PASSWORD).await.status, 303);
    assert_eq!(hits(&app.db, "strangers:clerk"), 3);
    assert_eq!(
        hits(&app.db, "address:192.0.2.7"),
        1,
        "her slip at another name stays"
    );
    assert_eq!(hits(&app.db, "address:192.0.2.66"), 4);
    for _ in 0..2 {
        assert!(other.sign_in("clerk", WRONG).await.body.contains(LOOKED_AT));
    }
    let refused = other.sign_in("clerk", PASSWORD).await;
    assert!(refused.body.contains("密码错得太多"), "{}", refused.body);
}

#[actix_web::test]
async fn whoever_guessed_too_often_is_told_the_minutes_that_are_left() {
    let app = TestApp::new();
    let mut browser = app.visitor();
    for _ in 0..5 {
        browser.sign_in("clerk", WRONG).await;
    }
    app.clock.advance(Duration::seconds(10 * 60 + 30));
    let answer = browser.sign_in("clerk", PASSWORD).await;
    assert!(answer.body.contains("请 5 分钟后再试"), "{}", answer.body);
    assert_eq!(answer.headers.get(header::RETRY_AFTER).unwrap(), "270");
    browser
        .jar
        .insert("__Host-lang".to_owned(), "en".to_owned());
    let answer = browser.sign_in("clerk", PASSWORD).await;
    assert!(answer.body.contains("in 5 minutes"), "{}", answer.body);
}

#[actix_web::test]
async fn a_new_password_by_link_opens_a_name_that_was_guessed_at() {
    let app = TestApp::new();
    let mut other = app.visitor();
    other.from = IpAddr::from([192, 0, 2, 66]);
    for _ in 0..5 {
        other.sign_in("clerk", WRONG).await;
    }
    let token = cli::reset_password(&app.db.db, &app.app.messenger(), "clerk").unwrap();
    let (mut clerk, path) = (app.visitor(), format!("/password/{token}"));
    clerk.get(&path).await;
    let set = clerk
        .post(&path, &[("password", NEW), ("again", NEW)])
        .await;
    assert_eq!(set.location(), "/sign-in");
    assert_eq!(clerk.sign_in("clerk", NEW).await.status, 303);
}

#[actix_web::test]
async fn a_clock_that_was_ahead_locks_nobody_out_once_it_is_right() {
    let app = TestApp::new();
    let mut browser = app.visitor();
    app.clock.advance(Duration::days(366));
    for _ in 0..5 {
        browser.sign_in("clerk", WRONG).await;
    }
    assert_eq!(hits(&app.db, "at:clerk"), 5);
    app.clock.advance(Duration::days(-366));
    assert_eq!(browser.sign_in("clerk", PASSWORD).await.status, 303);
}

/// The queue before the hashing, filled to its last place.
macro_rules! crowd {
    ($turns:expr) => {{
        let mut held = Vec::new();
        while held.len() < 2 {
            held.push($turns.next().await.unwrap());
        }
        let mut waiting = Vec::new();
        loop {
            let mut one = Box::pin($turns.next());
            match (&mut one).now_or_never() {
                None => waiting.push(one),
                Some(refused) => {
                    assert!(refused.is_err());
                    break;
                }
            }
        }
        assert!(waiting.len() >= 10, "{}", waiting.len());
        (held, waiting)
    }};
}

fn is_crowded(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.body.contains("还没有轮到您"), "{}", answer.body);
    assert_eq!(answer.headers.get(header::RETRY_AFTER).unwrap(), "5");
}

#[actix_web::test]
async fn whoever_comes_to_a_full_queue_is_asked_to_come_back_and_then_gets_in() {
    let app = TestApp::new();
    let mut signed_in = app.as_(Role::Reviewer).await;
    signed_in.get("/account").await;
    let token = cli::reset_password(&app.db.db, &app.app.messenger(), "executive").unwrap();
    let (mut by_link, path) = (app.visitor(), format!("/password/{token}"));
    by_link.get(&path).await;
    let new = [("password", NEW), ("again", NEW)];
    let mut browser = app.visitor();
    browser.get("/sign-in").await;
    let crowd = crowd!(app.app.turns);
    let typed = [
        ("login", "clerk"),
        ("password", PASSWORD),
        ("kept", "what=%E6%BC%8F%E6%B0%B4"),
        ("kept_to", "/complaints/new"),
    ];
    let answer = browser.post("/sign-in", &typed).await;
    is_crowded(&answer);
    let form = answer.form("/sign-in");
    for (name, value) in [("login", "clerk"), ("password", ""), typed[2], typed[3]] {
        let shown = form.fields.iter().find(|f| f.name == name).unwrap();
        assert_eq!(shown.value, value, "{name}");
    }
    is_crowded(&by_link.post(&path, &new).await);
    let change = change(PASSWORD);
    is_crowded(&signed_in.post("/account/password", &change).await);
    assert_eq!(hits(&app.db, ""), 0, "nobody was looked at");
    drop(crowd);
    assert_eq!(browser.post("/sign-in", &typed).await.status, 200);
    assert_eq!(by_link.post(&path, &new).await.location(), "/sign-in");
    let answer = signed_in.post("/account/password", &change).await;
    assert_eq!(answer.location(), "/account");
    assert_eq!(hits(&app.db, ""), 0, "who is right leaves nothing");
}

#[actix_web::test]
async fn a_founder_who_comes_to_a_full_queue_types_only_the_password_again() {
    let app = TestApp::empty();
    let path = app.set_up().unwrap();
    let mut browser = app.visitor();
    browser.get(&path).await;
    let fields = founding(NEW);
    let crowd = crowd!(app.app.turns);
    let answer = browser.post(&path, &fields).await;
    is_crowded(&answer);
    assert!(answer.body.contains("value=\"新城物业有限公司\""));
    drop(crowd);
    let done = browser.post(&path, &fields).await;
    assert_eq!(done.location(), "/places");
}

#[test]
fn a_guess_that_was_begun_when_the_server_was_killed_counts() {
    let (test, data) = (TestDb::new(), tempfile::tempdir().unwrap());
    House::found(&test.url);
    let patience = Patience::from_secs(30);
    let mut server = Process::spawn(data.path(), &test.url, &[]);
    server.wait_until_ready(patience);
    let wrong = [("login", CLERK), ("password", WRONG)];
    let guesses = [(); 3].map(|()| {
        let mut visitor = Visitor::of(&server);
        visitor.get("/sign-in");
        spawn(move || visitor.post("/sign-in", &wrong))
    });
    let counted = || hits(&test, &format!("at:{CLERK}"));
    wait_for("a guess is counted", patience, || counted() > 0);
    server.kill();
    for guess in guesses {
        guess.join().unwrap();
    }
    let counted = counted();
    assert!((1..=3).contains(&counted), "{counted}");
    let server = Process::spawn(data.path(), &test.url, &[]);
    server.wait_until_ready(patience);
    let mut visitor = Visitor::of(&server);
    visitor.get("/sign-in");
    let looked_at = |body: &String| body.contains(LOOKED_AT);
    let answers = (0..6).map(|_| visitor.post("/sign-in", &wrong).body);
    assert_eq!(answers.filter(looked_at).count(), 5 - counted);
}
