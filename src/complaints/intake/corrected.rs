//! Putting right what a clerk wrote down (GR-017): what it said before stays in the story.

use chrono::Duration;
use chrono_tz::Tz;

use super::noted::Noted;
use crate::complaints::case::{Case, CaseId};
use crate::complaints::contact::{Contact, ContactId};
use crate::complaints::store::{cases, contacts, steps};
use crate::complaints::story::{self, About, Act};
use crate::error::{Error, Refusal, Result};
use crate::organisation::place::full_name;
use crate::organisation::{PlaceId, store as organisation};
use crate::people::permission::TakeComplaints;
use crate::people::{Allowed, Scope};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::platform::edits::Edits;
use crate::platform::seen::Seen;

/// A contact that a clerk wrote down, with its case.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) contact: Contact,
    pub(super) case: Case,
    /// What its place is called within its community; empty where it has none.
    pub(super) place: String,
}

impl Written {
    /// Reads one within reach. What a resident wrote herself is none: her words stay hers.
    pub(super) fn read(conn: &mut Conn, scope: &Scope, id: &ContactId) -> Result<Self> {
        let found = contacts::find(conn, scope, id)?;
        let by_hand = found.filter(|contact| contact.recorded_by.is_some());
        let contact = by_hand.ok_or(Error::NotFound)?;
        let case = contact.case_id.clone().ok_or(Error::NotFound)?;
        Ok(Self {
            case: cases::load(conn, scope, &case)?,
            place: Names::of(conn, contact.place_id.as_ref())?.within,
            contact,
        })
    }

    /// Whether a form still names the place it is about.
    pub(super) fn is_at(&self, place: &str, community: &str) -> bool {
        let own = self.contact.community_id.as_ref().map(PlaceId::as_str);
        place == self.place && (community.is_empty() || own == Some(community))
    }
}

/// What a place is called.
#[derive(Debug, Default)]
struct Names {
    within: String,
    /// With its community.
    whole: String,
}

impl Names {
    fn of(conn: &mut Conn, place: Option<&PlaceId>) -> Result<Self> {
        let Some(id) = place else {
            return Ok(Self::default());
        };
        let way = organisation::lineages(conn, std::slice::from_ref(id))?;
        let Some(place) = way.iter().find(|one| one.id == *id) else {
            return Ok(Self::default());
        };
        let within = full_name(&way, place);
        let community = way
            .iter()
            .find(|one| one.id == place.community && one.id != place.id);
        let whole = community.map(|community| format!("{} {within}", community.name));
        Ok(Self {
            whole: whole.unwrap_or_else(|| within.clone()),
            within,
        })
    }
}

/// What a contact is to say.
#[derive(Debug)]
pub(super) struct Correction {
    pub(super) noted: Noted,
    /// Of the times that the story tells.
    pub(super) zone: Tz,
}

/// Puts right what a clerk wrote down; `Conflict` when its case changed since the form was shown.
/// The deadlines that run from its receipt run from the time it has now (§4.2.3 d).
pub(super) fn correct(
    tx: &mut Tx<'_>,
    by: &Allowed<TakeComplaints>,
    id: &ContactId,
    shown: Seen,
    to: &Correction,
) -> Result<CaseId> {
    let Written { contact, case, .. } = Written::read(tx, by.scope(), id)?;
    let new = put_right(tx, by.scope(), &contact, &to.noted)?;
    let edited = Edited::between(tx, &contact, &new, to.zone)?;
    if edited.is_empty() {
        return Ok(case.id);
    }
    if !shown.is(case.version) {
        return Err(Error::Conflict);
    }
    // What came along from another case says nothing of where this one is.
    let is_its_own = new.number == case.number;
    let community = new.community_id.clone().filter(|_| is_its_own);
    let case = Case {
        community: community.or_else(|| case.community.clone().filter(|_| !is_its_own)),
        ..case
    };
    cases::save(tx, &case)?;
    contacts::correct(tx, &new, contact.reach)?;
    tell(tx, &new, &edited)?;
    Ok(case.id)
}

