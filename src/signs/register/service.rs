//! What becomes of a sign in the register.

use super::entering::{Holder, issue, take};
use super::entry::{Entry, Finding, Mark, SignId, State};
use super::look::Look;
use super::record::{mark, note};
use super::store;
use crate::codes::{self, Code};
use crate::error::{Error, Refusal, Result};
use crate::organisation::place::full_name;
use crate::organisation::{Place, PlaceId, store as places};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::db::Tx;
use crate::platform::seen::Seen;
use crate::signs::meanwhile::known;

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
    let entry = open(tx, by, id)?;
    looked(tx, by, &entry, look, act)
}

/// A sign that was damaged or gone is in order again; who mended it has looked at it.
pub fn mended(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &SignId, seen: Seen) -> Result<Entry> {
    let before = store::hold(tx, by.scope(), id)?;
    known(tx, &before.subject(), seen)?;
    let look = Look {
        finding: Finding::Ok,
        remark: String::new(),
        shot: None,
    };
    looked(tx, by, &is_open(before)?, &look, "sign.mended")
}

fn looked(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    before: &Entry,
    look: &Look,
    act: &str,
) -> Result<Entry> {
    let mut entry = before.clone();
    let now = mark(tx, by);
    // What was never marked as up and is found in its place was hung up unrecorded.
    if matches!(before.state, State::Wanted | State::Printed) {
        entry.placed = Some(found_hanging(before, &now));
    }
    entry.state = match look.finding {
        Finding::Ok => State::Placed,
        Finding::Damaged | Finding::Missing => State::Damaged,
    };
    entry.inspected = Some(now);
    entry.finding = Some(look.finding);
    let shot = store::unnamed(tx, look.shot.as_ref())?;
    let photo = shot.map(|shot| shot.id.clone());
    entry.photo = photo.or(entry.photo);
    store::save(tx, &entry, before)?;
    if let Some(shot) = shot {
        store::insert_photo(tx, &entry, shot)?;
    }
    store::insert_look(tx, &entry, look)?;
    let detail = match entry.batch() {
        Some(_) => format!("{} {}", entry.code.grouped(), look.remark),
        None => look.remark.clone(),
    };
    note(tx, act, &entry, detail.trim())?;
    Ok(entry)
}

/// Since when something hangs that was never marked as up. A copy of a stop may be a sheet from
/// before its end moved: it counts from its printing, so that an old one is still asked for.
fn found_hanging(entry: &Entry, now: &Mark) -> Mark {
    match entry.batch() {
        Some(_) => Mark {
            at: entry.printed_at.unwrap_or(entry.entered.at),
            by: None,
        },
        None => now.clone(),
    }
}

/// An entry that is not down yet.
fn open(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &SignId) -> Result<Entry> {
    is_open(store::hold(tx, by.scope(), id)?)
}

fn is_open(entry: Entry) -> Result<Entry> {
    if entry.is_down() {
        return Err(Refusal::new("register-is-down").into());
    }
    Ok(entry)
}

/// The same of an entry that stays. A copy of a stop is its batch's.
fn staying(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &SignId) -> Result<Entry> {
    let entry = open(tx, by, id)?;
    if entry.batch().is_some() {
        return Err(Error::NotFound);
    }
    Ok(entry)
}

/// A sign that is held hangs from now on, for the first time or in place of one before it.
pub(in crate::signs) fn hang(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    before: &Entry,
) -> Result<Entry> {
    let mut entry = before.clone();
    entry.hang(mark(tx, by));
    store::save(tx, &entry, before)?;
    Ok(entry)
}

/// A sign that is held is down from now on.
pub(in crate::signs) fn take_down(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    before: &Entry,
) -> Result<Entry> {
    let removed = Some(mark(tx, by));
    let entry = Entry {
        state: State::Removed,
        removed,
        ..before.clone()
    };
    store::save(tx, &entry, before)?;
    Ok(entry)
}

/// It hangs, for the first time or in place of one that was damaged.
pub fn placed(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &SignId, seen: Seen) -> Result<Entry> {
    let entry = staying(tx, by, id)?;
    known(tx, &entry.subject(), seen)?;
    if entry.state == State::Placed {
        return Ok(entry);
    }
    let entry = hang(tx, by, &entry)?;
    note(tx, "sign.placed", &entry, "")?;
    Ok(entry)
}

/// It is down. Recording it a second time changes nothing.
pub fn removed(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &SignId, seen: Seen) -> Result<Entry> {
    let before = store::hold(tx, by.scope(), id)?;
    if before.batch().is_some() {
        return Err(Error::NotFound);
    }
    if before.is_down() {
        return Ok(before);
    }
    known(tx, &before.subject(), seen)?;
    let entry = take_down(tx, by, &before)?;
    note(tx, "sign.removed", &entry, "")?;
    Ok(entry)
}

