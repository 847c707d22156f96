//! How a sign comes into the register, and where its code comes from.

use chrono::Duration;

use super::form::Wanted;
use super::service::{Shot, note};
use super::{Entry, Finding, Mark, RunId, store};
use crate::codes::{self, Code, CodeRow, NewCode, Target};
use crate::error::{Error, Refusal, Result};
use crate::organisation::place::full_name;
use crate::organisation::{OfficeId, Place, PlaceId, store as places};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::audit;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::platform::once::Once;
use crate::signs::stops::{Label, SignId, State};

/// Within this time the same form sent again is the same sign: a photo takes a while to send.
const TWICE: Duration = Duration::minutes(2);
/// Codes made in one go, to be printed before anybody knows where they will hang.
pub const CODES_AT_ONCE: i32 = 200;

/// A sign that is to be printed and to stay.
#[derive(Debug, Clone)]
pub struct NewSign<'a> {
    /// Its design in the catalogue.
    pub design: &'a str,
    /// Where it will hang.
    pub place: &'a PlaceId,
    /// The words on it, where they are not the design's.
    pub label: Label,
    /// The print run it goes to the printer with.
    pub run: Option<OfRun>,
    /// Which version of the design it shows.
    pub version: i32,
    /// Days between two looks once it hangs; nothing where nobody has to look.
    pub inspect_every: Option<i32>,
}

/// Which sign of a print run it is.
#[derive(Debug, Clone)]
pub struct OfRun {
    /// The run.
    pub run: RunId,
    /// Its number there, from 1.
    pub number: i32,
    /// How many there are.
    pub of: i32,
}

/// A new code for a sign at a place.
pub(super) fn issue(tx: &mut Tx<'_>, id: &SignId, place: &Place) -> Result<Code> {
    let new = NewCode {
        office: &place.office,
        place: Some(&place.id),
        target: Target::PlacedSign,
        target_id: Some(id.as_str()),
    };
    codes::store::issue(tx, &new)
}

/// Puts a sign into the register with a code of its own: printed where it goes to the printer with
/// a run, else wanted. A place out of reach is not found.
pub fn enter(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, new: &NewSign<'_>) -> Result<Entry> {
    let place = places::place(tx, by.scope(), new.place)?;
    let id = SignId::new();
    let code = issue(tx, &id, &place)?;
    let entry = Entry {
        run: new.run.as_ref().map(|copy| copy.run.clone()),
        state: match new.run {
            Some(_) => State::Printed,
            None => State::Wanted,
        },
        printed_at: new.run.as_ref().map(|_| tx.now()),
        label: new.label.clone(),
        version: new.version,
        every: new.inspect_every,
        ..blank(tx, (id, code), new.design, &place)
    };
    store::insert(tx, &entry, (by.user(), new.run.as_ref()))?;
    note(tx, "sign.entered", &entry, &entry.code.grouped())?;
    Ok(entry)
}

/// A sign of which little is known yet.
fn blank(tx: &Tx<'_>, (id, code): (SignId, Code), design: &str, place: &Place) -> Entry {
    Entry {
        id,
        office: place.office.clone(),
        batch: None,
        run: None,
        design: design.to_owned(),
        label: Label {
            zh: String::new(),
            en: String::new(),
        },
        version: 1,
        standard: None,
        place: place.id.clone(),
        spot: String::new(),
        code,
        state: State::Wanted,
        entered_at: tx.now(),
        printed_at: None,
        placed: None,
        removed: None,
        every: None,
        inspected: None,
        finding: None,
        photo: None,
    }
}

/// Puts a sign or lamp that hangs already into the register. Its code is the one stuck on it,
/// or a new one to be printed as a small label. Sent twice within a short time it is there once;
/// later the same words are another one beside it.
pub fn register(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    (wanted, mut id): (&Wanted, SignId),
    shot: Option<&Shot>,
) -> Result<Once<SignId>> {
    let place = places::place(tx, by.scope(), &wanted.place.id)?;
    if let Some(known) = store::find(tx, by.scope(), &id)? {
        if is_again(&known, wanted, tx.now()) {
            complete(tx, &known, (wanted, shot))?;
            return Ok(Once::Again(id));
        }
        id = SignId::new();
    }
    let code = match &wanted.code {
        Some(code) => take(tx, by, code, (&id, &place))?,
        None => issue(tx, &id, &place)?,
    };
    let seen = wanted.inspected_at.map(|at| Mark { at, by: None });
    let entry = Entry {
        standard: wanted.standard.clone(),
        spot: wanted.spot.clone(),
        state: State::Placed,
        every: Some(wanted.every),
        finding: seen.as_ref().map(|_| Finding::Ok),
        inspected: seen,
        photo: shot.map(|shot| shot.id.clone()),
        ..blank(tx, (id, code), &wanted.design, &place)
    };
    store::insert(tx, &entry, (by.user(), None))?;
    if let Some(shot) = shot {
        store::insert_photo(tx, &entry, (&shot.id, shot.size))?;
    }
    note(tx, "sign.registered", &entry, &entry.code.grouped())?;
    Ok(Once::Made(entry.id))
}

