//! Dates and times as people read them, in both languages.
//!
//! Pure functions: the moment, the zone and, where it matters, "now" come from the caller.
//! A date of the current year omits the year; times are on the 24-hour clock.

mod written;

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, Weekday};
use chrono_tz::Tz;

use super::clock::Moment;
use super::words::Lang;

/// How moments are shown to one reader: language, zone, and the year that goes without saying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    /// The reader's language.
    pub lang: Lang,
    /// The zone of the wall clock.
    pub zone: Tz,
    /// The moment of reading; its year is omitted.
    pub now: Moment,
}

impl Dates {
    /// The way to show moments to a reader of `lang` in `zone`, at `now`.
    pub fn new(lang: Lang, zone: Tz, now: Moment) -> Self {
        Self { lang, zone, now }
    }

    fn local(self, at: Moment) -> DateTime<Tz> {
        at.local(self.zone)
    }

    /// Today's date on the wall.
    pub fn today(self) -> NaiveDate {
        self.local(self.now).date_naive()
    }

    /// `11月26日`, `26 November`; with the year when it is another one.
    pub fn date(self, at: Moment) -> String {
        self.date_on(self.local(at).date_naive())
    }

    /// [`Dates::date`] of a calendar date.
    pub fn date_on(self, on: NaiveDate) -> String {
        if on.year() == self.today().year() {
            short_date(self.lang, on)
        } else {
            full_date_on(self.lang, on)
        }
    }

    /// `11月26日 星期四`, `Thursday 26 November`.
    pub fn day(self, at: Moment) -> String {
        self.day_on(self.local(at).date_naive())
    }

    /// [`Dates::day`] of a calendar date.
    pub fn day_on(self, on: NaiveDate) -> String {
        let (date, weekday) = (self.date_on(on), weekday(self.lang, on.weekday()));
        match self.lang {
            Lang::Zh => format!("{date} {weekday}"),
            Lang::En => format!("{weekday} {date}"),
        }
    }

    /// `09:00`.
    pub fn time(self, at: Moment) -> String {
        clock_time(self.local(at).time())
    }

    /// `11月25日 09:00`, `25 November, 09:00`.
    pub fn date_time(self, at: Moment) -> String {
        let (date, time) = (self.date(at), self.time(at));
        match self.lang {
            Lang::Zh => format!("{date} {time}"),
            Lang::En => format!("{date}, {time}"),
        }
    }

    /// `11月25日 星期三 09:00`, `Wednesday 25 November, 09:00`.
    pub fn day_time(self, at: Moment) -> String {
        let (day, time) = (self.day(at), self.time(at));
        match self.lang {
            Lang::Zh => format!("{day} {time}"),
            Lang::En => format!("{day}, {time}"),
        }
    }

    /// `今天 18:00`, `明天 09:00`, `昨天 17:30`, else [`Dates::date_time`].
    pub fn near(self, at: Moment) -> String {
        match self.near_word(self.local(at).date_naive()) {
            Some(word) => format!("{word} {}", self.time(at)),
            None => self.date_time(at),
        }
    }

