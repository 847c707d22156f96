//! The codes of a run's signs, as the register keeps them.

use super::Run;
use crate::codes::Code;
use crate::error::Result;
use crate::people::Scope;
use crate::platform::db::Conn;
use crate::signs::placed::SignId;
use crate::signs::register::{self, RunId};

/// A sign of a run with its code.
#[derive(Debug, Clone)]
pub struct Coded {
    /// Its number in the run, from 1.
    pub copy: usize,
    /// The code on it.
    pub code: Code,
}

/// The signs of a part that were printed and are not down; none before the part is printed.
pub fn codes(conn: &mut Conn, run: &Run, part: usize) -> Result<Vec<Coded>> {
    let range = run.range(part);
    let number = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    let copies = number(range.start + 1)..=number(range.end);
    let found = register::store::codes_of_run(conn, &run.id, copies)?;
    let coded = |(copy, code): (i32, Code)| Coded {
        copy: usize::try_from(copy).unwrap_or_default(),
        code,
    };
    Ok(found.into_iter().map(coded).collect())
}

/// The run that a sign of the register came from, and its number there; nothing for one that came
/// from none or is down.
pub fn of_sign(conn: &mut Conn, scope: &Scope, id: &SignId) -> Result<Option<(RunId, Coded)>> {
    let Some((run, copy)) = register::store::copy_of_run(conn, scope, id)? else {
        return Ok(None);
    };
    let found = register::store::codes_of_run(conn, &run, copy..=copy)?;
    let coded = found.into_iter().next().map(|(copy, code)| Coded {
        copy: usize::try_from(copy).unwrap_or_default(),
        code,
    });
    Ok(coded.map(|coded| (run, coded)))
}
