//! `GET /complaints/contacts/{id}/erase`: what is deleted when the person it is about asks, and what
//! stays.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::service::Told;
use crate::complaints::contact::ContactId;
use crate::complaints::desk;
use crate::complaints::store::photos;
use crate::complaints::story::Story;
use crate::error::Result;
use crate::people::Allowed;
use crate::people::permission::TakeComplaints;
use crate::platform::again::Again;
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState};
use crate::platform::history::Happened;
use crate::platform::page::Page;

/// The form that deletes what is personal in a contact.
#[derive(Debug, Serialize)]
pub(super) struct Erase {
    /// Where it is sent.
    pub(super) href: String,
    /// The page of its case.
    pub(super) back: String,
    /// TS-2026-00012.
    pub(super) number: String,
    /// What was typed and what was wrong.
    pub form: FormState,
    /// Photos that go.
    pub photos: usize,
    /// What the form carries.
    pub seen: String,
    /// What others did with the case since a form was shown that was sent now.
    pub changed: Vec<Happened>,
}

impl Page for Erase {
    const TEMPLATE: &'static str = "complaints/erase.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::erase()
    }
}

/// `GET /complaints/contacts/{id}/erase`
pub(super) async fn show(
    by: Allowed<TakeComplaints>,
    desk: Desk,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    draw(&by, &desk, id.parse()?, None).await
}

struct Read {
    told: Told,
    story: Story,
    photos: usize,
}

/// Draws the form; with what was typed where it was not taken.
pub(super) async fn draw(
    by: &Allowed<TakeComplaints>,
    desk: &Desk,
    id: ContactId,
    again: Option<Again>,
) -> Result<HttpResponse> {
    let (scope, reader, dates) = (by.scope().clone(), desk.view.clone(), desk.dates());
    let href = desk::erase_url(&id);
    let read = desk.db.read(move |conn| {
        let told = Told::read(conn, &scope, &id)?;
        Ok(Read {
            story: Story::read(conn, &told.case.id, &reader, dates)?,
            photos: photos::count(conn, &id)?,
            told,
        })
    });
    let Read {
        told,
        story,
        photos,
    } = read.await?;
    let form = match &again {
        Some(again) => again.form(&desk.view),
        None => FormState::fresh(&Fields::of([
            ("what", told.contact.content),
            ("where", told.contact.place_text),
        ])),
    };
    let page = Erase {
        href,
        back: desk::url(&told.case.id),
        form,
        photos,
        seen: story.seen(told.case.version).to_string(),
        changed: story.since(again.as_ref().and_then(|again| again.stale)),
        number: told.case.number,
    };
    let status = again.map_or(StatusCode::OK, |again| again.status());
    desk.view.page_as(status, &page)
}
