//! What a notice is called in the record, and how pages say what they showed of it.

use super::super::ids::NoticeId;
use super::super::store::{self, Row};
use crate::error::Result;
use crate::platform::audit;
use crate::platform::db::Conn;
use crate::platform::seen::Seen;

/// The hidden field that tells the windows apart in which a draft is typed.
pub const WINDOW: &str = "window";

/// What the audit calls a notice.
pub(in crate::notices) fn subject(id: &NoticeId) -> String {
    format!("notice:{id}")
}

/// What a page of a notice shows of it, for its forms to carry.
pub(in crate::notices) fn seen(conn: &mut Conn, row: &Row) -> Result<Seen> {
    let lines = audit::lines(conn, &subject(&row.core.id))?;
    Ok(Seen::shown(row.core.version, lines))
}

/// The same of a notice by its id.
pub fn seen_now(conn: &mut Conn, id: &NoticeId) -> Result<Seen> {
    let row = store::any_row(conn, id)?;
    seen(conn, &row)
}
