//! Every form of the desk, found by crawling: what is wrong is told on the same form, which keeps
//! everything else that was typed; and one that was sent too late is there for who signs in again.

use std::collections::BTreeSet;

use actix_web::http::StatusCode;
use chrono::Duration;
use gaoshi::people::Role;
use gaoshi::platform::form::is_secret;

use crate::hostile::{crawl, pattern};
use crate::notices::Desk;
use crate::signs::register::a_lamp;
use crate::support::app::{PASSWORD, TestApp};
use crate::support::client::{Answer, Client};
use crate::support::form::{Field, Form, forms};

/// Controls that somebody types into.
const TYPED: [&str; 8] = [
    "text", "textarea", "tel", "email", "date", "time", "number", "color",
];
/// Controls that somebody chooses with.
const CHOSEN: [&str; 3] = ["radio", "checkbox", "select"];
/// Buttons that take what was typed, where another of the form only answers it.
const TAKES: [&str; 2] = ["send", "make"];
/// No field takes a mark that turns the reading direction.
const WRONG: &str = "\u{202E}错";

/// Forms of the desk that say nothing back, each with why.
const SAYS_NOTHING_BACK: [(&str, &str); 2] = [
    (
        "/account/password",
        "three passwords, and nothing beside them",
    ),
    (
        "/account/second-factor",
        "a password, and a code that is good once",
    ),
];

/// Where forms go that need nobody signed in: residents', and the door's. Theirs are in `resident`,
/// `landing` and `people`.
const OF_NO_DESK: [&str; 6] = [
    "/Q/",
    "/q",
    "/follow",
    "/unsubscribe",
    "/sign-in",
    "/sign-out",
];

/// Somebody at a desk, with the forms that only she came across.
struct Reader<'a> {
    login: String,
    client: Client<'a>,
    forms: Vec<Form>,
}

impl<'a> Reader<'a> {
    /// What she comes across from these pages on; links that begin with `but` are left.
    async fn at(
        (role, mut client): (Role, Client<'a>),
        (from, but): (&[&str], &str),
        met: &mut BTreeSet<String>,
    ) -> Self {
        let from: Vec<String> = from.iter().map(|path| (*path).to_owned()).collect();
        let found = crawl(&mut client, &from, but).await.into_iter();
        let own = found.filter(|(name, form)| is_of_desk(form) && met.insert(name.clone()));
        Self {
            login: role.as_str().to_owned(),
            forms: own.map(|(_, form)| form).collect(),
            client,
        }
    }
}

/// Three people at work: what one has come across is not tried by the next.
async fn readers(app: &TestApp) -> Vec<Reader<'_>> {
    let mut desk = Desk::at(app).await;
    let out = format!("/notices/{}", desk.published(&[]).await);
    let draft = desk.save("keep", &[]).await.location().to_owned();
    let review = format!("/notices/{}", desk.sent(&[]).await);
    a_lamp(&mut desk.clerk, &[]).await;
    let Desk {
        clerk, reviewer, ..
    } = desk;
    let admin = app.as_(Role::Administrator).await;
    let community = format!("/places/{}", app.offices[0].community.id);
    let at_work = [
        "/",
        "/notices",
        "/notices/new/water",
        "/signs/new/i-lift-stop",
        "/subscribers",
        "/complaints/new",
        "/account/deputies",
        out.as_str(),
        draft.as_str(),
    ];
    let at_head = [
        "/",
        "/offices",
        "/people",
        "/places/new",
        community.as_str(),
    ];
    let mut met = BTreeSet::new();
    vec![
        Reader::at((Role::Clerk, clerk), (&at_work[..], "/signs/new"), &mut met).await,
        Reader::at(
            (Role::Reviewer, reviewer),
            (&[review.as_str()][..], "/"),
            &mut met,
        )
        .await,
        Reader::at(
            (Role::Administrator, admin),
            (&at_head[..], "/signs/new"),
            &mut met,
        )
        .await,
    ]
}

fn is_of_desk(form: &Form) -> bool {
    let elsewhere = OF_NO_DESK.iter().any(|path| form.action.starts_with(path));
    form.method == "post" && !elsewhere
}

fn is_typed(field: &Field) -> bool {
    TYPED.contains(&field.kind.as_str()) && !is_secret(&field.name)
}

fn has(form: &Form, kind: &str) -> bool {
    form.fields.iter().any(|field| field.kind == kind)
}

/// What somebody does with a form: one value is wrong, her own words stand where there is room for
/// some, and she presses the button that takes it. Nothing where nothing is typed.
fn filled(form: &Form) -> Vec<(String, String)> {
    let mut filled = Vec::new();
    for (n, field) in form.fields.iter().filter(|f| is_typed(f)).enumerate() {
        let is_bare = ["text", "tel"].contains(&field.kind.as_str()) && field.value.is_empty();
        let own = if n == 0 {
            WRONG.to_owned()
        } else if is_bare || field.kind == "textarea" {
            format!("第{n}项 <&\"")
        } else {
            continue;
        };
        filled.push((field.name.clone(), own));
    }
    let buttons = || form.fields.iter().filter(|field| field.kind == "button");
    let takes = buttons().find(|button| TAKES.contains(&button.value.as_str()));
    let pressed = takes.or_else(|| buttons().next());
    filled.extend(pressed.map(|button| (button.name.clone(), button.value.clone())));
    filled
}

