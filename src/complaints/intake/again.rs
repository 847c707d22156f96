//! The public form once more, with everything that was typed and the photos that were good.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;

use super::budget::Budget;
use super::counter::Counter;
use super::kept;
use super::public::{PublicForm, new_seal};
use super::seal;
use crate::codes::Here;
use crate::error::{Error, Refusal, Result};
use crate::platform::form::FormState;
use crate::platform::looks::Looks;
use crate::platform::photos::upload::{KEPT, Sent};
use crate::platform::secrets::{self, Key};

/// A form that has to come back.
pub(super) struct Again<'a> {
    pub(super) counter: &'a Counter,
    pub(super) here: &'a Here,
    pub(super) sent: Sent,
}

impl Again<'_> {
    /// In the other language, or in larger letters: no script is needed, and nothing is lost.
    pub(super) async fn looking(self, looks: Looks) -> Result<HttpResponse> {
        let mut counter = self.counter.clone();
        counter.view.put_on(looks);
        let again = Again {
            counter: &counter,
            ..self
        };
        let mut answer = again.sealed(StatusCode::OK, Vec::new()).await?;
        for cookie in counter.view.looks_cookies() {
            answer.add_cookie(&cookie).map_err(Error::internal)?;
        }
        Ok(answer)
    }

    /// Nothing more is taken in today: what was typed stays, and the telephone stands beside it.
    pub(super) async fn crowded(self) -> Result<HttpResponse> {
        let why = vec![Refusal::new("complaints-crowded")];
        self.sealed(StatusCode::TOO_MANY_REQUESTS, why).await
    }

    /// Nobody knows whether it is kept: the same form makes the same complaint, once.
    pub(super) async fn unsure(self) -> Result<HttpResponse> {
        let why = vec![Refusal::new("complaints-unsure")];
        self.sealed(StatusCode::SERVICE_UNAVAILABLE, why).await
    }

    /// The page stood open for too long, or its seal is none of ours.
    pub(super) async fn stale(self) -> Result<HttpResponse> {
        self.refused(vec![Refusal::new("complaints-stale")]).await
    }

    /// A field is filled in that people do not see: by a machine, or by a browser that fills in
    /// what it can. The form comes back once with it emptied; who fills it in again waits for a
    /// second look.
    pub(super) async fn trapped(self, key: &Key) -> Result<HttpResponse> {
        let now = self.counter.db.clock().now();
        let seal = seal::issue_trapped(key, &self.here.row.code, now)?;
        let why = vec![Refusal::new("complaints-trapped")];
        self.draw(StatusCode::UNPROCESSABLE_ENTITY, seal, why).await
    }

    /// With what is wrong; where that is no field, under a new seal.
    pub(super) async fn refused(self, why: Vec<Refusal>) -> Result<HttpResponse> {
        const STATUS: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
        if why.iter().all(|refusal| refusal.field.is_some()) {
            return self.sealed(STATUS, why).await;
        }
        let seal = new_seal(&self.here.row.code, &self.counter.db).await?;
        self.draw(STATUS, seal, why).await
    }

    /// Under the seal it came with.
    async fn sealed(self, status: StatusCode, why: Vec<Refusal>) -> Result<HttpResponse> {
        let seal = self.sent.fields.get("seal").to_owned();
        self.draw(status, seal, why).await
    }

    /// Photos that could not be kept have to be chosen again: that is said beside their field.
    async fn draw(
        mut self,
        status: StatusCode,
        seal: String,
        mut why: Vec<Refusal>,
    ) -> Result<HttpResponse> {
        let earlier = self.sent.fields.all(KEPT).into_iter().map(str::to_owned);
        let mut kept: Vec<String> = earlier.collect();
        let new = self.new_tickets().await;
        let all_are_lost = new.is_empty() && self.sent.chosen > 0;
        if all_are_lost || self.sent.refused.is_none() && new.len() < self.sent.chosen {
            why.push(Refusal::of_field("photo", "complaints-photos-again"));
        }
        kept.extend(new);
        let view = &self.counter.view;
        let form = FormState::wrong(&self.sent.fields, &why, view);
        let page = PublicForm::new(self.here, form, seal, view).keeping(kept);
        view.page_as(status, &page)
    }

    /// The tickets of the photos that came and are kept.
    async fn new_tickets(&mut self) -> Vec<String> {
        match self.tickets().await {
            Ok(new) => new,
            Err(e) => {
                tracing::warn!(error = %e, "photos of a form that comes back were not kept");
                Vec::new()
            }
        }
    }

    async fn tickets(&mut self) -> Result<Vec<String>> {
        let photos = std::mem::take(&mut self.sent.photos);
        if photos.is_empty() {
            return Ok(Vec::new());
        }
        let (counter, code) = (self.counter, &self.here.row.code);
        let key = secrets::load(&counter.db, seal::KEY).await?;
        let budget = Budget::of(counter, code);
        let kept = kept::keep(&counter.db, &counter.photos, budget, photos).await?;
        let tickets = kept.iter().map(|one| one.ticket(&key, code.as_str()));
        tickets.collect()
    }
}
