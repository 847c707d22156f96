//! The table of cases.

use std::collections::BTreeMap;

use diesel::dsl::count_star;
use diesel::{
    ExpressionMethods, Insertable, QueryDsl, Queryable, RunQueryDsl, Selectable, SelectableHelper,
};

use crate::complaints::case::{Case, CaseId};
use crate::complaints::lifecycle::{Look, Stage, Standing};
use crate::error::{Error, Result};
use crate::organisation::{OfficeId, PlaceId};
use crate::people::{Scope, UserId};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{complaint_cases as cases, complaint_contacts as contacts};

/// A case in columns; those of a stage are empty before it.
#[derive(Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = cases)]
struct Row {
    id: CaseId,
    office_id: OfficeId,
    community_id: Option<PlaceId>,
    number: String,
    stage: Stage,
    version: i64,
    opened_at: Moment,
    seen_at: Option<Moment>,
    seen_by: Option<UserId>,
}

impl From<&Case> for Row {
    fn from(case: &Case) -> Self {
        let look = case.standing.look();
        Self {
            id: case.id.clone(),
            office_id: case.office.clone(),
            community_id: case.community.clone(),
            number: case.number.clone(),
            stage: case.standing.stage(),
            version: case.version,
            opened_at: case.opened_at,
            seen_at: look.map(|look| look.at),
            seen_by: look.map(|look| look.by.clone()),
        }
    }
}

impl TryFrom<Row> for Case {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let standing = match (row.stage, row.seen_at, row.seen_by) {
            (Stage::Received, ..) => Standing::Received,
            (Stage::Seen, Some(at), Some(by)) => Standing::Seen(Look { by, at }),
            (Stage::Seen, ..) => {
                return Err(Error::internal(format!("nobody saw the case {}", row.id)));
            }
        };
        Ok(Self {
            id: row.id,
            office: row.office_id,
            community: row.community_id,
            number: row.number,
            version: row.version,
            opened_at: row.opened_at,
            standing,
        })
    }
}

/// Writes a new case down.
pub(in crate::complaints) fn insert(tx: &mut Tx<'_>, case: &Case) -> Result<()> {
    diesel::insert_into(cases::table)
        .values(Row::from(case))
        .execute(&mut **tx)?;
    Ok(())
}

/// Writes down how a case stands after a step; `Conflict` when another was taken since it was
/// loaded. A step writes its case before all that belongs to it: whoever comes second waits here,
/// holds nothing that the first one needs, and is told.
pub(in crate::complaints) fn save(tx: &mut Tx<'_>, case: &Case) -> Result<()> {
    let row = Row::from(case);
    let as_loaded = cases::table
        .filter(cases::id.eq(&case.id))
        .filter(cases::version.eq(case.version));
    let changed = diesel::update(as_loaded)
        .set((
            cases::office_id.eq(row.office_id),
            cases::community_id.eq(row.community_id),
            cases::number.eq(row.number),
            cases::stage.eq(row.stage),
            cases::seen_at.eq(row.seen_at),
            cases::seen_by.eq(row.seen_by),
            cases::version.eq(case.version + 1),
        ))
        .execute(&mut **tx)?;
    if changed == 0 {
        return Err(Error::Conflict);
    }
    Ok(())
}

/// Whether an office has a case or a contact of this number; of two that were joined, one case bears
/// the other's no more.
pub(in crate::complaints) fn is_numbered(
    conn: &mut Conn,
    office: &OfficeId,
    number: &str,
) -> Result<bool> {
    let found: i64 = cases::table
        .filter(cases::office_id.eq(office))
        .filter(cases::number.eq(number))
        .count()
        .get_result(conn)?;
    let told: i64 = contacts::table
        .filter(contacts::office_id.eq(office))
        .filter(contacts::number.eq(number))
        .count()
        .get_result(conn)?;
    Ok(found + told > 0)
}

/// The case of an office with this number.
pub(in crate::complaints) fn numbered(
    conn: &mut Conn,
    office: &OfficeId,
    number: &str,
) -> Result<Case> {
    let row: Row = cases::table
        .filter(cases::office_id.eq(office))
        .filter(cases::number.eq(number))
        .select(Row::as_select())
        .first(conn)?;
    row.try_into()
}

/// A case within reach.
pub(in crate::complaints) fn load(conn: &mut Conn, scope: &Scope, id: &CaseId) -> Result<Case> {
    let row: Row = cases::table
        .filter(cases::id.eq(id))
        .filter(cases::office_id.eq_any(scope.offices()))
        .select(Row::as_select())
        .first(conn)?;
    row.try_into()
}

/// The case that whoever holds a private link follows.
pub(in crate::complaints) fn followed(conn: &mut Conn, id: &CaseId) -> Result<Case> {
    let row: Row = cases::table
        .filter(cases::id.eq(id))
        .select(Row::as_select())
        .first(conn)?;
    row.try_into()
}

/// How many nobody has looked at of those that were opened before a moment, for each office that has
/// some.
pub(in crate::complaints) fn unseen_by_office(
    conn: &mut Conn,
    scope: &Scope,
    before: Moment,
) -> Result<BTreeMap<OfficeId, i64>> {
    let rows: Vec<(OfficeId, i64)> = cases::table
        .filter(cases::office_id.eq_any(scope.offices()))
        .filter(cases::stage.eq(Stage::Received))
        .filter(cases::opened_at.lt(before))
        .group_by(cases::office_id)
        .select((cases::office_id, count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// How many nobody has looked at.
pub(in crate::complaints) fn count_unseen(conn: &mut Conn, scope: &Scope) -> Result<i64> {
    Ok(cases::table
        .filter(cases::office_id.eq_any(scope.offices()))
        .filter(cases::stage.eq(Stage::Received))
        .count()
        .get_result(conn)?)
}
