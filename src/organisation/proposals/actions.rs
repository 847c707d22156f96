//! What the pages of proposals send.

use actix_web::{HttpResponse, web};

use super::form::{self, NewProposal};
use super::pages::{new, show};
use super::service::{self, Merging};
use crate::error::{Error, Refusal, Result};
use crate::organisation::PlaceId;
use crate::organisation::ties::Ties;
use crate::people::permission::{Allowed, ManagePlaces, ProposePlaces};
use crate::platform::again::Again;
use crate::platform::form::{FormState, Reader};
use crate::platform::step::Asked;

/// `POST /places/{id}/propose`
pub async fn propose(asked: Asked<Allowed<ProposePlaces>, PlaceId>) -> Result<HttpResponse> {
    let wrong = match NewProposal::read(asked.fields(), &asked.desk.press) {
        Err(wrong) => wrong,
        Ok(proposal) => {
            let done = asked.take(move |tx, by, id| service::propose(tx, by, id, &proposal));
            match done.await {
                Ok(_) => {
                    let to = format!("/places/{}#spots", asked.id);
                    return Ok(asked.done(&to, "place-proposed"));
                }
                Err(Error::Refused(refusal)) => vec![refusal],
                Err(other) => return Err(other),
            }
        }
    };
    let form = FormState::wrong(asked.fields(), &wrong, &asked.desk.view);
    new::draw(&asked.by, &asked.desk, asked.id, form).await
}

/// A form about one proposal.
type OnProposal = Asked<Allowed<ManagePlaces>, PlaceId>;

async fn wrong(
    asked: OnProposal,
    ties: &web::Data<Ties>,
    wrong: Vec<Refusal>,
) -> Result<HttpResponse> {
    let again = Again::wrong(asked.sent, wrong);
    show::draw(&asked.by, &asked.desk, ties, asked.id, Some(again)).await
}

/// What was done, or the page again with what was typed.
async fn answer(
    asked: OnProposal,
    ties: &web::Data<Ties>,
    done: Result<()>,
    said: &'static str,
) -> Result<HttpResponse> {
    match done {
        Ok(()) => Ok(asked.done(&format!("/proposals/{}", asked.id), said)),
        Err(error) => {
            let again = Again::of(asked.sent, error)?;
            show::draw(&asked.by, &asked.desk, ties, asked.id, Some(again)).await
        }
    }
}

/// `POST /proposals/{id}/accept`
pub async fn accept(asked: OnProposal, ties: web::Data<Ties>) -> Result<HttpResponse> {
    let called = match form::accepted(asked.fields(), &asked.desk.press) {
        Ok(called) => called,
        Err(refusals) => return wrong(asked, &ties, refusals).await,
    };
    let done =
        asked.decide(move |tx, by, id, seen| service::accept(tx, by.scope(), id, seen, &called));
    let done = done.await;
    answer(asked, &ties, done, "proposal-accepted").await
}

/// `POST /proposals/{id}/merge`
pub async fn merge(asked: OnProposal, ties: web::Data<Ties>) -> Result<HttpResponse> {
    let mut reader = Reader::new(asked.fields());
    let into: Option<PlaceId> = reader.choice("into");
    let Some(into) = into else {
        let refusals = reader.errors();
        return wrong(asked, &ties, refusals).await;
    };
    let held = web::Data::clone(&ties);
    let done = asked.decide(move |tx, by, id, seen| {
        let merging = Merging {
            into: &into,
            ties: &held,
        };
        service::merge(tx, by.scope(), id, seen, &merging)
    });
    let done = done.await;
    answer(asked, &ties, done, "proposal-merged").await
}

/// `POST /proposals/{id}/refuse`
pub async fn refuse(asked: OnProposal, ties: web::Data<Ties>) -> Result<HttpResponse> {
    let mut reader = Reader::new(asked.fields());
    let why = reader.text("why", 200);
    let refusals = reader.errors();
    if !refusals.is_empty() {
        return wrong(asked, &ties, refusals).await;
    }
    let done =
        asked.decide(move |tx, by, id, seen| service::refuse(tx, by.scope(), id, seen, &why));
    let done = done.await;
    answer(asked, &ties, done, "proposal-refused").await
}
