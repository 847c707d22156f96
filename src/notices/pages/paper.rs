//! The sheets of a notice: as PDF to be printed, as a picture beside the page.

use actix_web::http::header;
use actix_web::{HttpResponse, web};

use crate::error::{Error, Result};
use crate::notices::kind::Kind;
use crate::notices::outages::announce::Preview;
use crate::notices::postings::{self, Posting};
use crate::notices::sheet::NoticeSheet;
use crate::notices::store::revisions::{self, Revision};
use crate::notices::{NoticeId, sheets, store};
use crate::people::Scope;
use crate::people::permission::{Allowed, ReadNotices};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Db};
use crate::platform::press::Press;

/// `GET /notices/{id}/sheet.pdf`: one numbered, coded sheet for every required board.
pub async fn sheet(
    by: Allowed<ReadNotices>,
    db: web::Data<Db>,
    press: web::Data<Press>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    let scope = by.scope().clone();
    let the_press = press.get_ref().clone();
    let (sheet, name) = db
        .read(move |conn| printable(conn, &scope, &the_press, &id))
        .await?;
    let pdf = press
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

/// The sheets of a notice within reach, from its revision, and a file name for them.
pub fn printable(
    conn: &mut Conn,
    scope: &Scope,
    press: &Press,
    id: &NoticeId,
) -> Result<(NoticeSheet, String)> {
    let row = store::row(conn, scope, id)?;
    let revision = revisions::latest(conn, id)?.ok_or(Error::NotFound)?;
    if revision.withdrawn_at.is_some() {
        return Err(Error::NotFound);
    }
    let postings = postings::store::of_revision(conn, &revision.id)?;
    let replaced = match &row.replaces {
        Some(before) => store::row(conn, scope, before)?.number,
        None => None,
    };
    let cancels = row.kind == Kind::Cancellation;
    let replaced = replaced.as_deref().map(|number| (number, cancels));
    let sheet = sheets::of_revision(press, &revision, &postings, replaced)?;
    let digits: String = revision
        .number
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    Ok((sheet, format!("notice-{digits}")))
}

/// The sheet as a picture; nothing when it cannot be drawn yet.
pub(super) async fn of_draft(press: &Press, preview: Option<&Preview>, now: Moment) -> String {
    let Some(preview) = preview else {
        return String::new();
    };
    let sheet = sheets::of_draft(press, preview, now);
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
) -> String {
    let first: Vec<Posting> = postings
        .iter()
        .filter(|p| p.revision == revision.id)
        .take(1)
        .cloned()
        .collect();
    let Ok(sheet) = sheets::of_revision(press, revision, &first, None) else {
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
