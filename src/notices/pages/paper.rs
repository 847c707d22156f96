//! The sheets of a notice: as PDF to be printed, as a picture beside the page.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde::Deserialize;

use crate::error::{Error, Result};
use crate::notices::desk::Desk;
use crate::notices::ids::NoticeId;
use crate::notices::lifecycle::Stage;
use crate::notices::postings::{self, Posting};
use crate::notices::room::Paper;
use crate::notices::sheet::NoticeSheet;
use crate::notices::sheets::Before;
use crate::notices::store::revisions::{self, Revision};
use crate::notices::tools::Tools;
use crate::notices::{sheets, store};
use crate::people::Scope;
use crate::people::permission::{Allowed, ReadNotices};
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::platform::press::Press;

/// Which of its sheets are asked for.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub struct Which {
    /// The one of this number; all where none is named.
    pub copy: Option<i32>,
}

/// `GET /notices/{id}/sheet.pdf`: one numbered, coded sheet for every required board.
pub async fn sheet(
    by: Allowed<ReadNotices>,
    desk: Desk,
    id: web::Path<String>,
    query: web::Query<Which>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    let (scope, tools) = (by.scope().clone(), desk.tools());
    let which = query.into_inner();
    let printed = desk
        .db
        .read(move |conn| printable(conn, &scope, &tools, &id, which))
        .await?;
    let Printable { sheet, name } = printed;
    let pdf = desk
        .press
        .typesetter
        .run(move |typesetter| typesetter.pdf(&sheet))
        .await?;
    Ok(HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("inline; filename=\"{name}.pdf\""),
        ))
        .body(pdf))
}

/// The sheets of a notice, ready to be printed.
#[derive(Debug)]
pub struct Printable {
    /// The sheets.
    pub sheet: NoticeSheet,
    /// A file's name for them.
    pub name: String,
}

/// The sheets of a notice within reach, from its revision.
pub fn printable(
    conn: &mut Conn,
    scope: &Scope,
    tools: &Tools,
    id: &NoticeId,
    which: Which,
) -> Result<Printable> {
    let row = store::row(conn, scope, id)?;
    let revision = revisions::latest(conn, id)?.ok_or(Error::NotFound)?;
    if revision.withdrawn_at.is_some() {
        return Err(Error::NotFound);
    }
    let mut postings = postings::store::of_revision(conn, &revision.id)?;
    postings.retain(|posting| which.copy.is_none_or(|copy| posting.copy_no == copy));
    if postings.is_empty() && which.copy.is_some() {
        return Err(Error::NotFound);
    }
    let replaced = match &row.replaces {
        Some(before) => store::row(conn, scope, before)?.number,
        None => None,
    };
    let follows = tools.rooms.of_kind(&row.kind)?.manner.follows;
    let before = replaced.as_deref().map(|number| Before { number, follows });
    let sheet = sheets::of_revision(&tools.press, &revision, &postings, before, row.stage)?;
    let digits: String = revision
        .number
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    Ok(Printable {
        sheet,
        name: format!("notice-{digits}"),
    })
}

/// The sheet as a picture; nothing when it cannot be drawn yet.
pub(super) async fn of_draft(
    press: &Press,
    preview: Option<&Paper>,
    before: Option<Before<'_>>,
    now: Moment,
) -> String {
    let Some(preview) = preview else {
        return String::new();
    };
    let sheet = sheets::of_draft(press, preview, before, now);
    let drawn = press
        .typesetter
        .run(move |typesetter| typesetter.svg(&sheet))
        .await;
    match drawn {
        Ok(pages) => pages.into_iter().next().unwrap_or_default(),
        Err(e) => {
            tracing::info!(error = %e, "a preview was not drawn");
            String::new()
        }
    }
}

/// The first sheet of a text as a picture; nothing when it cannot be drawn.
pub(super) async fn of_revision(
    press: &Press,
    revision: &Revision,
    postings: &[Posting],
    before: Option<Before<'_>>,
    stage: Stage,
) -> String {
    let first: Vec<Posting> = postings
        .iter()
        .filter(|p| p.revision == revision.id)
        .take(1)
        .cloned()
        .collect();
    let Ok(sheet) = sheets::of_revision(press, revision, &first, before, stage) else {
        return String::new();
    };
    let drawn = press
        .typesetter
        .run(move |typesetter| typesetter.svg(&sheet))
        .await;
    drawn
        .map(|pages| pages.into_iter().next().unwrap_or_default())
        .unwrap_or_default()
}
