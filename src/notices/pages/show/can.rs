//! What a reader may do with a notice now: which buttons its page has.

use serde::Serialize;

use super::boards::is_closed;
use super::looked::Looked;
use crate::notices::lifecycle::Stage;
use crate::notices::room::{Follows, Offer};
use crate::people::Permission;
use crate::people::permission::Allowed;

/// What this reader may do with the notice now.
#[derive(Debug, Default, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each one shows or hides a button"
)]
pub struct Can {
    /// Change the draft.
    pub edit: bool,
    /// Throw the draft away.
    pub delete: bool,
    /// Take it back from review or from the queue.
    pub take_back: bool,
    /// Approve or return it.
    pub review: bool,
    /// Why not, when she wrote a part of it.
    pub own: bool,
    /// See that it waits for others, who are named by their roles.
    pub wait: bool,
    /// See its sheets.
    pub print: bool,
    /// Print them to be hung: it holds.
    pub hang: bool,
    /// Mark sheets.
    pub post: bool,
    /// Send its mails once more.
    pub write: bool,
    /// Replace or cancel it.
    pub follow: bool,
    /// Take the steps of its kind.
    pub steps: Vec<Offer>,
    /// Publish what was held back.
    pub publish: bool,
}

impl Can {
    /// Whether the page offers a step, by the name that the record has for it.
    pub(super) fn offers(&self, act: &str) -> bool {
        match act {
            "notice.approved" | "notice.returned" => self.review,
            "notice.taken_back" => self.take_back,
            "notice.draft_deleted" => self.delete,
            "notice.replacement_drafted" | "notice.cancellation_sent" => self.follow,
            "notice.published" => self.publish,
            _ => self.steps.iter().any(|step| step.act == act),
        }
    }
}

pub(super) fn can<P>(by: &Allowed<P>, looked: &Looked) -> Can {
    let row = &looked.row;
    let writes = by.may(Permission::WriteNotices);
    let principal = by.stands_beside(Permission::ReviewNotices, looked.writers.all());
    let own = looked.writers.include(by.user())
        || principal.is_some_and(|one| looked.writers.include(&one.user));
    let live = row.stage == Stage::Published;
    let in_review = row.stage == Stage::InReview;
    let reviews = in_review && by.may(Permission::ReviewNotices);
    let revision = looked.revision.as_ref();
    let in_force = revision.is_some_and(|r| r.withdrawn_at.is_none());
    let next_open = looked.followed.is_some() && live;
    Can {
        edit: writes
            && row.stage == Stage::Draft
            && looked.room.manner.follows != Follows::CallsOff,
        delete: writes && row.stage == Stage::Draft && row.number.is_none(),
        take_back: writes && matches!(row.stage, Stage::InReview | Stage::Scheduled),
        review: reviews && !own,
        own: in_review && own,
        wait: in_review && !own && !reviews,
        print: in_force,
        hang: in_force && !is_closed(row.stage) && by.may(Permission::PostNotices),
        post: by.may(Permission::PostNotices),
        write: writes,
        follow: writes
            && live
            && looked.room.manner.may_be_followed
            && !next_open
            && !looked.offers.ended,
        steps: if writes {
            looked.offers.steps.clone()
        } else {
            Vec::new()
        },
        publish: by.may(Permission::ReviewNotices) && row.core.held,
    }
}
