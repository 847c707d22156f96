//! What the page of an outage's notice sends beside what every notice's does.

use actix_web::HttpResponse;
use actix_web::web::{self, ServiceConfig};
use chrono_tz::Tz;

use super::ending::{self, Reported};
use super::service;
use crate::error::{Refusal, Result};
use crate::notices::steps::{Step, To};
use crate::notices::take::Asked;
use crate::people::permission::WriteNotices;
use crate::platform::clock::Moment;
use crate::platform::form::{Begun, Fields, Reader};

/// Water or power is back.
pub(super) const RESTORED: Step = Step::of("outage.restored", To::Page)
    .said("outage-restored")
    .told_apart_by(|fields, zone| {
        let told = read_time(fields, zone, &ENDED).ok();
        told.flatten().map(Moment::iso)
    });
/// It is not, and should be then.
pub(super) const STILL_OUT: Step = Step::of("outage.still_out", To::Page)
    .said("outage-still-out")
    .told_apart_by(|fields, zone| {
        let told = read_time(fields, zone, &UNTIL).ok();
        told.flatten().map(Moment::iso)
    });
/// The office apologises.
pub(super) const APOLOGISE: Step = Step::of("notice.apology_drafted", To::Form);

/// The routes of these steps.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/notices/{id}/restored", web::post().to(restored))
        .route("/notices/{id}/still-out", web::post().to(still_out))
        .route("/notices/{id}/apologise", web::post().to(apologise));
}

/// `POST /notices/{id}/restored`
async fn restored(asked: Asked<WriteNotices>) -> Result<HttpResponse> {
    asked
        .step(RESTORED, |tx, by, asked| {
            let reported = read_time(&asked.sent.fields, asked.zone, &ENDED)?;
            let (at, seen) = (reported.unwrap_or(tx.now()), asked.sent.seen);
            ending::restored(tx, by, &asked.id, Reported { at, seen })
        })
        .await
}

/// `POST /notices/{id}/still-out`
async fn still_out(asked: Asked<WriteNotices>) -> Result<HttpResponse> {
    asked
        .step(STILL_OUT, |tx, by, asked| {
            let until = read_time(&asked.sent.fields, asked.zone, &UNTIL)?;
            let missing = || Refusal::of_field("until_time", "form-required");
            let (at, seen) = (until.ok_or_else(missing)?, asked.sent.seen);
            ending::still_out(tx, by, &asked.id, Reported { at, seen })
        })
        .await
}

/// The two fields of a moment.
struct Named {
    date: &'static str,
    time: &'static str,
}

/// When it was back.
const ENDED: Named = Named {
    date: "ended_date",
    time: "ended_time",
};
/// When it should be.
const UNTIL: Named = Named {
    date: "until_date",
    time: "until_time",
};

/// The reported moment; nothing where both fields are empty.
fn read_time(fields: &Fields, zone: Tz, named: &Named) -> Result<Option<Moment>, Refusal> {
    if fields.get(named.date).is_empty() && fields.get(named.time).is_empty() {
        return Ok(None);
    }
    let mut reader = Reader::new(fields);
    let on = reader.date(named.date);
    let day = Begun {
        end_on: on,
        ..Begun::default()
    };
    let ended = reader.end_time(named.time, day);
    if let Some(refusal) = reader.errors().into_iter().next() {
        return Err(refusal);
    }
    let at = ended.and_then(|at| Moment::from_local(zone, at.date(), at.time()));
    at.map(Some)
        .ok_or_else(|| Refusal::of_field(named.time, "form-no-time"))
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
