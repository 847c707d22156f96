//! What the page of an outage's notice sends beside what every notice's does.

use actix_web::HttpResponse;
use actix_web::web::{self, ServiceConfig};
use chrono_tz::Tz;

use super::service::{self, Restored};
use crate::error::{Refusal, Result};
use crate::notices::steps::{Step, To};
use crate::notices::take::Asked;
use crate::people::permission::WriteNotices;
use crate::platform::clock::Moment;
use crate::platform::form::{Begun, Fields, Reader};

/// Water or power is back.
pub(super) const RESTORED: Step = Step::of("outage.restored", To::Page)
    .said("outage-restored")
    .told_apart_by(|fields, zone| read_time(fields, zone).ok().flatten().map(Moment::iso));
/// The office apologises.
pub(super) const APOLOGISE: Step = Step::of("notice.apology_drafted", To::Form);

/// The routes of these steps.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/notices/{id}/restored", web::post().to(restored))
        .route("/notices/{id}/apologise", web::post().to(apologise));
}

/// `POST /notices/{id}/restored`
async fn restored(asked: Asked<WriteNotices>) -> Result<HttpResponse> {
    asked
        .step(RESTORED, |tx, by, asked| {
            let reported = read_time(&asked.sent.fields, asked.zone)?;
            let (at, seen) = (reported.unwrap_or(tx.now()), asked.sent.seen);
            service::restored(tx, by, &asked.id, Restored { at, seen })
        })
        .await
}

/// The reported moment; both fields empty means now.
fn read_time(fields: &Fields, zone: Tz) -> Result<Option<Moment>, Refusal> {
    if fields.get("ended_date").is_empty() && fields.get("ended_time").is_empty() {
        return Ok(None);
    }
    let mut reader = Reader::new(fields);
    let on = reader.date("ended_date");
    let day = Begun {
        end_on: on,
        ..Begun::default()
    };
    let ended = reader.end_time("ended_time", day);
    if let Some(refusal) = reader.errors().into_iter().next() {
        return Err(refusal);
    }
    let at = ended.and_then(|at| Moment::from_local(zone, at.date(), at.time()));
    at.map(Some)
        .ok_or_else(|| Refusal::of_field("ended_time", "form-no-time"))
}

/// `POST /notices/{id}/apologise`
async fn apologise(asked: Asked<WriteNotices>) -> Result<HttpResponse> {
    let tools = asked.desk.tools();
    asked
        .leads(APOLOGISE, move |tx, by, asked| {
            service::apologise(tx, by, &tools, &asked.id, asked.sent.seen)
        })
        .await
}
