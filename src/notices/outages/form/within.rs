//! The floors and homes that a form of an outage offers: those that are chosen, and those whose names
//! hold what is looked for. A community has thousands, too many to choose from.

use std::collections::BTreeMap;

use serde::Serialize;

use super::choices::{Choice, choice};
use crate::notices::room::Drawn;
use crate::organisation::{Place, PlaceId, PlaceKind};
use crate::platform::form::half_width;
use crate::platform::page::View;

/// So many are offered at once; a longer word finds fewer.
const FOUND: usize = 40;

/// So many characters of it are looked for: no place is called longer.
const LONGEST: usize = 60;

/// The floors and homes of a form.
#[derive(Debug, Default, Serialize)]
pub(super) struct Within {
    /// What is looked for, as it was typed.
    find: String,
    /// Those that are chosen, then those that were found.
    choices: Vec<Choice>,
    /// Whether more were found than are offered.
    more: bool,
    /// Whether nothing was found.
    none: bool,
}

/// What is offered; nothing where a community has no floors.
pub(super) fn within(view: &View, drawn: &Drawn<'_>) -> Option<Within> {
    let tree = drawn.ground.tree;
    if !tree.iter().any(|place| is_within(place.kind)) {
        return None;
    }
    let chosen = drawn.fields.all("place");
    let is_chosen = |place: &&Place| is_within(place.kind) && chosen.contains(&place.id.as_str());
    let mut offered: Vec<&Place> = tree.iter().filter(is_chosen).collect();
    let find = drawn.fields.get("within").trim().to_owned();
    let found = found(tree, &find);
    let (none, more) = (!find.is_empty() && found.is_empty(), found.len() > FOUND);
    for place in found.into_iter().take(FOUND) {
        if !is_chosen(&place) {
            offered.push(place);
        }
    }
    Some(Within {
        choices: offered
            .into_iter()
            .map(|place| choice(view, drawn, place))
            .collect(),
        find,
        more,
        none,
    })
}

/// Whether a place of this kind is looked for, and not offered by itself.
fn is_within(kind: PlaceKind) -> bool {
    match kind {
        PlaceKind::Floor | PlaceKind::Home => true,
        PlaceKind::Community
        | PlaceKind::Building
        | PlaceKind::Entrance
        | PlaceKind::Lift
        | PlaceKind::Spot => false,
    }
}

/// The floors and homes whose names hold every word that was typed.
fn found<'a>(tree: &'a [Place], typed: &str) -> Vec<&'a Place> {
    let typed = in_words(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut names: BTreeMap<&PlaceId, String> = BTreeMap::new();
    let mut found = Vec::new();
    for place in tree {
        let before = place.parent.as_ref().and_then(|parent| names.get(parent));
        let before = before.cloned().unwrap_or_default();
        let name = match place.kind {
            PlaceKind::Community => String::new(),
            PlaceKind::Building
            | PlaceKind::Entrance
            | PlaceKind::Floor
            | PlaceKind::Home
            | PlaceKind::Lift
            | PlaceKind::Spot => format!("{before}{}", bare(&place.name)),
        };
        if is_within(place.kind) && words.iter().all(|word| says(&name, word)) {
            found.push(place);
        }
        names.insert(&place.id, name);
    }
    found
}

/// What was typed, with a blank behind each house, entrance and floor: 3号楼12层 finds 3号楼2单元 12层.
/// A home is written 3-1-1202 and 1202室 too, though lists call it 1202.
fn in_words(typed: &str) -> String {
    let mut words = String::new();
    for c in half_width(typed).to_lowercase().chars().take(LONGEST) {
        let is_behind_number = words.ends_with(|before: char| before.is_ascii_digit());
        if is_behind_number && "室-–—".contains(c) {
            words.push(' ');
            continue;
        }
        words.push(c);
        if "楼栋幢座元层".contains(c) {
            words.push(' ');
        }
    }
    words
}

fn bare(name: &str) -> String {
    let name = half_width(name).to_lowercase();
    name.split_whitespace().collect()
}

/// Whether a name says a word, which may call the 12层 12楼.
fn says(name: &str, word: &str) -> bool {
    let floor = word.strip_suffix('楼').map(|floor| format!("{floor}层"));
    holds(name, word) || floor.is_some_and(|floor| holds(name, &floor))
}

/// Whether a name holds a word; 3号楼 is not in 13号楼, nor 150 in 1502.
fn holds(name: &str, word: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    name.match_indices(word).any(|(at, _)| {
        let (before, from) = name.split_at(at);
        let after = from.get(word.len()..).unwrap_or_default();
        let cut_before = word.starts_with(is_digit) && before.ends_with(is_digit);
        let cut_after = word.ends_with(is_digit) && after.starts_with(is_digit);
        !cut_before && !cut_after
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisation::OfficeId;

    fn place(parent: Option<&Place>, kind: PlaceKind, name: &str) -> Place {
        let id = PlaceId::new();
        Place {
            office: OfficeId::new(),
            community: parent.map_or_else(|| id.clone(), |p| p.community.clone()),
            parent: parent.map(|p| p.id.clone()),
            kind,
            sort_key: 0,
            name: name.to_owned(),
            name_en: name.to_owned(),
            homes: 0,
            path: format!("{}{id}/", parent.map_or("", |p| p.path.as_str())),
            id,
        }
    }

    /// 3号楼 and 13号楼, each with an entrance, the floors 2 and 12, and on the last a home.
    fn tree() -> Vec<Place> {
        let community = place(None, PlaceKind::Community, "花园");
        let mut tree = vec![community.clone()];
        for name in ["3号楼", "13号楼"] {
            let building = place(Some(&community), PlaceKind::Building, name);
            let entrance = place(Some(&building), PlaceKind::Entrance, "1单元");
            let floors = ["2层", "12层"].map(|name| place(Some(&entrance), PlaceKind::Floor, name));
            let home = place(floors.last(), PlaceKind::Home, "1202");
            tree.extend([building, entrance]);
            tree.extend(floors);
            tree.push(home);
        }
        tree
    }

    #[test]
    fn of_a_long_text_so_much_is_looked_for_as_a_place_can_be_called() {
        let words = "3号楼 ".repeat(20_000);
        assert!(in_words(&words).split_whitespace().count() < LONGEST);
        let tree = tree();
        assert_eq!(found(&tree, &words).len(), found(&tree, "3号楼").len());
        assert_eq!(found(&tree, "3号楼").len(), 3);
    }

    #[test]
    fn a_floor_or_home_is_found_by_any_part_of_its_name_and_no_number_by_half_of_it() {
        let tree = tree();
        for (typed, names) in [
            ("3号楼 12层", "12层 1202"),
            ("３号楼１单元１２层", "12层 1202"),
            ("1202", "1202 1202"),
            ("13号楼 1202", "1202"),
            ("3号楼1202室", "1202"),
            ("3-1-1202", "1202"),
            ("３－１－１２０２", "1202"),
            ("3号楼12楼", "12层 1202"),
            ("4-1-1202", ""),
            ("2层", "2层 2层"),
            ("3号楼2层", "2层"),
            ("3号楼2单元", ""),
            ("120", ""),
            ("5号楼", ""),
            (" ", ""),
            ("", ""),
        ] {
            let found = found(&tree, typed);
            let said: Vec<&str> = found.iter().map(|place| place.name.as_str()).collect();
            assert_eq!(said.join(" "), names, "{typed}");
        }
    }
}
