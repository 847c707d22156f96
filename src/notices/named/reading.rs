//! Reading the days and hours out of a text.

mod days;
mod hours;
mod weekdays;

use chrono::{Datelike, NaiveDate, Weekday};

use super::scan::{Scan, is_numeral};
use crate::platform::form::half_width;

/// A day or an hour that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// As it stands there.
    pub(super) words: String,
    /// What that is.
    pub(super) what: What,
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
        self.minute == minute || self.either && (self.minute + 720) % 1_440 == minute
    }
}

/// What was read, and what follows it.
struct Past<'a, T> {
    it: T,
    after: Scan<'a>,
}

/// Every day and hour that a text names, in its order.
pub(super) fn all(text: &str) -> Vec<Named> {
    let chars: Vec<char> = half_width(text).chars().collect();
    let (mut named, mut at) = (Vec::new(), Scan::of(&chars));
    while let Some(c) = at.here() {
        match read(at) {
            Some(Past { it, after }) => {
                let words = chars.get(at.at..after.at).unwrap_or_default();
                named.extend(it.map(|what| Named {
                    words: words.iter().collect(),
                    what,
                }));
                at = after;
            }
            None => at = skip(at, c),
        }
    }
    named
}

/// What stands here; nothing in it where it comes again each week, which is no day of this notice.
fn read(at: Scan<'_>) -> Option<Past<'_, Option<What>>> {
    if let Some(after) = weekdays::each_week(at) {
        return Some(Past { it: None, after });
    }
    let found = days::read(at)
        .or_else(|| weekdays::read(at))
        .or_else(|| hours::read(at))?;
    Some(Past {
        it: Some(found.it),
        after: found.after,
    })
}

/// Past what names nothing: a number as a whole, or one character.
fn skip(at: Scan<'_>, c: char) -> Scan<'_> {
    let in_figures = c.is_ascii_digit();
    let goes_on = |c: char| {
        if in_figures {
            c.is_ascii_digit()
        } else {
            is_numeral(c)
        }
    };
    let mut at = at;
    while at.here().is_some_and(goes_on) {
        at = at.past(1);
    }
    if goes_on(c) { at } else { at.past(1) }
}
