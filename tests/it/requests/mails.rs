//! What a relay says of a mail stands in the mail's row and not in the log: it quotes whom it is for.

use diesel::{QueryDsl, RunQueryDsl};
use gaoshi::platform::db::System;
use gaoshi::platform::mail::{Failure, Mailer, Memory, Reason, deliver_due};
use gaoshi::platform::outbox::enqueue;
use gaoshi::schema::outbox;
use serde_json::Value;

use super::ends::Heard;
use crate::support::parcel;
use crate::support::postgres::TestDb;

const WORDS: &str = "5.1.1 <zhang@example.cn>: no such person, 张先生";

/// A mail that fails so: what the log says of it, and what its row does.
async fn failed(failure: Failure) -> (Value, Option<String>) {
    let test = TestDb::new();
    let put = parcel("p", "zhang@example.cn");
    test.db
        .write_now(&System("test"), |tx, _| enqueue(tx, &put))
        .unwrap();
    let memory = Memory::default();
    memory.fail_with(Some(failure));
    let heard = Heard::begin();
    deliver_due(&test.db, &Mailer::Memory(memory), "one")
        .await
        .unwrap();
    let log = heard.all();
    for part in ["zhang", "example.cn", "no such", "张先生"] {
        assert!(!log.contains(part), "{part}: {log}");
    }
    let mut lines = log.lines().map(|line| serde_json::from_str(line).unwrap());
    let told = lines.rfind(|line: &Value| line["message"] == "not sent");
    let kept = outbox::table.select(outbox::last_error);
    let kept = kept.first(&mut test.conn()).unwrap();
    (told.unwrap(), kept)
}

#[actix_web::test]
async fn the_log_has_the_relays_code_and_none_of_its_words() {
    let said = || Reason::of_relay(Some(550), WORDS.to_owned());
    for (failure, how) in [
        (Failure::Refused(said()), "refused"),
        (Failure::Later(said()), "tried again"),
        (Failure::Down(said()), "tried again"),
    ] {
        let (line, kept) = failed(failure).await;
        assert_eq!((&line["how"], &line["code"]), (&how.into(), &550.into()));
        assert_eq!(kept.as_deref(), Some(WORDS));
    }
    let (line, _) = failed(Failure::Refused(WORDS.into())).await;
    assert_eq!(line.get("code"), None, "the relay said nothing");
}
