//! Making signs, hanging them up, taking them down, moving their end.

use super::form::{LONGEST, Wanted};
use super::stop::{Batch, Course};
use super::store;
use crate::error::{Error, Refusal, Result};
use crate::organisation::Place;
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::platform::once::Once;
use crate::platform::press::Press;
use crate::platform::seen::Seen;
use crate::signs::meanwhile::{self, known};
use crate::signs::register::entering::{self, NewCopy};
use crate::signs::register::entry::{BatchId, Entry, Nth, Origin, SignId, State};
use crate::signs::register::{service as register, store as signs};

/// Makes a batch with a coded copy for each of its places, once however often its form is sent.
pub fn make(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    press: &Press,
    id: BatchId,
    wanted: Wanted,
) -> Result<Once<BatchId>> {
    // What only this machine can open is not printed.
    let base_url = press.base().or(Err(Refusal::new("signs-no-address")))?;
    let mut batch = Batch {
        id,
        office: wanted.place.office.clone(),
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
    if !store::insert(tx, &batch)? {
        if is_kept(tx, by, &batch, &wanted.at)? {
            return Ok(Once::Again(batch.id));
        }
        // Somebody went back and changed the form.
        batch.id = BatchId::new();
        store::insert(tx, &batch)?;
    }
    enter(tx, by, &batch, &wanted.at)?;
    let detail = format!("{} × {}", batch.design, wanted.at.len());
    note(tx, "sign.made", &batch.id, &detail)?;
    Ok(Once::Made(batch.id))
}

/// Whether the batch of this id says the same at the same places.
fn is_kept(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, batch: &Batch, at: &[Place]) -> Result<bool> {
    let known = store::batch(tx, by.scope(), &batch.id)?;
    let copies = signs::of_stop(tx, &known.id)?;
    let hung = copies.iter().map(|copy| &copy.place);
    Ok(known.says_the_same(batch) && hung.eq(at.iter().map(|place| &place.id)))
}

/// A coded copy for each place.
fn enter(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, batch: &Batch, at: &[Place]) -> Result<()> {
    let of = i32::try_from(at.len()).unwrap_or(i32::MAX);
    for (n, place) in (1_i32..).zip(at) {
        let origin = Origin::Stop {
            batch: batch.id.clone(),
            copy: Nth { n, of },
        };
        let new = NewCopy {
            origin,
            design: &batch.design,
            place,
            down_by: batch.ends_at,
        };
        entering::enter_copy(tx, by, new)?;
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
    meanwhile::step(tx, act, &subject(batch), detail)
}

/// The sheets go to the printer.
pub fn print(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &BatchId) -> Result<()> {
    let batch = store::hold(tx, by.scope(), id)?;
    let printed = signs::printed(tx, &batch.id, batch.ends_at)?;
    note(tx, "sign.printed", id, &format!("× {printed}"))
}

/// One copy hangs. Recording it a second time changes nothing, unless it replaces a print-out
/// with an end that has moved. `Conflict` when the end has moved since the page was shown: what
/// hangs may be the old sheet. Other copies that hang meanwhile stop nobody.
pub fn placed(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &SignId, seen: Seen) -> Result<Entry> {
    let Held { copy, batch } = held(tx, by, id)?;
    if copy.is_down() {
        return Err(Refusal::new("register-is-down").into());
    }
    if !seen.is(batch.end_version()) {
        return Err(Error::Conflict);
    }
    if place_one(tx, by, &batch, &copy)? {
        note(tx, "sign.placed", &batch.id, &told(&copy))?;
    }
    Ok(copy)
}

/// A copy and its batch, which nobody else changes until this change ends.
struct Held {
    copy: Entry,
    batch: Batch,
}

fn held(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &SignId) -> Result<Held> {
    let known = signs::load(tx, by.scope(), id)?;
    let batch = known.batch().ok_or(Error::NotFound)?;
    Ok(Held {
        batch: store::hold(tx, by.scope(), batch)?,
        copy: signs::load(tx, by.scope(), id)?,
    })
}

/// A copy that hangs in order and shows the end that holds is not hung again.
fn place_one(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    batch: &Batch,
    copy: &Entry,
) -> Result<bool> {
    let replaces = batch.shows_old_end(copy) || copy.state == State::Damaged;
    if copy.is_down() || (copy.is_up() && !replaces) {
        return Ok(false);
    }
    register::hang(tx, by, copy).map(|_| true)
}

/// One copy is down. Recording it a second time changes nothing.
pub fn removed(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &SignId) -> Result<Entry> {
    let Held { copy, batch } = held(tx, by, id)?;
    if remove_one(tx, by, &copy)? {
        note(tx, "sign.removed", &batch.id, &told(&copy))?;
    }
    Ok(copy)
}

fn remove_one(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, copy: &Entry) -> Result<bool> {
    if copy.is_down() {
        return Ok(false);
    }
    register::take_down(tx, by, copy).map(|_| true)
}

/// `15/28 8K4T-2M9X-Q5`.
fn told(copy: &Entry) -> String {
    let Nth { n, of } = copy.nth();
    format!("{n}/{of} {}", copy.code.grouped())
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
    for copy in signs::of_stop(tx, id)? {
        marked += usize::from(place_one(tx, by, &batch, &copy)?);
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
    for copy in signs::of_stop(tx, id)? {
        marked += usize::from(remove_one(tx, by, &copy)?);
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

/// When a stop ends instead.
#[derive(Debug, Clone)]
pub struct Ending {
    /// Then, or now.
    pub at: Option<Moment>,
    /// The end that the page of whoever says so showed.
    pub seen: String,
}

/// The stop ends earlier or later than its sheets say. Nothing means now: it ends, or is called
/// off when it has not begun. Who moves it from an end that somebody else has changed meanwhile
/// is told and looks again. How the stop stands then.
pub fn until(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    id: &BatchId,
    to: &Ending,
) -> Result<Course> {
    let end = to.at;
    let mut batch = store::hold(tx, by.scope(), id)?;
    let before = batch.ends_at;
    let holds_already = match end {
        Some(end) => end == before,
        None => before <= tx.now(),
    };
    if holds_already {
        return Ok(batch.course(tx.now()));
    }
    if to.seen != before.iso() {
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
