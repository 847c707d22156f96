//! What a form is told that saves itself.

use actix_web::HttpResponse;
use serde::Serialize;

use super::super::{changes, gone};
use crate::error::{Error, Result};
use crate::notices::desk::Desk;
use crate::notices::ids::NoticeId;
use crate::notices::store::thrown_away::{self, ThrownAway};
use crate::people::permission::{Allowed, WriteNotices};
use crate::platform::seen::Seen;

/// Why a draft did not save itself.
#[derive(Debug, Serialize)]
struct NotKept {
    /// What its writer is told, and the way on.
    text: String,
}

/// What became of it.
enum Meanwhile {
    /// Somebody of this name changed or moved it.
    Changed(String),
    /// It was thrown away.
    Thrown(ThrownAway),
}

/// A draft that somebody else has changed, moved or thrown away does not save itself over it: 409 with who.
pub(in crate::notices) async fn not_kept(
    by: &Allowed<WriteNotices>,
    desk: &Desk,
    id: &NoticeId,
    seen: Seen,
) -> Result<HttpResponse> {
    let (scope, id, view) = (by.scope().clone(), id.clone(), desk.view.clone());
    let read = desk.db.read(move |conn| {
        Ok(match changes::last_of(conn, &view, &scope, &id, seen) {
            Err(Error::NotFound) => Meanwhile::Thrown(thrown_away::read(conn, &scope, &id)?),
            who => Meanwhile::Changed(who?),
        })
    });
    let text = match read.await? {
        Meanwhile::Changed(who) => desk.view.tell("notices-kept-not", &[("who", who)]),
        Meanwhile::Thrown(thrown) => gone::told(desk, "notices-kept-gone", &thrown),
    };
    Ok(HttpResponse::Conflict().json(NotKept { text }))
}
