//! Days: 12月3日（周四）, 2026-12-03, 12/3, 12.3上午, 3号, 3日至5日, 明天.

use super::super::found::{Day, Past, What};
use super::super::scan::{Number, Scan, is_numeral};
use super::weekdays;

/// A day that is named here.
pub(super) fn read(at: Scan<'_>) -> Option<Past<'_, What>> {
    if let Some(found) = away(at) {
        return Some(found);
    }
    let first = at.number()?;
    if at
        .before()
        .is_some_and(|c| c.is_ascii_alphanumeric() || c == '.')
    {
        return None;
    }
    let found = with_year(first)
        .or_else(|| with_month(first))
        .or_else(|| by_slash(at, first))
        .or_else(|| by_point(first))
        .or_else(|| alone(at, first))?;
    let beside = weekdays::beside(found.after);
    Some(Past {
        after: beside.as_ref().map_or(found.after, |beside| beside.after),
        it: What::Day(Day {
            weekday: beside.map(|beside| beside.it),
            ..found.it
        }),
    })
}

/// A day of the calendar, and what follows it.
fn dated(month: Option<u32>, number: Number<'_>) -> Option<Past<'_, Day>> {
    let nth = number.value;
    let fits = (1..=31).contains(&nth) && month.is_none_or(|month| (1..=12).contains(&month));
    fits.then_some(Past {
        it: Day {
            year: None,
            month,
            nth,
            weekday: None,
        },
        after: number.after,
    })
}

/// 2026年12月3日, 2026-12-03.
fn with_year(year: Number<'_>) -> Option<Past<'_, Day>> {
    let is_year = year.in_figures && (2_000..=2_200).contains(&year.value);
    let number = i32::try_from(year.value).ok().filter(|_| is_year)?;
    let found = match year.after.word("年") {
        Some(month) => with_month(month.bare().number()?)?,
        None => in_figures(year)?,
    };
    Some(Past {
        it: Day {
            year: Some(number),
            ..found.it
        },
        after: found.after,
    })
}

/// -12-03, /12/3, .12.3 behind a year.
fn in_figures(year: Number<'_>) -> Option<Past<'_, Day>> {
    let sign = ["-", "/", "."]
        .into_iter()
        .find(|sign| year.after.word(sign).is_some())?;
    let month = year.after.word(sign)?.figures()?;
    let day = month.after.word(sign)?.figures()?;
    let goes_on = day.after.word(sign).is_some();
    dated(Some(month.value), day).filter(|_| !goes_on)
}

/// What a day of a month is called.
const DAY: [&str; 2] = ["日", "号"];

/// 12月3日, 12月3号, 十二月三日, 12月3–5日.
fn with_month(month: Number<'_>) -> Option<Past<'_, Day>> {
    let number = month.after.bare().word("月")?.bare().number()?;
    let found = dated(Some(month.value), number)?;
    if let Some(after) = number.after.bare().one_of(&DAY) {
        return Some(Past { after, ..found });
    }
    let last = number.after.to().and_then(Scan::number)?;
    last.after.one_of(&DAY).map(|_| found)
}

/// Fractions that are no days.
const FRACTIONS: [(u32, u32); 5] = [(1, 2), (1, 3), (2, 3), (1, 4), (3, 4)];
/// What is counted behind figures that are no day.
const COUNTED: [&str; 13] = [
    "号", "栋", "幢", "座", "楼", "单元", "层", "室", "户", "#", "%", "的", "月",
];

/// 12/3.
fn by_slash<'a>(at: Scan<'a>, month: Number<'a>) -> Option<Past<'a, Day>> {
    let slash = month.after.word("/").filter(|_| month.in_figures)?;
    let number = slash.figures()?;
    let is_pair = !at.is_after(&["/", "-"]) && number.after.one_of(&["/", "-"]).is_none();
    let short = month.length <= 2 && number.length <= 2;
    let is_else =
        number.after.one_of(&COUNTED).is_some() || FRACTIONS.contains(&(month.value, number.value));
    dated(Some(month.value), number).filter(|_| is_pair && short && !is_else)
}

/// What goes on behind figures with a point that are a day, and no 1.5 of something.
const BEHIND_POINT: [&str; 9] = [
    "上午", "下午", "晚", "早", "凌晨", "全天", "当天", "停水", "停电",
];

/// 12.3上午, 12.3停水, 12.3（周四）.
fn by_point(month: Number<'_>) -> Option<Past<'_, Day>> {
    let point = month.after.word(".").filter(|_| month.in_figures)?;
    let number = point.figures()?;
    let short = month.length <= 2 && number.length <= 2;
    let after = number.after;
    let goes_on = after.one_of(&BEHIND_POINT).is_some() || weekdays::beside(after).is_some();
    dated(Some(month.value), number).filter(|_| short && goes_on)
}

/// 3号, 3日, the first of 3–5日.
fn alone<'a>(at: Scan<'a>, number: Number<'a>) -> Option<Past<'a, Day>> {
    let found = dated(None, number)?;
    if let Some(after) = number.after.word("日") {
        return is_day(at, after).then_some(Past { after, ..found });
    }
    if let Some(after) = number.after.word("号") {
        return is_number_of_day(at, after).then_some(Past { after, ..found });
    }
    // The end of a range says what both of its numbers are.
    let last = number.after.to()?;
    alone(last, last.number()?)?;
    (!follows_a_name(at) && !at.is_after(&COUNTS_DAYS)).then_some(found)
}

/// What behind 3日 makes it a length: 3日内, 一日三餐, 7日无理由.
const LENGTHS: [&str; 25] = [
    "内",
    "之内",
    "以内",
    "后",
    "之后",
    "以上",
    "间",
    "游",
    "常",
    "均",
    "用",
    "期",
    "子",
    "报",
    "三餐",
    "无理由",
    "有效",
    "免费",
    "一次",
    "两次",
    "三次",
    "一换",
    "左右",
    "工期",
    "时间",
];
/// What before 3日 counts days: 工期3日, 每3日.
const COUNTS_DAYS: [&str; 25] = [
    "提前",
    "每",
    "共",
    "满",
    "连续",
    "第",
    "近",
    "过",
    "足",
    "约",
    "隔",
    "工期",
    "工期为",
    "工期:",
    "为期",
    "历时",
    "耗时",
    "用时",
    "需",
    "需要",
    "至少",
    "最多",
    "共计",
    "有效期",
    "质保",
];

/// Whether 3日 is a day and not a length.
fn is_day(at: Scan<'_>, after: Scan<'_>) -> bool {
    let counted = |at: Scan<'_>| at.is_after(&COUNTS_DAYS);
    let ends_length = start_of_range(at).is_some_and(counted);
    after.one_of(&LENGTHS).is_none() && !counted(at) && !ends_length
}

/// Where the first number of a range stands whose last one stands here: that of 3 for 5 in 3–5日.
fn start_of_range(at: Scan<'_>) -> Option<Scan<'_>> {
    let mut first = at.before_to()?;
    let here = first.at;
    while first
        .before()
        .is_some_and(|c| c.is_ascii_digit() || is_numeral(c))
    {
        first = first.back()?;
    }
    (first.at < here).then_some(first)
}

/// Whether 3号 is a day and not the number of a house, a line or an account.
fn is_number_of_day(at: Scan<'_>, after: Scan<'_>) -> bool {
    !follows_a_name(at) && goes_on_as_day(after)
}

/// Whether what stands before wants a number: 人民路3号.
fn follows_a_name(at: Scan<'_>) -> bool {
    let names = "第路街巷弄里村牌道编单账帐卡机座栋幢楼元室层区组铺门口位户院园#./_〕]】";
    let is_part = |c: char| names.contains(c) || c.is_ascii_alphanumeric();
    at.before().is_some_and(is_part)
}

/// What goes on behind the number of a day.
const GOES_ON: [&str; 24] = [
    "上午", "下午", "中午", "晚", "早", "凌晨", "清晨", "傍晚", "夜", "当天", "当日", "全天",
    "白天", "开始", "起至", "起停", "停水", "停电", "恢复", "之前", "进行", "施工", "检修", "清洗",
];

/// Whether what follows goes on about a day.
fn goes_on_as_day(after: Scan<'_>) -> bool {
    let Some(c) = after.here() else {
        return true;
    };
    let goes_on = after.one_of(&GOES_ON).is_some() || weekdays::beside(after).is_some();
    if goes_on || "。!;:)\n".contains(c) {
        return true;
    }
    if after.bare().at > after.at {
        return after.bare().here().is_some() && goes_on_as_day(after.bare());
    }
    if let Some(next) = after.to().or_else(|| after.word(",")) {
        // 3号至5号, and not 3号至5号楼; a comma may lead to the next house of a list.
        return match next.number() {
            Some(last) => match last.after.word("号") {
                Some(after) => goes_on_as_day(after),
                None => last.after.one_of(&["日", "点", "时", ":"]).is_some(),
            },
            None => c == ',',
        };
    }
    let hour = after.number();
    hour.is_some_and(|hour| hour.after.one_of(&["点", "时", ":"]).is_some())
}

/// Words for a day, by how many days it is away from the one on which they are read.
const AWAY: [(&str, u64); 11] = [
    ("大后天", 3),
    ("后天", 2),
    ("明天", 1),
    ("明日", 1),
    ("明早", 1),
    ("明晚", 1),
    ("今天", 0),
    ("今日", 0),
    ("今晚", 0),
    ("今晨", 0),
    ("今早", 0),
];

/// 明天.
fn away(at: Scan<'_>) -> Option<Past<'_, What>> {
    AWAY.iter().find_map(|(word, days)| {
        let after = at.word(word)?;
        Some(Past {
            it: What::Away(*days),
            after,
        })
    })
}
