//! A table from an office's file: CSV as Excel writes it in China, or XLSX.
//!
//! A file is somebody else's: what it unpacks to is counted before it is believed, and a formula
//! is refused rather than read, as nobody sees on the page what it would become.

use std::io::{Cursor, Read};
use std::time::Duration;

use calamine::{Data, Reader, Xlsx};
use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Refusal, Result};
use crate::platform::apart::{Apart, NoAnswer, Work};
use crate::platform::form::is_hidden;

/// The largest file that is looked at.
pub const MAX_BYTES: usize = 4 * 1024 * 1024;
/// What an XLSX may unpack to.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;
/// Rows below the headings.
pub const MAX_ROWS: usize = 10_000;
/// Columns; a plate needs six.
const MAX_COLUMNS: usize = 40;
/// Characters of a cell.
const MAX_CELL: usize = 400;

/// A table: its headings and the rows below them, every cell as text without blanks around it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The headings.
    pub headings: Vec<String>,
    /// The rows, as long as the headings, each with its number in the file.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// Why a file is no table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum ImportError {
    /// Nothing in it, or headings alone.
    #[error("the file has no rows")]
    Empty,
    /// Larger than an office's list can be.
    #[error("the file is larger than {MAX_BYTES} bytes")]
    TooLarge,
    /// More rows than one run prints.
    #[error("the file has more than {MAX_ROWS} rows")]
    TooManyRows,
    /// A row with more columns than any list has.
    #[error("row {0} has more than {MAX_COLUMNS} columns")]
    TooManyColumns(usize),
    /// Neither CSV nor XLSX, or broken.
    #[error("the file cannot be read as CSV or XLSX")]
    Unreadable,
    /// A file that unpacks to much more than it is.
    #[error("the file unpacks to more than a list can be")]
    Swollen,
    /// A cell that calculates.
    #[error("row {row}, {column}: a formula")]
    Formula {
        /// The row in the file.
        row: usize,
        /// The heading of its column, or the column's number.
        column: String,
    },
    /// A cell with a whole letter in it.
    #[error("row {row}, {column}: more than {MAX_CELL} characters")]
    LongCell {
        /// The row in the file.
        row: usize,
        /// The heading of its column, or the column's number.
        column: String,
    },
    /// A cell with a character nobody sees.
    #[error("row {row}, {column}: a hidden character")]
    Hidden {
        /// The row in the file.
        row: usize,
        /// The heading of its column, or the column's number.
        column: String,
    },
    /// Two columns of one name.
    #[error("two columns are called {0}")]
    TwiceNamed(String),
}

impl ImportError {
    /// What the form says.
    pub fn refusal(&self) -> Refusal {
        let about = |key| Refusal::of_field("file", key);
        match self {
            Self::Empty => about("runs-file-empty"),
            Self::TooLarge => about("runs-file-large"),
            Self::TooManyRows => about("runs-file-rows").naming("most", MAX_ROWS.to_string()),
            Self::TooManyColumns(row) => about("runs-file-columns").naming("row", row.to_string()),
            Self::Unreadable => about("runs-file-unreadable"),
            Self::Swollen => about("runs-file-swollen"),
            Self::Formula { row, column } => about("runs-file-formula")
                .naming("row", row.to_string())
                .naming("column", column.clone()),
            Self::LongCell { row, column } => about("runs-file-cell")
                .naming("row", row.to_string())
                .naming("column", column.clone()),
            Self::Hidden { row, column } => about("runs-file-hidden")
                .naming("row", row.to_string())
                .naming("column", column.clone()),
            Self::TwiceNamed(name) => about("runs-file-twice").naming("column", name.clone()),
        }
    }
}

/// Reading a list apart from the server, and what it may take.
pub const WORK: Work = Work {
    command: "read-list",
    memory: 1024 * 1024 * 1024,
    seconds: 10,
    patience: Duration::from_secs(30),
    places: 2,
    queue: 20,
};

