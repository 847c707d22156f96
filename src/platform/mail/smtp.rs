//! The relay: our own kept connections to it.
//!
//! The mail library's pool leaves Nagle's algorithm on, which costs 40 ms a message, and
//! asks before each use. These connections are kept for a moment and asked only after a rest.
//! A connection encrypted from its first byte is opened by the library, which leaves no place to
//! turn that algorithm off; STARTTLS begins on a connection of ours, where it is off.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use tokio::net::TcpStream;

use super::replies::{self, Means};
use super::rest::Rest;
use super::{Failure, Post, Reason};
use crate::config::{Smtp, SmtpTls};
use crate::error::{Error, Result};

/// One attempt, from connecting to the relay's word.
const ATTEMPT: Duration = Duration::from_mins(1);
/// A connection that rested longer is asked whether it is still there.
const FRESH: Duration = Duration::from_secs(2);
/// Relays close a connection that carries too many messages.
const MESSAGES: u32 = 50;

/// How a certificate begins in a file.
const PEM: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// A mail relay with the connections kept to it.
#[derive(Clone)]
pub struct Relay(Arc<Inner>);

struct Inner {
    smtp: Smtp,
    tls: Option<TlsParameters>,
    from: String,
    connections: usize,
    hello: ClientId,
    kept: Mutex<Vec<Line>>,
    rest: Rest,
}

/// One open connection.
struct Line {
    connection: AsyncSmtpConnection,
    sent: u32,
    rested_from: Instant,
}

impl std::fmt::Debug for Relay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Relay({:?})", self.0.smtp)
    }
}

impl Relay {
    /// A relay as set; nothing is connected yet.
    pub fn new(smtp: &Smtp, from: &str, connections: usize) -> Result<Self> {
        let tls = match smtp.tls {
            SmtpTls::None => None,
            SmtpTls::StartTls | SmtpTls::Tls => Some(tls(smtp)?),
        };
        Ok(Self(Arc::new(Inner {
            smtp: smtp.clone(),
            tls,
            from: from.to_owned(),
            connections,
            hello: ClientId::default(),
            kept: Mutex::new(Vec::new()),
            rest: Rest::default(),
        })))
    }

    pub(super) fn sender(&self) -> &str {
        &self.0.from
    }

    pub(super) fn rest(&self) -> &Rest {
        &self.0.rest
    }

    pub(super) fn connections(&self) -> usize {
        self.0.connections
    }

    /// Sends one message, within a minute or not at all.
    pub(super) async fn send(&self, post: &Post) -> Result<(), Failure> {
        match tokio::time::timeout(ATTEMPT, self.attempt(post)).await {
            Ok(result) => result,
            Err(_) => Err(Failure::Down(
                "the relay did not answer within a minute".into(),
            )),
        }
    }

    /// Connects, greets and leaves: what `doctor` asks.
    pub async fn probe(&self) -> Result<(), String> {
        let try_it = async {
            let mut line = self.connect().await?;
            line.connection.quit().await.ok();
            Ok::<(), Failure>(())
        };
        match tokio::time::timeout(Duration::from_secs(15), try_it).await {
            Ok(result) => result.map_err(|e| e.reason().words().to_owned()),
            Err(_) => Err("no answer within 15 seconds".to_owned()),
        }
    }

    async fn attempt(&self, post: &Post) -> Result<(), Failure> {
        let mut line = match self.rested().await {
            Some(line) => line,
            None => self.connect().await?,
        };
        line.connection
            .send(&post.envelope, &post.bytes)
            .await
            .map_err(|e| of_message(&e))?;
        line.sent += 1;
        line.rested_from = Instant::now();
        if line.sent < MESSAGES {
            self.kept().push(line);
        } else {
            line.connection.quit().await.ok();
        }
        Ok(())
    }

    /// A kept connection that still works.
    async fn rested(&self) -> Option<Line> {
        loop {
            let mut line = self.kept().pop()?;
            if line.rested_from.elapsed() < FRESH || line.connection.test_connected().await {
                return Some(line);
            }
        }
    }

    async fn connect(&self) -> Result<Line, Failure> {
        let smtp = &self.0.smtp;
        let at = (smtp.host.as_str(), smtp.port);
        let gone = |e: &std::io::Error| Failure::Down(told(e).into());
        let down = |e: &SmtpError| Failure::Down(said(e));
        let mut connection = match (smtp.tls, &self.0.tls) {
            (SmtpTls::Tls, Some(tls)) => {
                let tls = Some(tls.clone());
                AsyncSmtpConnection::connect_tokio1(at, Some(ATTEMPT), &self.0.hello, tls, None)
                    .await
                    .map_err(|e| down(&e))?
            }
            (SmtpTls::None | SmtpTls::StartTls | SmtpTls::Tls, _) => {
                let stream = TcpStream::connect(at).await.map_err(|e| gone(&e))?;
                stream.set_nodelay(true).map_err(|e| gone(&e))?;
                AsyncSmtpConnection::connect_with_transport(Box::new(stream), &self.0.hello)
                    .await
                    .map_err(|e| down(&e))?
            }
        };
        if let (SmtpTls::StartTls, Some(tls)) = (smtp.tls, &self.0.tls) {
            let upgraded = connection.starttls(tls.clone(), &self.0.hello).await;
            upgraded.map_err(|e| down(&e))?;
        }
        if let (Some(user), Some(password)) = (&smtp.user, &smtp.password) {
            let account = Credentials::new(user.clone(), password.clone());
            let let_in = connection.auth(DEFAULT_MECHANISMS, &account).await;
            let_in.map_err(|e| down(&e))?;
        }
        Ok(Line {
            connection,
            sent: 0,
            rested_from: Instant::now(),
        })
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Vec<Line>> {
        self.0.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn tls(smtp: &Smtp) -> Result<TlsParameters> {
    let mut tls = TlsParameters::builder(smtp.host.clone());
    if let Some(path) = &smtp.ca_file {
        tls = tls.add_root_certificate(authority(path)?);
    }
    tls.build_rustls().map_err(Error::internal)
}

/// The certificates of a file; one without any would trust nobody and say so at the first mail.
fn authority(path: &Path) -> Result<Certificate> {
    let wrong = |why: &dyn std::fmt::Display| {
        Error::internal(format!("mail.smtp.ca_file {}: {why}", path.display()))
    };
    let pem = std::fs::read(path).map_err(|e| wrong(&e))?;
    if !pem.windows(PEM.len()).any(|here| here == PEM) {
        return Err(wrong(&"it holds no certificate as PEM"));
    }
    Certificate::from_pem(&pem).map_err(|e| wrong(&told(&e)))
}

/// What the relay's answer to one message means for it.
fn of_message(e: &SmtpError) -> Failure {
    let why = said(e);
    let means = match e.status() {
        Some(code) => replies::means(u16::from(code), why.words()),
        None if e.is_client() => Means::Refused,
        None => Means::Later,
    };
    match means {
        Means::Refused => Failure::Refused(why),
        Means::Later => Failure::Later(why),
        Means::Down => Failure::Down(why),
    }
}

/// An error of the conversation with the relay, with the relay's code where it gave one.
fn said(e: &SmtpError) -> Reason {
    Reason::of_relay(e.status().map(u16::from), told(e))
}

/// An error with what caused it, on one line.
fn told(e: &dyn std::error::Error) -> String {
    let mut text = e.to_string();
    let mut cause = e.source();
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        cause = inner.source();
    }
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(500)
        .collect()
}
