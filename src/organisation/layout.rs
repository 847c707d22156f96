//! How a community's buildings are laid out, and what an office still lacks. Pure.

pub mod floors;

use super::{Board, BoardKind, Place, PlaceKind};
use crate::error::Refusal;
use crate::platform::form::{Fields, half_width};
use crate::platform::press::Press;
use crate::platform::printed::Printed;

/// Buildings that can be added in one go; a larger community takes several.
const AT_ONCE: usize = 60;

/// Buildings to add, all alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Buildings {
    /// `1`, `10`, `A`; where the suffix is empty the whole name: 商业裙楼.
    pub labels: Vec<String>,
    /// 号楼, 栋, 座; nothing where the labels are names as they are.
    pub suffix: String,
    /// Their names for English pages; empty where each is `Building 1`.
    pub english: Vec<String>,
    /// Entrances in each; without any, floors and lifts are the building's own.
    pub entrances: i32,
    /// The floors of each entrance, those below ground negative.
    pub floors: Vec<i32>,
    /// Homes on each floor.
    pub homes: i32,
    /// Lifts of each entrance.
    pub lifts: i32,
}

/// The longest name of a building.
const LONGEST_NAME: usize = 20;

impl Buildings {
    /// Reads them off the form.
    pub fn read(fields: &Fields, press: &Press) -> Result<Self, Vec<Refusal>> {
        let mut printed = Printed::new(fields, press);
        let typed = printed.text("numbers", 300);
        let suffix = printed.optional_text("suffix", 4);
        let english = names(&printed.optional_text("english", 900));
        let mut reader = printed.reader;
        let mut refuse = |refusal| reader.refuse(refusal);
        let all = if suffix.is_empty() {
            as_they_are(&typed)
        } else {
            labels(&typed)
        };
        let labels = match all {
            Ok(labels) => labels,
            Err(refusal) => {
                if !typed.is_empty() {
                    refuse(refusal);
                }
                Vec::new()
            }
        };
        if let Some(refusal) = against_english(&labels, &english) {
            refuse(refusal);
        }
        let floors = floors::read(&mut reader, fields.get("floors"));
        let counts = [
            reader.number("entrances", 0..=12),
            reader.number("homes", 0..=60),
            reader.number("lifts", 0..=12),
        ];
        let errors = reader.errors();
        match counts {
            [Some(entrances), Some(homes), Some(lifts)] if errors.is_empty() => Ok(Self {
                labels,
                suffix,
                english,
                entrances,
                floors,
                homes,
                lifts,
            }),
            _ => Err(errors),
        }
    }

    /// What the one with this label is called on English pages.
    pub(super) fn called_in_english(&self, label: &str) -> String {
        let at = self.labels.iter().position(|one| one == label);
        let own = at.and_then(|at| self.english.get(at));
        own.cloned().unwrap_or_else(|| format!("Building {label}"))
    }
}

/// Each name needs one in English, which only a number makes by itself.
fn against_english(labels: &[String], english: &[String]) -> Option<Refusal> {
    let count = labels.len().to_string();
    let is_plain = |label: &String| label.chars().all(|c| c.is_ascii_alphanumeric());
    match english.len() {
        0 if labels.iter().all(is_plain) => None,
        0 => Some(Refusal::of_field("english", "places-english-wanted").naming("count", count)),
        n if n != labels.len() => {
            Some(Refusal::of_field("english", "places-english-count").naming("count", count))
        }
        _ => None,
    }
}

/// Names between commas, as they are.
fn names(typed: &str) -> Vec<String> {
    let parts = typed
        .split([',', '，', '、', ';', '；', '\n'])
        .map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// `商业裙楼、地下车库` as names, each once.
fn as_they_are(typed: &str) -> Result<Vec<String>, Refusal> {
    let mut all: Vec<String> = Vec::new();
    for name in names(typed) {
        if name.chars().count() > LONGEST_NAME {
            let refusal = Refusal::of_field("numbers", "places-name-long");
            return Err(refusal
                .naming("name", name)
                .naming("max", LONGEST_NAME.to_string()));
        }
        if !all.contains(&name) {
            all.push(name);
        }
    }
    so_many(all)
}

fn so_many(all: Vec<String>) -> Result<Vec<String>, Refusal> {
    match all.len() {
        0 => Err(Refusal::of_field("numbers", "form-required")),
        n if n > AT_ONCE => Err(Refusal::of_field("numbers", "places-too-many-buildings")
            .naming("max", AT_ONCE.to_string())),
        _ => Ok(all),
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
    so_many(all)
}

/// `3`, `A` or `1-8`; a range runs upwards and is no longer than what is added at once.
fn range(part: &str) -> Option<Vec<String>> {
    let ends: Vec<&str> = part.split(['-', '–', '—', '~', '至', '到']).collect();
    match *ends.as_slice() {
        [one] => {
            let fits =
                one.chars().count() <= LONGEST_NAME && one.chars().all(char::is_alphanumeric);
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

/// The entrances, and buildings without any, that no notice board serves: a notice for them would
/// hang nowhere.
pub fn unserved<'a>(tree: &'a [Place], boards: &[Board]) -> Vec<&'a Place> {
    let has_entrances = |p: &Place| {
        tree.iter()
            .any(|q| q.kind == PlaceKind::Entrance && p.contains(q))
    };
    tree.iter()
        .filter(|p| match p.kind {
            PlaceKind::Entrance => true,
            PlaceKind::Building => !has_entrances(p),
            PlaceKind::Community
            | PlaceKind::Floor
            | PlaceKind::Home
            | PlaceKind::Lift
            | PlaceKind::Spot => false,
        })
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
    fn names_are_taken_as_they_are_with_one_in_english_for_each() {
        let named = as_they_are("商业裙楼、East Tower，地下车库、商业裙楼").unwrap();
        assert_eq!(named, ["商业裙楼", "East Tower", "地下车库"]);
        assert!(as_they_are(&"长".repeat(21)).is_err());
        let key = |english: &str| against_english(&named, &names(english)).map(|r| r.key);
        assert_eq!(key(""), Some("places-english-wanted"));
        assert_eq!(key("Podium, Garage"), Some("places-english-count"));
        assert_eq!(key("Podium, East Tower, Garage"), None);
        let numbers = ["1".to_owned(), "A".to_owned()];
        assert_eq!(against_english(&numbers, &[]), None);
    }

    #[test]
    fn numbers_that_make_no_sense_are_refused() {
        for typed in ["8-1", "1-2-3", "<b>", "1-999999", " , "] {
            assert!(labels(typed).is_err(), "{typed}");
        }
    }
}
