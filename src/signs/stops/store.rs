//! The table of stops.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, QueryDsl, Queryable, RunQueryDsl,
    Selectable, SelectableHelper,
};

use super::stop::{Batch, Stop, TOLD_AHEAD, WORDING_VERSION, Wording};
use crate::error::{Error, Result};
use crate::organisation::ties::Handover;
use crate::organisation::{OfficeId, Place, PlaceId};
use crate::people::{Scope, UserId};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::sign_batches;
use crate::signs::register::entry::BatchId;
use crate::signs::register::store as register;

/// A stop as it is written down.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = sign_batches)]
struct Row {
    id: BatchId,
    office_id: OfficeId,
    community_id: PlaceId,
    place_id: PlaceId,
    design: String,
    wording: String,
    wording_version: i32,
    starts_at: Moment,
    ends_at: Moment,
    base_url: String,
    created_by: UserId,
    created_at: Moment,
}

impl Row {
    fn of(batch: &Batch) -> Result<Self> {
        Ok(Self {
            id: batch.id.clone(),
            office_id: batch.office.clone(),
            community_id: batch.community.clone(),
            place_id: batch.place.clone(),
            design: batch.design.clone(),
            wording: serde_json::to_string(&batch.wording)?,
            wording_version: WORDING_VERSION,
            starts_at: batch.starts_at,
            ends_at: batch.ends_at,
            base_url: batch.base_url.clone(),
            created_by: batch.created_by.clone(),
            created_at: batch.created_at,
        })
    }

    fn batch(self) -> Result<Batch> {
        Ok(Batch {
            id: self.id,
            office: self.office_id,
            community: self.community_id,
            place: self.place_id,
            design: self.design,
            wording: Wording::read(self.wording_version, &self.wording)?,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            base_url: self.base_url,
            created_by: self.created_by,
            created_at: self.created_at,
        })
    }
}

fn all(rows: Vec<Row>) -> Result<Vec<Batch>> {
    rows.into_iter().map(Row::batch).collect()
}

/// The batches whose sheets open another address than this.
pub fn at_other_address(conn: &mut Conn, base: &str) -> Result<Vec<BatchId>> {
    let other = sign_batches::table.filter(sign_batches::base_url.ne(base));
    Ok(other.select(sign_batches::id).load(conn)?)
}

/// A batch within reach.
pub fn batch(conn: &mut Conn, scope: &Scope, id: &BatchId) -> Result<Batch> {
    let row: Row = sign_batches::table
        .filter(sign_batches::id.eq(id))
        .filter(sign_batches::office_id.eq_any(scope.offices()))
        .select(Row::as_select())
        .first(conn)?;
    row.batch()
}

/// A batch within reach that nobody else changes until this change ends, nor its copies. Of two at
/// once the second waits here, and then sees what the first has done.
pub(super) fn hold(tx: &mut Tx<'_>, scope: &Scope, id: &BatchId) -> Result<Batch> {
    let row = sign_batches::table
        .filter(sign_batches::id.eq(id))
        .filter(sign_batches::office_id.eq_any(scope.offices()));
    diesel::update(row)
        .set(sign_batches::design.eq(sign_batches::design))
        .execute(&mut **tx)?;
    register::hold_copies(tx, id)?;
    batch(tx, scope, id)
}

/// The batch that a code's sign belongs to.
pub(in crate::signs) fn any_batch(conn: &mut Conn, id: &BatchId) -> Result<Batch> {
    let row: Row = sign_batches::table
        .filter(sign_batches::id.eq(id))
        .select(Row::as_select())
        .first(conn)?;
    row.batch()
}

/// The stops with something left to do: not over, or over with copies still up.
pub(in crate::signs) fn open(conn: &mut Conn, scope: &Scope, now: Moment) -> Result<Vec<Batch>> {
    let ids = register::open(conn, scope, now)?;
    let rows: Vec<Row> = sign_batches::table
        .filter(sign_batches::id.eq_any(ids))
        .order((sign_batches::ends_at, sign_batches::id))
        .select(Row::as_select())
        .load(conn)?;
    all(rows)
}

/// The batches that ended last, whatever is left of them.
pub(in crate::signs) fn ended(conn: &mut Conn, scope: &Scope, now: Moment) -> Result<Vec<Batch>> {
    let rows: Vec<Row> = sign_batches::table
        .filter(sign_batches::office_id.eq_any(scope.offices()))
        .filter(sign_batches::ends_at.le(now))
        .order((sign_batches::ends_at.desc(), sign_batches::id.desc()))
        .limit(20)
        .select(Row::as_select())
        .load(conn)?;
    all(rows)
}

/// The stops of a community that are under way or near.
pub(in crate::signs) fn current(
    conn: &mut Conn,
    community: &PlaceId,
    now: Moment,
) -> Result<Vec<Batch>> {
    let rows: Vec<Row> = sign_batches::table
        .filter(sign_batches::community_id.eq(community))
        .filter(sign_batches::starts_at.le(now + TOLD_AHEAD))
        .filter(sign_batches::ends_at.gt(now))
        .order((sign_batches::starts_at, sign_batches::id))
        .limit(100)
        .select(Row::as_select())
        .load(conn)?;
    all(rows)
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
pub(super) fn insert(tx: &mut Tx<'_>, batch: &Batch) -> Result<bool> {
    let row = Row::of(batch)?;
    let kept = crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(sign_batches::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(kept == 1)
}

/// Moves the end, of its copies too, from the end that the person saw; `Conflict` when it moved
/// meanwhile.
pub(super) fn move_end(tx: &mut Tx<'_>, batch: &Batch, from: Moment) -> Result<()> {
    let seen = sign_batches::id
        .eq(&batch.id)
        .and(sign_batches::ends_at.eq(from));
    let moved = diesel::update(sign_batches::table.filter(seen))
        .set((
            sign_batches::ends_at.eq(batch.ends_at),
            sign_batches::wording.eq(serde_json::to_string(&batch.wording)?),
            sign_batches::wording_version.eq(WORDING_VERSION),
        ))
        .execute(&mut **tx)?;
    if moved == 1 {
        register::move_end(tx, &batch.id, batch.ends_at)
    } else {
        Err(Error::Conflict)
    }
}

/// Stops at a place are at another one from now on.
pub fn go_along(tx: &mut Tx<'_>, from: &Place, into: &Place) -> Result<()> {
    diesel::update(sign_batches::table.filter(sign_batches::place_id.eq(&from.id)))
        .set(sign_batches::place_id.eq(&into.id))
        .execute(&mut **tx)?;
    Ok(())
}

/// How many stops there were in a community.
pub fn stops_in(conn: &mut Conn, community: &Place) -> Result<i64> {
    Ok(sign_batches::table
        .filter(sign_batches::community_id.eq(&community.id))
        .count()
        .get_result(conn)?)
}

/// Gives them to the office that has charge from now on.
pub fn hand_over(tx: &mut Tx<'_>, handover: &Handover<'_>) -> Result<()> {
    let all = sign_batches::table.filter(sign_batches::community_id.eq(&handover.community.id));
    diesel::update(all)
        .set(sign_batches::office_id.eq(handover.to))
        .execute(&mut **tx)?;
    Ok(())
}
