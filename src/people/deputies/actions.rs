//! What the page of deputies sends.

use actix_web::HttpResponse;

use super::form::NewDeputy;
use super::{DeputyId, pages, service};
use crate::error::{Error, Result};
use crate::people::permission::Anyone;
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState};
use crate::platform::step::Asked;
use crate::platform::words::Lang;

/// `POST /account/deputies`
pub async fn name(by: Anyone, desk: Desk, fields: Fields) -> Result<HttpResponse> {
    let zone = desk.press.zone;
    let wrong = match NewDeputy::read(&fields, zone, desk.now()) {
        Err(wrong) => wrong,
        Ok(new) => {
            let dates = Dates::new(Lang::Zh, zone, desk.now());
            let last = new.until - chrono::Duration::seconds(1);
            let day = |at: Moment| dates.full_date(at);
            let said = format!("{}–{}", day(new.from), day(last));
            let done = desk
                .db
                .write(by.clone(), move |tx, by| service::name(tx, by, &new, &said));
            match done.await {
                Ok(()) => {
                    let to = "/account/deputies";
                    return Ok(desk.view.redirect(to, Some("deputy-named")));
                }
                Err(Error::Refused(refusal)) => vec![refusal],
                Err(other) => return Err(other),
            }
        }
    };
    let form = FormState::wrong(&fields, &wrong, &desk.view);
    pages::draw(&by, &desk, form).await
}

/// `POST /account/deputies/{id}/end`
pub async fn end(asked: Asked<Anyone, DeputyId>) -> Result<HttpResponse> {
    asked.take(service::end).await?;
    Ok(asked.done("/account/deputies", "deputy-ended"))
}
