//! Mail over a real relay: what arrives, what is refused, what is tried again.

use chrono::Duration;
use gaoshi::platform::db::System;
use gaoshi::platform::mail::{Mailer, deliver_due};
use gaoshi::platform::outbox::{enqueue, tally};

use crate::support::parcel;
use crate::support::postgres::TestDb;
use crate::support::smtp::Postfix;

fn put(test: &TestDb, to: &str) {
    let parcel = parcel(&format!("mail:{to}"), to);
    test.db
        .write_now(&System("test"), |tx, _| enqueue(tx, &parcel))
        .unwrap();
}

async fn deliver(test: &TestDb, mailer: &Mailer) -> (i64, i64, i64) {
    deliver_due(&test.db, mailer, "test").await.unwrap();
    let tally = test.db.read_now(|conn| tally(conn, "mail:")).unwrap();
    (tally.sent, tally.pending, tally.failed)
}

fn header<'a>(mail: &'a str, name: &str) -> &'a str {
    let line = mail
        .lines()
        .find(|line| line.starts_with(&format!("{name}: ")));
    line.unwrap_or_else(|| panic!("no {name} in\n{mail}"))
        .trim_end()
}

#[tokio::test]
async fn a_mail_arrives_with_the_headers_of_one_click() {
    let (test, relay) = (TestDb::new(), Postfix::start());
    put(&test, "zhang@example.cn");
    assert_eq!(deliver(&test, &relay.mailer(1)).await, (1, 0, 0));
    let mails = relay.mails(1);
    let mail = &mails[0];
    assert_eq!(
        header(mail, "List-Unsubscribe-Post"),
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click"
    );
    assert_eq!(
        header(mail, "List-Unsubscribe"),
        "List-Unsubscribe: <https://wy.example.cn/u/abc>"
    );
    assert_eq!(
        header(mail, "Auto-Submitted"),
        "Auto-Submitted: auto-generated"
    );
    assert!(
        header(mail, "Subject").starts_with("Subject: =?utf-8?b?"),
        "{mail}"
    );
    assert!(mail.contains("multipart/alternative"));
}

#[tokio::test]
async fn many_mails_share_the_connections() {
    let (test, relay) = (TestDb::new(), Postfix::start());
    for n in 0..120 {
        put(&test, &format!("r{n}@example.cn"));
    }
    assert_eq!(deliver(&test, &relay.mailer(4)).await, (120, 0, 0));
    let mails = relay.mails(120);
    let ids: std::collections::BTreeSet<&str> =
        mails.iter().map(|m| header(m, "Message-ID")).collect();
    assert_eq!(ids.len(), 120);
}

#[tokio::test]
async fn an_address_the_relay_refuses_is_not_tried_again() {
    let (test, relay) = (TestDb::new(), Postfix::start());
    relay.answer(&[("gone@example.cn", "550 5.1.1 no such person")]);
    put(&test, "gone@example.cn");
    put(&test, "zhang@example.cn");
    assert_eq!(deliver(&test, &relay.mailer(1)).await, (1, 0, 1));
}

#[tokio::test]
async fn an_address_the_relay_puts_off_is_tried_again() {
    let (test, relay) = (TestDb::new(), Postfix::start());
    relay.answer(&[("slow@example.cn", "450 4.2.1 later")]);
    put(&test, "slow@example.cn");
    let mailer = relay.mailer(1);
    assert_eq!(deliver(&test, &mailer).await, (0, 1, 0));
    relay.answer(&[]);
    assert_eq!(deliver(&test, &mailer).await, (0, 1, 0));
    test.clock.advance(Duration::minutes(1));
    assert_eq!(deliver(&test, &mailer).await, (1, 0, 0));
    assert_eq!(relay.mails(1).len(), 1);
}

#[tokio::test]
async fn mail_waits_while_the_relay_is_down() {
    let (test, relay) = (TestDb::new(), Postfix::start());
    let mailer = relay.mailer(2);
    put(&test, "first@example.cn");
    assert_eq!(deliver(&test, &mailer).await, (1, 0, 0));
    relay.down();
    put(&test, "zhang@example.cn");
    assert_eq!(deliver(&test, &mailer).await, (1, 1, 0));
    relay.up();
    test.clock.advance(Duration::minutes(1));
    assert_eq!(deliver(&test, &mailer).await, (2, 0, 0));
}

#[tokio::test]
async fn a_second_attempt_carries_the_same_message_id() {
    let (test, relay) = (TestDb::new(), Postfix::start());
    let letter = parcel("x", "zhang@example.cn").letter;
    let mailer = relay.mailer(1);
    for _ in 0..2 {
        mailer
            .send("0190-abc", &letter, test.clock.now())
            .await
            .unwrap();
    }
    let mails = relay.mails(2);
    assert_eq!(
        header(&mails[0], "Message-ID"),
        "Message-ID: <0190-abc@example.cn>"
    );
    assert_eq!(
        header(&mails[0], "Message-ID"),
        header(&mails[1], "Message-ID")
    );
    assert_eq!(header(&mails[0], "Date"), header(&mails[1], "Date"));
}
