//! The tables of batches and their signs.

use std::collections::BTreeMap;

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, QueryDsl, Queryable,
    RunQueryDsl,
};

use super::{Batch, BatchId, Sign, SignId, State, TOLD_AHEAD};
use crate::error::{Error, Result};
use crate::organisation::{OfficeId, PlaceId};
use crate::people::{Scope, UserId};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{sign_batches, sign_placed};
use crate::signs::ground::Stop;

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
            sign_batches::id,
            sign_batches::office_id,
            sign_batches::community_id,
            sign_batches::place_id,
            sign_batches::design,
            sign_batches::wording,
            sign_batches::starts_at,
            sign_batches::ends_at,
            sign_batches::base_url,
            sign_batches::created_by,
            sign_batches::created_at,
        )
    };
}

macro_rules! sign_columns {
    () => {
        (
            sign_placed::id,
            sign_placed::batch_id.assume_not_null(),
            sign_placed::place_id,
            sign_placed::code,
            (sign_placed::copy_no, sign_placed::copies),
            sign_placed::state,
            (
                sign_placed::printed_at,
                sign_placed::placed_at,
                sign_placed::removed_at,
            ),
        )
    };
}

/// A batch within reach.
pub fn batch(conn: &mut Conn, scope: &Scope, id: &BatchId) -> Result<Batch> {
    let read: ReadBatch = sign_batches::table
        .filter(sign_batches::id.eq(id))
        .filter(sign_batches::office_id.eq_any(scope.offices()))
        .select(batch_columns!())
        .first(conn)?;
    read.batch()
}

/// A batch within reach that nobody else changes until this change ends, nor its copies. Of two at
/// once the second waits here, and then sees what the first has done.
pub(in crate::signs) fn hold(tx: &mut Tx<'_>, scope: &Scope, id: &BatchId) -> Result<Batch> {
    let row = sign_batches::table
        .filter(sign_batches::id.eq(id))
        .filter(sign_batches::office_id.eq_any(scope.offices()));
    diesel::update(row)
        .set(sign_batches::design.eq(sign_batches::design))
        .execute(&mut **tx)?;
    batch(tx, scope, id)
}

/// The batch that a code's sign belongs to.
pub(in crate::signs) fn any_batch(conn: &mut Conn, id: &BatchId) -> Result<Batch> {
    let read: ReadBatch = sign_batches::table
        .filter(sign_batches::id.eq(id))
        .select(batch_columns!())
        .first(conn)?;
    read.batch()
}

/// A copy of a stop within reach.
pub(super) fn sign(conn: &mut Conn, scope: &Scope, id: &SignId) -> Result<Sign> {
    let read: ReadSign = sign_placed::table
        .filter(sign_placed::id.eq(id))
        .filter(sign_placed::batch_id.is_not_null())
        .filter(sign_placed::office_id.eq_any(scope.offices()))
        .select(sign_columns!())
        .first(conn)?;
    read.sign()
}

/// The sign that a code names.
pub(in crate::signs) fn any_sign(conn: &mut Conn, id: &SignId) -> Result<Sign> {
    let read: ReadSign = sign_placed::table
        .filter(sign_placed::id.eq(id))
        .filter(sign_placed::batch_id.is_not_null())
        .select(sign_columns!())
        .first(conn)?;
    read.sign()
}

/// The signs of a batch, in the order of their copies.
pub fn signs_of(conn: &mut Conn, batch: &BatchId) -> Result<Vec<Sign>> {
    let reads: Vec<ReadSign> = sign_placed::table
        .filter(sign_placed::batch_id.eq(batch))
        .order(sign_placed::copy_no)
        .select(sign_columns!())
        .load(conn)?;
    reads.into_iter().map(ReadSign::sign).collect()
}

