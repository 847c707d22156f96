//! Making signs, hanging them up, taking them down, moving their end.

use super::form::{LONGEST, Wanted};
use super::{Batch, BatchId, Course, Sign, SignId, State, store};
use crate::codes::{self, NewCode, Target};
use crate::error::{Error, Refusal, Result};
use crate::organisation::{Office, Place};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::audit;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::platform::once::Once;
use crate::platform::press::Press;
use crate::platform::seen::Seen;
use crate::signs::meanwhile::{self, known};

/// Makes a batch with a coded copy for each of its places, once however often its form is sent.
pub fn make(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    press: &Press,
    (office, id): (&Office, BatchId),
    wanted: Wanted,
) -> Result<Once<BatchId>> {
    // What only this machine can open is not printed.
    let base_url = press.base().or(Err(Refusal::new("signs-no-address")))?;
    let mut batch = Batch {
        id,
        office: office.id.clone(),
        community: wanted.place.community.clone(),
        place: wanted.place.id.clone(),
        design: wanted.design,
        wording: wanted.wording,
        starts_at: wanted.starts_at,
        ends_at: wanted.ends_at,
        base_url,
        created_by: by.user().clone(),
        created_at: tx.now(),
    };
    if !store::insert_batch(tx, &batch)? {
        if is_kept(tx, by, (&batch, &wanted.at))? {
            return Ok(Once::Again(batch.id));
        }
        // Somebody went back and changed the form.
        batch.id = BatchId::new();
        store::insert_batch(tx, &batch)?;
    }
    hang(tx, &batch, &wanted.at)?;
    let detail = format!("{} × {}", batch.design, wanted.at.len());
    note(tx, "sign.made", &batch.id, &detail)?;
    Ok(Once::Made(batch.id))
}

/// Whether the batch of this id says the same at the same places.
fn is_kept(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    (batch, at): (&Batch, &[Place]),
) -> Result<bool> {
    let known = store::batch(tx, by.scope(), &batch.id)?;
    let signs = store::signs_of(tx, &known.id)?;
    let hung = signs.iter().map(|sign| &sign.place);
    Ok(known.says_the_same(batch) && hung.eq(at.iter().map(|place| &place.id)))
}

fn hang(tx: &mut Tx<'_>, batch: &Batch, at: &[Place]) -> Result<()> {
    let copies = i32::try_from(at.len()).unwrap_or(i32::MAX);
    for (copy_no, place) in (1_i32..).zip(at) {
        let id = SignId::new();
        let new = NewCode {
            office: &batch.office,
            place: Some(&place.id),
            target: Target::PlacedSign,
            target_id: Some(id.as_str()),
        };
        let sign = Sign {
            code: codes::store::issue(tx, &new)?,
            id,
            batch: batch.id.clone(),
            place: place.id.clone(),
            copy_no,
            copies,
            state: State::Wanted,
            printed_at: None,
            placed_at: None,
            removed_at: None,
        };
        store::insert_sign(tx, batch, &sign)?;
    }
    Ok(())
}

/// What the record calls a batch.
pub(super) fn subject(batch: &BatchId) -> String {
    format!("sign_batch:{batch}")
}

/// What a page of a batch shows, for its forms to carry: the end, and how much of the record.
pub fn seen_now(conn: &mut Conn, batch: &Batch) -> Result<Seen> {
    let lines = meanwhile::shown(conn, &subject(&batch.id))?.lines();
    Ok(Seen::shown(batch.end_version(), lines))
}

fn note(tx: &mut Tx<'_>, act: &str, batch: &BatchId, detail: &str) -> Result<()> {
    audit::record(tx, act, &subject(batch), detail)
}

/// The sheets go to the printer.
pub fn print(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &BatchId) -> Result<()> {
    let batch = store::hold(tx, by.scope(), id)?;
    let printed = store::set_printed(tx, &batch.id)?;
    note(tx, "sign.printed", id, &format!("× {printed}"))
}

