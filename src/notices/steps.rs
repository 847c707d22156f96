//! The steps that pages of a notice send: taken once, on what was seen, and told of otherwise.

use actix_web::HttpResponse;

use super::content::Draft;
use super::pages::changes::{Asked, Since};
use super::pages::{edit, gone, show};
use super::{NoticeId, service, store};
use crate::error::{Error, Result};
use crate::people::Scope;
use crate::people::permission::{Allowed, Permit, WriteNotices};
use crate::platform::audit::{self, Entry};
use crate::platform::db::Tx;
pub(super) use crate::platform::desk::Desk;
use crate::platform::page::View;
use crate::platform::paging::Paging;
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
/// Water or power is back.
pub(super) const RESTORED: Step = Step {
    act: "outage.restored",
    said: Some("outage-restored"),
    to: To::Page,
};
/// The office apologises.
pub(super) const APOLOGISE: Step = Step {
    act: "notice.apology_drafted",
    said: None,
    to: To::Form,
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
    fn is_in(&self, entry: &Entry, said: &str) -> bool {
        let words = self.words.as_deref();
        entry.act == self.step.act && words.is_none_or(|words| words == said)
    }
}

impl Desk {
    /// Takes a step. What is not as it was seen, or is refused, is shown as it is now, with what
    /// was typed; a step that this person took already is answered as it was then.
    pub(super) async fn take<P, F>(
        &self,
        by: Allowed<P>,
        pressed: Pressed,
        work: F,
    ) -> Result<HttpResponse>
    where
        P: Permit + Clone,
        F: FnOnce(&mut Tx<'_>, &Allowed<P>, &Pressed) -> Result<NoticeId> + Send + 'static,
    {
        let (who, asked) = (by.clone(), pressed.clone());
        let done = self.db.write(by, move |tx, by| work(tx, by, &asked)).await;
        match done {
            Ok(leads) => Ok(pressed.step.answer(&self.view, &leads)),
            Err(Error::Conflict) => self.tell(&who, &pressed).await,
            Err(Error::Refused(refusal)) => show::refused(&who, self, &pressed, &refusal).await,
            Err(Error::NotFound) => self.gone(&who, &pressed).await,
            Err(other) => Err(other),
        }
    }

    /// What became of a notice that somebody has changed, or a step that was taken before.
    async fn tell<P>(&self, by: &Allowed<P>, pressed: &Pressed) -> Result<HttpResponse> {
        let since = match self.since(by.scope(), pressed).await {
            Err(Error::NotFound) => return self.gone(by, pressed).await,
            since => since?,
        };
        let is_it = |entry: &Entry| pressed.is_in(entry, since.words_of(entry));
        match since.taken_by(by.user(), is_it) {
            Some(entry) => {
                let made: Result<NoticeId> = entry.detail.parse();
                let leads = made.unwrap_or_else(|_| pressed.id.clone());
                Ok(pressed.step.answer(&self.view, &leads))
            }
            None => show::changed(by, self, pressed, &since).await,
        }
    }

    /// What happened since the form was shown.
    async fn since(&self, scope: &Scope, pressed: &Pressed) -> Result<Since> {
        let (scope, asked) = (scope.clone(), Asked::of(pressed));
        self.db
            .read(move |conn| Since::read(conn, &scope, &asked))
            .await
    }

    /// A draft that is not there any more, though its form was: whoever threw it away is answered as
    /// then, everybody else is told, and what was typed is shown.
    async fn gone<P>(&self, by: &Allowed<P>, pressed: &Pressed) -> Result<HttpResponse> {
        let subject = service::subject(&pressed.id);
        let record = self
            .db
            .read(move |conn| audit::newest(conn, &subject, Paging::first(1)))
            .await?;
        let hers =
            |last: &Entry| pressed.is_in(last, &last.detail) && last.actor == by.user().as_str();
        if pressed.step.act == DELETE.act && record.lines.first().is_some_and(hers) {
            return Ok(pressed.step.answer(&self.view, &pressed.id));
        }
        gone::show(self, by.scope(), pressed).await
    }

    /// A form of a draft that is another by now: shown again beside what is kept.
    pub(super) async fn tell_typed(
        &self,
        by: &Allowed<WriteNotices>,
        pressed: &Pressed,
    ) -> Result<HttpResponse> {
        let since = match self.since(by.scope(), pressed).await {
            Err(Error::NotFound) => return self.gone(by, pressed).await,
            since => since?,
        };
        let typed = Draft::of(&pressed.sent.fields);
        let sent = |entry: &Entry| entry.act == pressed.step.act;
        if pressed.step.act == SEND.act
            && since.row.draft.says_the_same(&typed)
            && since.taken_by(by.user(), sent).is_some()
        {
            return Ok(pressed.step.answer(&self.view, &pressed.id));
        }
        if since.row.stage == super::lifecycle::Stage::Draft {
            return edit::changed(by, self, pressed, since).await;
        }
        show::changed(by, self, pressed, &since).await
    }

    /// The row of a notice within reach, if it is there already.
    pub(super) async fn row(&self, scope: &Scope, id: &NoticeId) -> Result<Option<store::Row>> {
        let (scope, id) = (scope.clone(), id.clone());
        self.db
            .read(move |conn| match store::row(conn, &scope, &id) {
                Ok(row) => Ok(Some(row)),
                Err(Error::NotFound) => Ok(None),
                Err(other) => Err(other),
            })
            .await
    }
}
