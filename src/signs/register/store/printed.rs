//! Signs that came from a print run: their numbers and codes.

use std::ops::RangeInclusive;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use super::RunId;
use crate::codes::Code;
use crate::error::{Error, Result};
use crate::people::{Scope, UserId};
use crate::platform::db::{Conn, Tx};
use crate::schema::sign_placed;
use crate::signs::placed::{SignId, State};

/// Notes that a sign of a run went to the printer, as copy n of so many.
pub(in crate::signs) fn set_printed(
    tx: &mut Tx<'_>,
    id: &SignId,
    (copy, of): (i32, i32),
) -> Result<()> {
    let now = tx.now();
    diesel::update(sign_placed::table.filter(sign_placed::id.eq(id)))
        .set((
            sign_placed::copy_no.eq(copy),
            sign_placed::copies.eq(of),
            sign_placed::state.eq(State::Printed),
            sign_placed::printed_at.eq(now),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Notes that all signs of a run that were printed and wait hang now; how many.
pub(in crate::signs) fn place_run(tx: &mut Tx<'_>, run: &RunId, by: &UserId) -> Result<usize> {
    let now = tx.now();
    let waiting = sign_placed::table
        .filter(sign_placed::run_id.eq(run))
        .filter(sign_placed::state.eq(State::Printed));
    Ok(diesel::update(waiting)
        .set((
            sign_placed::state.eq(State::Placed),
            sign_placed::placed_at.eq(now),
            sign_placed::placed_by.eq(by),
        ))
        .execute(&mut **tx)?)
}

/// Number and code of the signs of a run that are not down, in their order.
pub(in crate::signs) fn codes_of_run(
    conn: &mut Conn,
    run: &RunId,
    copies: RangeInclusive<i32>,
) -> Result<Vec<(i32, Code)>> {
    let rows: Vec<(i32, String)> = sign_placed::table
        .filter(sign_placed::run_id.eq(run))
        .filter(sign_placed::copy_no.between(*copies.start(), *copies.end()))
        .filter(sign_placed::removed_at.is_null())
        .order(sign_placed::copy_no)
        .select((sign_placed::copy_no, sign_placed::code))
        .load(conn)?;
    rows.into_iter()
        .map(|(copy, code)| {
            let code = code.parse();
            Ok((
                copy,
                code.map_err(|e| Error::internal(format!("a stored code: {e}")))?,
            ))
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
