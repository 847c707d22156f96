//! Taking complaints in: from the code, from a clerk's pen; and looking at them.

use chrono::{Datelike, Duration};
use chrono_tz::Tz;

use super::budget::Budget;
use super::report::{self as content, Channel, ComplaintId, Contact, Report, Stage, held};
use super::seal::Nonce;
use crate::codes::{Code, Here};
use crate::complaints::mails::{self, Bell};
use crate::complaints::store::contacts::{self as store, PhotoRow, Row};
use crate::error::{Error, Refusal, Result};
use crate::organisation::place::full_name;
use crate::organisation::{OfficeId, Place, store as organisation};
use crate::people::Allowed;
use crate::people::permission::TakeComplaints;
use crate::platform::clock::Moment;
use crate::platform::db::{Actor, Acts, Conn, Db, System, Tx};
use crate::platform::form::Fields;
use crate::platform::limits::{self, Ask, Limit};
use crate::platform::once::Once;
use crate::platform::photos::{Photo, PhotoId, Photos};
use crate::platform::{audit, counters, secret};

/// The version of the privacy text that stands beside the form.
pub(in crate::complaints) const PRIVACY_VERSION: &str = "2026-11-3";

const WINDOW: Duration = Duration::minutes(10);
/// More than this from one address is kept for a second look.
const FROM_ADDRESS: Limit = limit(20);
/// More than this through one code is kept for a second look.
const THROUGH_CODE: Limit = limit(10);

const fn limit(most: i64) -> Limit {
    Limit {
        most,
        window: WINDOW,
    }
}

/// Whoever stands before a sign; nobody asks who.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The office whose sign it is.
    office: OfficeId,
}

impl Visitor {
    /// Whoever stands before the sign with this code.
    pub fn before(conn: &mut Conn, code: &Code) -> Result<Self> {
        let here = Here::find(conn, code)?.ok_or(Error::NotFound)?;
        Ok(Self {
            office: here.office.id,
        })
    }
}

impl Acts for Visitor {
    fn actor(&self) -> Actor {
        Actor {
            id: "visitor".to_owned(),
            name: "扫码".to_owned(),
            office: Some(self.office.to_string()),
        }
    }
}

/// Counts a form that a machine filled in.
pub(in crate::complaints) async fn count_trapped(db: &Db) -> Result<()> {
    db.write(System("complaints"), |tx, _| {
        counters::next(tx, "complaints.trapped").map(|_| ())
    })
    .await
}

/// A photo with the id it is kept under.
#[derive(Debug)]
pub(in crate::complaints) struct Shot {
    pub(in crate::complaints) id: PhotoId,
    pub(in crate::complaints) photo: Photo,
}

/// A complaint as a resident sends it.
#[derive(Debug)]
pub(in crate::complaints) struct Sending {
    pub(in crate::complaints) here: Here,
    pub(in crate::complaints) report: Report,
    pub(in crate::complaints) shots: Vec<Shot>,
    /// Photos that were left aside as they came: there was no room for them.
    pub(in crate::complaints) unseen: usize,
    pub(in crate::complaints) nonce: Nonce,
    /// The fingerprint of the private link's token.
    pub(in crate::complaints) token_hash: String,
    /// The room for its photos.
    pub(in crate::complaints) budget: Budget,
    /// The year of its number.
    pub(in crate::complaints) year: i32,
}

/// What was written down of what was sent.
struct Accepted {
    id: ComplaintId,
    /// Photos on the shelf that it does not name: their room was used up.
    left: Vec<PhotoId>,
}

/// Takes a complaint in: photos to the disk, then everything else as one change.
/// A form that was sent before changes nothing.
pub(in crate::complaints) fn receive(
    db: &Db,
    (shelf, bell): (&Photos, &Bell),
    mut sending: Sending,
) -> Result<()> {
    put_away(shelf, &mut sending)?;
    let by = Visitor {
        office: sending.here.office.id.clone(),
    };
    let drop_all = |ids: &[PhotoId]| ids.iter().for_each(|id| shelf.drop(id));
    let ids: Vec<PhotoId> = sending.shots.iter().map(|shot| shot.id.clone()).collect();
    match db.write_now(&by, |tx, _| accept(tx, bell, &sending)) {
        Ok(accepted) => drop_all(&accepted.left),
        // The complaint may be kept, and then it names its photos.
        Err(unsure @ Error::Unsure(_)) => return Err(unsure),
        Err(Error::Conflict) => drop_all(&ids),
        Err(other) => {
            drop_all(&ids);
            return Err(other);
        }
    }
    Ok(())
}

