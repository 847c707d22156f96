//! The tables of outages.

use std::collections::BTreeMap;

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use super::{Cause, Outage, OutageId};
use crate::error::Result;
use crate::organisation::{OfficeId, PlaceId};
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{notice_outage_places as touched, notice_outages as outages};

/// Records an outage.
pub(crate) fn insert(
    tx: &mut Tx<'_>,
    id: &OutageId,
    (office, community): (&OfficeId, &PlaceId),
    outage: &Outage,
) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(outages::table)
        .values((
            (
                outages::id.eq(id),
                outages::office_id.eq(office),
                outages::community_id.eq(community),
                outages::utility.eq(outage.utility),
                outages::cause.eq(outage.cause),
                outages::starts_at.eq(outage.starts_at),
                outages::expected_end_at.eq(outage.ends_at),
            ),
            (
                outages::reason.eq(&outage.reason),
                outages::late_reason.eq(outage.late_reason.as_deref()),
                outages::supply_point.eq(outage.supply_point.as_deref()),
                outages::received_at.eq(outage.received_at),
                outages::created_at.eq(now),
                outages::updated_at.eq(now),
            ),
        ))
        .execute(&mut **tx)?;
    touch(tx, id, &outage.places)
}

/// Takes over the facts of a later notice.
pub(crate) fn update(tx: &mut Tx<'_>, id: &OutageId, outage: &Outage) -> Result<()> {
    let now = tx.now();
    diesel::update(outages::table.filter(outages::id.eq(id)))
        .set((
            outages::cause.eq(outage.cause),
            outages::starts_at.eq(outage.starts_at),
            outages::expected_end_at.eq(outage.ends_at),
            outages::reason.eq(&outage.reason),
            outages::late_reason.eq(outage.late_reason.as_deref()),
            outages::supply_point.eq(outage.supply_point.as_deref()),
            outages::received_at.eq(outage.received_at),
            outages::updated_at.eq(now),
        ))
        .execute(&mut **tx)?;
    diesel::delete(touched::table.filter(touched::outage_id.eq(id))).execute(&mut **tx)?;
    touch(tx, id, &outage.places)
}

fn touch(tx: &mut Tx<'_>, id: &OutageId, places: &[PlaceId]) -> Result<()> {
    for place in places {
        diesel::insert_into(touched::table)
            .values((touched::outage_id.eq(id), touched::place_id.eq(place)))
            .execute(&mut **tx)?;
    }
    Ok(())
}

/// Ends an outage that has not ended; 0 when it has.
pub(crate) fn end(tx: &mut Tx<'_>, scope: &Scope, id: &OutageId, at: Moment) -> Result<usize> {
    let now = tx.now();
    Ok(diesel::update(
        outages::table
            .filter(outages::id.eq(id))
            .filter(outages::office_id.eq_any(scope.offices()))
            .filter(outages::ended_at.is_null()),
    )
    .set((outages::ended_at.eq(at), outages::updated_at.eq(now)))
    .execute(&mut **tx)?)
}

/// When an outage started, should end, and ended.
#[derive(Debug, Clone, diesel::Queryable)]
pub(crate) struct Course {
    pub(crate) cause: Cause,
    pub(crate) starts_at: Moment,
    pub(crate) expected_end_at: Moment,
    pub(crate) ended_at: Option<Moment>,
}

/// The course of an outage within reach.
pub(crate) fn course(conn: &mut Conn, id: &OutageId) -> Result<Option<Course>> {
    Ok(outages::table
        .filter(outages::id.eq(id))
        .select((
            outages::cause,
            outages::starts_at,
            outages::expected_end_at,
            outages::ended_at,
        ))
        .first(conn)
        .optional()?)
}

/// The courses of these outages.
pub(crate) fn courses(conn: &mut Conn, ids: &[OutageId]) -> Result<BTreeMap<OutageId, Course>> {
    let rows: Vec<(OutageId, Course)> = outages::table
        .filter(outages::id.eq_any(ids))
        .select((
            outages::id,
            (
                outages::cause,
                outages::starts_at,
                outages::expected_end_at,
                outages::ended_at,
            ),
        ))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
