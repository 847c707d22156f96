//! Telephone numbers as people write them: read once, dialled by digits, shown as they stand.
//!
//! What is copied from a phone book has hard blanks, direction marks and dots; behind a number
//! stands an extension (转8012) or a word (微信同号); one line may name two numbers.

use serde::Serialize;

/// The most digits of a number with its country (ITU-T E.164).
const MOST_DIGITS: usize = 15;
/// The fewest that call somebody: 95588, 12345.
const LEAST_DIGITS: usize = 5;
/// The shorter ones: police, fire, ambulance, road accidents.
const EMERGENCY: [&str; 4] = ["110", "119", "120", "122"];
/// The most characters somebody writes into one field.
const MOST_TEXT: usize = 80;

/// A piece of a text: a number, or what stands between numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// As it is written.
    pub text: String,
    /// What a phone dials: digits, perhaps with a plus before them; empty where it is no number.
    pub dial: String,
}

/// Why a text is not taken as telephone numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPhone;

/// A text with telephone numbers, cleaned of what nobody sees.
///
/// # Errors
/// [`NoPhone`] when there is no number in it, or something that belongs to none.
pub fn read(typed: &str) -> Result<String, NoPhone> {
    let text = seen(typed);
    let text = text.trim();
    if text.chars().count() > MOST_TEXT {
        return Err(NoPhone);
    }
    let pieces = pieces(text);
    let known = |piece: &Piece| !piece.dial.is_empty() || is_word(&piece.text);
    let has_number = pieces.iter().any(|piece| !piece.dial.is_empty());
    if has_number && pieces.iter().all(known) {
        Ok(text.to_owned())
    } else {
        Err(NoPhone)
    }
}

/// What is dialled of a text's numbers within the country, to compare two of them by: without the
/// country and without the nought before an area, which goes where the country stands.
pub fn dials(text: &str) -> Vec<String> {
    let numbers = pieces(text)
        .into_iter()
        .filter(|piece| !piece.dial.is_empty());
    let bare = |dial: &str| national(dial).trim_start_matches('0').to_owned();
    numbers.map(|piece| bare(&piece.dial)).collect()
}

/// What is dialled within the country.
fn national(dial: &str) -> &str {
    let abroad = ["+86", "0086"];
    let within = abroad.iter().find_map(|code| dial.strip_prefix(code));
    within.unwrap_or(dial)
}

/// A text in pieces, which together are the text.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(begins_number) {
        let (before, from) = rest.split_at(start);
        let run = number_at(from);
        let dial = dialled(run.number);
        push(&mut found, before, String::new());
        push(&mut found, &from[..run.length], dial);
        rest = &from[run.length..];
    }
    push(&mut found, rest, String::new());
    found
}

fn push(found: &mut Vec<Piece>, text: &str, dial: String) {
    if text.is_empty() {
        return;
    }
    match found.last_mut() {
        Some(last) if last.dial.is_empty() && dial.is_empty() => last.text.push_str(text),
        _ => found.push(Piece {
            text: text.to_owned(),
            dial,
        }),
    }
}

/// A run of figures with what joins them.
struct Run<'a> {
    /// How much of the text it takes, with its extension.
    length: usize,
    /// The part that is dialled.
    number: &'a str,
}

fn begins_number(c: char) -> bool {
    digit(c).is_some() || matches!(c, '+' | '＋')
}

/// The number that a text begins with.
fn number_at(text: &str) -> Run<'_> {
    let mut end = 0;
    let mut digits = String::new();
    for (at, c) in text.char_indices() {
        if let Some(d) = digit(c) {
            // What is complete is not gone on with behind a blank or a bar: another number begins,
            // or an extension.
            let gap = text.get(end..at).unwrap_or_default();
            let is_complete = is_whole(&digits) || EMERGENCY.contains(&digits.as_str());
            if is_complete && !gap.is_empty() {
                break;
            }
            digits.push(d);
            end = at + c.len_utf8();
        } else if at == 0 && matches!(c, '+' | '＋') {
            digits.push('+');
        } else if !joins(c) {
            break;
        }
    }
    if end == 0 {
        // A plus alone begins no number; it is gone past all the same.
        return Run {
            length: text.chars().next().map_or(0, char::len_utf8),
            number: "",
        };
    }
    Run {
        length: end + extension(&text[end..]),
        number: &text[..end],
    }
}

