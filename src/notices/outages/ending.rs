//! How an outage goes on, as somebody reports it: it is over, or still out until another time.

use chrono::Duration;

use super::kinds::APOLOGY;
use super::store::{self, Course};
use crate::error::{Error, Refusal, Result};
use crate::notices::ids::{NoticeId, RecordId};
use crate::notices::lifecycle::Stage;
use crate::notices::service::Done;
use crate::notices::store::seen::{AsSeen, as_seen, touch};
use crate::notices::store::{about, keep_up};
use crate::people::permission::{Allowed, WriteNotices};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::platform::seen::Seen;
use crate::rules;

/// The farthest ahead that a stop may be said to go on; beyond it a date was mistyped.
const FARTHEST: Duration = Duration::days(30);

/// A moment, as somebody reports it.
#[derive(Debug, Clone, Copy)]
pub struct Reported {
    /// The moment.
    pub at: Moment,
    /// What the reporter's page showed.
    pub seen: Seen,
}

/// Water or power is back: the outage ended then. Said once more it corrects what was said before.
pub fn restored(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    id: &NoticeId,
    reported: Reported,
) -> Result<()> {
    let row = as_seen(tx, by.scope(), id, reported.seen)?;
    let at = reported.at;
    let outage = row.record.as_ref().ok_or(Error::Conflict)?;
    let course = store::course(tx, outage)?.ok_or(Error::NotFound)?;
    if at > tx.now() || at < course.starts_at {
        return Err(Refusal::of_field("ended_time", "notices-end-impossible").into());
    }
    let ended = if course.ended_at.is_some() {
        is_open(tx, &row, outage)?;
        let corrected = Course {
            ended_at: Some(at),
            ..course
        };
        store::go_on(tx, by.scope(), outage, &corrected)?
    } else {
        store::end(tx, by.scope(), outage, at)?
    };
    if ended == 0 {
        return Err(Error::Conflict);
    }
    let version = touch(tx, &row)?;
    let restored = Done::of("outage.restored", id, version);
    restored.saying(&at.iso()).write(tx)
}

/// It is still out, and should be back then: its page says so at once, and it is asked for again
/// when that has passed.
pub fn still_out(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    id: &NoticeId,
    reported: Reported,
) -> Result<()> {
    let row = as_seen(tx, by.scope(), id, reported.seen)?;
    let (until, now) = (reported.at, tx.now());
    let outage = row.record.as_ref().ok_or(Error::Conflict)?;
    is_open(tx, &row, outage)?;
    let course = store::course(tx, outage)?.ok_or(Error::NotFound)?;
    if now < course.starts_at {
        return Err(Error::Conflict);
    }
    if until <= now {
        return Err(Refusal::of_field("until_time", "notices-still-out-past").into());
    }
    if until.since(now) > FARTHEST {
        return Err(Refusal::of_field("until_date", "notices-too-far").into());
    }
    let goes_on = Course {
        ended_at: None,
        expected_end_at: until,
        last_word_at: Some(now),
        ..course
    };
    if store::go_on(tx, by.scope(), outage, &goes_on)? == 0 {
        return Err(Error::Conflict);
    }
    let stays = rules::of_outages(tx, now)?.remove_after.hours();
    keep_up(tx, id, until + stays)?;
    let version = touch(tx, &row)?;
    let still_out = Done::of("outage.still_out", id, version);
    still_out.saying(&until.iso()).write(tx)
}

/// What is said of an outage holds until its apology says it on paper, or it is called off.
fn is_open(conn: &mut Conn, row: &AsSeen, outage: &RecordId) -> Result<()> {
    let mut told = about(conn, outage)?.into_iter();
    if told.any(|about| about.kind == APOLOGY && about.stage != Stage::Draft) {
        return Err(Refusal::new("notices-apologised").into());
    }
    match row.stage {
        Stage::Published | Stage::Expired => Ok(()),
        Stage::Draft
        | Stage::InReview
        | Stage::Scheduled
        | Stage::Superseded
        | Stage::Cancelled => Err(Error::Conflict),
    }
}
