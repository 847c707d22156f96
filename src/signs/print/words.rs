//! Words cut into what must stay together, for breaking lines as Chinese does.

/// Characters that never begin a line.
const CLOSING: &str = "，。、；：？！）》〉」』】”’…·・,.;:?!)]}%";
/// Characters that never end one.
const OPENING: &str = "（《〈「『【“‘([{";
/// What follows a number and is read with it: 3号楼, 11月26日, 2单元.
const COUNTERS: [&str; 17] = [
    "号楼", "号梯", "单元", "小时", "分钟", "月", "日", "层", "楼", "栋", "号", "时", "分", "天",
    "米", "元", "年",
];

/// What stays on one line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    /// Whether a blank stands before it.
    pub(super) spaced: bool,
}

/// The text in words; blanks between them are remembered, not kept.
pub(super) fn cut(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start();
        let Some(length) = word_length(trimmed) else {
            return words;
        };
        let (word, after) = trimmed.split_at_checked(length).unwrap_or((trimmed, ""));
        words.push(Word {
            text: word,
            spaced: trimmed.len() < rest.len() && !words.is_empty(),
        });
        rest = after;
    }
}

/// Bytes of the first word: openers, its core, counters after a number, closers.
fn word_length(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let mut length = while_length(text, |c| OPENING.contains(c));
    length += core_length(tail(text, length));
    length += while_length(tail(text, length), |c| CLOSING.contains(c));
    Some(length.max(first.len_utf8()))
}

fn core_length(text: &str) -> usize {
    let mut length = while_length(text, is_latin);
    if length == 0 {
        return text.chars().next().map_or(0, char::len_utf8);
    }
    let number = |t: &str| t.ends_with(|c: char| c.is_ascii_digit());
    if text.get(..length).is_some_and(number) {
        length += counter(tail(text, length));
        loop {
            let more = counted(tail(text, length));
            if more == 0 {
                break;
            }
            length += more;
        }
    }
    length
}

fn counter(text: &str) -> usize {
    let found = COUNTERS.iter().find(|c| text.starts_with(**c));
    found.map_or(0, |counter| counter.len())
}

/// A number with its counter: 26日.
fn counted(text: &str) -> usize {
    let digits = while_length(text, |c| c.is_ascii_digit());
    let counter = counter(tail(text, digits));
    if digits == 0 || counter == 0 {
        0
    } else {
        digits + counter
    }
}

fn is_latin(c: char) -> bool {
    !c.is_whitespace() && (c < '\u{2E80}') && !OPENING.contains(c) && !"·…“”‘’".contains(c)
}

fn while_length(text: &str, holds: impl Fn(char) -> bool) -> usize {
    text.find(|c: char| !holds(c)).unwrap_or(text.len())
}

fn tail(text: &str, from: usize) -> &str {
    text.get(from..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str) -> Vec<&str> {
        cut(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn dates_and_house_numbers_stay_together() {
        assert_eq!(
            texts("11月26日09:00停3号楼2单元"),
            ["11月26日", "09:00", "停", "3号楼2单元"]
        );
    }

    #[test]
    fn points_stay_with_the_word_before_and_brackets_with_the_next() {
        assert_eq!(texts("水，（电）。"), ["水，", "（电）。"]);
    }

    #[test]
    fn english_breaks_at_blanks_only() {
        let words = cut("Mind the step");
        assert_eq!(words.len(), 3);
        assert!(!words[0].spaced && words[1].spaced && words[2].spaced);
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(text in ".{0,40}") {
            let squeezed: String = text.split_whitespace().collect();
            let joined: String = cut(&text).iter().map(|w| w.text).collect();
            let joined: String = joined.split_whitespace().collect();
            prop_assert_eq!(joined, squeezed);
        }
    }
}
