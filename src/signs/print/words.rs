//! Words cut into what must stay together, for breaking lines as Chinese does.

use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

/// Cuts Chinese at its words, by a dictionary.
static DICTIONARY: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_auto(WordBreakInvariantOptions::default()));
/// What property companies say in one breath and no dictionary has, or has in other pieces.
const COMPOUNDS: [&str; 37] = [
    "楼道",
    "视频监控",
    "消防车通道",
    "水泵房",
    "配电箱",
    "配电房",
    "配电室",
    "配电柜",
    "消防车",
    "消火栓",
    "灭火器",
    "防火门",
    "防火卷帘",
    "疏散通道",
    "消防通道",
    "安全出口",
    "电动自行车",
    "电动车",
    "充电桩",
    "垃圾箱",
    "垃圾房",
    "监控室",
    "值班室",
    "管理处",
    "业主",
    "住户",
    "电梯厅",
    "电梯井",
    "机房",
    "车库",
    "车位",
    "高压",
    "有电",
    "合闸",
    "地滑",
    "坠落",
    "启动",
];

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

/// The text in the words of a title: Chinese ones are kept together too.
pub(super) fn cut_at_words(text: &str) -> Vec<Word<'_>> {
    let ends = word_ends(text);
    let mut words: Vec<Word<'_>> = Vec::new();
    let start_of = |word: &str| word.as_ptr().addr() - text.as_ptr().addr();
    for word in cut(text) {
        let start = start_of(word.text);
        let joined = words
            .last_mut()
            .filter(|_| !word.spaced && !ends.contains(&start));
        match joined {
            Some(last) => {
                let from = start_of(last.text);
                last.text = text.get(from..start + word.text.len()).unwrap_or(last.text);
            }
            None => words.push(word),
        }
    }
    words
}

/// Where a line may end within a text: between words, and not before a single character, which
/// belongs to the word before it, 房 or 箱, or makes a pair with the next, 地滑.
fn word_ends(text: &str) -> Vec<usize> {
    let mut ends: Vec<usize> = DICTIONARY.segment_str(text).collect();
    for compound in COMPOUNDS {
        for (at, _) in text.match_indices(compound) {
            let inside = at + 1..at + compound.len();
            ends.retain(|end| !inside.contains(end));
        }
    }
    let is_single = |pair: &[usize]| {
        let [from, to] = pair else {
            return false;
        };
        let mut word = text.get(*from..*to).unwrap_or_default().chars();
        word.next().is_some_and(is_han) && word.next().is_none()
    };
    let single: Vec<bool> = ends.windows(2).map(is_single).collect();
    let mut kept = Vec::new();
    // Single characters that wait for another, one after the other.
    let mut waiting = 0;
    for (at, is_single) in single.iter().copied().enumerate() {
        let next = single.get(at + 1).copied().unwrap_or(false);
        let pair = next && single.get(at + 2).copied().unwrap_or(false);
        waiting = if is_single { waiting + 1 } else { 0 };
        let joins_next = match (is_single, next) {
            // Of three the last goes with the pair before it.
            (true, true) => waiting % 2 == 1 || !pair,
            (true, false) => at == 0,
            (false, true) => !pair,
            (false, false) => false,
        };
        if !joins_next {
            kept.extend(ends.get(at + 1));
        }
    }
    kept
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}')
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

    #[test]
    fn titles_break_between_words_and_never_within_one() {
        for (text, words) in [
            ("生活水泵房", "生活 水泵房"),
            ("水泵房", "水泵房"),
            ("配电箱", "配电箱"),
            ("东门岗亭", "东门 岗亭"),
            ("您已进入视频监控区域", "进入 视频监控 区域"),
            ("封闭消防车通道", "封闭 消防车通道"),
            ("消防控制室", "控制室"),
            ("小心地滑", "小心 地滑"),
            ("请勿停放电动自行车", "电动自行车"),
            ("地下车库入口", "车库 入口"),
        ] {
            let cut: Vec<&str> = cut_at_words(text).into_iter().map(|w| w.text).collect();
            let cut = format!(" {} ", cut.join(" "));
            assert!(cut.contains(&format!(" {words} ")), "{text}: {cut}");
        }
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(text in ".{0,40}") {
            let squeezed: String = text.split_whitespace().collect();
            for words in [cut(&text), cut_at_words(&text)] {
                let joined: String = words.iter().map(|w| w.text).collect();
                let joined: String = joined.split_whitespace().collect();
                prop_assert_eq!(&joined, &squeezed);
            }
        }

        #[test]
        fn no_title_is_lost(text in "[停水电梯小心地滑生活泵房A-c1-9，（） ]{0,20}") {
            let squeezed: String = text.split_whitespace().collect();
            let joined: String = cut_at_words(&text).iter().map(|w| w.text).collect();
            let joined: String = joined.split_whitespace().collect();
            prop_assert_eq!(joined, squeezed);
        }
    }
}
