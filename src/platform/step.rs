//! Steps: what somebody does to a thing with a button on one of its pages.
//!
//! A handler takes an [`Asked`]: who asks, the desk, the id in the address and what the form
//! carried. It is refused in this order: signed out or not allowed, a forged or unreadable form
//! (403, 400), an id of nothing (404). Then three words do the rest:
//!
//! ```ignore
//! /// `POST /things/{id}/stop`
//! async fn stop(asked: Asked<Allowed<MakeThings>, ThingId>) -> Result<HttpResponse> {
//!     match asked.decide(service::stop).await {
//!         Err(Error::Conflict) => show::changed(&asked).await,
//!         done => done.map(|_| asked.done(&page_of(&asked.id), STOPPED)),
//!     }
//! }
//! ```
//!
//! - [`Asked::take`] makes one change of a step that decides nothing: `service::x(tx, by, id)`.
//! - [`Asked::decide`] hands a step that decides what its page showed: `service::x(tx, by, id,
//!   seen)`. It answers `Conflict` when the thing is not as it was seen.
//! - [`Asked::done`] says what was done and goes back; [`Asked::on`] goes on without a word.
//!
//! With `?` a conflict is the house's own page (409), a refusal too (422). A feature that has a
//! page of its own for either matches it, as above. What was typed is in `asked.sent`, a
//! [`Decision`]; another form (one with a photo) is the third parameter, a feature's own desk the
//! fourth.

use std::borrow::Borrow;
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use futures_util::future::LocalBoxFuture;

use super::db::{Acts, Tx};
use super::desk::Desk;
use super::form::Fields;
use super::seen::{Decision, Seen};
use crate::error::{Error, Result};

/// A step that somebody asks for.
#[derive(Debug, Clone)]
pub struct Asked<A, I, F = Decision, D = Desk> {
    /// Who asks.
    pub by: A,
    /// What it is answered with.
    pub desk: D,
    /// What it is done to: the first part of the address that varies.
    pub id: I,
    /// What the form carried.
    pub sent: F,
}

impl<A, I, F, D: Borrow<Desk>> Asked<A, I, F, D> {
    /// Back to a page, with a word of what was done.
    pub fn done(&self, to: &str, said: &'static str) -> HttpResponse {
        self.desk.borrow().view.redirect(to, Some(said))
    }

    /// On to a page that says it all.
    pub fn on(&self, to: &str) -> HttpResponse {
        self.desk.borrow().view.redirect(to, None)
    }
}

impl<A, I, F, D> Asked<A, I, F, D>
where
    A: Acts + Clone + Send + 'static,
    I: Clone + Send + 'static,
    D: Borrow<Desk>,
{
    /// Takes the step as one change.
    pub async fn take<T, S>(&self, step: S) -> Result<T>
    where
        T: Send + 'static,
        S: FnOnce(&mut Tx<'_>, &A, &I) -> Result<T> + Send + 'static,
    {
        let id = self.id.clone();
        let work = move |tx: &mut Tx<'_>, by: &A| step(tx, by, &id);
        self.desk.borrow().db.write(self.by.clone(), work).await
    }
}

impl<A, I, D> Asked<A, I, Decision, D>
where
    A: Acts + Clone + Send + 'static,
    I: Clone + Send + 'static,
    D: Borrow<Desk>,
{
    /// What was typed.
    pub fn fields(&self) -> &Fields {
        &self.sent.fields
    }

    /// Takes a step that decides, on what its page showed.
    pub async fn decide<T, S>(&self, step: S) -> Result<T>
    where
        T: Send + 'static,
        S: FnOnce(&mut Tx<'_>, &A, &I, Seen) -> Result<T> + Send + 'static,
    {
        let seen = self.sent.seen;
        self.take(move |tx, by, id| step(tx, by, id, seen)).await
    }
}

impl<A, I, F, D> FromRequest for Asked<A, I, F, D>
where
    A: FromRequest<Error = Error> + 'static,
    I: FromStr + 'static,
    F: FromRequest<Error = Error> + 'static,
    D: FromRequest<Error = Error> + 'static,
{
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let by = A::from_request(req, payload);
        let desk = D::from_request(req, payload);
        let sent = F::from_request(req, payload);
        let id = req.match_info().iter().next().map(|(_, part)| part.parse());
        Box::pin(async move {
            Ok(Self {
                by: by.await?,
                desk: desk.await?,
                sent: sent.await?,
                id: id.and_then(Result::ok).ok_or(Error::NotFound)?,
            })
        })
    }
}
