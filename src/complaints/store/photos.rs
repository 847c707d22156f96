//! The table of photos that came with contacts.

use diesel::{
    ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, RunQueryDsl, Selectable,
    SelectableHelper,
};

use crate::complaints::case::CaseId;
use crate::complaints::contact::{Belonging, ContactId};
use crate::complaints::lifecycle::Stage;
use crate::error::Result;
use crate::organisation::OfficeId;
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::platform::photos::PhotoId;
use crate::platform::photos::shelf::NamedPhoto;
use crate::schema::{
    complaint_cases as cases, complaint_contacts as contacts, complaint_photos as photos,
};

/// A photo as it is written down.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = photos)]
pub(in crate::complaints) struct NewPhoto<'a> {
    pub(in crate::complaints) id: &'a PhotoId,
    pub(in crate::complaints) office_id: &'a OfficeId,
    pub(in crate::complaints) contact_id: &'a ContactId,
    pub(in crate::complaints) width: i32,
    pub(in crate::complaints) height: i32,
    pub(in crate::complaints) bytes: i32,
    pub(in crate::complaints) created_at: Moment,
}

pub(in crate::complaints) fn insert(tx: &mut Tx<'_>, photo: &NewPhoto<'_>) -> Result<()> {
    diesel::insert_into(photos::table)
        .values(photo)
        .execute(&mut **tx)?;
    Ok(())
}

/// A photo by the contact it came with.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = photos)]
pub(in crate::complaints) struct Sent {
    pub(in crate::complaints) id: PhotoId,
    pub(in crate::complaints) contact_id: ContactId,
}

/// The photos of a case, in the order they were sent.
pub(in crate::complaints) fn of_case(conn: &mut Conn, case: &CaseId) -> Result<Vec<Sent>> {
    Ok(photos::table
        .inner_join(contacts::table)
        .filter(contacts::case_id.eq(case))
        .order(photos::id)
        .select(Sent::as_select())
        .load(conn)?)
}

/// The photos of a contact.
pub(in crate::complaints) fn of_contact(
    conn: &mut Conn,
    contact: &ContactId,
) -> Result<Vec<PhotoId>> {
    Ok(photos::table
        .filter(photos::contact_id.eq(contact))
        .select(photos::id)
        .load(conn)?)
}

/// How many photos a contact has.
pub(in crate::complaints) fn count(conn: &mut Conn, contact: &ContactId) -> Result<usize> {
    let found: i64 = photos::table
        .filter(photos::contact_id.eq(contact))
        .count()
        .get_result(conn)?;
    Ok(usize::try_from(found).unwrap_or_default())
}

/// A photo of a case within reach, or `NotFound`.
pub(in crate::complaints) fn one(
    conn: &mut Conn,
    scope: &Scope,
    case: &CaseId,
    id: &PhotoId,
) -> Result<PhotoId> {
    Ok(photos::table
        .inner_join(contacts::table)
        .filter(photos::id.eq(id))
        .filter(photos::office_id.eq_any(scope.offices()))
        .filter(contacts::case_id.eq(case))
        .select(photos::id)
        .first(conn)?)
}

/// Whether a photo belongs to anything.
pub fn is_known(conn: &mut Conn, id: &PhotoId) -> Result<bool> {
    let found: Option<PhotoId> = photos::table
        .filter(photos::id.eq(id))
        .select(photos::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Every photo that a contact names.
pub(in crate::complaints) fn all(conn: &mut Conn) -> Result<Vec<NamedPhoto>> {
    Ok(photos::table
        .order(photos::id)
        .select((photos::id, photos::bytes))
        .load(conn)?)
}

/// Contacts with photos that came before a moment.
pub(in crate::complaints) fn before(
    conn: &mut Conn,
    before: Moment,
    limit: i64,
) -> Result<Vec<Belonging>> {
    Ok(photos::table
        .inner_join(contacts::table)
        .filter(photos::created_at.lt(before))
        .select(Belonging::as_select())
        .distinct()
        .limit(limit)
        .load(conn)?)
}

/// Contacts with photos that came before a moment, wait for a second look and had none.
pub(in crate::complaints) fn held_before(
    conn: &mut Conn,
    before: Moment,
    limit: i64,
) -> Result<Vec<Belonging>> {
    Ok(photos::table
        .inner_join(contacts::table.inner_join(cases::table))
        .filter(photos::created_at.lt(before))
        .filter(contacts::held_for.is_not_null())
        .filter(cases::stage.eq(Stage::Received))
        .select(Belonging::as_select())
        .distinct()
        .limit(limit)
        .load(conn)?)
}

/// Forgets one photo; its file is the shelf's to drop.
pub(in crate::complaints) fn remove(tx: &mut Tx<'_>, id: &PhotoId) -> Result<()> {
    diesel::delete(photos::table.filter(photos::id.eq(id))).execute(&mut **tx)?;
    Ok(())
}

/// Forgets the photos of a contact; their files are the shelf's to sweep.
pub(in crate::complaints) fn forget(tx: &mut Tx<'_>, contact: &ContactId) -> Result<()> {
    diesel::delete(photos::table.filter(photos::contact_id.eq(contact))).execute(&mut **tx)?;
    Ok(())
}
