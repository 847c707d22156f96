//! Weekdays: 周三, 星期三, 礼拜三, and those that come again each week, which are no day of a notice.

use chrono::Weekday;

use super::super::found::{Past, What};
use super::super::scan::{Scan, is_numeral};
use super::hours;

/// A weekday by itself.
pub(super) fn read(at: Scan<'_>) -> Option<Past<'_, What>> {
    let found = named(at)?;
    let counts = found.after.one_of(&["次", "遍", "回", "直"]).is_some();
    let is_else = counts || at.before().is_some_and(is_numeral);
    (!is_else).then_some(Past {
        it: What::Weekday(found.it),
        after: found.after,
    })
}

/// Past what comes again each week, with its hours: 每周三, 周一至周五 9:00–17:00.
pub(super) fn each_week(at: Scan<'_>) -> Option<Scan<'_>> {
    let every = at.one_of(&["每逢", "每", "逢"]);
    let first = named(every.unwrap_or(at))?;
    let last = first
        .after
        .to()
        .and_then(|at| named(at).or_else(|| bare(at)));
    let is_most_of_it = last
        .as_ref()
        .is_some_and(|last| last.it.days_since(first.it) >= 4);
    if every.is_none() && !is_most_of_it {
        return None;
    }
    let days = last.map_or(first.after, |last| last.after);
    Some(hours::past_a_span(days))
}

/// The weekday beside a date, in brackets or not.
pub(super) fn beside(at: Scan<'_>) -> Option<Past<'_, Weekday>> {
    let bare = at.bare();
    let open = bare.one_of(&["(", "[", "【"]);
    let found = named(open.unwrap_or(bare).bare())?;
    let closed = found.after.bare().one_of(&[")", "]", "】"]);
    Some(Past {
        it: found.it,
        after: closed.filter(|_| open.is_some()).unwrap_or(found.after),
    })
}

/// 周三, 星期三, 礼拜三.
fn named(at: Scan<'_>) -> Option<Past<'_, Weekday>> {
    bare(at.one_of(&["周", "星期", "礼拜"])?)
}

/// The last character of it.
fn bare(at: Scan<'_>) -> Option<Past<'_, Weekday>> {
    let day = match at.here()? {
        '一' | '1' => Weekday::Mon,
        '二' | '2' => Weekday::Tue,
        '三' | '3' => Weekday::Wed,
        '四' | '4' => Weekday::Thu,
        '五' | '5' => Weekday::Fri,
        '六' | '6' => Weekday::Sat,
        '日' | '天' | '7' => Weekday::Sun,
        _ => return None,
    };
    Some(Past {
        it: day,
        after: at.past(1),
    })
}
