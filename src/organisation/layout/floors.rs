//! Floors as an office writes them: `18`, or `-1, 1-3, 5-18` where some are missing.

use crate::error::Refusal;
use crate::platform::form::{Reader, half_width};

/// More floors than any building has.
const MOST: usize = 120;

/// What a floor is called by its number, those below ground negative: 15层, B1层.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Storey {
    pub name: String,
    /// The name for English pages.
    pub name_en: String,
}

impl Storey {
    /// The floor of a number.
    pub fn of(number: i32) -> Self {
        if number < 0 {
            Self {
                name: format!("B{}层", -number),
                name_en: format!("Basement {}", -number),
            }
        } else {
            Self {
                name: format!("{number}层"),
                name_en: format!("Floor {number}"),
            }
        }
    }
}

/// Reads the field of the floors; nothing where it cannot be read, which is told beside it.
pub(super) fn read(reader: &mut Reader<'_>, typed: &str) -> Vec<i32> {
    match list(typed) {
        Ok(floors) => floors,
        Err(refusal) => {
            reader.refuse(refusal);
            Vec::new()
        }
    }
}

/// `18` as the floors from 1; a list as it stands, from the lowest, each once. Nothing is floor 0.
pub fn list(typed: &str) -> Result<Vec<i32>, Refusal> {
    let typed = half_width(typed.trim());
    if typed.is_empty() {
        return Err(Refusal::of_field("floors", "form-required"));
    }
    let mut all: Vec<i32> = Vec::new();
    if let Ok(top @ 1..=120) = typed.parse::<i32>() {
        all.extend(1..=top);
        return Ok(all);
    }
    for part in typed.split([',', '、', ';', '\n']).map(str::trim) {
        if part.is_empty() {
            continue;
        }
        let floors = range(part)
            .ok_or_else(|| Refusal::of_field("floors", "places-bad-floors").naming("part", part))?;
        all.extend(floors);
    }
    all.sort_unstable();
    all.dedup();
    if all.is_empty() || all.len() > MOST {
        let refusal = Refusal::of_field("floors", "places-bad-floors");
        return Err(refusal.naming("part", typed));
    }
    Ok(all)
}

fn range(part: &str) -> Option<Vec<i32>> {
    if let Some(one) = one(part) {
        return Some(vec![one]);
    }
    let separators = part.char_indices().skip(1);
    let mut separators = separators.filter(|(_, c)| ['-', '–', '—', '~', '至', '到'].contains(c));
    let (first, last) = separators.find_map(|(at, c)| {
        let (first, rest) = (part.get(..at)?, part.get(at + c.len_utf8()..)?);
        Some((one(first)?, one(rest)?))
    })?;
    let fits = first < last && usize::try_from(last - first).ok()? <= MOST;
    fits.then(|| (first..=last).filter(|n| *n != 0).collect())
}

/// `5`, `5层`, `-1`, `B1`, `负1层`, `地下1层`.
pub fn one(text: &str) -> Option<i32> {
    let text = text.trim().trim_end_matches(['层', '楼', 'F', 'f']).trim();
    let below = ["-", "B", "b", "负", "地下"];
    let below = below.iter().find_map(|sign| text.strip_prefix(sign));
    let digits = below.unwrap_or(text);
    if digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let number: i32 = digits.parse().ok().filter(|n| (1..=120).contains(n))?;
    Some(if below.is_some() { -number } else { number })
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn floors_are_a_list() {
        let all =
            |typed| list(typed).map(|l| l.iter().map(i32::to_string).collect::<Vec<_>>().join(" "));
        assert_eq!(all("3").as_deref(), Ok("1 2 3"));
        assert_eq!(all("-1, 1-3, 5-6").as_deref(), Ok("-1 1 2 3 5 6"));
        assert_eq!(all("B2-B1、1层至3层").as_deref(), Ok("-2 -1 1 2 3"));
        assert_eq!(all("-2-2").as_deref(), Ok("-2 -1 1 2"));
        assert_eq!(all("负1层，５－６，5").as_deref(), Ok("-1 5 6"));
        for wrong in [
            "", "0", "13A", "3-1", "1-2-3", "1-999", "三", "-", "121", ",", "1.5",
        ] {
            assert!(list(wrong).is_err(), "{wrong}");
        }
    }
}