/// Reads a file in a process of its own; one that breaks its reader is refused like one that
/// swells.
pub async fn read(apart: &Apart, file: impl Into<Vec<u8>>) -> Result<Result<Table, ImportError>> {
    let file = file.into();
    let is_packed = file.starts_with(b"PK");
    match apart.run(&WORK, vec![file]).await {
        Ok(answer) => serde_json::from_slice(&answer).map_err(Error::internal),
        Err(NoAnswer::Broken) if is_packed => Ok(Err(ImportError::Swollen)),
        Err(NoAnswer::Broken) => Ok(Err(ImportError::Unreadable)),
        Err(NoAnswer::Busy) => Err(Error::unavailable("too many lists are being read")),
        Err(failed @ NoAnswer::Failed(_)) => Err(Error::internal(failed)),
    }
}

/// What that process answers: a table, or why there is none, as JSON.
pub fn answer(file: &[u8]) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&table(file))
}

/// Reads a file, whichever of the two it is.
pub fn table(bytes: &[u8]) -> Result<Table, ImportError> {
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::TooLarge);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        from_xlsx(bytes)
    } else {
        from_csv(bytes)
    }
}

/// The text of a CSV: UTF-8, UTF-16 by its mark, or what Excel writes in China.
fn decoded(bytes: &[u8]) -> Result<String, ImportError> {
    let encoding = if bytes.starts_with(&[0xFF, 0xFE]) {
        UTF_16LE
    } else if bytes.starts_with(&[0xFE, 0xFF]) {
        UTF_16BE
    } else if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        GB18030
    };
    let (text, _, broken) = encoding.decode(bytes);
    if broken || text.contains('\0') {
        return Err(ImportError::Unreadable);
    }
    Ok(text.into_owned())
}

fn from_csv(bytes: &[u8]) -> Result<Table, ImportError> {
    let text = decoded(bytes)?;
    let first = text.lines().next().unwrap_or_default();
    // Excel separates by tabs when it saves “Unicode text”, and by semicolons in some countries.
    let most = |c: char| first.matches(c).count();
    let separator = [',', '\t', ';']
        .into_iter()
        .max_by_key(|c| (most(*c), *c == ','));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator.map_or(b',', |c| c as u8))
        .from_reader(text.as_bytes());
    let mut building = Building::default();
    let mut lines = Lines::of(&text);
    for record in reader.records() {
        let record = record.or(Err(ImportError::Unreadable))?;
        let from = record.position().map_or(0, csv::Position::byte);
        let cells: Vec<String> = record.iter().map(plain).collect();
        let calculates = |at: usize, _: &str| {
            let cell = record.get(at).map(tidy);
            cell.is_some_and(|cell| cell.starts_with('='))
        };
        building.add(lines.at(from), cells, calculates)?;
    }
    building.finish()
}

/// A cell without the mark that keeps it from being taken for a formula, as our samples have it.
fn plain(cell: &str) -> String {
    let cell = tidy(cell);
    match cell.strip_prefix('\'') {
        Some(marked) if marked.starts_with(FORMULA) => marked.to_owned(),
        _ => cell,
    }
}

/// What makes a spreadsheet calculate a cell of a CSV.
pub const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The lines of a text, counted once from the front.
struct Lines<'t> {
    bytes: &'t [u8],
    seen: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            bytes: text.as_bytes(),
            seen: 0,
            line: 1,
        }
    }

    /// The line a record begins on, from where its reading began: blank lines before it are not
    /// its own. Records are asked for in their order.
    fn at(&mut self, from: u64) -> usize {
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        let is_blank = |at: usize| matches!(self.bytes.get(at), Some(b'\r' | b'\n'));
        let mut begin = from.min(self.bytes.len());
        while is_blank(begin) {
            begin += 1;
        }
        let passed = self.bytes.get(self.seen..begin).unwrap_or_default();
        self.line += passed.split(|byte| *byte == b'\n').skip(1).count();
        self.seen = begin.max(self.seen);
        self.line
    }
}

