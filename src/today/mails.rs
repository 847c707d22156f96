//! Mails that failed, told to the office whose they are, and sent once more on its wish.

use actix_web::HttpResponse;
use serde::Serialize;

use crate::error::Result;
use crate::people::Scope;
use crate::people::permission::{Allowed, WriteNotices};
use crate::platform::dates::Dates;
use crate::platform::db::Conn;
use crate::platform::outbox::{self, Again, FailedLine, ParcelId};
use crate::platform::step::Asked;

/// Older failures are told on the page of what they were about alone.
pub(super) const TOLD: chrono::Duration = chrono::Duration::days(7);

/// So many are listed; their number is told whole.
const LISTED: i64 = 50;

/// Mails that failed lately.
#[derive(Debug, Default, Clone, Serialize)]
pub struct Mails {
    /// The latest.
    pub lines: Vec<FailedLine>,
    /// How many there are.
    pub count: i64,
}

/// Those of the offices within reach.
pub(super) fn failed(conn: &mut Conn, scope: &Scope, show: Dates) -> Result<Mails> {
    let (offices, since) = (offices(scope), show.now - TOLD);
    let lines = outbox::failed(conn, &offices, since, LISTED)?;
    Ok(Mails {
        count: outbox::count_failed(conn, &offices, since)?,
        lines: lines.iter().map(|one| FailedLine::of(one, show)).collect(),
    })
}

fn offices(scope: &Scope) -> Vec<String> {
    scope.offices().iter().map(ToString::to_string).collect()
}

/// `POST /mails/{id}/again`
pub(super) async fn again(asked: Asked<Allowed<WriteNotices>, ParcelId>) -> Result<HttpResponse> {
    let retried = asked
        .take(|tx, by, id| outbox::send_again(tx, &offices(by.scope()), id))
        .await?;
    let about = retried
        .about
        .filter(|_| asked.fields().get("back") == "notice");
    let said = match retried.again {
        Again::Due => "mail-again",
        Again::TooLate => "mail-too-late",
        Again::Already => "mail-already",
    };
    Ok(asked.done(about.as_deref().unwrap_or("/"), said))
}
