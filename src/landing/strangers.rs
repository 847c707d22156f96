//! Codes that nobody gave out, told at most a few times an hour from one address: whoever types
//! made-up codes by the hundred must not fill the day's list and hide a sticker over ours.
//!
//! Kept in memory alone, so that nothing of who scans is ever written down.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use chrono::Duration;

use crate::platform::clock::Moment;

/// Unknown codes from one address within the hour that are believed.
const BELIEVED: u32 = 10;
/// Addresses remembered; when there are more, all are forgotten.
const REMEMBERED: usize = 10_000;

/// Since when an address is counted, and how often it came.
type Counts = HashMap<String, (Moment, u32)>;

static SEEN: LazyLock<Mutex<Counts>> = LazyLock::new(Mutex::default);

/// Whether an unknown code from this address is still believed.
pub(super) fn is_believed(address: String, now: Moment) -> bool {
    SEEN.lock()
        .is_ok_and(|mut seen| believed(&mut seen, address, now))
}

fn believed(seen: &mut Counts, address: String, now: Moment) -> bool {
    if seen.len() >= REMEMBERED {
        seen.clear();
    }
    let (since, times) = seen.entry(address).or_insert((now, 0));
    // A clock that was ahead must not silence an address until it has caught up.
    if now.since(*since).abs() > Duration::hours(1) {
        (*since, *times) = (now, 0);
    }
    *times += 1;
    *times <= BELIEVED
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::clock::Clock;

    #[test]
    fn ten_an_hour_are_believed_from_each_address() {
        let (mut seen, now) = (Counts::new(), Clock::System.now());
        let mut ask = |address: &str, at| believed(&mut seen, address.to_owned(), at);
        assert!((0..10).all(|_| ask("10.0.0.9", now)));
        assert!(!ask("10.0.0.9", now));
        assert!(ask("10.0.0.10", now));
        assert!(ask("10.0.0.9", now + Duration::minutes(61)));
        assert!((0..10).all(|_| ask("10.0.0.11", now + Duration::days(366))));
        assert!(ask("10.0.0.11", now));
    }
}
