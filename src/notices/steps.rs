//! The steps that pages of a notice send.

use actix_web::HttpResponse;

use super::ids::NoticeId;
use crate::platform::audit::Entry;
use crate::platform::page::View;
use crate::platform::seen::Decision;

/// Where a step leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum To {
    /// To the page of the notice.
    Page,
    /// To its form.
    Form,
    /// To the list.
    List,
}

/// A step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// What the record calls it.
    pub(super) act: &'static str,
    /// What is said when it is done.
    pub(super) said: Option<&'static str>,
    /// Where it leads.
    pub(super) to: To,
}

impl Step {
    /// This step, pressed on a page of a notice.
    pub(super) fn pressed(self, id: NoticeId, sent: Decision) -> Pressed {
        Pressed {
            step: self,
            id,
            sent,
            words: None,
        }
    }

    /// Whether it is sent by the form of the text itself.
    pub(super) fn is_of_text(&self) -> bool {
        self.act == SEND.act || self.act == KEEP.act
    }

    /// The answer to whoever has taken it, at once or before.
    pub(super) fn answer(&self, view: &View, id: &NoticeId) -> HttpResponse {
        let to = match self.to {
            To::Page => format!("/notices/{id}"),
            To::Form => format!("/notices/{id}/edit"),
            To::List => "/notices".to_owned(),
        };
        view.redirect(&to, self.said)
    }
}

/// A draft goes to review.
pub(super) const SEND: Step = Step {
    act: "notice.sent",
    said: Some("notice-sent"),
    to: To::Page,
};
/// A draft is kept.
pub(super) const KEEP: Step = Step {
    act: "notice.kept",
    said: Some("notice-kept"),
    to: To::Page,
};
/// A draft is kept to be looked at.
pub(super) const LOOK: Step = Step {
    act: "notice.kept",
    said: None,
    to: To::Form,
};
/// A second person accepts it.
pub(super) const APPROVE: Step = Step {
    act: "notice.approved",
    said: Some("notice-approved"),
    to: To::Page,
};
/// A second person gives it back.
pub(super) const RETURN: Step = Step {
    act: "notice.returned",
    said: Some("notice-returned"),
    to: To::Page,
};
/// It comes back to be changed.
pub(super) const TAKE_BACK: Step = Step {
    act: "notice.taken_back",
    said: None,
    to: To::Form,
};
/// A draft is thrown away.
pub(super) const DELETE: Step = Step {
    act: "notice.draft_deleted",
    said: Some("notice-deleted"),
    to: To::List,
};
/// Another will take its place.
pub(super) const REPLACE: Step = Step {
    act: "notice.replacement_drafted",
    said: None,
    to: To::Form,
};
/// It is called off.
pub(super) const CANCEL: Step = Step {
    act: "notice.cancellation_sent",
    said: Some("notice-sent"),
    to: To::Page,
};
/// What was held back is published.
pub(super) const PUBLISH: Step = Step {
    act: "notice.published",
    said: Some("notice-published"),
    to: To::Page,
};

/// A step that was asked for.
#[derive(Debug, Clone)]
pub(super) struct Pressed {
    /// Which.
    pub(super) step: Step,
    /// On which notice.
    pub(super) id: NoticeId,
    /// What the form carried.
    pub(super) sent: Decision,
    /// What the record, or the notice that it made, would say beside it; nothing where that tells
    /// no two of them apart.
    pub(super) words: Option<String>,
}

impl Pressed {
    /// Whether this line, whose words these are, says that somebody took it with the same words.
    pub(super) fn is_in(&self, entry: &Entry, said: &str) -> bool {
        let words = self.words.as_deref();
        entry.act == self.step.act && words.is_none_or(|words| words == said)
    }
}