/// Whether figures are a whole number, and no more are expected: a mobile number, one with its area, 400 or 800.
pub fn is_whole(digits: &str) -> bool {
    let national = national(digits);
    let length = national.len();
    let is_mobile = national.starts_with('1') && !national.starts_with("10") && length == 11;
    // A three-figure area (010, 02x) has eight figures behind it, a longer one seven or eight.
    let short_area = national.starts_with("010") || national.starts_with("02");
    let with_area = national.starts_with('0')
        && (short_area && length == 11 || !short_area && (11..=12).contains(&length));
    let is_service = (national.starts_with("400") || national.starts_with("800")) && length == 10;
    is_mobile || with_area || is_service
}

/// How much of a text is an extension: 转8012, 分机 12, -8012, ext. 5.
fn extension(text: &str) -> usize {
    const MARKS: [&str; 9] = ["转分机", "转", "轉", "分机", "ext.", "ext", "x", "#", "-"];
    let blank = |text: &str| text.len() - text.trim_start_matches([' ', '\u{a0}', '.', ':']).len();
    let bare = text.trim_start();
    let before = text.len() - bare.len();
    let lower = bare.to_lowercase();
    let Some(mark) = MARKS.iter().find(|mark| lower.starts_with(*mark)) else {
        return 0;
    };
    let behind = bare.get(mark.len()..).unwrap_or_default();
    let gap = blank(behind);
    let figures = behind.get(gap..).unwrap_or_default();
    let length: usize = figures
        .chars()
        .take_while(|c| digit(*c).is_some())
        .map(char::len_utf8)
        .sum();
    let count = figures.get(..length).unwrap_or_default().chars().count();
    if (1..=6).contains(&count) {
        before + mark.len() + gap + length
    } else {
        0
    }
}

/// What a phone dials; empty where the figures call nobody.
fn dialled(number: &str) -> String {
    let mut dial = String::new();
    for c in number.chars() {
        match (digit(c), c) {
            (Some(d), _) => dial.push(d),
            (None, '+' | '＋') if dial.is_empty() => dial.push('+'),
            (None, _) => {}
        }
    }
    let national = national(&dial).chars();
    let count = national.filter(char::is_ascii_digit).count();
    if (LEAST_DIGITS..=MOST_DIGITS).contains(&count) || EMERGENCY.contains(&dial.as_str()) {
        dial
    } else {
        String::new()
    }
}

/// A figure, in whichever width it is written.
pub fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    }
}

/// What people and phone books write between the figures of one number.
pub fn joins(c: char) -> bool {
    c.is_whitespace()
        || is_hidden(c)
        || matches!(
            c,
            '-' | '.'
                | '('
                | ')'
                | '（'
                | '）'
                | '－'
                | '．'
                | '·'
                | '•'
                | '‐'
                | '‑'
                | '‒'
                | '–'
                | '—'
                | '−'
        )
}

/// A mark that nobody sees: directions, joiners, the mark of an order of bytes.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The text without what nobody sees; a blank of whichever kind is a blank.
fn seen(typed: &str) -> String {
    let visible = typed.chars().filter(|c| !is_hidden(*c));
    visible
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect()
}

