//! Taking in what residents send through a code.

use actix_web::web::Data;

use super::budget::Budget;
use super::held;
use super::kept::Shot;
use super::report::Report;
use super::seal::Marks;
use super::visitor::Visitor;
use crate::codes::Here;
use crate::complaints::case::{Case, CaseId};
use crate::complaints::contact::{Channel, Contact, ContactId};
use crate::complaints::keeping::PRIVACY_VERSION;
use crate::complaints::lifecycle::Standing;
use crate::complaints::mails::{self, Bell, News};
use crate::complaints::numbering;
use crate::complaints::store::photos::NewPhoto;
use crate::complaints::store::{cases, contacts, photos};
use crate::complaints::story::{self, About, Act};
use crate::error::{Error, Result};
use crate::organisation::Place;
use crate::platform::db::{Db, Tx};
use crate::platform::photos::ticket::Kept;
use crate::platform::photos::{PhotoId, Photos};

/// The photos that come with a form, and the room there is for them.
#[derive(Debug, Default)]
pub struct Luggage {
    pub(super) shots: Vec<Shot>,
    /// Photos that came with the form before and stand on the shelf.
    pub(super) earlier: Vec<Kept>,
    /// Photos that were left aside as they came: there was no room for them.
    pub(super) unseen: usize,
    /// Bytes of photos on one day, in the whole house.
    pub(super) daily: i64,
}

/// What a resident sends.
#[derive(Debug)]
pub struct Sending {
    /// Where she stands.
    pub here: Here,
    /// What she tells.
    pub report: Report,
    /// Her address, as a bucket of limits.
    pub sender: String,
    /// What it is known by.
    pub marks: Marks,
    /// The year of its number.
    pub year: i32,
    /// Her photos.
    pub luggage: Luggage,
    /// Whether a field is filled in, for the second time, that people do not see.
    pub is_trapped: bool,
}

/// What taking a form in works with.
pub(super) struct Workbench {
    pub(super) db: Data<Db>,
    pub(super) shelf: Data<Photos>,
    pub(super) bell: Bell,
}

/// What was written down of what was sent.
#[derive(Debug)]
pub struct Accepted {
    /// The case it opened.
    pub case: CaseId,
    /// Photos on the shelf that it does not name: their room was used up.
    left: Vec<PhotoId>,
}

/// Takes in what was sent: photos to the disk, then everything else as one change.
/// A form that was sent before changes nothing.
pub(super) fn receive(bench: &Workbench, mut sending: Sending) -> Result<()> {
    let shelf: &Photos = &bench.shelf;
    sending.luggage.find_earlier(shelf)?;
    put_away(shelf, &mut sending.luggage)?;
    let by = Visitor::at(&sending.here);
    let drop_all = |ids: &[PhotoId]| ids.iter().for_each(|id| shelf.drop(id));
    let shots = sending.luggage.shots.iter();
    let ids: Vec<PhotoId> = shots.map(|shot| shot.id.clone()).collect();
    let kept = bench
        .db
        .write_now(&by, |tx, _| accept(tx, &bench.bell, &sending));
    match kept {
        Ok(accepted) => drop_all(&accepted.left),
        // It may be kept, and then it names its photos.
        Err(unsure @ Error::Unsure(_)) => return Err(unsure),
        Err(Error::Conflict) => drop_all(&ids),
        Err(other) => {
            drop_all(&ids);
            return Err(other);
        }
    }
    Ok(())
}

impl Luggage {
    /// Leaves out what the shelf has not: a ticket that came back too late.
    fn find_earlier(&mut self, photos: &Photos) -> Result<()> {
        for kept in std::mem::take(&mut self.earlier) {
            if photos.open(&kept.id)?.is_some() {
                self.earlier.push(kept);
            } else {
                self.unseen += 1;
            }
        }
        Ok(())
    }
}

