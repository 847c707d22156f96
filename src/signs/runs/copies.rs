//! The codes of a run's signs, as the register keeps them.

use super::{Run, store};
use crate::codes::{self, Code};
use crate::error::{Refusal, Result};
use crate::organisation::place::{full_name, full_name_en};
use crate::organisation::{PlaceId, store as places};
use crate::people::Scope;
use crate::platform::db::Conn;
use crate::signs::register;
use crate::signs::stops::SignId;

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
    let found = register::store::codes_of_run(conn, &run.id, copies)?;
    settled(conn, run, found)
}

/// The run that a sign of the register came from, and its number there; nothing for one that came
/// from none or is down.
pub fn of_sign(conn: &mut Conn, scope: &Scope, id: &SignId) -> Result<Option<(Run, Coded)>> {
    let Some((run, copy)) = register::store::copy_of_run(conn, scope, id)? else {
        return Ok(None);
    };
    let found = register::store::codes_of_run(conn, &run, copy..=copy)?;
    if found.is_empty() {
        return Ok(None);
    }
    let mut run = store::run(conn, scope, &run)?;
    let coded = settled(conn, &mut run, found)?.into_iter().next();
    Ok(coded.map(|coded| (run, coded)))
}

fn settled(conn: &mut Conn, run: &mut Run, found: Vec<(i32, Code, PlaceId)>) -> Result<Vec<Coded>> {
    let codes: Vec<&Code> = found.iter().map(|(_, code, _)| code).collect();
    let revoked = codes::store::revoked(conn, &codes)?;
    if !found.is_empty() && revoked.len() == found.len() {
        return Err(Refusal::new("register-label-revoked").into());
    }
    let mut signs = Vec::with_capacity(found.len());
    for (copy, code, place) in found {
        let copy = usize::try_from(copy).unwrap_or_default();
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
