//! What duties wait for: a time that nobody believes yet, a house that was just brought back.
//!
//! Whatever ends or erases by age asks [`sure`] in its own change. A time is believed when it is
//! near the last turn that was, and near the database's clock; else what cannot be taken back
//! waits, until the clock is right again, has gone on evenly for an hour, or a person confirms.

pub mod judge;
mod store;
mod watch;

use chrono::Duration;

use super::audit;
use super::clock::{Clock, Moment};
use super::db::skew::skew_millis;
use super::db::{Conn, Tx};
use super::scheduler::Effect;
use crate::error::{Error, Result};

use self::judge::{Doubt, Seen};
pub use self::store::{Hold, mark_ready, mark_undeclared, undeclared_since};
pub use self::watch::Watch;

crate::id! {
    /// A hold.
    HoldId
}

crate::text_enum! {
    /// Why duties are held.
    Cause {
        /// The clock was set to another day under a server at work.
        Jumped = "jumped",
        /// A server began more than a day away from its last turn: off for long, or its clock is wrong.
        Stopped = "stopped",
        /// The data was brought back from a backup: what waits to be sent may have been sent before.
        Restored = "restored",
    }
}

impl Cause {
    /// Whether it is about the time.
    pub fn is_of_the_clock(self) -> bool {
        match self {
            Self::Jumped | Self::Stopped => true,
            Self::Restored => false,
        }
    }
}

/// How the time and the duties stand.
#[derive(Debug, Clone)]
pub struct Standing {
    /// What the time is judged by.
    pub seen: Seen,
    /// Why it is not believed.
    pub doubt: Option<Doubt>,
    /// What is written down as waiting for somebody's word, or its hour.
    pub holds: Vec<Hold>,
}

impl Standing {
    /// Whether a duty of this effect may be done.
    pub fn may(&self, effect: Effect) -> bool {
        match effect {
            Effect::Ends => self.doubt.is_none(),
            Effect::Sends => self.doubt.is_none() && !self.is_held(Cause::Restored),
            // A server that was off must bring at once what it missed; one that was at work
            // missed nothing, and its clock is certainly wrong.
            Effect::Adds => match self.doubt {
                Some(Doubt::Away(_)) => self.is_held(Cause::Stopped),
                Some(Doubt::Apart(_)) | None => true,
            },
        }
    }

    /// What is held, in words for machines: `apart`, and the causes of the holds that are open.
    pub fn held(&self) -> Vec<&'static str> {
        let apart = matches!(self.doubt, Some(Doubt::Apart(_))).then_some("apart");
        let causes = self.holds.iter().map(|hold| hold.cause.as_str());
        apart.into_iter().chain(causes).collect()
    }

    /// The earlier of this clock and the database's: what is due by it is due by both.
    pub fn surely_past(&self) -> Moment {
        match self.doubt {
            Some(Doubt::Apart(ahead)) => self.seen.now - ahead.max(Duration::zero()),
            Some(Doubt::Away(_)) | None => self.seen.now,
        }
    }

    fn is_held(&self, cause: Cause) -> bool {
        self.holds.iter().any(|hold| hold.cause == cause)
    }

    fn of_the_clock(&self) -> Option<&Hold> {
        self.holds.iter().find(|hold| hold.cause.is_of_the_clock())
    }
}

/// How the time and the duties stand, by this clock and what is written down.
pub fn standing(conn: &mut Conn, clock: &Clock) -> Result<Standing> {
    let seen = Seen {
        ahead: Duration::milliseconds(skew_millis(conn, clock)?),
        last: store::last_turn(conn)?,
        waited: None,
        now: clock.now(),
    };
    Ok(Standing {
        seen,
        doubt: judge::doubt(&seen),
        holds: store::open(conn)?,
    })
}

/// The time of this change, for whatever ends or erases by it.
///
/// `Unavailable` when the time is not believed: nothing that is gone comes back.
pub fn sure(tx: &mut Tx<'_>) -> Result<Moment> {
    let now = tx.now();
    sure_of(tx, now)
}

/// The same for a moment that the caller took and goes by.
pub fn sure_of(conn: &mut Conn, now: Moment) -> Result<Moment> {
    if is_sure(conn, now)? {
        return Ok(now);
    }
    Err(Error::unavailable(format!(
        "the clock says {}, far from the last turn: nothing is ended by this time",
        now.iso()
    )))
}

/// Whether a moment is near the last believed turn.
pub fn is_sure(conn: &mut Conn, now: Moment) -> Result<bool> {
    let last = store::last_turn(conn)?;
    Ok(last.is_none_or(|last| !judge::is_away(now, last)))
}

/// What came of a confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// What was held goes on.
    GoesOn,
    /// It went on already.
    Already,
    /// Something else is held by now: it was not this that was confirmed.
    Changed,
}

/// Lets go on what a person has looked at: this one hold, and no later one.
pub fn confirm(tx: &mut Tx<'_>, clock: &Clock, id: &HoldId) -> Result<Confirmed> {
    let standing = standing(tx, clock)?;
    let Some(hold) = standing.holds.iter().find(|hold| hold.id == *id) else {
        let settled = standing.holds.is_empty() && standing.doubt.is_none();
        return Ok(if settled {
            Confirmed::Already
        } else {
            Confirmed::Changed
        });
    };
    let now = tx.now();
    if hold.cause.is_of_the_clock() {
        let apart = matches!(standing.doubt, Some(Doubt::Apart(_)));
        if apart || judge::is_away(now, hold.since) {
            return Ok(Confirmed::Changed);
        }
        store::mark(tx, now)?;
    }
    if store::end(tx, id)? == 0 {
        return Ok(Confirmed::Already);
    }
    let last = hold.last_turn.map_or_else(String::new, Moment::iso);
    let detail = format!("{}: {last} → {}", hold.cause, now.iso());
    audit::record(tx, "hold.confirmed", &format!("hold:{id}"), &detail)?;
    Ok(Confirmed::GoesOn)
}

/// Holds what waits to be sent, until an administrator confirms or a server has been at work for
/// an hour: what a backup brings back may have left the house before.
///
/// For whoever restores the data, before a server starts on it. Writes to `duty_holds` alone.
pub fn after_restore(tx: &mut Tx<'_>) -> Result<()> {
    let hold = Hold {
        id: HoldId::new(),
        cause: Cause::Restored,
        since: tx.now(),
        last_turn: store::last_turn(tx)?,
    };
    store::begin(tx, &hold)
}
