//! How a text begins, for those who need not read all of it.

use std::ops::Range;

use crate::platform::phone;

/// How a text begins, without numbers to call: at most so many characters.
pub(super) fn excerpt(text: &str, most: usize) -> String {
    let text = without_numbers(text);
    let mut begins: String = text.chars().take(most).collect();
    if text.chars().count() > most {
        begins.push('…');
    }
    begins
}

/// Fewer figures than this call nobody: floors, homes, hours.
const CALLABLE: usize = 7;
/// What stands for a number to call.
const HIDDEN: &str = "***";

/// Figures that stand together, in whichever width they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    digits: String,
    start: usize,
    end: usize,
}

/// A text without what may be telephone numbers, however they are grouped. A date, an hour and
/// neighbouring homes stay: the office needs them.
fn without_numbers(text: &str) -> String {
    let groups = groups(text);
    let mut hidden = Vec::new();
    let mut rest = groups.as_slice();
    while !rest.is_empty() {
        let date = date_at(text, rest);
        let (now, next) = rest.split_at(if date > 0 { date } else { run_at(text, rest) });
        hidden.extend(if date > 0 {
            vec![false; date]
        } else {
            hide(text, now)
        });
        rest = next;
    }
    shown(text, &groups, &hidden)
}

fn groups(text: &str) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    for (at, c) in text.char_indices() {
        let Some(digit) = phone::digit(c) else {
            continue;
        };
        let end = at + c.len_utf8();
        match found.last_mut() {
            Some(last) if last.end == at => {
                last.digits.push(digit);
                last.end = end;
            }
            _ => found.push(Group {
                digits: digit.to_string(),
                start: at,
                end,
            }),
        }
    }
    found
}

/// How many groups, from the first on, are joined as those of one number may be.
fn run_at(text: &str, groups: &[Group]) -> usize {
    let joined = groups.windows(2).enumerate().take_while(|(n, pair)| {
        let between = between(text, pair);
        let behind = groups.get(n + 1..).unwrap_or_default();
        between.chars().count() <= 4
            && between
                .chars()
                .all(|c| phone::joins(c) || matches!(c, '/' | '／' | '_'))
            && date_at(text, behind) == 0
    });
    1 + joined.count()
}

/// What may stand between the groups of one number.
fn joins(c: char) -> bool {
    phone::joins(c) || matches!(c, '/' | '／' | '_')
}

/// What stands between two groups.
fn between<'a>(text: &'a str, pair: &[Group]) -> &'a str {
    let [one, next] = pair else { return "" };
    text.get(one.end..next.start).unwrap_or_default()
}

/// How many groups, from the first on, are a day: 2026-11-30, 2026.11.30, 20261130.
fn date_at(text: &str, groups: &[Group]) -> usize {
    let is_day = |year: &str, month: &str, day: &str| {
        let within = |part: &str, most: u32| {
            part.len() <= 2 && part.parse().is_ok_and(|n: u32| (1..=most).contains(&n))
        };
        year.len() == 4 && year.starts_with("20") && within(month, 12) && within(day, 31)
    };
    match groups {
        [one, ..] if one.digits.len() == 8 => {
            let parts = (
                one.digits.get(..4),
                one.digits.get(4..6),
                one.digits.get(6..),
            );
            let (Some(year), Some(month), Some(day)) = parts else {
                return 0;
            };
            usize::from(is_day(year, month, day))
        }
        [year, month, day, ..] if is_day(&year.digits, &month.digits, &day.digits) => {
            let gaps = [(year.end, month.start), (month.end, day.start)];
            let mark = |(from, to): (usize, usize)| {
                matches!(
                    text.get(from..to),
                    Some("-" | "." | "/" | "－" | "．" | "／")
                )
            };
            if gaps.into_iter().all(mark) { 3 } else { 0 }
        }
        _ => 0,
    }
}

/// Which of joined groups are hidden: whatever is a whole number, and the rest where it may be one.
fn hide(text: &str, run: &[Group]) -> Vec<bool> {
    let mut hidden = vec![false; run.len()];
    if are_homes(text, run) || is_home(run) {
        return hidden;
    }
    for from in 0..run.len() {
        let mut digits = String::new();
        for (to, group) in run.iter().enumerate().skip(from) {
            digits.push_str(&group.digits);
            if phone::is_whole(&digits) {
                cover(&mut hidden, from..to + 1);
            }
        }
    }
    for open in open_spans(&hidden) {
        let rest = run.get(open.clone()).unwrap_or_default();
        let count: usize = rest.iter().map(|group| group.digits.len()).sum();
        if count >= CALLABLE && !are_homes(text, rest) {
            cover(&mut hidden, open);
        }
    }
    hidden
}

fn cover(hidden: &mut [bool], span: Range<usize>) {
    let covered = hidden.iter_mut().take(span.end).skip(span.start);
    covered.for_each(|is| *is = true);
}

/// Where groups stand beside each other that are not hidden.
fn open_spans(hidden: &[bool]) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    for (at, _) in hidden.iter().enumerate().filter(|(_, is)| !**is) {
        match spans.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            _ => spans.push(at..at + 1),
        }
    }
    spans
}

