//! A list as text: separated by commas, tabs or semicolons, in the encodings that offices save.

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::cell::{Cell, tidy};
use super::fault::ImportError;
use super::rows::{Building, Table};

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

/// Reads a list that is text.
pub(super) fn read(bytes: &[u8]) -> Result<Table, ImportError> {
    let text = decoded(bytes)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
        .from_reader(text.as_bytes());
    let mut building = Building::default();
    let mut lines = Lines::of(&text);
    for record in reader.records() {
        let record = record.or(Err(ImportError::Unreadable))?;
        let from = record.position().map_or(0, csv::Position::byte);
        building.add(lines.at(from), record.iter().map(cell).collect())?;
    }
    building.finish()
}

/// What stands between the cells, by the headings.
fn separator(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty());
    // Excel separates by tabs when it saves “Unicode text”, and by semicolons in some countries.
    let most = |c: char| first.unwrap_or_default().matches(c).count();
    let all = [',', '\t', ';'].into_iter();
    all.max_by_key(|c| (most(*c), *c == ','))
        .map_or(b',', |c| c as u8)
}

/// A cell: a formula that only says a text, `="0101"`, is that text.
fn cell(typed: &str) -> Cell {
    // A line of a cell ends as lines of the file do.
    let typed = tidy(&typed.replace("\r\n", "\n"));
    match typed.strip_prefix('=').map(constant) {
        Some(Some(text)) => Cell::Said(tidy(text)),
        Some(None) => Cell::Formula,
        None => unmarked(&typed),
    }
}

/// The text of a formula that is one and no more.
pub(super) fn constant(formula: &str) -> Option<&str> {
    let text = formula.trim().strip_prefix('"')?.strip_suffix('"')?;
    (!text.contains('"')).then_some(text)
}

/// A cell without the mark that keeps it from being taken for a formula, as our samples have it.
fn unmarked(cell: &str) -> Cell {
    match cell.strip_prefix('\'') {
        Some(marked) if marked.starts_with(FORMULA) => Cell::Said(marked.to_owned()),
        _ => Cell::typed(cell),
    }
}

/// What makes a spreadsheet calculate a cell of a CSV.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell that no spreadsheet takes for a formula, whatever a place is called.
pub fn quoted(cell: &str) -> String {
    let marked = format!("'{cell}");
    let cell = if cell.starts_with(FORMULA) {
        &marked
    } else {
        cell
    };
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

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
