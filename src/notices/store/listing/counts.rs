//! How many notices want something, office by office.

use std::collections::BTreeMap;

use diesel::dsl::count_star;
use diesel::{ExpressionMethods, JoinOnDsl, QueryDsl, RunQueryDsl};

use crate::error::Result;
use crate::notices::NoticeId;
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

/// Who of some people wrote a part of a notice since it was last approved.
#[derive(Debug)]
pub struct Written {
    /// The office that the notice is of.
    pub office: OfficeId,
    /// Those who did.
    pub writers: Vec<UserId>,
}

/// The notices that wait at a stage and that some of these people wrote a part of.
pub fn written_by(
    conn: &mut Conn,
    scope: &Scope,
    stage: Stage,
    by: &[UserId],
) -> Result<Vec<Written>> {
    let rows: Vec<(NoticeId, OfficeId, UserId)> = writers::table
        .inner_join(notices::table.on(notices::id.eq(writers::notice_id)))
        .filter(notices::office_id.eq_any(scope.offices()))
        .filter(notices::stage.eq(stage))
        .filter(writers::user_id.eq_any(by))
        .select((writers::notice_id, notices::office_id, writers::user_id))
        .load(conn)?;
    let mut found: BTreeMap<NoticeId, Written> = BTreeMap::new();
    for (notice, office, user) in rows {
        let none = Written {
            office,
            writers: Vec::new(),
        };
        found.entry(notice).or_insert(none).writers.push(user);
    }
    Ok(found.into_values().collect())
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
