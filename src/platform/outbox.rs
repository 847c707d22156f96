//! The outbox: what must leave the house, written in the change that causes it.
//!
//! A parcel exists exactly if its change does. Whoever sends it holds a lease on it, named
//! by owner and attempt; a process that froze past its lease finds both changed and writes
//! nothing. No transaction is open while a parcel is on its way. While the time is doubted nothing
//! is taken in hand, and nothing is given up: a clock that is ahead would end what others hold.

mod failed;
mod occasion;
mod report;
mod shown;
mod withdrawn;

use chrono::Duration;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, QueryDsl, Queryable, RunQueryDsl,
    Selectable, SelectableHelper,
};

pub use self::failed::{
    Again, Failed, ParcelId, Retried, count_failed, failed, failed_by_office, failed_of, give,
    send_again,
};
pub use self::occasion::Occasion;
pub use self::report::{Depth, Summary, Tally, depth, has_untried_since, summary, tally};
pub use self::shown::{FailedLine, half_hidden};
pub use self::withdrawn::{forget, leave, readdress, still_ours, told, withdraw, withdraw_late};
use super::clock::Moment;
use super::db::{Conn, Db, System, Tx};
use super::holds::{self, judge::APART};
use super::mail::{Letter, Reason};
use super::scheduler::Effect;
use crate::error::Result;
use crate::schema::outbox;

/// How long a claim lasts; an attempt takes at most half of it.
const LEASE: Duration = Duration::seconds(120);
/// The longest an attempt takes.
const ATTEMPT: Duration = Duration::seconds(60);
/// So long after it was taken in hand a parcel is not asked for anew.
const FRESH: Duration = Duration::seconds(1);
/// Minutes to the next attempt after each failed one; the last stands for all later ones.
const WAITS: [i64; 7] = [1, 5, 15, 30, 60, 120, 240];

/// Something to send.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// What it is about, for the page that lists failures.
    pub kind: &'static str,
    /// What makes it the same parcel: a second one with the same text is not taken.
    pub dedupe: String,
    /// Whose page lists it when it fails; nothing: nobody's.
    pub office: Option<String>,
    /// The page of the house that it tells of, from the first slash; nothing without one.
    pub about: Option<String>,
    /// Whether it goes before whatever is not: what an office must know goes before what many may.
    pub urgent: bool,
    /// Whom it is for, as a person reads it.
    pub recipient: String,
    /// What is sent.
    pub letter: Letter,
    /// Not before.
    pub due_at: Moment,
    /// After this it is of no use to anybody.
    pub give_up_at: Moment,
}

#[derive(Insertable)]
#[diesel(table_name = outbox)]
struct Row<'a> {
    id: String,
    kind: &'a str,
    dedupe: &'a str,
    office_id: Option<&'a str>,
    about: Option<&'a str>,
    urgent: bool,
    recipient: &'a str,
    payload: String,
    created_at: Moment,
    due_at: Moment,
    give_up_at: Moment,
    attempt: i32,
}

/// Puts a parcel into the outbox; `false` when it is there already.
pub fn enqueue(tx: &mut Tx<'_>, parcel: &Parcel) -> Result<bool> {
    let row = Row {
        id: uuid::Uuid::now_v7().to_string(),
        kind: parcel.kind,
        dedupe: &parcel.dedupe,
        office_id: parcel.office.as_deref(),
        about: parcel.about.as_deref(),
        urgent: parcel.urgent,
        recipient: &parcel.recipient,
        payload: serde_json::to_string(&parcel.letter)?,
        created_at: tx.now(),
        due_at: parcel.due_at,
        give_up_at: parcel.give_up_at,
        attempt: 0,
    };
    let taken = crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(outbox::table)
        .values(&row)
        .on_conflict(outbox::dedupe)
        .do_nothing()
        .execute(c))?;
    Ok(taken == 1)
}

/// Nobody holds a lease on it. No lease reaches farther than its length ahead: one that does was
/// taken by a clock that is wrong.
macro_rules! is_free {
    ($now:expr) => {
        outbox::claimed_until
            .is_null()
            .or(outbox::claimed_until.lt($now))
            .or(outbox::claimed_until.gt($now + LEASE + APART))
    };
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = outbox)]
struct Waiting {
    id: String,
    kind: String,
    recipient: String,
    payload: String,
    created_at: Moment,
    due_at: Moment,
    give_up_at: Moment,
    attempt: i32,
}

/// A parcel in our hands until the lease ends.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// The parcel's id.
    pub id: String,
    /// What it is about.
    pub kind: String,
    /// Whom it is for.
    pub recipient: String,
    /// What to send, or why it cannot be read.
    pub letter: Result<Letter, String>,
    /// When it was written.
    pub created_at: Moment,
    /// The number of this attempt, from 1.
    pub attempt: i32,
    owner: String,
    until: Moment,
    due_at: Moment,
    give_up_at: Moment,
}

