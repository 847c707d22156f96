//! The contacts and cases of a community that goes to another office.

use diesel::dsl::exists;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, QueryDsl, RunQueryDsl,
    SelectableHelper,
};

use crate::complaints::case::CaseId;
use crate::complaints::contact::Contact;
use crate::error::Result;
use crate::organisation::Place;
use crate::organisation::ties::Handover;
use crate::platform::db::{Conn, Tx};
use crate::schema::{
    complaint_cases as cases, complaint_contacts as contacts, complaint_photos as photos,
    complaint_steps as steps,
};

/// How many contacts the office in charge has of a community.
pub fn contacts_in(conn: &mut Conn, community: &Place) -> Result<i64> {
    Ok(contacts::table
        .filter(contacts::community_id.eq(&community.id))
        .filter(contacts::office_id.eq(&community.office))
        .count()
        .get_result(conn)?)
}

/// Counts as a change of each case of a community: a step that read one before comes too late.
pub(in crate::complaints) fn hold(tx: &mut Tx<'_>, of: &Handover<'_>) -> Result<()> {
    let in_charge = cases::table
        .filter(cases::community_id.eq(&of.community.id))
        .filter(cases::office_id.eq(of.from));
    diesel::update(in_charge)
        .set(cases::version.eq(cases::version + 1))
        .execute(&mut **tx)?;
    Ok(())
}

/// The cases that the office in charge has of a community.
pub(in crate::complaints) fn cases_in(tx: &mut Tx<'_>, of: &Handover<'_>) -> Result<Vec<CaseId>> {
    Ok(cases::table
        .filter(cases::community_id.eq(&of.community.id))
        .filter(cases::office_id.eq(of.from))
        .select(cases::id)
        .load(&mut **tx)?)
}

/// The contacts of a community whose number the new office gave to another.
pub(in crate::complaints) fn numbered_alike(
    tx: &mut Tx<'_>,
    of: &Handover<'_>,
) -> Result<Vec<Contact>> {
    let others = diesel::alias!(contacts as others);
    let same = others
        .filter(others.field(contacts::office_id).eq(of.to))
        .filter(others.field(contacts::number).eq(contacts::number));
    Ok(contacts::table
        .filter(contacts::community_id.eq(&of.community.id))
        .filter(contacts::office_id.eq(of.from))
        .filter(exists(same))
        .select(Contact::as_select())
        .load(&mut **tx)?)
}

/// Gives a contact another number, and the case that it came with, wherever it stands now.
pub(in crate::complaints) fn renumber(
    tx: &mut Tx<'_>,
    contact: &Contact,
    number: &str,
) -> Result<()> {
    diesel::update(contacts::table.filter(contacts::id.eq(&contact.id)))
        .set(contacts::number.eq(number))
        .execute(&mut **tx)?;
    let came_with = cases::table
        .filter(cases::office_id.eq(&contact.office_id))
        .filter(cases::number.eq(&contact.number));
    diesel::update(came_with)
        .set(cases::number.eq(number))
        .execute(&mut **tx)?;
    Ok(())
}

/// Gives them with their cases, steps and photos to the office that has charge from now on.
pub(in crate::complaints) fn hand_over(tx: &mut Tx<'_>, handover: &Handover<'_>) -> Result<()> {
    let Handover {
        community,
        from,
        to,
    } = *handover;
    let of_contacts = || {
        contacts::table
            .filter(contacts::community_id.eq(&community.id))
            .filter(contacts::office_id.eq(from))
    };
    let of_cases = cases::table
        .filter(cases::community_id.eq(&community.id))
        .filter(cases::office_id.eq(from))
        .select(cases::id.nullable());
    let with_photos = photos::contact_id.eq_any(of_contacts().select(contacts::id));
    diesel::update(photos::table.filter(with_photos))
        .set(photos::office_id.eq(to))
        .execute(&mut **tx)?;
    let of_contact = steps::contact_id.eq_any(of_contacts().select(contacts::id.nullable()));
    let of_case = steps::case_id.eq_any(of_cases);
    diesel::update(steps::table.filter(of_contact.or(of_case)))
        .set(steps::office_id.eq(to))
        .execute(&mut **tx)?;
    let told = contacts::table
        .filter(contacts::community_id.eq(&community.id))
        .filter(contacts::office_id.eq(from));
    diesel::update(told)
        .set(contacts::office_id.eq(to))
        .execute(&mut **tx)?;
    let opened = cases::table
        .filter(cases::community_id.eq(&community.id))
        .filter(cases::office_id.eq(from));
    diesel::update(opened)
        .set(cases::office_id.eq(to))
        .execute(&mut **tx)?;
    Ok(())
}
