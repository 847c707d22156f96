//! The steps of a notice, each one sentence in one change.

mod drafting;
mod following;
mod ground;
mod publishing;
mod review;

use super::NoticeId;
use super::store::{self, Row};
use crate::error::Result;
use crate::platform::audit;
use crate::platform::db::Conn;
use crate::platform::seen::Seen;

pub use self::drafting::{delete, keep, take_back};
pub use self::following::{Restored, apologise, cancel, replace, restored};
pub use self::ground::Loaded;
pub use self::publishing::{Published, expire, publish, publish_due, publish_held};
pub use self::review::{Sent, approve, give_back, preview, send};

/// The hidden field that tells the windows apart in which a draft is typed.
pub const WINDOW: &str = "window";

/// What the audit calls a notice.
pub(super) fn subject(id: &NoticeId) -> String {
    format!("notice:{id}")
}

/// What a page of a notice shows of it, for its forms to carry.
pub(super) fn seen(conn: &mut Conn, row: &Row) -> Result<Seen> {
    let lines = audit::lines(conn, &subject(&row.core.id))?;
    Ok(Seen::shown(row.core.version, lines))
}

/// The same of a notice by its id.
pub fn seen_now(conn: &mut Conn, id: &NoticeId) -> Result<Seen> {
    let row = store::any_row(conn, id)?;
    seen(conn, &row)
}
