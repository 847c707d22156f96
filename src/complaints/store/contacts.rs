//! The tables of complaints and their photos.

use diesel::result::{DatabaseErrorKind, Error as Diesel};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable,
    RunQueryDsl, Selectable, SelectableHelper,
};

use crate::complaints::intake::report::{Channel, ComplaintId, Source, Stage};
use crate::error::{Error, Result};
use crate::organisation::{OfficeId, PlaceId};
use crate::people::{Scope, UserId};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::platform::photos::PhotoId;
use crate::platform::photos::shelf::NamedPhoto;
use crate::schema::{complaint_photos, complaints};

/// A complaint as it is written down.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = complaints)]
pub(in crate::complaints) struct Row {
    pub(in crate::complaints) id: ComplaintId,
    pub(in crate::complaints) office_id: OfficeId,
    pub(in crate::complaints) community_id: Option<PlaceId>,
    pub(in crate::complaints) place_id: Option<PlaceId>,
    pub(in crate::complaints) number: String,
    pub(in crate::complaints) stage: Stage,
    pub(in crate::complaints) source: Source,
    pub(in crate::complaints) channel: Channel,
    pub(in crate::complaints) content: String,
    pub(in crate::complaints) place_text: String,
    pub(in crate::complaints) code: Option<String>,
    pub(in crate::complaints) contact_name: Option<String>,
    pub(in crate::complaints) contact_phone: Option<String>,
    pub(in crate::complaints) privacy_version: Option<String>,
    pub(in crate::complaints) received_at: Moment,
    pub(in crate::complaints) recorded_by: Option<UserId>,
    pub(in crate::complaints) seen_at: Option<Moment>,
    pub(in crate::complaints) seen_by: Option<UserId>,
    pub(in crate::complaints) held_reason: Option<String>,
    pub(in crate::complaints) nonce_hash: Option<String>,
    pub(in crate::complaints) token_hash: String,
    /// Photos that were sent with it and found no room.
    pub(in crate::complaints) photos_unkept: i32,
}

impl Row {
    /// Whether the office can call back.
    pub(in crate::complaints) fn is_reachable(&self) -> bool {
        self.contact_name.is_some() || self.contact_phone.is_some()
    }
}

/// A photo as it is written down.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = complaint_photos)]
pub(in crate::complaints) struct PhotoRow<'a> {
    pub(in crate::complaints) id: &'a PhotoId,
    pub(in crate::complaints) office_id: &'a OfficeId,
    pub(in crate::complaints) complaint_id: &'a ComplaintId,
    pub(in crate::complaints) width: i32,
    pub(in crate::complaints) height: i32,
    pub(in crate::complaints) bytes: i32,
    pub(in crate::complaints) created_at: Moment,
}