    /// The word for a day next to today.
    fn near_word(self, on: NaiveDate) -> Option<&'static str> {
        let days = (on - self.today()).num_days();
        match (days, self.lang) {
            (0, Lang::Zh) => Some("今天"),
            (1, Lang::Zh) => Some("明天"),
            (-1, Lang::Zh) => Some("昨天"),
            (0, Lang::En) => Some("today"),
            (1, Lang::En) => Some("tomorrow"),
            (-1, Lang::En) => Some("yesterday"),
            _ => None,
        }
    }

    /// `09:00–15:30` within one day; `22:00–次日06:00` overnight (`22:00–06:00 next day`);
    /// over more days [`Dates::span`], for the times alone would mislead.
    pub fn hours(self, from: Moment, to: Moment) -> String {
        let (start, ends) = (self.time(from), self.end(from, to));
        let end = &ends.time;
        match (self.days_until(from, &ends), self.lang) {
            (0, _) => format!("{start}–{end}"),
            (1, Lang::Zh) => format!("{start}–次日{end}"),
            (1, Lang::En) => format!("{start}–{end} next day"),
            _ => self.span(from, to),
        }
    }

    /// When something is over or due, as people say it: the midnight behind a day is that day's
    /// 24:00 (GB/T 7408: the end of a calendar day), here as in every other place that tells an end
    /// or a deadline. What begins at midnight begins at 00:00: [`Dates::time`].
    pub fn over(self, at: Moment) -> End {
        let local = self.local(at);
        let (on, time) = (local.date_naive(), local.time());
        match on.pred_opt() {
            Some(before) if time == NaiveTime::MIN => End {
                on: before,
                time: "24:00".to_owned(),
            },
            Some(_) | None => End {
                on,
                time: clock_time(time),
            },
        }
    }

    /// When a span ends: [`Dates::over`]. One that does not last ends when it begins.
    pub fn end(self, from: Moment, to: Moment) -> End {
        if from < to {
            return self.over(to);
        }
        let local = self.local(to);
        End {
            on: local.date_naive(),
            time: clock_time(local.time()),
        }
    }

    /// [`Dates::end`] with its day: `11月26日 17:00`, `11月26日 24:00`.
    pub fn until(self, from: Moment, to: Moment) -> String {
        let End { on, time } = self.end(from, to);
        self.beside(&self.date_on(on), &time)
    }

    /// A deadline or an end with its day, as [`Dates::over`] says it: `11月26日 17:00`,
    /// `11月26日 24:00`.
    pub fn by(self, at: Moment) -> String {
        let End { on, time } = self.over(at);
        self.beside(&self.date_on(on), &time)
    }

    /// [`Dates::by`] with the weekday: `11月26日 星期四 24:00`.
    pub fn by_day(self, at: Moment) -> String {
        let End { on, time } = self.over(at);
        self.beside(&self.day_on(on), &time)
    }

    /// [`Dates::by`] in the words for near days: `今天 24:00`.
    pub fn by_near(self, at: Moment) -> String {
        let End { on, time } = self.over(at);
        match self.near_word(on) {
            Some(word) => format!("{word} {time}"),
            None => self.by(at),
        }
    }

    fn beside(self, day: &str, time: &str) -> String {
        match self.lang {
            Lang::Zh => format!("{day} {time}"),
            Lang::En => format!("{day}, {time}"),
        }
    }

    /// `11月26日 星期四 09:00–15:30`; over several days `11月26日 22:00–11月28日 06:00`.
    pub fn span(self, from: Moment, to: Moment) -> String {
        if self.days_until(from, &self.end(from, to)) == 0 {
            let (day, hours) = (self.day(from), self.hours(from, to));
            return match self.lang {
                Lang::Zh => format!("{day} {hours}"),
                Lang::En => format!("{day}, {hours}"),
            };
        }
        let (start, end) = (self.date_time(from), self.until(from, to));
        match self.lang {
            Lang::Zh => format!("{start}–{end}"),
            Lang::En => format!("{start} to {end}"),
        }
    }

    /// `11月26日`, `11月26日–28日`, `11月30日–12月2日`; `26–28 November`.
    pub fn dates(self, from: NaiveDate, to: NaiveDate) -> String {
        if from == to {
            return self.date_on(from);
        }
        let same_month = from.year() == to.year() && from.month() == to.month();
        match (same_month, self.lang) {
            (true, Lang::Zh) => format!("{}–{}日", self.date_on(from), to.day()),
            (true, Lang::En) => format!("{}–{}", from.day(), self.date_on(to)),
            (false, Lang::Zh) => format!("{}–{}", self.date_on(from), self.date_on(to)),
            (false, Lang::En) => format!("{} to {}", self.date_on(from), self.date_on(to)),
        }
    }

    /// `2026年11月24日`, `24 November 2026`: for signatures, always with the year.
    pub fn full_date(self, at: Moment) -> String {
        full_date_on(self.lang, self.local(at).date_naive())
    }

    /// `2026年11月24日 09:00`, always with the year, for records.
    pub fn full_date_time(self, at: Moment) -> String {
        let (date, time) = (self.full_date(at), self.time(at));
        match self.lang {
            Lang::Zh => format!("{date} {time}"),
            Lang::En => format!("{date}, {time}"),
        }
    }

    /// `还剩 21 小时 14 分钟`, or once it is past `已过 3 小时 20 分钟`.
    pub fn left(self, until: Moment) -> String {
        let left = until.since(self.now);
        match (left >= Duration::zero(), self.lang) {
            (true, Lang::Zh) => format!("还剩 {}", length(self.lang, left)),
            (true, Lang::En) => format!("{} left", length(self.lang, left)),
            (false, Lang::Zh) => format!("已过 {}", length(self.lang, -left)),
            (false, Lang::En) => format!("{} overdue", length(self.lang, -left)),
        }
    }

    /// `3 小时 20 分钟前`, `刚刚`.
    pub fn ago(self, at: Moment) -> String {
        let past = self.now.since(at);
        if past < Duration::minutes(1) {
            return match self.lang {
                Lang::Zh => "刚刚",
                Lang::En => "just now",
            }
            .to_owned();
        }
        match self.lang {
            Lang::Zh => format!("{}前", length(self.lang, past)),
            Lang::En => format!("{} ago", length(self.lang, past)),
        }
    }

    /// Days between the one a span begins and the one it ends.
    fn days_until(self, from: Moment, end: &End) -> i64 {
        (end.on - self.local(from).date_naive()).num_days()
    }
}

