//! From the lines of a list to what it would do in a community. Pure.

use std::collections::HashMap;

use super::alike;
use super::called::{self, Called, is_plain};
use super::columns::{BUILDING, Column, ENGLISH, ENTRANCE, FLOOR, HOME, LIFT, SPOT};
use super::counts::Counts;
use super::faults::{of_cell, of_list};
use super::index::{At, Found, Index};
use super::line::{Line, nothing};
use super::plan::{Differs, Plan, Planned};
use crate::error::Refusal;
use crate::organisation::bare::stripped;
use crate::organisation::place::full_name;
use crate::organisation::{Place, PlaceId, PlaceKind};

/// More places than a list adds: all of them are written in one change, for which others wait.
const MOST: usize = 20_000;

/// What lines would do in a community, or everything that stands against it.
pub(super) fn of(lines: &[Line], tree: &[Place]) -> Result<Plan, Vec<Refusal>> {
    let Some(root) = tree.iter().find(|p| p.kind == PlaceKind::Community) else {
        return Err(vec![nothing()]);
    };
    let mut planning = Planning {
        tree,
        root: At::There(root.id.clone()),
        index: Index::of(tree),
        entered: entered(lines),
        english: english(lines),
        plan: Plan::default(),
        named: HashMap::new(),
        faults: Vec::new(),
    };
    for line in lines {
        if let Err(fault) = planning.line(line) {
            planning.faults.push(fault);
        }
        if planning.plan.new.len() > MOST {
            let fault = of_list("import-too-many").naming("max", MOST.to_string());
            return Err(vec![fault]);
        }
    }
    if !planning.faults.is_empty() {
        return Err(planning.faults);
    }
    Ok(planning.counted_once())
}

/// The buildings of which the list names an entrance.
fn entered(lines: &[Line]) -> Vec<String> {
    let with = lines.iter().filter(|line| !line.entrance.is_empty());
    let mut all: Vec<String> = with.map(|line| alike::key(&line.building)).collect();
    all.sort();
    all.dedup();
    all
}

/// Whether a name is of more than one: 1-2, 1、2单元.
fn is_several(name: &str) -> bool {
    let parts = name.split(['-', '－', '~', '～', ',', '，', '、', '至', '到']);
    let numbered = parts.filter(|part| part.contains(|c: char| c.is_ascii_digit()));
    numbered.count() > 1
}

/// What lines about a building alone call it in English.
fn english(lines: &[Line]) -> HashMap<&str, &str> {
    let alone = |line: &&Line| {
        let within = [&line.entrance, &line.lift, &line.spot];
        within.iter().all(|name| name.is_empty())
            && line.floors.is_empty()
            && !line.english.is_empty()
    };
    let named = lines.iter().filter(alone);
    named
        .map(|line| (line.building.as_str(), line.english.as_str()))
        .collect()
}

struct Planning<'a> {
    tree: &'a [Place],
    root: At,
    index: Index,
    entered: Vec<String>,
    english: HashMap<&'a str, &'a str>,
    plan: Plan,
    /// The line that named a place as its innermost.
    named: HashMap<At, usize>,
    faults: Vec<Refusal>,
}

/// A name in a list, of the kind that its column says.
struct Named<'l> {
    row: usize,
    column: Column,
    kind: PlaceKind,
    typed: &'l str,
    /// What the line calls it in English; empty where it says nothing of this one.
    english: &'l str,
}

impl<'l> Named<'l> {
    /// A name in a line; what is innermost is called in English as the line says.
    fn of(line: &'l Line, kind: PlaceKind, typed: &'l str, is_last: bool) -> Self {
        Self {
            row: line.row,
            column: column_of(kind),
            kind,
            typed,
            english: if is_last { line.english.as_str() } else { "" },
        }
    }
}

/// The column that names places of a kind.
fn column_of(kind: PlaceKind) -> Column {
    match kind {
        PlaceKind::Community | PlaceKind::Building => BUILDING,
        PlaceKind::Entrance => ENTRANCE,
        PlaceKind::Floor => FLOOR,
        PlaceKind::Home => HOME,
        PlaceKind::Lift => LIFT,
        PlaceKind::Spot => SPOT,
    }
}

