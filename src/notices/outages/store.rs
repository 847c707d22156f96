//! The tables of outages.

pub(super) mod owed;

use std::collections::BTreeMap;

use diesel::{
    ExpressionMethods, JoinOnDsl, NullableExpressionMethods, OptionalExtension, QueryDsl,
    RunQueryDsl, SelectableHelper,
};

use super::facts::{Cause, Outage};
use super::kinds::OUTAGE;
use crate::error::Result;
use crate::notices::ids::{NoticeId, RecordId};
use crate::notices::lifecycle::Stage;
use crate::organisation::{OfficeId, PlaceId};
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{notice_outage_places as touched, notice_outages as outages, notices};

/// Whose an outage is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whose<'a> {
    pub(super) office: &'a OfficeId,
    pub(super) community: &'a PlaceId,
}

/// Records an outage.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    id: &RecordId,
    whose: Whose<'_>,
    outage: &Outage,
) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(outages::table)
        .values((
            (
                outages::id.eq(id),
                outages::office_id.eq(whose.office),
                outages::community_id.eq(whose.community),
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
pub(super) fn update(tx: &mut Tx<'_>, id: &RecordId, outage: &Outage) -> Result<()> {
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
            outages::last_word_at.eq(None::<Moment>),
            outages::updated_at.eq(now),
        ))
        .execute(&mut **tx)?;
    diesel::delete(touched::table.filter(touched::outage_id.eq(id))).execute(&mut **tx)?;
    touch(tx, id, &outage.places)
}

fn touch(tx: &mut Tx<'_>, id: &RecordId, places: &[PlaceId]) -> Result<()> {
    for place in places {
        diesel::insert_into(touched::table)
            .values((touched::outage_id.eq(id), touched::place_id.eq(place)))
            .execute(&mut **tx)?;
    }
    Ok(())
}

/// Says how an outage goes on, whatever was said before: when it ended, or that it has not and when
/// it should; 0 out of reach.
pub(super) fn go_on(
    tx: &mut Tx<'_>,
    scope: &Scope,
    id: &RecordId,
    course: &Course,
) -> Result<usize> {
    let now = tx.now();
    Ok(diesel::update(
        outages::table
            .filter(outages::id.eq(id))
            .filter(outages::office_id.eq_any(scope.offices())),
    )
    .set((
        outages::ended_at.eq(course.ended_at),
        outages::expected_end_at.eq(course.expected_end_at),
        outages::last_word_at.eq(course.last_word_at),
        outages::updated_at.eq(now),
    ))
    .execute(&mut **tx)?)
}

/// Ends an outage that has not ended; 0 when it has.
pub(super) fn end(tx: &mut Tx<'_>, scope: &Scope, id: &RecordId, at: Moment) -> Result<usize> {
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
#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = outages)]
pub(super) struct Course {
    pub(super) cause: Cause,
    pub(super) starts_at: Moment,
    pub(super) expected_end_at: Moment,
    pub(super) ended_at: Option<Moment>,
    pub(super) last_word_at: Option<Moment>,
}

/// What an office said of a stop since its notice appeared.
#[derive(Debug, Clone, Copy)]
pub(super) struct SaidSince {
    /// When it should end.
    pub(super) until: Moment,
    /// When that was said.
    pub(super) at: Moment,
}

impl Course {
    /// That it is still out, and until when; nothing while nobody said so.
    pub(super) fn said_since(&self) -> Option<SaidSince> {
        let until = self.expected_end_at;
        self.last_word_at.map(|at| SaidSince { until, at })
    }
}

/// The course of an outage within reach.
pub(super) fn course(conn: &mut Conn, id: &RecordId) -> Result<Option<Course>> {
    Ok(outages::table
        .filter(outages::id.eq(id))
        .select(Course::as_select())
        .first(conn)
        .optional()?)
}

/// The courses of these outages.
pub(super) fn courses(conn: &mut Conn, ids: &[RecordId]) -> Result<BTreeMap<RecordId, Course>> {
    let rows: Vec<(RecordId, Course)> = outages::table
        .filter(outages::id.eq_any(ids))
        .select((outages::id, Course::as_select()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// A span of time in a community.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span<'a> {
    pub(super) community: &'a PlaceId,
    pub(super) from: Moment,
    pub(super) to: Moment,
}

/// A stop that was told of, with the notice that tells of it.
#[derive(Debug, Clone, diesel::Queryable)]
pub(super) struct Within {
    pub(super) outage: RecordId,
    pub(super) notice: NoticeId,
    pub(super) title: String,
}

/// Stops that were told of, have not ended and lie at least in part within a span.
pub(super) fn within(conn: &mut Conn, span: &Span<'_>) -> Result<Vec<Within>> {
    Ok(outages::table
        .inner_join(notices::table.on(notices::record_id.eq(outages::id.nullable())))
        .filter(outages::community_id.eq(span.community))
        .filter(outages::starts_at.lt(span.to))
        .filter(outages::expected_end_at.gt(span.from))
        .filter(outages::ended_at.is_null())
        .filter(notices::kind.eq(OUTAGE))
        .filter(notices::stage.eq_any([Stage::Scheduled, Stage::Published]))
        .order((outages::id, notices::id.desc()))
        .select((outages::id, notices::id, notices::title))
        .load(conn)?)
}

/// The places of these stops.
pub(super) fn places_of(
    conn: &mut Conn,
    ids: Vec<RecordId>,
) -> Result<BTreeMap<RecordId, Vec<PlaceId>>> {
    let rows: Vec<(RecordId, PlaceId)> = touched::table
        .filter(touched::outage_id.eq_any(ids))
        .select((touched::outage_id, touched::place_id))
        .load(conn)?;
    let mut places: BTreeMap<RecordId, Vec<PlaceId>> = BTreeMap::new();
    for (outage, place) in rows {
        places.entry(outage).or_default().push(place);
    }
    Ok(places)
}

/// A stop whose expected end has passed and of which nobody said that it is over.
#[derive(Debug, Clone, diesel::Queryable)]
pub(super) struct Unconfirmed {
    pub(super) outage: RecordId,
    pub(super) office: OfficeId,
    pub(super) notice: NoticeId,
    pub(super) title: String,
    pub(super) expected_end_at: Moment,
}

/// The offices' stops that should have ended by now, and were not said to have; the first to end
/// first.
pub(super) fn unconfirmed(conn: &mut Conn, scope: &Scope, now: Moment) -> Result<Vec<Unconfirmed>> {
    Ok(outages::table
        .inner_join(notices::table.on(notices::record_id.eq(outages::id.nullable())))
        .filter(outages::office_id.eq_any(scope.offices()))
        .filter(outages::ended_at.is_null())
        .filter(outages::expected_end_at.le(now))
        .filter(notices::kind.eq(OUTAGE))
        .filter(notices::stage.eq_any([Stage::Published, Stage::Expired]))
        .order((outages::expected_end_at, notices::id))
        .select((
            outages::id,
            outages::office_id,
            notices::id,
            notices::title,
            outages::expected_end_at,
        ))
        .load(conn)?)
}
