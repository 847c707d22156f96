//! What each sign of a run says and where it goes: from the places, or from an office's list. Pure.

mod doors;
mod fault;
mod finding;
mod level;
mod row;

use std::collections::HashMap;

pub use fault::Fault;
pub use level::{LEVELS, Level, Usually};
pub use row::{Row, of_place};

use self::finding::{Reading, needed, whole};
use self::level::{levels, words};
use crate::organisation::{Place, PlaceKind};
use crate::platform::lists::Table;

pub(super) use self::level::{bare, stripped};

/// Faults of a list that are told at once; the rest is counted.
pub const FAULTS_TOLD: usize = 20;

/// A row for every place of a kind that lies in one of these. Doors that are no places of their
/// own are counted on their floors.
pub fn of_tree(tree: &[Place], kind: PlaceKind, within: &[&Place]) -> Vec<Row> {
    if doors::are_counted(tree, kind) {
        return doors::of_tree(tree, within);
    }
    tree.iter()
        .filter(|p| p.kind == kind && within.iter().any(|area| area.contains(p)))
        .map(|p| of_place(tree, p))
        .collect()
}

/// Whether a place holds any of a kind.
pub fn holds(tree: &[Place], area: &Place, kind: PlaceKind) -> bool {
    let counted = doors::are_counted(tree, kind);
    let is = |p: &Place| {
        p.kind == kind || (counted && p.kind == PlaceKind::Floor && doors::count(p) > 0)
    };
    tree.iter().any(|p| is(p) && area.contains(p))
}

/// A list of the places there are, headings first, for an office to fill in.
pub fn sample(tree: &[Place], kind: PlaceKind, usually: Usually) -> Vec<Vec<String>> {
    if doors::are_counted(tree, kind) {
        return doors::sample(tree);
    }
    let levels = needed(tree, kind);
    let heading = |names: &[&str]| names.first().copied().unwrap_or_default().to_owned();
    let mut first: Vec<String> = levels.iter().map(|level| heading(level.headings)).collect();
    first.extend(words(usually).iter().copied().map(heading));
    let line = |place: &Place| {
        let cell = |level: &&Level| {
            let at = tree
                .iter()
                .find(|p| p.kind == level.kind && p.contains(place));
            at.map(|p| name_in(tree, p)).unwrap_or_default()
        };
        let row = of_place(tree, place);
        let mut cells: Vec<String> = levels.iter().map(cell).collect();
        match usually {
            Usually::Place => cells.extend([row.zh, row.en, row.note]),
            // Blank is what the design says.
            Usually::Design => cells.extend([String::new(), String::new()]),
        }
        cells
    };
    let places = tree.iter().filter(|p| p.kind == kind).map(line);
    std::iter::once(first).chain(places).collect()
}

/// What a sample calls a place: a spot's column stands alone, so its name must be enough.
fn name_in(tree: &[Place], place: &Place) -> String {
    let named = |p: &&Place| p.kind == place.kind && p.name.eq_ignore_ascii_case(&place.name);
    if place.kind == PlaceKind::Spot && tree.iter().filter(named).count() > 1 {
        whole(tree, place)
    } else {
        place.name.clone()
    }
}

/// The headings of filled columns that nobody reads.
pub fn unread(table: &Table, kind: PlaceKind, usually: Usually) -> Vec<String> {
    let read: Vec<usize> = levels(kind)
        .map(|level| level.headings)
        .chain(words(usually).iter().copied())
        .flat_map(|names| table.columns(names).collect::<Vec<_>>())
        .collect();
    let stray = |(at, _): &(usize, &String)| !read.contains(at) && table.is_filled(*at);
    let headings = table.headings.iter().enumerate().filter(stray);
    headings.map(|(_, heading)| heading.clone()).collect()
}

/// A row for every line of a list, or everything that is wrong with it.
pub fn of_table(
    table: &Table,
    tree: &[Place],
    kind: PlaceKind,
    usually: Usually,
) -> Result<Vec<Row>, Vec<Fault>> {
    let reading = Reading::new(table, tree, kind, usually)?;
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    let mut seen = HashMap::new();
    for (line, cells) in &table.rows {
        match reading.row(*line, cells) {
            Ok(row) => {
                let same = (row.place.clone(), row.at.clone(), row.zh.clone());
                match seen.insert(same, *line) {
                    Some(first) => faults.push(Fault::Twice {
                        line: *line,
                        first,
                        at: row.at,
                    }),
                    None => rows.push(row),
                }
            }
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        Ok(rows)
    } else {
        Err(faults)
    }
}

#[cfg(test)]
mod tests;