/// Whether it is one home, by building, entrance and door: 12-3-1503.
fn is_home(run: &[Group]) -> bool {
    let lengths: Vec<usize> = run.iter().map(|group| group.digits.len()).collect();
    matches!(lengths.as_slice(), [1..=2, 1, 3..=4])
}

/// Whether they are neighbouring homes, three at least, joined alike: 1503-1504-1505.
fn are_homes(text: &str, run: &[Group]) -> bool {
    let length = run.first().map_or(0, |group| group.digits.len());
    let alike = run.iter().all(|group| group.digits.len() == length);
    let gaps: Vec<&str> = run.windows(2).map(|pair| between(text, pair)).collect();
    let numbers: Vec<i32> = run.iter().filter_map(|g| g.digits.parse().ok()).collect();
    let near = |pair: &[i32]| match pair {
        [one, next] => (1..=100).contains(&(next - one)),
        _ => false,
    };
    run.len() >= 3
        && (3..=4).contains(&length)
        && alike
        && gaps.iter().all(|gap| gaps.first() == Some(gap))
        && numbers.windows(2).all(near)
}

fn shown(text: &str, groups: &[Group], hidden: &[bool]) -> String {
    let (mut kept, mut at, mut was_hidden) = (String::new(), 0, false);
    for (group, is_hidden) in groups.iter().zip(hidden) {
        let before = text.get(at..group.start).unwrap_or_default();
        let goes_on = *is_hidden && was_hidden && before.chars().all(joins);
        if !goes_on {
            kept.push_str(before);
            kept.push_str(if *is_hidden {
                HIDDEN
            } else {
                text.get(group.start..group.end).unwrap_or_default()
            });
        }
        (at, was_hidden) = (group.end, *is_hidden);
    }
    kept.push_str(text.get(at..).unwrap_or_default());
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_hidden_however_they_are_joined_and_what_is_none_stays() {
        for (text, shown) in [
            ("138.0000.2217", "***"),
            ("138·0000·2217", "***"),
            ("138／0000／2217", "***"),
            ("138\u{a0}0000\u{a0}2217", "***"),
            ("138\u{3000}0000\u{3000}2217", "***"),
            ("138\u{2011}0000\u{2011}2217", "***"),
            ("(0755) 8888-0000", "(***"),
            ("+86 138 0000 2217", "+86 ***"),
            ("400-888-0000", "***"),
            ("8888 0000", "***"),
            ("1503室 13800002217", "1503室 ***"),
            ("1503 13800002217", "1503 ***"),
            ("2026-11-30 13800002217", "2026-11-30 ***"),
            ("2026-11-30 09:00 停水", "2026-11-30 09:00 停水"),
            ("2026.11.30 至 2026.12.01", "2026.11.30 至 2026.12.01"),
            ("20261130 报修", "20261130 报修"),
            ("11月30日 8:00-12:30", "11月30日 8:00-12:30"),
            ("1503-1504-1505 都没水", "1503-1504-1505 都没水"),
            ("12-3-1503 漏水", "12-3-1503 漏水"),
            ("4-2-803 漏水", "4-2-803 漏水"),
            ("1503 1603 1703", "1503 1603 1703"),
            ("1503、1504、1505", "1503、1504、1505"),
        ] {
            assert_eq!(without_numbers(text), shown, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_mobile_number_is_read_out_of_an_excerpt(
            number in "1[3-9][0-9]{9}",
            mark in "[ .·－/／\u{a0}\u{3000}\u{2011}-]",
            cuts in proptest::collection::btree_set(1_usize..11, 0..4),
            before in "[一-龥]{0,3}([0-9]{1,4}[ 号室])?",
        ) {
            let mut text = before;
            for (at, digit) in number.chars().enumerate() {
                if cuts.contains(&at) {
                    text.push_str(&mark);
                }
                text.push(digit);
            }
            let shown: String = without_numbers(&text).chars().filter(char::is_ascii_digit).collect();
            proptest::prop_assert!(shown.len() <= 4, "{} of {}", shown, text);
        }

        #[test]
        fn days_and_hours_stay(month in 1..13, day in 1..32, hour in 0..24, to in 0..24) {
            let text = format!("2026-{month:02}-{day:02} {hour}:00-{to:02}:30 停水");
            proptest::prop_assert_eq!(without_numbers(&text), text);
        }
    }

    #[test]
    fn an_excerpt_names_floors_and_homes_and_no_number_to_call() {
        for (text, begins) in [
            ("3号楼2单元 1503 漏水", "3号楼2单元 1503 漏水"),
            ("请打13800000000，谢谢", "请打***，谢谢"),
            ("0755-8888 0000 找刘女士", "*** 找刘女士"),
            ("电话１３８ ００００ ２２１７", "电话***"),
            ("灯不亮", "灯不亮"),
        ] {
            assert_eq!(excerpt(text, 40), begins);
        }
        assert_eq!(excerpt("长长长长", 3), "长长长…");
        // A number that the end would cut in two is hidden whole.
        assert_eq!(excerpt("打13800000000", 6), "打***");
    }
}
