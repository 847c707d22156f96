//! `GET /company`: what the company is called, and what was changed of it.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;

use super::super::store::changes as store;
use super::super::{change, changing};
use crate::error::Result;
use crate::people::permission::{Allowed, ManagePeople};
use crate::platform::again::Again;
use crate::platform::desk::Desk;
use crate::platform::form::FormState;
use crate::platform::history::{self, Happened, History, Record};
use crate::platform::page::Page;

/// The company.
#[derive(Debug, Serialize)]
pub struct CompanyPage {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// What the form carries.
    pub seen: String,
    /// What others changed since a form was shown that was sent now.
    pub changed: Vec<Happened>,
    /// What was changed of it.
    pub history: History,
}

impl Page for CompanyPage {
    const TEMPLATE: &'static str = "organisation/company.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::company()
    }
}

/// `GET /company`
pub async fn show(_: Allowed<ManagePeople>, desk: Desk) -> Result<HttpResponse> {
    draw(&desk, None).await
}

/// Draws the page; with a form that was not taken as it was typed.
pub(in super::super) async fn draw(desk: &Desk, again: Option<Again>) -> Result<HttpResponse> {
    let asked = history::asked(&desk.view);
    let stale = again.as_ref().and_then(|again| again.stale);
    let read = desk.db.read(move |conn| {
        let company = store::company(conn)?;
        let record = Record::read(conn, changing::COMPANY, asked, stale)?;
        Ok((company, record))
    });
    let (company, record) = read.await?;
    let seen = record.seen(company.version).to_string();
    let told = record.told(&desk.view, desk.dates());
    let form = match &again {
        Some(again) => again.form(&desk.view),
        None => FormState::fresh(&change::fields_of_company(&company.thing)),
    };
    let page = CompanyPage {
        form,
        seen,
        changed: told.since,
        history: told.history,
    };
    let status = again.map_or(StatusCode::OK, |again| again.status());
    desk.view.page_as(status, &page)
}