/// The signs of these batches, each batch's in the order of their copies.
pub(in crate::signs) fn signs_of_these(
    conn: &mut Conn,
    batches: &[Batch],
) -> Result<BTreeMap<BatchId, Vec<Sign>>> {
    let ids = batches.iter().map(|batch| &batch.id);
    let reads: Vec<ReadSign> = sign_placed::table
        .filter(sign_placed::batch_id.eq_any(ids))
        .order(sign_placed::copy_no)
        .select(sign_columns!())
        .load(conn)?;
    let mut of: BTreeMap<BatchId, Vec<Sign>> = BTreeMap::new();
    for read in reads {
        let sign = read.sign()?;
        of.entry(sign.batch.clone()).or_default().push(sign);
    }
    Ok(of)
}

/// The batches with something left to do: not over, or over with signs still up.
pub(in crate::signs) fn open(conn: &mut Conn, scope: &Scope, now: Moment) -> Result<Vec<Batch>> {
    let up = [State::Placed, State::Damaged];
    let ids = sign_placed::table
        .inner_join(sign_batches::table)
        .filter(sign_placed::office_id.eq_any(scope.offices()))
        .filter(sign_placed::removed_at.is_null())
        .filter(
            sign_batches::ends_at
                .gt(now)
                .or(sign_placed::state.eq_any(up)),
        )
        .select(sign_placed::batch_id.assume_not_null())
        .distinct();
    let ids: Vec<BatchId> = ids.load(conn)?;
    let reads: Vec<ReadBatch> = sign_batches::table
        .filter(sign_batches::id.eq_any(ids))
        .order((sign_batches::ends_at, sign_batches::id))
        .select(batch_columns!())
        .load(conn)?;
    reads.into_iter().map(ReadBatch::batch).collect()
}

/// The batches that ended last, whatever is left of them.
pub(in crate::signs) fn ended(conn: &mut Conn, scope: &Scope, now: Moment) -> Result<Vec<Batch>> {
    let reads: Vec<ReadBatch> = sign_batches::table
        .filter(sign_batches::office_id.eq_any(scope.offices()))
        .filter(sign_batches::ends_at.le(now))
        .order((sign_batches::ends_at.desc(), sign_batches::id.desc()))
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
    let reads: Vec<ReadBatch> = sign_batches::table
        .filter(sign_batches::community_id.eq(community))
        .filter(sign_batches::starts_at.le(now + TOLD_AHEAD))
        .filter(sign_batches::ends_at.gt(now))
        .order((sign_batches::starts_at, sign_batches::id))
        .limit(100)
        .select(batch_columns!())
        .load(conn)?;
    reads.into_iter().map(ReadBatch::batch).collect()
}

/// What stands still in a community, now or later.
pub(in crate::signs) fn stops(
    conn: &mut Conn,
    community: &PlaceId,
    now: Moment,
) -> Result<Vec<Stop>> {
    let rows: Vec<(PlaceId, Moment, Moment)> = sign_batches::table
        .filter(sign_batches::community_id.eq(community))
        .filter(sign_batches::ends_at.gt(now))
        .order(sign_batches::starts_at)
        .limit(200)
        .select((
            sign_batches::place_id,
            sign_batches::starts_at,
            sign_batches::ends_at,
        ))
        .load(conn)?;
    let stop = |(place, from, until)| Stop { place, from, until };
    Ok(rows.into_iter().map(stop).collect())
}

