//! `GET /boards/{id}/change`: one board, where it hangs and what it serves.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::super::change::places::BoardNow;
use super::super::store::changes::places as rows;
use super::super::{BoardId, store};
use super::community::{Served, hooks, kinds, served};
use super::whole::Whole;
use crate::error::Result;
use crate::people::permission::{Allowed, ManagePlaces};
use crate::platform::again::Again;
use crate::platform::desk::Desk;
use crate::platform::form::{Choice, Fields, FormState};
use crate::platform::history::{self, Happened, History, Record};
use crate::platform::page::Page;

/// One board.
#[derive(Debug, Serialize)]
pub struct BoardPage {
    /// Its id.
    pub id: String,
    pub name: String,
    /// Its community.
    pub community: String,
    /// What was typed and what was wrong.
    pub form: FormState,
    /// What the form carries.
    pub seen: String,
    /// What others changed since a form was shown that was sent now.
    pub changed: Vec<Happened>,
    /// Places it may hang at.
    pub hooks: Vec<Choice>,
    /// Kinds of board.
    pub kinds: Vec<Choice>,
    /// Places it may serve.
    pub served: Vec<Served>,
    /// What was changed of it.
    pub history: History,
}

impl Page for BoardPage {
    const TEMPLATE: &'static str = "organisation/board.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::board()
    }
}

/// `GET /boards/{id}/change`
pub async fn show(
    by: Allowed<ManagePlaces>,
    desk: Desk,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    draw(&by, &desk, id.parse()?, None).await
}

/// Draws the page; with a form that was not taken as it was typed.
pub(in super::super) async fn draw(
    by: &Allowed<ManagePlaces>,
    desk: &Desk,
    id: BoardId,
    again: Option<Again>,
) -> Result<HttpResponse> {
    let (scope, asked) = (by.scope().clone(), history::asked(&desk.view));
    let stale = again.as_ref().and_then(|again| again.stale);
    let read = desk.db.read(move |conn| {
        let now = rows::board(conn, &scope, &id)?;
        let community = store::community(conn, &scope, &now.board.community)?;
        let whole = Whole::load(conn, community)?;
        let record = Record::read(conn, &format!("board:{id}"), asked, stale)?;
        Ok((now, whole, record))
    });
    let (now, whole, record) = read.await?;
    let status = again.as_ref().map_or(StatusCode::OK, Again::status);
    let fields = fields(&now, &whole);
    let (fields, form) = match again {
        Some(again) => (again.fields.clone(), again.form(&desk.view)),
        None => (fields.clone(), FormState::fresh(&fields)),
    };
    let seen = record.seen(now.version).to_string();
    let told = record.told(&desk.view, desk.dates());
    let page = BoardPage {
        id: now.board.id.to_string(),
        name: now.board.called(desk.view.lang),
        community: now.board.community.to_string(),
        form,
        seen,
        changed: told.since,
        hooks: hooks(&whole, desk.view.lang),
        kinds: kinds(&desk.view),
        served: served(&whole, &desk.view, &fields),
        history: told.history,
    };
    desk.view.page_as(status, &page)
}

/// The board as its form shows it.
fn fields(now: &BoardNow, whole: &Whole) -> Fields {
    let board = &now.board;
    let mut fields = Fields::of([
        ("at", board.place.to_string()),
        ("kind", board.kind.to_string()),
        ("board", board.name.clone()),
        ("board_en", board.name_en.clone()),
    ]);
    let served = whole.tree.iter().filter(|p| board.serves.contains(&p.path));
    for place in served {
        fields.push("serves", place.id.to_string());
    }
    fields
}
