//! The tables of notices: drafts, moves, revisions.

pub(super) mod drafts;
pub(super) mod handing;
pub(super) mod listing;
pub(super) mod revisions;
pub(super) mod seen;
pub(super) mod steps;
pub(super) mod thrown_away;
pub(super) mod ties;
pub(super) mod writers;

use std::collections::BTreeMap;

use diesel::{
    ExpressionMethods, OptionalExtension, QueryDsl, Queryable, RunQueryDsl, Selectable,
    SelectableHelper,
};

use super::content::Draft;
use super::ids::{NoticeId, RecordId};
use super::kind::Kind;
use super::lifecycle::{AtStage, Core, Notice, Stage};
use super::said::Clocks;
use crate::error::{Error, Result};
use crate::organisation::{OfficeId, PlaceId};
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::notices;

/// A notice as its pages and services read it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = notices)]
pub struct Row {
    /// What belongs to its moves.
    #[diesel(embed)]
    pub core: Core,
    /// Its office.
    #[diesel(column_name = office_id)]
    pub office: OfficeId,
    /// Its community.
    #[diesel(column_name = community_id)]
    pub community: PlaceId,
    /// Its kind.
    pub kind: Kind,
    /// Where it stands.
    pub stage: Stage,
    /// Its number, once it was approved.
    pub number: Option<String>,
    /// Its title for lists.
    pub title: String,
    /// Its form, as typed.
    #[diesel(column_name = content)]
    pub draft: Draft,
    /// What it is about, as its kind has it.
    #[diesel(column_name = record_id)]
    pub record: Option<RecordId>,
    /// The notice it replaces or calls off.
    #[diesel(column_name = replaces_id)]
    pub replaces: Option<NoticeId>,
    /// When its sheets come down.
    pub remove_after: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
    /// The window in which its text was typed last; none after a move.
    pub typed_in: Option<String>,
    /// When what it tells of begins, as far as its text can be read.
    pub begins_at: Option<Moment>,
    /// When that ends.
    pub ends_at: Option<Moment>,
}

/// A notice within reach.
pub(super) fn row(conn: &mut Conn, scope: &Scope, id: &NoticeId) -> Result<Row> {
    Ok(notices::table
        .filter(notices::id.eq(id))
        .filter(notices::office_id.eq_any(scope.offices()))
        .select(Row::as_select())
        .first(conn)?)
}

/// A notice that a code or a public address names; the caller decides what of it may be seen.
pub(super) fn any_row(conn: &mut Conn, id: &NoticeId) -> Result<Row> {
    Ok(notices::table
        .filter(notices::id.eq(id))
        .select(Row::as_select())
        .first(conn)?)
}

/// These notices, whoever may see what of them.
pub(super) fn any_rows(conn: &mut Conn, ids: &[NoticeId]) -> Result<Vec<Row>> {
    Ok(notices::table
        .filter(notices::id.eq_any(ids))
        .select(Row::as_select())
        .load(conn)?)
}

/// Saves a move: only from the stage and the version it was read at, so that of two people who
/// move the same notice one does and the other is told. The version it has then.
pub(super) fn save<S: AtStage>(tx: &mut Tx<'_>, from: Stage, notice: &Notice<S>) -> Result<i64> {
    let now = tx.now();
    let core = notice.core();
    let version = core.version + 1;
    let moved = diesel::update(
        notices::table
            .filter(notices::id.eq(&core.id))
            .filter(notices::stage.eq(from))
            .filter(notices::version.eq(core.version)),
    )
    .set((
        notices::stage.eq(S::STAGE),
        notices::version.eq(version),
        notices::reviewer_id.eq(core.reviewer.as_ref()),
        notices::remark.eq(core.remark.as_deref()),
        notices::publish_at.eq(core.publish_at),
        notices::approved_at.eq(core.approved_at),
        notices::published_at.eq(core.published_at),
        notices::closed_at.eq(core.closed_at),
        notices::late.eq(core.late),
        notices::held.eq(core.held),
        notices::typed_in.eq(None::<&str>),
        notices::updated_at.eq(now),
    ))
    .execute(&mut **tx)?;
    if moved == 1 {
        Ok(version)
    } else {
        Err(Error::Conflict)
    }
}

