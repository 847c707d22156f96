//! What a community's office was told of goes along to another office, with the mails that tell of it.

use super::address::url;
use crate::complaints::contact::Contact;
use crate::complaints::store::handing;
use crate::complaints::story::{self, About, Act};
use crate::complaints::{case, numbering};
use crate::error::Result;
use crate::organisation::ties::Handover;
use crate::platform::db::Tx;
use crate::platform::outbox;

/// Gives contacts and cases with their mails to the office that has charge from now on. What bears a
/// number that this office gave to something of its own gets its next, and its story says so.
pub fn hand_over(tx: &mut Tx<'_>, handover: &Handover<'_>) -> Result<()> {
    handing::hold(tx, handover)?;
    let cases = handing::cases_in(tx, handover)?;
    let pages: Vec<String> = cases.iter().map(url).collect();
    let alike = handing::numbered_alike(tx, handover)?;
    // Until then their numbers are nobody's.
    for contact in &alike {
        handing::renumber(tx, contact, contact.id.as_str())?;
    }
    outbox::give(tx, &pages, handover.to.as_str())?;
    handing::hand_over(tx, handover)?;
    for contact in alike {
        number_anew(tx, handover, contact)?;
    }
    Ok(())
}

fn number_anew(tx: &mut Tx<'_>, handover: &Handover<'_>, was: Contact) -> Result<()> {
    let year = case::year(&was.number)?;
    let number = numbering::next(tx, handover.to, year)?;
    let told = format!("{} → {number}", was.number);
    let parked = Contact {
        number: was.id.to_string(),
        office_id: handover.to.clone(),
        ..was
    };
    handing::renumber(tx, &parked, &number)?;
    let of = parked.belonging();
    story::tell(tx, Act::Moved, About::contact(&of).saying(&told))
}
