//! `GET /places/{id}/import`: choosing a list for a community, and the lists that were read before.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::super::kept::Kept;
use super::super::store;
use crate::error::{Refusal, Result};
use crate::organisation::{PlaceId, store as places};
use crate::people::permission::{Allowed, ManagePlaces};
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState};
use crate::platform::page::Page;

/// A list that was read before.
#[derive(Debug, Serialize)]
pub struct ListLine {
    pub id: String,
    /// When it was read.
    pub at: String,
    pub who: String,
    /// The key of how far it has come.
    pub state: &'static str,
    /// How many lines it has.
    pub lines: usize,
}

/// Choosing a list.
#[derive(Debug, Serialize)]
pub struct Choose {
    /// What was wrong with the list that was sent.
    pub form: FormState,
    /// The community's id.
    pub id: String,
    pub name: String,
    /// The lists of before.
    pub lists: Vec<ListLine>,
}

impl Page for Choose {
    const TEMPLATE: &'static str = "organisation/import.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::choose()
    }
}

/// `GET /places/{id}/import`
pub async fn show(
    by: Allowed<ManagePlaces>,
    desk: Desk,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    draw(&by, &desk, id.parse()?, &[]).await
}

/// Draws the page, with what is wrong with a list.
pub(in super::super) async fn draw(
    by: &Allowed<ManagePlaces>,
    desk: &Desk,
    id: PlaceId,
    wrong: &[Refusal],
) -> Result<HttpResponse> {
    let scope = by.scope().clone();
    let read = desk.db.read(move |conn| {
        let community = places::community(conn, &scope, &id)?;
        Ok((store::latest(conn, &community.id)?, community))
    });
    let (lists, community) = read.await?;
    let dates = desk.dates();
    let line = |kept: Kept| ListLine {
        id: kept.id.to_string(),
        at: dates.near(kept.read_at),
        state: kept.state().key(),
        lines: kept.lines.len(),
        who: kept.by_name,
    };
    let form = FormState::wrong(&Fields::default(), wrong, &desk.view);
    let page = Choose {
        id: community.id.to_string(),
        name: community.called(desk.view.lang),
        lists: lists.into_iter().map(line).collect(),
        form,
    };
    desk.view.page_as(page.form.status(), &page)
}
