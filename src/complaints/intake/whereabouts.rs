//! From what a clerk types while somebody speaks to a place: 4-2-1203, 4号楼2单元, 东门. Pure.

use crate::error::Refusal;
use crate::organisation::place::full_name;
use crate::organisation::{Place, PlaceKind};
use crate::platform::form::half_width;

/// Names that a refusal lists.
const NAMED: usize = 8;

/// A place, and how the clerk's words say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Whereabouts {
    pub(super) place: Place,
    /// Its name, with the home where that is no place of its own.
    pub(super) words: String,
}

/// The place that was meant, among communities with all that lies in them.
pub(super) fn find(trees: &[Vec<Place>], typed: &str) -> Result<Whereabouts, Refusal> {
    let mut found: Vec<Whereabouts> = Vec::new();
    for tree in trees {
        found.extend(in_tree(tree, typed));
    }
    match found.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(Refusal::of_field("place", "complaints-place-unknown").naming("typed", typed)),
        several => {
            let names = several.iter().take(NAMED).map(|one| {
                let community = trees.iter().flatten().find(|p| p.id == one.place.community);
                let community = community.filter(|_| trees.len() > 1);
                let community = community.map(|c| format!("{} ", c.name));
                community.unwrap_or_default() + &one.words
            });
            let names = names.collect::<Vec<_>>().join("、");
            Err(Refusal::of_field("place", "complaints-place-which")
                .naming("typed", typed)
                .naming("names", names))
        }
    }
}

fn in_tree(tree: &[Place], typed: &str) -> Vec<Whereabouts> {
    let Some(root) = tree.first() else {
        return Vec::new();
    };
    let (root_name, typed) = (plain(&root.name), plain(typed));
    let typed = match typed.strip_prefix(&root_name) {
        Some("") => return vec![said(tree, root)],
        Some(rest) => rest,
        None => typed.as_str(),
    };
    let named = |p: &&Place| {
        let name = plain(&p.name);
        name == typed || (typed.ends_with(&name) && plain(&full_name(tree, p)) == typed)
    };
    let named: Vec<&Place> = tree.iter().filter(named).collect();
    if !named.is_empty() {
        return named.into_iter().map(|place| said(tree, place)).collect();
    }
    if !typed.chars().all(is_of_a_way) {
        return Vec::new();
    }
    let steps = steps(typed);
    let meant = led(tree, &steps, kind_of(typed, &steps)).into_iter();
    let meant: Vec<Whereabouts> = meant.map(|place| said(tree, place)).collect();
    if meant.is_empty() {
        home(tree, &steps)
    } else {
        meant
    }
}

/// What may go unsaid on the way to a place, the most usual first.
const UNSAID: [&[PlaceKind]; 4] = [
    &[],
    &[PlaceKind::Floor],
    &[PlaceKind::Entrance],
    &[PlaceKind::Floor, PlaceKind::Entrance],
];

/// The places that these numbers lead down to, with as little unsaid as can be; of one kind, where
/// that is known.
fn led<'a>(tree: &'a [Place], steps: &[String], wanted: Option<PlaceKind>) -> Vec<&'a Place> {
    let by = |unsaid: &[PlaceKind]| -> Vec<&'a Place> {
        let fit = tree
            .iter()
            .filter(|p| wanted.is_none_or(|kind| p.kind == kind));
        fit.filter(|p| leads(tree, p, steps, unsaid)).collect()
    };
    let mut found = UNSAID.iter().map(|unsaid| by(unsaid));
    found.find(|found| !found.is_empty()).unwrap_or_default()
}

fn said(tree: &[Place], place: &Place) -> Whereabouts {
    Whereabouts {
        place: place.clone(),
        words: full_name(tree, place),
    }
}

/// A home that is no place of its own lies on the floor that its number begins with.
fn home(tree: &[Place], steps: &[String]) -> Vec<Whereabouts> {
    let Some((number, before)) = steps.split_last() else {
        return Vec::new();
    };
    let Some(floor) = number.len().checked_sub(2).and_then(|n| number.get(..n)) else {
        return Vec::new();
    };
    let floor = floor.trim_start_matches('0').to_owned();
    let way: Vec<String> = before.iter().cloned().chain([floor]).collect();
    let floors = led(tree, &way, Some(PlaceKind::Floor));
    let homes = floors.into_iter().map(|place| {
        let above = tree.iter().find(|p| Some(&p.id) == place.parent.as_ref());
        let above = above.map(|p| full_name(tree, p)).unwrap_or_default();
        Whereabouts {
            place: place.clone(),
            words: format!("{above} {number}"),
        }
    });
    homes.collect()
}

/// Whether these numbers lead down to a place, past what goes unsaid; the place itself may not.
fn leads(tree: &[Place], place: &Place, steps: &[String], unsaid: &[PlaceKind]) -> bool {
    if !is_numbered(place.kind) || steps.last() != Some(&label(place)) {
        return false;
    }
    let mut way: Vec<&Place> = tree
        .iter()
        .filter(|p| is_numbered(p.kind) && p.contains(place))
        .collect();
    way.sort_by_key(|p| p.path.len());
    let said = way
        .iter()
        .filter(|p| p.id == place.id || !unsaid.contains(&p.kind));
    said.map(|p| label(p)).eq(steps.iter().cloned())
}

