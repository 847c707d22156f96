//! The signs of a print run: their numbers and codes, and how far they are.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::Duration;
use diesel::dsl::count_star;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::row::{Row, all};
use super::stands;
use crate::error::Result;
use crate::organisation::OfficeId;
use crate::people::{Scope, UserId};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::sign_placed;
use crate::signs::register::entry::{Entry, RunId, State};

/// Notes that all signs of a run that were printed and wait hang now, to be looked at when their
/// days are over; how many.
pub(in crate::signs) fn place_run(tx: &mut Tx<'_>, run: &RunId, by: &UserId) -> Result<usize> {
    let now = tx.now();
    let intervals: Vec<Option<i32>> = sign_placed::table
        .filter(sign_placed::run_id.eq(run))
        .filter(sign_placed::state.eq(State::Printed))
        .select(sign_placed::inspect_every_days)
        .distinct()
        .load(&mut **tx)?;
    let waiting = || {
        sign_placed::table
            .filter(sign_placed::run_id.eq(run))
            .filter(sign_placed::state.eq(State::Printed))
    };
    for days in intervals.into_iter().flatten() {
        let due = now + Duration::days(days.into());
        diesel::update(waiting().filter(sign_placed::inspect_every_days.eq(days)))
            .set(sign_placed::inspect_due_at.eq(due))
            .execute(&mut **tx)?;
    }
    Ok(diesel::update(waiting())
        .set((
            sign_placed::state.eq(State::Placed),
            sign_placed::placed_at.eq(now),
            sign_placed::placed_by.eq(by),
        ))
        .execute(&mut **tx)?)
}

/// The signs of a run with these numbers that are not down, in their order.
pub(in crate::signs) fn of_run(
    conn: &mut Conn,
    run: &RunId,
    numbers: &RangeInclusive<i32>,
) -> Result<Vec<Entry>> {
    let rows: Vec<Row> = sign_placed::table
        .filter(sign_placed::run_id.eq(run))
        .filter(sign_placed::copy_no.between(*numbers.start(), *numbers.end()))
        .filter(sign_placed::removed_at.is_null())
        .order(sign_placed::copy_no)
        .select(Row::as_select())
        .load(conn)?;
    all(rows)
}

/// How far the signs of a run are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::signs) struct Far {
    /// Signs that went to the printer.
    pub(in crate::signs) printed: i64,
    /// Signs of these that wait to be hung up.
    pub(in crate::signs) waiting: i64,
}

/// How far the signs of these runs are; nothing of one of which nothing was printed.
pub(in crate::signs) fn far(conn: &mut Conn, runs: &[RunId]) -> Result<BTreeMap<RunId, Far>> {
    let counts: Vec<(Option<RunId>, State, i64)> = sign_placed::table
        .filter(sign_placed::run_id.eq_any(runs))
        .group_by((sign_placed::run_id, sign_placed::state))
        .select((sign_placed::run_id, sign_placed::state, count_star()))
        .load(conn)?;
    let mut far: BTreeMap<RunId, Far> = BTreeMap::new();
    for (run, state, signs) in counts {
        let Some(run) = run else { continue };
        let far = far.entry(run).or_default();
        far.printed += signs;
        if state == State::Printed {
            far.waiting += signs;
        }
    }
    Ok(far)
}

/// The runs within reach with signs that were printed and do not hang, the latest first: what
/// was printed today is hung up today.
pub(in crate::signs) fn waiting_runs(conn: &mut Conn, scope: &Scope) -> Result<Vec<RunId>> {
    // The offices are chosen here: asked for several of them, SQLite reads every sign they have.
    let rows: Vec<(OfficeId, Option<RunId>, Option<Moment>)> = sign_placed::table
        .filter(stands(State::Printed))
        .select((
            sign_placed::office_id,
            sign_placed::run_id,
            sign_placed::printed_at,
        ))
        .load(conn)?;
    let mut latest: BTreeMap<RunId, Option<Moment>> = BTreeMap::new();
    for (office, run, at) in rows {
        if let Some(run) = run.filter(|_| scope.reaches(&office)) {
            let last = latest.entry(run).or_default();
            *last = at.max(*last);
        }
    }
    let mut runs: Vec<(RunId, Option<Moment>)> = latest.into_iter().collect();
    runs.sort_by_key(|(_, at)| Reverse(*at));
    Ok(runs.into_iter().map(|(run, _)| run).collect())
}
