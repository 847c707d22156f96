//! What stands for an office in numbers that people say aloud. No two offices have the same, nor has
//! one the company's name, which stands for those without: a number then names one thing alone.

use super::{OfficeId, store};
use crate::error::{Refusal, Result};
use crate::platform::counters;
use crate::platform::db::Tx;

/// Refuses a mark that is another's.
pub(super) fn check(tx: &mut Tx<'_>, id: &OfficeId, mark: Option<&str>) -> Result<()> {
    let Some(mark) = mark else {
        return Ok(());
    };
    let company = store::find_company(tx)?;
    let owner = match company.filter(|company| company.short_name == mark) {
        Some(company) => Some(company.name),
        None => store::marks::owner(tx, mark, id)?,
    };
    match owner {
        Some(name) => Err(Refusal::of_field("mark", "offices-mark-taken")
            .naming("name", name)
            .into()),
        None => Ok(()),
    }
}

/// Gives an office its mark, when it is nobody else's.
pub(super) fn give(tx: &mut Tx<'_>, id: &OfficeId, mark: Option<&str>) -> Result<()> {
    check(tx, id, mark)?;
    store::marks::set(tx, id, mark)
}

/// A number of a series: what it begins with, and its place in the series of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The office's mark; nothing where it has none.
    pub mark: Option<String>,
    /// From 1.
    pub count: i64,
}

/// The next of an office's numbers of a series in a year. A mark has a series of its own, so that
/// whoever has it later begins where it ended; an office without one goes on in its own.
pub fn next_number(tx: &mut Tx<'_>, series: &str, office: &OfficeId, year: i32) -> Result<Count> {
    let mark = store::marks::of(tx, office)?;
    let name = match &mark {
        Some(mark) => format!("{series}:mark:{mark}:{year}"),
        None => format!("{series}:{office}:{year}"),
    };
    let count = counters::next(tx, &name)?;
    Ok(Count { mark, count })
}
