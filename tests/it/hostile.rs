//! Bad input, generated over every form from its fields; and the days when something the
//! program stands on is gone.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::http::StatusCode;
use diesel::connection::SimpleConnection;
use gaoshi::error::Error;
use gaoshi::people::Role;
use gaoshi::platform::db::{DatabaseUrl, System};
use gaoshi::platform::form::is_secret;
use gaoshi::platform::typeset::Typesetter;

use crate::notices::{Desk, id_of};
use crate::support::app::TestApp;
use crate::support::client::{Answer, Client};
use crate::support::form::{Form, forms, unescape};

/// What is typed where it does not belong; the last one is as long as it gets.
fn values() -> Vec<String> {
    let mut values: Vec<String> = [
        "",
        "a\u{0}b",
        "\u{202E}txt.exe",
        "𠮷野家",
        "🚰💧",
        "{{7*719100000021}}",
        "#read(\"/etc/passwd\")",
        "<svg onload=alert(1)>",
        "\"><svg onload=alert(1)>",
    ]
    .map(str::to_owned)
    .into();
    values.push("长".repeat(10_000));
    values
}

/// Controls that nobody types into.
const TO_CHOOSE: [&str; 5] = ["radio", "checkbox", "select", "hidden", "button"];

/// An address with its ids left out, so that a hundred notices are one page.
pub(crate) fn pattern(address: &str) -> String {
    let path = address.split('?').next().unwrap();
    let parts = path.split('/').map(|part| {
        let id = part.len() == 36
            || part.len() > 40
            || part.len() == 10 && part.starts_with(|c: char| c.is_ascii_digit());
        if id { "{id}" } else { part }
    });
    parts.collect::<Vec<_>>().join("/")
}

fn links(body: &str) -> Vec<String> {
    let parts = body.split("href=\"/").skip(1);
    parts
        .map(|part| format!("/{}", unescape(part.split('"').next().unwrap())))
        .filter(|link| !["/assets", "/language"].iter().any(|p| link.starts_with(p)))
        .filter(|link| !link.contains(".pdf"))
        .collect()
}

/// Every form a person comes across, by where it goes; links that begin with `but` are left
/// to another test.
pub(crate) async fn crawl(
    client: &mut Client<'_>,
    from: &[String],
    but: &str,
) -> BTreeMap<String, Form> {
    let (mut seen, mut found) = (BTreeSet::new(), BTreeMap::new());
    let mut queue: Vec<String> = from.to_vec();
    while let Some(address) = queue.pop() {
        if !seen.insert(pattern(&address)) {
            continue;
        }
        let page = client.get(&address).await;
        assert!(page.status.as_u16() < 500, "{address}: {}", page.status);
        if page.status == StatusCode::SEE_OTHER {
            queue.push(page.location().to_owned());
        }
        let found_here = links(&page.body).into_iter();
        queue.extend(found_here.filter(|link| but.is_empty() || !link.starts_with(but)));
        for form in forms(&page.body) {
            let name = format!(
                "{} {} {:?}",
                form.method,
                pattern(&form.action),
                form.names()
            );
            found.entry(name).or_insert(form);
        }
    }
    found
}

/// Never our fault, never run, and what was typed is there again; what is secret is not.
fn check(answer: &Answer, form: &Form, (field, value): (&str, &str)) {
    let told = format!("{} {field}={:.40}: {}", form.action, value, answer.status);
    let status = answer.status.as_u16();
    let fine = [200, 204, 303, 400, 403, 404, 409, 413, 422, 429];
    assert!(fine.contains(&status), "{told}\n{}", answer.body);
    assert!(
        !answer.body.contains("<svg onload"),
        "{told} is not escaped"
    );
    assert!(!answer.body.contains("5033700000147"), "{told} was run");
    assert!(!answer.body.contains("root:x:0"), "{told} was run");
    if status == 200 || status == 422 {
        assert!(answer.body.len() > 100, "{told} says nothing");
    }
    let again = forms(&answer.body)
        .into_iter()
        .find(|f| pattern(&f.action) == pattern(&form.action));
    if let (422, Some(again)) = (status, again) {
        let typed = again.fields.iter().find(|f| f.name == field);
        let shown = typed
            .filter(|f| ["text", "textarea", "tel", "date", "time"].contains(&f.kind.as_str()));
        if let Some(shown) = shown {
            // An emptied text is written again from the other fields.
            let written = field == "body" && value.is_empty() || field == TRAP;
            // A password or a code that is good once is typed anew: no page says it back.
            let right = if is_secret(field) { "" } else { value };
            assert!(
                written || shown.value == right,
                "{told}: not {right:?} but {:?}",
                shown.value
            );
        }
    }
}

