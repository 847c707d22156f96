//! Steps taken once, on what was seen, and told of otherwise.

use actix_web::HttpResponse;

use super::content::Draft;
use super::desk::Desk;
use super::ids::NoticeId;
use super::lifecycle::Stage;
use super::pages::changes::{Question, Since};
use super::pages::{edit, gone, show};
use super::steps::{DELETE, Pressed, SEND, Step};
use super::store::steps::{self, Taken};
use super::store::{self, Row, writers};
use crate::error::{Error, Result};
use crate::people::Scope;
use crate::people::permission::{Allowed, Permit, ReviewNotices, WriteNotices};
use crate::platform::db::Tx;
use crate::platform::seen::Decision;
use crate::platform::step;

/// A step on a notice that somebody asks for.
pub(super) type Asked<P> = step::Asked<Allowed<P>, NoticeId, Decision, Desk>;

impl<P: Permit + Clone> Asked<P> {
    /// What was asked for with the form.
    pub(super) fn pressed(&self, step: Step) -> Pressed {
        Pressed {
            step,
            id: self.id.clone(),
            sent: self.sent.clone(),
            zone: self.desk.press.zone,
        }
    }

    /// Takes a step that stays with its notice, as [`Asked::leads`] does.
    pub(super) async fn step<F>(self, step: Step, work: F) -> Result<HttpResponse>
    where
        F: FnOnce(&mut Tx<'_>, &Allowed<P>, &Pressed) -> Result<()> + Send + 'static,
    {
        self.leads(step, |tx, by, pressed| {
            work(tx, by, pressed).map(|()| pressed.id.clone())
        })
        .await
    }

    /// Takes a step that leads to a notice. What is not as it was seen, or is refused, is shown as it
    /// is now, with what was typed; a step that this person took already is answered as it was then.
    pub(super) async fn leads<F>(self, step: Step, work: F) -> Result<HttpResponse>
    where
        F: FnOnce(&mut Tx<'_>, &Allowed<P>, &Pressed) -> Result<NoticeId> + Send + 'static,
    {
        let (pressed, desk, by) = (self.pressed(step), &self.desk, &self.by);
        let asked = pressed.clone();
        match self.take(move |tx, by, _| work(tx, by, &asked)).await {
            Ok(leads) => Ok(step.answer(&desk.view, &leads)),
            Err(Error::Conflict) => desk.tell(by, &pressed).await,
            Err(Error::Refused(refusal)) => show::refused(by, desk, &pressed, &refusal).await,
            Err(Error::NotFound) => desk.gone(by, &pressed).await,
            Err(other) => Err(other),
        }
    }
}

impl Asked<ReviewNotices> {
    /// The same: of several whom a deputy stands for she decides for one who wrote nothing of it.
    pub(super) async fn beside_writers(mut self) -> Result<Self> {
        let id = self.id.clone();
        let read = self
            .desk
            .db
            .read(move |conn| writers::since_approval(conn, &id));
        let wrote = read.await?;
        self.by = self.by.beside(wrote.all());
        Ok(self)
    }
}

impl Desk {
    /// What became of a notice that somebody has changed, or a step that was taken before.
    async fn tell<P>(&self, by: &Allowed<P>, pressed: &Pressed) -> Result<HttpResponse> {
        let since = match self.since(by.scope(), pressed).await {
            Err(Error::NotFound) => return self.gone(by, pressed).await,
            since => since?,
        };
        match since.first().filter(|taken| pressed.is(taken, by.user())) {
            Some(taken) => {
                let leads = taken.made_id.as_ref().unwrap_or(&pressed.id);
                Ok(pressed.step.answer(&self.view, leads))
            }
            None => show::changed(by, self, pressed, &since).await,
        }
    }

    /// What happened since the form was shown.
    async fn since(&self, scope: &Scope, pressed: &Pressed) -> Result<Since> {
        let (scope, asked) = (scope.clone(), Question::of(pressed, self.rooms));
        self.db
            .read(move |conn| Since::read(conn, &scope, &asked))
            .await
    }

    /// A draft that is not there any more, though its form was: whoever threw it away is answered as
    /// then, everybody else is told, and what was typed is shown.
    async fn gone<P>(&self, by: &Allowed<P>, pressed: &Pressed) -> Result<HttpResponse> {
        let (id, seen) = (pressed.id.clone(), pressed.sent.seen);
        let taken = self
            .db
            .read(move |conn| steps::after(conn, &id, seen.version()))
            .await?;
        let hers = |last: &Taken| pressed.is(last, by.user());
        if pressed.step.act == DELETE.act && taken.last().is_some_and(hers) {
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
        let hers = |first: &Taken| pressed.is(first, by.user());
        if pressed.step.act == SEND.act
            && since.row.draft.says_the_same(&typed)
            && since.first().is_some_and(hers)
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
