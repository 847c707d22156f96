//! What becomes of a sign in the register.

use super::form::Wanted;
use super::store::{self, Size};
use super::{Entry, Finding, Mark, RunId};
use crate::codes::{self, Code, NewCode, Target};
use crate::error::{Error, Refusal, Result};
use crate::organisation::{OfficeId, Place, PlaceId, store as places};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::audit;
use crate::platform::db::Tx;
use crate::platform::photos::PhotoId;
use crate::signs::placed::{Label, SignId, State};

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
    /// The print run it belongs to.
    pub run: Option<RunId>,
    /// Which version of the design it shows.
    pub version: i32,
    /// Days between two looks once it hangs; nothing where nobody has to look.
    pub inspect_every: Option<i32>,
    /// Its number in the run, and how many there are; nothing while it waits to be printed.
    pub printed: Option<(i32, i32)>,
}

/// A photo that is on the shelf.
#[derive(Debug, Clone)]
pub struct Shot {
    /// Its id.
    pub id: PhotoId,
    /// How large it is.
    pub size: Size,
}

fn issue(tx: &mut Tx<'_>, id: &SignId, place: &Place) -> Result<Code> {
    let new = NewCode {
        office: &place.office,
        place: Some(&place.id),
        target: Target::PlacedSign,
        target_id: Some(id.as_str()),
    };
    codes::store::issue(tx, &new)
}

fn note(tx: &mut Tx<'_>, act: &str, entry: &Entry, detail: &str) -> Result<()> {
    audit::record(tx, act, &entry.subject(), detail)
}

/// Puts a sign that is to be printed into the register, wanted, with a code of its own. A place
/// out of reach is not found.
pub fn enter(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, new: &NewSign<'_>) -> Result<Entry> {
    let place = places::place(tx, by.scope(), new.place)?;
    let id = SignId::new();
    let code = issue(tx, &id, &place)?;
    let entry = Entry {
        run: new.run.clone(),
        label: new.label.clone(),
        version: new.version,
        every: new.inspect_every,
        ..blank(tx, (id, code), new.design, &place)
    };
    store::insert(tx, &entry, by.user())?;
    if let Some(copy) = new.printed {
        store::set_printed(tx, &entry.id, copy)?;
    }
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
/// or a new one to be printed as a small label.
pub fn register(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    wanted: &Wanted,
    shot: Option<&Shot>,
) -> Result<SignId> {
    let place = places::place(tx, by.scope(), &wanted.place.id)?;
    let id = SignId::new();
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
    store::insert(tx, &entry, by.user())?;
    if let Some(shot) = shot {
        store::insert_photo(tx, &entry, (&shot.id, shot.size))?;
    }
    note(tx, "sign.registered", &entry, &entry.code.grouped())?;
    Ok(entry.id)
}

/// A printed code that stands for nothing yet is the sign's from now on.
fn take(
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
        Some(row) => match holder(tx, by, &row)? {
            Some((_, at)) => return Err(about("register-code-taken").naming("place", at).into()),
            None => {}
        },
    }
    let target = (Target::PlacedSign, id.as_str());
    if codes::store::assign(tx, code, target, place)? == 1 {
        Ok(code.clone())
    } else {
        Err(Error::Conflict)
    }
}

/// What holds a code already: the page to go on from, and the place in words.
pub fn holder(
    conn: &mut crate::platform::db::Conn,
    by: &Allowed<MakeSigns>,
    row: &codes::CodeRow,
) -> Result<Option<(String, String)>> {
    if row.target == Target::Nothing || !by.scope().reaches(&row.office) {
        return Ok(None);
    }
    let place = match &row.place {
        Some(id) => {
            let place = places::public_place(conn, id)?;
            let lineage = places::lineage(conn, &place)?;
            crate::organisation::place::full_name(&lineage, &place)
        }
        None => String::new(),
    };
    let href = match (row.target, &row.target_id) {
        (Target::PlacedSign, Some(id)) => format!("/signs/register/{id}"),
        _ => format!("/Q/{}", row.code),
    };
    Ok(Some((href, place)))
}

/// What somebody saw at a sign.
#[derive(Debug, Clone)]
pub struct Look {
    /// How it was found.
    pub finding: Finding,
    /// A remark.
    pub remark: String,
    /// A photo, on the shelf already.
    pub shot: Option<Shot>,
}

/// Somebody looked at a sign. One that is found in order hangs, whatever was written before.
pub fn inspect(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    id: &SignId,
    look: &Look,
) -> Result<Entry> {
    let act = match look.finding {
        Finding::Ok => "sign.inspected",
        Finding::Damaged => "sign.damaged",
        Finding::Missing => "sign.missing",
    };
    looked(tx, by, id, (look, act))
}

/// A sign that was damaged or gone is in order again; who mended it has looked at it.
pub fn mended(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &SignId) -> Result<Entry> {
    let look = Look {
        finding: Finding::Ok,
        remark: String::new(),
        shot: None,
    };
    looked(tx, by, id, (&look, "sign.mended"))
}