/// The contact as it is to be. A name and a number that were deleted are not written down anew.
fn put_right(conn: &mut Conn, scope: &Scope, old: &Contact, noted: &Noted) -> Result<Contact> {
    let mut new = Contact {
        source: noted.report.source,
        channel: noted.channel,
        content: noted.report.content.clone(),
        place_text: noted.report.place_text.clone(),
        received_at: to_the_minute(old.received_at, noted.received_at),
        ..old.clone()
    };
    if !old.reach.is_deleted() {
        new.name.clone_from(&noted.report.contact_name);
        new.phone.clone_from(&noted.report.contact_phone);
        new.reach = noted.report.reach();
    }
    if noted.place != old.place_id {
        go_to(conn, scope, &mut new, noted.place.as_ref())?;
    }
    if new.place_text.is_empty() {
        new.place_text = Names::of(conn, new.place_id.as_ref())?.within;
    }
    Ok(new)
}

/// The time that a form says; its fields have no seconds, and who left them alone changed none.
fn to_the_minute(old: Moment, said: Moment) -> Moment {
    let seconds = old.since(said);
    if seconds >= Duration::zero() && seconds < Duration::minutes(1) {
        old
    } else {
        said
    }
}

/// It is about another place of the same office from now on, or about none.
fn go_to(
    conn: &mut Conn,
    scope: &Scope,
    contact: &mut Contact,
    to: Option<&PlaceId>,
) -> Result<()> {
    let place = match to {
        Some(id) => Some(organisation::place(conn, scope, id)?),
        None => None,
    };
    if let Some(place) = &place
        && place.office != contact.office_id
    {
        return Err(Refusal::of_field("place", "complaints-other-office").into());
    }
    contact.community_id = place.as_ref().map(|place| place.community.clone());
    contact.place_id = place.map(|place| place.id);
    Ok(())
}

/// What was changed: of the record, and of how to call back, which is forgotten earlier.
#[derive(Debug)]
struct Edited {
    record: Edits,
    reach: Edits,
}

impl Edited {
    fn between(conn: &mut Conn, old: &Contact, new: &Contact, zone: Tz) -> Result<Self> {
        let from = Names::of(conn, old.place_id.as_ref())?;
        let to = Names::of(conn, new.place_id.as_ref())?;
        let at = |time: Moment| time.local(zone).format("%Y-%m-%d %H:%M").to_string();
        let record = Edits::default()
            .text("complaints-content", &old.content, &new.content)
            .text("complaints-place", &from.whole, &to.whole)
            .text("complaints-where", &old.place_text, &new.place_text)
            .word("complaints-source", &old.source.key(), &new.source.key())
            .word("complaints-channel", &old.channel.key(), &new.channel.key())
            .text(
                "complaints-received",
                &at(old.received_at),
                &at(new.received_at),
            );
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        let reach = Edits::default()
            .text(
                "complaints-contact-name",
                &said(&old.name),
                &said(&new.name),
            )
            .text(
                "complaints-contact-phone",
                &said(&old.phone),
                &said(&new.phone),
            );
        Ok(Self { record, reach })
    }

    fn is_empty(&self) -> bool {
        self.record.is_empty() && self.reach.is_empty()
    }
}

fn tell(tx: &mut Tx<'_>, contact: &Contact, edited: &Edited) -> Result<()> {
    let of = contact.belonging();
    if !edited.record.is_empty() {
        let said = edited.record.written();
        story::tell(tx, Act::Corrected, About::contact(&of).saying(&said))?;
    }
    if edited.reach.is_empty() {
        return Ok(());
    }
    let mut said = edited.reach.written();
    if !contact.reach.is_open() {
        // Nothing would ever forget what was taken off here.
        steps::forget(tx, &contact.id, &[Act::ReachCorrected])?;
        said.clear();
    }
    story::tell(tx, Act::ReachCorrected, About::contact(&of).saying(&said))
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;

    #[test]
    fn a_time_that_was_left_alone_keeps_its_seconds() {
        let at = Utc.with_ymd_and_hms(2026, 11, 24, 1, 0, 0).unwrap();
        let said = Moment::from_utc(at);
        let old = said + Duration::seconds(59);
        assert_eq!(to_the_minute(old, said), old);
        for other in [said + Duration::minutes(1), said - Duration::minutes(1)] {
            assert_eq!(to_the_minute(old, other), other);
        }
    }
}
