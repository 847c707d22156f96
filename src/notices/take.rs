//! Steps taken once, on what was seen, and told of otherwise.

use actix_web::HttpResponse;

use super::content::Draft;
use super::desk::Desk;
use super::ids::NoticeId;
use super::lifecycle::Stage;
use super::pages::changes::{Asked, Since};
use super::pages::{edit, gone, show};
use super::service;
use super::steps::{DELETE, Pressed, SEND};
use super::store::{self, Row};
use crate::error::{Error, Result};
use crate::people::Scope;
use crate::people::permission::{Allowed, Permit, WriteNotices};
use crate::platform::audit::{self, Entry};
use crate::platform::db::Tx;
use crate::platform::paging::Paging;

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
        let (scope, asked) = (scope.clone(), Asked::of(pressed, self.rooms));
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
        if since.row.stage == Stage::Draft {
            return edit::changed(by, self, pressed, since).await;
        }
        show::changed(by, self, pressed, &since).await
    }

    /// The row of a notice within reach, if it is there already.
    pub(super) async fn row(&self, scope: &Scope, id: &NoticeId) -> Result<Option<Row>> {
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
