//! What a spreadsheet shows of a number, and what it has made of what somebody typed.

use super::cell::Cell;
use super::fault::NoText;

/// How a cell shows what it keeps: `General`, `0000`, `0.00%`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Format<'a>(pub(super) &'a str);

/// Digits that a cell without a format shows of a whole number.
const PLAIN_DIGITS: usize = 11;
/// Digits that a spreadsheet keeps.
const KEPT_DIGITS: usize = 15;

impl Format<'_> {
    /// Whether a text is seen as it is kept: not followed by 号楼, nor left out.
    pub(super) fn leaves_text(self) -> bool {
        let sections = sections(self.0);
        let of_text = sections.get(3).or_else(|| {
            let last = sections.last();
            last.filter(|section| section.contains('@'))
        });
        of_text.is_none_or(|section| {
            let parts = parts(section);
            parts.is_some_and(|parts| parts == [Part::Whole])
        })
    }
}

/// A number as it is seen, or both what is kept and how it is shown.
pub(super) fn seen(value: f64, format: Format<'_>) -> Cell {
    match shown(value, format.0) {
        Some(text) => Cell::Said(text),
        None => Cell::Unsaid(NoText::Figure {
            value: value.to_string(),
            format: format.0.to_owned(),
        }),
    }
}

/// A whole number in the formats whose look is beyond doubt: its digits, zeros before them, words
/// around them.
fn shown(value: f64, format: &str) -> Option<String> {
    if value.fract() != 0.0 || !value.is_finite() {
        return None;
    }
    let digits = format!("{:.0}", value.abs());
    let sections = sections(format);
    let another = (value < 0.0 && sections.len() > 1) || (value == 0.0 && sections.len() > 2);
    if another || digits.len() > KEPT_DIGITS {
        return None;
    }
    let mut text = if value < 0.0 { "-" } else { "" }.to_owned();
    let mut numbers = 0;
    for part in &parts(sections.first()?)? {
        match part {
            Part::Words(words) => text.push_str(words),
            Part::Whole if digits.len() > PLAIN_DIGITS => return None,
            Part::Whole => text.push_str(&digits),
            Part::Zeros(places) => {
                text.push_str(&"0".repeat(places.saturating_sub(digits.len())));
                text.push_str(&digits);
            }
        }
        numbers += usize::from(!matches!(part, Part::Words(_)));
    }
    (numbers == 1).then(|| text.trim().to_owned())
}

/// A piece of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// What is kept, as it is.
    Whole,
    /// At least so many digits.
    Zeros(usize),
    /// What is always shown.
    Words(String),
}

/// The formats of positive, negative, zero and text.
fn sections(format: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in format.chars() {
        if c == ';' && !quoted && !escaped {
            all.push(String::new());
            continue;
        }
        quoted ^= c == '"' && !escaped;
        escaped = !escaped && !quoted && matches!(c, '\\' | '_' | '*');
        if let Some(last) = all.last_mut() {
            last.push(c);
        }
    }
    all
}

/// The pieces of a section; nothing where one is beyond this: decimals, groups, percent, dates.
fn parts(section: &str) -> Option<Vec<Part>> {
    const GENERAL: [&str; 2] = ["General", "G/通用格式"];
    let mut rest = section;
    let mut parts = Vec::new();
    while let Some(c) = rest.chars().next() {
        let general = GENERAL.iter().find(|word| rest.starts_with(**word));
        let taken = if let Some(word) = general {
            parts.push(Part::Whole);
            word.len()
        } else {
            match c {
                '@' => {
                    parts.push(Part::Whole);
                    1
                }
                '0' => {
                    let zeros = rest.len() - rest.trim_start_matches('0').len();
                    parts.push(Part::Zeros(zeros));
                    zeros
                }
                '"' => {
                    let (words, _) = rest.get(1..)?.split_once('"')?;
                    parts.push(Part::Words(words.to_owned()));
                    words.len() + 2
                }
                // The room of a character that is not shown.
                '_' => 1 + rest.chars().nth(1)?.len_utf8(),
                '\\' => {
                    let shown = rest.chars().nth(1)?;
                    parts.push(Part::Words(shown.to_string()));
                    1 + shown.len_utf8()
                }
                '[' => colour(rest)?,
                ' ' | '-' | '(' | ')' => {
                    parts.push(Part::Words(c.to_string()));
                    1
                }
                _ if !c.is_ascii() => {
                    parts.push(Part::Words(c.to_string()));
                    c.len_utf8()
                }
                _ => return None,
            }
        };
        rest = rest.get(taken..)?;
    }
    parts.retain(|part| !matches!(part, Part::Words(words) if words.is_empty()));
    Some(parts)
}

/// The length of a colour: `[Red]`.
fn colour(rest: &str) -> Option<usize> {
    const COLOURS: [&str; 8] = [
        "black", "blue", "cyan", "green", "magenta", "red", "white", "yellow",
    ];
    let (name, _) = rest.get(1..)?.split_once(']')?;
    let known = COLOURS.contains(&name.to_lowercase().as_str());
    known.then_some(name.len() + 2)
}

/// What a spreadsheet leaves where it made something else of what was typed.
pub(super) fn spoiled(text: &str) -> Option<NoText> {
    const MISTAKES: [&str; 13] = [
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#NAME?",
        "#DIV/0!",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#UNKNOWN!",
        "#GETTING_DATA",
    ];
    let said = text.to_owned();
    if MISTAKES.contains(&text) || (text.len() > 1 && text.chars().all(|c| c == '#')) {
        return Some(NoText::Mistake(said));
    }
    match text {
        "TRUE" | "FALSE" => Some(NoText::YesNo(said)),
        _ if is_exponent(text) => Some(NoText::Exponent(said)),
        _ => None,
    }
}

/// `1.00E+02`: what a spreadsheet makes of 1E2, and of long numbers.
pub(super) fn is_exponent(text: &str) -> bool {
    let Some((number, power)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let power_digits = power.strip_prefix(['+', '-']);
    number.parse::<f64>().is_ok()
        && power_digits.is_some_and(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
}
