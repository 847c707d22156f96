//! Hours: 上午9点, 9点半, 九点一刻, 21:30, 24:00, 晚上12点.

use super::super::found::{Hour, Past, What};
use super::super::scan::{Number, Scan};

/// A part of the day, and how its hours are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// 上午: as they are.
    Morning,
    /// 中午: 1点 is an hour after noon.
    Noon,
    /// 下午, 晚上: after noon; 12点 at night ends the day.
    Afternoon,
    /// 夜里: of either side of midnight.
    Night,
}

const PARTS: [(&str, Part); 19] = [
    ("凌晨", Part::Morning),
    ("清晨", Part::Morning),
    ("早上", Part::Morning),
    ("早晨", Part::Morning),
    ("上午", Part::Morning),
    ("早", Part::Morning),
    ("中午", Part::Noon),
    ("正午", Part::Noon),
    ("午后", Part::Afternoon),
    ("下午", Part::Afternoon),
    ("傍晚", Part::Afternoon),
    ("晚上", Part::Afternoon),
    ("晚间", Part::Afternoon),
    ("夜里", Part::Night),
    ("夜间", Part::Night),
    ("半夜", Part::Night),
    ("深夜", Part::Night),
    ("午夜", Part::Night),
    ("晚", Part::Afternoon),
];

/// An hour that is named here.
pub(super) fn read(at: Scan<'_>) -> Option<Past<'_, What>> {
    let part = part(at);
    let start = part.as_ref().map_or(at, |part| part.after.bare());
    let part = part.map(|part| part.it);
    let number = start.number().filter(|number| number.value <= 24)?;
    if start
        .before()
        .is_some_and(|c| c.is_ascii_digit() || ".:第".contains(c))
    {
        return None;
    }
    let found = on_clock(number).or_else(|| in_words(start, number, part))?;
    Some(Past {
        it: What::Hour(hour(found.it, part)),
        after: found.after,
    })
}

/// Past one hour or two, where they stand here.
pub(super) fn past_a_span(at: Scan<'_>) -> Scan<'_> {
    let Some(first) = read(at.bare()) else {
        return at;
    };
    let last = first.after.bare().to().and_then(|at| read(at.bare()));
    last.map_or(first.after, |last| last.after)
}

fn part(at: Scan<'_>) -> Option<Past<'_, Part>> {
    PARTS.iter().find_map(|(word, part)| {
        let after = at.word(word)?;
        Some(Past { it: *part, after })
    })
}

/// An hour as it is written.
#[derive(Debug, Clone, Copy)]
struct Written {
    hour: u32,
    minute: u32,
    /// Whether it is the hour of a clock of 24 hours: 09:00.
    of_day: bool,
}

fn hour(written: Written, part: Option<Part>) -> Hour {
    let Written {
        hour,
        minute,
        of_day,
    } = written;
    let later = match part {
        Some(Part::Afternoon) => (1..=12).contains(&hour),
        Some(Part::Noon) => (1..=2).contains(&hour),
        // Six and later is before midnight.
        Some(Part::Night) => (6..=12).contains(&hour),
        Some(Part::Morning) | None => false,
    };
    let hour = if later { hour + 12 } else { hour };
    Hour {
        minute: (hour * 60 + minute) % 1_440,
        either: part.is_none() && !of_day && (1..=12).contains(&hour),
    }
}

/// 9:00, 24:00.
fn on_clock(number: Number<'_>) -> Option<Past<'_, Written>> {
    let minutes = number
        .after
        .word(":")
        .filter(|_| number.in_figures)?
        .figures()?;
    let fits = minutes.length == 2 && minutes.value < 60 && number.length <= 2;
    fits.then_some(Past {
        it: Written {
            hour: number.value,
            minute: minutes.value,
            of_day: true,
        },
        after: minutes.after,
    })
}

/// What makes 三点 a count of things: 以下三点, 三点要求.
const COUNT_BEFORE: [&str; 9] = [
    "以下", "如下", "下列", "下述", "这", "上述", "几", "有", "共",
];
const COUNT_AFTER: [&str; 11] = [
    "要求", "注意", "说明", "建议", "意见", "提示", "事项", "原因", "措施", "点", "段",
];

/// What an hour is called.
const OF_CLOCK: [&str; 2] = ["点", "时"];

/// The 9 of 9–11点.
fn first_of_range(number: Number<'_>) -> Option<Past<'_, Written>> {
    let last = number.after.to()?.number()?;
    let is_hour = last.value <= 24 && last.after.one_of(&OF_CLOCK).is_some();
    is_hour.then_some(Past {
        it: Written {
            hour: number.value,
            minute: 0,
            of_day: number.value > 12,
        },
        after: number.after,
    })
}

/// What stands for minutes.
const QUARTERS: [(&str, u32); 4] = [("半", 30), ("一刻", 15), ("三刻", 45), ("整", 0)];

/// 9点, 九点半, 9时30分.
fn in_words<'a>(
    start: Scan<'a>,
    number: Number<'a>,
    part: Option<Part>,
) -> Option<Past<'a, Written>> {
    let Some(of) = number.after.one_of(&OF_CLOCK) else {
        return first_of_range(number);
    };
    // 请注意两点： begins a list.
    let is_list = !number.in_figures && number.value <= 5 && of.word(":").is_some();
    let is_count = is_list || start.is_after(&COUNT_BEFORE) || of.one_of(&COUNT_AFTER).is_some();
    // 早一点, 一时, 好一点: no hour without a part of the day before it.
    let is_little = !number.in_figures && number.value == 1;
    let is_bare = part.is_none() || start.is_after(&["早", "晚"]);
    if part.is_none() && is_count || is_bare && is_little {
        return None;
    }
    let written = |minute, after| {
        let it = Written {
            hour: number.value,
            minute,
            of_day: number.value > 12 || number.value == 0,
        };
        Some(Past { it, after })
    };
    for (word, minute) in QUARTERS {
        if let Some(after) = of.word(word) {
            return written(minute, after);
        }
    }
    let Some(minutes) = of.number() else {
        return written(0, of.word("钟").unwrap_or(of));
    };
    match minutes.after.word("分") {
        Some(after) if minutes.value < 60 => written(minutes.value, after),
        None if minutes.length == 2 && minutes.value < 60 => written(minutes.value, minutes.after),
        // 2点5倍 is a number.
        Some(_) | None => None,
    }
}
