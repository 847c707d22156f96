//! The tables of print runs and their parts.

use diesel::{ExpressionMethods, QueryDsl, Queryable, RunQueryDsl};

use super::{Run, RunId};
use crate::error::Result;
use crate::organisation::{OfficeId, PlaceId};
use crate::people::{Scope, UserId};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{sign_run_parts, sign_runs};

/// The form in which a run's content is kept.
const SPEC_VERSION: i32 = 1;

#[derive(Queryable)]
struct ReadRun {
    id: RunId,
    office: OfficeId,
    community: PlaceId,
    spec: String,
    rows: String,
    base_url: String,
    created_by: UserId,
    created_at: Moment,
    stopped_at: Option<Moment>,
}

impl ReadRun {
    fn run(self) -> Result<Run> {
        Ok(Run {
            id: self.id,
            office: self.office,
            community: self.community,
            spec: serde_json::from_str(&self.spec)?,
            rows: serde_json::from_str(&self.rows)?,
            base_url: self.base_url,
            created_by: self.created_by,
            created_at: self.created_at,
            stopped_at: self.stopped_at,
        })
    }
}

/// A part that was printed.
#[derive(Debug, Clone, Queryable)]
pub struct Printed {
    /// Which, from 1.
    pub part: i32,
    /// When it was printed first.
    pub at: Moment,
}

/// A run as a line of the list; its signs are not read for it.
#[derive(Debug, Clone, Queryable)]
pub(in crate::signs) struct ListedRun {
    pub(in crate::signs) id: RunId,
    pub(in crate::signs) community: PlaceId,
    pub(in crate::signs) spec: String,
    pub(in crate::signs) total: i32,
    pub(in crate::signs) first_at: String,
    pub(in crate::signs) first_at_en: String,
    pub(in crate::signs) created_at: Moment,
    pub(in crate::signs) stopped_at: Option<Moment>,
}

/// Keeps a run; false where one of this id is kept already.
pub(super) fn insert(tx: &mut Tx<'_>, run: &Run) -> Result<bool> {
    let first = run.rows.first();
    let (zh, en) = first.map_or(("", ""), |row| (row.at.as_str(), row.at_en.as_str()));
    let row = (
        sign_runs::id.eq(&run.id),
        sign_runs::office_id.eq(&run.office),
        sign_runs::community_id.eq(&run.community),
        sign_runs::spec.eq(serde_json::to_string(&run.spec)?),
        sign_runs::spec_version.eq(SPEC_VERSION),
        sign_runs::signs.eq(serde_json::to_string(&run.rows)?),
        sign_runs::total.eq(i32::try_from(run.rows.len()).unwrap_or(i32::MAX)),
        sign_runs::first_at.eq(zh),
        sign_runs::first_at_en.eq(en),
        sign_runs::base_url.eq(&run.base_url),
        sign_runs::created_by.eq(&run.created_by),
        sign_runs::created_at.eq(run.created_at),
        sign_runs::stopped_at.eq(run.stopped_at),
    );
    let kept = crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(sign_runs::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(kept == 1)
}

/// A run within reach.
pub(super) fn run(conn: &mut Conn, scope: &Scope, id: &RunId) -> Result<Run> {
    let read: ReadRun = sign_runs::table
        .filter(sign_runs::id.eq(id))
        .filter(sign_runs::office_id.eq_any(scope.offices()))
        .select((
            sign_runs::id,
            sign_runs::office_id,
            sign_runs::community_id,
            sign_runs::spec,
            sign_runs::signs,
            sign_runs::base_url,
            sign_runs::created_by,
            sign_runs::created_at,
            sign_runs::stopped_at,
        ))
        .first(conn)?;
    read.run()
}

/// A run within reach that nobody else changes until this change ends. Of two at once the second
/// waits here, and then sees what the first has done.
pub(super) fn hold(tx: &mut Tx<'_>, scope: &Scope, id: &RunId) -> Result<Run> {
    let row = sign_runs::table
        .filter(sign_runs::id.eq(id))
        .filter(sign_runs::office_id.eq_any(scope.offices()));
    diesel::update(row)
        .set(sign_runs::total.eq(sign_runs::total))
        .execute(&mut **tx)?;
    run(tx, scope, id)
}

macro_rules! listed {
    () => {
        (
            sign_runs::id,
            sign_runs::community_id,
            sign_runs::spec,
            sign_runs::total,
            sign_runs::first_at,
            sign_runs::first_at_en,
            sign_runs::created_at,
            sign_runs::stopped_at,
        )
    };
}

/// The newest runs within reach.
pub(in crate::signs) fn newest(
    conn: &mut Conn,
    scope: &Scope,
    most: i64,
) -> Result<Vec<ListedRun>> {
    Ok(sign_runs::table
        .filter(sign_runs::office_id.eq_any(scope.offices()))
        .order((sign_runs::created_at.desc(), sign_runs::id.desc()))
        .limit(most)
        .select(listed!())
        .load(conn)?)
}

/// These runs, as far as they are within reach.
pub(in crate::signs) fn these(
    conn: &mut Conn,
    scope: &Scope,
    ids: &[RunId],
) -> Result<Vec<ListedRun>> {
    Ok(sign_runs::table
        .filter(sign_runs::id.eq_any(ids))
        .filter(sign_runs::office_id.eq_any(scope.offices()))
        .select(listed!())
        .load(conn)?)
}

/// The parts of a run that were printed.
pub(super) fn printed(conn: &mut Conn, id: &RunId) -> Result<Vec<Printed>> {
    Ok(sign_run_parts::table
        .filter(sign_run_parts::run_id.eq(id))
        .order(sign_run_parts::part)
        .select((sign_run_parts::part, sign_run_parts::printed_at))
        .load(conn)?)
}

/// Takes a part for printing; of two at once one gets it.
pub(super) fn take_part(tx: &mut Tx<'_>, run: &Run, part: i32, by: &UserId) -> Result<bool> {
    let now = tx.now();
    let row = (
        sign_run_parts::run_id.eq(&run.id),
        sign_run_parts::part.eq(part),
        sign_run_parts::office_id.eq(&run.office),
        sign_run_parts::printed_at.eq(now),
        sign_run_parts::printed_by.eq(by),
    );
    let taken = crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(sign_run_parts::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(taken == 1)
}

pub(super) fn set_stopped(tx: &mut Tx<'_>, id: &RunId, at: Option<Moment>) -> Result<()> {
    diesel::update(sign_runs::table.filter(sign_runs::id.eq(id)))
        .set(sign_runs::stopped_at.eq(at))
        .execute(&mut **tx)?;
    Ok(())
}

/// Forgets a run of which nothing was printed.
pub(super) fn delete(tx: &mut Tx<'_>, id: &RunId) -> Result<()> {
    diesel::delete(sign_runs::table.filter(sign_runs::id.eq(id))).execute(&mut **tx)?;
    Ok(())
}
