//! From the cells of a line to the place they name and the words they say. What could mean two
//! places is asked, never taken for the first of them.

use super::doors;
use super::fault::Fault;
use super::level::{LEVELS, Level, Usually, bare, levels, words};
use super::row::{Row, of_place};
use crate::organisation::doors::is_number;
use crate::organisation::place::full_name;
use crate::organisation::{Place, PlaceKind};
use crate::platform::form::half_width;
use crate::platform::lists::Table;
use crate::platform::punctuation::chinese;

/// Places that a refusal names.
const NAMED: usize = 6;

/// A list with its columns found.
pub(super) struct Reading<'a> {
    tree: &'a [Place],
    root: &'a Place,
    levels: Vec<(&'static Level, usize)>,
    words: Vec<Option<usize>>,
    kind: PlaceKind,
    usually: Usually,
    /// Whether doors are no places of their own.
    counted: bool,
}

/// How far the cells of a line have led.
struct Walk<'a> {
    line: usize,
    place: &'a Place,
    /// Levels left blank since the last one filled.
    skipped: Vec<&'static Level>,
    door: Option<String>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(
        table: &Table,
        tree: &'a [Place],
        kind: PlaceKind,
        usually: Usually,
    ) -> Result<Self, Vec<Fault>> {
        let root = tree.iter().find(|p| p.kind == PlaceKind::Community);
        let root = root.ok_or_else(Vec::new)?;
        let counted = doors::are_counted(tree, kind);
        let all_names = levels(kind).map(|level| level.headings);
        let all_names = all_names.chain(words(usually).iter().copied());
        let twice = all_names
            .map(|names| table.columns(names).collect::<Vec<_>>())
            .find(|columns| columns.len() > 1);
        if let Some(columns) = twice {
            let name = |at: usize| table.headings.get(at).cloned();
            let names = columns.into_iter().filter_map(name).collect();
            return Err(vec![Fault::TwoColumns(names)]);
        }
        let found = |level: &'static Level| Some((level, table.column(level.headings)?));
        let levels: Vec<_> = levels(kind).filter_map(found).collect();
        let has = |kind| levels.iter().any(|(level, _)| level.kind == kind);
        let missing: Vec<&str> = needed(tree, kind)
            .iter()
            .filter(|level| !has(level.kind))
            .filter_map(|level| level.headings.first().copied())
            .collect();
        if !missing.is_empty() {
            return Err(vec![Fault::MissingColumns(missing)]);
        }
        Ok(Self {
            tree,
            root,
            levels,
            words: words(usually)
                .iter()
                .map(|names| table.column(names))
                .collect(),
            kind,
            usually,
            counted,
        })
    }

    pub(super) fn row(&self, line: usize, cells: &[String]) -> Result<Row, Fault> {
        let walk = self.walk(line, cells)?;
        let said = |at: usize| {
            let cell = self
                .words
                .get(at)
                .copied()
                .flatten()
                .and_then(|at| cells.get(at));
            cell.cloned().unwrap_or_default()
        };
        let (zh, en) = (chinese(&said(0)), said(1));
        let own = match walk.door {
            Some(number) => doors::row(self.tree, walk.place, &number),
            None => of_place(self.tree, walk.place),
        };
        if self.usually == Usually::Design {
            let given = !zh.is_empty() || !en.is_empty();
            return Ok(Row {
                zh,
                en,
                note: String::new(),
                own: given,
                ..own
            });
        }
        let or = |typed: String, own: String| if typed.is_empty() { own } else { typed };
        // The English of a place says nothing of other words than its name.
        let is_another = !zh.is_empty() && zh != own.zh;
        let own_en = if is_another { String::new() } else { own.en };
        Ok(Row {
            zh: or(zh, own.zh),
            en: or(en, own_en),
            note: or(chinese(&said(2)), own.note),
            place: own.place,
            at: own.at,
            at_en: own.at_en,
            own: false,
        })
    }

    /// Follows the levels from the community in.
    fn walk(&self, line: usize, cells: &[String]) -> Result<Walk<'a>, Fault> {
        let mut walk = Walk {
            line,
            place: self.root,
            skipped: Vec::new(),
            door: None,
        };
        for (level, column) in &self.levels {
            let typed = cells.get(*column).cloned().unwrap_or_default();
            if typed.is_empty() {
                walk.skipped.push(level);
            } else if self.counted && level.kind == PlaceKind::Home {
                walk.door = Some(self.door(&walk, level, typed)?);
            } else {
                walk.place = self.find(&walk, level, &typed)?;
                walk.skipped.clear();
            }
        }
        if walk.place.id == self.root.id && walk.door.is_none() {
            return Err(Fault::Nowhere(line));
        }
        if walk.place.kind != self.kind && walk.door.is_none() {
            let level = LEVELS.iter().find(|level| level.kind == self.kind);
            let column = level.map_or("", Level::heading);
            return Err(Fault::Blank { line, column });
        }
        Ok(walk)
    }

    /// The number of a door that is no place of its own; its building and entrance are named.
    fn door(&self, walk: &Walk<'a>, level: &Level, typed: String) -> Result<String, Fault> {
        let line = walk.line;
        let holds = |kind| {
            let within = |p: &Place| p.kind == kind && walk.place.contains(p);
            self.tree.iter().any(within)
        };
        // The floor goes without saying.
        let blank = walk
            .skipped
            .iter()
            .find(|skipped| skipped.kind != PlaceKind::Floor && holds(skipped.kind));
        if let Some(blank) = blank {
            let column = blank.heading();
            return Err(Fault::Blank { line, column });
        }
        if is_number(&typed) {
            return Ok(typed);
        }
        let column = level.heading();
        Err(Fault::NoDoor {
            line,
            column,
            typed,
        })
    }

    /// The place of a name or number below another: `3` is 3号楼, `B1` is B1层.
    fn find(&self, walk: &Walk<'a>, level: &Level, typed: &str) -> Result<&'a Place, Fault> {
        let line = walk.line;
        let inside = |p: &&Place| walk.place.contains(p) && p.id != walk.place.id;
        let all: Vec<&Place> = self.tree.iter().filter(inside).collect();
        let same: Vec<&Place> = all
            .iter()
            .copied()
            .filter(|p| p.kind == level.kind)
            .collect();
        let found = told(self.tree, &same, typed);
        // What lies in one of several that were left blank is not known by its own name.
        let beyond = |skipped: &&&Level| {
            let lies = |p: &&Place| {
                let around = |q: &&&Place| q.kind == skipped.kind && q.contains(p);
                all.iter().any(|q| around(&q))
            };
            level.kind != PlaceKind::Spot && found.iter().any(lies)
        };
        if let Some(blank) = walk.skipped.iter().find(beyond) {
            let column = blank.heading();
            return Err(Fault::Blank { line, column });
        }
        match found.as_slice() {
            [one] => Ok(one),
            [] => Err(Fault::Unknown {
                line,
                typed: typed.to_owned(),
                within: self.called(walk.place),
                known: known(&same),
            }),
            several => Err(Fault::Several {
                line,
                typed: typed.to_owned(),
                all: self.listed(several),
            }),
        }
    }

    fn called(&self, place: &Place) -> String {
        if place.id == self.root.id {
            place.name.clone()
        } else {
            full_name(self.tree, place)
        }
    }

    fn listed(&self, places: &[&Place]) -> String {
        let names = places.iter().take(NAMED).map(|p| whole(self.tree, p));
        names.collect::<Vec<_>>().join("、")
    }
}

