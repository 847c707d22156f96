//! What the older program printed, showed and wrote to people is said again word for word.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use diesel::connection::SimpleConnection;

use super::copy::Older;
use super::{words_of, written};
use crate::paper::tools::{Paper, squeeze};

#[actix_web::test]
async fn every_paper_is_printed_again_with_the_words_the_older_program_printed() {
    let older = Older::opened();
    let mut clerks = [
        older.signed_in("wangfang").await,
        older.signed_in("zhengyuting").await,
        older.signed_in("xujing").await,
    ];
    for (path, then) in written("printed.txt.gz") {
        let mut now = String::new();
        for clerk in &mut clerks {
            let answer = clerk.get(&path).await;
            if answer.status == StatusCode::OK {
                now = squeeze(&Paper::of(&answer.bytes).raw());
            }
        }
        assert_eq!(now, then, "{path}");
    }
}

#[actix_web::test]
async fn every_notice_shows_the_words_that_the_older_program_showed() {
    let older = Older::opened();
    for (page, then) in written("pages.txt.gz") {
        let (path, language) = page.split_once(' ').unwrap();
        let mut phone = older.app.visitor();
        let language: &'static str = if language == "en" { "en" } else { "zh-CN" };
        phone.headers.push(("accept-language", language));
        let answer = phone.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}: {}", answer.body);
        assert_eq!(words_of(&answer.body), then, "{page}");
    }
}

/// Mails by what keeps each from going twice.
pub(super) const MAILS: &str =
    "SELECT dedupe AS one, payload AS two FROM outbox WHERE kind = 'notice'";
/// Whatever appeared once is to appear anew.
pub(super) const AGAIN: &str = "DELETE FROM outbox; \
    UPDATE notices SET stage = 'scheduled', publish_at = '2026-11-24 01:00:00', \
        published_at = NULL, closed_at = NULL WHERE published_at IS NOT NULL;";

/// What the offices got of each approved text. Everybody else's mail carries a link of its own.
pub(super) fn mails(parcels: &[(String, String)]) -> BTreeMap<String, String> {
    let of_offices = parcels
        .iter()
        .filter(|(dedupe, _)| dedupe.ends_with("@jinxiu.example"));
    let words = of_offices.map(|(dedupe, payload)| {
        let letter: serde_json::Value = serde_json::from_str(payload).unwrap();
        let text = |name: &str| letter[name].as_str().unwrap();
        let plain = squeeze(&[text("subject"), text("text")].concat());
        (dedupe.clone(), plain + &words_of(text("html")))
    });
    words.collect()
}

#[actix_web::test]
async fn every_notice_that_appears_writes_the_mail_that_the_older_program_wrote() {
    let older = Older::asked(&[MAILS]);
    let then = mails(older.answer(0));
    older.app.db.conn().batch_execute(AGAIN).unwrap();
    older.app.tick().await;
    let now = mails(&older.now(MAILS));
    // Of a stop that is over nobody is told any more.
    assert!(now.len() >= 12, "{}", now.len());
    for (dedupe, said) in now {
        assert_eq!(Some(&said), then.get(&dedupe), "{dedupe}");
    }
}
