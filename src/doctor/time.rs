//! Whether the time is believed, and what waits until it is.

use super::finding::{Finding, Level, finding, ok};
use crate::error::Result;
use crate::platform::clock::Clock;
use crate::platform::db::Conn;
use crate::platform::db::backends::schema_state;
use crate::platform::holds::{self, Standing, judge::Doubt};

/// Holds the clock against the last time a server was at work, and looks at what is held.
pub(super) fn examine(conn: &mut Conn) -> Result<Finding> {
    let state = schema_state(conn)?;
    if !state.pending.is_empty() || !state.unknown.is_empty() {
        return Ok(ok("time", "time is judged once the schema is up to date"));
    }
    let standing = holds::standing(conn, &Clock::System)?;
    Ok(by_last_turn(&standing).unwrap_or_else(|| held(&standing)))
}

/// The clock against the last time a server was at work.
fn by_last_turn(standing: &Standing) -> Option<Finding> {
    let Some(Doubt::Away(last)) = standing.doubt else {
        return None;
    };
    let now = standing.seen.now;
    let what = format!(
        "the clock says {}, a server was last at work at {}",
        now.iso(),
        last.iso()
    );
    let waits = standing
        .holds
        .iter()
        .any(|hold| hold.cause.is_of_the_clock());
    Some(if waits || now < last {
        finding(
            "time",
            Level::Fail,
            format!("{what}: what ends, erases or sends by the clock is held"),
            "set the clock with NTP; if it is right, an administrator confirms it on 今天, or \
             wait until a server has been at work for an hour",
        )
    } else {
        finding(
            "time",
            Level::Warn,
            what,
            "if the clock is wrong, set it with NTP before gaoshi serve; if it was off so long, \
             what ends or sends by the clock waits an hour, or for an administrator on 今天",
        )
    })
}

fn held(standing: &Standing) -> Finding {
    match standing.held().first() {
        None => ok("time", "time goes on from the last turn; no duty is held"),
        Some(&"apart") => finding(
            "time",
            Level::Fail,
            "duties are held on this machine: its clock is not the database's",
            "set both machines' clocks with NTP; they go on by themselves then",
        ),
        Some(&"restored") => finding(
            "time",
            Level::Warn,
            "mails are held since the data was brought back from a backup",
            "an administrator lets them leave on 今天; else they do an hour after serve began",
        ),
        Some(_) => finding(
            "time",
            Level::Warn,
            "the clock was doubted and is right again",
            "nothing: duties go on with the next turn of gaoshi serve",
        ),
    }
}
