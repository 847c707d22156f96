//! Which place a page is of, and what of its record it reads.

use super::PlaceId;
use crate::people::Scope;
use crate::people::permission::Allowed;
use crate::platform::again::Again;
use crate::platform::desk::Desk;
use crate::platform::history;
use crate::platform::paging::Paging;
use crate::platform::seen::Seen;

/// A place that somebody opens the page of.
pub(super) struct Wanted {
    /// The offices in whose places it is looked for.
    pub(super) scope: Scope,
    pub(super) id: PlaceId,
    /// The page of its record.
    pub(super) asked: Paging,
    /// What a form had shown that came too late.
    pub(super) stale: Option<Seen>,
}

impl Wanted {
    /// As the request asks for it.
    pub(super) fn of<P>(by: &Allowed<P>, desk: &Desk, id: PlaceId, again: Option<&Again>) -> Self {
        Self {
            scope: by.scope().clone(),
            id,
            asked: history::asked(&desk.view),
            stale: again.and_then(|again| again.stale),
        }
    }
}
