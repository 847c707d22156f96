//! Making a run, printing it part by part, stopping and going on.

use super::form::Wanted;
use super::run::{Numbered, Run};
use super::store;
use crate::error::{Error, Refusal, Result};
use crate::organisation::Place;
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::db::Tx;
use crate::platform::once::Once;
use crate::platform::press::Press;
use crate::platform::seen::Seen;
use crate::signs::meanwhile::{self, known};
use crate::signs::register::entering::{self, NewSign, OfRun};
use crate::signs::register::entry::RunId;
use crate::signs::register::store as register;

/// A run to keep.
#[derive(Debug, Clone)]
pub struct NewRun {
    /// The id that its form carried.
    pub id: RunId,
    /// What it prints.
    pub wanted: Wanted,
}

/// Keeps what is to be printed, once however often its form is sent; nothing has a code yet.
pub fn make(
    tx: &mut Tx<'_>,
    by: &Allowed<MakeSigns>,
    press: &Press,
    community: &Place,
    new: NewRun,
) -> Result<Once<RunId>> {
    // What only this machine can open is not printed.
    let base_url = press.base().or(Err(Refusal::new("signs-no-address")))?;
    let mut run = Run {
        id: new.id,
        office: community.office.clone(),
        community: community.id.clone(),
        spec: new.wanted.spec,
        rows: new.wanted.rows,
        base_url,
        created_by: by.user().clone(),
        created_at: tx.now(),
        stopped_at: None,
    };
    if !store::insert(tx, &run)? {
        let known = store::run(tx, by.scope(), &run.id)?;
        if known.says_the_same(&run) {
            return Ok(Once::Again(run.id));
        }
        // Somebody went back and changed the form.
        run.id = RunId::new();
        store::insert(tx, &run)?;
    }
    let detail = format!("× {}", run.rows.len());
    note(tx, "sign_run.made", &run.id, &detail)?;
    Ok(Once::Made(run.id))
}

/// A part goes to the printer. The first time it gets its codes and its lines in the register;
/// again, it prints the same.
pub fn print_part(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &RunId, part: usize) -> Result<()> {
    let run = store::hold(tx, by.scope(), id)?;
    let signs = run.part(part).ok_or(Error::NotFound)?;
    let number = i32::try_from(part).map_err(Error::internal)?;
    if store::printed(tx, id)?.iter().any(|p| p.part == number) {
        return Ok(());
    }
    if run.stopped_at.is_some() {
        return Err(Refusal::new("runs-stopped").into());
    }
    if !store::take_part(tx, &run, number, by.user())? {
        return Ok(());
    }
    let design = run.spec.design();
    for sign in signs {
        entering::enter(tx, by, &new_sign(&run, &design, sign))?;
    }
    note(
        tx,
        "sign_run.printed",
        id,
        &format!("{part}/{}", run.parts()),
    )
}

/// Everything of the run that was printed and waits hangs now; one record for all.
pub fn placed(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &RunId, seen: Seen) -> Result<()> {
    store::hold(tx, by.scope(), id)?;
    known(tx, &subject(id), seen)?;
    let hung = register::place_run(tx, id, by.user())?;
    if hung == 0 {
        return Ok(());
    }
    note(tx, "sign_run.placed", id, &format!("× {hung}"))
}

/// Nothing more of the run is printed; what is printed stays as it is.
pub fn stop(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &RunId, seen: Seen) -> Result<()> {
    let run = store::hold(tx, by.scope(), id)?;
    known(tx, &subject(id), seen)?;
    if run.stopped_at.is_some() {
        return Ok(());
    }
    let now = tx.now();
    store::set_stopped(tx, id, Some(now))?;
    note(tx, "sign_run.stopped", id, "")
}

/// The run goes on where it stopped.
pub fn go_on(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &RunId, seen: Seen) -> Result<()> {
    let run = store::hold(tx, by.scope(), id)?;
    known(tx, &subject(id), seen)?;
    if run.stopped_at.is_none() {
        return Ok(());
    }
    store::set_stopped(tx, id, None)?;
    note(tx, "sign_run.went_on", id, "")
}

/// Forgets a run of which nothing was printed.
pub fn delete(tx: &mut Tx<'_>, by: &Allowed<MakeSigns>, id: &RunId, seen: Seen) -> Result<()> {
    store::hold(tx, by.scope(), id)?;
    known(tx, &subject(id), seen)?;
    if !store::printed(tx, id)?.is_empty() {
        return Err(Refusal::new("runs-printed").into());
    }
    store::delete(tx, id)?;
    note(tx, "sign_run.deleted", id, "")
}

/// A sign of the run as the register takes it.
fn new_sign<'a>(run: &'a Run, design: &'a str, sign: Numbered<'a>) -> NewSign<'a> {
    let row = sign.row;
    let number = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    NewSign {
        design,
        place: &row.place,
        label: run.spec.label(row),
        run: Some(OfRun {
            run: run.id.clone(),
            number: number(sign.number),
            of: number(run.rows.len()),
        }),
        version: run.spec.version,
        inspect_every: run.spec.inspect_every,
    }
}

/// What the record calls a run.
pub(super) fn subject(id: &RunId) -> String {
    format!("sign_run:{id}")
}

fn note(tx: &mut Tx<'_>, act: &str, id: &RunId, detail: &str) -> Result<()> {
    meanwhile::step(tx, act, &subject(id), detail)
}
