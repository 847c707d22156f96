//! What goes along to another office, and what that office is told.

use crate::complaints::case::{Case, CaseId};
use crate::complaints::desk;
use crate::complaints::lifecycle::Standing;
use crate::complaints::mails::{self, Bell, News};
use crate::complaints::numbering;
use crate::complaints::store::{cases, contacts, moving, photos};
use crate::complaints::story::{self, About, Act, BETWEEN};
use crate::error::{Error, Refusal, Result};
use crate::organisation::{Office, OfficeId, store as organisation};
use crate::people::Allowed;
use crate::people::permission::TakeComplaints;
use crate::platform::db::Tx;
use crate::platform::outbox;
use crate::platform::seen::Seen;

/// Where a case is to go.
#[derive(Debug)]
pub(super) struct Onward {
    pub(super) to: OfficeId,
    pub(super) reason: String,
    /// The year of its number, should it need another one.
    pub(super) year: i32,
    /// What rings the office it goes to.
    pub(super) bell: Bell,
}

/// Gives a case with all that was told of it to the office that it is for; `Conflict` when it changed
/// since it was shown. Nobody there has looked at it, and the two days run on from its receipt
/// (§4.2.3 d).
pub(super) fn hand_on(
    tx: &mut Tx<'_>,
    by: &Allowed<TakeComplaints>,
    id: &CaseId,
    shown: Seen,
    onward: &Onward,
) -> Result<()> {
    let case = cases::load(tx, by.scope(), id)?;
    if !shown.is(case.version) {
        return Err(Error::Conflict);
    }
    if onward.to == case.office {
        return Err(Refusal::of_field("office", "complaints-move-same").into());
    }
    if contacts::of_case(tx, id)?.len() != 1 {
        return Err(Refusal::of_field("office", "complaints-move-joined").into());
    }
    let from = organisation::office(tx, &case.office)?;
    let to = organisation::office(tx, &onward.to)?;
    let moved = Case {
        number: numbering::elsewhere(tx, &case, &to.id, onward.year)?,
        office: to.id.clone(),
        community: None,
        standing: Standing::Received,
        ..case.clone()
    };
    cases::save(tx, &moved)?;
    if case.standing.look().is_some() {
        // It is new there, and no photo of it waits for a look any more.
        contacts::checked(tx, id)?;
    }
    moving::give(tx, &moved)?;
    outbox::give(tx, &[desk::url(id)], to.id.as_str())?;
    let said = told(&from, &to, &case, &moved, &onward.reason);
    story::tell(tx, Act::Moved, About::case(&moved).saying(&said))?;
    ring(tx, &onward.bell, &to, &moved)
}

/// From where to where first, by which numbers, and why.
fn told(from: &Office, to: &Office, was: &Case, is: &Case, reason: &str) -> String {
    let way = format!("{} → {}", from.name, to.name);
    if was.number == is.number {
        [way.as_str(), reason].join(BETWEEN)
    } else {
        let numbers = format!("{} → {}", was.number, is.number);
        [way.as_str(), numbers.as_str(), reason].join(BETWEEN)
    }
}

/// Tells the office what came to it, as if it had come there at once.
fn ring(tx: &mut Tx<'_>, bell: &Bell, to: &Office, case: &Case) -> Result<()> {
    for contact in contacts::of_case(tx, &case.id)? {
        if contact.held_reason.is_some() {
            continue;
        }
        let news = News {
            office: to,
            contact: &contact,
            case: &case.id,
            version: case.version + 1,
            photos: photos::count(tx, &contact.id)?,
        };
        mails::ring(tx, bell, &news)?;
    }
    Ok(())
}
