//! `GET /people/{id}`: one account, and what was done with it.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::super::change::AccountNow;
use super::super::permission::{Allowed, ManagePeople};
use super::super::{UserId, store};
use super::roles;
use crate::error::Result;
use crate::platform::again::Again;
use crate::platform::desk::Desk;
use crate::platform::form::{Choice, Fields, FormState};
use crate::platform::history::{self, Happened, History, Record};
use crate::platform::page::Page;

/// One account.
#[derive(Debug, Serialize)]
pub struct PersonPage {
    /// Its id.
    pub id: String,
    /// The name typed at sign-in.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// Whether it is closed.
    pub closed: bool,
    /// What was typed and what was wrong.
    pub form: FormState,
    /// What the form carries.
    pub seen: String,
    /// What others changed since a form was shown that was sent now.
    pub changed: Vec<Happened>,
    /// Offices to choose from.
    pub offices: Vec<Choice>,
    /// Roles to choose from.
    pub roles: Vec<Choice>,
    /// What was done with it.
    pub history: History,
}

impl Page for PersonPage {
    const TEMPLATE: &'static str = "people/person.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::person()
    }
}

/// `GET /people/{id}`
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
    id: UserId,
    again: Option<Again>,
) -> Result<HttpResponse> {
    let (scope, asked) = (by.scope().clone(), history::asked(&desk.view));
    let stale = again.as_ref().and_then(|again| again.stale);
    let read = desk.db.read(move |conn| {
        let now = store::account(conn, &scope, &id)?;
        let record = Record::read(conn, &format!("user:{id}"), asked, stale)?;
        Ok((now, store::office_names(conn, &scope)?, record))
    });
    let (now, offices, record) = read.await?;
    let form = match &again {
        Some(again) => again.form(&desk.view),
        None => FormState::fresh(&fields(&now)),
    };
    let seen = record.seen(now.version).to_string();
    let told = record.told(&desk.view, desk.dates());
    let offices = offices.into_iter();
    let page = PersonPage {
        id: now.id.to_string(),
        login: now.login,
        name: now.name,
        closed: now.closed,
        form,
        seen,
        changed: told.since,
        offices: offices.map(|one| Choice::new(&one.id, one.name)).collect(),
        roles: roles(&desk.view),
        history: told.history,
    };
    let status = again.map_or(StatusCode::OK, |again| again.status());
    desk.view.page_as(status, &page)
}

/// The account as its form shows it.
fn fields(now: &AccountNow) -> Fields {
    Fields::of([
        ("name", now.name.clone()),
        ("email", now.email.clone().unwrap_or_default()),
        ("office", now.office.to_string()),
        ("role", now.role.to_string()),
    ])
}
