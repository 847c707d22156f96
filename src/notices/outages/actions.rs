//! What the page of an outage's notice sends beside what every notice's does.

use actix_web::HttpResponse;
use actix_web::web::{self, ServiceConfig};
use chrono_tz::Tz;

use super::service::{self, Restored};
use crate::error::{Refusal, Result};
use crate::notices::desk::Desk;
use crate::notices::steps::{Step, To};
use crate::people::permission::{Allowed, WriteNotices};
use crate::platform::clock::Moment;
use crate::platform::form::{Fields, Reader};
use crate::platform::seen::Decision;

/// Water or power is back.
pub(super) const RESTORED: Step = Step {
    act: "outage.restored",
    said: Some("outage-restored"),
    to: To::Page,
};
/// The office apologises.
pub(super) const APOLOGISE: Step = Step {
    act: "notice.apology_drafted",
    said: None,
    to: To::Form,
};

/// The routes of these steps.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/notices/{id}/restored", web::post().to(restored))
        .route("/notices/{id}/apologise", web::post().to(apologise));
}

/// `POST /notices/{id}/restored`
async fn restored(
    by: Allowed<WriteNotices>,
    desk: Desk,
    sent: Decision,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let zone = desk.press.zone;
    let mut pressed = RESTORED.pressed(id.parse()?, sent);
    let reported = read_time(&pressed.sent.fields, zone);
    pressed.words = match &reported {
        Ok(at) => at.map(Moment::iso),
        Err(_) => None,
    };
    desk.take(by, pressed, move |tx, by, asked| {
        let at = reported?.unwrap_or(tx.now());
        let seen = asked.sent.seen;
        service::restored(tx, by, &asked.id, Restored { at, seen })?;
        Ok(asked.id.clone())
    })
    .await
}

/// The reported moment; both fields empty means now.
fn read_time(fields: &Fields, zone: Tz) -> Result<Option<Moment>, Refusal> {
    if fields.get("ended_date").is_empty() && fields.get("ended_time").is_empty() {
        return Ok(None);
    }
    let mut reader = Reader::new(fields);
    let (on, time) = (reader.date("ended_date"), reader.time("ended_time"));
    if let Some(refusal) = reader.errors().into_iter().next() {
        return Err(refusal);
    }
    let at = on
        .zip(time)
        .and_then(|(on, time)| Moment::from_local(zone, on, time));
    at.map(Some)
        .ok_or_else(|| Refusal::of_field("ended_time", "form-no-time"))
}

/// `POST /notices/{id}/apologise`
async fn apologise(
    by: Allowed<WriteNotices>,
    desk: Desk,
    sent: Decision,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let tools = desk.tools();
    let pressed = APOLOGISE.pressed(id.parse()?, sent);
    desk.take(by, pressed, move |tx, by, asked| {
        service::apologise(tx, by, &tools, &asked.id, asked.sent.seen)
    })
    .await
}
