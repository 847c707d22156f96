//! What the older program printed, showed and wrote to people is said again word for word.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use diesel::connection::SimpleConnection;

use super::copy::Older;
use super::{lines_written, says_the_same, words_of, written};
use crate::paper::tools::{Paper, squeeze};

#[actix_web::test]
async fn every_paper_is_printed_again_with_the_words_the_older_program_printed() {
    let older = Older::opened();
    let mut clerks = [
        older.signed_in("wangfang").await,
        older.signed_in("zhengyuting").await,
        older.signed_in("xujing").await,
    ];
    for (path, then) in lines_written("printed.txt.gz") {
        let mut now = String::new();
        for clerk in &mut clerks {
            let answer = clerk.get(&path).await;
            if answer.status == StatusCode::OK {
                now = Paper::of(&answer.bytes).raw();
            }
        }
        // What holds no more says so since, across the sheet and in its head.
        let (now, then) = (unstamped(&now), unstamped(&then));
        let is_sign = path.starts_with("/signs");
        assert!(
            says_the_same(&now, &then, is_sign),
            "{path}: {now}\nthen: {then}"
        );
    }
}

fn unstamped(paper: &str) -> String {
    let stamps = ["已替代", "已取消", "已过期"];
    // Across the sheet each letter is a line of its own.
    let across = |stamp: &str| -> String { stamp.chars().flat_map(|c| [c, '\n']).collect() };
    let bare = |paper: String, stamp: &&str| paper.replace(&across(stamp), "").replace(stamp, "");
    stamps.iter().fold(paper.to_owned(), bare)
}

/// What is said since of a notice that holds no more, and what was said then of the same: first
/// that, then the time, and its advice no more.
const OVER: [&str; 4] = [
    "本通知已被新的通知替代",
    "本通知已取消",
    "Anewernoticehasreplacedthisone",
    "Thisnoticehasbeencancelled",
];
const NEWER: [&str; 2] = ["看新的通知", "Readthenewernotice"];
const ADVICE: &str = "提前储水够一家人半天之用关好龙头停水时尤其记得来水先放放一两分钟，水清再用";

/// What is said since of a stop whose end has passed and that nobody said to be over.
const UNCONFIRMED: [(&str, &str, &str); 2] = [
    (
        "预计恢复时间已过，管理处尚未登记恢复（最近一次消息：",
        "）",
        "预计时间已过，恢复情况请以现场为准",
    ),
    (
        "Theexpectedendhaspassed;theofficehasnotconfirmedthatsupplyisback(lastword:",
        ")",
        "Theexpectedendhaspassed",
    ),
];
const STILL_OUT: [&str; 2] = ["仍未恢复？请打", "Stillout?Call"];

/// A page of today in the words of then, where other words stand for the same since.
fn as_then(now: &str) -> String {
    let mut said = now.to_owned();
    for (from, to, then) in UNCONFIRMED {
        if let Some((before, rest)) = said.clone().split_once(from) {
            said = [before, then, rest.split_once(to).unwrap().1].concat();
        }
    }
    for ask in STILL_OUT {
        if let Some((before, rest)) = said.clone().split_once(ask) {
            let number = |c: char| c.is_ascii_digit() || c == '-';
            said = [before, rest.trim_start_matches(number)].concat();
        }
    }
    said
}

/// A page of what holds no more says all that it said then but its advice.
fn still_says(now: &str, then: &str) -> bool {
    let Some(over) = OVER.iter().find(|over| then.contains(**over)) else {
        return false;
    };
    let newer = NEWER.iter().find(|newer| then.contains(**newer)).unwrap();
    let (title_and_time, _) = then.split_once(over).unwrap();
    let (_, text) = then.split_once(newer).unwrap();
    let (said, closing) = text.split_once(ADVICE).unwrap();
    let (before, _) = now.split_once(over).unwrap();
    let time = title_and_time.strip_prefix(before).unwrap();
    [said, closing, time]
        .iter()
        .all(|words| now.contains(words))
        && !now.contains(ADVICE)
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
        let now = words_of(&answer.body);
        if !still_says(&now, &then) {
            assert_eq!(as_then(&now), then, "{page}");
        }
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
