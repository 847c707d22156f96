//! What is known at a place already: the seam to the features that know it.

use serde::Serialize;

use crate::codes::CodeRow;
use crate::error::Result;
use crate::organisation::Place;
use crate::people::session::SignedIn;
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::platform::words::Lang;

/// Something that happens here: one line of “这里正在发生”.
#[derive(Debug, Clone, Serialize)]
pub struct Known {
    /// 停水通知.
    pub title: String,
    /// 11月26日 星期四 09:00–15:30.
    pub line: String,
    /// The page that tells it.
    pub href: String,
    /// `water`, `power`, `work` or `calm`.
    pub tone: &'static str,
}

/// A link for the office's own people: its words and where it leads.
#[derive(Debug, Clone, Serialize)]
pub struct StaffLink {
    /// 标记为已张贴.
    pub label: String,
    /// The page.
    pub href: String,
}

/// Who looks, and when.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// The reader's language.
    pub lang: Lang,
    /// Now.
    pub now: Moment,
}

/// What the code itself hangs on (a posting's notice, a placed sign's work), shown first.
pub fn on_code(_conn: &mut Conn, _row: &CodeRow, _look: Look) -> Result<Vec<Known>> {
    Ok(Vec::new())
}

/// What else is known at the place.
pub fn at_place(_conn: &mut Conn, _place: &Place, _look: Look) -> Result<Vec<Known>> {
    Ok(Vec::new())
}

/// What the office's own people can do with what the code is on.
pub fn for_staff(
    _conn: &mut Conn,
    _row: &CodeRow,
    _who: &SignedIn,
    _look: Look,
) -> Result<Vec<StaffLink>> {
    Ok(Vec::new())
}
