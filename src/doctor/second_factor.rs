//! Who signs in with a password alone though she may do everything.

use super::finding::{Finding, Level, finding, ok};
use crate::error::Result;
use crate::people::factor::service::administrators_without;
use crate::platform::db::Conn;

/// The administrators who have no second factor.
pub(super) fn examine(conn: &mut Conn) -> Result<Finding> {
    let without = administrators_without(conn)?;
    if without.is_empty() {
        return Ok(ok(
            "second_factor",
            "no administrator signs in with a password alone",
        ));
    }
    Ok(finding(
        "second_factor",
        Level::Warn,
        format!("{} sign in with a password alone", without.join(", ")),
        "let each turn on the second step on the page of their account, and set \
         sessions.second_factor = \"head_office\" to ask it of the whole head office",
    )
    .with("administrators", without.len()))
}
