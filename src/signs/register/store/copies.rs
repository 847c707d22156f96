//! The copies of a stop, as far as they are one: made, printed and ended together.

use std::collections::BTreeMap;

use diesel::{BoolExpressionMethods, ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::row::{Row, all};
use crate::error::Result;
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::sign_placed;
use crate::signs::register::entry::{BatchId, Entry, State};

/// The copies of a stop, in their order.
pub fn of_stop(conn: &mut Conn, batch: &BatchId) -> Result<Vec<Entry>> {
    let mut copies = of_stops(conn, std::slice::from_ref(batch))?;
    Ok(copies.remove(batch).unwrap_or_default())
}

/// The copies of several stops, each stop's in their order.
pub(in crate::signs) fn of_stops(
    conn: &mut Conn,
    batches: &[BatchId],
) -> Result<BTreeMap<BatchId, Vec<Entry>>> {
    let rows: Vec<Row> = sign_placed::table
        .filter(sign_placed::batch_id.eq_any(batches))
        .order(sign_placed::copy_no)
        .select(Row::as_select())
        .load(conn)?;
    let mut copies: BTreeMap<BatchId, Vec<Entry>> = BTreeMap::new();
    for copy in all(rows)? {
        if let Some(batch) = copy.batch().cloned() {
            copies.entry(batch).or_default().push(copy);
        }
    }
    Ok(copies)
}

/// The stops within reach with something left to do: not over, or over with copies still up.
pub(in crate::signs) fn open(conn: &mut Conn, scope: &Scope, now: Moment) -> Result<Vec<BatchId>> {
    let up = sign_placed::state.eq_any([State::Placed, State::Damaged]);
    let ids: Vec<Option<BatchId>> = sign_placed::table
        .filter(sign_placed::office_id.eq_any(scope.offices()))
        .filter(sign_placed::removed_at.is_null())
        .filter(sign_placed::batch_id.is_not_null())
        .filter(sign_placed::down_by.gt(now).or(up))
        .select(sign_placed::batch_id)
        .distinct()
        .load(conn)?;
    Ok(ids.into_iter().flatten().collect())
}

/// Nobody else changes a copy of this stop until this change ends: the first copy stands for all.
pub(in crate::signs) fn hold_copies(tx: &mut Tx<'_>, batch: &BatchId) -> Result<()> {
    let first = sign_placed::batch_id
        .eq(batch)
        .and(sign_placed::copy_no.eq(1));
    diesel::update(sign_placed::table.filter(first))
        .set(sign_placed::copies.eq(sign_placed::copies))
        .execute(&mut **tx)?;
    Ok(())
}

/// Notes that the copies of a stop were printed with this end, and how many; what hangs keeps
/// hanging, and shows what it showed.
pub(in crate::signs) fn printed(tx: &mut Tx<'_>, batch: &BatchId, end: Moment) -> Result<usize> {
    let now = tx.now();
    let open = sign_placed::batch_id
        .eq(batch)
        .and(sign_placed::state.ne(State::Removed));
    let printed = diesel::update(sign_placed::table.filter(open))
        .set(sign_placed::printed_at.eq(now))
        .execute(&mut **tx)?;
    let ready = sign_placed::batch_id
        .eq(batch)
        .and(sign_placed::state.eq_any([State::Wanted, State::Printed]));
    diesel::update(sign_placed::table.filter(ready))
        .set((
            sign_placed::state.eq(State::Printed),
            sign_placed::end_shown.eq(end.iso()),
        ))
        .execute(&mut **tx)?;
    Ok(printed)
}

/// All copies of a stop have to be down by another time.
pub(in crate::signs) fn move_end(tx: &mut Tx<'_>, batch: &BatchId, end: Moment) -> Result<()> {
    diesel::update(sign_placed::table.filter(sign_placed::batch_id.eq(batch)))
        .set(sign_placed::down_by.eq(end))
        .execute(&mut **tx)?;
    Ok(())
}
