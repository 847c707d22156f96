//! What a scan of a sign that stays shows of it, to everybody and to the office's own people.

use serde::Serialize;

use super::entry::State;
use super::gallery::title;
use super::store;
use crate::error::Result;
use crate::platform::db::Conn;
use crate::platform::words::Lang;
use crate::signs::catalogue::design::Catalogue;
use crate::signs::meanwhile;

/// A sign that stays, behind its code.
#[derive(Debug, Clone, Serialize)]
pub struct Standing {
    /// What it is.
    pub title: String,
    /// Where exactly; empty where the place says it all.
    pub spot: String,
    /// Whether it was taken down, so that nobody should meet its code.
    pub down: bool,
    /// Its page, for staff.
    pub href: String,
    /// Whether staff can mark it as up.
    pub can_place: bool,
    /// What its forms carry.
    pub shown: String,
}

/// The sign behind a code, when it is one that stays.
pub fn standing(conn: &mut Conn, target_id: &str, lang: Lang) -> Result<Option<Standing>> {
    let entry = store::any(conn, &target_id.parse()?)?;
    if entry.batch().is_some() {
        return Ok(None);
    }
    let catalogue = Catalogue::get()?;
    Ok(Some(Standing {
        title: title(catalogue, &entry, lang),
        spot: entry.spot.clone(),
        down: entry.is_down(),
        href: entry.href(),
        can_place: matches!(entry.state, State::Wanted | State::Printed),
        shown: meanwhile::shown(conn, &entry.subject())?.to_string(),
    }))
}
