//! What each sign of a run says and where it goes: from the places, or from an office's list. Pure.

mod doors;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::import::Table;
use crate::error::Refusal;
use crate::organisation::place::{full_name, full_name_en};
use crate::organisation::{Place, PlaceId, PlaceKind};
use crate::platform::form::half_width;
use crate::platform::punctuation::chinese;

/// Faults of a list that are told at once; the rest is counted.
pub const FAULTS_TOLD: usize = 20;

/// One sign of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Where it goes.
    pub place: PlaceId,
    /// What that place is called: `3号楼2单元 15层`.
    pub at: String,
    /// The same in English.
    pub at_en: String,
    /// The words of its own, where it has any: `15`, `消防泵房`.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// A second line: `3号楼2单元`.
    pub note: String,
}

/// The places a run can be made for, and what its list calls them.
pub struct Level {
    /// The kind of place.
    pub kind: PlaceKind,
    /// Its heading in a list; the first is the one our messages use.
    pub headings: &'static [&'static str],
}

/// From the outermost in.
pub const LEVELS: [Level; 6] = [
    Level {
        kind: PlaceKind::Building,
        headings: &["楼栋", "楼号", "building"],
    },
    Level {
        kind: PlaceKind::Entrance,
        headings: &["单元", "entrance", "unit"],
    },
    Level {
        kind: PlaceKind::Floor,
        headings: &["楼层", "层", "floor"],
    },
    Level {
        kind: PlaceKind::Lift,
        headings: &["电梯", "梯号", "lift"],
    },
    Level {
        kind: PlaceKind::Home,
        headings: &["房号", "户号", "home", "door"],
    },
    Level {
        kind: PlaceKind::Spot,
        headings: &["位置", "地点", "spot", "place"],
    },
];
const WORDS: &[&str] = &["文字", "牌面文字", "text"];
const ENGLISH: &[&str] = &["英文", "english"];
const NOTE: &[&str] = &["补充", "说明", "note"];

/// What is wrong with a line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Columns the list must have and has not.
    MissingColumns(Vec<&'static str>),
    /// A cell that may not be empty.
    Blank {
        /// The row in the file.
        line: usize,
        /// The heading.
        column: &'static str,
    },
    /// A place the tree does not have.
    Unknown {
        /// The row in the file.
        line: usize,
        /// What was typed.
        typed: String,
        /// Where it was looked for.
        within: String,
        /// What is there: `1层 … 18层`.
        known: String,
    },
    /// A row that says no place at all.
    Nowhere(usize),
    /// The same place twice.
    Twice {
        /// The row in the file.
        line: usize,
        /// The row that had it first.
        first: usize,
        /// The place.
        at: String,
    },
}

impl Fault {
    /// What the form says.
    pub fn refusal(&self) -> Refusal {
        let about = |key| Refusal::of_field("file", key);
        match self {
            Self::MissingColumns(names) => {
                about("runs-row-columns").naming("columns", names.join("、"))
            }
            Self::Blank { line, column } => about("runs-row-blank")
                .naming("row", line.to_string())
                .naming("column", *column),
            Self::Unknown {
                line,
                typed,
                within,
                known,
            } => about("runs-row-unknown")
                .naming("row", line.to_string())
                .naming("typed", typed.clone())
                .naming("within", within.clone())
                .naming("known", known.clone()),
            Self::Nowhere(line) => about("runs-row-nowhere").naming("row", line.to_string()),
            Self::Twice { line, first, at } => about("runs-row-twice")
                .naming("row", line.to_string())
                .naming("first", first.to_string())
                .naming("at", at.clone()),
        }
    }
}

/// The row of a place that says itself: a floor its number, an entrance its name.
pub fn of_place(tree: &[Place], place: &Place) -> Row {
    let around = tree
        .iter()
        .filter(|p| p.contains(place) && p.id != place.id && p.kind != PlaceKind::Community);
    let innermost = around.max_by_key(|p| p.path.len());
    Row {
        place: place.id.clone(),
        at: full_name(tree, place),
        at_en: full_name_en(tree, place),
        zh: place.name.clone(),
        en: place.name_en.clone(),
        note: innermost.map(|p| full_name(tree, p)).unwrap_or_default(),
    }
}

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
pub fn sample(tree: &[Place], kind: PlaceKind) -> Vec<Vec<String>> {
    if doors::are_counted(tree, kind) {
        return doors::sample(tree);
    }
    let levels = needed(tree, kind);
    let heading = |names: &[&str]| names.first().copied().unwrap_or_default().to_owned();
    let mut first: Vec<String> = levels.iter().map(|level| heading(level.headings)).collect();
    first.extend([WORDS, ENGLISH, NOTE].map(heading));
    let line = |place: &Place| {
        let cell = |level: &&Level| {
            let at = tree
                .iter()
                .find(|p| p.kind == level.kind && p.contains(place));
            at.map(|p| p.name.clone()).unwrap_or_default()
        };
        let row = of_place(tree, place);
        let mut cells: Vec<String> = levels.iter().map(cell).collect();
        cells.extend([row.zh, row.en, row.note]);
        cells
    };
    let places = tree.iter().filter(|p| p.kind == kind).map(line);
    std::iter::once(first).chain(places).collect()
}

