//! What is on record of a sheet: that it hangs or hung, since when, and from when that counts.

use chrono::Duration;

use crate::people::UserId;
use crate::platform::clock::Moment;

/// What is recorded this soon after it was done counts as recorded at once: it needs no reason,
/// and a slip of the finger can be undone.
pub const AT_ONCE: Duration = Duration::minutes(10);

/// When something was done, as somebody wrote it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// When it was done, as reported.
    pub at: Moment,
    /// When that was written down.
    pub recorded_at: Moment,
    /// By whom.
    pub by: UserId,
    /// Why it was written down late, or what was wrong before.
    pub reason: Option<String>,
}

impl Stated {
    /// Whether it was written down long after it was done (补登记).
    pub fn is_late(&self) -> bool {
        self.recorded_at.since(self.at) > AT_ONCE
    }
}

/// A sheet that was hung up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hung {
    /// What was said last about when.
    pub said: Stated,
    /// From when it counts: the latest of when it was first recorded and of every time that was
    /// reported since. A time told afterwards makes no miss undone.
    pub counts_at: Moment,
}

impl Hung {
    /// As it was first recorded.
    pub fn recorded(said: Stated) -> Self {
        Self {
            counts_at: said.recorded_at.max(said.at),
            said,
        }
    }

    /// With another time.
    #[must_use]
    pub fn corrected(self, said: Stated) -> Self {
        Self {
            counts_at: self.counts_at.max(said.at),
            said,
        }
    }

    /// QP7.3 §4.3.2: it hung in time when it was reported in time and recorded in time.
    pub fn is_in_time(&self, post_by: Moment) -> bool {
        self.counts_at <= post_by
    }
}

/// What is on record of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// That it was hung up.
    pub up: Option<Hung>,
    /// That it was taken down.
    pub down: Option<Stated>,
}

impl Record {
    /// Whether it hangs.
    pub fn is_up(&self) -> bool {
        self.up.is_some() && self.down.is_none()
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;

    /// So many minutes before nine, which is the last moment to post.
    fn before_nine(minutes: i64) -> Moment {
        Moment::from_utc(Utc.with_ymd_and_hms(2026, 11, 24, 1, 0, 0).unwrap())
            - Duration::minutes(minutes)
    }

    fn said(at: i64, recorded: i64) -> Stated {
        Stated {
            at: before_nine(at),
            recorded_at: before_nine(recorded),
            by: UserId::new(),
            reason: None,
        }
    }

    #[test]
    fn in_time_is_what_was_hung_and_recorded_in_time() {
        let nine = before_nine(0);
        for (at, recorded, in_time) in [
            (2, 2, true),
            (0, 0, true),
            (2, 0, true),
            (2, -3, false),
            (-1, -1, false),
            (1_440, -1_440, false),
        ] {
            let hung = Hung::recorded(said(at, recorded));
            assert_eq!(hung.is_in_time(nine), in_time, "{at} {recorded}");
        }
        let second = Duration::microseconds(1);
        let hung = Hung::recorded(said(0, 0));
        assert!(!hung.is_in_time(nine - second), "to the microsecond");
    }

    #[test]
    fn a_corrected_time_can_make_a_miss_and_cannot_undo_one() {
        let nine = before_nine(0);
        let in_time = Hung::recorded(said(10, 10));
        assert!(in_time.clone().corrected(said(20, -60)).is_in_time(nine));
        let late = in_time.corrected(said(-30, -60));
        assert!(!late.is_in_time(nine));
        assert!(!late.corrected(said(10, -61)).is_in_time(nine));
        let missed = Hung::recorded(said(-5, -5));
        assert!(!missed.corrected(said(30, -60)).is_in_time(nine));
    }

    #[test]
    fn ten_minutes_are_at_once_and_more_are_late() {
        assert!(!said(20, 10).is_late());
        assert!(said(21, 10).is_late());
    }
}
