//! What a reader may do with a notice now: which buttons its page has.

use serde::Serialize;

use super::Looked;
use crate::notices::kind::Kind;
use crate::notices::lifecycle::Stage;
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
    /// Print it.
    pub print: bool,
    /// Mark sheets.
    pub post: bool,
    /// Replace or cancel it.
    pub follow: bool,
    /// Report that it is over.
    pub restore: bool,
    /// Start the apology.
    pub apologise: bool,
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
            "notice.apology_drafted" => self.apologise,
            "notice.published" => self.publish,
            "outage.restored" => self.restore,
            _ => false,
        }
    }
}

/// Whether nothing of the notice is to be hung any more.
pub(super) fn is_closed(stage: Stage) -> bool {
    matches!(stage, Stage::Superseded | Stage::Cancelled | Stage::Expired)
}

pub(super) fn can<P>(by: &Allowed<P>, looked: &Looked) -> Can {
    let row = &looked.row;
    let writes = by.may(Permission::WriteNotices);
    let own = looked.writers.include(by.user());
    let is_outage = row.kind == Kind::Outage;
    let live = row.stage == Stage::Published;
    let in_review = row.stage == Stage::InReview;
    let reviews = in_review && by.may(Permission::ReviewNotices);
    let ended = looked.course.as_ref().and_then(|c| c.ended_at).is_some();
    let apologised = looked
        .course
        .as_ref()
        .is_some_and(|c| c.cause.ends_in_apology());
    let next_open = looked.followed.is_some() && live;
    Can {
        edit: writes && row.stage == Stage::Draft && row.kind != Kind::Cancellation,
        delete: writes && row.stage == Stage::Draft && row.number.is_none(),
        take_back: writes && matches!(row.stage, Stage::InReview | Stage::Scheduled),
        review: reviews && !own,
        own: in_review && own,
        wait: in_review && !own && !reviews,
        print: !is_closed(row.stage)
            && looked
                .revision
                .as_ref()
                .is_some_and(|r| r.withdrawn_at.is_none()),
        post: by.may(Permission::PostNotices),
        follow: writes && live && is_outage && !next_open && !ended,
        restore: writes && is_outage && !ended && looked.course.is_some() && live,
        apologise: writes && is_outage && ended && apologised && !looked.apology,
        publish: by.may(Permission::ReviewNotices) && row.core.held,
    }
}
