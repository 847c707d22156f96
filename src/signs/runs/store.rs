//! The tables of print runs and their parts.

use diesel::{
    ExpressionMethods, Insertable, QueryDsl, Queryable, RunQueryDsl, Selectable, SelectableHelper,
};

use super::run::Run;
use super::spec::{SPEC_VERSION, Spec};
use crate::error::Result;
use crate::organisation::ties::Handover;
use crate::organisation::{OfficeId, Place, PlaceId};
use crate::people::{Scope, UserId};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{sign_run_parts, sign_runs};
use crate::signs::register::entry::RunId;

/// A run as it is written down.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = sign_runs)]
struct Row {
    id: RunId,
    office_id: OfficeId,
    community_id: PlaceId,
    spec: String,
    spec_version: i32,
    signs: String,
    total: i32,
    first_at: String,
    first_at_en: String,
    base_url: String,
    created_by: UserId,
    created_at: Moment,
    stopped_at: Option<Moment>,
}

impl Row {
    fn of(run: &Run) -> Result<Self> {
        let first = run.rows.first();
        Ok(Self {
            id: run.id.clone(),
            office_id: run.office.clone(),
            community_id: run.community.clone(),
            spec: serde_json::to_string(&run.spec)?,
            spec_version: SPEC_VERSION,
            signs: serde_json::to_string(&run.rows)?,
            total: i32::try_from(run.rows.len()).unwrap_or(i32::MAX),
            first_at: first.map(|row| row.at.clone()).unwrap_or_default(),
            first_at_en: first.map(|row| row.at_en.clone()).unwrap_or_default(),
            base_url: run.base_url.clone(),
            created_by: run.created_by.clone(),
            created_at: run.created_at,
            stopped_at: run.stopped_at,
        })
    }

    fn run(self) -> Result<Run> {
        Ok(Run {
            id: self.id,
            office: self.office_id,
            community: self.community_id,
            spec: Spec::read(self.spec_version, &self.spec)?,
            rows: Spec::read_rows(self.spec_version, &self.signs)?,
            base_url: self.base_url,
            created_by: self.created_by,
            created_at: self.created_at,
            stopped_at: self.stopped_at,
        })
    }
}

/// The runs whose signs open another address than this.
pub fn at_other_address(conn: &mut Conn, base: &str) -> Result<Vec<RunId>> {
    let other = sign_runs::table.filter(sign_runs::base_url.ne(base));
    Ok(other.select(sign_runs::id).load(conn)?)
}

/// A part that was printed.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sign_run_parts)]
pub struct Printed {
    /// Which, from 1.
    pub part: i32,
    /// When it was printed first.
    pub printed_at: Moment,
}

/// A run as a line of the list; its signs are not read for it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sign_runs)]
pub(in crate::signs) struct ListedRun {
    pub(in crate::signs) id: RunId,
    pub(in crate::signs) community_id: PlaceId,
    pub(in crate::signs) spec: String,
    pub(in crate::signs) spec_version: i32,
    pub(in crate::signs) total: i32,
    pub(in crate::signs) first_at: String,
    pub(in crate::signs) first_at_en: String,
    pub(in crate::signs) created_at: Moment,
    pub(in crate::signs) stopped_at: Option<Moment>,
}

/// Keeps a run; false where one of this id is kept already.
pub(super) fn insert(tx: &mut Tx<'_>, run: &Run) -> Result<bool> {
    let row = Row::of(run)?;
    let kept = crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(sign_runs::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(kept == 1)
}

/// A run within reach.
pub(super) fn run(conn: &mut Conn, scope: &Scope, id: &RunId) -> Result<Run> {
    let row: Row = sign_runs::table
        .filter(sign_runs::id.eq(id))
        .filter(sign_runs::office_id.eq_any(scope.offices()))
        .select(Row::as_select())
        .first(conn)?;
    row.run()
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
        .select(ListedRun::as_select())
        .load(conn)?)
}

/// These runs, as far as they are within reach.
pub(in crate::signs) fn these(
    conn: &mut Conn,
    scope: &Scope,
    ids: &[RunId],
) -> Result<Vec<ListedRun>> {
    // Told the offices too, SQLite reads all their runs instead of these.
    let found: Vec<(OfficeId, ListedRun)> = sign_runs::table
        .filter(sign_runs::id.eq_any(ids))
        .select((sign_runs::office_id, ListedRun::as_select()))
        .load(conn)?;
    let within = found
        .into_iter()
        .filter(|(office, _)| scope.reaches(office));
    Ok(within.map(|(_, run)| run).collect())
}

/// The parts of a run that were printed.
pub(super) fn printed(conn: &mut Conn, id: &RunId) -> Result<Vec<Printed>> {
    Ok(sign_run_parts::table
        .filter(sign_run_parts::run_id.eq(id))
        .order(sign_run_parts::part)
        .select(Printed::as_select())
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

/// How many runs there were in a community.
pub fn runs_in(conn: &mut Conn, community: &Place) -> Result<i64> {
    Ok(sign_runs::table
        .filter(sign_runs::community_id.eq(&community.id))
        .count()
        .get_result(conn)?)
}

/// Gives them with their parts to the office that has charge from now on.
pub fn hand_over(tx: &mut Tx<'_>, handover: &Handover<'_>) -> Result<()> {
    let community = &handover.community.id;
    let runs: Vec<RunId> = sign_runs::table
        .filter(sign_runs::community_id.eq(community))
        .select(sign_runs::id)
        .load(&mut **tx)?;
    diesel::update(sign_run_parts::table.filter(sign_run_parts::run_id.eq_any(&runs)))
        .set(sign_run_parts::office_id.eq(handover.to))
        .execute(&mut **tx)?;
    diesel::update(sign_runs::table.filter(sign_runs::community_id.eq(community)))
        .set(sign_runs::office_id.eq(handover.to))
        .execute(&mut **tx)?;
    Ok(())
}
