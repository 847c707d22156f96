//! How long what is personal is kept: until the resident takes it back, or its time is over.

use chrono::Duration;

use super::intake::report::ComplaintId;
use super::intake::service::subject;
use super::store::contacts::{self as store, Row};
use crate::error::Result;
use crate::organisation::OfficeId;
use crate::platform::audit;
use crate::platform::db::{Actor, Acts, Db, Tx};
use crate::platform::holds;

/// Name, telephone number and photos are kept this long after a complaint was received; the
/// text of `/privacy` and the one beside the form promise it.
const KEPT: Duration = Duration::days(90);
/// Photos of a complaint that waits for a second look are kept this long, if nobody takes one.
const HELD_KEPT: Duration = Duration::days(7);
/// Complaints that one turn of the duty forgets: nobody waits long for the database.
const AT_ONCE: i64 = 500;

const WITHDRAWN: &str = "complaint.contact_withdrawn";
const EXPIRED: &str = "complaint.contact_expired";

/// Whether the office can call back whoever wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// It can.
    Open,
    /// Nothing was left to call.
    NeverGiven,
    /// The resident took it back.
    Withdrawn,
    /// Its time was over.
    Expired,
}

impl Reach {
    /// What a complaint and its record say.
    pub(super) fn of(row: &Row, history: &[audit::Entry]) -> Self {
        if row.is_reachable() {
            return Self::Open;
        }
        let ended = history.iter().rev().find_map(|e| match e.act.as_str() {
            WITHDRAWN => Some(Self::Withdrawn),
            EXPIRED => Some(Self::Expired),
            _ => None,
        });
        ended.unwrap_or(Self::NeverGiven)
    }

    /// The key of what the resident reads.
    pub(super) fn to_resident(self) -> &'static str {
        match self {
            Self::Open => "complaints-will-call",
            Self::NeverGiven => "complaints-cannot-call",
            Self::Withdrawn => "complaints-took-back",
            Self::Expired => "complaints-forgotten",
        }
    }

    /// The key of what the office reads where a name and a number would stand.
    pub(super) fn to_office(self) -> &'static str {
        match self {
            Self::Open | Self::NeverGiven => "complaints-no-contact",
            Self::Withdrawn => "complaints-contact-withdrawn",
            Self::Expired => "complaints-contact-expired",
        }
    }
}

/// Whoever holds the private link of a complaint.
#[derive(Debug, Clone)]
pub(super) struct Holder {
    office: OfficeId,
}

impl Holder {
    /// The holder of the link to this complaint.
    pub(super) fn of(row: &Row) -> Self {
        Self {
            office: row.office_id.clone(),
        }
    }
}

impl Acts for Holder {
    fn actor(&self) -> Actor {
        Actor {
            id: "follower".to_owned(),
            name: "专属链接".to_owned(),
            office: Some(self.office.to_string()),
        }
    }
}

/// Takes name and number back; doing so twice changes nothing.
pub(super) fn withdraw(tx: &mut Tx<'_>, id: &ComplaintId) -> Result<()> {
    if store::drop_contact(tx, id)? == 0 {
        return Ok(());
    }
    audit::record(tx, WITHDRAWN, &subject(id), "")
}

/// The program itself, as the record of a complaint names it.
struct ByItself;

impl Acts for ByItself {
    fn actor(&self) -> Actor {
        Actor {
            id: "system:complaints".to_owned(),
            name: "系统".to_owned(),
            office: None,
        }
    }
}

/// Forgets names, numbers and photos whose time is over; tells of how many complaints. The files
/// of the photos belong to nothing from then on, and the sweep takes them.
pub async fn forget(db: &Db) -> Result<usize> {
    db.write(ByItself, |tx, _| {
        let now = holds::sure(tx)?;
        let before = now - KEPT;
        let contacts = store::contacts_before(tx, before, AT_ONCE)?;
        for id in &contacts {
            store::drop_contact(tx, id)?;
            audit::record(tx, EXPIRED, &subject(id), "")?;
        }
        let photos = store::photos_before(tx, before, AT_ONCE)?;
        drop_photos(tx, &photos, "complaint.photos_expired")?;
        let held = store::held_photos_before(tx, now - HELD_KEPT, AT_ONCE)?;
        drop_photos(tx, &held, "complaint.photos_unchecked")?;
        Ok(contacts.len() + photos.len() + held.len())
    })
    .await
}

fn drop_photos(tx: &mut Tx<'_>, complaints: &[ComplaintId], act: &str) -> Result<()> {
    for id in complaints {
        store::drop_photos(tx, id)?;
        audit::record(tx, act, &subject(id), "")?;
    }
    Ok(())
}
