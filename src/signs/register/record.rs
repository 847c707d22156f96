//! Who did what to a sign, as the sign and the record of changes keep it.

use super::entry::{Entry, Mark};
use crate::error::Result;
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::db::Tx;
use crate::signs::meanwhile;

/// Writes down what was done to a sign.
pub(super) fn note(tx: &mut Tx<'_>, act: &str, entry: &Entry, detail: &str) -> Result<()> {
    meanwhile::step(tx, act, &entry.subject(), detail)
}

/// Now, by this person.
pub(super) fn mark(tx: &Tx<'_>, by: &Allowed<MakeSigns>) -> Mark {
    Mark {
        at: tx.now(),
        by: Some(by.user().clone()),
    }
}
