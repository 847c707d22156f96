//! One text of each kind as it was stored at first, kept in the open: what stands on its sheets,
//! on the page behind its codes and in its mail, for people to read beside it.

use actix_web::http::StatusCode;
use diesel::connection::SimpleConnection;
use gaoshi::notices::said::Frozen;

use super::copy::Older;
use super::said::{AGAIN, MAILS, mails};
use super::{folder, says_the_same, words_of};
use crate::paper::tools::{Paper, squeeze};

/// A text whose office, places, boards and telephone are named as nobody expects is the last one.
const KINDS: [&str; 6] = [
    "planned_outage",
    "repair_notice",
    "outage_apology",
    "cancellation",
    "replacement",
    "fourteen_boards",
];
const TEXTS: &str = "SELECT content AS one, notice_id AS two FROM notice_revisions";
const REVISIONS: &str = "SELECT notice_id AS one, id AS two FROM notice_revisions";
const CODES: &str = "SELECT code AS one, notice_id AS two FROM notice_postings ORDER BY copy_no";

fn kept(name: &str) -> String {
    std::fs::read_to_string(folder().join("kinds").join(name)).unwrap()
}

fn notice(older: &Older, kind: &str) -> String {
    let text = kept(&format!("{kind}.json"));
    let found = older
        .answer(0)
        .iter()
        .find(|(content, _)| *content == text.trim_end());
    found
        .unwrap_or_else(|| panic!("{kind} is in the house"))
        .1
        .clone()
}

#[test]
fn the_first_text_of_each_kind_is_read_for_ever() {
    for kind in KINDS {
        let text = kept(&format!("{kind}.json"));
        let said = Frozen::read(1, &text).unwrap().said;
        let page = squeeze(&kept(&format!("{kind}.page.txt")));
        for part in [&said.title, &said.line] {
            assert!(page.contains(&squeeze(part)), "{kind}: {part}");
        }
    }
}

#[actix_web::test]
async fn the_first_text_of_each_kind_keeps_its_sheet_its_codes_and_its_page() {
    let older = Older::asked(&[TEXTS, CODES]);
    let mut clerk = older.signed_in("wangfang").await;
    let mut phone = older.app.visitor();
    for kind in KINDS {
        let id = notice(&older, kind);
        let sheet = clerk.get(&format!("/notices/{id}/sheet.pdf")).await;
        assert_eq!(sheet.status, StatusCode::OK, "{kind}");
        let paper = Paper::of(&sheet.bytes);
        let (now, then) = (paper.raw(), kept(&format!("{kind}.sheet.txt")));
        assert!(
            says_the_same(&now, &then, false),
            "{kind}: {now}\nthen: {then}"
        );
        let codes = older.answer(1).iter().filter(|(_, notice)| *notice == id);
        let codes: Vec<String> = codes
            .map(|(code, _)| format!("HTTPS://WY.EXAMPLE.CN/Q/{code}"))
            .collect();
        // What takes two pages has its code on one of them.
        let mut scans = paper.scans();
        scans.retain(|scan| !scan.is_empty());
        assert_eq!(scans, codes, "{kind}");
        let page = phone.get(&format!("/n/{id}")).await;
        assert_eq!(
            words_of(&page.body),
            squeeze(&kept(&format!("{kind}.page.txt"))),
            "{kind}"
        );
    }
}

#[actix_web::test]
async fn the_first_text_of_each_kind_keeps_its_mail() {
    let older = Older::asked(&[TEXTS, REVISIONS]);
    older.app.db.conn().batch_execute(AGAIN).unwrap();
    older.app.tick().await;
    let mails = mails(&older.now(MAILS));
    for kind in KINDS {
        let id = notice(&older, kind);
        let revision = older
            .answer(1)
            .iter()
            .find(|(notice, _)| *notice == id)
            .unwrap();
        let mail = mails
            .iter()
            .find(|(dedupe, _)| dedupe.contains(&revision.1));
        let (_, said) = mail.unwrap_or_else(|| panic!("{kind} is mailed"));
        assert_eq!(*said, squeeze(&kept(&format!("{kind}.mail.txt"))), "{kind}");
    }
}
