//! How far a case has come, and which step may follow. A stage carries what is known since it was
//! reached, and a step takes the stage it leaves: a new one is asked for wherever a case is read,
//! written or shown.

use chrono::Duration;

use crate::people::UserId;
use crate::platform::clock::Moment;

/// How long a look can be taken back: half of the two days that an answer may take (§4.2.3 d).
const BACK: Duration = Duration::hours(24);

crate::text_enum! {
    /// The name of a stage.
    Stage {
        /// Nobody has looked at it.
        Received = "received",
        /// Somebody of the office has.
        Seen = "seen",
    }
}

/// Who looked at a case first, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) by: UserId,
    pub(super) at: Moment,
}

/// A stage with what is known since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nobody has looked at it.
    Received,
    /// Somebody of the office has; it is open.
    Seen(Look),
}

/// The stage that a step was asked of, which has no such step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WrongStage(pub(super) Stage);

impl Standing {
    /// Its name.
    pub(super) fn stage(&self) -> Stage {
        match self {
            Self::Received => Stage::Received,
            Self::Seen(_) => Stage::Seen,
        }
    }

    /// The first look at it, if there was one.
    pub(super) fn look(&self) -> Option<&Look> {
        match self {
            Self::Received => None,
            Self::Seen(look) => Some(look),
        }
    }

    /// Somebody of the office looks at it, for the first time.
    pub(super) fn see(self, look: Look) -> Result<Self, WrongStage> {
        match self {
            Self::Received => Ok(Self::Seen(look)),
            Self::Seen(_) => Err(WrongStage(Stage::Seen)),
        }
    }

    /// Whether the look at it can still be taken back.
    pub(super) fn may_unsee(&self, now: Moment) -> bool {
        self.look().is_some_and(|look| now.since(look.at) <= BACK)
    }

    /// The look was none: nobody has looked at it.
    pub(super) fn unsee(self, now: Moment) -> Result<Self, WrongStage> {
        if self.may_unsee(now) {
            Ok(Self::Received)
        } else {
            Err(WrongStage(self.stage()))
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, TimeZone, Utc};

    use super::*;

    fn look(minutes: i64) -> Look {
        let at = Utc.with_ymd_and_hms(2026, 11, 24, 1, 0, 0).unwrap();
        Look {
            by: UserId::new(),
            at: Moment::from_utc(at) + Duration::minutes(minutes),
        }
    }

    #[test]
    fn the_first_look_is_kept_and_there_is_no_second() {
        let (first, second) = (look(0), look(5));
        assert_eq!(Standing::Received.look(), None);
        let seen = Standing::Received.see(first.clone()).unwrap();
        assert_eq!((seen.stage(), seen.look()), (Stage::Seen, Some(&first)));
        assert_eq!(seen.see(second), Err(WrongStage(Stage::Seen)));
    }

    #[test]
    fn a_look_can_be_taken_back_for_a_day() {
        let (first, day) = (look(0), 24 * 60);
        let seen = || Standing::Seen(first.clone());
        assert_eq!(seen().unsee(look(day).at), Ok(Standing::Received));
        let late = seen().unsee(look(day + 1).at);
        assert_eq!(late, Err(WrongStage(Stage::Seen)));
        let never = Standing::Received.unsee(first.at);
        assert_eq!(never, Err(WrongStage(Stage::Received)));
    }
}
