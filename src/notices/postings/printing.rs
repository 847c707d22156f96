//! Printing the sheets of a notice: who did it and when is on record, for no sheet hangs before.

use super::super::ids::NoticeId;
use super::super::lifecycle::Stage;
use super::super::store::{self as notices, revisions};
use super::{Posting, PostingId, store};
use crate::error::{Error, Result};
use crate::people::permission::{Allowed, PostNotices};
use crate::platform::audit;
use crate::platform::db::Tx;

/// What came of printing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Print {
    /// It is on record; the sheets may be shown.
    Recorded,
    /// The text holds no more: nothing of it is to be hung.
    Over,
}

/// Records that the sheets of the text in force are printed now.
pub fn print(tx: &mut Tx<'_>, by: &Allowed<PostNotices>, id: &NoticeId) -> Result<Print> {
    let row = notices::row(tx, by.scope(), id)?;
    let in_force = revisions::latest(tx, id)?.filter(|r| r.withdrawn_at.is_none());
    let is_live = matches!(row.stage, Stage::Scheduled | Stage::Published);
    let Some(revision) = in_force.filter(|_| is_live) else {
        return Ok(Print::Over);
    };
    let sheets = store::of_revision(tx, &revision.id)?.len();
    let sheets = i32::try_from(sheets).map_err(Error::internal)?;
    store::prints::insert(tx, &revision.id, sheets, by.user())?;
    let detail = format!("A4 × {sheets}");
    audit::record(tx, "notice.printed", &format!("notice:{id}"), &detail)?;
    Ok(Print::Recorded)
}

/// A sheet that was asked for.
#[derive(Debug)]
pub struct One {
    /// The sheet.
    pub posting: Posting,
    /// What came of printing it.
    pub print: Print,
}

/// Records that one sheet of the text in force is printed now.
pub fn print_one(tx: &mut Tx<'_>, by: &Allowed<PostNotices>, id: &PostingId) -> Result<One> {
    let posting = store::load(tx, by.scope(), id)?;
    let row = notices::row(tx, by.scope(), &posting.notice)?;
    let revision = revisions::load(tx, &posting.revision)?;
    let is_live = matches!(row.stage, Stage::Scheduled | Stage::Published);
    let print = if is_live && revision.withdrawn_at.is_none() {
        store::prints::insert(tx, &revision.id, 1, by.user())?;
        let mut boards = revision.said.boards.iter();
        let board = boards.find(|board| board.id == posting.board);
        let detail = format!("A4 × 1 · {}", board.map_or("", |board| board.name.as_str()));
        let subject = format!("notice:{}", posting.notice);
        audit::record(tx, "notice.printed", &subject, &detail)?;
        Print::Recorded
    } else {
        Print::Over
    };
    Ok(One { posting, print })
}