/// What was mended in the form since it was sent first: somebody went back for the photo.
fn complete(
    tx: &mut Tx<'_>,
    known: &Entry,
    (wanted, shot): (&Wanted, Option<&Shot>),
) -> Result<()> {
    let mut entry = known.clone();
    entry.every = Some(wanted.every);
    entry.standard.clone_from(&wanted.standard);
    if let Some(at) = wanted.inspected_at {
        entry.inspected = Some(Mark { at, by: None });
        entry.finding = Some(Finding::Ok);
    }
    let shot = shot.filter(|_| known.photo.is_none());
    entry.photo = shot.map(|shot| shot.id.clone()).or(entry.photo);
    let said = |e: &Entry| {
        (
            e.every,
            e.standard.clone(),
            e.inspected.clone(),
            e.photo.clone(),
        )
    };
    if said(&entry) == said(known) {
        return Ok(());
    }
    store::save(tx, &entry, known)?;
    note(tx, "sign.completed", &entry, "")?;
    if let Some(shot) = shot {
        store::insert_photo(tx, &entry, (&shot.id, shot.size))?;
    }
    Ok(())
}

/// Whether an entry is what the same form made a moment ago.
fn is_again(known: &Entry, wanted: &Wanted, now: Moment) -> bool {
    let code = wanted.code.as_ref();
    now.since(known.entered_at) < TWICE
        && known.state == State::Placed
        && known.design == wanted.design
        && known.place == wanted.place.id
        && known.spot == wanted.spot
        && code.is_none_or(|code| *code == known.code)
}

/// A printed code that stands for nothing yet is the sign's from now on.
pub(super) fn take(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    code: &Code,
    (id, place): (&SignId, &Place),
) -> Result<Code> {
    let about = |key| Refusal::of_field("code", key).naming("code", code.grouped());
    match codes::store::find(tx, code)? {
        None => return Err(about("register-code-unknown").into()),
        // Another office's codes do not exist.
        Some(row) if !by.scope().reaches(&row.office) => {
            return Err(about("register-code-unknown").into());
        }
        Some(row) if row.revoked_at.is_some() => return Err(about("register-code-revoked").into()),
        Some(row) => {
            if let Some((_, at)) = holder(tx, by, &row)? {
                return Err(about("register-code-taken").naming("place", at).into());
            }
        }
    }
    let is_on = Target::PlacedSign;
    if codes::store::assign(tx, code, is_on, id.as_str(), place)? == 1 {
        Ok(code.clone())
    } else {
        Err(Error::Conflict)
    }
}

/// What holds a code already: the page to go on from, and the place in words.
pub fn holder(
    conn: &mut Conn,
    by: &Allowed<MakeSigns>,
    row: &CodeRow,
) -> Result<Option<(String, String)>> {
    if row.target == Target::Nothing || !by.scope().reaches(&row.office) {
        return Ok(None);
    }
    let place = match &row.place {
        Some(id) => {
            let place = places::public_place(conn, id)?;
            let lineage = places::lineage(conn, &place)?;
            full_name(&lineage, &place)
        }
        None => String::new(),
    };
    let href = match (row.target, &row.target_id) {
        (Target::PlacedSign, Some(id)) => format!("/signs/register/{id}"),
        _ => format!("/Q/{}", row.code),
    };
    Ok(Some((href, place)))
}

/// Makes codes that stand for nothing yet, to be printed ahead.
pub fn make_codes(tx: &mut Tx<'_>, office: &OfficeId, count: i32) -> Result<()> {
    for _ in 0..count.min(CODES_AT_ONCE) {
        let new = NewCode {
            office,
            place: None,
            target: Target::Nothing,
            target_id: None,
        };
        codes::store::issue(tx, &new)?;
    }
    audit::record(
        tx,
        "codes.made",
        &format!("office:{office}"),
        &count.to_string(),
    )
}