fn as_changes(filled: &[(String, String)]) -> Vec<(&str, &str)> {
    let pairs = filled.iter();
    pairs
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

/// The form of the same page that says the same.
fn same(form: &Form, answer: &Answer) -> Option<Form> {
    let typed: Vec<&str> = form
        .fields
        .iter()
        .filter(|field| is_typed(field))
        .map(|field| field.name.as_str())
        .collect();
    forms(&answer.body).into_iter().find(|again| {
        let names = again.names();
        again.action == form.action && typed.iter().all(|name| names.contains(name))
    })
}

/// Every value that is sent under a name.
fn under<'a>(sent: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    let values = sent.iter().filter(|(other, _)| other == name);
    values.map(|(_, value)| value.as_str()).collect()
}

/// What a form lost on its way to the page that it was answered with.
fn lost(form: &Form, sent: &[(String, String)], answer: &Answer) -> Vec<String> {
    let told = |what: &str| format!("{} {:?}: {what}", form.action, form.names());
    if answer.status != StatusCode::UNPROCESSABLE_ENTITY {
        return vec![told(answer.status.as_str())];
    }
    let Some(again) = same(form, answer) else {
        return vec![told("the form is not there again")];
    };
    let again = again.sent(&[]);
    let kept = |field: &&Field| is_typed(field) || CHOSEN.contains(&field.kind.as_str());
    let names: BTreeSet<&str> = form
        .fields
        .iter()
        .filter(kept)
        .map(|field| field.name.as_str())
        .collect();
    let is_lost = |name: &&str| under(sent, name) != under(&again, name);
    let said = |name: &str| {
        let (before, after) = (under(sent, name), under(&again, name));
        told(&format!("{name} was {before:?} and is {after:?}"))
    };
    names.into_iter().filter(is_lost).map(said).collect()
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[actix_web::test]
async fn one_wrong_value_is_told_on_the_same_form_and_everything_else_typed_is_there() {
    let app = TestApp::new();
    let (mut faults, mut tried, mut silent) = (Vec::new(), 0, BTreeSet::new());
    for Reader {
        forms, mut client, ..
    } in readers(&app).await
    {
        for form in &forms {
            let is_typed_into = form.fields.iter().any(is_typed);
            if !is_typed_into && has(form, "password") {
                silent.insert(pattern(&form.action));
            }
            if !is_typed_into && !has(form, "file") {
                continue;
            }
            let filled = filled(form);
            let changes = as_changes(&filled);
            let answer = client.submit(form, &changes).await;
            faults.extend(lost(form, &form.sent(&changes), &answer));
            tried += 1;
        }
    }
    none(&faults);
    assert!(tried > 20, "{tried}");
    let named = SAYS_NOTHING_BACK.iter().map(|(action, _)| *action);
    let named: BTreeSet<String> = named.map(str::to_owned).collect();
    assert_eq!(silent, named, "forms that say nothing back, and the list");
}

/// What of a form is not there for who signs in again after its session has ended.
async fn not_resumed(app: &TestApp, reader: &mut Reader<'_>, form: &Form) -> Vec<String> {
    let told = |what: &str| vec![format!("{} {:?}: {what}", form.action, form.names())];
    let client = &mut reader.client;
    client.get("/account").await;
    let token = client.csrf.clone();
    let mut filled = filled(form);
    filled.push(("csrf".to_owned(), token));
    let changes = as_changes(&filled);
    app.clock.advance(Duration::hours(1));
    let asked = client.submit(form, &changes).await;
    if asked.status != StatusCode::UNAUTHORIZED {
        return told(asked.status.as_str());
    }
    let who = [("login", reader.login.as_str()), ("password", PASSWORD)];
    let resumed = client.submit(&asked.form("/sign-in"), &who).await;
    let waiting = forms(&resumed.body);
    let Some(again) = waiting.iter().find(|again| again.action == form.action) else {
        return told("it does not wait");
    };
    let open = |sent: Vec<(String, String)>| -> Vec<(String, String)> {
        sent.into_iter()
            .filter(|(name, _)| !is_secret(name))
            .collect()
    };
    let (sent, again) = (open(form.sent(&changes)), open(again.sent(&[])));
    if sent == again {
        return Vec::new();
    }
    told(&format!("sent {sent:?} and waits as {again:?}"))
}

#[actix_web::test]
async fn every_form_whose_session_ended_waits_with_all_that_was_typed() {
    let app = TestApp::new();
    let (mut faults, mut tried) = (Vec::new(), 0);
    for mut reader in readers(&app).await {
        // Hours have passed since the one before her began.
        let back = reader.client.sign_in(&reader.login, PASSWORD).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
        for form in std::mem::take(&mut reader.forms) {
            if form.fields.iter().any(is_typed) {
                faults.extend(not_resumed(&app, &mut reader, &form).await);
                tried += 1;
            }
        }
    }
    none(&faults);
    assert!(tried > 20, "{tried}");
}
