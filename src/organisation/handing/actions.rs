//! What the page of a hand-over sends.

use actix_web::{HttpResponse, web};

use super::page;
use super::service::{self, Handing};
use crate::error::Result;
use crate::organisation::ties::Ties;
use crate::organisation::{OfficeId, PlaceId};
use crate::people::permission::{Allowed, ManagePeople};
use crate::platform::again::Again;
use crate::platform::form::Reader;
use crate::platform::step::Asked;

/// `POST /places/{id}/hand-over`
pub async fn hand_over(
    asked: Asked<Allowed<ManagePeople>, PlaceId>,
    ties: web::Data<Ties>,
) -> Result<HttpResponse> {
    let mut reader = Reader::new(asked.fields());
    let to: Option<OfficeId> = reader.choice("office");
    let wrong = reader.errors();
    let again = match to {
        None => Again::wrong(asked.sent, wrong),
        Some(to) => {
            let held = web::Data::clone(&ties);
            let done = asked.decide(move |tx, by, id, seen| {
                let handing = Handing {
                    to: &to,
                    ties: &held,
                };
                service::hand_over(tx, by.scope(), id, seen, &handing)
            });
            match done.await {
                Ok(()) => {
                    let to = format!("/places/{}/hand-over", asked.id);
                    return Ok(asked.done(&to, "community-handed-over"));
                }
                Err(error) => Again::of(asked.sent, error)?,
            }
        }
    };
    page::draw(&asked.by, &asked.desk, &ties, asked.id, Some(again)).await
}
