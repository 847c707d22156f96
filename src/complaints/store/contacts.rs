//! The table of contacts.

use diesel::dsl::exists;
use diesel::result::{DatabaseErrorKind, Error as Diesel};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension,
    QueryDsl, RunQueryDsl, SelectableHelper, TextExpressionMethods,
};

use crate::complaints::case::CaseId;
use crate::complaints::contact::{Belonging, Contact, ContactId, Reach};
use crate::complaints::story::{Act, BETWEEN};
use crate::error::{Error, Result};
use crate::organisation::{OfficeId, Place};
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{complaint_contacts as contacts, complaint_steps as steps};

/// Writes a contact down; a form that was just used by another request is a conflict.
pub(in crate::complaints) fn insert(tx: &mut Tx<'_>, contact: &Contact) -> Result<()> {
    let inserted = diesel::insert_into(contacts::table)
        .values(contact)
        .execute(&mut **tx);
    match inserted {
        Ok(_) => Ok(()),
        Err(Diesel::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => Err(Error::Conflict),
        Err(other) => Err(other.into()),
    }
}

/// Whether a form was used.
pub(in crate::complaints) fn is_sent(conn: &mut Conn, nonce_hash: &str) -> Result<bool> {
    let found: Option<ContactId> = contacts::table
        .filter(contacts::nonce_hash.eq(nonce_hash))
        .select(contacts::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// What a form made, if it was used.
pub(in crate::complaints) fn made_by(conn: &mut Conn, nonce_hash: &str) -> Result<Option<Contact>> {
    Ok(contacts::table
        .filter(contacts::nonce_hash.eq(nonce_hash))
        .select(Contact::as_select())
        .first(conn)
        .optional()?)
}

/// The contact behind a private link.
pub(in crate::complaints) fn followed(conn: &mut Conn, token_hash: &str) -> Result<Contact> {
    Ok(contacts::table
        .filter(contacts::token_hash.eq(token_hash))
        .select(Contact::as_select())
        .first(conn)?)
}

/// The contact behind a private link, if there is one.
pub(in crate::complaints) fn find_followed(
    conn: &mut Conn,
    token_hash: &str,
) -> Result<Option<Contact>> {
    Ok(contacts::table
        .filter(contacts::token_hash.eq(token_hash))
        .select(Contact::as_select())
        .first(conn)
        .optional()?)
}

/// A contact that its sender found by number and telephone.
pub(in crate::complaints) fn found(conn: &mut Conn, id: &ContactId) -> Result<Option<Contact>> {
    Ok(contacts::table
        .filter(contacts::id.eq(id))
        .select(Contact::as_select())
        .first(conn)
        .optional()?)
}

/// The contacts of all offices with this number that can still be called back.
pub(in crate::complaints) fn reachable_as(conn: &mut Conn, number: &str) -> Result<Vec<Contact>> {
    Ok(contacts::table
        .filter(contacts::reach.eq(Reach::Open))
        .filter(contacts::number.eq(number))
        .order(contacts::received_at.desc())
        .select(Contact::as_select())
        .load(conn)?)
}

/// Those that bore this number before they went to another office, and can still be called back: their
/// senders were told no other. Nothing but a whole number finds one.
pub(in crate::complaints) fn reachable_once_as(
    conn: &mut Conn,
    number: &str,
) -> Result<Vec<Contact>> {
    if !number.starts_with("TS-") || number.contains(['%', '_', '\\']) {
        return Ok(Vec::new());
    }
    let alone = steps::detail.like(format!("{number} → %"));
    let behind = steps::detail.like(format!("%{BETWEEN}{number} → %"));
    let of_case = steps::case_id.eq(contacts::case_id);
    let of_contact = steps::contact_id.eq(contacts::id.nullable());
    let went_on = steps::table
        .filter(of_case.or(of_contact))
        .filter(steps::act.eq(Act::Moved))
        .filter(alone.or(behind));
    Ok(contacts::table
        .filter(contacts::reach.eq(Reach::Open))
        .filter(exists(went_on))
        .order(contacts::received_at.desc())
        .select(Contact::as_select())
        .load(conn)?)
}

/// A contact within reach, if it is there.
pub(in crate::complaints) fn find(
    conn: &mut Conn,
    scope: &Scope,
    id: &ContactId,
) -> Result<Option<Contact>> {
    Ok(contacts::table
        .filter(contacts::id.eq(id))
        .filter(contacts::office_id.eq_any(scope.offices()))
        .select(Contact::as_select())
        .first(conn)
        .optional()?)
}

/// The contact of an office with this number, whichever case it stands in now.
pub(in crate::complaints) fn numbered(
    conn: &mut Conn,
    office: &OfficeId,
    number: &str,
) -> Result<Option<Contact>> {
    Ok(contacts::table
        .filter(contacts::office_id.eq(office))
        .filter(contacts::number.eq(number))
        .select(Contact::as_select())
        .first(conn)
        .optional()?)
}

/// All that was told of a case is told of another one from now on.
pub(in crate::complaints) fn join(tx: &mut Tx<'_>, from: &CaseId, into: &CaseId) -> Result<()> {
    diesel::update(contacts::table.filter(contacts::case_id.eq(from)))
        .set(contacts::case_id.eq(into))
        .execute(&mut **tx)?;
    Ok(())
}

/// A contact is told of another case from now on.
pub(in crate::complaints) fn put_into(
    tx: &mut Tx<'_>,
    id: &ContactId,
    case: &CaseId,
) -> Result<()> {
    diesel::update(contacts::table.filter(contacts::id.eq(id)))
        .set(contacts::case_id.eq(case))
        .execute(&mut **tx)?;
    Ok(())
}

/// The contacts of a case, the earliest first.
pub(in crate::complaints) fn of_case(conn: &mut Conn, case: &CaseId) -> Result<Vec<Contact>> {
    Ok(contacts::table
        .filter(contacts::case_id.eq(case))
        .order((contacts::received_at, contacts::id))
        .select(Contact::as_select())
        .load(conn)?)
}

/// Writes down what a contact says since it was put right; `Conflict` where its sender took name and
/// number back meanwhile, or their time was over: they are not written down anew.
pub(in crate::complaints) fn correct(tx: &mut Tx<'_>, contact: &Contact, was: Reach) -> Result<()> {
    let as_read = contacts::table
        .filter(contacts::id.eq(&contact.id))
        .filter(contacts::reach.eq(was));
    let changed = diesel::update(as_read)
        .set((
            contacts::community_id.eq(contact.community_id.clone()),
            contacts::place_id.eq(contact.place_id.clone()),
            contacts::source.eq(contact.source),
            contacts::channel.eq(contact.channel),
            contacts::content.eq(&contact.content),
            contacts::place_text.eq(&contact.place_text),
            contacts::reach.eq(contact.reach),
            contacts::contact_name.eq(contact.name.clone()),
            contacts::contact_phone.eq(contact.phone.clone()),
            contacts::received_at.eq(contact.received_at),
        ))
        .execute(&mut **tx)?;
    match changed {
        0 => Err(Error::Conflict),
        _ => Ok(()),
    }
}

/// The second look was taken that contacts of a case waited for.
pub(in crate::complaints) fn checked(tx: &mut Tx<'_>, case: &CaseId) -> Result<()> {
    diesel::update(contacts::table.filter(contacts::case_id.eq(case)))
        .set(contacts::held_for.eq(None::<String>))
        .execute(&mut **tx)?;
    Ok(())
}

/// Leaves of the words what tells nobody who spoke.
pub(in crate::complaints) fn strike(
    tx: &mut Tx<'_>,
    id: &ContactId,
    content: &str,
    place_text: &str,
) -> Result<()> {
    diesel::update(contacts::table.filter(contacts::id.eq(id)))
        .set((
            contacts::content.eq(content),
            contacts::place_text.eq(place_text),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Forgets how to call back, and says why; 0 when nothing was there.
pub(in crate::complaints) fn end_reach(
    tx: &mut Tx<'_>,
    id: &ContactId,
    why: Reach,
) -> Result<usize> {
    let reachable = contacts::table
        .filter(contacts::id.eq(id))
        .filter(contacts::reach.eq(Reach::Open));
    Ok(diesel::update(reachable)
        .set((
            contacts::reach.eq(why),
            contacts::contact_name.eq(None::<String>),
            contacts::contact_phone.eq(None::<String>),
        ))
        .execute(&mut **tx)?)
}

/// Contacts received before a moment that can still be called back, the oldest first.
pub(in crate::complaints) fn reachable_before(
    conn: &mut Conn,
    before: Moment,
    limit: i64,
) -> Result<Vec<Belonging>> {
    Ok(contacts::table
        .filter(contacts::received_at.lt(before))
        .filter(contacts::reach.eq(Reach::Open))
        .order(contacts::received_at)
        .select(Belonging::as_select())
        .limit(limit)
        .load(conn)?)
}

/// What was told of a place is of another one from now on.
pub fn go_along(tx: &mut Tx<'_>, from: &Place, into: &Place) -> Result<()> {
    diesel::update(contacts::table.filter(contacts::place_id.eq(&from.id)))
        .set(contacts::place_id.eq(&into.id))
        .execute(&mut **tx)?;
    Ok(())
}
