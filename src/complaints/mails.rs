//! The mail that tells an office of a new complaint (§4.2.3 a: it is passed on at once).
//!
//! A mail lies in mailboxes that the house cannot empty. It says enough to decide whether the
//! matter can wait, and nothing that says who wrote: no name, no telephone number, no photo.

use chrono::Duration;
use chrono_tz::Tz;
use serde::Serialize;

use super::case::CaseId;
use super::contact::{Contact, ContactId};
use super::desk;
use super::excerpt::excerpt;
use crate::error::Result;
use crate::notices::mails::Post;
use crate::organisation::Office;
use crate::platform::dates::Dates;
use crate::platform::db::Tx;
use crate::platform::mail::Letter;
use crate::platform::outbox::{self, Occasion, Parcel};
use crate::platform::press::Press;
use crate::platform::words::Lang;

/// Characters of a complaint that its mail shows.
const EXCERPT: usize = 120;
/// A complaint wants its answer within two days of receipt (§4.2.3 d): later the mail is of no use.
const WORTH: Duration = Duration::hours(48);

/// What rings the office.
#[derive(Debug, Clone)]
pub struct Bell {
    post: Post,
    zone: Tz,
    /// The public address; empty without one.
    base: String,
}

impl Bell {
    /// The bell of this house.
    pub fn of(press: &Press, post: &Post) -> Self {
        Self {
            post: post.clone(),
            zone: press.zone,
            base: press.base().unwrap_or_default(),
        }
    }
}

/// What the mail's templates may use.
#[derive(Debug, Serialize)]
pub struct Complained<'a> {
    /// TS-2026-00012.
    pub number: &'a str,
    /// The key of the word for who told it.
    pub source: String,
    /// Where, as it was told, without numbers to call.
    pub place: String,
    /// When it came.
    pub received: String,
    /// How it begins, without numbers to call.
    pub excerpt: String,
    /// Photos that came with it.
    pub photos: usize,
    /// Whether the office can call back.
    pub reachable: bool,
    /// Its page; empty without a public address.
    pub page: String,
}

/// What the office is told of.
pub(super) struct News<'a> {
    pub(super) office: &'a Office,
    pub(super) contact: &'a Contact,
    /// The case whose page the mail leads to.
    pub(super) case: &'a CaseId,
    /// The version of the case: it rings again where it goes to another office.
    pub(super) version: i64,
    /// Photos that came with it and are kept.
    pub(super) photos: usize,
}

/// Writes the mail of a new contact to its office, if the office has an address.
pub(super) fn ring(tx: &mut Tx<'_>, bell: &Bell, news: &News<'_>) -> Result<()> {
    let Some(to) = &news.office.email else {
        return Ok(());
    };
    let now = tx.now();
    let parcel = Parcel {
        kind: "complaint",
        dedupe: match news.version {
            1 => mark(&news.contact.id),
            later => format!("{}:{later}", mark(&news.contact.id)),
        },
        office: Some(news.office.id.to_string()),
        about: Some(desk::url(news.case)),
        urgent: true,
        recipient: to.clone(),
        letter: letter(bell, news, to)?,
        due_at: now,
        give_up_at: now + WORTH,
    };
    outbox::enqueue(tx, &parcel).map(|_| ())
}

/// Forgets what the mails of a contact say that lead to a case; one that has not left stays here.
pub(super) fn forget(tx: &mut Tx<'_>, contact: &ContactId, case: &CaseId) -> Result<()> {
    let own = Occasion {
        about: desk::url(case),
        marks: mark(contact),
    };
    outbox::forget(tx, &own)
}

/// How the marks of the mails of a contact begin, which tell them from every other.
fn mark(contact: &ContactId) -> String {
    format!("complaint:{contact}")
}

fn told<'a>(bell: &Bell, news: &News<'a>) -> Complained<'a> {
    let contact = news.contact;
    let dates = Dates::new(Lang::Zh, bell.zone, contact.received_at);
    Complained {
        number: &contact.number,
        source: contact.source.key(),
        place: excerpt(&contact.place_text, EXCERPT),
        received: dates.day_time(contact.received_at),
        excerpt: excerpt(&contact.content, EXCERPT),
        photos: news.photos,
        reachable: contact.reach.is_open(),
        page: if bell.base.is_empty() {
            String::new()
        } else {
            format!("{}{}", bell.base, desk::url(news.case))
        },
    }
}

fn letter(bell: &Bell, news: &News<'_>, to: &str) -> Result<Letter> {
    let (templates, fields) = (&bell.post.templates, told(bell, news));
    let fill = |part: &str| templates.fill(Lang::Zh, &format!("mail/complained/{part}"), &fields);
    Ok(Letter {
        from_name: news.office.name.clone(),
        to: to.to_owned(),
        reply_to: None,
        subject: fill("subject.txt")?.trim().to_owned(),
        text: fill("body.txt")?,
        html: fill("body.html")?,
        unsubscribe: None,
        references: Vec::new(),
    })
}