fn is_numbered(kind: PlaceKind) -> bool {
    matches!(
        kind,
        PlaceKind::Building | PlaceKind::Entrance | PlaceKind::Floor | PlaceKind::Home
    )
}

/// `3` of 3号楼, `a` of A座, `1203` of 1203室.
fn label(place: &Place) -> String {
    steps(&plain(&place.name))
        .into_iter()
        .next()
        .unwrap_or_default()
}

/// The numbers and letters of a text, one after the other.
fn steps(typed: &str) -> Vec<String> {
    let parts = typed.split(|c: char| !c.is_ascii_alphanumeric());
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether it stands between numbers that lead to a place; any other word may name another one.
fn is_of_a_way(c: char) -> bool {
    const BETWEEN: &str = "号楼栋幢座单元层室房户-_/.,，、·–—";
    c.is_ascii_alphanumeric() || BETWEEN.contains(c)
}

/// What the last word says that it is.
fn kind_of(typed: &str, steps: &[String]) -> Option<PlaceKind> {
    match typed.chars().last()? {
        '楼' if steps.len() > 1 && !typed.ends_with("号楼") => Some(PlaceKind::Floor),
        '层' => Some(PlaceKind::Floor),
        '室' | '房' | '户' => Some(PlaceKind::Home),
        '元' => Some(PlaceKind::Entrance),
        '楼' | '栋' | '幢' | '座' => Some(PlaceKind::Building),
        _ => None,
    }
}

/// Without blanks, in half width, in one case.
fn plain(text: &str) -> String {
    let text = half_width(text);
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisation::{OfficeId, PlaceId};

    fn place(kind: PlaceKind, parent: Option<&Place>, name: &str) -> Place {
        let id = PlaceId::new();
        Place {
            office: OfficeId::new(),
            community: parent.map_or_else(|| id.clone(), |p| p.community.clone()),
            parent: parent.map(|p| p.id.clone()),
            kind,
            sort_key: 0,
            name: name.into(),
            name_en: name.into(),
            homes: 0,
            path: format!("{}{id}/", parent.map_or("", |p| p.path.as_str())),
            id,
        }
    }

    /// A garden with a gate and buildings 4 and 12, each of two entrances and twelve floors.
    fn garden(name: &str) -> Vec<Place> {
        let root = place(PlaceKind::Community, None, name);
        let mut tree = vec![root.clone(), place(PlaceKind::Spot, Some(&root), "东门")];
        for n in [4, 12] {
            let building = place(PlaceKind::Building, Some(&root), &format!("{n}号楼"));
            tree.push(building.clone());
            for n in 1..=2 {
                let entrance = place(PlaceKind::Entrance, Some(&building), &format!("{n}单元"));
                tree.push(entrance.clone());
                let floors = (1..=12).map(|n| format!("{n}层"));
                tree.extend(floors.map(|n| place(PlaceKind::Floor, Some(&entrance), &n)));
            }
        }
        tree
    }

    fn found(typed: &str) -> Result<String, &'static str> {
        let trees = [garden("锦绣花园")];
        find(&trees, typed)
            .map(|one| one.words)
            .map_err(|why| why.key)
    }

    #[test]
    fn a_place_is_found_by_the_numbers_that_people_say() {
        for (typed, words) in [
            ("4-2-1203", "4号楼2单元 1203"),
            ("4号楼2单元1203", "4号楼2单元 1203"),
            ("４栋２单元 １２０３ 室", "4号楼2单元 1203"),
            ("锦绣花园 4-2-1203", "4号楼2单元 1203"),
            ("12-1-801", "12号楼1单元 801"),
            ("4-2", "4号楼2单元"),
            ("4", "4号楼"),
            ("12号楼", "12号楼"),
            ("4-2-12", "4号楼2单元 12层"),
            ("4/1/3层", "4号楼1单元 3层"),
            ("4-1-3楼", "4号楼1单元 3层"),
            ("东门", "东门"),
            ("锦绣花园", "锦绣花园"),
        ] {
            assert_eq!(found(typed), Ok(words.to_owned()), "{typed}");
        }
    }

    #[test]
    fn what_is_not_there_or_may_be_two_is_asked_for_and_never_guessed() {
        for typed in ["9-1-101", "4-3单元", "4-2-1303", "西门", "-"] {
            assert_eq!(found(typed), Err("complaints-place-unknown"), "{typed}");
        }
        for typed in ["4-1203", "4-3", "4-201", "4-2层"] {
            assert_eq!(found(typed), Err("complaints-place-which"), "{typed}");
        }
        let trees = [garden("锦绣花园"), garden("云栖里")];
        let which = find(&trees, "4-2-1203").unwrap_err();
        assert_eq!(which.key, "complaints-place-which");
        assert_eq!(
            which.args[1].1,
            "锦绣花园 4号楼2单元 1203、云栖里 4号楼2单元 1203"
        );
        assert!(find(&trees, "云栖里4-2-1203").is_ok());
    }

    #[test]
    fn a_home_that_is_a_place_is_that_place() {
        let mut tree = garden("锦绣花园");
        let floor = tree
            .iter()
            .find(|p| full_name(&tree, p) == "4号楼2单元 12层");
        let home = place(PlaceKind::Home, floor, "1203");
        tree.push(home.clone());
        assert_eq!(find(&[tree], "4-2-1203").unwrap().place, home);
    }
}
