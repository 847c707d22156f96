//! Printing the sheets of a notice: who did it and when is on record, for no sheet hangs before.

use super::super::ids::NoticeId;
use super::super::lifecycle::Stage;
use super::super::store::{self as notices, revisions};
use super::store;
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
