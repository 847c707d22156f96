//! Weekdays: 周三, 星期三, 礼拜三, and those that come again each week, which are no day of a notice.

use chrono::Weekday;

use super::super::found::{OfWeek, Past, What};
use super::super::scan::{Scan, is_numeral};
use super::hours;

/// A weekday by itself, or one of a week: 周三, 下周三, 周末.
pub(super) fn read(at: Scan<'_>) -> Option<Past<'_, What>> {
    if let Some(found) = of_week(at) {
        return Some(found);
    }
    if let Some(after) = at.word("周末") {
        let comes_again = at.is_after(&["每", "逢", "每个"]);
        let it = What::Weekend;
        return (!comes_again).then_some(Past { it, after });
    }
    let found = named(at)?;
    let counts = found.after.one_of(&["次", "遍", "回", "直"]).is_some();
    let is_else = counts || at.before().is_some_and(is_numeral);
    (!is_else).then_some(Past {
        it: What::Weekday(found.it),
        after: found.after,
    })
}

/// A word for a week.
struct Week {
    word: &'static str,
    /// How many weeks it is away.
    weeks: i64,
    /// What stands before it where it is the end of another word: 晚上周三, 楼下周三.
    not_after: &'static [&'static str],
}

const WEEKS: [Week; 8] = [
    Week {
        word: "下下",
        weeks: 2,
        not_after: &[],
    },
    Week {
        word: "下个",
        weeks: 1,
        not_after: &[],
    },
    Week {
        word: "下",
        weeks: 1,
        not_after: &["楼", "地", "以", "线", "如", "车", "树"],
    },
    Week {
        word: "本",
        weeks: 0,
        not_after: &["基", "样"],
    },
    Week {
        word: "这个",
        weeks: 0,
        not_after: &[],
    },
    Week {
        word: "这",
        weeks: 0,
        not_after: &[],
    },
    Week {
        word: "上个",
        weeks: -1,
        not_after: &[],
    },
    Week {
        word: "上",
        weeks: -1,
        not_after: &["晚", "早", "以", "线", "网", "楼", "路", "马", "车"],
    },
];

/// 下周三, 本周四, 上个星期五.
fn of_week(at: Scan<'_>) -> Option<Past<'_, What>> {
    WEEKS.iter().find_map(|week| {
        let found = named(at.word(week.word)?)?;
        let it = OfWeek {
            weekday: found.it,
            weeks: week.weeks,
        };
        (!at.is_after(week.not_after)).then_some(Past {
            it: What::OfWeek(it),
            after: found.after,
        })
    })
}

/// Past what comes again each week, with its hours: 每周三, 周一至周五 9:00–17:00.
pub(super) fn each_week(at: Scan<'_>) -> Option<Scan<'_>> {
    let every = at.one_of(&["每逢", "每", "逢", "隔"]);
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
