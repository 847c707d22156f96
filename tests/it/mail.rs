//! Mail over a real relay: what arrives, what is refused, what is tried again.

use chrono::Duration;
use diesel::{QueryDsl, RunQueryDsl};
use gaoshi::config::{Smtp, SmtpTls};
use gaoshi::platform::db::System;
use gaoshi::platform::mail::{Mailer, Relay, deliver_due};
use gaoshi::platform::outbox::{enqueue, tally};
use gaoshi::schema::outbox;

use crate::support::postgres::TestDb;
use crate::support::smtp::{Postfix, mailer};
use crate::support::{occasion, parcel};

fn put(test: &TestDb, to: &str) {
    let parcel = parcel(&format!("mail:{to}"), to);
    test.db
        .write_now(&System("test"), |tx, _| enqueue(tx, &parcel))
        .unwrap();
}

async fn deliver(test: &TestDb, mailer: &Mailer) -> (i64, i64, i64) {
    deliver_due(&test.db, mailer, "test").await.unwrap();
    let tally = test
        .db
        .read_now(|conn| tally(conn, &occasion("mail:")))
        .unwrap();
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

#[tokio::test]
async fn mail_leaves_encrypted_and_by_an_account() {
    let (test, relay) = (TestDb::new(), Postfix::guarded());
    for (n, tls) in [SmtpTls::Tls, SmtpTls::StartTls].into_iter().enumerate() {
        put(&test, &format!("{n}@example.cn"));
        let mailer = mailer(&relay.account(tls), 1);
        let sent = i64::try_from(n).unwrap() + 1;
        assert_eq!(deliver(&test, &mailer).await, (sent, 0, 0), "{tls:?}");
    }
    for mail in relay.mails(2) {
        assert!(
            mail.contains("with ESMTPSA"),
            "encrypted, by an account:\n{mail}"
        );
    }
}

/// The relay's word that is kept with the mail.
fn kept(test: &TestDb) -> String {
    let mut conn = test.conn();
    let why = outbox::table.select(outbox::last_error).first(&mut conn);
    why.map(Option::unwrap_or_default).unwrap()
}

/// Why a mail does not leave over a relay set so; that it waits, and leaves once it is set well.
async fn waits(relay: &Postfix, wrong: &Smtp, well: &Smtp) -> String {
    let test = TestDb::new();
    put(&test, "zhang@example.cn");
    assert_eq!(deliver(&test, &mailer(wrong, 1)).await, (0, 1, 0));
    let why = kept(&test);
    assert!(relay.arrived().is_empty(), "nothing left: {why}");
    test.clock.advance(Duration::minutes(1));
    assert_eq!(deliver(&test, &mailer(well, 1)).await, (1, 0, 0));
    assert_eq!(relay.mails(1).len(), 1);
    why
}

#[tokio::test]
async fn with_a_wrong_password_mail_waits_and_the_relays_word_is_kept() {
    let relay = Postfix::guarded();
    let well = relay.account(SmtpTls::Tls);
    let wrong = Smtp {
        password: Some("not-it".to_owned()),
        ..well.clone()
    };
    let why = waits(&relay, &wrong, &well).await;
    assert!(
        why.contains("535") && why.contains("authentication failed"),
        "{why}"
    );
    assert!(!why.contains("not-it"), "{why}");
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused_and_mail_waits() {
    for tls in [SmtpTls::Tls, SmtpTls::StartTls] {
        let relay = Postfix::guarded();
        let well = relay.account(tls);
        let wrong = Smtp {
            ca_file: None,
            ..well.clone()
        };
        let why = waits(&relay, &wrong, &well).await;
        assert!(
            why.contains("certificate") && why.contains("UnknownIssuer"),
            "{why}"
        );
        let shown = relay.log().matches("sasl_method").count();
        assert_eq!(shown, 1, "the password was shown to whom one trusts alone");
    }
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused_and_mail_waits() {
    let relay = Postfix::guarded();
    let well = relay.account(SmtpTls::Tls);
    let wrong = Smtp {
        host: "127.0.0.1".to_owned(),
        ..well.clone()
    };
    let why = waits(&relay, &wrong, &well).await;
    assert!(
        why.contains("certificate") && why.contains("localhost"),
        "{why}"
    );
}

#[tokio::test]
async fn without_starttls_at_the_relay_nothing_leaves_in_the_clear() {
    let relay = Postfix::start();
    let well = relay.plain();
    let wrong = Smtp {
        tls: SmtpTls::StartTls,
        ..well.clone()
    };
    let why = waits(&relay, &wrong, &well).await;
    assert!(why.contains("STARTTLS is not supported"), "{why}");
}

#[tokio::test]
async fn a_file_of_authorities_that_holds_none_is_named_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let (empty, missing) = (dir.path().join("empty.pem"), dir.path().join("missing.pem"));
    std::fs::write(&empty, "no certificate here").unwrap();
    let relay = Smtp {
        host: "mx.example.cn".to_owned(),
        port: 465,
        tls: SmtpTls::Tls,
        user: None,
        password: None,
        ca_file: None,
    };
    for file in [empty, missing] {
        let wrong = Smtp {
            ca_file: Some(file.clone()),
            ..relay.clone()
        };
        let told = Relay::new(&wrong, "wuye@example.cn", 1)
            .unwrap_err()
            .to_string();
        let path = file.display().to_string();
        assert!(
            told.contains("mail.smtp.ca_file") && told.contains(&path),
            "{told}"
        );
    }
}