fn from_xlsx(bytes: &[u8]) -> Result<Table, ImportError> {
    weigh(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).or(Err(ImportError::Unreadable))?;
    let sheet = book
        .sheet_names()
        .first()
        .cloned()
        .ok_or(ImportError::Empty)?;
    let formulas = book
        .worksheet_formula(&sheet)
        .or(Err(ImportError::Unreadable))?;
    let range = book
        .worksheet_range(&sheet)
        .or(Err(ImportError::Unreadable))?;
    let (top, left) = range.start().ok_or(ImportError::Empty)?;
    let mut building = Building::default();
    for (at, row) in (top..).zip(range.rows()) {
        let is_formula = |column: usize, _: &str| {
            let column = left.saturating_add(u32::try_from(column).unwrap_or(u32::MAX));
            formulas
                .get_value((at, column))
                .is_some_and(|f| !f.is_empty())
        };
        let line = usize::try_from(at).unwrap_or_default() + 1;
        building.add(line, row.iter().map(said).collect(), is_formula)?;
    }
    building.finish()
}

/// Unpacks the archive into nothing and counts: what its directory says may be a lie.
fn weigh(bytes: &[u8]) -> Result<(), ImportError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).or(Err(ImportError::Unreadable))?;
    if archive.len() > 1_000 {
        return Err(ImportError::Swollen);
    }
    let mut left = MAX_UNPACKED;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).or(Err(ImportError::Unreadable))?;
        let read = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink());
        let read = read.or(Err(ImportError::Unreadable))?;
        left = left.checked_sub(read).ok_or(ImportError::Swollen)?;
    }
    Ok(())
}

/// A cell as a person reads it: 3 and not 3.0.
fn said(cell: &Data) -> String {
    if let Data::Float(number) = cell
        && number.fract() == 0.0
        && number.abs() < 1e15
    {
        format!("{number:.0}")
    } else if matches!(cell, Data::Empty | Data::Error(_)) {
        String::new()
    } else {
        tidy(&cell.to_string())
    }
}

fn tidy(cell: &str) -> String {
    cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}')
        .to_owned()
}

/// A table that is being read, row by row, and stops at its first fault.
#[derive(Default)]
struct Building {
    table: Table,
}

impl Building {
    fn add(
        &mut self,
        line: usize,
        mut cells: Vec<String>,
        is_formula: impl Fn(usize, &str) -> bool,
    ) -> Result<(), ImportError> {
        if cells.iter().all(String::is_empty) {
            return Ok(());
        }
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.len() > MAX_COLUMNS {
            return Err(ImportError::TooManyColumns(line));
        }
        for (at, cell) in cells.iter().enumerate() {
            if is_formula(at, cell) {
                return Err(ImportError::Formula {
                    row: line,
                    column: self.column(at),
                });
            }
            if cell.chars().any(is_hidden) {
                return Err(ImportError::Hidden {
                    row: line,
                    column: self.column(at),
                });
            }
            if cell.chars().count() > MAX_CELL {
                return Err(ImportError::LongCell {
                    row: line,
                    column: self.column(at),
                });
            }
        }
        if self.table.headings.is_empty() {
            return self.head(cells);
        }
        if self.table.rows.len() == MAX_ROWS {
            return Err(ImportError::TooManyRows);
        }
        cells.resize(self.table.headings.len(), String::new());
        self.table.rows.push((line, cells));
        Ok(())
    }

    fn head(&mut self, headings: Vec<String>) -> Result<(), ImportError> {
        let twice = |at: usize, name: &String| {
            !name.is_empty() && headings.iter().take(at).any(|other| other == name)
        };
        if let Some((_, name)) = headings
            .iter()
            .enumerate()
            .find(|(at, name)| twice(*at, name))
        {
            return Err(ImportError::TwiceNamed(name.clone()));
        }
        self.table.headings = headings;
        Ok(())
    }

    fn column(&self, at: usize) -> String {
        let heading = self.table.headings.get(at).filter(|name| !name.is_empty());
        heading.cloned().unwrap_or_else(|| (at + 1).to_string())
    }

    fn finish(self) -> Result<Table, ImportError> {
        if self.table.rows.is_empty() {
            return Err(ImportError::Empty);
        }
        Ok(self.table)
    }
}

impl Table {
    /// Where a column stands, by any of its names.
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        self.headings
            .iter()
            .position(|heading| names.iter().any(|name| heading.eq_ignore_ascii_case(name)))
    }
}

#[cfg(test)]
mod tests;
