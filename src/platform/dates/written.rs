//! Dates of a text that was written in another year: it left that year out, because it went without
//! saying then.

use chrono::Datelike;

use super::Dates;
use crate::platform::clock::Moment;

/// The months as English texts write them out.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Dates {
    /// A text of ours with the year of its writing beside each date that leaves it out, where that
    /// year is not the reader's: 12月1日 of last year is 2025年12月1日 now.
    pub fn with_its_year(self, text: &str, written: Moment) -> String {
        let year = self.local(written).year();
        if year == self.today().year() {
            return text.to_owned();
        }
        let mut dated = String::with_capacity(text.len() + 16);
        let mut rest = text;
        while let Some(next) = next_date(rest) {
            let (before, from) = rest.split_at(next.at);
            let (date, after) = from.split_at(next.length);
            dated.push_str(before);
            match next.of {
                Written::Chinese if !before.ends_with('年') => {
                    dated.push_str(&year.to_string());
                    dated.push('年');
                    dated.push_str(date);
                }
                Written::English if !begins_with_year(after) => {
                    dated.push_str(date);
                    dated.push(' ');
                    dated.push_str(&year.to_string());
                }
                Written::Chinese | Written::English => dated.push_str(date),
            }
            rest = after;
        }
        dated.push_str(rest);
        dated
    }
}

/// How a date is written.
enum Written {
    Chinese,
    English,
}

/// A date in a text.
struct Found {
    at: usize,
    length: usize,
    of: Written,
}

/// The first date of a text: 12月1日, 1 December.
fn next_date(text: &str) -> Option<Found> {
    let digits = |from: &str| from.bytes().take_while(u8::is_ascii_digit).count();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let first = rest.find(|c: char| c.is_ascii_digit())?;
        at += first;
        let from = text.get(at..)?;
        let number = digits(from);
        let after = from.get(number..)?;
        let found = chinese(after).or_else(|| english(after));
        if let Some(behind) = found.filter(|_| number <= 2) {
            return Some(Found {
                at,
                length: number + behind.length,
                of: behind.of,
            });
        }
        at += number;
    }
    None
}

/// What of a date stands behind its first number.
struct Behind {
    length: usize,
    of: Written,
}

fn chinese(after: &str) -> Option<Behind> {
    let day = after.strip_prefix('月')?;
    let digits = day.bytes().take_while(u8::is_ascii_digit).count();
    let is_day = (1..=2).contains(&digits) && day.get(digits..)?.starts_with('日');
    is_day.then_some(Behind {
        length: '月'.len_utf8() + digits + '日'.len_utf8(),
        of: Written::Chinese,
    })
}

fn english(after: &str) -> Option<Behind> {
    let month = after.strip_prefix(' ')?;
    let found = MONTHS.iter().find(|name| month.starts_with(**name))?;
    Some(Behind {
        length: 1 + found.len(),
        of: Written::English,
    })
}

fn begins_with_year(after: &str) -> bool {
    let year = after.strip_prefix(' ').unwrap_or_default();
    year.bytes().take_while(u8::is_ascii_digit).count() == 4
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, NaiveTime};
    use chrono_tz::Asia::Shanghai;

    use super::*;
    use crate::platform::words::Lang;

    fn at(year: i32, month: u32, day: u32) -> Moment {
        let on = NaiveDate::from_ymd_opt(year, month, day).unwrap();
        Moment::from_local(Shanghai, on, NaiveTime::MIN).unwrap()
    }

    fn read(text: &str, in_year: i32) -> String {
        let show = Dates::new(Lang::Zh, Shanghai, at(in_year, 3, 5));
        show.with_its_year(text, at(2026, 11, 24))
    }

    #[test]
    fn what_was_written_in_another_year_is_read_with_it() {
        for (written, later) in [
            (
                "11月26日 星期四 09:00–15:30",
                "2026年11月26日 星期四 09:00–15:30",
            ),
            (
                "11月30日 22:00–12月1日 06:00",
                "2026年11月30日 22:00–2026年12月1日 06:00",
            ),
            (
                "12月30日 22:00–2027年1月1日 06:00",
                "2026年12月30日 22:00–2027年1月1日 06:00",
            ),
            (
                "Thursday 26 November, 09:00",
                "Thursday 26 November 2026, 09:00",
            ),
            (
                "30 December, 22:00 to 1 January 2027, 06:00",
                "30 December 2026, 22:00 to 1 January 2027, 06:00",
            ),
            ("原定 11月26日", "原定 2026年11月26日"),
        ] {
            assert_eq!(read(written, 2028), later);
            assert_eq!(
                read(written, 2026),
                written,
                "in its own year it goes without saying"
            );
        }
    }

    #[test]
    fn what_is_no_date_is_left_alone() {
        for text in [
            "约3个月",
            "12月份",
            "20–69号楼",
            "2026年11月26日",
            "100 March",
            "每月1日",
            "",
        ] {
            assert_eq!(read(text, 2027), text);
        }
    }
}
