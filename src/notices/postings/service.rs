//! Hanging sheets up and taking them down.

use chrono::Duration;

use super::super::RevisionId;
use super::super::content::BoardRef;
use super::super::store::Row;
use super::{Posting, PostingId, store};
use crate::codes::{self, NewCode, Target};
use crate::error::{Error, Refusal, Result};
use crate::organisation::store as places;
use crate::people::permission::{Allowed, PostNotices};
use crate::platform::audit;
use crate::platform::clock::Moment;
use crate::platform::db::Tx;

/// What is recorded this soon after it was done needs no reason.
const AT_ONCE: Duration = Duration::minutes(10);

/// One coded copy for every required board.
pub(in super::super) fn prepare(
    tx: &mut Tx<'_>,
    row: &Row,
    revision: &RevisionId,
    boards: &[BoardRef],
) -> Result<()> {
    let copies = i32::try_from(boards.len()).map_err(Error::internal)?;
    for (copy_no, board) in (1_i32..).zip(boards) {
        let id = PostingId::new();
        let place = places::find_board(tx, &board.id)?.map(|(_, place, _)| place);
        let new = NewCode {
            office: &row.office,
            place: place.as_ref(),
            target: Target::Posting,
            target_id: Some(id.as_str()),
        };
        let code = codes::store::issue(tx, &new)?;
        let posting = Posting {
            id,
            office: row.office.clone(),
            notice: row.core.id.clone(),
            revision: revision.clone(),
            board: board.id.clone(),
            copy_no,
            copies,
            code,
            posted_at: None,
            posted_reason: None,
            taken_down_at: None,
        };
        store::insert(tx, &posting)?;
    }
    Ok(())
}

/// When something was done, as reported: not in the future, and with a reason when it is
/// recorded long after.
#[derive(Debug, Clone)]
pub struct Report {
    /// When it was done; nothing means just now.
    pub at: Option<Moment>,
    /// Why it is recorded late.
    pub reason: String,
}

impl Report {
    fn checked(&self, now: Moment) -> Result<(Moment, Option<&str>), Refusal> {
        let at = self.at.unwrap_or(now);
        if at > now {
            return Err(Refusal::of_field("at", "postings-future"));
        }
        let reason = self.reason.trim();
        if now.since(at) > AT_ONCE && reason.is_empty() {
            return Err(Refusal::of_field("reason", "postings-reason-wanted"));
        }
        Ok((at, (!reason.is_empty()).then_some(reason)))
    }
}

/// The sheet hangs. Recording it a second time changes nothing.
pub fn posted(
    tx: &mut Tx<'_>,
    by: &Allowed<PostNotices>,
    id: &PostingId,
    report: &Report,
) -> Result<Posting> {
    let posting = store::load(tx, by.scope(), id)?;
    let marked = report.checked(tx.now())?;
    if store::set_posted(tx, id, marked, by.user().as_str())? == 1 {
        note(tx, "posting.posted", &posting, marked.0)?;
    }
    Ok(posting)
}

/// The sheet is down. Recording it a second time changes nothing.
pub fn taken_down(
    tx: &mut Tx<'_>,
    by: &Allowed<PostNotices>,
    id: &PostingId,
    report: &Report,
) -> Result<Posting> {
    let posting = store::load(tx, by.scope(), id)?;
    let marked = report.checked(tx.now())?;
    match posting.posted_at {
        Some(posted) if marked.0 >= posted => {}
        Some(_) | None => return Err(Refusal::of_field("at", "postings-down-before-up").into()),
    }
    if store::set_taken_down(tx, id, marked, by.user().as_str())? == 1 {
        note(tx, "posting.taken_down", &posting, marked.0)?;
    }
    Ok(posting)
}

fn note(tx: &mut Tx<'_>, act: &str, posting: &Posting, at: Moment) -> Result<()> {
    let detail = format!("{}/{} {}", posting.copy_no, posting.copies, at.iso());
    audit::record(tx, act, &format!("notice:{}", posting.notice), &detail)
}