/// The places of a name or number or, where none is called so, of a name that was written whole.
fn told<'a>(tree: &[Place], places: &[&'a Place], typed: &str) -> Vec<&'a Place> {
    let found = called(places, typed);
    if !found.is_empty() {
        return found;
    }
    let plain = |text: &str| -> String {
        let narrow = half_width(text).to_uppercase();
        narrow.chars().filter(|c| !c.is_whitespace()).collect()
    };
    let typed = plain(typed);
    let ends = places.iter().filter(|p| typed.ends_with(&plain(&p.name)));
    ends.copied()
        .filter(|p| plain(&whole(tree, p)) == typed)
        .collect()
}

/// The name that tells a place from others called the same: with its community where it lies in
/// no building.
pub(super) fn whole(tree: &[Place], place: &Place) -> String {
    let full = full_name(tree, place);
    let around = tree.iter().find(|p| place.parent.as_ref() == Some(&p.id));
    match around.filter(|p| p.kind == PlaceKind::Community) {
        Some(community) => format!("{} {full}", community.name),
        None => full,
    }
}

/// The places of a name or, where none is called so, of its number.
fn called<'a>(places: &[&'a Place], typed: &str) -> Vec<&'a Place> {
    let typed = half_width(typed).to_uppercase();
    let is = |name: &dyn Fn(&Place) -> String| {
        let same = places.iter().copied().filter(|p| name(p) == typed);
        same.collect::<Vec<_>>()
    };
    let by_name = is(&|p| p.name.to_uppercase());
    if by_name.is_empty() {
        is(&|p| bare(&p.name))
    } else {
        by_name
    }
}

/// What there is instead: all of a few, the ends of many.
fn known(places: &[&Place]) -> String {
    let names: Vec<&str> = places.iter().map(|p| p.name.as_str()).collect();
    match names.as_slice() {
        [] => "—".to_owned(),
        few if few.len() <= NAMED => few.join("、"),
        [first, .., last] => format!("{first} … {last}"),
        [one] => (*one).to_owned(),
    }
}

/// The columns without which a place of this kind cannot be told from others.
pub(super) fn needed(tree: &[Place], kind: PlaceKind) -> Vec<&'static Level> {
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