/// Keeps a batch; false where one of this id is kept already.
pub(super) fn insert_batch(tx: &mut Tx<'_>, batch: &Batch) -> Result<bool> {
    let row = (
        sign_batches::id.eq(&batch.id),
        sign_batches::office_id.eq(&batch.office),
        sign_batches::community_id.eq(&batch.community),
        sign_batches::place_id.eq(&batch.place),
        sign_batches::design.eq(&batch.design),
        sign_batches::wording.eq(serde_json::to_string(&batch.wording)?),
        sign_batches::starts_at.eq(batch.starts_at),
        sign_batches::ends_at.eq(batch.ends_at),
        sign_batches::base_url.eq(&batch.base_url),
        sign_batches::created_by.eq(&batch.created_by),
        sign_batches::created_at.eq(batch.created_at),
    );
    let kept = crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(sign_batches::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(kept == 1)
}

pub(super) fn insert_sign(tx: &mut Tx<'_>, batch: &Batch, sign: &Sign) -> Result<()> {
    diesel::insert_into(sign_placed::table)
        .values((
            sign_placed::id.eq(&sign.id),
            sign_placed::office_id.eq(&batch.office),
            sign_placed::batch_id.eq(&sign.batch),
            (
                sign_placed::design.eq(&batch.design),
                sign_placed::label_zh.eq(""),
                sign_placed::label_en.eq(""),
                sign_placed::version.eq(1),
                sign_placed::spot.eq(""),
                sign_placed::entered_at.eq(batch.created_at),
                sign_placed::entered_by.eq(&batch.created_by),
            ),
            sign_placed::place_id.eq(&sign.place),
            sign_placed::code.eq(sign.code.as_str()),
            sign_placed::copy_no.eq(sign.copy_no),
            sign_placed::copies.eq(sign.copies),
            sign_placed::state.eq(sign.state),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Records that the whole batch was printed; what hangs keeps hanging.
pub(super) fn set_printed(tx: &mut Tx<'_>, batch: &BatchId) -> Result<usize> {
    let now = tx.now();
    let open = sign_placed::batch_id
        .eq(batch)
        .and(sign_placed::state.ne(State::Removed));
    let printed = diesel::update(sign_placed::table.filter(open))
        .set(sign_placed::printed_at.eq(now))
        .execute(&mut **tx)?;
    let new = sign_placed::batch_id
        .eq(batch)
        .and(sign_placed::state.eq(State::Wanted));
    diesel::update(sign_placed::table.filter(new))
        .set(sign_placed::state.eq(State::Printed))
        .execute(&mut **tx)?;
    Ok(printed)
}

/// Records that a copy hangs, for the first time or in place of an older print-out.
pub(super) fn set_placed(tx: &mut Tx<'_>, sign: &SignId) -> Result<usize> {
    let (now, by) = (tx.now(), tx.actor().id.clone());
    let open = sign_placed::id
        .eq(sign)
        .and(sign_placed::state.ne(State::Removed));
    Ok(diesel::update(sign_placed::table.filter(open))
        .set((
            sign_placed::state.eq(State::Placed),
            sign_placed::placed_at.eq(now),
            sign_placed::placed_by.eq(by),
            sign_placed::finding.eq(None::<String>),
        ))
        .execute(&mut **tx)?)
}

/// Records that a copy is down; 0 when that was recorded before.
pub(super) fn set_removed(tx: &mut Tx<'_>, sign: &SignId) -> Result<usize> {
    let (now, by) = (tx.now(), tx.actor().id.clone());
    let open = sign_placed::id
        .eq(sign)
        .and(sign_placed::state.ne(State::Removed));
    Ok(diesel::update(sign_placed::table.filter(open))
        .set((
            sign_placed::state.eq(State::Removed),
            sign_placed::removed_at.eq(now),
            sign_placed::removed_by.eq(by),
        ))
        .execute(&mut **tx)?)
}

/// Moves the end, from the end that the person saw; `Conflict` when it moved meanwhile.
pub(super) fn move_end(tx: &mut Tx<'_>, batch: &Batch, from: Moment) -> Result<()> {
    let seen = sign_batches::id
        .eq(&batch.id)
        .and(sign_batches::ends_at.eq(from));
    let moved = diesel::update(sign_batches::table.filter(seen))
        .set((
            sign_batches::ends_at.eq(batch.ends_at),
            sign_batches::wording.eq(serde_json::to_string(&batch.wording)?),
        ))
        .execute(&mut **tx)?;
    if moved == 1 {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}
