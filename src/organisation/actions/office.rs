//! What the pages of offices send.

use actix_web::HttpResponse;

use super::super::service::{self};
use super::super::{OfficeId, OfficeKind, change, changing, pages};
use crate::error::{Error, Result};
use crate::people::permission::{Allowed, ManagePeople};
use crate::platform::again::Again;
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState};
use crate::platform::step::Asked;

/// `POST /offices`
pub async fn add(by: Allowed<ManagePeople>, desk: Desk, fields: Fields) -> Result<HttpResponse> {
    match change::office(&fields, &desk.press) {
        Err(errors) => {
            let form = FormState::wrong(&fields, &errors, &desk.view);
            pages::offices::draw(&by, &desk.view, &desk.db, form).await
        }
        Ok(new) => {
            let add = desk.db.write(by.clone(), move |tx, _| {
                service::add_office(tx, OfficeKind::Office, new)
            });
            match add.await {
                Err(Error::Refused(wrong)) => {
                    let form = FormState::wrong(&fields, &[wrong], &desk.view);
                    pages::offices::draw(&by, &desk.view, &desk.db, form).await
                }
                done => done.map(|_| desk.view.redirect("/offices", Some("office-added"))),
            }
        }
    }
}

/// A form about one office.
type OnOffice = Asked<Allowed<ManagePeople>, OfficeId>;

/// `POST /offices/{id}`
pub async fn change(asked: OnOffice) -> Result<HttpResponse> {
    let again = match change::office(asked.fields(), &asked.desk.press) {
        Err(wrong) => Again::wrong(asked.sent, wrong),
        Ok(new) => {
            let done = asked.decide(move |tx, by, id, seen| {
                changing::change_office(tx, by.scope(), id, seen, &new)
            });
            match done.await {
                Ok(()) => return Ok(asked.done("/offices", "office-changed")),
                Err(error) => Again::of(asked.sent, error)?,
            }
        }
    };
    pages::office::draw(&asked.by, &asked.desk, asked.id, Some(again)).await
}
