//! How a community's buildings are laid out, and what an office still lacks. Pure.

use super::{Board, BoardKind, Place, PlaceKind};
use crate::error::Refusal;
use crate::platform::form::{Fields, Reader, half_width};

/// Buildings that can be added in one go; a larger community takes several.
const AT_ONCE: usize = 60;

/// Buildings to add, all alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Buildings {
    /// `1`, `10`, `A`.
    pub labels: Vec<String>,
    /// 号楼, 栋, 座.
    pub suffix: String,
    /// Entrances in each.
    pub entrances: i32,
    /// Floors of each entrance.
    pub floors: i32,
    /// Homes on each floor.
    pub homes: i32,
    /// Lifts of each entrance.
    pub lifts: i32,
}

impl Buildings {
    /// Reads them off the form.
    pub fn read(fields: &Fields) -> Result<Self, Vec<Refusal>> {
        let mut reader = Reader::new(fields);
        let typed = reader.text("numbers", 200);
        let labels = if typed.is_empty() {
            Vec::new()
        } else {
            labels(&typed).unwrap_or_else(|refusal| {
                reader.refuse(refusal);
                Vec::new()
            })
        };
        let suffix = reader.text("suffix", 4);
        let counts = [
            reader.number("entrances", 1..=12),
            reader.number("floors", 1..=120),
            reader.number("homes", 0..=60),
            reader.number("lifts", 0..=12),
        ];
        let errors = reader.errors();
        match counts {
            [Some(entrances), Some(floors), Some(homes), Some(lifts)] if errors.is_empty() => {
                Ok(Self {
                    labels,
                    suffix,
                    entrances,
                    floors,
                    homes,
                    lifts,
                })
            }
            _ => Err(errors),
        }
    }
}

/// `1-8, 10、A` as single labels, in the order typed, each once.
pub fn labels(typed: &str) -> Result<Vec<String>, Refusal> {
    let mut all: Vec<String> = Vec::new();
    let typed = half_width(typed);
    for part in typed.split([',', '、', ';', ' ', '\n']) {
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        for label in range(part).ok_or_else(|| {
            Refusal::of_field("numbers", "places-bad-numbers").naming("part", part)
        })? {
            if !all.contains(&label) {
                all.push(label);
            }
        }
    }
    match all.len() {
        0 => Err(Refusal::of_field("numbers", "form-required")),
        n if n > AT_ONCE => Err(Refusal::of_field("numbers", "places-too-many-buildings")
            .naming("max", AT_ONCE.to_string())),
        _ => Ok(all),
    }
}

/// `3`, `A` or `1-8`; a range runs upwards and is no longer than what is added at once.
fn range(part: &str) -> Option<Vec<String>> {
    let ends: Vec<&str> = part.split(['-', '–', '—', '~', '至', '到']).collect();
    match *ends.as_slice() {
        [one] => {
            let fits = one.chars().count() <= 6 && one.chars().all(char::is_alphanumeric);
            fits.then(|| vec![one.to_owned()])
        }
        [first, last] => {
            let (first, last): (u32, u32) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
            let length = usize::try_from(last.checked_sub(first)?).ok()?;
            (length <= AT_ONCE).then(|| (first..=last).map(|n| n.to_string()).collect())
        }
        _ => None,
    }
}

/// The entrances that no notice board serves: a notice for them would hang nowhere.
pub fn unserved<'a>(tree: &'a [Place], boards: &[Board]) -> Vec<&'a Place> {
    tree.iter()
        .filter(|p| p.kind == PlaceKind::Entrance)
        .filter(|p| {
            !boards
                .iter()
                .any(|b| b.kind == BoardKind::Notice && b.serves(p))
        })
        .collect()
}

/// The entrances without a notice board of their own in the lobby.
pub fn without_lobby_board<'a>(tree: &'a [Place], boards: &[Board]) -> Vec<&'a Place> {
    tree.iter()
        .filter(|p| p.kind == PlaceKind::Entrance)
        .filter(|p| {
            !boards
                .iter()
                .any(|b| b.kind == BoardKind::Notice && b.place == p.id)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_offices_write_them() {
        let all = |typed| labels(typed).map(|l| l.join(" "));
        assert_eq!(all("1-3, 10").as_deref(), Ok("1 2 3 10"));
        assert_eq!(all("１－３、５").as_deref(), Ok("1 2 3 5"));
        assert_eq!(all("A、B").as_deref(), Ok("A B"));
        assert_eq!(all("1至2 2").as_deref(), Ok("1 2"));
    }

    #[test]
    fn numbers_that_make_no_sense_are_refused() {
        for typed in ["8-1", "1-2-3", "<b>", "1-999999", " , "] {
            assert!(labels(typed).is_err(), "{typed}");
        }
    }
}
