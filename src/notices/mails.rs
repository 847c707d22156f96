//! The mails of a notice that appears: to its office, and to everybody who asked for them.

mod earlier;

use std::sync::Arc;

use chrono::Duration;
use serde::Serialize;

use self::earlier::Earlier;
use super::said::Said;
use super::store::Row;
use super::store::revisions::Revision;
use super::subscribers::{self, Subscriber};
use crate::error::Result;
use crate::organisation::store as places;
use crate::platform::db::Tx;
use crate::platform::mail::Letter;
use crate::platform::outbox::{self, Parcel};
use crate::platform::page::Templates;
use crate::platform::words::Lang;

/// What mails are written with.
#[derive(Clone, Debug)]
pub struct Post {
    /// The templates.
    pub templates: Arc<Templates>,
}

/// What a mail's templates may use.
#[derive(Debug, Serialize)]
pub struct Announced<'a> {
    /// The notice.
    pub said: &'a Said,
    /// Its number.
    pub number: &'a str,
    /// Its own page.
    pub page: String,
    /// Where one click leaves the list; empty in the office's copy.
    pub unsubscribe: String,
    /// The number of the notice that this recipient was told and that holds no longer; empty
    /// without one.
    pub instead: &'a str,
}

/// A mail is of no use longer than this after the notice appeared.
pub(super) const WORTH: Duration = Duration::hours(72);

/// Writes the mails of a notice that appears. A recipient gets each approved text once: the
/// outbox takes no second parcel of the same revision and address. Of the texts before it no mail
/// leaves any more, and who was told of one is told that it holds no longer.
pub(super) fn announce(tx: &mut Tx<'_>, post: &Post, row: &Row, revision: &Revision) -> Result<()> {
    let office = places::office(tx, &row.office)?;
    let earlier = Earlier::withdraw(tx, row)?;
    if let Some(email) = &office.email {
        let to = Recipient {
            email,
            unsubscribe: String::new(),
            instead: earlier.told_to(email),
        };
        enqueue(tx, post, revision, to, &office)?;
    }
    for subscriber in recipients(tx, row, revision, &earlier)? {
        let token = subscribers::link(tx, &subscriber)?;
        let to = Recipient {
            email: &subscriber.email,
            unsubscribe: format!("{}/unsubscribe/{token}", revision.base_url),
            instead: earlier.told_to(&subscriber.email),
        };
        enqueue(tx, post, revision, to, &office)?;
    }
    Ok(())
}

/// Who asked to hear of the places that it touches, and who was told of a place that it touches
/// no longer.
fn recipients(
    tx: &mut Tx<'_>,
    row: &Row,
    revision: &Revision,
    earlier: &Earlier,
) -> Result<Vec<Subscriber>> {
    let touched = places::places_of(tx, &row.community, &revision.said.places)?;
    let mut found = subscribers::of_places(tx, &row.community, &touched)?;
    let before = places::places_of(tx, &row.community, &earlier.places())?;
    for old in subscribers::of_places(tx, &row.community, &before)? {
        let is_new = found.iter().all(|one| one.email != old.email);
        if is_new && !earlier.told_to(&old.email).is_empty() {
            found.push(old);
        }
    }
    Ok(found)
}

/// Who gets a mail.
struct Recipient<'a> {
    email: &'a str,
    /// Where one click leaves the list; empty for the office.
    unsubscribe: String,
    /// The number of the text before it that they were told; empty without one.
    instead: &'a str,
}

fn enqueue(
    tx: &mut Tx<'_>,
    post: &Post,
    revision: &Revision,
    to: Recipient<'_>,
    office: &crate::organisation::Office,
) -> Result<()> {
    let Recipient {
        email,
        unsubscribe,
        instead,
    } = to;
    let fields = Announced {
        said: &revision.said,
        number: &revision.number,
        page: format!("{}/n/{}", revision.base_url, revision.notice),
        unsubscribe: unsubscribe.clone(),
        instead,
    };
    let fill = |part: &str| {
        post.templates
            .fill(Lang::Zh, &format!("mail/announced/{part}"), &fields)
    };
    let now = tx.now();
    let until = revision.said.clocks.of_use_until.unwrap_or(now + WORTH);
    outbox::enqueue(
        tx,
        &Parcel {
            kind: "notice",
            dedupe: format!("{}{email}", revision.mails().marks),
            office: Some(office.id.to_string()),
            about: Some(revision.mails().about),
            urgent: false,
            recipient: email.to_owned(),
            letter: Letter {
                from_name: office.name.clone(),
                to: email.to_owned(),
                reply_to: office.email.clone(),
                subject: fill("subject.txt")?.trim().to_owned(),
                text: fill("body.txt")?,
                html: fill("body.html")?,
                unsubscribe: (!unsubscribe.is_empty()).then_some(unsubscribe),
                references: Vec::new(),
            },
            due_at: now,
            give_up_at: (now + WORTH).min(until.max(now + Duration::hours(1))),
        },
    )?;
    Ok(())
}
