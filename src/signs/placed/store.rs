//! The tables of batches and their signs.

use diesel::{BoolExpressionMethods, ExpressionMethods, QueryDsl, Queryable, RunQueryDsl};

use super::{Batch, BatchId, Sign, SignId, State, TOLD_AHEAD};
use crate::error::{Error, Result};
use crate::organisation::{OfficeId, PlaceId};
use crate::people::{Scope, UserId};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{sign_batches as batches, sign_placed as placed};

#[derive(Queryable)]
struct ReadBatch {
    id: BatchId,
    office: OfficeId,
    community: PlaceId,
    place: PlaceId,
    design: String,
    wording: String,
    starts_at: Moment,
    ends_at: Moment,
    base_url: String,
    created_by: UserId,
    created_at: Moment,
}

impl ReadBatch {
    fn batch(self) -> Result<Batch> {
        Ok(Batch {
            id: self.id,
            office: self.office,
            community: self.community,
            place: self.place,
            design: self.design,
            wording: serde_json::from_str(&self.wording)?,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            base_url: self.base_url,
            created_by: self.created_by,
            created_at: self.created_at,
        })
    }
}

#[derive(Queryable)]
struct ReadSign {
    id: SignId,
    batch: BatchId,
    place: PlaceId,
    code: String,
    copies: (i32, i32),
    state: State,
    marks: (Option<Moment>, Option<Moment>, Option<Moment>),
}

impl ReadSign {
    fn sign(self) -> Result<Sign> {
        let (printed_at, placed_at, removed_at) = self.marks;
        let code = self.code.parse();
        Ok(Sign {
            id: self.id,
            batch: self.batch,
            place: self.place,
            code: code.map_err(|e| Error::internal(format!("a stored code: {e}")))?,
            copy_no: self.copies.0,
            copies: self.copies.1,
            state: self.state,
            printed_at,
            placed_at,
            removed_at,
        })
    }
}

macro_rules! batch_columns {
    () => {
        (
            batches::id,
            batches::office_id,
            batches::community_id,
            batches::place_id,
            batches::design,
            batches::wording,
            batches::starts_at,
            batches::ends_at,
            batches::base_url,
            batches::created_by,
            batches::created_at,
        )
    };
}

macro_rules! sign_columns {
    () => {
        (
            placed::id,
            placed::batch_id,
            placed::place_id,
            placed::code,
            (placed::copy_no, placed::copies),
            placed::state,
            (placed::printed_at, placed::placed_at, placed::removed_at),
        )
    };
}

/// A batch within reach.
pub fn batch(conn: &mut Conn, scope: &Scope, id: &BatchId) -> Result<Batch> {
    let read: ReadBatch = batches::table
        .filter(batches::id.eq(id))
        .filter(batches::office_id.eq_any(scope.offices()))
        .select(batch_columns!())
        .first(conn)?;
    read.batch()
}

/// The batch that a code's sign belongs to.
pub(in crate::signs) fn any_batch(conn: &mut Conn, id: &BatchId) -> Result<Batch> {
    let read: ReadBatch = batches::table
        .filter(batches::id.eq(id))
        .select(batch_columns!())
        .first(conn)?;
    read.batch()
}

/// A sign within reach.
pub(super) fn sign(conn: &mut Conn, scope: &Scope, id: &SignId) -> Result<Sign> {
    let read: ReadSign = placed::table
        .filter(placed::id.eq(id))
        .filter(placed::office_id.eq_any(scope.offices()))
        .select(sign_columns!())
        .first(conn)?;
    read.sign()
}

/// The sign that a code names.
pub(in crate::signs) fn any_sign(conn: &mut Conn, id: &SignId) -> Result<Sign> {
    let read: ReadSign = placed::table
        .filter(placed::id.eq(id))
        .select(sign_columns!())
        .first(conn)?;
    read.sign()
}

/// The signs of a batch, in the order of their copies.
pub fn signs_of(conn: &mut Conn, batch: &BatchId) -> Result<Vec<Sign>> {
    let reads: Vec<ReadSign> = placed::table
        .filter(placed::batch_id.eq(batch))
        .order(placed::copy_no)
        .select(sign_columns!())
        .load(conn)?;
    reads.into_iter().map(ReadSign::sign).collect()
}

/// The batches with something left to do: not over, or over with signs still up.
pub(in crate::signs) fn open(conn: &mut Conn, scope: &Scope, now: Moment) -> Result<Vec<Batch>> {
    let up = [State::Placed, State::Damaged];
    let ids = placed::table
        .inner_join(batches::table)
        .filter(placed::office_id.eq_any(scope.offices()))
        .filter(placed::removed_at.is_null())
        .filter(batches::ends_at.gt(now).or(placed::state.eq_any(up)))
        .select(placed::batch_id)
        .distinct();
    let ids: Vec<BatchId> = ids.load(conn)?;
    let reads: Vec<ReadBatch> = batches::table
        .filter(batches::id.eq_any(ids))
        .order((batches::ends_at, batches::id))
        .select(batch_columns!())
        .load(conn)?;
    reads.into_iter().map(ReadBatch::batch).collect()
}

