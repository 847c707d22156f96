//! The list of what is there, for an office to fill in. Pure.

use super::columns::ALL;
use crate::organisation::{Place, PlaceKind};

/// One line a home, a lift or a spot in a building; a floor, an entrance or a building of which no home is
/// known by its number, with what is counted there. Headings first; an example where nothing is there.
pub(super) fn lines(tree: &[Place]) -> Vec<Vec<String>> {
    let mut lines = vec![ALL.map(|column| column.heading().to_owned()).to_vec()];
    let mut way: Vec<&Place> = Vec::new();
    for (at, place) in tree.iter().enumerate() {
        while way.last().is_some_and(|above| !above.contains(place)) {
            way.pop();
        }
        way.push(place);
        let is_innermost = tree
            .get(at + 1)
            .is_none_or(|next| !place.contains(next) || is_beside(next));
        let in_building = way.iter().any(|p| p.kind == PlaceKind::Building);
        if is_innermost && in_building {
            lines.push(line(&way, place));
        }
    }
    if lines.len() == 1 {
        lines.push(
            ["1号楼", "1单元", "1层", "101", "", "", "", ""]
                .map(str::to_owned)
                .to_vec(),
        );
    }
    lines
}

/// What no home is counted in.
fn is_beside(place: &Place) -> bool {
    matches!(place.kind, PlaceKind::Lift | PlaceKind::Spot)
}

fn line(way: &[&Place], place: &Place) -> Vec<String> {
    let named = |kind| {
        let of = way.iter().find(|p| p.kind == kind);
        of.map_or_else(String::new, |p| p.name.clone())
    };
    let kinds = [
        PlaceKind::Building,
        PlaceKind::Entrance,
        PlaceKind::Floor,
        PlaceKind::Home,
    ];
    let is_counted = place.kind != PlaceKind::Home && place.homes > 0;
    let homes = is_counted.then(|| place.homes.to_string());
    let english = (place.kind == PlaceKind::Building).then(|| place.name_en.clone());
    let mut cells = kinds.map(named).to_vec();
    cells.extend([homes, english].map(Option::unwrap_or_default));
    cells.extend([PlaceKind::Lift, PlaceKind::Spot].map(named));
    cells
}
