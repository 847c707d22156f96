//! The numbers of cases: no two of an office are the same, also where one came from another office.

use super::case::{self, Case};
use super::store::cases;
use crate::error::Result;
use crate::organisation::OfficeId;
use crate::organisation::marks::next_number;
use crate::platform::db::Tx;

/// The next number of an office that none of its cases bears yet.
pub(super) fn next(tx: &mut Tx<'_>, office: &OfficeId, year: i32) -> Result<String> {
    loop {
        let count = next_number(tx, case::SERIES, office, year)?;
        let number = case::number(year, &count);
        if !cases::is_numbered(tx, office, &number)? {
            return Ok(number);
        }
    }
}

/// The number of a case in another office: the one its sender knows, or the next where a case of
/// that office bears it already.
pub(super) fn elsewhere(
    tx: &mut Tx<'_>,
    case: &Case,
    office: &OfficeId,
    year: i32,
) -> Result<String> {
    if cases::is_numbered(tx, office, &case.number)? {
        next(tx, office, year)
    } else {
        Ok(case.number.clone())
    }
}