/// Writes a complaint down; a form that was just used by another request is a conflict.
pub(in crate::complaints) fn insert(tx: &mut Tx<'_>, row: &Row) -> Result<()> {
    let inserted = diesel::insert_into(complaints::table)
        .values(row)
        .execute(&mut **tx);
    match inserted {
        Ok(_) => Ok(()),
        Err(Diesel::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => Err(Error::Conflict),
        Err(other) => Err(other.into()),
    }
}

pub(in crate::complaints) fn insert_photo(tx: &mut Tx<'_>, row: &PhotoRow<'_>) -> Result<()> {
    diesel::insert_into(complaint_photos::table)
        .values(row)
        .execute(&mut **tx)?;
    Ok(())
}

/// Whether a form was used.
pub(in crate::complaints) fn is_sent(conn: &mut Conn, nonce_hash: &str) -> Result<bool> {
    let found: Option<ComplaintId> = complaints::table
        .filter(complaints::nonce_hash.eq(nonce_hash))
        .select(complaints::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// The complaint behind a private link.
pub(in crate::complaints) fn followed(conn: &mut Conn, token_hash: &str) -> Result<Row> {
    Ok(complaints::table
        .filter(complaints::token_hash.eq(token_hash))
        .select(Row::as_select())
        .first(conn)?)
}

/// A complaint within reach.
pub(in crate::complaints) fn load(conn: &mut Conn, scope: &Scope, id: &ComplaintId) -> Result<Row> {
    Ok(complaints::table
        .filter(complaints::id.eq(id))
        .filter(complaints::office_id.eq_any(scope.offices()))
        .select(Row::as_select())
        .first(conn)?)
}

/// A complaint within reach, if it is there.
pub(in crate::complaints) fn find(
    conn: &mut Conn,
    scope: &Scope,
    id: &ComplaintId,
) -> Result<Option<Row>> {
    match load(conn, scope, id) {
        Ok(row) => Ok(Some(row)),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// The complaints within reach, newest first, before the one named.
pub(in crate::complaints) fn list(
    conn: &mut Conn,
    scope: &Scope,
    before: Option<&ComplaintId>,
    limit: i64,
) -> Result<Vec<Row>> {
    let mut query = complaints::table
        .filter(complaints::office_id.eq_any(scope.offices()))
        .select(Row::as_select())
        .order(complaints::id.desc())
        .limit(limit)
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(complaints::id.lt(before));
    }
    Ok(query.load(conn)?)
}

/// Those nobody has looked at, newest first.
pub(in crate::complaints) fn list_unseen(
    conn: &mut Conn,
    scope: &Scope,
    limit: i64,
) -> Result<Vec<Row>> {
    Ok(complaints::table
        .filter(complaints::office_id.eq_any(scope.offices()))
        .filter(complaints::stage.eq(Stage::Received))
        .select(Row::as_select())
        .order(complaints::id.desc())
        .limit(limit)
        .load(conn)?)
}

/// How many nobody has looked at.
pub(in crate::complaints) fn count_unseen(conn: &mut Conn, scope: &Scope) -> Result<i64> {
    Ok(complaints::table
        .filter(complaints::office_id.eq_any(scope.offices()))
        .filter(complaints::stage.eq(Stage::Received))
        .count()
        .get_result(conn)?)
}

/// Marks as looked at; 0 when it was before, or is not within reach.
pub(in crate::complaints) fn mark_seen(
    tx: &mut Tx<'_>,
    scope: &Scope,
    id: &ComplaintId,
    by: &UserId,
) -> Result<usize> {
    let now = tx.now();
    let open = complaints::table
        .filter(complaints::id.eq(id))
        .filter(complaints::office_id.eq_any(scope.offices()))
        .filter(complaints::stage.eq(Stage::Received));
    Ok(diesel::update(open)
        .set((
            complaints::stage.eq(Stage::Seen),
            complaints::seen_at.eq(now),
            complaints::seen_by.eq(by),
        ))
        .execute(&mut **tx)?)
}

/// The photos of a complaint, in the order they were sent.
pub(in crate::complaints) fn photos(conn: &mut Conn, id: &ComplaintId) -> Result<Vec<PhotoId>> {
    Ok(complaint_photos::table
        .filter(complaint_photos::complaint_id.eq(id))
        .order(complaint_photos::id)
        .select(complaint_photos::id)
        .load(conn)?)
}

/// A photo of a complaint within reach, or `NotFound`.
pub(in crate::complaints) fn photo(
    conn: &mut Conn,
    scope: &Scope,
    complaint: &ComplaintId,
    id: &PhotoId,
) -> Result<PhotoId> {
    Ok(complaint_photos::table
        .filter(complaint_photos::id.eq(id))
        .filter(complaint_photos::complaint_id.eq(complaint))
        .filter(complaint_photos::office_id.eq_any(scope.offices()))
        .select(complaint_photos::id)
        .first(conn)?)
}

/// Whether a photo belongs to anything.
pub fn is_known(conn: &mut Conn, id: &PhotoId) -> Result<bool> {
    let found: Option<PhotoId> = complaint_photos::table
        .filter(complaint_photos::id.eq(id))
        .select(complaint_photos::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Every photo that a complaint names.
pub(in crate::complaints) fn all_photos(conn: &mut Conn) -> Result<Vec<NamedPhoto>> {
    Ok(complaint_photos::table
        .order(complaint_photos::id)
        .select((complaint_photos::id, complaint_photos::bytes))
        .load(conn)?)
}

/// Forgets how to call back; 0 when nothing was there.
pub(in crate::complaints) fn drop_contact(tx: &mut Tx<'_>, id: &ComplaintId) -> Result<usize> {
    let reachable = complaints::table.filter(complaints::id.eq(id)).filter(
        complaints::contact_name
            .is_not_null()
            .or(complaints::contact_phone.is_not_null()),
    );
    Ok(diesel::update(reachable)
        .set((
            complaints::contact_name.eq(None::<String>),
            complaints::contact_phone.eq(None::<String>),
        ))
        .execute(&mut **tx)?)
}

/// Complaints received before a moment that can still be called back, the oldest first.
pub(in crate::complaints) fn contacts_before(
    conn: &mut Conn,
    before: Moment,
    limit: i64,
) -> Result<Vec<ComplaintId>> {
    Ok(complaints::table
        .filter(complaints::received_at.lt(before))
        .filter(
            complaints::contact_name
                .is_not_null()
                .or(complaints::contact_phone.is_not_null()),
        )
        .order(complaints::received_at)
        .select(complaints::id)
        .limit(limit)
        .load(conn)?)
}

/// Complaints with photos that came before a moment.
pub(in crate::complaints) fn photos_before(
    conn: &mut Conn,
    before: Moment,
    limit: i64,
) -> Result<Vec<ComplaintId>> {
    Ok(complaint_photos::table
        .filter(complaint_photos::created_at.lt(before))
        .select(complaint_photos::complaint_id)
        .distinct()
        .limit(limit)
        .load(conn)?)
}

/// Complaints with photos that came before a moment, wait for a second look and had none.
pub(in crate::complaints) fn held_photos_before(
    conn: &mut Conn,
    before: Moment,
    limit: i64,
) -> Result<Vec<ComplaintId>> {
    Ok(complaint_photos::table
        .inner_join(complaints::table)
        .filter(complaint_photos::created_at.lt(before))
        .filter(complaints::held_reason.is_not_null())
        .filter(complaints::stage.eq(Stage::Received))
        .select(complaint_photos::complaint_id)
        .distinct()
        .limit(limit)
        .load(conn)?)
}

/// Forgets the photos of a complaint; their files are the shelf's to sweep.
pub(in crate::complaints) fn drop_photos(tx: &mut Tx<'_>, id: &ComplaintId) -> Result<()> {
    diesel::delete(complaint_photos::table.filter(complaint_photos::complaint_id.eq(id)))
        .execute(&mut **tx)?;
    Ok(())
}
