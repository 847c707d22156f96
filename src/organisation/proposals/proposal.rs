//! A proposed place and what was decided about it.

use crate::organisation::Place;
use crate::platform::clock::Moment;

crate::text_enum! {
    /// What became of a proposal.
    Verdict {
        /// The place stays.
        Accepted = "accepted",
        /// It was another one that is there: what hung on it hangs there now.
        Merged = "merged",
        /// There is no such place; it is closed.
        Refused = "refused",
    }
}

/// A proposal with its place.
#[derive(Debug, Clone)]
pub(super) struct Proposal {
    pub(super) place: Place,
    /// Whether the place is open.
    pub(super) is_open: bool,
    /// Who proposed it, as she was called then.
    pub(super) by_name: String,
    pub(super) proposed_at: Moment,
    /// What she wrote with it; empty for nothing.
    pub(super) remark: String,
    pub(super) verdict: Option<Verdict>,
    /// How often it was changed, counted from 1.
    pub(super) version: i64,
}
