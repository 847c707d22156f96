//! Time: one clock, passed in, and the moments it gives.
//!
//! Stored moments are UTC with microseconds, the grain both databases keep: a value
//! read back is equal to the value written. Nothing else in the program reads the
//! system's clock.

use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Timestamp;
use serde::{Deserialize, Serialize};

/// An instant, UTC, in whole microseconds.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    AsExpression,
    FromSqlRow,
    Serialize,
    Deserialize,
)]
#[diesel(sql_type = Timestamp)]
pub struct Moment(NaiveDateTime);

impl Moment {
    /// The instant of a UTC date and time, cut to microseconds.
    pub fn from_utc(at: DateTime<Utc>) -> Self {
        let naive = at.naive_utc();
        let micros = naive.nanosecond() / 1_000 * 1_000;
        Self(naive.with_nanosecond(micros).unwrap_or(naive))
    }

    /// Whole microseconds since 1970-01-01T00:00:00Z.
    pub fn micros(self) -> i64 {
        self.0.and_utc().timestamp_micros()
    }

    /// The wall clock in the given zone.
    pub fn local(self, zone: Tz) -> DateTime<Tz> {
        zone.from_utc_datetime(&self.0)
    }

    /// The date on the wall in the given zone.
    pub fn date_in(self, zone: Tz) -> NaiveDate {
        self.local(zone).date_naive()
    }

    /// The time on the wall in the given zone.
    pub fn time_in(self, zone: Tz) -> NaiveTime {
        self.local(zone).time()
    }

    /// The instant of a wall-clock date and time, or `None` where the zone skips it.
    pub fn from_local(zone: Tz, on: NaiveDate, at: NaiveTime) -> Option<Self> {
        zone.from_local_datetime(&on.and_time(at))
            .earliest()
            .map(|t| Self::from_utc(t.to_utc()))
    }

    /// Time from `earlier` to this moment; negative when this one is the earlier.
    pub fn since(self, earlier: Self) -> Duration {
        self.0 - earlier.0
    }

    /// What [`Moment::iso`] wrote; `None` for anything else.
    pub fn from_iso(text: &str) -> Option<Self> {
        let at = DateTime::parse_from_rfc3339(text).ok()?;
        Some(Self::from_utc(at.to_utc()))
    }

    /// ISO 8601 with seconds and `Z`, for machines.
    pub fn iso(self) -> String {
        self.0
            .and_utc()
            .to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    }
}

impl std::ops::Add<Duration> for Moment {
    type Output = Self;
    /// Saturates at the end of the calendar instead of failing.
    fn add(self, by: Duration) -> Self {
        Self(self.0.checked_add_signed(by).unwrap_or(NaiveDateTime::MAX))
    }
}

impl std::ops::Sub<Duration> for Moment {
    type Output = Self;
    /// Saturates at the start of the calendar instead of failing.
    fn sub(self, by: Duration) -> Self {
        Self(self.0.checked_sub_signed(by).unwrap_or(NaiveDateTime::MIN))
    }
}

impl<DB> ToSql<Timestamp, DB> for Moment
where
    DB: Backend,
    NaiveDateTime: ToSql<Timestamp, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.to_sql(out)
    }
}

impl<DB> FromSql<Timestamp, DB> for Moment
where
    DB: Backend,
    NaiveDateTime: FromSql<Timestamp, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        NaiveDateTime::from_sql(bytes).map(Self)
    }
}

/// Where the program's time comes from: the machine, or a test's hand.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still until it is moved.
    Set(Arc<Mutex<Hand>>),
}

/// What a clock that is moved by hand shows.
#[derive(Debug, Clone, Copy)]
pub struct Hand {
    now: Moment,
    lived: Duration,
    ahead: Duration,
}

impl Clock {
    /// A clock standing at `at`.
    pub fn standing_at(at: Moment) -> Self {
        Self::Set(Arc::new(Mutex::new(Hand {
            now: at,
            lived: Duration::zero(),
            ahead: Duration::zero(),
        })))
    }

    /// Now.
    pub fn now(&self) -> Moment {
        match self {
            Self::System => Moment::from_utc(system_now()),
            Self::Set(hand) => held(hand).now,
        }
    }

    /// How long this process has lived: it only grows, whatever is done to the clock on the wall.
    pub fn lived(&self) -> Duration {
        static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
        match self {
            Self::System => Duration::from_std(BEGUN.elapsed()).unwrap_or(Duration::MAX),
            Self::Set(hand) => held(hand).lived,
        }
    }

    /// Lets time pass on a standing clock; the machine's clock stays as it is.
    pub fn advance(&self, by: Duration) {
        if let Self::Set(hand) = self {
            let mut hand = held(hand);
            hand.now = hand.now + by;
            hand.lived += by.max(Duration::zero());
        }
    }

    /// Sets a standing clock to another time, though none has passed.
    pub fn jump(&self, by: Duration) {
        if let Self::Set(hand) = self {
            let mut hand = held(hand);
            hand.now = hand.now + by;
        }
    }

    /// Lets a standing clock stand so far ahead of the database's.
    pub fn stand_ahead(&self, by: Duration) {
        if let Self::Set(hand) = self {
            held(hand).ahead = by;
        }
    }
}

impl Hand {
    /// How far it stands ahead of the database's clock, as it was told.
    pub fn ahead(&self) -> Duration {
        self.ahead
    }
}

/// What the hand shows, and nobody moves it meanwhile.
pub(super) fn held(hand: &Mutex<Hand>) -> MutexGuard<'_, Hand> {
    hand.lock().unwrap_or_else(PoisonError::into_inner)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks the machine for the time"
)]
fn system_now() -> DateTime<Utc> {
    Utc::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_keeps_microseconds_and_drops_the_rest() {
        let at = Utc.timestamp_nanos(1_700_000_000_123_456_789);
        assert_eq!(Moment::from_utc(at).micros(), 1_700_000_000_123_456);
    }

    #[test]
    fn a_standing_clock_moves_only_by_hand() {
        let clock = Clock::standing_at(Moment::from_utc(Utc.timestamp_nanos(0)));
        clock.advance(Duration::hours(25));
        assert_eq!(clock.now().micros(), 25 * 3_600 * 1_000_000);
    }
    #[test]
    fn a_clock_set_to_another_time_has_not_lived_longer() {
        let clock = Clock::standing_at(Moment::from_utc(Utc.timestamp_nanos(0)));
        clock.jump(Duration::days(9));
        assert_eq!(clock.lived(), Duration::zero());
        clock.advance(Duration::hours(1));
        clock.jump(-Duration::days(9));
        assert_eq!(clock.lived(), Duration::hours(1));
        assert_eq!(clock.now().micros(), 3_600 * 1_000_000);
    }
}