/// The end of a span, as people say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The day it ends.
    pub on: NaiveDate,
    /// `15:30`, or `24:00` at the midnight behind the day.
    pub time: String,
}

/// `09:00`.
pub fn clock_time(at: NaiveTime) -> String {
    at.format("%H:%M").to_string()
}

/// `2026-11-26`, as date fields hold it.
pub fn field_date(on: NaiveDate) -> String {
    on.format("%Y-%m-%d").to_string()
}

/// `2026年11月24日`, `24 November 2026`.
pub fn full_date_on(lang: Lang, on: NaiveDate) -> String {
    match lang {
        Lang::Zh => format!("{}年{}", on.year(), short_date(lang, on)),
        Lang::En => format!("{} {}", short_date(lang, on), on.year()),
    }
}

/// `6 小时 30 分钟`, `3 天 4 小时`: the two largest units, whole minutes rounded down.
pub fn length(lang: Lang, length: Duration) -> String {
    let minutes = length.num_minutes().max(0);
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let parts = match (days, hours) {
        (0, 0) => [(minutes, Unit::Minute), (0, Unit::Minute)],
        (0, _) => [(hours, Unit::Hour), (minutes, Unit::Minute)],
        // Deadlines count in clock hours: within two days, hours say more than "1 day".
        (1, _) => [(hours + 24, Unit::Hour), (minutes, Unit::Minute)],
        _ => [(days, Unit::Day), (hours, Unit::Hour)],
    };
    let said: Vec<String> = parts
        .into_iter()
        .enumerate()
        .filter(|(place, (count, _))| *place == 0 || *count > 0)
        .map(|(_, (count, unit))| unit.say(lang, count))
        .collect();
    said.join(" ")
}

#[derive(Clone, Copy)]
enum Unit {
    Day,
    Hour,
    Minute,
}

impl Unit {
    fn say(self, lang: Lang, count: i64) -> String {
        let word = match (self, lang) {
            (Self::Day, Lang::Zh) => "天",
            (Self::Hour, Lang::Zh) => "小时",
            (Self::Minute, Lang::Zh) => "分钟",
            (Self::Day, Lang::En) => "day",
            (Self::Hour, Lang::En) => "h",
            (Self::Minute, Lang::En) => "min",
        };
        let plural = if word == "day" && count != 1 { "s" } else { "" };
        format!("{count} {word}{plural}")
    }
}

/// `星期四`, `Thursday`.
pub fn weekday(lang: Lang, day: Weekday) -> &'static str {
    match (day, lang) {
        (Weekday::Mon, Lang::Zh) => "星期一",
        (Weekday::Tue, Lang::Zh) => "星期二",
        (Weekday::Wed, Lang::Zh) => "星期三",
        (Weekday::Thu, Lang::Zh) => "星期四",
        (Weekday::Fri, Lang::Zh) => "星期五",
        (Weekday::Sat, Lang::Zh) => "星期六",
        (Weekday::Sun, Lang::Zh) => "星期日",
        (Weekday::Mon, Lang::En) => "Monday",
        (Weekday::Tue, Lang::En) => "Tuesday",
        (Weekday::Wed, Lang::En) => "Wednesday",
        (Weekday::Thu, Lang::En) => "Thursday",
        (Weekday::Fri, Lang::En) => "Friday",
        (Weekday::Sat, Lang::En) => "Saturday",
        (Weekday::Sun, Lang::En) => "Sunday",
    }
}