/// Every field of a form with every value that does not belong there.
fn typed_into(form: &Form) -> Vec<(&str, String)> {
    let mut typed = Vec::new();
    // An address carries less than a form.
    let most = if form.method == "get" { 2_000 } else { 10_000 };
    for name in form.names().into_iter().filter(|name| *name != "csrf") {
        let field = form.fields.iter().find(|f| f.name == name);
        // What is chosen rather than typed is wrong in fewer ways.
        let chosen = field.is_some_and(|f| TO_CHOOSE.contains(&f.kind.as_str()));
        let wrong = values().into_iter().skip(if chosen { 7 } else { 0 });
        // A field is tried with every third of them, its neighbours with the others; in long runs with all.
        let turn = form.action.len() + name.bytes().map(usize::from).sum::<usize>();
        let tried = wrong.enumerate().filter(|(at, _)| {
            let is_its_turn = (at + turn).is_multiple_of(3);
            is_its_turn || std::env::var_os("TEST_LONG").is_some()
        });
        typed.extend(tried.map(|(_, value)| (name, value.chars().take(most).collect())));
    }
    typed
}

async fn attack(client: &mut Client<'_>, from: &[String], but: &str) -> usize {
    let (mut sent, forms) = (0, crawl(client, from, but).await);
    for form in forms.values() {
        // A form that is one button has nothing to be typed; those are pressed elsewhere.
        let button = form.fields.iter().find(|f| f.kind == "button");
        let press = button.map(|b| (b.name.as_str(), "send"));
        for (name, value) in typed_into(form) {
            let mut changes = vec![(name, value.as_str())];
            changes.extend(press.filter(|(button, _)| *button != name));
            let answer = client.submit(form, &changes).await;
            check(&answer, form, (name, &value));
            sent += 1;
        }
    }
    for address in from {
        let page = client.get(address).await;
        assert!(!page.body.contains("<svg onload"), "{address} shows it raw");
    }
    sent
}

/// The field that nobody sees comes back empty.
const TRAP: &str = "remark";

fn addresses<const N: usize>(of: [&str; N]) -> Vec<String> {
    of.map(str::to_owned).into()
}

#[actix_web::test]
async fn every_form_of_the_desk_bears_whatever_is_typed() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let (out, draft) = (desk.published(&[]).await, desk.save("keep", &[]).await);
    let review = desk.sent(&[]).await;
    let mut from = addresses([
        "/notices",
        "/boards/round",
        "/complaints",
        "/complaints/new",
        "/account",
        "/notices/new/water",
    ]);
    from.extend([format!("/notices/{out}"), draft.location().to_owned()]);
    let sent = attack(&mut desk.clerk, &from, "").await;
    assert!(sent > 100, "{sent}");
    let from = vec![format!("/notices/{review}")];
    assert!(attack(&mut desk.reviewer, &from, "/notices").await > 0);
}

#[actix_web::test]
async fn every_form_of_the_administrator_bears_whatever_is_typed() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    let community = format!("/places/{}", app.offices[0].community.id);
    let mut from = addresses(["/offices", "/people", "/places", "/places/new", "/signs"]);
    from.push(community);
    let sent = attack(&mut admin, &from, "/notices").await;
    assert!(sent > 50, "{sent}");
}

#[actix_web::test]
async fn every_form_of_a_passer_by_bears_whatever_is_typed() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    let code = desk.codes(&id).await.remove(0);
    let mut phone = app.visitor();
    let mut from = addresses(["/sign-in", "/q"]);
    from.push(format!("/Q/{code}"));
    let sent = attack(&mut phone, &from, "").await;
    assert!(sent > 20, "{sent}");
}

/// Fields and what is typed into them.
type Typed<'a> = &'a [(&'a str, &'a str)];

#[actix_web::test]
async fn times_that_cannot_be_are_told_beside_their_field_and_everything_typed_stays() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let cases: [(Typed<'_>, &str, &str); 9] = [
        (&[("date", "2026-02-31")], "date", "没有这一天"),
        (&[("date", "2026-11-23")], "start", "来不及了"),
        (&[("date", "2020-01-01")], "end", "结束时间已经过去"),
        (&[("date", "2036-11-26")], "date", "请检查年份"),
        (&[("end_date", "2026-11-25")], "end", "晚于开始时间"),
        (&[("end", "09:00")], "end", "晚于开始时间"),
        (&[("end_date", "2026-12-31")], "end", "超过 30 天"),
        (&[("start", "25:00")], "start", "没有这个时间"),
        (&[("date", "")], "date", "请填写这一项"),
    ];
    for (typed, field, words) in cases {
        let answer = desk
            .save("send", &[typed, &[("reason", "换水泵")]].concat())
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed:?}");
        let beside = answer.between(&format!("id=\"e-{field}\">"), "<");
        assert!(beside.contains(words), "{typed:?}: {beside}");
        let form = answer.form("/save");
        for (name, value) in typed.iter().chain(&[("reason", "换水泵")]) {
            let shown = form.fields.iter().find(|f| f.name == *name).unwrap();
            assert_eq!(shown.value, *value);
        }
        assert!(answer.body.contains("<title>填写有问题"));
    }
}

#[actix_web::test]
async fn places_of_another_community_are_as_good_as_none() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let there = app.offices[1].buildings[0].id.to_string();
    for place in [there.as_str(), "", "not-an-id", "'; DROP TABLE places; --"] {
        let answer = desk.save("send", &[("place", place)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{place}");
        assert!(answer.body.contains("请选择影响的楼栋"));
    }
}

#[actix_web::test]
async fn a_form_too_large_to_read_is_told_so() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let huge = "长".repeat(100_000);
    let answer = desk.save("keep", &[("body", &huge)]).await;
    assert!(
        matches!(answer.status.as_u16(), 400 | 413),
        "{}",
        answer.status
    );
    assert!(answer.body.contains("太大"), "{}", answer.body);
}

