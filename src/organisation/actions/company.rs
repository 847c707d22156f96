//! What the page of the company sends.

use actix_web::HttpResponse;

use super::super::{change, changing, pages};
use crate::error::Result;
use crate::people::permission::{Allowed, ManagePeople};
use crate::platform::again::Again;
use crate::platform::desk::Desk;
use crate::platform::seen::Decision;

/// `POST /company`
pub async fn change(by: Allowed<ManagePeople>, desk: Desk, sent: Decision) -> Result<HttpResponse> {
    let again = match change::company(&sent.fields, &desk.press, desk.press.demo) {
        Err(wrong) => Again::wrong(sent, wrong),
        Ok(new) => {
            let seen = sent.seen;
            let done = desk
                .db
                .write(by, move |tx, _| changing::change_company(tx, seen, &new));
            match done.await {
                Ok(()) => return Ok(desk.view.redirect("/offices", Some("company-changed"))),
                Err(error) => Again::of(sent, error)?,
            }
        }
    };
    pages::company::draw(&desk, Some(again)).await
}