impl Claimed {
    /// Whether an attempt that begins now ends within the lease.
    pub fn leaves_time(&self, now: Moment) -> bool {
        now + ATTEMPT <= self.until
    }

    /// Whether it was taken in hand so long ago that it may have been withdrawn since.
    pub fn is_stale(&self, now: Moment) -> bool {
        now > self.until - LEASE + FRESH
    }
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// It left.
    Sent,
    /// It will never be taken.
    Refused(Reason),
    /// It is tried again later, or given up when it would be too late.
    Retry(Reason),
    /// Nothing leaves before this moment, whatever it is: this was no attempt of its own.
    Waits(Reason, Moment),
}

/// Takes up to `limit` parcels that are due; each is ours alone until the lease ends.
pub async fn claim(db: &Db, owner: &str, limit: i64) -> Result<Vec<Claimed>> {
    claim_in(db, owner, limit, Order::Urgent).await
}

/// Takes the one parcel that has been due longest, however urgent others are: one that no relay
/// stands up to is not tried before all others each time.
pub async fn claim_one_to_try(db: &Db, owner: &str) -> Result<Vec<Claimed>> {
    claim_in(db, owner, 1, Order::Due).await
}

/// Which of the due parcels go first.
#[derive(Debug, Clone, Copy)]
enum Order {
    /// The urgent ones.
    Urgent,
    /// Those that have been due longest.
    Due,
}

async fn claim_in(db: &Db, owner: &str, limit: i64, order: Order) -> Result<Vec<Claimed>> {
    let clock = db.clock().clone();
    let waiting = db
        .read(move |conn| {
            let standing = holds::standing(conn, &clock)?;
            if standing.may(Effect::Sends) {
                due(conn, standing.seen.now, limit, order)
            } else {
                Ok(Vec::new())
            }
        })
        .await?;
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let owner = owner.to_owned();
    db.write(System("outbox"), move |tx, _| {
        let mut claimed = Vec::new();
        holds::sure(tx)?;
        for parcel in waiting {
            claimed.extend(claim_one(tx, parcel, &owner)?);
        }
        Ok(claimed)
    })
    .await
}

fn due(conn: &mut Conn, now: Moment, limit: i64, order: Order) -> Result<Vec<Waiting>> {
    // What was written at a time that is still to come was written by a wrong clock: due at once.
    let written_ahead = outbox::created_at
        .gt(now + APART)
        .and(outbox::due_at.le(outbox::created_at));
    let due = outbox::table
        .filter(outbox::settled_at.is_null())
        .filter(outbox::due_at.le(now).or(written_ahead))
        .filter(is_free!(now))
        .limit(limit)
        .select(Waiting::as_select());
    Ok(match order {
        Order::Urgent => due
            .order((outbox::urgent.desc(), outbox::due_at, outbox::id))
            .load(conn)?,
        Order::Due => due.order((outbox::due_at, outbox::id)).load(conn)?,
    })
}

/// Claims the parcel unless another did since it was read; gives up what is too late.
fn claim_one(tx: &mut Tx<'_>, parcel: Waiting, owner: &str) -> Result<Option<Claimed>> {
    let now = tx.now();
    let until = now + LEASE;
    let unchanged = outbox::table
        .filter(outbox::id.eq(&parcel.id))
        .filter(outbox::attempt.eq(parcel.attempt))
        .filter(outbox::settled_at.is_null())
        .filter(is_free!(now));
    if parcel.give_up_at < now {
        diesel::update(unchanged)
            .set((
                outbox::settled_at.eq(now),
                outbox::outcome.eq("gave_up"),
                outbox::claimed_until.eq(None::<Moment>),
            ))
            .execute(&mut **tx)?;
        return Ok(None);
    }
    let attempt = parcel.attempt + 1;
    let mine = diesel::update(unchanged)
        .set((
            outbox::owner.eq(owner),
            outbox::claimed_until.eq(until),
            outbox::attempt.eq(attempt),
        ))
        .execute(&mut **tx)?;
    Ok((mine == 1).then(|| Claimed {
        letter: serde_json::from_str(&parcel.payload)
            .map_err(|e| format!("the letter cannot be read: {e}")),
        id: parcel.id,
        kind: parcel.kind,
        recipient: parcel.recipient,
        created_at: parcel.created_at,
        attempt,
        owner: owner.to_owned(),
        until,
        due_at: parcel.due_at,
        give_up_at: parcel.give_up_at,
    }))
}

/// A parcel, and how the attempt to send it ended.
#[derive(Debug)]
pub struct Ended {
    pub parcel: Claimed,
    /// How it ended.
    pub outcome: Settled,
}

/// Records how an attempt ended; `false` when the lease had passed to another and nothing was written.
pub async fn settle(db: &Db, parcel: Claimed, outcome: Settled) -> Result<bool> {
    Ok(settle_all(db, vec![Ended { parcel, outcome }]).await? == 1)
}