/// A row for every line of a list, or everything that is wrong with it.
pub fn of_table(table: &Table, tree: &[Place], kind: PlaceKind) -> Result<Vec<Row>, Vec<Fault>> {
    let reading = Reading::new(table, tree, kind)?;
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    let mut seen = HashMap::new();
    for (line, cells) in &table.rows {
        match reading.row(*line, cells) {
            Ok(row) => {
                let same = (row.place.clone(), row.zh.clone());
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

/// A list with its columns found.
struct Reading<'a> {
    tree: &'a [Place],
    root: &'a Place,
    levels: Vec<(&'a Level, usize)>,
    words: [Option<usize>; 3],
    kind: PlaceKind,
    /// Whether doors are no places of their own.
    counted: bool,
}

impl<'a> Reading<'a> {
    fn new(table: &Table, tree: &'a [Place], kind: PlaceKind) -> Result<Self, Vec<Fault>> {
        let root = tree.iter().find(|p| p.kind == PlaceKind::Community);
        let root = root.ok_or_else(Vec::new)?;
        let counted = doors::are_counted(tree, kind);
        let found = |level: &'a Level| Some((level, table.column(level.headings)?));
        let levels: Vec<_> = LEVELS.iter().filter_map(found).collect();
        let has = |kind| levels.iter().any(|(level, _)| level.kind == kind);
        let missing: Vec<&str> = needed(tree, kind)
            .iter()
            .filter(|level| !has(level.kind))
            .filter_map(|level| level.headings.first().copied())
            .collect();
        if !missing.is_empty() {
            return Err(vec![Fault::MissingColumns(missing)]);
        }
        let words = [WORDS, ENGLISH, NOTE].map(|names| table.column(names));
        Ok(Self {
            tree,
            root,
            levels,
            words,
            kind,
            counted,
        })
    }

    fn row(&self, line: usize, cells: &[String]) -> Result<Row, Fault> {
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).cloned().unwrap_or_default();
        let mut place = self.root;
        let mut door = None;
        for (level, column) in &self.levels {
            let typed = cell(Some(*column));
            if typed.is_empty() {
                continue;
            }
            if self.counted && level.kind == PlaceKind::Home {
                door = Some(typed);
                continue;
            }
            place = self
                .find(place, level.kind, &typed)
                .ok_or_else(|| Fault::Unknown {
                    line,
                    typed,
                    within: self.called(place),
                    known: self.known(place, level.kind),
                })?;
        }
        if place.id == self.root.id {
            return Err(Fault::Nowhere(line));
        }
        if place.kind != self.kind && self.kind != PlaceKind::Spot && door.is_none() {
            let level = LEVELS.iter().find(|level| level.kind == self.kind);
            let column = level.and_then(|level| level.headings.first().copied());
            return Err(Fault::Blank {
                line,
                column: column.unwrap_or_default(),
            });
        }
        let [zh, en, note] = self.words.map(cell);
        let own = match door {
            Some(number) => doors::row(self.tree, place, &number),
            None => of_place(self.tree, place),
        };
        let or = |typed: String, own: String| if typed.is_empty() { own } else { typed };
        Ok(Row {
            zh: or(chinese(&zh), own.zh),
            en: or(en, own.en),
            note: or(chinese(&note), own.note),
            ..own
        })
    }

    /// The place of a name or number below another: `3` is 3号楼, `B1` is B1层.
    fn find(&self, within: &Place, kind: PlaceKind, typed: &str) -> Option<&'a Place> {
        let typed = half_width(typed).to_uppercase();
        let below = |p: &&Place| p.kind == kind && within.contains(p) && p.id != within.id;
        let mut same = self.tree.iter().filter(below);
        same.clone()
            .find(|p| p.name.to_uppercase() == typed)
            .or_else(|| same.find(|p| bare(&p.name) == typed))
    }

    fn called(&self, place: &Place) -> String {
        if place.id == self.root.id {
            place.name.clone()
        } else {
            full_name(self.tree, place)
        }
    }

    /// What there is instead: all of a few, the ends of many.
    fn known(&self, within: &Place, kind: PlaceKind) -> String {
        let names: Vec<&str> = self
            .tree
            .iter()
            .filter(|p| p.kind == kind && within.contains(p))
            .map(|p| p.name.as_str())
            .collect();
        match names.as_slice() {
            [] => "—".to_owned(),
            few if few.len() <= 6 => few.join("、"),
            [first, .., last] => format!("{first} … {last}"),
            [one] => (*one).to_owned(),
        }
    }
}

/// A name without the word that says what it is: 3号楼 → 3.
pub(super) fn bare(name: &str) -> String {
    let ends = [
        "号楼", "号梯", "单元", "栋", "座", "幢", "层", "楼", "室", "号", "F",
    ];
    let name = name.to_uppercase();
    let end = ends.iter().find(|end| name.ends_with(**end));
    end.map_or(name.clone(), |end| name.trim_end_matches(end).to_owned())
}

/// The columns without which a place of this kind cannot be told from others.
fn needed(tree: &[Place], kind: PlaceKind) -> Vec<&'static Level> {
    if kind == PlaceKind::Spot {
        return LEVELS
            .iter()
            .filter(|level| level.kind == PlaceKind::Spot)
            .collect();
    }
    if doors::are_counted(tree, kind) {
        return doors::needed();
    }
    let Some(example) = tree.iter().find(|p| p.kind == kind) else {
        return LEVELS.iter().filter(|level| level.kind == kind).collect();
    };
    let chain: Vec<PlaceKind> = tree
        .iter()
        .filter(|p| p.contains(example))
        .map(|p| p.kind)
        .collect();
    LEVELS
        .iter()
        .filter(|level| chain.contains(&level.kind))
        .collect()
}

#[cfg(test)]
mod tests;
