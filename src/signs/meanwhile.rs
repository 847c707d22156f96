//! What others did to signs since a page of them was shown: nobody marks, moves or stops what a
//! colleague has changed unseen. What somebody did herself she knows.
//!
//! A subject is a stop, a run or a sign that stays. Each step on it is counted by [`step`], so that
//! its version is also how long its record is; the record itself is read to be shown, never to
//! decide.

mod act;
mod counted;
mod store;

pub(super) use self::act::Act;
use crate::error::{Error, Result};
use crate::platform::audit::{self, Entry};
use crate::platform::db::{Conn, Tx};
use crate::platform::seen::Seen;

/// Writes down a step on the subject, with a remark or reason, and counts it.
pub(super) fn step(tx: &mut Tx<'_>, act: &str, subject: &str, detail: &str) -> Result<()> {
    store::count(tx, subject)?;
    audit::record(tx, act, subject, detail)
}

/// What a page of the subject shows, for its forms to carry.
pub(super) fn shown(conn: &mut Conn, subject: &str) -> Result<Seen> {
    let version = store::find(conn, subject)?.map_or(0, |found| found.version);
    Ok(Seen::shown(version, version))
}

/// Lets a step pass when nobody else has acted since; `Conflict` otherwise. Whoever asks holds the
/// row that the subject names, so that nobody acts between this and the change.
pub(super) fn known(tx: &mut Tx<'_>, subject: &str, seen: Seen) -> Result<()> {
    let others = match store::find(tx, subject)? {
        Some(found) => found.of_others(&tx.actor().id),
        None => 0,
    };
    if others <= seen.lines() {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

/// What happened since a form was shown, oldest first.
pub(super) fn since(conn: &mut Conn, subject: &str, seen: Seen) -> Result<Vec<Entry>> {
    audit::after(conn, subject, seen.lines())
}