/// Records how several attempts ended, in one change; returns how many were still ours to record.
pub async fn settle_all(db: &Db, ended: Vec<Ended>) -> Result<usize> {
    for Ended { parcel, outcome } in &ended {
        let (how, why) = match outcome {
            Settled::Sent => continue,
            Settled::Refused(why) => ("refused", why),
            Settled::Retry(why) | Settled::Waits(why, _) => ("tried again", why),
        };
        // The words stay in the row: a relay quotes whom the mail is for.
        tracing::warn!(
            outbox.id = parcel.id,
            outbox.kind = parcel.kind,
            attempt = parcel.attempt,
            how,
            code = why.code(),
            "not sent"
        );
    }
    db.write(System("outbox"), move |tx, _| {
        let mut written = 0;
        for Ended { parcel, outcome } in &ended {
            written += write_outcome(tx, parcel, outcome)?;
        }
        Ok(written)
    })
    .await
}

fn write_outcome(tx: &mut Tx<'_>, parcel: &Claimed, outcome: &Settled) -> Result<usize> {
    let now = tx.now();
    let is_sure = holds::is_sure(tx, now)?;
    let (end, why, next) = match outcome {
        Settled::Sent => (Some("sent"), None, None),
        Settled::Refused(why) => (Some("refused"), Some(why), None),
        Settled::Waits(why, until) => (None, Some(why), Some(*until)),
        Settled::Retry(why) if !is_sure => (None, Some(why), Some(parcel.due_at)),
        Settled::Retry(why) => match next_attempt(now, parcel.attempt, parcel.give_up_at) {
            Some(at) => (None, Some(why), Some(at)),
            None => (Some("gave_up"), Some(why), None),
        },
    };
    let settled_at = end.map(|_| now);
    let waits = matches!(outcome, Settled::Waits(..));
    let mine = || {
        outbox::table
            .filter(outbox::id.eq(&parcel.id))
            .filter(outbox::owner.eq(&parcel.owner))
            .filter(outbox::attempt.eq(parcel.attempt))
    };
    let written = diesel::update(mine().filter(outbox::settled_at.is_null()))
        .set((
            outbox::settled_at.eq(settled_at),
            outbox::outcome.eq(end),
            outbox::last_error.eq(why.map(Reason::words)),
            outbox::due_at.eq(next.unwrap_or(now)),
            outbox::attempt.eq(parcel.attempt - i32::from(waits)),
            outbox::claimed_until.eq(None::<Moment>),
        ))
        .execute(&mut **tx)?;
    if written == 1 || *outcome != Settled::Sent {
        return Ok(written);
    }
    // It was withdrawn while it was on its way, and left all the same.
    Ok(
        diesel::update(mine().filter(outbox::outcome.eq("withdrawn")))
            .set(outbox::outcome.eq("sent"))
            .execute(&mut **tx)?,
    )
}

/// Puts claimed parcels back untried, as if they had not been claimed, in one change.
pub async fn release_all(db: &Db, parcels: Vec<Claimed>) -> Result<()> {
    if parcels.is_empty() {
        return Ok(());
    }
    db.write(System("outbox"), move |tx, _| {
        for parcel in &parcels {
            let mine = outbox::table
                .filter(outbox::id.eq(&parcel.id))
                .filter(outbox::owner.eq(&parcel.owner))
                .filter(outbox::attempt.eq(parcel.attempt))
                .filter(outbox::settled_at.is_null());
            diesel::update(mine)
                .set((
                    outbox::claimed_until.eq(None::<Moment>),
                    outbox::owner.eq(None::<String>),
                    outbox::attempt.eq(parcel.attempt - 1),
                ))
                .execute(&mut **tx)?;
        }
        Ok(())
    })
    .await
}

/// When to try again after the given attempt, or `None` when that would be too late.
fn next_attempt(now: Moment, attempt: i32, give_up_at: Moment) -> Option<Moment> {
    let last = WAITS.len() - 1;
    let turn = usize::try_from(attempt - 1).unwrap_or(0).min(last);
    let at = now + Duration::minutes(WAITS.get(turn).copied().unwrap_or(240));
    (at <= give_up_at).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};

    #[test]
    fn the_waits_grow_and_end_at_the_hour_to_give_up() {
        let start = Moment::from_utc(Utc.timestamp_nanos(0));
        let give_up = start + Duration::hours(24);
        let mut waits = Vec::new();
        let mut now = start;
        for attempt in 1.. {
            let Some(at) = next_attempt(now, attempt, give_up) else {
                break;
            };
            waits.push(at.since(now).num_minutes());
            now = at;
        }
        assert_eq!(waits, [1, 5, 15, 30, 60, 120, 240, 240, 240, 240, 240]);
    }
}