/// It was marked as down and is not: it is again what it was. The copies of a stop have one record,
/// which others' copies fill: there a copy alone is looked at.
pub fn restored(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    id: &SignId,
    seen: Seen,
) -> Result<Entry> {
    let before = store::hold(tx, by.scope(), id)?;
    if !before.is_down() {
        return Ok(before);
    }
    if before.batch().is_none() {
        known(tx, &before.subject(), seen)?;
    }
    let mut entry = before.clone();
    entry.state = before.state_before_removal();
    entry.removed = None;
    store::save(tx, &entry, &before)?;
    let detail = match entry.batch() {
        Some(_) => entry.code.grouped(),
        None => String::new(),
    };
    note(tx, "sign.restored", &entry, &detail)?;
    Ok(entry)
}

/// Where a sign hangs now.
#[derive(Debug, Clone)]
pub struct Moving {
    /// The place.
    pub place: Place,
    /// Where exactly.
    pub spot: String,
    /// What the mover's page showed.
    pub seen: Seen,
}

/// It hangs somewhere else now; its code goes with it. Only within its office.
pub fn moved(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &SignId, to: &Moving) -> Result<Entry> {
    let before = staying(tx, by, id)?;
    known(tx, &before.subject(), to.seen)?;
    let mut entry = before.clone();
    let (place, spot) = (&to.place, to.spot.as_str());
    let place = places::place(tx, by.scope(), &place.id)?;
    if place.office != entry.office {
        return Err(Refusal::of_field("area", "register-other-office").into());
    }
    let from = name_of(tx, &entry.place)?;
    entry.place = place.id.clone();
    entry.path.clone_from(&place.path);
    spot.clone_into(&mut entry.spot);
    store::save(tx, &entry, &before)?;
    codes::store::set_place(tx, &entry.code, &place)?;
    let to = name_of(tx, &entry.place)?;
    note(tx, "sign.moved", &entry, &format!("{from} → {to}"))?;
    Ok(entry)
}

fn name_of(tx: &mut Tx<'_>, id: &PlaceId) -> Result<String> {
    let place = places::public_place(tx, id)?;
    let lineage = places::lineage(tx, &place)?;
    Ok(full_name(&lineage, &place))
}

/// Its code opens nothing any more. Recording it a second time changes nothing.
pub fn revoke(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &SignId, seen: &str) -> Result<Entry> {
    let entry = store::hold(tx, by.scope(), id)?;
    if entry.batch().is_some() {
        return Err(Error::NotFound);
    }
    is_still(&entry, seen)?;
    let code = codes::store::find(tx, &entry.code)?;
    if code.is_some_and(|code| code.revoked_at.is_some()) {
        return Ok(entry);
    }
    codes::store::revoke(tx, &entry.code)?;
    note(tx, "sign.revoked", &entry, &entry.code.grouped())?;
    Ok(entry)
}

/// A code is changed only by who sees the one it has: the label of another may be on its way.
fn is_still(entry: &Entry, seen: &str) -> Result<()> {
    if seen.parse() == Ok(entry.code.clone()) {
        return Ok(());
    }
    let changed = Refusal::of_field("code", "register-code-changed");
    Err(changed.naming("code", entry.code.grouped()).into())
}

/// The code that a sign gets.
#[derive(Debug, Clone)]
pub struct Recoding {
    /// One that is printed already; without one it is a new one.
    pub printed: Option<Code>,
    /// The code that the page of whoever says so showed.
    pub seen: String,
}

/// It gets another code: one that is printed already, or a new one. The old one is revoked.
pub fn recode(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    id: &SignId,
    to: &Recoding,
) -> Result<Entry> {
    let before = staying(tx, by, id)?;
    is_still(&before, &to.seen)?;
    let mut entry = before.clone();
    let place = places::public_place(tx, &entry.place)?;
    let code = match &to.printed {
        Some(code) => take(
            tx,
            by,
            code,
            &Holder {
                sign: id,
                place: &place,
            },
        )?,
        None => issue(tx, id, &place)?,
    };
    codes::store::revoke(tx, &entry.code)?;
    let detail = format!("{} → {}", entry.code.grouped(), code.grouped());
    entry.code = code;
    store::save(tx, &entry, &before)?;
    note(tx, "sign.recoded", &entry, &detail)?;
    Ok(entry)
}

/// How often a sign is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Every {
    /// Every so many days.
    pub days: i32,
    /// What the page of whoever says so showed.
    pub seen: Seen,
}

/// Somebody has to look at it every so many days.
pub fn set_interval(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    id: &SignId,
    every: Every,
) -> Result<Entry> {
    let before = staying(tx, by, id)?;
    known(tx, &before.subject(), every.seen)?;
    let mut entry = before.clone();
    entry.every = Some(every.days);
    store::save(tx, &entry, &before)?;
    note(tx, "sign.interval", &entry, &every.days.to_string())?;
    Ok(entry)
}
