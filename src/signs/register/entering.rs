//! How a sign comes into the register, and where its code comes from.

use chrono::Duration;

use super::entry::{Entry, Finding, Label, Mark, Nth, Origin, RunId, SignId, State};
use super::form::Wanted;
use super::look::Shot;
use super::record::{mark, note};
use super::store;
use crate::codes::{self, Code, CodeRow, NewCode, Target};
use crate::error::{Error, Refusal, Result};
use crate::organisation::place::full_name;
use crate::organisation::{OfficeId, Place, PlaceId, store as places};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::audit;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::platform::once::Once;

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

/// A copy of a stop, to be printed.
#[derive(Debug)]
pub(in crate::signs) struct NewCopy<'a> {
    /// The stop, and which of its copies.
    pub(in crate::signs) origin: Origin,
    /// Its design.
    pub(in crate::signs) design: &'a str,
    /// Where it will hang.
    pub(in crate::signs) place: &'a Place,
    /// When the stop ends.
    pub(in crate::signs) down_by: Moment,
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
    let fresh = Fresh::issue(tx, new.design, &place)?.entry(mark(tx, by));
    let entry = match &new.run {
        Some(OfRun { run, number, of }) => Entry {
            origin: Origin::Run {
                run: run.clone(),
                copy: Nth {
                    n: *number,
                    of: *of,
                },
            },
            state: State::Printed,
            printed_at: Some(tx.now()),
            ..fresh
        },
        None => fresh,
    };
    let entry = Entry {
        label: new.label.clone(),
        version: new.version,
        every: new.inspect_every,
        ..entry
    };
    store::insert(tx, &entry)?;
    note(tx, "sign.entered", &entry, &entry.code.grouped())?;
    Ok(entry)
}

/// Puts a copy of a stop into the register with a code of its own; its stop has the record.
pub(in crate::signs) fn enter_copy(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    new: NewCopy<'_>,
) -> Result<()> {
    let fresh = Fresh::issue(tx, new.design, new.place)?;
    let entry = Entry {
        origin: new.origin,
        down_by: Some(new.down_by),
        end_shown: Some(new.down_by),
        ..fresh.entry(mark(tx, by))
    };
    store::insert(tx, &entry)
}

/// A sign of which little is known yet.
struct Fresh<'a> {
    id: SignId,
    code: Code,
    design: &'a str,
    place: &'a Place,
}

impl<'a> Fresh<'a> {
    /// With a new code.
    fn issue(tx: &mut Tx<'_>, design: &'a str, place: &'a Place) -> Result<Self> {
        let id = SignId::new();
        Ok(Self {
            code: issue(tx, &id, place)?,
            id,
            design,
            place,
        })
    }

    fn entry(self, entered: Mark) -> Entry {
        Entry {
            id: self.id,
            office: self.place.office.clone(),
            origin: Origin::Found,
            design: self.design.to_owned(),
            label: Label::default(),
            version: 1,
            standard: None,
            place: self.place.id.clone(),
            path: self.place.path.clone(),
            spot: String::new(),
            code: self.code,
            state: State::Wanted,
            entered,
            printed_at: None,
            placed: None,
            removed: None,
            down_by: None,
            end_shown: None,
            every: None,
            inspected: None,
            finding: None,
            photo: None,
        }
    }
}

/// A sign or lamp that hangs already, as a form tells of it.
#[derive(Debug, Clone)]
pub struct Found {
    /// What was typed.
    pub wanted: Wanted,
    /// A photo of it.
    pub shot: Option<Shot>,
}

/// Puts a sign or lamp that hangs already into the register. Its code is the one stuck on it,
/// or a new one to be printed as a small label. Sent twice within a short time it is there once;
/// later the same words are another one beside it.
pub fn register(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    mut id: SignId,
    found: &Found,
) -> Result<Once<SignId>> {
    let Found { wanted, shot } = found;
    let place = places::place(tx, by.scope(), &wanted.place.id)?;
    if let Some(known) = store::find(tx, by.scope(), &id)? {
        if is_again(&known, wanted, tx.now()) {
            complete(tx, &known, found)?;
            return Ok(Once::Again(id));
        }
        id = SignId::new();
    }
    let code = match &wanted.code {
        Some(code) => take(
            tx,
            by,
            code,
            &Holder {
                sign: &id,
                place: &place,
            },
        )?,
        None => issue(tx, &id, &place)?,
    };
    let shot = store::unnamed(tx, shot.as_ref())?;
    let seen = wanted.inspected_at.map(|at| Mark { at, by: None });
    let fresh = Fresh {
        id,
        code,
        design: &wanted.design,
        place: &place,
    };
    let entry = Entry {
        standard: wanted.standard.clone(),
        spot: wanted.spot.clone(),
        state: State::Placed,
        every: Some(wanted.every),
        finding: seen.as_ref().map(|_| Finding::Ok),
        inspected: seen,
        photo: shot.map(|shot| shot.id.clone()),
        ..fresh.entry(mark(tx, by))
    };
    store::insert(tx, &entry)?;
    if let Some(shot) = shot {
        store::insert_photo(tx, &entry, shot)?;
    }
    note(tx, "sign.registered", &entry, &entry.code.grouped())?;
    Ok(Once::Made(entry.id))
}

/// What was mended in the form since it was sent first: somebody went back for the photo.
fn complete(tx: &mut Tx<'_>, known: &Entry, found: &Found) -> Result<()> {
    let Found { wanted, shot } = found;
    let mut entry = known.clone();
    entry.every = Some(wanted.every);
    entry.standard.clone_from(&wanted.standard);
    if let Some(at) = wanted.inspected_at {
        entry.inspected = Some(Mark { at, by: None });
        entry.finding = Some(Finding::Ok);
    }
    let shot = store::unnamed(tx, shot.as_ref())?.filter(|_| known.photo.is_none());
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
        store::insert_photo(tx, &entry, shot)?;
    }
    Ok(())
}

/// Whether an entry is what the same form made a moment ago.
fn is_again(known: &Entry, wanted: &Wanted, now: Moment) -> bool {
    let code = wanted.code.as_ref();
    now.since(known.entered.at) < TWICE
        && known.state == State::Placed
        && known.design == wanted.design
        && known.place == wanted.place.id
        && known.spot == wanted.spot
        && code.is_none_or(|code| *code == known.code)
}

/// What a code is to hang on.
pub(super) struct Holder<'a> {
    /// The sign.
    pub(super) sign: &'a SignId,
    /// Its place.
    pub(super) place: &'a Place,
}

/// A printed code that stands for nothing yet is the sign's from now on.
pub(super) fn take(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    code: &Code,
    holder: &Holder<'_>,
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
            if let Some(held) = held_by(tx, by, &row)? {
                return Err(about("register-code-taken")
                    .naming("place", held.place)
                    .into());
            }
        }
    }
    let Holder { sign, place } = holder;
    if codes::store::assign(tx, code, Target::PlacedSign, sign.as_str(), place)? == 1 {
        Ok(code.clone())
    } else {
        Err(Error::Conflict)
    }
}

/// What holds a code already.
#[derive(Debug, Clone)]
pub struct Held {
    /// The page to go on from.
    pub href: String,
    /// Where it hangs, in words.
    pub place: String,
}

/// What holds a code already; nothing where it is free.
pub fn held_by(conn: &mut Conn, by: &Allowed<MakeSigns>, row: &CodeRow) -> Result<Option<Held>> {
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
    Ok(Some(Held { href, place }))
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
