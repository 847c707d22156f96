//! What stands for an office in numbers that people say aloud. No two offices have the same, nor has
//! one the company's name, which stands for those without. A number with a mark names one thing alone;
//! offices without one count each for itself, and their numbers are alike.

use super::{OfficeId, store};
use crate::error::{Refusal, Result};
use crate::platform::counters;
use crate::platform::db::Tx;
use crate::platform::form::half_width;

/// A mark as it is kept and compared: in half width, in capitals.
pub(super) fn plain(typed: &str) -> String {
    half_width(typed).to_uppercase()
}

/// Refuses a mark that is another's.
pub(super) fn check(tx: &mut Tx<'_>, id: &OfficeId, mark: Option<&str>) -> Result<()> {
    let Some(mark) = mark else {
        return Ok(());
    };
    let company = store::find_company(tx)?;
    let company = company.filter(|company| plain(&company.short_name) == mark);
    let office = store::marks::owner(tx, mark)?.filter(|owner| owner.id != *id);
    let owner = company.map(|company| company.name);
    unless_owned("mark", owner.or(office.map(|owner| owner.name)))
}

/// Refuses a short name of the company that is an office's mark.
pub(super) fn check_company(tx: &mut Tx<'_>, short_name: &str) -> Result<()> {
    let owner = store::marks::owner(tx, &plain(short_name))?;
    unless_owned("short_name", owner.map(|owner| owner.name))
}

fn unless_owned(field: &'static str, owner: Option<String>) -> Result<()> {
    match owner {
        Some(name) => Err(Refusal::of_field(field, "offices-mark-taken")
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
