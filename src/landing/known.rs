//! What is known at a place already: the seam to the features that know it.

use serde::Serialize;

use crate::codes::CodeRow;
use crate::error::Result;
use crate::notices;
use crate::organisation::Place;
use crate::people::session::SignedIn;
use crate::platform::dates::Dates;
use crate::platform::db::Conn;

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

/// What the code itself hangs on (a posting's notice, a placed sign's work), shown first.
pub fn on_code(_conn: &mut Conn, _row: &CodeRow, _look: Dates) -> Result<Vec<Known>> {
    Ok(Vec::new())
}

/// What else is known at the place.
pub fn at_place(conn: &mut Conn, place: &Place, look: Dates) -> Result<Vec<Known>> {
    let notices = notices::public::known_at(conn, place, look, look.lang)?;
    let line = |line: String, state: String| match state.as_str() {
        "" => line,
        _ => format!("{line} · {state}"),
    };
    Ok(notices
        .into_iter()
        .map(|notice| Known {
            line: line(notice.line, notice.state_line),
            title: notice.title,
            href: notice.href,
            tone: notice.tone,
        })
        .collect())
}

/// What the office's own people can do with what the code is on.
pub fn for_staff(
    _conn: &mut Conn,
    _row: &CodeRow,
    _who: &SignedIn,
    _look: Dates,
) -> Result<Vec<StaffLink>> {
    Ok(Vec::new())
}
