//! A list as a workbook: the sheet that is meant, its cells as they are seen.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use calamine::{Data, Dimensions, Range, Reader, Sheet, SheetType, SheetVisible, StyleRange, Xlsx};

use super::cell::{Cell, tidy};
use super::comma::constant;
use super::fault::{ImportError, NoText};
use super::figure::{Format, seen};
use super::rows::{Building, Table};
use super::unseen::{self, Unseen};

/// What an XLSX may unpack to.
pub(super) const MAX_UNPACKED: u64 = 64 * 1024 * 1024;
/// The sheet that is read among several.
const LIST: &str = "名单";

/// A cell's place, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct At {
    row: u32,
    column: u32,
}

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads the list of a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<Table, ImportError> {
    weigh(bytes)?;
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).or(Err(ImportError::Unreadable))?;
    let name = meant(&mut book)?;
    let sheet = Cells::of(&mut book, &name).ok_or(ImportError::Unreadable)?;
    let unseen = unseen::of(bytes, &name).ok_or(ImportError::Unreadable)?;
    sheet.table(&unseen)
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

/// The sheet that is meant: the only one that is seen and has anything on it, or the one called
/// 名单. Among others nobody can tell.
fn meant(book: &mut Book<'_>) -> Result<String, ImportError> {
    let is_seen = |sheet: &&Sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
    };
    let sheets = book.sheets_metadata().iter().filter(is_seen);
    let mut names: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
    if names.len() > 1 {
        if let Some(list) = names.iter().find(|name| name.trim() == LIST) {
            return Ok(list.clone());
        }
        names.retain(|name| {
            let range = book.worksheet_range(name);
            !range.is_ok_and(|range| range.is_empty())
        });
    }
    match names.as_slice() {
        [] => Err(ImportError::Empty),
        [one] => Ok(one.clone()),
        _ => Err(ImportError::WhichSheet(names)),
    }
}

/// All that a sheet says of its cells.
struct Cells {
    values: Range<Data>,
    formulas: Range<String>,
    styles: StyleRange,
    /// Cells made into one.
    merged: Vec<Dimensions>,
    /// The cell at the top of those that reach over several rows, by each of the others.
    tops: HashMap<At, At>,
}

impl Cells {
    fn of(book: &mut Book<'_>, name: &str) -> Option<Self> {
        let values = book.worksheet_range(name).ok()?;
        let merged = book.merge_cells_by_sheet_name(name).ok()?;
        Some(Self {
            formulas: book.worksheet_formula(name).ok()?,
            styles: book.worksheet_style(name).ok()?,
            tops: tops(&merged, values.end().unwrap_or_default().0),
            values,
            merged,
        })
    }

    fn table(&self, unseen: &Unseen) -> Result<Table, ImportError> {
        let Some((top, left)) = self.values.start() else {
            return Err(ImportError::Empty);
        };
        self.within_columns()?;
        let mut building = Building::default();
        for (row, values) in (top..).zip(self.values.rows()) {
            // A row that has only its part of cells that reach over it says nothing of its own.
            if values.iter().all(|value| *value == Data::Empty) {
                continue;
            }
            let cells = (left..).zip(values);
            let cells = cells.map(|(column, own)| self.cell(row, column, own));
            let line = counted(row);
            building.add(line, cells.collect())?;
            if unseen.rows.contains(&row) && building.table.rows.last().map(|r| r.0) == Some(line) {
                building.table.hidden_rows.push(line);
            }
        }
        let mut table = building.finish()?;
        table.hidden_columns = hidden(&table, left, unseen);
        Ok(table)
    }

    /// Whether no filled cell reaches over several columns: nobody can tell which it belongs to.
    fn within_columns(&self) -> Result<(), ImportError> {
        let is_wide = |area: &&Dimensions| area.start.1 != area.end.1;
        let is_filled = |area: &&Dimensions| {
            let value = self.values.get_value(area.start);
            value.is_some_and(|value| *value != Data::Empty)
        };
        match self.merged.iter().filter(is_wide).find(is_filled) {
            Some(area) => Err(ImportError::Merged {
                row: counted(area.start.0),
                column: counted(area.start.1),
            }),
            None => Ok(()),
        }
    }

    /// A cell as it is seen; in one that reaches over several rows, what stands at its top.
    fn cell(&self, row: u32, column: u32, own: &Data) -> Cell {
        let at = At { row, column };
        match self.tops.get(&at) {
            Some(top) => {
                let value = self.values.get_value((top.row, top.column));
                self.said(*top, value.unwrap_or(&Data::Empty))
            }
            None => self.said(at, own),
        }
    }

    fn said(&self, at: At, value: &Data) -> Cell {
        match self
            .formulas
            .get_value((at.row, at.column))
            .filter(|f| !f.is_empty())
        {
            Some(formula) => match constant(formula) {
                Some(text) => Cell::Said(tidy(text)),
                None => Cell::Formula,
            },
            None => said(value, self.format(at)),
        }
    }

    fn format(&self, at: At) -> Format<'_> {
        let style = self.styles.get((at.row, at.column));
        let format = style.and_then(|style| style.number_format.as_ref());
        Format(format.map_or("General", |format| format.format_code.as_str()))
    }
}

/// The cells beneath the top of those that reach over several rows, down to the last row.
fn tops(merged: &[Dimensions], last: u32) -> HashMap<At, At> {
    let upright = merged.iter().filter(|area| area.start.1 == area.end.1);
    let beneath = |area: &Dimensions| {
        let (top, column) = area.start;
        let above = At { row: top, column };
        (top + 1..=area.end.0.min(last)).map(move |row| (At { row, column }, above))
    };
    upright.flat_map(beneath).collect()
}

/// A value as its cell shows it.
fn said(value: &Data, format: Format<'_>) -> Cell {
    match value {
        Data::Empty => Cell::Said(String::new()),
        Data::String(text) if format.leaves_text() => Cell::typed(text),
        Data::String(text) => Cell::Unsaid(NoText::Figure {
            value: text.clone(),
            format: format.0.to_owned(),
        }),
        #[expect(clippy::cast_precision_loss, reason = "beyond 2^53 it is refused")]
        Data::Int(whole) => seen(*whole as f64, format),
        Data::Float(number) => seen(*number, format),
        Data::Bool(is) => Cell::Unsaid(NoText::YesNo(is.to_string().to_uppercase())),
        Data::Error(mistake) => Cell::Unsaid(NoText::Mistake(mistake.to_string())),
        Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) => {
            Cell::Unsaid(NoText::Date)
        }
    }
}

/// The headings of columns that nobody sees and that say something.
fn hidden(table: &Table, left: u32, unseen: &Unseen) -> Vec<String> {
    let columns = (left..).zip(table.headings.iter().enumerate());
    let hidden =
        columns.filter(|(column, (at, _))| unseen.hides_column(*column) && table.is_filled(*at));
    hidden.map(|(_, (_, heading))| heading.clone()).collect()
}

/// A row or column as people count them, from 1.
fn counted(from_zero: u32) -> usize {
    usize::try_from(from_zero).unwrap_or_default() + 1
}
