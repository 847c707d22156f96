//! What the page of a notice is made of, read together.

use super::boards::Sheets;
use crate::error::Result;
use crate::notices::NoticeId;
use crate::notices::kind::Kind;
use crate::notices::lifecycle::{Stage, Writers};
use crate::notices::outages::{self, announce::Preview};
use crate::notices::service;
use crate::notices::store::revisions::{self, Revision};
use crate::notices::store::{self, Row, writers};
use crate::people::Scope;
use crate::platform::audit;
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::platform::outbox;
use crate::platform::paging::{Paged, Paging};
use crate::platform::press::Press;
use crate::platform::seen::Seen;

/// A notice with everything its page tells of it.
pub(super) struct Looked {
    pub(super) seen: Seen,
    pub(super) row: Row,
    pub(super) revision: Option<Revision>,
    pub(super) sheets: Sheets,
    pub(super) course: Option<outages::store::Course>,
    pub(super) preview: Option<Preview>,
    pub(super) follows: Option<(String, String)>,
    pub(super) followed: Option<(String, String)>,
    pub(super) history: Paged<audit::Entry>,
    pub(super) mails: (i64, i64, i64),
    pub(super) apology: bool,
    pub(super) community: String,
    pub(super) writers: Writers,
}

/// Reads it.
pub(super) fn look(
    conn: &mut Conn,
    scope: &Scope,
    press: &Press,
    (id, now, lines): (&NoticeId, Moment, Paging),
) -> Result<Looked> {
    let row = store::row(conn, scope, id)?;
    let revision = revisions::latest(conn, id)?;
    let course = match &row.outage {
        Some(outage) => outages::store::course(conn, outage)?,
        None => None,
    };
    let apology = match &row.outage {
        Some(outage) => store::about_outage(conn, outage)?
            .iter()
            .any(|(_, kind, stage)| *kind == Kind::Apology && *stage != Stage::Draft),
        None => false,
    };
    let preview = match row.stage {
        Stage::Draft | Stage::InReview => service::preview(conn, scope, press, (&row, now))?,
        Stage::Scheduled
        | Stage::Published
        | Stage::Superseded
        | Stage::Cancelled
        | Stage::Expired => None,
    };
    let follows = match &row.replaces {
        Some(before) => {
            let old = store::row(conn, scope, before)?;
            Some((format!("/notices/{before}"), old.number.unwrap_or_default()))
        }
        None => None,
    };
    let followed =
        store::successor(conn, id)?.map(|n| (format!("/notices/{}", n.core.id), n.title));
    let mails = mails(conn, revision.as_ref())?;
    Ok(Looked {
        seen: service::seen(conn, &row)?,
        sheets: Sheets::read(conn, id, revision.as_ref())?,
        writers: writers::since_approval(conn, id)?,
        history: audit::newest(conn, &service::subject(id), lines)?,
        community: crate::organisation::store::public_community(conn, &row.community)?.name,
        row,
        revision,
        course,
        preview,
        follows,
        followed,
        mails,
        apology,
    })
}

/// Mails sent, waiting, failed.
fn mails(conn: &mut Conn, revision: Option<&Revision>) -> Result<(i64, i64, i64)> {
    let Some(revision) = revision else {
        return Ok((0, 0, 0));
    };
    let tally = outbox::tally(conn, &format!("publish:{}:", revision.id))?;
    Ok((tally.sent, tally.pending, tally.failed))
}
