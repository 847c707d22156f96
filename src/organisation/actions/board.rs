//! What the page of a board sends.

use actix_web::{HttpResponse, web};

use super::super::change::places::BoardForm;
use super::super::changing::boards;
use super::super::changing::places::Held;
use super::super::ties::Ties;
use super::super::{BoardId, pages};
use crate::error::Result;
use crate::people::permission::{Allowed, ManagePlaces};
use crate::platform::again::Again;
use crate::platform::step::Asked;

/// `POST /boards/{id}/change`
pub async fn change(
    asked: Asked<Allowed<ManagePlaces>, BoardId>,
    ties: web::Data<Ties>,
) -> Result<HttpResponse> {
    let again = match BoardForm::read(asked.fields(), &asked.desk.press) {
        Err(wrong) => Again::wrong(asked.sent, wrong),
        Ok(new) => {
            let done = asked.decide(move |tx, by, id, seen| {
                let held = Held {
                    new: &new,
                    ties: &ties,
                };
                boards::change(tx, by.scope(), id, seen, &held)
            });
            match done.await {
                Ok(()) => {
                    let to = format!("/boards/{}/change", asked.id);
                    return Ok(asked.done(&to, "board-changed"));
                }
                Err(error) => Again::of(asked.sent, error)?,
            }
        }
    };
    pages::board::draw(&asked.by, &asked.desk, asked.id, Some(again)).await
}
