//! `GET /offices/{id}`: one office as it is called and reached, and what was changed of it.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::super::store::changes as store;
use super::super::{OfficeId, change};
use crate::error::Result;
use crate::people::permission::{Allowed, ManagePeople};
use crate::platform::again::Again;
use crate::platform::desk::Desk;
use crate::platform::form::FormState;
use crate::platform::history::{self, Happened, History, Record};
use crate::platform::page::Page;

/// One office.
#[derive(Debug, Serialize)]
pub struct OfficePage {
    /// Its id.
    pub id: String,
    /// As it is called now.
    pub name: String,
    /// What was typed and what was wrong.
    pub form: FormState,
    /// What the form carries.
    pub seen: String,
    /// What others changed since a form was shown that was sent now.
    pub changed: Vec<Happened>,
    /// What was changed of it.
    pub history: History,
}

impl Page for OfficePage {
    const TEMPLATE: &'static str = "organisation/office.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::office()
    }
}

/// `GET /offices/{id}`
pub async fn show(
    by: Allowed<ManagePeople>,
    desk: Desk,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    draw(&by, &desk, id.parse()?, None).await
}

/// Draws the page; with a form that was not taken as it was typed.
pub(in super::super) async fn draw(
    by: &Allowed<ManagePeople>,
    desk: &Desk,
    id: OfficeId,
    again: Option<Again>,
) -> Result<HttpResponse> {
    let (scope, asked) = (by.scope().clone(), history::asked(&desk.view));
    let stale = again.as_ref().and_then(|again| again.stale);
    let of = id.clone();
    let read = desk.db.read(move |conn| {
        let office = store::office(conn, &scope, &of)?;
        let record = Record::read(conn, &format!("office:{of}"), asked, stale)?;
        Ok((office, record))
    });
    let (office, record) = read.await?;
    let seen = record.seen(office.version).to_string();
    let told = record.told(&desk.view, desk.dates());
    let form = match &again {
        Some(again) => again.form(&desk.view),
        None => FormState::fresh(&change::fields_of_office(&office.thing)),
    };
    let page = OfficePage {
        id: id.to_string(),
        name: office.thing.name,
        form,
        seen,
        changed: told.since,
        history: told.history,
    };
    let status = again.map_or(StatusCode::OK, |again| again.status());
    desk.view.page_as(status, &page)
}
