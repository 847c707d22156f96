//! What the boards' round sends.

use actix_web::{HttpResponse, web};

use super::PostingId;
use super::service::{self, Report};
use crate::error::{Refusal, Result};
use crate::people::permission::{Allowed, PostNotices};
use crate::platform::clock::Moment;
use crate::platform::db::Db;
use crate::platform::form::{Fields, Reader};
use crate::platform::page::View;
use crate::platform::press::Press;

fn read(fields: &Fields, press: &Press) -> Result<Report> {
    let mut reader = Reader::new(fields);
    let reason = reader.optional_text("reason", 200);
    let told = !fields.get("date").is_empty() || !fields.get("time").is_empty();
    let at = if told {
        let (on, time) = (reader.date("date"), reader.time("time"));
        on.zip(time)
            .and_then(|(on, time)| Moment::from_local(press.zone, on, time))
    } else {
        None
    };
    match reader.errors().into_iter().next() {
        Some(refusal) => Err(refusal.into()),
        None if told && at.is_none() => Err(Refusal::of_field("time", "form-no-time").into()),
        None => Ok(Report { at, reason }),
    }
}

/// Back to where the button was.
fn back(fields: &Fields, notice: &str) -> String {
    match fields.get("back") {
        "round" => "/boards/round".to_owned(),
        code if code.starts_with("code:") => format!("/Q/{}", code.trim_start_matches("code:")),
        _ => format!("/notices/{notice}"),
    }
}

/// `POST /postings/{id}/posted`
pub async fn posted(
    by: Allowed<PostNotices>,
    view: View,
    fields: Fields,
    (db, press): (web::Data<Db>, web::Data<Press>),
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: PostingId = id.parse()?;
    let report = read(&fields, &press)?;
    let posting = db
        .write(by, move |tx, by| service::posted(tx, by, &id, &report))
        .await?;
    Ok(view.redirect(
        &back(&fields, posting.notice.as_str()),
        Some("posting-posted"),
    ))
}

/// `POST /postings/{id}/taken-down`
pub async fn taken_down(
    by: Allowed<PostNotices>,
    view: View,
    fields: Fields,
    (db, press): (web::Data<Db>, web::Data<Press>),
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: PostingId = id.parse()?;
    let report = read(&fields, &press)?;
    let posting = db
        .write(by, move |tx, by| service::taken_down(tx, by, &id, &report))
        .await?;
    Ok(view.redirect(
        &back(&fields, posting.notice.as_str()),
        Some("posting-taken-down"),
    ))
}
