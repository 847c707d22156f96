//! Codes that nobody gave out, told at most a few times an hour from one address: whoever types
//! made-up codes by the hundred must not fill the day's list and hide a sticker over ours.
//!
//! Kept in memory alone, so that nothing of who scans is ever written down.

use std::sync::LazyLock;

use chrono::Duration;
use moka::Entry;
use moka::policy::EvictionPolicy;
use moka::sync::Cache;

use crate::platform::clock::Moment;

/// Unknown codes from one address within the hour that are believed.
const BELIEVED: u32 = 10;
/// Addresses remembered.
const REMEMBERED: u64 = 10_000;

/// Since when an address is counted, and how often it came.
#[derive(Debug, Clone, Copy)]
struct Count {
    since: Moment,
    times: u32,
}

type Counts = Cache<String, Count>;

static SEEN: LazyLock<Counts> = LazyLock::new(counts);

/// Who comes anew is counted always, and whoever came longest ago is forgotten for it.
fn counts() -> Counts {
    let counts = Cache::builder().max_capacity(REMEMBERED);
    counts.eviction_policy(EvictionPolicy::lru()).build()
}

/// Whether an unknown code from this address is still believed.
pub(super) fn is_believed(address: String, now: Moment) -> bool {
    believed(&SEEN, address, now)
}

fn believed(seen: &Counts, address: String, now: Moment) -> bool {
    // A clock that was ahead must not silence an address until it has caught up.
    let is_counted = |count: &Count| now.since(count.since).abs() <= Duration::hours(1);
    let counted = seen.entry(address).and_upsert_with(|before| {
        let before = before.map(Entry::into_value).filter(is_counted);
        Count {
            since: before.map_or(now, |count| count.since),
            times: before.map_or(0, |count| count.times) + 1,
        }
    });
    counted.into_value().times <= BELIEVED
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::clock::Clock;

    #[test]
    fn ten_an_hour_are_believed_from_each_address() {
        let (seen, now) = (counts(), Clock::System.now());
        let ask = |address: &str, at| believed(&seen, address.to_owned(), at);
        assert!((0..10).all(|_| ask("10.0.0.9", now)));
        assert!(!ask("10.0.0.9", now));
        assert!(ask("10.0.0.10", now));
        assert!(ask("10.0.0.9", now + Duration::minutes(61)));
        assert!((0..10).all(|_| ask("10.0.0.11", now + Duration::days(366))));
        assert!(ask("10.0.0.11", now));
    }
}
