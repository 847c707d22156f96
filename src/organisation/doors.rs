//! The numbers of homes as they stand on their doors.

use crate::platform::form::half_width;

/// Whether a text is the number of a door, 0101 or 15A or 3-2, and not the date, the hour or the
/// power of ten that a spreadsheet makes of one.
pub fn is_number(text: &str) -> bool {
    let text = half_width(text).to_lowercase();
    let allowed = |c: char| c.is_alphanumeric() || "-#()· ".contains(c);
    text.chars().all(allowed)
        && text.chars().any(char::is_alphanumeric)
        && !is_dated(&text)
        && !is_month(&text)
}

/// 3月2日, 2026年, 2026-3-2.
fn is_dated(text: &str) -> bool {
    let marked = |mark: char| {
        let before = text.split(mark).next().unwrap_or_default();
        text.contains(mark) && before.ends_with(|c: char| c.is_ascii_digit())
    };
    let parts: Vec<Option<u32>> = text.split('-').map(|part| part.parse().ok()).collect();
    let whole = match parts.as_slice() {
        [Some(year), Some(month), Some(day)] => {
            (1900..=2200).contains(year) && *month <= 12 && *day <= 31
        }
        _ => false,
    };
    whole || ['年', '月', '日', '时', '点', '分'].into_iter().any(marked)
}

/// 2-Mar, Mar-26.
fn is_month(text: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let mut parts = text.split('-');
    parts.clone().count() > 1 && parts.any(|part| MONTHS.contains(&part))
}
