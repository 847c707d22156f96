//! Doors that are no places of their own: an office says how many homes a floor has, and their
//! numbers follow, 1501 and 1502 on the fifteenth. What is numbered otherwise comes from a list.

use super::level::{LEVELS, Level, bare};
use super::row::Row;
use crate::organisation::place::{full_name, full_name_en};
use crate::organisation::{Place, PlaceKind};

/// Whether doors are counted rather than kept one by one.
pub(super) fn are_counted(tree: &[Place], kind: PlaceKind) -> bool {
    kind == PlaceKind::Home && !tree.iter().any(|p| p.kind == PlaceKind::Home)
}

/// How many doors a floor has; one without a number has none.
pub(super) fn count(floor: &Place) -> i32 {
    let numbered = bare(&floor.name).parse().is_ok_and(|n: u32| n > 0);
    if numbered { floor.homes } else { 0 }
}

/// The columns without which a door cannot be told from others.
pub(super) fn needed() -> Vec<&'static Level> {
    let kinds = [PlaceKind::Building, PlaceKind::Entrance, PlaceKind::Home];
    let wanted = |level: &&Level| kinds.contains(&level.kind);
    LEVELS.iter().filter(wanted).collect()
}

/// The row of a door by its number, on its floor or in its entrance.
pub(super) fn row(tree: &[Place], place: &Place, number: &str) -> Row {
    let around = |kind| tree.iter().find(|p| p.kind == kind && p.contains(place));
    let entrance = around(PlaceKind::Entrance).or_else(|| around(PlaceKind::Building));
    let entrance = entrance.unwrap_or(place);
    Row {
        place: place.id.clone(),
        at: format!("{} {number}", full_name(tree, entrance)),
        at_en: format!("{number}, {}", full_name_en(tree, entrance)),
        zh: number.to_owned(),
        en: String::new(),
        note: full_name(tree, entrance),
        own: false,
    }
}

fn of_floor(tree: &[Place], floor: &Place) -> Vec<Row> {
    let number = bare(&floor.name);
    let door = |n: i32| row(tree, floor, &format!("{number}{n:02}"));
    (1..=count(floor)).map(door).collect()
}

/// The doors in these areas.
pub(super) fn of_tree(tree: &[Place], within: &[&Place]) -> Vec<Row> {
    tree.iter()
        .filter(|p| p.kind == PlaceKind::Floor && within.iter().any(|area| area.contains(p)))
        .flat_map(|floor| of_floor(tree, floor))
        .collect()
}

/// A list of the doors there should be, headings first, for an office to correct.
pub(super) fn sample(tree: &[Place]) -> Vec<Vec<String>> {
    let named = |kind, row: &Row| {
        let floor = tree.iter().find(|p| p.id == row.place);
        let around = tree
            .iter()
            .find(|p| p.kind == kind && floor.is_some_and(|f| p.contains(f)));
        around.map(|p| p.name.clone()).unwrap_or_default()
    };
    let head = ["楼栋", "单元", "楼层", "房号", "文字", "英文", "补充"].map(str::to_owned);
    let floors = tree.iter().filter(|p| p.kind == PlaceKind::Floor);
    let doors = floors.flat_map(|floor| of_floor(tree, floor)).map(|row| {
        let around = [PlaceKind::Building, PlaceKind::Entrance, PlaceKind::Floor];
        let mut cells = around.map(|kind| named(kind, &row)).to_vec();
        cells.extend([row.zh.clone(), row.zh, row.en, row.note]);
        cells
    });
    std::iter::once(head.to_vec()).chain(doors).collect()
}
