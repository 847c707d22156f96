//! What happened to a thing, on its own page: the newest first, all of it within reach.

use chrono::Duration;
use gaoshi::platform::audit;
use gaoshi::platform::db::{Actor, Acts};

use crate::notices::Desk;
use crate::support::app::TestApp;
use crate::support::client::Client;

/// Somebody whose account is not there any more.
struct Gone;

impl Acts for Gone {
    fn actor(&self) -> Actor {
        Actor {
            id: "0199a000-0000-7000-8000-000000000000".to_owned(),
            name: "早已离职".to_owned(),
            office: None,
            acts_for: None,
        }
    }
}

/// So many lines more in a notice's record, each numbered and a minute after the one before.
fn written(app: &TestApp, id: &str, lines: usize) {
    for n in 1..=lines {
        app.clock.advance(Duration::minutes(1));
        let subject = format!("notice:{id}");
        let write = app.db.db.write_now(&Gone, |tx, _| {
            audit::record(tx, "posting.posted", &subject, &format!("第{n}块"))
        });
        write.unwrap();
    }
}

/// The numbers of the lines that a page of it shows, from the top.
async fn shown(who: &mut Client<'_>, id: &str, query: &str) -> Vec<usize> {
    let page = who.get(&format!("/notices/{id}{query}")).await;
    assert_eq!(page.status, 200);
    let history = page.between("id=\"history\"", "</details>").to_owned();
    let numbers = history.split("<small>第").skip(1);
    numbers
        .map(|rest| rest.split('块').next().unwrap().parse().unwrap())
        .collect()
}

#[actix_web::test]
async fn of_450_lines_the_newest_is_first_and_every_page_of_them_is_there() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.sent(&[]).await;
    written(&app, &id, 450);
    let mut desk = Desk::at(&app).await;
    let first = shown(&mut desk.clerk, &id, "").await;
    assert_eq!(first, (401..=450).rev().collect::<Vec<_>>());
    let second = shown(&mut desk.clerk, &id, "?history=2").await;
    assert_eq!(second, (351..=400).rev().collect::<Vec<_>>());
    let ninth = shown(&mut desk.clerk, &id, "?history=9").await;
    assert_eq!(ninth, (1..=50).rev().collect::<Vec<_>>());

    let page = desk.clerk.get(&format!("/notices/{id}?history=9")).await;
    let ninth = page.between("id=\"history\"", "</details>").to_owned();
    assert!(ninth.contains(&format!("/notices/{id}?history=8#history")));
    let last = desk.clerk.get(&format!("/notices/{id}?history=10")).await;
    let last = last.between("id=\"history\"", "</details>").to_owned();
    assert!(last.contains("送审") && last.contains("起草"), "{last}");
    assert!(!last.contains("history=11"));
}

#[actix_web::test]
async fn a_line_keeps_the_name_of_somebody_who_is_gone_and_tells_local_time() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.sent(&[]).await;
    written(&app, &id, 1);
    let at = app.clock.now().local(chrono_tz::Asia::Shanghai);
    let page = desk.page(&id).await;
    let history = page.between("id=\"history\"", "</details>").to_owned();
    let line = history.split("<li>").nth(1).unwrap().to_owned();
    assert!(line.contains("早已离职 · 登记张贴"), "{line}");
    assert!(
        line.contains(&at.format("今天 %H:%M").to_string()),
        "{line}"
    );
}
