//! The columns of a list of buildings and what lies in them, and those that it does not read.

use super::faults::of_list;
use crate::error::Refusal;
use crate::platform::lists::Table;

/// A column: the names it may have, the first of which our messages use.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column(&'static [&'static str]);

impl Column {
    /// The heading that our messages use.
    pub(super) fn heading(self) -> &'static str {
        self.0.first().copied().unwrap_or_default()
    }
}

pub(super) const BUILDING: Column = Column(&["楼栋", "楼号", "building"]);
pub(super) const ENTRANCE: Column = Column(&["单元", "entrance", "unit"]);
pub(super) const FLOOR: Column = Column(&["楼层", "层", "floor"]);
pub(super) const HOME: Column = Column(&["房号", "户号", "home", "door"]);
pub(super) const COUNT: Column = Column(&["户数", "homes"]);
pub(super) const ENGLISH: Column = Column(&["英文", "英文名称", "english"]);
pub(super) const LIFT: Column = Column(&["电梯", "lift", "elevator"]);
pub(super) const SPOT: Column = Column(&["位置", "其他位置", "spot"]);
/// All of them, in the order of a sample.
pub(super) const ALL: [Column; 8] = [BUILDING, ENTRANCE, FLOOR, HOME, COUNT, ENGLISH, LIFT, SPOT];

/// Where the columns of a list stand.
pub(super) struct Columns([Option<usize>; ALL.len()]);

impl Columns {
    /// Finds them; a list without buildings, with two columns for one thing, or with rows or columns
    /// that nobody sees is none.
    pub(super) fn of(table: &Table) -> Result<Self, Vec<Refusal>> {
        let mut faults = unseen(table);
        let found = ALL.map(|column| {
            let all: Vec<usize> = table.columns(column.0).collect();
            if all.len() > 1 {
                let names = all.iter().filter_map(|at| table.headings.get(*at));
                let names: Vec<&str> = names.map(String::as_str).collect();
                faults.push(of_list("import-two-columns").naming("columns", names.join("、")));
            }
            all.first().copied()
        });
        if found.first().copied().flatten().is_none() {
            faults.push(of_list("import-no-column").naming("column", BUILDING.heading()));
        }
        if faults.is_empty() {
            Ok(Self(found))
        } else {
            Err(faults)
        }
    }

    /// What stands under a column in a row; empty where the list has no such column.
    pub(super) fn cell<'c>(&self, cells: &'c [String], column: Column) -> &'c str {
        let at = ALL.iter().position(|one| one.0 == column.0);
        let at = at.and_then(|at| self.0.get(at).copied().flatten());
        at.and_then(|at| cells.get(at)).map_or("", String::as_str)
    }

    /// The headings of filled columns that are not read.
    pub(super) fn unread(&self, table: &Table) -> Vec<String> {
        let stray = |(at, heading): &(usize, &String)| {
            !heading.is_empty() && !self.0.contains(&Some(*at)) && table.is_filled(*at)
        };
        let all = table.headings.iter().enumerate().filter(stray);
        all.map(|(_, heading)| heading.clone()).collect()
    }
}

/// Rows and columns that nobody sees in the file are neither entered nor dropped without a word.
fn unseen(table: &Table) -> Vec<Refusal> {
    let mut faults = Vec::new();
    if !table.hidden_rows.is_empty() {
        let rows: Vec<String> = table
            .hidden_rows
            .iter()
            .take(12)
            .map(usize::to_string)
            .collect();
        faults.push(of_list("import-hidden-rows").naming("rows", rows.join("、")));
    }
    if !table.hidden_columns.is_empty() {
        let names = table.hidden_columns.join("、");
        faults.push(of_list("import-hidden-columns").naming("columns", names));
    }
    faults
}
