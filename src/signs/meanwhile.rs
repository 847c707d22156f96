//! What others did to signs since a page of them was shown: nobody marks, moves or stops what a
//! colleague has changed unseen. What somebody did herself she knows.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::platform::audit::{self, Entry};
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Tx};
use crate::platform::seen::Seen;

/// What a page of the subject shows, for its forms to carry.
pub(super) fn shown(conn: &mut Conn, subject: &str) -> Result<Seen> {
    let lines = audit::lines(conn, subject)?;
    Ok(Seen::shown(lines, lines))
}

/// Lets a step pass when nobody else has acted since; `Conflict` otherwise. Whoever asks holds the
/// row that the subject names, so that nobody acts between this and the change.
pub(super) fn known(tx: &mut Tx<'_>, subject: &str, seen: Seen) -> Result<()> {
    let since = audit::after(tx, subject, seen.lines())?;
    if since.iter().all(|entry| entry.actor == tx.actor().id) {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

/// A line of what happened meanwhile.
#[derive(Debug, Clone, Serialize)]
pub struct Act {
    /// When.
    pub at: String,
    /// Who.
    pub who: String,
    /// The key of what.
    pub key: String,
    /// The remark.
    pub detail: String,
}

/// What happened since a form was shown, oldest first.
pub(super) fn since(conn: &mut Conn, subject: &str, seen: Seen, show: Dates) -> Result<Vec<Act>> {
    let since = audit::after(conn, subject, seen.lines())?;
    Ok(since.into_iter().map(|entry| told(entry, show)).collect())
}

fn told(entry: Entry, show: Dates) -> Act {
    Act {
        at: show.near(entry.at),
        who: entry.actor_name,
        key: format!("act-{}", entry.act.replace(['.', '_'], "-")),
        detail: match entry.act.as_str() {
            "sign.end_moved" | "sign.made" => String::new(),
            _ => entry.detail,
        },
    }
}
