//! Who is put on the list of mails and taken off it, each one change.

use super::form::New;
use super::store::{self, Wanted};
use crate::error::{Error, Refusal, Result};
use crate::notices::ids::SubscriberId;
use crate::organisation::store as places;
use crate::people::permission::{Allowed, WriteNotices};
use crate::platform::audit;
use crate::platform::db::Tx;
use crate::platform::outbox;

/// Puts somebody on the list, with how she agreed. Who is on it already is told so.
pub(super) fn add(tx: &mut Tx<'_>, by: &Allowed<WriteNotices>, new: &New) -> Result<SubscriberId> {
    let community = places::community(tx, by.scope(), &new.community)?;
    if let Some(place) = &new.place {
        let place = places::place(tx, by.scope(), place)?;
        if place.community != community.id {
            return Err(Refusal::of_field("place", "form-choose").into());
        }
    }
    if store::is_on(tx, new)? {
        return Err(Refusal::of_field("email", "subscribers-there").into());
    }
    let wanted = Wanted {
        office: &community.office,
        community: &community.id,
        place: new.place.as_ref(),
    };
    let id = store::add_agreed(tx, wanted, new, by.user())?;
    audit::record(tx, "subscriber.added", &subject(&id), &new.consent)?;
    Ok(id)
}

/// Takes somebody off the list: no mail leaves for her any more.
pub(super) fn remove(tx: &mut Tx<'_>, by: &Allowed<WriteNotices>, id: &SubscriberId) -> Result<()> {
    let found = store::one(tx, by.scope(), id)?;
    if found.left_at.is_some() {
        return Err(Error::Conflict);
    }
    store::remove(tx, id, by.user())?;
    if !store::is_elsewhere(tx, &found)? {
        keep_back(tx, id.as_str(), &found.email)?;
    }
    audit::record(tx, "subscriber.removed", &subject(id), "")
}

/// Puts somebody back whom staff took off. Who left by herself is not put back: she agrees anew.
pub(super) fn restore(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    id: &SubscriberId,
) -> Result<()> {
    let found = store::one(tx, by.scope(), id)?;
    if found.left_at.is_none() {
        return Err(Error::Conflict);
    }
    if found.removed_by.is_none() {
        return Err(Refusal::new("subscribers-left-herself").into());
    }
    if store::is_there(tx, &found)? {
        return Err(Refusal::new("subscribers-there").into());
    }
    store::restore(tx, id)?;
    audit::record(tx, "subscriber.restored", &subject(id), "")
}

/// What waits for an address of a community does not leave.
pub(super) fn keep_back(tx: &mut Tx<'_>, id: &str, email: &str) -> Result<()> {
    let unsent = store::mails_under_way(tx, id)?;
    outbox::leave(tx, email, &unsent).map(|_| ())
}

/// A subscriber in the record.
fn subject(id: &SubscriberId) -> String {
    format!("subscriber:{id}")
}