#[actix_web::test]
async fn a_form_with_a_file_that_has_no_end_of_fields_is_not_kept_for_who_signs_in() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let page = clerk.get("/signs/register/new").await;
    let form = page.form("/signs/register");
    assert!(form.multipart);
    let mut stranger = app.visitor();
    let few = stranger.submit(&form, &[("n", ""); 9]).await;
    assert_eq!(few.status, StatusCode::UNAUTHORIZED);
    let many = stranger.submit(&form, &[("n", ""); 70]).await;
    assert_eq!(many.status, StatusCode::BAD_REQUEST);
    assert!(many.body.contains("太大"), "{}", many.body);
}

#[actix_web::test]
async fn codes_that_open_nothing_say_why() {
    let app = TestApp::new();
    let mut phone = app.visitor();
    let unknown = phone.get("/Q/8K4T2M9XQ5").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let slip = phone.get("/Q/8K4T2M9XQ6").await;
    assert_eq!(slip.status, StatusCode::NOT_FOUND);
    assert_ne!(
        unknown.between("<h1>", "</h1>"),
        slip.between("<h1>", "</h1>")
    );
    for typed in [
        "%00",
        "%F0%9F%9A%B0",
        "8K4T",
        "%3Csvg%20onload%3D1%3E",
        "%2E%2E%2Fetc",
    ] {
        let answer = phone.get(&format!("/Q/{typed}")).await;
        assert!(
            matches!(answer.status.as_u16(), 400 | 404),
            "{typed}: {}",
            answer.status
        );
        assert!(!answer.body.contains("<svg onload"));
    }
}

#[actix_web::test]
async fn a_locked_database_answers_come_back_later_and_half_does_nothing() {
    let app = TestApp::new();
    if !matches!(app.db.url, DatabaseUrl::Sqlite(_)) {
        return; // There is no lock on the whole of a PostgreSQL database.
    }
    let mut desk = Desk::at(&app).await;
    let form = desk.form().await;
    let mut other = app.db.conn();
    other.batch_execute("BEGIN IMMEDIATE").unwrap();
    let answer = desk.clerk.submit(&form, &[("action", "keep")]).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.body.contains("什么都没有改动"));
    assert_eq!(answer.headers.get("retry-after").unwrap(), "60");
    other.batch_execute("ROLLBACK").unwrap();
    let list = desk.clerk.get("/notices").await;
    assert!(
        list.body.contains("还没有通知"),
        "nothing half-done remains"
    );
    let again = desk.clerk.submit(&form, &[("action", "keep")]).await;
    assert!(!id_of(&again).is_empty());
}

/// Lets the writer's database file grow to so many pages and no further.
fn room_for(app: &TestApp, pages: i64) {
    let limit = format!("PRAGMA max_page_count = {pages}");
    let set = app.app.db.write_now(&System("test"), |tx, _| {
        tx.batch_execute(&limit).unwrap();
        Ok(())
    });
    set.unwrap();
}

#[actix_web::test]
async fn a_full_disk_keeps_what_is_there_and_works_again_once_there_is_room() {
    let app = TestApp::new();
    if !matches!(app.db.url, DatabaseUrl::Sqlite(_)) {
        // PostgreSQL says it in its own words; the page is the same.
        let full = diesel::result::Error::DatabaseError(
            diesel::result::DatabaseErrorKind::Unknown,
            Box::new("could not extend file: No space left on device".to_owned()),
        );
        assert!(matches!(full.into(), Error::Unavailable(_)));
        return;
    }
    let mut desk = Desk::at(&app).await;
    let form = desk.form().await;
    room_for(&app, 1);
    let long = "很长的一段正文。".repeat(300);
    let fill = [("action", "keep"), ("body", long.as_str())];
    let mut answer = desk.clerk.submit(&form, &fill).await;
    // What is free within the file may still take the first ones.
    for _ in 0..40 {
        if answer.status == StatusCode::SERVICE_UNAVAILABLE {
            break;
        }
        let next = desk.form().await;
        answer = desk.clerk.submit(&next, &fill).await;
    }
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.body.contains("什么都没有改动"));
    let list = desk.clerk.get("/notices?stage=all").await;
    assert_eq!(list.status, StatusCode::OK, "reading goes on");
    room_for(&app, 1_000_000);
    let again = desk.form().await;
    let again = desk.clerk.submit(&again, &fill).await;
    assert!(!id_of(&again).is_empty());
}

#[test]
fn missing_fonts_are_named_with_the_package_that_brings_them() {
    let nowhere = tempfile::tempdir().unwrap();
    let told = Typesetter::new(Some(nowhere.path()))
        .err()
        .unwrap()
        .to_string();
    assert!(
        told.contains("fonts-noto-cjk") || told.contains("Noto"),
        "{told}"
    );
}