/// Photos to the shelf. One for which the disk has no room is left aside like those for which
/// there was none before.
fn put_away(shelf: &Photos, luggage: &mut Luggage) -> Result<()> {
    for shot in std::mem::take(&mut luggage.shots) {
        match shelf.keep(&shot.id, &shot.photo) {
            Ok(()) => luggage.shots.push(shot),
            Err(Error::Unavailable(why)) => {
                tracing::warn!(why, "a photo found no room");
                luggage.unseen += 1;
            }
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

/// Writes down what was sent, as a contact with a case of its own, and the mail to its office;
/// `Conflict` when its form was sent before. One that waits for a second look has no mail: by then
/// the office has had as many as the limit lets through, and its list shows the rest.
pub fn accept(tx: &mut Tx<'_>, bell: &Bell, sending: &Sending) -> Result<Accepted> {
    if let Some(nonce) = &sending.marks.nonce_hash
        && contacts::is_sent(tx, nonce)?
    {
        return Err(Error::Conflict);
    }
    let held_reason = held::reason(tx, sending)?;
    let case = open(tx, sending)?;
    let room = find_room(tx, sending)?;
    let contact = Contact {
        held_reason,
        photos_unkept: small(sending.luggage.unseen + room.left.len()),
        ..sent(&case, sending)
    };
    cases::insert(tx, &case)?;
    contacts::insert(tx, &contact)?;
    for kept in &room.kept {
        photos::insert(tx, &new_photo(&contact, kept))?;
    }
    if contact.held_reason.is_none() {
        let news = News {
            office: &sending.here.office,
            contact: &contact,
            case: &case.id,
            version: case.version,
            photos: room.kept.len(),
        };
        mails::ring(tx, bell, &news)?;
    }
    story::tell(tx, Act::Received, About::new_contact(&contact))?;
    Ok(Accepted {
        case: case.id,
        left: room.left,
    })
}

/// The case that a new contact opens.
fn open(tx: &mut Tx<'_>, sending: &Sending) -> Result<Case> {
    let Sending { here, year, .. } = sending;
    Ok(Case {
        id: CaseId::new(),
        office: here.office.id.clone(),
        community: here.place.as_ref().map(|p| p.community.clone()),
        number: numbering::next(tx, &here.office.id, *year)?,
        version: 1,
        opened_at: tx.now(),
        standing: Standing::Received,
    })
}

/// Photos that found room, and those that did not.
struct Room {
    kept: Vec<Kept>,
    left: Vec<PhotoId>,
}

fn find_room(tx: &mut Tx<'_>, sending: &Sending) -> Result<Room> {
    let budget = Budget {
        address: sending.sender.clone(),
        code: sending.here.row.code.clone(),
        daily: sending.luggage.daily,
    };
    let (mut kept, mut left) = (earlier(tx, &sending.luggage)?, Vec::new());
    for shot in &sending.luggage.shots {
        if budget.take(tx, shot.photo.jpeg.len())? {
            kept.push(Kept::of(&shot.id, &shot.photo));
        } else {
            left.push(shot.id.clone());
        }
    }
    Ok(Room { kept, left })
}

/// Those that came before, which found their room then; none belongs to two reports.
fn earlier(tx: &mut Tx<'_>, luggage: &Luggage) -> Result<Vec<Kept>> {
    let mut found: Vec<Kept> = Vec::new();
    for kept in &luggage.earlier {
        if !found.contains(kept) && !photos::is_known(tx, &kept.id)? {
            found.push(kept.clone());
        }
    }
    Ok(found)
}

/// What a resident sent, as the contact of a case.
fn sent(case: &Case, sending: &Sending) -> Contact {
    let (here, report) = (&sending.here, &sending.report);
    let told = blank(case, here.place.as_ref(), report);
    Contact {
        code: Some(here.row.code.to_string()),
        privacy_version: told.reach.is_open().then(|| PRIVACY_VERSION.to_owned()),
        nonce_hash: sending.marks.nonce_hash.clone(),
        token_hash: sending.marks.token_hash.clone(),
        ..told
    }
}

/// The part of a contact that is the same however it came.
pub(super) fn blank(case: &Case, place: Option<&Place>, report: &Report) -> Contact {
    Contact {
        id: ContactId::new(),
        office_id: case.office.clone(),
        case_id: Some(case.id.clone()),
        community_id: case.community.clone(),
        place_id: place.map(|p| p.id.clone()),
        number: case.number.clone(),
        source: report.source,
        channel: Channel::Qr,
        content: report.content.clone(),
        place_text: report.place_text.clone(),
        code: None,
        reach: report.reach(),
        name: report.contact_name.clone(),
        phone: report.contact_phone.clone(),
        privacy_version: None,
        received_at: case.opened_at,
        recorded_by: None,
        recorded_by_name: None,
        held_reason: None,
        photos_unkept: 0,
        nonce_hash: None,
        token_hash: String::new(),
    }
}

fn small(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn new_photo<'a>(contact: &'a Contact, kept: &'a Kept) -> NewPhoto<'a> {
    NewPhoto {
        id: &kept.id,
        office_id: &contact.office_id,
        contact_id: &contact.id,
        width: i32::try_from(kept.width).unwrap_or(i32::MAX),
        height: i32::try_from(kept.height).unwrap_or(i32::MAX),
        bytes: small(kept.bytes),
        created_at: contact.received_at,
    }
}
