//! Signs that came from a print run: their numbers and codes.

use std::ops::RangeInclusive;

use chrono::Duration;
use diesel::dsl::{count_star, max};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use super::RunId;
use crate::codes::Code;
use crate::error::{Error, Result};
use crate::organisation::PlaceId;
use crate::people::{Scope, UserId};
use crate::platform::db::{Conn, Tx};
use crate::schema::sign_placed;
use crate::signs::stops::{SignId, State};

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

/// Number, code and place of the signs of a run that are not down, in their order.
pub(in crate::signs) fn codes_of_run(
    conn: &mut Conn,
    run: &RunId,
    copies: RangeInclusive<i32>,
) -> Result<Vec<(i32, Code, PlaceId)>> {
    let rows: Vec<(i32, String, PlaceId)> = sign_placed::table
        .filter(sign_placed::run_id.eq(run))
        .filter(sign_placed::copy_no.between(*copies.start(), *copies.end()))
        .filter(sign_placed::removed_at.is_null())
        .order(sign_placed::copy_no)
        .select((
            sign_placed::copy_no,
            sign_placed::code,
            sign_placed::place_id,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(copy, code, place)| {
            let code = code.parse();
            let code = code.map_err(|e| Error::internal(format!("a stored code: {e}")))?;
            Ok((copy, code, place))
        })
        .collect()
}

/// Run and number of a sign that came from a run.
pub(in crate::signs) fn copy_of_run(
    conn: &mut Conn,
    scope: &Scope,
    id: &SignId,
) -> Result<Option<(RunId, i32)>> {
    let (run, copy): (Option<RunId>, i32) = sign_placed::table
        .filter(sign_placed::id.eq(id))
        .filter(sign_placed::office_id.eq_any(scope.offices()))
        .select((sign_placed::run_id, sign_placed::copy_no))
        .first(conn)?;
    Ok(run.map(|run| (run, copy)))
}

/// How far the signs of a run are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::signs) struct Far {
    /// Signs that went to the printer.
    pub(in crate::signs) printed: i64,
    /// Signs of these that wait to be hung up.
    pub(in crate::signs) waiting: i64,
}

/// How far the signs of these runs are, in their order; zeros where nothing was printed.
pub(in crate::signs) fn far(conn: &mut Conn, runs: &[RunId]) -> Result<Vec<(RunId, Far)>> {
    let counts: Vec<(Option<RunId>, State, i64)> = sign_placed::table
        .filter(sign_placed::run_id.eq_any(runs))
        .group_by((sign_placed::run_id, sign_placed::state))
        .select((sign_placed::run_id, sign_placed::state, count_star()))
        .load(conn)?;
    let of = |run: &RunId| {
        let counts = counts.iter().filter(|count| count.0.as_ref() == Some(run));
        counts.fold(Far::default(), |far, (_, state, signs)| Far {
            printed: far.printed + signs,
            waiting: far.waiting + if *state == State::Printed { *signs } else { 0 },
        })
    };
    Ok(runs.iter().map(|run| (run.clone(), of(run))).collect())
}

/// The runs within reach with signs that were printed and do not hang, the latest first: what
/// was printed today is hung up today.
pub(in crate::signs) fn waiting_runs(conn: &mut Conn, scope: &Scope) -> Result<Vec<RunId>> {
    let runs: Vec<Option<RunId>> = sign_placed::table
        .filter(sign_placed::office_id.eq_any(scope.offices()))
        .filter(sign_placed::state.eq(State::Printed))
        .filter(sign_placed::run_id.is_not_null())
        .group_by(sign_placed::run_id)
        .order((max(sign_placed::printed_at).desc(), sign_placed::run_id))
        .select(sign_placed::run_id)
        .load(conn)?;
    Ok(runs.into_iter().flatten().collect())
}
