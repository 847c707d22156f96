//! Whether a time can be believed: a rule over what was seen, without a clock or a database.

use chrono::Duration;

use crate::platform::clock::Moment;

/// Two turns farther apart than this were not taken one after the other.
pub const LONGEST_STOP: Duration = Duration::hours(24);
/// Two clocks that differ by this much are not both right.
pub const APART: Duration = Duration::minutes(5);
/// A time that goes on evenly for so long is believed without anybody's word.
pub const WAIT: Duration = Duration::hours(1);

/// What a time is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// What the clock says.
    pub now: Moment,
    /// How far it stands ahead of the database's; negative when behind.
    pub ahead: Duration,
    /// The last turn at a time that was believed; none before the first ever.
    pub last: Option<Moment>,
    /// What passed since this process began to wait; none while it does not.
    pub waited: Option<Waited>,
}

/// What passed since a process began to wait, by both of its clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waited {
    /// By the clock on the wall, which can be set.
    pub on_the_wall: Duration,
    /// By how long the process has lived, which only grows.
    pub lived: Duration,
}

/// How a wait stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// It goes on.
    On,
    /// The clock was set meanwhile: it begins anew.
    Anew,
    /// Its hour is over, and both clocks agree that it was one.
    Over,
}

impl Waited {
    /// How the wait stands.
    pub fn stands(self) -> Wait {
        if (self.on_the_wall - self.lived).abs() >= APART {
            Wait::Anew
        } else if self.lived >= WAIT {
            Wait::Over
        } else {
            Wait::On
        }
    }
}

/// Why a time is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The database's clock says another: ours stands so far ahead, or behind when negative.
    Apart(Duration),
    /// It is farther from the last turn than a server is ever away.
    Away(Moment),
}

/// What follows for this turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// The time is believed.
    Believed,
    /// It is doubted, and a wait begins.
    Doubted(Doubt),
    /// It was doubted before, and the wait goes on.
    Waits,
}

/// Why a time is doubted, if it is.
pub fn doubt(seen: &Seen) -> Option<Doubt> {
    if seen.ahead.abs() >= APART {
        return Some(Doubt::Apart(seen.ahead));
    }
    seen.last
        .filter(|last| is_away(seen.now, *last))
        .map(Doubt::Away)
}

/// Whether two times are farther apart than a server is ever away.
pub fn is_away(now: Moment, last: Moment) -> bool {
    now.since(last).abs() > LONGEST_STOP
}

/// Judges a turn. Nobody waits for clocks that differ: an hour later one of them is still wrong.
pub fn judge(seen: &Seen) -> Judgement {
    let Some(doubt) = doubt(seen) else {
        return Judgement::Believed;
    };
    match (doubt, seen.waited.map(Waited::stands)) {
        (Doubt::Away(_), Some(Wait::Over)) => Judgement::Believed,
        (Doubt::Away(_), Some(Wait::On)) => Judgement::Waits,
        (Doubt::Apart(_) | Doubt::Away(_), _) => Judgement::Doubted(doubt),
    }
}

#[cfg(test)]
mod tests;
