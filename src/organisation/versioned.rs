//! Something that is changed by one person at a time.

use crate::error::{Error, Result};
use crate::platform::edits::Edits;
use crate::platform::seen::Seen;

/// A thing as it stands, with how often it was changed.
#[derive(Debug, Clone)]
pub(super) struct Versioned<T> {
    pub(super) thing: T,
    pub(super) version: i64,
}

impl<T> Versioned<T> {
    /// Whether there is something to write. Who types what stands already is not told of a
    /// colleague who typed it too; who types something else must have seen what stands.
    pub(super) fn wants(&self, edits: &Edits, seen: Seen) -> Result<bool> {
        if edits.is_empty() {
            Ok(false)
        } else if seen.is(self.version) {
            Ok(true)
        } else {
            Err(Error::Conflict)
        }
    }
}
