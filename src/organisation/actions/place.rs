//! What the page of a place sends.

use actix_web::{HttpResponse, web};

use super::super::change::places::{NewWithin, PlaceChange};
use super::super::changing::places::{self, Closing, Held};
use super::super::ties::Ties;
use super::super::{PlaceId, pages};
use crate::error::{Refusal, Result};
use crate::people::permission::{Allowed, ManagePlaces};
use crate::platform::again::Again;
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::form::Reader;
use crate::platform::step::Asked;
use crate::platform::words::Lang;

/// A form about one place.
type OnPlace = Asked<Allowed<ManagePlaces>, PlaceId>;

fn page_of(id: &PlaceId) -> String {
    format!("/places/{id}/change")
}

/// What was done, or the page again with what was typed.
async fn answer(
    asked: OnPlace,
    ties: &web::Data<Ties>,
    done: Result<HttpResponse>,
) -> Result<HttpResponse> {
    match done {
        Ok(done) => Ok(done),
        Err(error) => {
            let again = Again::of(asked.sent, error)?;
            pages::place::draw(&asked.by, &asked.desk, ties, asked.id, Some(again)).await
        }
    }
}

async fn wrong(
    asked: OnPlace,
    ties: &web::Data<Ties>,
    wrong: Vec<Refusal>,
) -> Result<HttpResponse> {
    let again = Again::wrong(asked.sent, wrong);
    pages::place::draw(&asked.by, &asked.desk, ties, asked.id, Some(again)).await
}

/// `POST /places/{id}/change`
pub async fn change(asked: OnPlace, ties: web::Data<Ties>) -> Result<HttpResponse> {
    let new = match PlaceChange::read(asked.fields(), &asked.desk.press) {
        Ok(new) => new,
        Err(refusals) => return wrong(asked, &ties, refusals).await,
    };
    let held = web::Data::clone(&ties);
    let done = asked.decide(move |tx, by, id, seen| {
        let held = Held {
            new: &new,
            ties: &held,
        };
        places::change(tx, by.scope(), id, seen, &held)
    });
    let done = done.await;
    let done = done.map(|()| asked.done(&page_of(&asked.id), "place-changed"));
    answer(asked, &ties, done).await
}

/// `POST /places/{id}/within`
pub async fn add_within(asked: OnPlace, ties: web::Data<Ties>) -> Result<HttpResponse> {
    let new = match NewWithin::read(asked.fields(), &asked.desk.press) {
        Ok(new) => new,
        Err(refusals) => return wrong(asked, &ties, refusals).await,
    };
    let done = asked.take(move |tx, by, id| places::add_within(tx, by.scope(), id, &new));
    let done = done.await;
    let done = done.map(|()| asked.done(&page_of(&asked.id), "place-added"));
    answer(asked, &ties, done).await
}

/// `POST /places/{id}/close`
pub async fn close(asked: OnPlace, ties: web::Data<Ties>) -> Result<HttpResponse> {
    let on = match closing(&asked) {
        Ok(on) => on,
        Err(refusals) => return wrong(asked, &ties, refusals).await,
    };
    let done = asked.take(move |tx, by, id| places::close(tx, by.scope(), id, &on));
    let done = done.await;
    let done = done.map(|()| asked.done(&page_of(&asked.id), "place-closed"));
    answer(asked, &ties, done).await
}

/// The day since when it is closed: today or before.
fn closing(asked: &OnPlace) -> Result<Closing, Vec<Refusal>> {
    let (zone, now) = (asked.desk.press.zone, asked.desk.now());
    let mut reader = Reader::new(asked.fields());
    let on = reader.date("closed_on");
    if on.is_some_and(|on| on > now.date_in(zone)) {
        reader.refuse(Refusal::of_field("closed_on", "places-closed-ahead"));
    }
    let at = on.and_then(|on| Moment::from_local(zone, on, chrono::NaiveTime::MIN));
    match (at, reader.errors()) {
        (Some(at), errors) if errors.is_empty() => Ok(Closing {
            said: Dates::new(Lang::Zh, zone, now).full_date(at),
            at,
        }),
        (_, errors) => Err(errors),
    }
}

/// `POST /places/{id}/reopen`
pub async fn reopen(asked: OnPlace, ties: web::Data<Ties>) -> Result<HttpResponse> {
    let done = asked.take(|tx, by, id| places::reopen(tx, by.scope(), id));
    let done = done.await;
    let done = done.map(|()| asked.done(&page_of(&asked.id), "place-reopened"));
    answer(asked, &ties, done).await
}