/// What approval fixes beside the move.
pub(super) struct Fixed<'a> {
    pub(super) number: &'a str,
    pub(super) title: &'a str,
    pub(super) record: Option<&'a RecordId>,
    pub(super) remove_after: Moment,
    pub(super) clocks: Clocks,
}

pub(super) fn fix(tx: &mut Tx<'_>, id: &NoticeId, fixed: &Fixed<'_>) -> Result<()> {
    diesel::update(notices::table.filter(notices::id.eq(id)))
        .set((
            notices::number.eq(fixed.number),
            notices::title.eq(fixed.title),
            notices::record_id.eq(fixed.record),
            notices::remove_after.eq(fixed.remove_after),
            notices::begins_at.eq(fixed.clocks.begins),
            notices::ends_at.eq(fixed.clocks.of_use_until),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Keeps a notice from being over before a moment: what it tells of goes on.
pub(super) fn keep_up(tx: &mut Tx<'_>, id: &NoticeId, until: Moment) -> Result<()> {
    let over_before = notices::table
        .filter(notices::id.eq(id))
        .filter(notices::remove_after.lt(until));
    diesel::update(over_before)
        .set(notices::remove_after.eq(until))
        .execute(&mut **tx)?;
    Ok(())
}

/// Scheduled notices whose hour has come, oldest first; found by their state, never by a window.
pub(super) fn due(conn: &mut Conn, now: Moment, limit: i64) -> Result<Vec<NoticeId>> {
    Ok(notices::table
        .filter(notices::stage.eq(Stage::Scheduled))
        .filter(notices::held.eq(false))
        .filter(notices::publish_at.le(now))
        .order((notices::publish_at, notices::id))
        .select(notices::id)
        .limit(limit)
        .load(conn)?)
}

/// Published notices whose sheets should be down, those first that should be longest.
pub(super) fn over(conn: &mut Conn, now: Moment, limit: i64) -> Result<Vec<NoticeId>> {
    Ok(notices::table
        .filter(notices::stage.eq(Stage::Published))
        .filter(notices::remove_after.le(now))
        .order((notices::remove_after, notices::id))
        .select(notices::id)
        .limit(limit)
        .load(conn)?)
}

/// A notice under way that replaces or cancels this one, newest first.
pub(super) fn successor(conn: &mut Conn, id: &NoticeId) -> Result<Option<Row>> {
    Ok(notices::table
        .filter(notices::replaces_id.eq(id))
        .order(notices::id.desc())
        .select(Row::as_select())
        .first(conn)
        .optional()?)
}

/// The notices of a kind in a community that wait for review.
pub(super) fn in_review(conn: &mut Conn, kind: &Kind, community: &PlaceId) -> Result<Vec<Row>> {
    Ok(notices::table
        .filter(notices::community_id.eq(community))
        .filter(notices::stage.eq(Stage::InReview))
        .filter(notices::kind.eq(kind))
        .order(notices::id)
        .select(Row::as_select())
        .load(conn)?)
}

/// The newest notice that replaces or cancels each of these, where there is one.
pub(super) fn successors(conn: &mut Conn, ids: &[NoticeId]) -> Result<BTreeMap<NoticeId, Row>> {
    let rows: Vec<Row> = notices::table
        .filter(notices::replaces_id.eq_any(ids))
        .order(notices::id)
        .select(Row::as_select())
        .load(conn)?;
    let named = |row: Row| Some((row.replaces.clone()?, row));
    Ok(rows.into_iter().filter_map(named).collect())
}

/// The number on the office's last notice's sheet, offered again on the next form.
pub(super) fn last_phone(conn: &mut Conn, community: &PlaceId) -> Result<Option<String>> {
    let last: Option<Draft> = notices::table
        .filter(notices::community_id.eq(community))
        .order(notices::id.desc())
        .select(notices::content)
        .first(conn)
        .optional()?;
    Ok(last
        .map(|d| d.fields().get("phone").to_owned())
        .filter(|p| !p.is_empty()))
}

/// A notice that is about something.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = notices)]
pub(super) struct About {
    pub(super) id: NoticeId,
    pub(super) kind: Kind,
    pub(super) stage: Stage,
}

/// The notices about a record, oldest first.
pub(super) fn about(conn: &mut Conn, record: &RecordId) -> Result<Vec<About>> {
    Ok(notices::table
        .filter(notices::record_id.eq(record))
        .order(notices::id)
        .select(About::as_select())
        .load(conn)?)
}