fn looked(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    id: &SignId,
    (look, act): (&Look, &str),
) -> Result<Entry> {
    let (mut entry, before) = open(tx, by, id)?;
    let now = Mark {
        at: tx.now(),
        by: Some(by.user().clone()),
    };
    entry.state = match look.finding {
        Finding::Ok => State::Placed,
        Finding::Damaged | Finding::Missing => State::Damaged,
    };
    // What was never marked as up and is found in its place was hung up unrecorded.
    if matches!(before, State::Wanted | State::Printed) {
        entry.placed = Some(now.clone());
    }
    entry.inspected = Some(now);
    entry.finding = Some(look.finding);
    let photo = look.shot.as_ref().map(|shot| &shot.id);
    entry.photo = photo.cloned().or(entry.photo);
    store::save(tx, &entry, before)?;
    if let Some(shot) = &look.shot {
        store::insert_photo(tx, &entry, (&shot.id, shot.size))?;
    }
    store::insert_inspection(tx, &entry, (look.finding, &look.remark), photo)?;
    let detail = match (&entry.batch, look.remark.as_str()) {
        (Some(_), remark) => format!("{} {remark}", entry.code.grouped()),
        (None, remark) => remark.to_owned(),
    };
    note(tx, act, &entry, detail.trim())?;
    Ok(entry)
}

/// An entry that is not down yet, and its state.
fn open(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &SignId) -> Result<(Entry, State)> {
    let entry = store::load(tx, by.scope(), id)?;
    let state = entry.state;
    if state == State::Removed {
        return Err(Refusal::new("register-is-down").into());
    }
    Ok((entry, state))
}

/// An entry that stays, is not down yet, and its state. A copy of a stop is its batch's.
fn staying(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &SignId) -> Result<(Entry, State)> {
    let (entry, state) = open(tx, by, id)?;
    if entry.batch.is_some() {
        return Err(Error::NotFound);
    }
    Ok((entry, state))
}

/// It hangs, for the first time or in place of one that was damaged.
pub fn placed(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &SignId) -> Result<Entry> {
    let (mut entry, before) = staying(tx, by, id)?;
    if before == State::Placed {
        return Ok(entry);
    }
    entry.state = State::Placed;
    entry.finding = None;
    entry.placed = Some(Mark {
        at: tx.now(),
        by: Some(by.user().clone()),
    });
    store::save(tx, &entry, before)?;
    note(tx, "sign.placed", &entry, "")?;
    Ok(entry)
}

/// It is down. Recording it a second time is told, and changes nothing.
pub fn removed(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &SignId) -> Result<Entry> {
    let (mut entry, before) = staying(tx, by, id)?;
    entry.state = State::Removed;
    entry.removed = Some(Mark {
        at: tx.now(),
        by: Some(by.user().clone()),
    });
    store::save(tx, &entry, before)?;
    note(tx, "sign.removed", &entry, "")?;
    Ok(entry)
}

/// It hangs somewhere else now; its code goes with it. Only within its office.
pub fn moved(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    id: &SignId,
    (place, spot): (&Place, &str),
) -> Result<Entry> {
    let (mut entry, before) = staying(tx, by, id)?;
    let place = places::place(tx, by.scope(), &place.id)?;
    if place.office != entry.office {
        return Err(Refusal::of_field("area", "register-other-office").into());
    }
    let from = name_of(tx, &entry.place)?;
    entry.place = place.id.clone();
    spot.clone_into(&mut entry.spot);
    store::save(tx, &entry, before)?;
    codes::store::set_place(tx, &entry.code, &place)?;
    let to = name_of(tx, &entry.place)?;
    note(tx, "sign.moved", &entry, &format!("{from} → {to}"))?;
    Ok(entry)
}

fn name_of(tx: &mut Tx<'_>, id: &PlaceId) -> Result<String> {
    let place = places::public_place(tx, id)?;
    let lineage = places::lineage(tx, &place)?;
    Ok(crate::organisation::place::full_name(&lineage, &place))
}

/// Its code opens nothing any more.
pub fn revoke(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &SignId) -> Result<Entry> {
    let entry = store::load(tx, by.scope(), id)?;
    if entry.batch.is_some() {
        return Err(Error::NotFound);
    }
    codes::store::revoke(tx, &entry.code)?;
    note(tx, "sign.revoked", &entry, &entry.code.grouped())?;
    Ok(entry)
}

/// It gets another code: one that is printed already, or a new one. The old one is revoked.
pub fn recode(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    id: &SignId,
    printed: Option<&Code>,
) -> Result<Entry> {
    let (mut entry, before) = staying(tx, by, id)?;
    let place = places::public_place(tx, &entry.place)?;
    let code = match printed {
        Some(code) => take(tx, by, code, (id, &place))?,
        None => issue(tx, id, &place)?,
    };
    codes::store::revoke(tx, &entry.code)?;
    let detail = format!("{} → {}", entry.code.grouped(), code.grouped());
    entry.code = code;
    store::save(tx, &entry, before)?;
    note(tx, "sign.recoded", &entry, &detail)?;
    Ok(entry)
}

/// Somebody has to look at it every so many days.
pub fn set_interval(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    id: &SignId,
    every: i32,
) -> Result<Entry> {
    let (mut entry, before) = staying(tx, by, id)?;
    entry.every = Some(every);
    store::save(tx, &entry, before)?;
    note(tx, "sign.interval", &entry, &every.to_string())?;
    Ok(entry)
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