/// One copy hangs. Recording it a second time changes nothing, unless it replaces a print-out
/// with an end that has moved. `Conflict` when the end has moved since the page was shown: what
/// hangs may be the old sheet. Other copies that hang meanwhile stop nobody.
pub fn placed(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &SignId, seen: Seen) -> Result<Sign> {
    let Held { sign, batch } = held(tx, by, id)?;
    if sign.state == State::Removed {
        return Err(Refusal::new("register-is-down").into());
    }
    if !seen.is(batch.end_version()) {
        return Err(Error::Conflict);
    }
    if place_one(tx, &batch, &sign)? {
        note(tx, "sign.placed", &batch.id, &copy(&sign))?;
    }
    Ok(sign)
}

/// A copy and its batch, which nobody else changes until this change ends.
struct Held {
    sign: Sign,
    batch: Batch,
}

fn held(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &SignId) -> Result<Held> {
    let of = store::sign(tx, by.scope(), id)?.batch;
    let batch = store::hold(tx, by.scope(), &of)?;
    let sign = store::sign(tx, by.scope(), id)?;
    Ok(Held { sign, batch })
}

fn place_one(tx: &mut Tx<'_>, batch: &Batch, sign: &Sign) -> Result<bool> {
    let replaces = batch.shows_old_end(sign) || sign.state == State::Damaged;
    if sign.is_up() && !replaces {
        return Ok(false);
    }
    Ok(store::set_placed(tx, &sign.id)? == 1)
}

/// One copy is down. Recording it a second time changes nothing.
pub fn removed(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &SignId) -> Result<Sign> {
    let Held { sign, .. } = held(tx, by, id)?;
    if store::set_removed(tx, &sign.id)? == 1 {
        note(tx, "sign.removed", &sign.batch, &copy(&sign))?;
    }
    Ok(sign)
}

fn copy(sign: &Sign) -> String {
    format!("{}/{} {}", sign.copy_no, sign.copies, sign.code.grouped())
}

/// Every copy of a batch hangs.
pub fn all_placed(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    id: &BatchId,
    seen: Seen,
) -> Result<()> {
    let batch = store::hold(tx, by.scope(), id)?;
    known(tx, &subject(id), seen)?;
    let mut marked = 0;
    for sign in store::signs_of(tx, id)? {
        marked += usize::from(place_one(tx, &batch, &sign)?);
    }
    note_all(tx, "sign.placed", id, marked)
}

/// Every copy of a batch is down.
pub fn all_removed(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    id: &BatchId,
    seen: Seen,
) -> Result<()> {
    store::hold(tx, by.scope(), id)?;
    known(tx, &subject(id), seen)?;
    let mut marked = 0;
    for sign in store::signs_of(tx, id)? {
        marked += store::set_removed(tx, &sign.id)?;
    }
    note_all(tx, "sign.removed", id, marked)
}

/// One line of the record for what was marked in one go; none when nothing was.
fn note_all(tx: &mut Tx<'_>, act: &str, id: &BatchId, marked: usize) -> Result<()> {
    if marked == 0 {
        return Ok(());
    }
    note(tx, act, id, &format!("× {marked}"))
}

/// The stop ends earlier or later than its sheets say. Nothing means now: it ends, or is called
/// off when it has not begun. Who moves it from an end that somebody else has changed meanwhile
/// is told and looks again. How the stop stands then.
pub fn until(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    id: &BatchId,
    (end, seen): (Option<Moment>, &str),
) -> Result<Course> {
    let mut batch = store::hold(tx, by.scope(), id)?;
    let before = batch.ends_at;
    let holds_already = match end {
        Some(end) => end == before,
        None => before <= tx.now(),
    };
    if holds_already {
        return Ok(batch.course(tx.now()));
    }
    if seen != before.iso() {
        return Err(Refusal::of_field("to_time", "signs-end-moved-meanwhile").into());
    }
    if end.is_some_and(|end| end <= batch.starts_at) {
        return Err(Refusal::of_field("to_time", "signs-end-before-start").into());
    }
    if end.is_some_and(|end| end.since(batch.starts_at) > LONGEST) {
        return Err(Refusal::of_field("to_date", "signs-too-long").into());
    }
    batch.ends_at = end.unwrap_or(tx.now());
    batch.wording.moved_at = Some(tx.now());
    store::move_end(tx, &batch, before)?;
    let detail = format!("{} → {}", before.iso(), batch.ends_at.iso());
    note(tx, "sign.end_moved", id, &detail)?;
    Ok(batch.course(tx.now()))
}
