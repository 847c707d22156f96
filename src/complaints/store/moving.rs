//! A case that goes to another office, with all that belongs to it.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, QueryDsl, RunQueryDsl,
};

use crate::complaints::case::Case;
use crate::error::Result;
use crate::platform::db::Tx;
use crate::schema::{
    complaint_contacts as contacts, complaint_photos as photos, complaint_steps as steps,
};

/// Gives the contacts of a case, their photos and all steps to the office it has now, under the
/// number it has now. Its words say where; no place of the office that had it does.
pub(in crate::complaints) fn give(tx: &mut Tx<'_>, case: &Case) -> Result<()> {
    let theirs = || contacts::table.filter(contacts::case_id.eq(&case.id));
    let with_photos = photos::contact_id.eq_any(theirs().select(contacts::id));
    diesel::update(photos::table.filter(with_photos))
        .set(photos::office_id.eq(&case.office))
        .execute(&mut **tx)?;
    let on_contact = steps::contact_id.eq_any(theirs().select(contacts::id.nullable()));
    let on_case = steps::case_id.eq(&case.id);
    diesel::update(steps::table.filter(on_contact.or(on_case)))
        .set(steps::office_id.eq(&case.office))
        .execute(&mut **tx)?;
    let told = contacts::table.filter(contacts::case_id.eq(&case.id));
    diesel::update(told)
        .set((
            contacts::office_id.eq(&case.office),
            contacts::number.eq(&case.number),
            contacts::community_id.eq(None::<String>),
            contacts::place_id.eq(None::<String>),
        ))
        .execute(&mut **tx)?;
    Ok(())
}
