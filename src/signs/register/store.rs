//! The tables of the register: its rows as entries, the looks at them, their photos.

mod copies;
pub mod handing;
mod listing;
mod looks;
mod row;
mod runs;
mod ties;

use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::sql_types::Bool;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper};

pub use self::copies::of_stop;
pub(in crate::signs) use self::copies::{hold_copies, move_end, of_stops, open, printed};
pub use self::listing::{Counted, Filter, PAGE, count, due, list};
pub use self::looks::{Kept, all_photos, find_photo, is_photo_known, photos};
pub(super) use self::looks::{insert_look, insert_photo, unnamed};
use self::row::{Row, all};
pub(in crate::signs) use self::runs::{Far, far, of_run, place_run, waiting_runs};
pub use self::ties::{printed_of, signs_at};
use super::entry::{Entry, SignId, State};
use crate::codes::Code;
use crate::error::{Error, Result};
use crate::people::{Scope, UserId};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::sign_placed;

/// An entry within reach.
pub fn load(conn: &mut Conn, scope: &Scope, id: &SignId) -> Result<Entry> {
    let row: Row = sign_placed::table
        .filter(sign_placed::id.eq(id))
        .filter(sign_placed::office_id.eq_any(scope.offices()))
        .select(Row::as_select())
        .first(conn)?;
    row.entry()
}

/// An entry within reach that nobody else changes until this change ends; with a copy all copies
/// of its stop, which have one record. Of two at once the second waits here, and then sees what
/// the first has done.
pub(in crate::signs) fn hold(tx: &mut Tx<'_>, scope: &Scope, id: &SignId) -> Result<Entry> {
    if let Some(batch) = load(tx, scope, id)?.batch() {
        hold_copies(tx, batch)?;
    }
    diesel::update(sign_placed::table.filter(sign_placed::id.eq(id)))
        .set(sign_placed::copies.eq(sign_placed::copies))
        .execute(&mut **tx)?;
    load(tx, scope, id)
}

/// An entry as it is read; nothing where there is none.
pub(super) fn find(conn: &mut Conn, scope: &Scope, id: &SignId) -> Result<Option<Entry>> {
    match load(conn, scope, id) {
        Err(Error::NotFound) => Ok(None),
        found => found.map(Some),
    }
}

/// The entry that a code names.
pub(in crate::signs) fn any(conn: &mut Conn, id: &SignId) -> Result<Entry> {
    let row: Row = sign_placed::table
        .filter(sign_placed::id.eq(id))
        .select(Row::as_select())
        .first(conn)?;
    row.entry()
}

/// How many looks are due by then.
pub fn count_due(conn: &mut Conn, scope: &Scope, by: Moment) -> Result<i64> {
    Ok(sign_placed::table
        .filter(sign_placed::office_id.eq_any(scope.offices()))
        .filter(sign_placed::inspect_due_at.le(by))
        .count()
        .get_result(conn)?)
}

/// That a sign is in a state, said in the words of the index that has only those: an index of a
/// part is used where its condition stands in the query itself.
fn stands(state: State) -> SqlLiteral<Bool> {
    sql(&format!("sign_placed.state = '{state}'"))
}

/// The entries that are damaged or gone, the longest known first.
pub fn faults(conn: &mut Conn, scope: &Scope, limit: i64) -> Result<Vec<Entry>> {
    let rows: Vec<Row> = sign_placed::table
        .filter(sign_placed::office_id.eq_any(scope.offices()))
        .filter(stands(State::Damaged))
        .order((sign_placed::inspected_at, sign_placed::id))
        .select(Row::as_select())
        .limit(limit)
        .load(conn)?;
    all(rows)
}

/// How many are damaged or gone.
pub fn count_faults(conn: &mut Conn, scope: &Scope) -> Result<i64> {
    Ok(sign_placed::table
        .filter(sign_placed::office_id.eq_any(scope.offices()))
        .filter(stands(State::Damaged))
        .count()
        .get_result(conn)?)
}

/// The entries that hang under these codes.
pub fn hanging(conn: &mut Conn, scope: &Scope, codes: &[Code]) -> Result<Vec<Entry>> {
    let codes: Vec<&str> = codes.iter().map(Code::as_str).collect();
    let rows: Vec<Row> = sign_placed::table
        .filter(sign_placed::office_id.eq_any(scope.offices()))
        .filter(sign_placed::state.eq(State::Placed))
        .filter(sign_placed::code.eq_any(codes))
        .select(Row::as_select())
        .load(conn)?;
    all(rows)
}

/// What a person put into the register last, since then.
pub fn last_of(conn: &mut Conn, by: &UserId, since: Moment) -> Result<Option<Entry>> {
    let row: Option<Row> = sign_placed::table
        .filter(sign_placed::entered_by.eq(by))
        .filter(sign_placed::batch_id.is_null())
        .filter(sign_placed::run_id.is_null())
        .filter(sign_placed::entered_at.ge(since))
        .order((sign_placed::entered_at.desc(), sign_placed::id.desc()))
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    row.map(Row::entry).transpose()
}

/// Writes down a new entry; `Conflict` where it is written down already.
pub(super) fn insert(tx: &mut Tx<'_>, entry: &Entry) -> Result<()> {
    let row = Row::of(entry);
    let entered = crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(sign_placed::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    if entered == 1 {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

/// Writes down what became of an entry that was seen like this; `Conflict` when its state, its
/// place or its code changed meanwhile.
pub(super) fn save(tx: &mut Tx<'_>, entry: &Entry, seen: &Entry) -> Result<()> {
    let row = sign_placed::table
        .filter(sign_placed::id.eq(&entry.id))
        .filter(sign_placed::state.eq(seen.state))
        .filter(sign_placed::place_id.eq(&seen.place))
        .filter(sign_placed::code.eq(seen.code.as_str()));
    let saved = diesel::update(row)
        .set(&Row::of(entry))
        .execute(&mut **tx)?;
    if saved == 1 {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}
