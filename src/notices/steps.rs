//! The steps that pages of a notice send.

use actix_web::HttpResponse;
use chrono_tz::Tz;

use super::ids::NoticeId;
use super::store::steps::Taken;
use crate::people::UserId;
use crate::platform::form::{Fields, Reader};
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
    /// What is kept beside it when it is taken, read from its form; nothing where that tells no two
    /// of them apart.
    pub(super) words: Words,
}

/// Reads what is kept beside a step.
type Words = fn(&Fields, Tz) -> Option<String>;

/// A text as it is kept, however long it was typed.
fn typed(fields: &Fields, name: &'static str) -> String {
    Reader::new(fields).optional_text(name, usize::MAX)
}

impl Step {
    /// A step of which nothing is said, and that nothing tells from another of its kind.
    pub(super) const fn of(act: &'static str, to: To) -> Self {
        Self {
            act,
            said: None,
            to,
            words: |_, _| None,
        }
    }

    /// With what is said when it is done.
    pub(super) const fn said(self, key: &'static str) -> Self {
        let said = Some(key);
        Self { said, ..self }
    }

    /// With what is kept beside it.
    pub(super) const fn told_apart_by(self, words: Words) -> Self {
        Self { words, ..self }
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
pub(super) const SEND: Step = Step::of("notice.sent", To::Page).said("notice-sent");
/// A draft is kept.
pub(super) const KEEP: Step = Step::of("notice.kept", To::Page).said("notice-kept");
/// A draft is kept to be looked at.
pub(super) const LOOK: Step = Step::of("notice.kept", To::Form);
/// A second person accepts it.
pub(super) const APPROVE: Step = Step::of("notice.approved", To::Page).said("notice-approved");
/// A second person gives it back.
pub(super) const RETURN: Step = Step::of("notice.returned", To::Page)
    .said("notice-returned")
    .told_apart_by(|fields, _| Some(typed(fields, "remark")));
/// It comes back to be changed.
pub(super) const TAKE_BACK: Step = Step::of("notice.taken_back", To::Form);
/// A draft is thrown away.
pub(super) const DELETE: Step = Step::of("notice.draft_deleted", To::List).said("notice-deleted");
/// Another will take its place.
pub(super) const REPLACE: Step = Step::of("notice.replacement_drafted", To::Form);
/// It is called off.
pub(super) const CANCEL: Step = Step::of("notice.cancellation_sent", To::Page)
    .said("notice-sent")
    .told_apart_by(|fields, _| Some(typed(fields, "reason")));
/// What was held back is published.
pub(super) const PUBLISH: Step = Step::of("notice.published", To::Page).said("notice-published");

/// A step that was asked for.
#[derive(Debug, Clone)]
pub(super) struct Pressed {
    /// Which.
    pub(super) step: Step,
    /// On which notice.
    pub(super) id: NoticeId,
    /// What the form carried.
    pub(super) sent: Decision,
    /// The time at the desk, in which what was typed is read.
    pub(super) zone: Tz,
}

impl Pressed {
    /// Whether this person took it, with the same words.
    pub(super) fn is(&self, taken: &Taken, by: &UserId) -> bool {
        let words = (self.step.words)(&self.sent.fields, self.zone);
        taken.act == self.step.act
            && taken.actor == by.as_str()
            && words.is_none_or(|words| words == taken.words)
    }
}
