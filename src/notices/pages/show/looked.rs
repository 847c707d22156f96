//! What the page of a notice is made of, read together.

use super::super::changes::{Difference, between};
use super::boards::Sheets;
use crate::error::{Refusal, Result};
use crate::notices::ids::NoticeId;
use crate::notices::lifecycle::{Stage, Writers};
use crate::notices::room::{Beside, Follows, Offers, Paper, Room};
use crate::notices::service;
use crate::notices::steps::RETURN;
use crate::notices::store::revisions::{self, Revision};
use crate::notices::store::{self, Row, steps, writers};
use crate::notices::tools::Tools;
use crate::organisation::place::homes;
use crate::organisation::store as places;
use crate::people::Scope;
use crate::platform::audit;
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::platform::outbox::{self, Failed, Tally};
use crate::platform::paging::{Paged, Paging};
use crate::platform::seen::Seen;

/// A notice with everything its page tells of it.
pub(super) struct Looked {
    pub(super) seen: Seen,
    pub(super) row: Row,
    pub(super) revision: Option<Revision>,
    pub(super) sheets: Sheets,
    pub(super) room: &'static Room,
    pub(super) offers: Offers,
    pub(super) preview: Option<Paper>,
    pub(super) beside: Vec<Beside>,
    pub(super) doubts: Vec<Refusal>,
    pub(super) homes: i32,
    pub(super) since: Since,
    pub(super) follows: Option<(String, String)>,
    pub(super) followed: Option<(String, String)>,
    pub(super) history: Paged<audit::Entry>,
    pub(super) mails: Tally,
    pub(super) failed: Vec<Failed>,
    pub(super) community: String,
    pub(super) writers: Writers,
}

/// What became of a text since it was in review before.
#[derive(Default)]
pub(super) struct Since {
    /// Where it differs from what was in review then.
    pub(super) texts: Vec<Difference>,
    /// Why it was returned.
    pub(super) remark: String,
}

impl Since {
    fn read(conn: &mut Conn, row: &Row, room: &Room) -> Result<Self> {
        if row.stage != Stage::InReview {
            return Ok(Self::default());
        }
        let Some(before) = writers::sent_before(conn, &row.core.id, row.core.version)? else {
            return Ok(Self::default());
        };
        let taken = steps::after(conn, &row.core.id, before.version)?;
        let returned = taken.into_iter().rfind(|step| step.act == RETURN.act);
        Ok(Self {
            texts: between(conn, before.draft, &row.draft, room.fields())?,
            remark: returned.map(|step| step.words).unwrap_or_default(),
        })
    }
}

/// Which notice is asked for, and when.
pub(super) struct Asked<'a> {
    pub(super) id: &'a NoticeId,
    pub(super) now: Moment,
    /// The page of its history.
    pub(super) lines: Paging,
}

/// Reads it.
pub(super) fn look(
    conn: &mut Conn,
    scope: &Scope,
    tools: &Tools,
    asked: &Asked<'_>,
) -> Result<Looked> {
    let Asked { id, now, lines } = *asked;
    let row = store::row(conn, scope, id)?;
    let revision = revisions::latest(conn, id)?;
    let room = tools.rooms.of_kind(&row.kind)?;
    let before = match &row.replaces {
        Some(before) => Some(store::row(conn, scope, before)?),
        None => None,
    };
    let offers = offers(conn, tools, &row, before.as_ref(), now)?;
    let Preview {
        paper: preview,
        beside,
        doubts,
    } = Preview::of(conn, scope, tools, &row, now)?;
    let homes = match &preview {
        Some(paper) => homes(&places::places_of(
            conn,
            &row.community,
            &paper.said.places,
        )?),
        None => 0,
    };
    let mails = match &revision {
        Some(text) => Mails::of(conn, text)?,
        None => Mails::default(),
    };
    let to = |id: &NoticeId| format!("/notices/{id}");
    let follows = before.map(|old| (to(&old.core.id), old.number.unwrap_or_default()));
    let followed = store::successor(conn, id)?.map(|n| (to(&n.core.id), n.title));
    Ok(Looked {
        seen: service::seen(conn, &row)?,
        sheets: Sheets::read(conn, id, revision.as_ref())?,
        writers: writers::since_approval(conn, id)?,
        since: Since::read(conn, &row, room)?,
        history: audit::newest(conn, &service::subject(id), lines)?,
        community: crate::organisation::store::public_community(conn, &row.community)?.name,
        row,
        revision,
        room,
        offers,
        preview,
        beside,
        doubts,
        homes,
        follows,
        followed,
        failed: mails.failed,
        mails: mails.tally,
    })
}

/// What its room offers at this moment. What called another off has nothing of its own: what is
/// known is known of that.
fn offers(
    conn: &mut Conn,
    tools: &Tools,
    row: &Row,
    before: Option<&Row>,
    now: Moment,
) -> Result<Offers> {
    let room = tools.rooms.of_kind(&row.kind)?;
    match before {
        Some(old) if room.manner.follows == Follows::CallsOff => Ok(Offers {
            steps: Vec::new(),
            ..(tools.rooms.of_kind(&old.kind)?.offers)(conn, old, now)?
        }),
        Some(_) | None => (room.offers)(conn, row, now),
    }
}

/// What a draft would be, and what is told of it.
#[derive(Default)]
struct Preview {
    paper: Option<Paper>,
    beside: Vec<Beside>,
    doubts: Vec<Refusal>,
}

impl Preview {
    fn of(conn: &mut Conn, scope: &Scope, tools: &Tools, row: &Row, now: Moment) -> Result<Self> {
        if !has_a_preview(row.stage) {
            return Ok(Self::default());
        }
        let look = service::look(conn, scope, tools, row, now)?;
        Ok(Self {
            paper: look.paper,
            beside: look.beside,
            doubts: look.doubts,
        })
    }
}

/// Whether its text is still that of its draft.
fn has_a_preview(stage: Stage) -> bool {
    match stage {
        Stage::Draft | Stage::InReview => true,
        Stage::Scheduled
        | Stage::Published
        | Stage::Superseded
        | Stage::Cancelled
        | Stage::Expired => false,
    }
}

/// What became of the mails of a text.
#[derive(Default)]
struct Mails {
    tally: Tally,
    failed: Vec<Failed>,
}

impl Mails {
    fn of(conn: &mut Conn, text: &Revision) -> Result<Self> {
        let mails = text.mails();
        Ok(Self {
            tally: outbox::tally(conn, &mails)?,
            failed: outbox::failed_of(conn, &mails, FAILED)?,
        })
    }
}

/// So many failed mails are listed; their number is told whole.
const FAILED: i64 = 20;
