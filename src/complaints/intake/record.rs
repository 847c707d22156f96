//! Writing down what a clerk heard or was handed.

use super::noted::Noted;
use super::report::Report;
use super::seal::Marks;
use super::service::blank;
use crate::complaints::case::{Case, CaseId};
use crate::complaints::contact::{Contact, ContactId};
use crate::complaints::lifecycle::{Look, Standing};
use crate::complaints::numbering;
use crate::complaints::store::{cases, contacts};
use crate::complaints::story::{self, About, Act};
use crate::error::Result;
use crate::organisation::place::full_name;
use crate::organisation::{Place, store as organisation};
use crate::people::Allowed;
use crate::people::permission::TakeComplaints;
use crate::platform::db::{Conn, Tx};
use crate::platform::once::Once;

/// The contact that a clerk's form makes: its id, and the year of its number.
#[derive(Debug)]
pub struct Asked {
    /// The id that the form carries.
    pub id: ContactId,
    /// The year of the number.
    pub year: i32,
}

/// Writes down what a clerk heard or was handed (GR-017); answers the case. Who took it down has
/// seen it. The same form sent twice is one; other words in it are another contact.
pub fn record(
    tx: &mut Tx<'_>,
    by: &Allowed<TakeComplaints>,
    noted: &Noted,
    Asked { mut id, year }: Asked,
) -> Result<Once<CaseId>> {
    if let Some(known) = contacts::find(tx, by.scope(), &id)? {
        if let Some(case) = known.case_id
            && known.content == noted.report.content
            && known.received_at == noted.received_at
        {
            return Ok(Once::Again(case));
        }
        id = ContactId::new();
    }
    let place = match &noted.place {
        Some(id) => Some(organisation::place(tx, by.scope(), id)?),
        None => None,
    };
    let case = taken(tx, by, place.as_ref(), year)?;
    let contact = Contact {
        id,
        channel: noted.channel,
        received_at: noted.received_at,
        recorded_by: Some(by.user().clone()),
        recorded_by_name: Some(by.name().to_owned()),
        token_hash: Marks::of_no_form().token_hash,
        ..blank(&case, place.as_ref(), &placed(tx, noted, place.as_ref())?)
    };
    cases::insert(tx, &case)?;
    contacts::insert(tx, &contact)?;
    story::tell(tx, Act::Recorded, About::new_contact(&contact))?;
    Ok(Once::Made(case.id))
}

/// What was told, with the name of the place where the clerk wrote no other words.
fn placed(conn: &mut Conn, noted: &Noted, place: Option<&Place>) -> Result<Report> {
    let mut report = noted.report.clone();
    if let Some(place) = place.filter(|_| report.place_text.is_empty()) {
        report.place_text = full_name(&organisation::lineage(conn, place)?, place);
    }
    Ok(report)
}

/// A case that somebody of the office opens, who has looked at it thereby.
fn taken(
    tx: &mut Tx<'_>,
    by: &Allowed<TakeComplaints>,
    place: Option<&Place>,
    year: i32,
) -> Result<Case> {
    let office = place.map_or_else(|| by.office(), |p| &p.office);
    let number = numbering::next(tx, office, year)?;
    let at = tx.now();
    Ok(Case {
        id: CaseId::new(),
        office: office.clone(),
        community: place.map(|p| p.community.clone()),
        number,
        version: 1,
        opened_at: at,
        standing: Standing::Seen(Look {
            by: by.user().clone(),
            at,
        }),
    })
}
