//! How long a relay that takes nothing is left alone.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::Duration;

use crate::platform::clock::Moment;

/// Seconds until it is asked anew after each failure in a row; the last stands for all later ones:
/// whatever waits has left a few minutes after it is back.
const RESTS: [i64; 6] = [5, 15, 30, 60, 120, LONGEST];
/// The longest of them.
const LONGEST: i64 = 300;

/// The rest of one relay; copies of it are the same.
#[derive(Debug, Clone, Default)]
pub(super) struct Rest(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    failures: usize,
    /// Whether no mail is begun any more: the program is asked to stop.
    closed: bool,
    until: Option<Moment>,
}

impl Rest {
    /// Whether it is still to be left alone.
    pub(super) fn lasts(&self, now: Moment) -> bool {
        // A rest that would last longer than any was set by a clock that has been put back.
        let longest = now + Duration::seconds(LONGEST);
        let until = self.kept().until;
        until.is_some_and(|until| now < until && until <= longest)
    }

    /// Whether it took nothing when it was last asked.
    pub(super) fn is_doubted(&self) -> bool {
        self.kept().failures > 0
    }

    /// It took nothing: returns until when it is left alone.
    pub(super) fn begin(&self, now: Moment) -> Moment {
        let mut kept = self.kept();
        let last = RESTS.len() - 1;
        let seconds = RESTS.get(kept.failures.min(last)).copied();
        let until = now + Duration::seconds(seconds.unwrap_or(LONGEST));
        kept.failures += 1;
        kept.until = Some(until);
        until
    }

    /// It took a mail.
    pub(super) fn end(&self) {
        let mut kept = self.kept();
        kept.failures = 0;
        kept.until = None;
    }

    /// No mail is begun any more.
    pub(super) fn close(&self) {
        self.kept().closed = true;
    }

    /// Whether no mail is begun any more.
    pub(super) fn is_closed(&self) -> bool {
        self.kept().closed
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};

    #[test]
    fn rests_grow_to_five_minutes_and_end_with_the_first_mail_that_leaves() {
        let mut now = Moment::from_utc(Utc.timestamp_nanos(0));
        let rest = Rest::default();
        let mut lengths = Vec::new();
        for _ in 0..8 {
            let until = rest.begin(now);
            assert!(rest.lasts(now) && rest.is_doubted());
            lengths.push(until.since(now).num_seconds());
            now = until;
            assert!(!rest.lasts(now) && rest.is_doubted());
        }
        assert_eq!(lengths, [5, 15, 30, 60, 120, 300, 300, 300]);
        rest.end();
        assert!(!rest.lasts(now) && !rest.is_doubted());
    }

    #[test]
    fn a_clock_that_is_put_back_does_not_lengthen_a_rest() {
        let now = Moment::from_utc(Utc.timestamp_nanos(0));
        let rest = Rest::default();
        rest.begin(now + Duration::days(3));
        assert!(!rest.lasts(now));
    }
}