fn short_date(lang: Lang, on: NaiveDate) -> String {
    match lang {
        Lang::Zh => format!("{}月{}日", on.month(), on.day()),
        Lang::En => on.format("%-d %B").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn at(month: u32, day: u32, hour: u32, minute: u32) -> Moment {
        let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        Moment::from_local(chrono_tz::Asia::Shanghai, on(month, day), time).unwrap()
    }

    fn zh() -> Dates {
        Dates::new(Lang::Zh, chrono_tz::Asia::Shanghai, at(11, 24, 11, 46))
    }

    fn en() -> Dates {
        Dates {
            lang: Lang::En,
            ..zh()
        }
    }

    #[test]
    fn a_day_of_this_year_goes_without_the_year() {
        let day = at(11, 26, 9, 0);
        assert_eq!(zh().date(day), "11月26日");
        assert_eq!(zh().day(day), "11月26日 星期四");
        assert_eq!(en().day(day), "Thursday 26 November");
        assert_eq!(zh().full_date(day), "2026年11月26日");
        assert_eq!(en().full_date(day), "26 November 2026");
        assert_eq!(zh().full_date_time(day), "2026年11月26日 09:00");
    }

    #[test]
    fn a_day_of_another_year_says_so() {
        let day = NaiveDate::from_ymd_opt(2027, 1, 2).unwrap();
        assert_eq!(zh().day_on(day), "2027年1月2日 星期六");
        assert_eq!(en().day_on(day), "Saturday 2 January 2027");
    }

    #[test]
    fn an_early_morning_here_belongs_to_the_local_day() {
        // 00:30 in Shanghai is still the day before in UTC.
        assert_eq!(zh().date_time(at(12, 1, 0, 30)), "12月1日 00:30");
    }

    #[test]
    fn hours_of_one_day_of_a_night_and_of_several_days() {
        let (start, end) = (at(11, 26, 9, 0), at(11, 26, 15, 30));
        assert_eq!(zh().hours(start, end), "09:00–15:30");
        assert_eq!(zh().span(start, end), "11月26日 星期四 09:00–15:30");
        assert_eq!(en().span(start, end), "Thursday 26 November, 09:00–15:30");
        let (start, end) = (at(11, 30, 22, 0), at(12, 1, 6, 0));
        assert_eq!(zh().hours(start, end), "22:00–次日06:00");
        assert_eq!(en().hours(start, end), "22:00–06:00 next day");
        assert_eq!(zh().span(start, end), "11月30日 22:00–12月1日 06:00");
        let later = at(12, 2, 6, 0);
        assert_eq!(
            en().hours(start, later),
            "30 November, 22:00 to 2 December, 06:00"
        );
    }

    #[test]
    fn the_midnight_that_ends_a_span_is_the_24_00_of_its_day_and_one_that_begins_it_is_00_00() {
        let (evening, midnight) = (at(12, 2, 18, 0), at(12, 3, 0, 0));
        assert_eq!(zh().hours(evening, midnight), "18:00–24:00");
        assert_eq!(zh().span(evening, midnight), "12月2日 星期三 18:00–24:00");
        assert_eq!(
            zh().span(at(12, 1, 18, 0), midnight),
            "12月1日 18:00–12月2日 24:00"
        );
        assert_eq!(
            zh().span(at(12, 2, 0, 0), midnight),
            "12月2日 星期三 00:00–24:00"
        );
        assert_eq!(zh().until(evening, midnight), "12月2日 24:00");
        assert_eq!(
            zh().span(midnight, at(12, 3, 6, 0)),
            "12月3日 星期四 00:00–06:00"
        );
        assert_eq!(
            en().span(evening, midnight),
            "Wednesday 2 December, 18:00–24:00"
        );
        assert_eq!(en().until(evening, at(12, 4, 0, 0)), "3 December, 24:00");
        // The last midnight of a year belongs to its last day.
        let new_year = Moment::from_local(
            chrono_tz::Asia::Shanghai,
            NaiveDate::from_ymd_opt(2027, 1, 1).unwrap(),
            NaiveTime::MIN,
        );
        assert_eq!(zh().until(evening, new_year.unwrap()), "12月31日 24:00");
        assert_eq!(zh().hours(midnight, midnight), "00:00–00:00");
    }

    #[test]
    fn a_deadline_or_an_end_at_midnight_is_the_24_00_of_the_day_before_and_a_begin_is_not() {
        let midnight = at(11, 25, 0, 0);
        assert_eq!(zh().by(midnight), "11月24日 24:00");
        assert_eq!(en().by(midnight), "24 November, 24:00");
        assert_eq!(zh().by_day(midnight), "11月24日 星期二 24:00");
        assert_eq!(en().by_day(midnight), "Tuesday 24 November, 24:00");
        assert_eq!(zh().by_near(midnight), "今天 24:00");
        assert_eq!(zh().by_near(at(11, 24, 0, 0)), "昨天 24:00");
        assert_eq!(en().by_near(at(11, 26, 0, 0)), "tomorrow 24:00");
        assert_eq!(zh().by_near(at(11, 28, 0, 0)), "11月27日 24:00");
        assert_eq!(zh().date_time(midnight), "11月25日 00:00");
        assert_eq!(zh().day_time(midnight), "11月25日 星期三 00:00");
        assert_eq!(zh().near(midnight), "明天 00:00");
        // A minute on either side is no midnight, and one that is elsewhere is none here.
        for (hour, minute, on, told) in [
            (23, 59, 24, "23:59"),
            (0, 1, 25, "00:01"),
            (8, 0, 25, "08:00"),
        ] {
            let there = at(11, on, hour, minute);
            assert_eq!(zh().by(there), format!("11月{on}日 {told}"));
            assert_eq!(zh().by(there), zh().date_time(there));
            assert_eq!(zh().by_day(there), zh().day_time(there));
            assert_eq!(zh().by_near(there), zh().near(there));
        }
        let new_year = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();
        let new_year = Moment::from_local(chrono_tz::Asia::Shanghai, new_year, NaiveTime::MIN);
        assert_eq!(zh().by(new_year.unwrap()), "12月31日 24:00");
    }

    #[test]
    fn ranges_of_dates_say_the_month_once() {
        assert_eq!(zh().dates(on(11, 26), on(11, 26)), "11月26日");
        assert_eq!(zh().dates(on(11, 26), on(11, 28)), "11月26日–28日");
        assert_eq!(zh().dates(on(11, 30), on(12, 2)), "11月30日–12月2日");
        assert_eq!(en().dates(on(11, 26), on(11, 28)), "26–28 November");
        assert_eq!(
            en().dates(on(11, 30), on(12, 2)),
            "30 November to 2 December"
        );
    }

    #[test]
    fn what_is_left_and_what_is_past_is_said_in_hours_and_minutes() {
        assert_eq!(zh().left(at(11, 25, 9, 0)), "还剩 21 小时 14 分钟");
        assert_eq!(en().left(at(11, 25, 9, 0)), "21 h 14 min left");
        assert_eq!(zh().left(at(11, 24, 11, 46)), "还剩 0 分钟");
        assert_eq!(zh().left(at(11, 24, 11, 16)), "已过 30 分钟");
        assert_eq!(zh().ago(at(11, 24, 8, 26)), "3 小时 20 分钟前");
        assert_eq!(en().ago(at(11, 24, 8, 26)), "3 h 20 min ago");
        assert_eq!(zh().ago(at(11, 24, 11, 46)), "刚刚");
    }

    #[test]
    fn lengths_name_two_units_at_most() {
        assert_eq!(length(Lang::Zh, Duration::minutes(390)), "6 小时 30 分钟");
        assert_eq!(length(Lang::Zh, Duration::hours(6)), "6 小时");
        assert_eq!(length(Lang::Zh, Duration::hours(25)), "25 小时");
        assert_eq!(length(Lang::Zh, Duration::hours(76)), "3 天 4 小时");
        assert_eq!(length(Lang::En, Duration::hours(48)), "2 days");
    }

    #[test]
    fn near_days_have_names() {
        assert_eq!(zh().near(at(11, 24, 18, 0)), "今天 18:00");
        assert_eq!(zh().near(at(11, 25, 9, 0)), "明天 09:00");
        assert_eq!(en().near(at(11, 23, 9, 0)), "yesterday 09:00");
        assert_eq!(zh().near(at(11, 27, 9, 0)), "11月27日 09:00");
    }

    #[test]
    fn every_weekday_is_called_right() {
        let days: Vec<_> = (23..30)
            .map(|d| weekday(Lang::Zh, on(11, d).weekday()))
            .collect();
        assert_eq!(days.join(""), "星期一星期二星期三星期四星期五星期六星期日");
    }
}
