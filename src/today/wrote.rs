//! Whose hand is in a text that waits for a review: she may not decide it.

use crate::people::{Permission, SignedIn, UserId};

/// Whether a reviewer, or everybody for whom she would decide, is one of these writers.
pub(super) fn wrote(who: &SignedIn, writers: &[UserId]) -> bool {
    let principal = who.stands_beside(Permission::ReviewNotices, writers);
    let hers = principal.is_some_and(|one| writers.contains(&one.user));
    hers || writers.contains(&who.user)
}
