//! What is known at a place already: the seam to the features that know it.

use serde::Serialize;

use crate::codes::{CodeRow, Target};
use crate::error::Result;
use crate::notices;
use crate::organisation::Place;
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

/// A button for the office's own people.
#[derive(Debug, Clone, Serialize)]
pub struct StaffAction {
    /// The key of its words.
    pub key: &'static str,
    /// Where it is sent.
    pub action: String,
    /// Where it comes back to.
    pub back: String,
}

/// What the code itself hangs on, shown first and whole.
#[derive(Debug, Clone, Default)]
pub struct OnCode {
    /// The notice, where the code is on a sheet.
    pub sheet: Option<notices::public::Scanned>,
    /// What the office's own people can do with it.
    pub actions: Vec<StaffAction>,
}

/// What the code hangs on: a posting's notice.
pub fn on_code(conn: &mut Conn, row: &CodeRow, look: Dates) -> Result<OnCode> {
    let (Target::Posting, Some(id)) = (row.target, &row.target_id) else {
        return Ok(OnCode::default());
    };
    let sheet = notices::public::scanned(conn, &id.parse()?, look, look.lang)?;
    let back = format!("code:{}", row.code);
    let action = |key, verb: &str| StaffAction {
        key,
        action: format!("/postings/{}/{verb}", sheet.posting),
        back: back.clone(),
    };
    let mut actions = Vec::new();
    if sheet.can_post {
        actions.push(action("posting-mark-up", "posted"));
    }
    if sheet.can_take_down {
        actions.push(action("posting-mark-down", "taken-down"));
    }
    Ok(OnCode {
        sheet: Some(sheet),
        actions,
    })
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
