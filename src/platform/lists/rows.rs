//! A table that is read from a file, row by row, and stops at its first fault.

use serde::{Deserialize, Serialize};

use super::super::form::{half_width, is_hidden};
use super::bounds::{MAX_CELL, MAX_COLUMNS, MAX_ROWS};
use super::cell::Cell;
use super::fault::ImportError;

/// A table: its headings and the rows below them, every cell as text without blanks around it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The headings.
    pub headings: Vec<String>,
    /// The rows, as long as the headings, each with its number in the file.
    pub rows: Vec<(usize, Vec<String>)>,
    /// The rows that nobody sees in the file: filtered out, folded or hidden.
    pub hidden_rows: Vec<usize>,
    /// The headings of columns that nobody sees in the file.
    pub hidden_columns: Vec<String>,
}

/// A table that is being read, row by row, and stops at its first fault.
#[derive(Default)]
pub(super) struct Building {
    pub(super) table: Table,
}

impl Building {
    pub(super) fn add(&mut self, line: usize, mut cells: Vec<Cell>) -> Result<(), ImportError> {
        while cells.last().is_some_and(Cell::is_empty) {
            cells.pop();
        }
        if cells.is_empty() {
            return Ok(());
        }
        if cells.len() > MAX_COLUMNS {
            return Err(ImportError::TooManyColumns(line));
        }
        let said = cells.into_iter().enumerate();
        let said = said.map(|(at, cell)| self.said(line, at, cell));
        let mut said = said.collect::<Result<Vec<_>, _>>()?;
        if self.table.headings.is_empty() {
            return self.head(said);
        }
        if self.table.rows.len() == MAX_ROWS {
            return Err(ImportError::TooManyRows);
        }
        self.beneath_headings(line, &said)?;
        said.resize(self.table.headings.len(), String::new());
        self.table.rows.push((line, said));
        Ok(())
    }

    /// The text of a cell, or why it has none that can be printed.
    fn said(&self, row: usize, at: usize, cell: Cell) -> Result<String, ImportError> {
        let column = || self.column(at);
        match cell {
            Cell::Formula => Err(ImportError::Formula {
                row,
                column: column(),
            }),
            Cell::Unsaid(why) => Err(ImportError::NoText {
                row,
                column: column(),
                why,
            }),
            Cell::Said(text) if text.chars().any(is_hidden) => Err(ImportError::Hidden {
                row,
                column: column(),
            }),
            Cell::Said(text) if text.chars().count() > MAX_CELL => Err(ImportError::LongCell {
                row,
                column: column(),
            }),
            Cell::Said(text) => Ok(text),
        }
    }

    /// Whether every filled cell has a heading: one without is read by nobody.
    fn beneath_headings(&self, row: usize, cells: &[String]) -> Result<(), ImportError> {
        let columns = self.table.headings.len();
        if cells.len() > columns {
            return Err(ImportError::Wider {
                row,
                cells: cells.len(),
                columns,
            });
        }
        let pairs = cells.iter().zip(&self.table.headings);
        let stray = |(cell, heading): (&String, &String)| !cell.is_empty() && heading.is_empty();
        match pairs.map(stray).position(|is_stray| is_stray) {
            Some(at) => Err(ImportError::NoHeading {
                row,
                column: self.column(at),
            }),
            None => Ok(()),
        }
    }

    fn head(&mut self, headings: Vec<String>) -> Result<(), ImportError> {
        let called: Vec<String> = headings.iter().map(|name| plain(name)).collect();
        let twice = |(at, name): (usize, &String)| {
            !name.is_empty() && called.iter().take(at).any(|other| other == name)
        };
        let again = called.iter().enumerate().map(twice).position(|it| it);
        if let Some(name) = again.and_then(|at| headings.get(at)) {
            return Err(ImportError::TwiceNamed(name.clone()));
        }
        self.table.headings = headings;
        Ok(())
    }

    fn column(&self, at: usize) -> String {
        let heading = self.table.headings.get(at).filter(|name| !name.is_empty());
        heading.cloned().unwrap_or_else(|| (at + 1).to_string())
    }

    pub(super) fn finish(self) -> Result<Table, ImportError> {
        if self.table.rows.is_empty() {
            return Err(ImportError::Empty);
        }
        Ok(self.table)
    }
}

/// A heading in half width, in one case, without blanks: 楼 栋 is 楼栋.
fn plain(heading: &str) -> String {
    let narrow = half_width(heading).to_lowercase();
    narrow.chars().filter(|c| !c.is_whitespace()).collect()
}

impl Table {
    /// Where a column stands, by any of its names.
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        self.columns(names).next()
    }

    /// Every column of any of these names.
    pub fn columns<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
        let called = |heading: &String| names.contains(&plain(heading).as_str());
        let all = self.headings.iter().enumerate();
        all.filter(move |(_, heading)| called(heading))
            .map(|(at, _)| at)
    }

    /// Whether anything stands below a heading.
    pub fn is_filled(&self, column: usize) -> bool {
        let filled = |cells: &[String]| cells.get(column).is_some_and(|cell| !cell.is_empty());
        self.rows.iter().any(|(_, cells)| filled(cells))
    }

    /// Leaves out the rows that nobody sees in the file.
    pub fn leave_hidden_rows(&mut self) {
        let unseen = std::mem::take(&mut self.hidden_rows);
        self.rows
            .retain(|(line, _)| unseen.binary_search(line).is_err());
    }

    /// Leaves out the columns that nobody sees in the file.
    pub fn leave_hidden_columns(&mut self) {
        for name in std::mem::take(&mut self.hidden_columns) {
            if let Some(at) = self.headings.iter().position(|heading| *heading == name) {
                self.without(at);
            }
        }
    }

    fn without(&mut self, column: usize) {
        let keep = |cells: &mut Vec<String>| {
            if column < cells.len() {
                cells.remove(column);
            }
        };
        keep(&mut self.headings);
        self.rows.iter_mut().for_each(|(_, cells)| keep(cells));
    }
}
