//! What is sent when somebody asks that what is personal be deleted.

use actix_web::{HttpResponse, web};

use super::page;
use super::service::{self, Erasure};
use crate::complaints::contact::ContactId;
use crate::complaints::desk;
use crate::error::{Refusal, Result};
use crate::people::Allowed;
use crate::people::permission::TakeComplaints;
use crate::platform::again::Again;
use crate::platform::form::{Fields, Reader};
use crate::platform::photos::{PhotoId, Photos};
use crate::platform::step::Asked;

/// The most that its words say, of whoever wrote them.
const WORDS: usize = 2000;
/// The most that says where.
const PLACE: usize = 120;
/// The most that says how it was asked for.
const REASON: usize = 200;

/// `POST /complaints/contacts/{id}/erase`: once the rows are gone, the pictures leave the shelf.
pub(super) async fn erase(
    asked: Asked<Allowed<TakeComplaints>, ContactId>,
    shelf: web::Data<Photos>,
) -> Result<HttpResponse> {
    let again = match read(asked.fields()) {
        Err(wrong) => Again::wrong(asked.sent, wrong),
        Ok(erasure) => {
            let done =
                asked.decide(move |tx, by, id, seen| service::erase(tx, by, id, seen, &erasure));
            match done.await {
                Ok(erased) => {
                    clear(&shelf, &erased.photos);
                    return Ok(asked.done(&desk::url(&erased.case), "complaint-erased"));
                }
                Err(error) => Again::of(asked.sent, error)?,
            }
        }
    };
    page::draw(&asked.by, &asked.desk, asked.id, Some(again)).await
}

fn clear(shelf: &Photos, gone: &[PhotoId]) {
    for photo in gone {
        shelf.drop(photo);
    }
}

fn read(fields: &Fields) -> Result<Erasure, Vec<Refusal>> {
    let mut reader = Reader::new(fields);
    let erasure = Erasure {
        content: reader.text("what", WORDS),
        place_text: reader.optional_text("where", PLACE),
        reason: reader.text("erase_reason", REASON),
    };
    let wrong = reader.errors();
    if wrong.is_empty() {
        Ok(erasure)
    } else {
        Err(wrong)
    }
}