impl Planning<'_> {
    fn line(&mut self, line: &Line) -> Result<(), Refusal> {
        let inside = !line.floors.is_empty() || !line.home.is_empty();
        let deeper = inside || !line.lift.is_empty() || !line.spot.is_empty();
        let root = self.root.clone();
        let is_last = !deeper && line.entrance.is_empty();
        let building = Named::of(line, PlaceKind::Building, &line.building, is_last);
        let mut at = self.enter(&root, &building)?;
        if !line.entrance.is_empty() {
            let entrance = Named::of(line, PlaceKind::Entrance, &line.entrance, !deeper);
            at = self.enter(&at, &entrance)?;
        } else if (inside || !line.lift.is_empty()) && self.has_entrances(&at, &line.building) {
            return Err(of_cell("import-blank", line.row, ENTRANCE.heading()));
        }
        if !line.lift.is_empty() {
            at = self.enter(&at, &Named::of(line, PlaceKind::Lift, &line.lift, true))?;
        }
        if line.floors.is_empty() {
            return self.innermost(line, &at);
        }
        for floor in &line.floors {
            let is_last = line.home.is_empty() && line.spot.is_empty();
            let floor = self.enter(&at, &Named::of(line, PlaceKind::Floor, floor, is_last))?;
            if line.home.is_empty() {
                self.innermost(line, &floor)?;
                continue;
            }
            let home = Named::of(line, PlaceKind::Home, &line.home, true);
            // One that lies in the entrance itself is no other.
            let home = match self.index.find(&at, PlaceKind::Home, &line.home) {
                Found::One(home) => home,
                Found::Several(_) | Found::Alike(_) | Found::Nothing => {
                    self.enter(&floor, &home)?
                }
            };
            self.says(line, &home)?;
        }
        Ok(())
    }

    /// The spot that a line names there, or what it says of the place itself.
    fn innermost(&mut self, line: &Line, at: &At) -> Result<(), Refusal> {
        if line.spot.is_empty() {
            return self.says(line, at);
        }
        let spot = self.enter(at, &Named::of(line, PlaceKind::Spot, &line.spot, true))?;
        self.says(line, &spot)
    }

    fn has_entrances(&self, building: &At, typed: &str) -> bool {
        self.index.has(building, PlaceKind::Entrance) || self.entered.contains(&alike::key(typed))
    }

    /// What the line says of the place that it names.
    fn says(&mut self, line: &Line, at: &At) -> Result<(), Refusal> {
        if let Some(first) = self.named.insert(at.clone(), line.row) {
            let fault = of_cell("import-twice", line.row, "");
            return Err(fault.naming("first", first.to_string()));
        }
        match at {
            At::There(id) => {
                self.plan.there += 1;
                if let (Some(said), Some(place)) = (line.homes, self.place(id))
                    && said != place.homes
                {
                    let differs = Differs {
                        row: line.row,
                        name: full_name(self.tree, place),
                        there: place.homes,
                        said,
                    };
                    self.plan.differs.push(differs);
                }
            }
            At::New(n) => {
                if let (Some(homes), Some(new)) = (line.homes, self.plan.new.get_mut(*n)) {
                    new.homes = homes;
                }
            }
        }
        Ok(())
    }

    fn place(&self, id: &PlaceId) -> Option<&Place> {
        self.tree.iter().find(|p| p.id == *id)
    }

    /// The one of this name in another; planned where there is none.
    fn enter(&mut self, parent: &At, named: &Named<'_>) -> Result<At, Refusal> {
        match self.index.find(parent, named.kind, named.typed) {
            Found::One(at) => Ok(at),
            Found::Several(all) => {
                let fault = of_cell("import-which", named.row, named.column.heading());
                Err(fault.naming("names", all.join("、")))
            }
            Found::Alike(other) => {
                let fault = of_cell("import-alike", named.row, named.column.heading());
                Err(fault.naming("typed", named.typed).naming("name", other))
            }
            Found::Nothing
                if matches!(named.kind, PlaceKind::Entrance | PlaceKind::Lift)
                    && is_several(named.typed) =>
            {
                let fault = of_cell("import-several", named.row, named.column.heading());
                Err(fault.naming("typed", named.typed))
            }
            Found::Nothing => {
                let new = self.planned(parent, named)?;
                let at = At::New(self.plan.new.len());
                self.index.put(parent, at.clone(), new.kind, &new.name);
                self.plan.new.push(new);
                Ok(at)
            }
        }
    }

    fn planned(&self, parent: &At, named: &Named<'_>) -> Result<Planned, Refusal> {
        let called = match named.kind {
            PlaceKind::Building => self.building(named)?,
            PlaceKind::Entrance => called::entrance(named.typed),
            PlaceKind::Floor => called::floor(named.typed),
            PlaceKind::Lift => called::lift(named.typed).ok_or_else(|| {
                let fault = of_cell("import-which-lift", named.row, named.column.heading());
                fault.naming("typed", named.typed)
            })?,
            PlaceKind::Spot => called::spot(named.typed),
            PlaceKind::Home | PlaceKind::Community => called::home(named.typed),
        };
        let english = match named.english {
            "" => called.name_en,
            english => english.to_owned(),
        };
        Ok(Planned {
            parent: parent.clone(),
            kind: named.kind,
            sort_key: called.sort_key,
            name: called.name,
            name_en: english,
            homes: i32::from(named.kind == PlaceKind::Home),
        })
    }

    /// A building by its whole name. A number alone takes the word that all others have: 3 is 3号楼
    /// beside 1号楼 and 2号楼, and nobody knows what it is where there is none yet.
    fn building(&self, named: &Named<'_>) -> Result<Called, Refusal> {
        let left = stripped(named.typed);
        let name = if left == named.typed && is_plain(left) {
            let Some(end) = self.common_end() else {
                let fault = of_cell("import-whole-name", named.row, named.column.heading());
                return Err(fault.naming("typed", named.typed));
            };
            format!("{left}{end}")
        } else {
            named.typed.to_owned()
        };
        let key = alike::key(named.typed);
        let number = if is_plain(left) { left } else { key.as_str() };
        let name_en = match self.english.get(named.typed) {
            Some(english) => (*english).to_owned(),
            None if is_plain(number) => format!("Building {number}"),
            None => {
                let fault = of_cell("import-english", named.row, ENGLISH.heading());
                return Err(fault.naming("name", name));
            }
        };
        Ok(Called {
            sort_key: key.parse().unwrap_or(1_000),
            name,
            name_en,
        })
    }

    /// The word that the names of all buildings of the register end with, where it is the same.
    fn common_end(&self) -> Option<String> {
        let buildings = self.tree.iter().filter(|p| p.kind == PlaceKind::Building);
        let numbered = buildings.filter(|p| is_plain(stripped(&p.name)));
        let mut ends: Vec<&str> = numbered
            .filter_map(|p| p.name.strip_prefix(stripped(&p.name)))
            .collect();
        ends.sort_unstable();
        ends.dedup();
        match ends.as_slice() {
            [one] if !one.is_empty() => Some((*one).to_owned()),
            _ => None,
        }
    }

    /// The plan with homes that were counted on a floor, in an entrance or in a building, and are
    /// entered by their numbers now, counted once.
    fn counted_once(self) -> Plan {
        let Self { mut plan, tree, .. } = self;
        let mut counts = Counts::of(tree);
        let homes = plan.new.iter().filter(|new| new.kind == PlaceKind::Home);
        let above: Vec<At> = homes.map(|new| new.parent.clone()).collect();
        for parent in above {
            let mut next = Some(parent);
            while let Some(at) = next {
                next = counts.take(&mut plan, at);
            }
        }
        plan
    }
}

#[cfg(test)]
mod tests;
