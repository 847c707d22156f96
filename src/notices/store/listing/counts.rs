//! How many notices want something, office by office.

use std::collections::BTreeMap;

use diesel::dsl::{count_star, exists};
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use crate::error::Result;
use crate::notices::lifecycle::Stage;
use crate::people::{OfficeId, Scope, UserId};
use crate::platform::db::Conn;
use crate::schema::{notice_writers as writers, notices};

/// How many notices wait at a stage, for each office that has some.
pub fn count_at(conn: &mut Conn, scope: &Scope, stage: Stage) -> Result<BTreeMap<OfficeId, i64>> {
    let rows: Vec<(OfficeId, i64)> = notices::table
        .filter(notices::office_id.eq_any(scope.offices()))
        .filter(notices::stage.eq(stage))
        .group_by(notices::office_id)
        .select((notices::office_id, count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// How many notices that wait at a stage one of these people wrote a part of since they were last
/// approved, for each office that has some.
pub fn count_written(
    conn: &mut Conn,
    scope: &Scope,
    stage: Stage,
    by: &[UserId],
) -> Result<BTreeMap<OfficeId, i64>> {
    let hers = writers::table
        .filter(writers::notice_id.eq(notices::id))
        .filter(writers::user_id.eq_any(by));
    let rows: Vec<(OfficeId, i64)> = notices::table
        .filter(notices::office_id.eq_any(scope.offices()))
        .filter(notices::stage.eq(stage))
        .filter(exists(hers))
        .group_by(notices::office_id)
        .select((notices::office_id, count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// How many wait for a person because they came too late, for each office that has some.
pub fn count_held(conn: &mut Conn, scope: &Scope) -> Result<BTreeMap<OfficeId, i64>> {
    let rows: Vec<(OfficeId, i64)> = notices::table
        .filter(notices::office_id.eq_any(scope.offices()))
        .filter(notices::stage.eq(Stage::Scheduled))
        .filter(notices::held.eq(true))
        .group_by(notices::office_id)
        .select((notices::office_id, count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
