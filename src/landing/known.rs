//! What is known at a place already: the seam to the features that know it.

use serde::Serialize;

use crate::codes::{CodeRow, Target};
use crate::error::Result;
use crate::notices::public::Reading;
use crate::organisation::Place;
use crate::people::Permission;
use crate::platform::db::Conn;
use crate::signs::register::public::Standing;
use crate::{notices, signs};

/// Something that happens here, or will: one line of “这里正在发生” or of “这里将要发生”.
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
    /// Whether it is still to come.
    pub ahead: bool,
}

/// A button for the office's own people.
#[derive(Debug, Clone, Serialize)]
pub struct StaffAction {
    /// The key of its words.
    pub key: &'static str,
    /// Where it is sent.
    pub action: String,
    /// Where it comes back to; empty for a page that is only opened.
    pub back: String,
    /// What the form has seen; empty where it may be sent whatever was done meanwhile.
    pub seen: String,
    /// Who sees it.
    #[serde(skip)]
    pub needs: Permission,
}

/// What the code itself hangs on, shown first and whole.
#[derive(Debug, Clone, Default)]
pub struct OnCode {
    /// The notice, where the code is on a sheet.
    pub sheet: Option<notices::public::Scanned>,
    /// The stop, where the code is on a sign.
    pub sign: Option<signs::desk::scan::ScannedSign>,
    /// The sign itself, where it stays.
    pub standing: Option<Standing>,
    /// What is on record of it, for the office's own people.
    pub told: Vec<String>,
    /// What the office's own people can do with it.
    pub actions: Vec<StaffAction>,
}

/// What the code hangs on: a posting's notice, a placed sign's stop.
pub fn on_code(conn: &mut Conn, row: &CodeRow, reading: &Reading<'_>) -> Result<OnCode> {
    match (row.target, &row.target_id) {
        (Target::Posting, Some(id)) => on_sheet(conn, row, id, reading),
        (Target::PlacedSign, Some(id)) => on_sign(conn, row, id, reading),
        (Target::Nothing, None) => Ok(OnCode {
            actions: vec![opening(
                "landing-register-here",
                format!("/signs/register/new?code={}", row.code),
                Permission::MakeSigns,
            )],
            ..OnCode::default()
        }),
        (Target::Board | Target::Nothing, _) | (_, None) => Ok(OnCode::default()),
    }
}

fn on_sheet(conn: &mut Conn, row: &CodeRow, id: &str, reading: &Reading<'_>) -> Result<OnCode> {
    let sheet = notices::public::scanned(conn, &id.parse()?, reading)?;
    let to = |verb: &str| format!("/postings/{}/{verb}", sheet.posting);
    let record = &sheet.record;
    let mut actions = actions(
        row,
        Permission::PostNotices,
        [
            Offered(sheet.can_post, "posting-mark-up", to("posted")),
            Offered(sheet.can_take_down, "posting-mark-down", to("taken-down")),
            Offered(!record.undo.is_empty(), record.undo, to("undo")),
        ],
    );
    for action in actions.iter_mut().filter(|a| a.key == record.undo) {
        action.seen = record.seen.to_string();
    }
    actions.push(opening(
        "posting-more",
        format!("{}?back=code", record.href),
        Permission::PostNotices,
    ));
    Ok(OnCode {
        told: record.lines.clone(),
        sheet: Some(sheet),
        actions,
        ..OnCode::default()
    })
}

/// A page of the desk to go on with.
fn opening(key: &'static str, action: String, needs: Permission) -> StaffAction {
    StaffAction {
        key,
        action,
        back: String::new(),
        seen: String::new(),
        needs,
    }
}

fn on_standing(row: &CodeRow, standing: Standing) -> OnCode {
    let to = |verb: &str| format!("{}/{verb}", standing.href);
    let mut actions = actions(
        row,
        Permission::MakeSigns,
        [
            Offered(standing.can_place, "posting-mark-up", to("placed")),
            Offered(standing.down, "signs-restore-one", to("restored")),
        ],
    );
    for action in &mut actions {
        action.seen.clone_from(&standing.shown);
    }
    actions.push(opening(
        "landing-look-at-sign",
        standing.href.clone(),
        Permission::ReadSigns,
    ));
    OnCode {
        standing: Some(standing),
        actions,
        ..OnCode::default()
    }
}

fn on_sign(conn: &mut Conn, row: &CodeRow, id: &str, reading: &Reading<'_>) -> Result<OnCode> {
    let (look, view) = (reading.show, reading.view);
    if let Some(standing) = signs::register::public::standing(conn, id, look.lang)? {
        return Ok(on_standing(row, standing));
    }
    let sign = signs::desk::scan::scanned(conn, id, look, view)?;
    let to = |verb: &str| format!("/signs/placed/{}/{verb}", sign.sign);
    let again = format!("/signs/register/{}/restored", sign.sign);
    let mut actions = actions(
        row,
        Permission::MakeSigns,
        [
            Offered(sign.can_place, "posting-mark-up", to("placed")),
            Offered(sign.can_remove, "posting-mark-down", to("removed")),
            Offered(sign.is_down, "signs-restore-one", again),
        ],
    );
    for action in &mut actions {
        action.seen.clone_from(&sign.shown);
    }
    Ok(OnCode {
        sign: Some(sign),
        actions,
        ..OnCode::default()
    })
}

/// A button, and whether it is offered now.
struct Offered(bool, &'static str, String);

fn actions<const N: usize>(
    row: &CodeRow,
    needs: Permission,
    offered: [Offered; N],
) -> Vec<StaffAction> {
    let offered = offered
        .into_iter()
        .filter(|Offered(is_offered, ..)| *is_offered);
    offered
        .map(|Offered(_, key, action)| StaffAction {
            key,
            action,
            back: format!("code:{}", row.code),
            seen: String::new(),
            needs,
        })
        .collect()
}

/// What else is known at the place: stops first, they are what one stands before.
pub fn at_place(conn: &mut Conn, place: &Place, reading: &Reading<'_>) -> Result<Vec<Known>> {
    let (look, view) = (reading.show, reading.view);
    let line = |line: String, state: String| match state.as_str() {
        "" => line,
        _ => format!("{line} · {state}"),
    };
    let stops = signs::desk::scan::known_at(conn, place, look, view)?;
    let stops = stops.into_iter().map(|stop| Known {
        // A stop that goes on says so.
        ahead: stop.state_line.is_empty(),
        line: line(stop.line, stop.state_line),
        title: stop.title,
        href: stop.href,
        tone: stop.tone,
    });
    let notices = notices::public::known_at(conn, place, reading)?;
    let notices = notices.into_iter().map(|notice| Known {
        ahead: notice.ahead,
        line: line(notice.line, notice.state_line),
        title: notice.title,
        href: notice.href,
        tone: notice.tone,
    });
    let mut known: Vec<Known> = stops.chain(notices).collect();
    known.sort_by_key(|known| known.ahead);
    Ok(known)
}