/// What may stand beside a number: a word of Chinese, a name of a channel, marks between numbers.
fn is_word(text: &str) -> bool {
    const WORDS: [&str; 8] = ["tel", "phone", "mobile", "wechat", "vx", "wx", "or", "fax"];
    let mut letters = String::new();
    for c in text.chars() {
        if c.is_ascii_alphabetic() {
            letters.push(c.to_ascii_lowercase());
            continue;
        }
        let is_mark = c == ' ' || joins(c) || "、，,;；/／:：。.|".contains(c);
        let is_chinese = ('\u{4e00}'..='\u{9fff}').contains(&c);
        if !is_mark && !is_chinese {
            return false;
        }
        letters.push(' ');
    }
    letters.split_whitespace().all(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dials(text: &str) -> Vec<String> {
        let found = pieces(text).into_iter().filter(|p| !p.dial.is_empty());
        found.map(|piece| piece.dial).collect()
    }

    #[test]
    fn numbers_are_dialled_by_their_figures_however_they_are_written() {
        let table: &[(&str, &[&str])] = &[
            ("13800002217", &["13800002217"]),
            ("0086 138 0000 2217", &["008613800002217"]),
            ("0086-755-8888-0000", &["008675588880000"]),
            ("138 0000 2217", &["13800002217"]),
            ("138\u{a0}0000\u{a0}2217", &["13800002217"]),
            ("\u{202d}138 0000 2217\u{202c}", &["13800002217"]),
            ("138.0000.2217", &["13800002217"]),
            ("138·0000·2217", &["13800002217"]),
            ("138‑0000‑2217", &["13800002217"]),
            ("１３８００００２２１７", &["13800002217"]),
            ("+86 138 0000 2217", &["+8613800002217"]),
            ("＋86-755-8888-0000", &["+8675588880000"]),
            ("(0755) 8888 0000", &["075588880000"]),
            ("（0755）88880000", &["075588880000"]),
            ("0755-88880000转8012", &["075588880000"]),
            ("0755-88880000 转 8012", &["075588880000"]),
            ("0755-88880000-8012", &["075588880000"]),
            ("0755 8888 0000 ext. 12", &["075588880000"]),
            ("010-88880000分机12", &["01088880000"]),
            ("0571-8888000", &["05718888000"]),
            ("13800002217（微信同号）", &["13800002217"]),
            ("电话：13800002217", &["13800002217"]),
            (
                "13800002217、0755-88880000",
                &["13800002217", "075588880000"],
            ),
            ("13800002217 13900002218", &["13800002217", "13900002218"]),
            (
                "0755-88880000/13800002217",
                &["075588880000", "13800002217"],
            ),
            ("0755-88880000或88881111", &["075588880000", "88881111"]),
            ("400-888-0000", &["4008880000"]),
            ("95588", &["95588"]),
            ("+852 2345 6789", &["+85223456789"]),
            ("+1 (212) 555-0100", &["+12125550100"]),
            ("请找王先生", &[]),
            ("+", &[]),
            ("＋ 或 +", &[]),
            ("119", &["119"]),
            ("火警119、0755-88880000", &["119", "075588880000"]),
            ("119 0755-88880000", &["119", "075588880000"]),
            ("118", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(dials(text), *expected, "{text}");
            let whole: String = pieces(text).into_iter().map(|p| p.text).collect();
            assert_eq!(whole, *text, "nothing is lost of it");
        }
    }

    #[test]
    fn a_number_is_the_same_with_its_country_and_without() {
        for (one, other) in [
            ("13800002217", "+86 138 0000 2217"),
            ("13800002217", "0086 138 0000 2217"),
            ("0755-8888 0000", "+86 755 8888 0000"),
            ("0755-8888 0000", "0086 0755 8888 0000"),
        ] {
            assert_eq!(super::dials(one), super::dials(other), "{other}");
        }
    }

    #[test]
    fn what_belongs_to_no_number_is_refused() {
        for good in [
            "13800002217（微信同号）",
            "\u{202d}138\u{a0}0000 2217\u{202c}",
            "0755-88880000转8012",
            "13800002217 王先生",
            "Tel: 0755-88880000",
        ] {
            let kept = read(good).unwrap_or_else(|_| panic!("{good}"));
            assert!(!kept.contains(is_hidden), "{kept}");
        }
        for bad in [
            "",
            "王先生",
            "123",
            "javascript:1234567",
            "<b>13800002217</b>",
            "https://evil.example/13800002217",
            "12345678901234567890",
        ] {
            assert_eq!(read(bad), Err(NoPhone), "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it_and_none_is_lost(text in "\\PC{0,40}") {
            let whole: String = pieces(&text).into_iter().map(|p| p.text).collect();
            proptest::prop_assert_eq!(&whole, &text);
            for piece in pieces(&text) {
                let plain = piece.dial.trim_start_matches('+').bytes().all(|b| b.is_ascii_digit());
                proptest::prop_assert!(plain);
            }
        }
    }
}
