//! What is kept of signs so that a reprint says the same: JSON, each in the version of its layout.
//!
//! A field that comes later has a default that says what was meant without it. A version is raised
//! when a field changes its meaning, and the layout before it is then read by a file of its own.

use crate::error::{Error, Result};

/// Refuses what a newer program stored, and names what would read it: half understood it might say
/// something else.
pub(super) fn known(what: &str, version: i32, newest: i32) -> Result<()> {
    if (1..=newest).contains(&version) {
        return Ok(());
    }
    Err(Error::newer(format!(
        "{what} are stored in version {version}, this program knows {newest} at most: \
         serve with the newer program that stored them"
    )))
}
