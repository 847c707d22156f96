//! What the outbox looks like from a page: what waits, what failed, what arrived.

use diesel::{
    BoolExpressionMethods, EscapeExpressionMethods, ExpressionMethods, QueryDsl, Queryable,
    RunQueryDsl, TextExpressionMethods, dsl,
};
use serde::Serialize;

use super::occasion::{Occasion, beginning, is_of};
use crate::error::Result;
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::schema::outbox;

/// The state of all parcels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Waiting or being tried.
    pub pending: i64,
    /// When the longest-waiting of those that are due should have left.
    pub oldest_pending: Option<Moment>,
    /// Refused or given up.
    pub failed: i64,
}

/// How the parcels of one occasion fared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Taken by the relay.
    pub sent: i64,
    /// Waiting or being tried.
    pub pending: i64,
    /// Refused or given up.
    pub failed: i64,
    /// Withdrawn before they left.
    pub withdrawn: i64,
}

/// Parcels of one outcome; of none while they wait.
#[derive(Queryable)]
struct Counted {
    outcome: Option<String>,
    count: i64,
}

impl Tally {
    fn of(counts: Vec<Counted>) -> Self {
        let mut tally = Self::default();
        for Counted { outcome, count } in counts {
            match outcome.as_deref() {
                None => tally.pending += count,
                Some("sent") => tally.sent += count,
                Some("withdrawn") => tally.withdrawn += count,
                Some(_) => tally.failed += count,
            }
        }
        tally
    }
}

/// Counts by outcome the parcels of an occasion.
pub fn tally(conn: &mut Conn, of: &Occasion) -> Result<Tally> {
    let counts = outbox::table
        .filter(is_of!(of))
        .group_by(outbox::outcome)
        .select((outbox::outcome, dsl::count_star()))
        .load(conn)?;
    Ok(Tally::of(counts))
}

/// What waits and what failed of everything.
pub fn summary(conn: &mut Conn) -> Result<Summary> {
    let counts = outbox::table
        .group_by(outbox::outcome)
        .select((outbox::outcome, dsl::count_star()))
        .load(conn)?;
    let tally = Tally::of(counts);
    let oldest_pending = outbox::table
        .filter(outbox::settled_at.is_null())
        .select(dsl::min(outbox::created_at))
        .first(conn)?;
    Ok(Summary {
        pending: tally.pending,
        oldest_pending,
        failed: tally.failed,
    })
}

/// What has not left, of everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Depth {
    /// How many parcels wait or are being tried.
    pub waiting: i64,
    /// When the oldest of them was written.
    pub oldest: Option<Moment>,
}

/// How much has not left.
pub fn depth(conn: &mut Conn) -> Result<Depth> {
    let (waiting, oldest) = outbox::table
        .filter(outbox::settled_at.is_null())
        .select((dsl::count_star(), dsl::min(outbox::created_at)))
        .first(conn)?;
    Ok(Depth { waiting, oldest })
}

/// Whether a parcel that was due at `since` has been neither tried nor taken in hand.
pub fn has_untried_since(conn: &mut Conn, since: Moment) -> Result<bool> {
    let untried = outbox::table
        .filter(outbox::settled_at.is_null())
        .filter(outbox::due_at.lt(since))
        .filter(
            outbox::claimed_until
                .is_null()
                .or(outbox::claimed_until.lt(since)),
        );
    Ok(diesel::select(dsl::exists(untried)).get_result(conn)?)
}
