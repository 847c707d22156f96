//! The database: whether it answers, is whole, of this program's schema, and keeps what is written.

use super::finding::{Finding, Level, finding, ok};
use super::{second_factor, time};
use crate::error::Result;
use crate::platform::clock::{Clock, Moment};
use crate::platform::db::backends::{Purpose, damage, open, schema_state};
use crate::platform::db::skew::skew_millis;
use crate::platform::db::{Conn, DatabaseUrl, Db, System};
use crate::platform::holds::mark_ready;
use crate::platform::outbox;

/// A database as a look may read it; nothing where a look would make it, or where it does not answer.
pub(super) fn readable(url: &DatabaseUrl) -> Option<Conn> {
    let is_there = !matches!(url, DatabaseUrl::Sqlite(path) if !path.exists());
    let mut conn = is_there.then(|| open(url, Purpose::Read).ok()).flatten()?;
    let state = schema_state(&mut conn).ok()?;
    (state.pending.is_empty() && state.unknown.is_empty()).then_some(conn)
}

/// Looks at the database.
pub(super) fn examine(url: &DatabaseUrl) -> Vec<Finding> {
    if let DatabaseUrl::Sqlite(path) = url
        && !path.exists()
    {
        return vec![finding(
            "database",
            Level::Warn,
            format!("database {url:?} is not there yet"),
            "gaoshi serve or gaoshi migrate makes it",
        )];
    }
    let mut conn = match open(url, Purpose::Read) {
        Ok(conn) => conn,
        Err(e) => {
            return vec![finding(
                "database",
                Level::Fail,
                format!("database {url:?}: {e}"),
                "start the database server, or correct `database` in the settings",
            )];
        }
    };
    let or_unknown = |name, found: Result<Finding>| found.unwrap_or_else(|e| unknown(name, &e));
    let mut found = vec![
        or_unknown("database", integrity(&mut conn)),
        or_unknown("schema", schema(&mut conn)),
        or_unknown("clock", skew(&mut conn)),
        or_unknown("time", time::examine(&mut conn)),
    ];
    // An older schema is not written to: that is for `migrate`.
    if found.iter().all(|one| one.level == Level::Ok) {
        found.extend(keeps(url).unwrap_or_else(|e| vec![unknown("writes", &e)]));
        let second = second_factor::examine(&mut conn);
        found.push(or_unknown("second_factor", second));
    }
    found
}

fn unknown(name: &'static str, e: &crate::error::Error) -> Finding {
    finding(
        name,
        Level::Fail,
        format!("database: {e}"),
        "see the database's own log",
    )
}

fn integrity(conn: &mut Conn) -> Result<Finding> {
    if matches!(conn, Conn::Pg(_)) {
        return Ok(ok("database", "database answers (PostgreSQL)"));
    }
    Ok(match damage(conn)? {
        None => ok("database", "database answers and is whole (SQLite)"),
        Some(what) => finding(
            "database",
            Level::Fail,
            format!("database is damaged: {what}"),
            "stop gaoshi and bring back the last backup",
        ),
    })
}

fn schema(conn: &mut Conn) -> Result<Finding> {
    let state = schema_state(conn)?;
    let found = if !state.unknown.is_empty() {
        let names = state.unknown.join(", ");
        finding(
            "schema",
            Level::Fail,
            format!("schema is newer than this program ({names})"),
            "run the newer gaoshi",
        )
    } else if state.pending.is_empty() {
        ok("schema", "schema is up to date")
    } else {
        finding(
            "schema",
            Level::Warn,
            format!("schema waits for {} migrations", state.pending.len()),
            "gaoshi migrate, or start gaoshi serve",
        )
    };
    Ok(found
        .with("pending", state.pending.len())
        .with("unknown", state.unknown.len()))
}

fn skew(conn: &mut Conn) -> Result<Finding> {
    let millis = skew_millis(conn, &Clock::System)?;
    let what = format!("clock differs from the database's by {millis} ms");
    let found = match millis.abs() {
        0..=1_000 => ok("clock", what),
        1_001..=5_000 => finding(
            "clock",
            Level::Warn,
            what,
            "keep both machines' clocks with NTP",
        ),
        _ => finding(
            "clock",
            Level::Fail,
            what,
            "set both machines' clocks with NTP",
        ),
    };
    Ok(found.with("skew_ms", millis))
}

/// Whether changes are kept, and what did not leave.
fn keeps(url: &DatabaseUrl) -> Result<Vec<Finding>> {
    let db = Db::open(url, Clock::System);
    let written = db.write_now(&System("doctor"), |tx, _| mark_ready(tx));
    if let Err(e) = written {
        return Ok(vec![finding(
            "writes",
            Level::Fail,
            format!("database keeps nothing: {e}"),
            "make room on its disk, and give its files to the account that runs gaoshi",
        )]);
    }
    let mails = db.read_now(outbox::summary)?;
    let what = format!("mails: {} wait, {} failed", mails.pending, mails.failed);
    let is_old = |at: Moment| Clock::System.now().since(at) > chrono::Duration::minutes(15);
    let found = if mails.oldest_pending.is_some_and(is_old) {
        finding(
            "mails",
            Level::Warn,
            format!("{what}; the oldest has waited for more than 15 minutes"),
            "see the mail relay below, and the failures on the page of today",
        )
    } else {
        ok("mails", what)
    };
    Ok(vec![
        ok("writes", "database keeps what is written"),
        found
            .with("waiting", mails.pending)
            .with("failed", mails.failed),
    ])
}
