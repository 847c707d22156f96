//! The codes of a run's signs, as the register keeps them.

use super::run::Run;
use super::store;
use crate::codes::{self, Code};
use crate::error::{Refusal, Result};
use crate::organisation::place::{full_name, full_name_en};
use crate::organisation::store as places;
use crate::people::Scope;
use crate::platform::db::Conn;
use crate::signs::register::entry::{Entry, SignId};
use crate::signs::register::store as register;

/// A sign of a run with its code.
#[derive(Debug, Clone)]
pub struct Coded {
    /// Its number in the run, from 1.
    pub copy: usize,
    /// The code on it.
    pub code: Code,
}

/// The signs of a part that were printed, are not down and have a code that opens; none before
/// the part is printed. One that was moved since has its new place in the run's row.
pub fn codes(conn: &mut Conn, run: &mut Run, part: usize) -> Result<Vec<Coded>> {
    let range = run.range(part);
    let number = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    let copies = number(range.start + 1)..=number(range.end);
    let found = register::of_run(conn, &run.id, &copies)?;
    settled(conn, run, found)
}

/// A run with one of its signs.
pub struct Single {
    /// The run.
    pub run: Run,
    /// The sign.
    pub sign: Coded,
}

/// A sign of the register in the run that it came from; nothing for one that came from none or is
/// down.
pub fn of_sign(conn: &mut Conn, scope: &Scope, id: &SignId) -> Result<Option<Single>> {
    let entry = register::load(conn, scope, id)?;
    let Some(run) = entry.run().filter(|_| !entry.is_down()) else {
        return Ok(None);
    };
    let mut run = store::run(conn, scope, run)?;
    let coded = settled(conn, &mut run, vec![entry])?.into_iter().next();
    Ok(coded.map(|sign| Single { run, sign }))
}

fn settled(conn: &mut Conn, run: &mut Run, found: Vec<Entry>) -> Result<Vec<Coded>> {
    let codes: Vec<&Code> = found.iter().map(|entry| &entry.code).collect();
    let revoked = codes::store::revoked(conn, &codes)?;
    if !found.is_empty() && revoked.len() == found.len() {
        return Err(Refusal::new("register-label-revoked").into());
    }
    let mut signs = Vec::with_capacity(found.len());
    for entry in found {
        let copy = usize::try_from(entry.nth().n).unwrap_or_default();
        let Entry { code, place, .. } = entry;
        let row = copy.checked_sub(1).and_then(|at| run.rows.get_mut(at));
        if let Some(row) = row.filter(|row| row.place != place) {
            let place = places::public_place(conn, &place)?;
            let lineage = places::lineage(conn, &place)?;
            row.at = full_name(&lineage, &place);
            row.at_en = full_name_en(&lineage, &place);
        }
        if !revoked.iter().any(|gone| gone == code.as_str()) {
            signs.push(Coded { copy, code });
        }
    }
    Ok(signs)
}
