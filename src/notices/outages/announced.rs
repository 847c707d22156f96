//! What was told of an outage.

use super::kinds::OUTAGE;
use crate::error::Result;
use crate::notices::ids::{NoticeId, RecordId};
use crate::notices::lifecycle::Stage;
use crate::notices::said::Frozen;
use crate::notices::store::{about, revisions};
use crate::platform::db::Conn;

/// What was told of an outage last.
pub(super) fn last_told(conn: &mut Conn, outage: &RecordId) -> Result<Option<Frozen>> {
    let revision = match announcing(conn, outage)? {
        Some(id) => revisions::latest(conn, &id)?,
        None => None,
    };
    Ok(revision.map(|revision| Frozen {
        said: revision.said,
        facts: revision.facts,
    }))
}

/// The notice that announced an outage: the latest one that was approved.
pub(super) fn announcing(conn: &mut Conn, outage: &RecordId) -> Result<Option<NoticeId>> {
    let approved = |stage| !matches!(stage, Stage::Draft | Stage::InReview);
    let mut about = about(conn, outage)?.into_iter().rev();
    let announcing = about.find(|about| about.kind == OUTAGE && approved(about.stage));
    Ok(announcing.map(|about| about.id))
}
