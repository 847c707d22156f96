//! Publishing: exactly once, whoever gets to it first.

use super::super::ids::NoticeId;
use super::super::lifecycle::{self, Stage};
use super::super::mails;
use super::super::room::{Follows, Room, Rooms};
use super::super::store::revisions::{self, Revision};
use super::super::store::seen::{AsSeen, as_seen, at_stage, of_itself};
use super::super::store::{self, Row};
use super::super::tools::Means;
use super::record::Done;
use crate::error::{Error, Result};
use crate::people::permission::{Allowed, ReviewNotices};
use crate::platform::clock::{Clock, Moment};
use crate::platform::db::Tx;
use crate::platform::holds::{self, judge::Doubt};
use crate::platform::seen::Seen;

/// What came of a notice whose hour had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// It is out.
    Out,
    /// Its outage is over already: it waits for a person.
    Held,
    /// Another process, or a person, was faster.
    Gone,
    /// The time is doubted, and what it would do to a notice could not be taken back.
    Waits,
}

/// Publishes a notice because its hour has come. What is new appears however the clock stands:
/// a server that was off is late already. What would end the notice before it, or be set aside
/// as over, waits until the time is believed.
pub fn publish_due(
    tx: &mut Tx<'_>,
    means: &Means,
    id: &NoticeId,
    clock: &Clock,
) -> Result<Published> {
    let row = store::any_row(tx, id)?;
    let revision = revisions::latest(tx, id)?.ok_or(Error::NotFound)?;
    let room = means.rooms.of_kind(&row.kind)?;
    let is_over = |now| is_over(room, &revision, now);
    let waits = match holds::standing(tx, clock)?.doubt {
        Some(Doubt::Away(_)) => row.replaces.is_some() || is_over(tx.now()),
        Some(Doubt::Apart(_)) => is_over(tx.now()),
        None => false,
    };
    if waits {
        return Ok(Published::Waits);
    }
    publish(tx, means, id)
}

/// Publishes a notice whose hour has come: the move, the mails, and what it does to the notice
/// before it, all in this change. Everybody may try; the stage in the database lets one through.
pub fn publish(tx: &mut Tx<'_>, means: &Means, id: &NoticeId) -> Result<Published> {
    let row = of_itself(tx, id)?;
    go_out(tx, means, &row, Over::Waits)
}

/// A person publishes what was held back, after all.
pub fn publish_held(
    tx: &mut Tx<'_>,
    by: &Allowed<ReviewNotices>,
    means: &Means,
    id: &NoticeId,
    seen: Seen,
) -> Result<()> {
    let row = as_seen(tx, by.scope(), id, seen)?;
    if !row.core.held {
        return Err(Error::Conflict);
    }
    match go_out(tx, means, &row, Over::IsTold)? {
        Published::Out => Ok(()),
        Published::Held | Published::Gone | Published::Waits => Err(Error::Conflict),
    }
}

/// What becomes of a notice whose outage is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Over {
    /// It waits for a person.
    Waits,
    /// A person wants it told.
    IsTold,
}

fn go_out(tx: &mut Tx<'_>, means: &Means, row: &AsSeen, over: Over) -> Result<Published> {
    let id = &row.core.id;
    let Ok(notice) = at_stage::<lifecycle::Scheduled>(row) else {
        return Ok(Published::Gone);
    };
    let revision = revisions::latest(tx, id)?.ok_or(Error::NotFound)?;
    let now = tx.now();
    let waits = over == Over::Waits && is_over(means.rooms.of_kind(&row.kind)?, &revision, now);
    let saved = if waits {
        store::save(tx, Stage::Scheduled, &notice.hold())
    } else {
        store::save(tx, Stage::Scheduled, &notice.publish(now))
    };
    let version = match saved {
        Ok(version) => version,
        Err(Error::Conflict) => return Ok(Published::Gone),
        Err(other) => return Err(other),
    };
    if waits {
        Done::of("notice.held", id, version).write(tx)?;
        return Ok(Published::Held);
    }
    take_the_place_of(tx, means.rooms, row, &revision)?;
    mails::announce(tx, &means.post, row, &revision)?;
    let published = Done::of("notice.published", id, version);
    published.saying(&revision.number).write(tx)?;
    Ok(Published::Out)
}

/// Whether what it announces has ended: told now, it would only confuse.
fn is_over(room: &Room, revision: &Revision, now: Moment) -> bool {
    let until = revision.said.clocks.of_use_until;
    room.manner.waits_when_over && until.is_some_and(|until| until <= now)
}

/// The notice before it is superseded or cancelled, and what its kind keeps of it with it.
fn take_the_place_of(tx: &mut Tx<'_>, rooms: Rooms, row: &Row, revision: &Revision) -> Result<()> {
    let now = tx.now();
    let Some(before) = &row.replaces else {
        return Ok(());
    };
    let old = of_itself(tx, before)?;
    let Ok(live) = at_stage::<lifecycle::Published>(&old) else {
        // The one before is over by itself: nothing of it is left to change.
        return Ok(());
    };
    let record = rooms.of_kind(&old.kind)?.record;
    let by = &row.core.id;
    match rooms.of_kind(&row.kind)?.manner.follows {
        Follows::CallsOff => {
            let version = store::save(tx, Stage::Published, &live.cancel(now))?;
            let cancelled = Done::of("notice.cancelled", before, version);
            cancelled.making(by).write(tx)?;
            record.map_or(Ok(()), |record| (record.end)(tx, &old))
        }
        Follows::TakesPlace => {
            let version = store::save(tx, Stage::Published, &live.supersede(now))?;
            let superseded = Done::of("notice.superseded", before, version);
            superseded.making(by).write(tx)?;
            record.map_or(Ok(()), |record| {
                (record.take_over)(tx, row, &revision.facts)
            })
        }
    }
}

/// Closes a published notice whose time is over.
pub fn expire(tx: &mut Tx<'_>, id: &NoticeId) -> Result<()> {
    let row = of_itself(tx, id)?;
    let Ok(notice) = at_stage::<lifecycle::Published>(&row) else {
        return Ok(());
    };
    let now = holds::sure(tx)?;
    match store::save(tx, Stage::Published, &notice.expire(now)) {
        Ok(version) => Done::of("notice.expired", id, version).write(tx),
        Err(Error::Conflict) => Ok(()),
        Err(other) => Err(other),
    }
}
