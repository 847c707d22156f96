//! What a text names: days and hours.

use chrono::{Datelike, NaiveDate, Weekday};

use super::around::Around;
use super::scan::Scan;

/// A day or an hour that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// As it stands there.
    pub(super) words: String,
    /// What that is.
    pub(super) what: What,
    /// What is said around it.
    pub(super) around: Around,
}

/// What a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// 12月3日, 3号.
    Day(Day),
    /// 明天: so many days from the day on which it is read.
    Away(u64),
    /// 周三.
    Weekday(Weekday),
    /// 下周三.
    OfWeek(OfWeek),
    /// 周末.
    Weekend,
    /// 上午9点.
    Hour(Hour),
}

/// A day as far as it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: Option<i32>,
    pub(super) month: Option<u32>,
    /// Its number in the month.
    pub(super) nth: u32,
    /// The weekday that stands beside it.
    pub(super) weekday: Option<Weekday>,
}

impl Day {
    /// Whether it names this date.
    pub(super) fn is(&self, date: NaiveDate) -> bool {
        self.nth == date.day()
            && self.month.is_none_or(|month| month == date.month())
            && self.year.is_none_or(|year| year == date.year())
    }
}

/// A weekday of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OfWeek {
    pub(super) weekday: Weekday,
    /// How many weeks that one is away from the week in which it is read: 0 for 本周, -1 for 上周.
    pub(super) weeks: i64,
}

/// An hour of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hour {
    /// Minutes since midnight; 24:00 is 0.
    pub(super) minute: u32,
    /// Whether it may be that of the afternoon as well: 3点.
    pub(super) either: bool,
}

impl Hour {
    /// Whether it names this minute of the day.
    pub(super) fn is(self, minute: u32) -> bool {
        self.minutes().contains(&minute)
    }

    /// The minutes of the day that it may be.
    pub(super) fn minutes(self) -> [u32; 2] {
        let later = if self.either { 720 } else { 0 };
        [self.minute, (self.minute + later) % 1_440]
    }
}

/// What was read, and what follows it.
pub(super) struct Past<'a, T> {
    pub(super) it: T,
    pub(super) after: Scan<'a>,
}