/// The batches that ended last, whatever is left of them.
pub(in crate::signs) fn ended(conn: &mut Conn, scope: &Scope, now: Moment) -> Result<Vec<Batch>> {
    let reads: Vec<ReadBatch> = batches::table
        .filter(batches::office_id.eq_any(scope.offices()))
        .filter(batches::ends_at.le(now))
        .order((batches::ends_at.desc(), batches::id.desc()))
        .limit(20)
        .select(batch_columns!())
        .load(conn)?;
    reads.into_iter().map(ReadBatch::batch).collect()
}

/// The stops of a community that are under way or near.
pub(in crate::signs) fn current(
    conn: &mut Conn,
    community: &PlaceId,
    now: Moment,
) -> Result<Vec<Batch>> {
    let reads: Vec<ReadBatch> = batches::table
        .filter(batches::community_id.eq(community))
        .filter(batches::starts_at.le(now + TOLD_AHEAD))
        .filter(batches::ends_at.gt(now))
        .order((batches::starts_at, batches::id))
        .limit(100)
        .select(batch_columns!())
        .load(conn)?;
    reads.into_iter().map(ReadBatch::batch).collect()
}

pub(super) fn insert_batch(tx: &mut Tx<'_>, batch: &Batch) -> Result<()> {
    diesel::insert_into(batches::table)
        .values((
            batches::id.eq(&batch.id),
            batches::office_id.eq(&batch.office),
            batches::community_id.eq(&batch.community),
            batches::place_id.eq(&batch.place),
            batches::design.eq(&batch.design),
            batches::wording.eq(serde_json::to_string(&batch.wording)?),
            batches::starts_at.eq(batch.starts_at),
            batches::ends_at.eq(batch.ends_at),
            batches::base_url.eq(&batch.base_url),
            batches::created_by.eq(&batch.created_by),
            batches::created_at.eq(batch.created_at),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

pub(super) fn insert_sign(tx: &mut Tx<'_>, office: &OfficeId, sign: &Sign) -> Result<()> {
    diesel::insert_into(placed::table)
        .values((
            placed::id.eq(&sign.id),
            placed::office_id.eq(office),
            placed::batch_id.eq(&sign.batch),
            placed::place_id.eq(&sign.place),
            placed::code.eq(sign.code.as_str()),
            placed::copy_no.eq(sign.copy_no),
            placed::copies.eq(sign.copies),
            placed::state.eq(sign.state),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Records that the whole batch was printed; what hangs keeps hanging.
pub(super) fn set_printed(tx: &mut Tx<'_>, batch: &BatchId) -> Result<usize> {
    let now = tx.now();
    let open = placed::batch_id
        .eq(batch)
        .and(placed::state.ne(State::Removed));
    let printed = diesel::update(placed::table.filter(open))
        .set(placed::printed_at.eq(now))
        .execute(&mut **tx)?;
    let new = placed::batch_id
        .eq(batch)
        .and(placed::state.eq(State::Wanted));
    diesel::update(placed::table.filter(new))
        .set(placed::state.eq(State::Printed))
        .execute(&mut **tx)?;
    Ok(printed)
}

/// Records that a copy hangs, for the first time or in place of an older print-out.
pub(super) fn set_placed(tx: &mut Tx<'_>, sign: &SignId) -> Result<usize> {
    let (now, by) = (tx.now(), tx.actor().id.clone());
    let open = placed::id.eq(sign).and(placed::state.ne(State::Removed));
    Ok(diesel::update(placed::table.filter(open))
        .set((
            placed::state.eq(State::Placed),
            placed::placed_at.eq(now),
            placed::placed_by.eq(by),
        ))
        .execute(&mut **tx)?)
}

/// Records that a copy is down; 0 when that was recorded before.
pub(super) fn set_removed(tx: &mut Tx<'_>, sign: &SignId) -> Result<usize> {
    let (now, by) = (tx.now(), tx.actor().id.clone());
    let open = placed::id.eq(sign).and(placed::state.ne(State::Removed));
    Ok(diesel::update(placed::table.filter(open))
        .set((
            placed::state.eq(State::Removed),
            placed::removed_at.eq(now),
            placed::removed_by.eq(by),
        ))
        .execute(&mut **tx)?)
}

/// Moves the end, from the end that the person saw; `Conflict` when it moved meanwhile.
pub(super) fn move_end(tx: &mut Tx<'_>, batch: &Batch, from: Moment) -> Result<()> {
    let seen = batches::id.eq(&batch.id).and(batches::ends_at.eq(from));
    let moved = diesel::update(batches::table.filter(seen))
        .set((
            batches::ends_at.eq(batch.ends_at),
            batches::wording.eq(serde_json::to_string(&batch.wording)?),
        ))
        .execute(&mut **tx)?;
    if moved == 1 {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}