/// Photos to the shelf. One for which the disk has no room is left aside like those for which
/// there was none before.
fn put_away(shelf: &Photos, sending: &mut Sending) -> Result<()> {
    for shot in std::mem::take(&mut sending.shots) {
        match shelf.keep(&shot.id, &shot.photo) {
            Ok(()) => sending.shots.push(shot),
            Err(Error::Unavailable(why)) => {
                tracing::warn!(why, "a photo found no room");
                sending.unseen += 1;
            }
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

/// Writes a complaint with its photos down, and the mail to its office; `Conflict` when its form
/// was sent before. One that waits for a second look has no mail: by then the office has had as
/// many as the limit lets through, and its list shows the rest.
fn accept(tx: &mut Tx<'_>, bell: &Bell, sending: &Sending) -> Result<Accepted> {
    if store::is_sent(tx, &sending.nonce.fingerprint())? {
        return Err(Error::Conflict);
    }
    let mut row = row_of(tx, sending)?;
    let (mut kept, mut left) = (Vec::new(), Vec::new());
    for shot in &sending.shots {
        if sending.budget.take(tx, shot.photo.jpeg.len())? {
            kept.push(shot);
        } else {
            left.push(shot.id.clone());
        }
    }
    row.photos_unkept = small(sending.unseen + left.len());
    store::insert(tx, &row)?;
    for shot in &kept {
        store::insert_photo(tx, &photo_row(&row, shot))?;
    }
    if row.held_reason.is_none() {
        mails::ring(tx, bell, &sending.here.office, (&row, kept.len()))?;
    }
    audit::record(tx, "complaint.received", &subject(&row.id), &row.number)?;
    Ok(Accepted { id: row.id, left })
}

/// Takes in what a [`Visitor`] writes behind a code, without a browser: the demo's residents.
pub fn hear(
    tx: &mut Tx<'_>,
    bell: &Bell,
    code: &Code,
    (fields, year): (&Fields, i32),
) -> Result<ComplaintId> {
    let here = Here::find(tx, code)?.ok_or(Error::NotFound)?;
    let report = Report::read(fields, &here.name()).map_err(first)?;
    let sending = Sending {
        budget: Budget {
            address: format!("demo:{code}"),
            code: here.row.code.clone(),
            daily: 0,
        },
        here,
        report,
        shots: Vec::new(),
        unseen: 0,
        nonce: Nonce::fresh(),
        token_hash: secret::fingerprint(&secret::token()),
        year,
    };
    accept(tx, bell, &sending).map(|accepted| accepted.id)
}

/// Writes down a contact from a clerk's form, without a browser: the demo's calls.
pub fn take_down(
    tx: &mut Tx<'_>,
    by: &Allowed<TakeComplaints>,
    fields: &Fields,
    zone: Tz,
) -> Result<ComplaintId> {
    let now = tx.now();
    let contact = Contact::read(fields, zone, now).map_err(first)?;
    let asked = Asked {
        id: ComplaintId::new(),
        year: now.local(zone).year(),
    };
    record(tx, by, &contact, asked).map(Once::it)
}

fn first(refusals: Vec<Refusal>) -> Error {
    let first = refusals.into_iter().next();
    first.map_or(Error::BadRequest("a complaint"), Error::from)
}

pub(in crate::complaints) fn subject(id: &ComplaintId) -> String {
    format!("complaint:{id}")
}

/// Counts what is sent, and why it is kept for a second look, if it is; that counts as well.
fn held_reason(tx: &mut Tx<'_>, sending: &Sending) -> Result<Option<String>> {
    let from = format!("complaints-from:{}", sending.budget.address);
    let through = format!("complaints-through:{}", sending.here.row.code);
    let asks = [
        Ask::hit(from.clone(), FROM_ADDRESS),
        Ask::hit(through, THROUGH_CODE),
    ];
    let Err(full) = limits::take(tx, &asks)? else {
        return Ok(None);
    };
    let _counted = limits::count(tx, &asks)?;
    let reason = if full.bucket == from {
        held::ADDRESS
    } else {
        held::CODE
    };
    Ok(Some(reason.to_owned()))
}

fn row_of(tx: &mut Tx<'_>, sending: &Sending) -> Result<Row> {
    let held_reason = held_reason(tx, sending)?;
    let (office, report) = (&sending.here.office.id, &sending.report);
    let count = counters::next(tx, &content::counter(office, sending.year))?;
    let is_reachable = report.contact_name.is_some() || report.contact_phone.is_some();
    Ok(Row {
        code: Some(sending.here.row.code.to_string()),
        privacy_version: is_reachable.then(|| PRIVACY_VERSION.to_owned()),
        held_reason,
        nonce_hash: Some(sending.nonce.fingerprint()),
        token_hash: sending.token_hash.clone(),
        number: content::number(sending.year, count),
        ..blank(office, sending.here.place.as_ref(), report, tx.now())
    })
}

/// The part of a row that every complaint shares.
fn blank(office: &OfficeId, place: Option<&Place>, report: &Report, now: Moment) -> Row {
    Row {
        id: ComplaintId::new(),
        office_id: office.clone(),
        community_id: place.map(|p| p.community.clone()),
        place_id: place.map(|p| p.id.clone()),
        number: String::new(),
        stage: Stage::Received,
        source: report.source,
        channel: Channel::Qr,
        content: report.content.clone(),
        place_text: report.place_text.clone(),
        code: None,
        contact_name: report.contact_name.clone(),
        contact_phone: report.contact_phone.clone(),
        privacy_version: None,
        received_at: now,
        recorded_by: None,
        seen_at: None,
        seen_by: None,
        held_reason: None,
        nonce_hash: None,
        token_hash: String::new(),
        photos_unkept: 0,
    }
}

fn small(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn photo_row<'a>(row: &'a Row, Shot { id, photo }: &'a Shot) -> PhotoRow<'a> {
    PhotoRow {
        id,
        office_id: &row.office_id,
        complaint_id: &row.id,
        width: i32::try_from(photo.width).unwrap_or(i32::MAX),
        height: i32::try_from(photo.height).unwrap_or(i32::MAX),
        bytes: small(photo.jpeg.len()),
        created_at: row.received_at,
    }
}

/// The complaint that a clerk's form makes: its id, and the year of its number.
#[derive(Debug)]
pub(in crate::complaints) struct Asked {
    pub(in crate::complaints) id: ComplaintId,
    pub(in crate::complaints) year: i32,
}

/// Writes down what a clerk heard or was handed (GR-017). Who took it down has seen it. The same
/// form sent twice is one; other words in it are another complaint.
pub(in crate::complaints) fn record(
    tx: &mut Tx<'_>,
    by: &Allowed<TakeComplaints>,
    contact: &Contact,
    Asked { mut id, year }: Asked,
) -> Result<Once<ComplaintId>> {
    if let Some(known) = store::find(tx, by.scope(), &id)? {
        if known.content == contact.report.content && known.received_at == contact.received_at {
            return Ok(Once::Again(id));
        }
        id = ComplaintId::new();
    }
    let place = match &contact.place {
        Some(id) => Some(organisation::place(tx, by.scope(), id)?),
        None => None,
    };
    let mut report = contact.report.clone();
    if let Some(place) = place.as_ref().filter(|_| report.place_text.is_empty()) {
        report.place_text = full_name(&organisation::lineage(tx, place)?, place);
    }
    let office = place.as_ref().map_or_else(|| by.office(), |p| &p.office);
    let count = counters::next(tx, &content::counter(office, year))?;
    let row = Row {
        id,
        number: content::number(year, count),
        stage: Stage::Seen,
        channel: contact.channel,
        received_at: contact.received_at,
        recorded_by: Some(by.user().clone()),
        seen_at: Some(tx.now()),
        seen_by: Some(by.user().clone()),
        token_hash: secret::fingerprint(&secret::token()),
        ..blank(office, place.as_ref(), &report, tx.now())
    };
    store::insert(tx, &row)?;
    audit::record(tx, "complaint.recorded", &subject(&row.id), &row.number)?;
    Ok(Once::Made(row.id))
}

/// Marks a complaint as looked at; doing so twice changes nothing.
pub fn see(tx: &mut Tx<'_>, by: &Allowed<TakeComplaints>, id: &ComplaintId) -> Result<()> {
    if store::mark_seen(tx, by.scope(), id, by.user())? == 0 {
        return store::load(tx, by.scope(), id).map(|_| ());
    }
    audit::record(tx, "complaint.seen", &subject(id), "")
}
