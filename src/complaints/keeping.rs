//! How long what is personal is kept: until the resident takes it back, or its time is over.

use chrono::Duration;

use super::contact::{Belonging, Contact, Reach};
use super::store::{contacts, photos, steps};
use super::story::{self, About, Act};
use crate::error::Result;
use crate::organisation::OfficeId;
use crate::platform::clock::Moment;
use crate::platform::db::{Actor, Acts, Db, Tx};
use crate::platform::holds;

/// The version of the privacy text that stands beside the form.
pub(super) const PRIVACY_VERSION: &str = "2026-11-4";

/// Name, telephone number and photos are kept this long after a complaint was received; the
/// text of `/privacy` and the one beside the form promise it.
const KEPT: Duration = Duration::days(90);
/// Photos of a complaint that waits for a second look are kept this long, if nobody takes one.
const HELD_KEPT: Duration = Duration::days(7);
/// Contacts that one turn of the duty forgets: nobody waits long for the database.
const AT_ONCE: i64 = 500;

/// Whoever holds the private link of a contact.
#[derive(Debug, Clone)]
pub(super) struct Holder {
    office: OfficeId,
}

impl Holder {
    /// The holder of the link to this contact.
    pub(super) fn of(contact: &Contact) -> Self {
        Self {
            office: contact.office_id.clone(),
        }
    }
}

impl Acts for Holder {
    fn actor(&self) -> Actor {
        Actor {
            id: "follower".to_owned(),
            name: "专属链接".to_owned(),
            office: Some(self.office.to_string()),
            acts_for: None,
        }
    }
}

/// Takes name and number back; doing so twice changes nothing.
pub(super) fn withdraw(tx: &mut Tx<'_>, contact: &Belonging) -> Result<()> {
    if end_reach(tx, contact, Reach::Withdrawn)? == 0 {
        return Ok(());
    }
    story::tell(tx, Act::ContactWithdrawn, About::contact(contact))
}

/// Forgets name and number, and those that stood there before they were put right. The contact comes
/// first: whoever puts it right at this instant is waited for, and what she told of it goes too.
pub(super) fn end_reach(tx: &mut Tx<'_>, contact: &Belonging, why: Reach) -> Result<usize> {
    let ended = contacts::end_reach(tx, &contact.id, why)?;
    steps::forget(tx, &contact.id, &[Act::ReachCorrected])?;
    Ok(ended)
}

/// The program itself, as the record of a case names it.
struct ByItself;

impl Acts for ByItself {
    fn actor(&self) -> Actor {
        Actor {
            id: "system:complaints".to_owned(),
            name: "系统".to_owned(),
            office: None,
            acts_for: None,
        }
    }
}

/// Forgets names, numbers and photos whose time is over; tells of how many contacts. The files
/// of the photos belong to nothing from then on, and the sweep takes them.
pub async fn forget(db: &Db) -> Result<usize> {
    db.write(ByItself, |tx, _| {
        let now = holds::sure(tx)?;
        let gone = forget_contacts(tx, now - KEPT)?;
        let photos = photos::before(tx, now - KEPT, AT_ONCE)?;
        drop_photos(tx, &photos, Act::PhotosExpired)?;
        let held = photos::held_before(tx, now - HELD_KEPT, AT_ONCE)?;
        drop_photos(tx, &held, Act::PhotosUnchecked)?;
        Ok(gone + photos.len() + held.len())
    })
    .await
}

fn forget_contacts(tx: &mut Tx<'_>, before: Moment) -> Result<usize> {
    let old = contacts::reachable_before(tx, before, AT_ONCE)?;
    for contact in &old {
        end_reach(tx, contact, Reach::Expired)?;
        story::tell(tx, Act::ContactExpired, About::contact(contact))?;
    }
    Ok(old.len())
}

fn drop_photos(tx: &mut Tx<'_>, contacts: &[Belonging], act: Act) -> Result<()> {
    for contact in contacts {
        photos::forget(tx, &contact.id)?;
        story::tell(tx, act, About::contact(contact))?;
    }
    Ok(())
}
