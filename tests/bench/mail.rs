//! Mail: the postman with four connections against a bare loop on the same relay.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use gaoshi::config::{Smtp, SmtpTls};
use gaoshi::platform::clock::Clock;
use gaoshi::platform::db::{Db, System};
use gaoshi::platform::mail::{Letter, Mailer, Relay, compose, deliver_due};
use gaoshi::platform::outbox::{Parcel, enqueue};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::extension::ClientId;
use tokio::net::TcpStream;

use crate::Line;
use crate::place::Place;
use crate::smtp::Postfix;

const MAILS: usize = 800;
const CONNECTIONS: usize = 4;

fn letter(n: usize) -> Letter {
    Letter {
        from_name: "锦绣物业".to_owned(),
        to: format!("r{n}@example.cn"),
        reply_to: None,
        subject: "停水通知：3号楼、5号楼".to_owned(),
        text: "明天 9:00 至 12:00 停水。".repeat(20),
        html: "<p>明天 9:00 至 12:00 停水。</p>".repeat(20),
        unsubscribe: Some("https://wy.example.cn/unsubscribe/abc".to_owned()),
        references: Vec::new(),
    }
}

/// The lines about mail, one a database.
pub(crate) async fn measure() -> Vec<Line> {
    let relay = Postfix::start();
    let mut lines = Vec::new();
    for place in Place::each() {
        let db = Db::open(&place.url, Clock::System);
        // One of each to warm up, and then turn about: the queue of the relay fills for both.
        let (mut ours, mut bare) = (Vec::new(), Vec::new());
        for _ in 0..3 {
            ours.push(product(&db, &relay).await);
            bare.push(loop_alone(&relay).await);
        }
        let (ours, bare) = (crate::median(ours), crate::median(bare));
        let ratio = bare.as_secs_f64() / ours.as_secs_f64();
        let rate = |time: Duration| format!("{:.0} a second", MAILS as f64 / time.as_secs_f64());
        lines.push(Line {
            what: format!(
                "mail over 4 connections from {}, against a bare loop",
                place.name
            ),
            ours: rate(ours),
            other: rate(bare),
            ratio: format!("{ratio:.2}"),
            bound: "≥ 0.60",
            holds: ratio >= 0.6,
        });
    }
    lines
}

async fn product(db: &Db, relay: &Postfix) -> Duration {
    let smtp = Smtp {
        host: "127.0.0.1".to_owned(),
        port: relay.port,
        tls: SmtpTls::None,
        user: None,
        password: None,
        ca_file: None,
    };
    let mailer = Mailer::Smtp(Relay::new(&smtp, "wuye@example.cn", CONNECTIONS).unwrap());
    let now = db.clock().now();
    db.write_now(&System("bench"), |tx, _| {
        for n in 0..MAILS {
            let letter = letter(n);
            let parcel = Parcel {
                kind: "bench",
                dedupe: format!("bench:{}:{n}", now.micros()),
                office: None,
                about: None,
                urgent: false,
                recipient: letter.to.clone(),
                letter,
                due_at: now,
                give_up_at: now + chrono::Duration::hours(1),
            };
            enqueue(tx, &parcel)?;
        }
        Ok(())
    })
    .unwrap();
    let begun = Instant::now();
    let sent = deliver_due(db, &mailer, "bench").await.unwrap();
    assert_eq!(sent, MAILS);
    begun.elapsed()
}

async fn loop_alone(relay: &Postfix) -> Duration {
    let begun = Instant::now();
    join_all((0..CONNECTIONS).map(|hand| one_hand(relay.port, hand))).await;
    begun.elapsed()
}

async fn one_hand(port: u16, hand: usize) {
    let hello = ClientId::default();
    let now = Clock::System.now();
    let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let mut connection = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello)
        .await
        .unwrap();
    for n in (hand..MAILS).step_by(CONNECTIONS) {
        let mail = compose(&format!("bare-{n}"), &letter(n), "wuye@example.cn", now).unwrap();
        connection.send(&mail.envelope, &mail.bytes).await.unwrap();
    }
    connection.quit().await.ok();
}
