//! Why a file is no table, and what the form says then.

use serde::{Deserialize, Serialize};

use super::bounds::{MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS};
use crate::error::Refusal;

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
    /// A cell that is no text, or no longer what was typed.
    #[error("row {row}, {column}: {why:?}")]
    NoText {
        /// The row in the file.
        row: usize,
        /// The heading of its column, or the column's number.
        column: String,
        /// What it is.
        why: NoText,
    },
    /// A row with more cells than there are headings.
    #[error("row {row} has {cells} cells under {columns} headings")]
    Wider {
        /// The row in the file.
        row: usize,
        /// Cells up to the last filled one.
        cells: usize,
        /// The headings.
        columns: usize,
    },
    /// A filled cell in a column without a heading.
    #[error("row {row}, {column}: no heading")]
    NoHeading {
        /// The row in the file.
        row: usize,
        /// The column's number.
        column: String,
    },
    /// Cells of several columns made into one.
    #[error("row {row}, column {column}: merged over columns")]
    Merged {
        /// The row in the file.
        row: usize,
        /// The number of the first column.
        column: usize,
    },
    /// Several sheets, none of which is called 名单.
    #[error("which sheet of {}", .0.join(", "))]
    WhichSheet(Vec<String>),
    /// Two columns of one name.
    #[error("two columns are called {0}")]
    TwiceNamed(String),
}

impl ImportError {
    /// What the form says.
    pub fn refusal(&self) -> Refusal {
        let about = |key| Refusal::of_field("file", key);
        match self {
            Self::Empty => about("list-empty"),
            Self::TooLarge => about("list-large"),
            Self::TooManyRows => about("list-rows").naming("most", MAX_ROWS.to_string()),
            Self::TooManyColumns(row) => about("list-columns").naming("row", row.to_string()),
            Self::Unreadable => about("list-unreadable"),
            Self::Swollen => about("list-swollen"),
            Self::Formula { row, column } => about("list-formula")
                .naming("row", row.to_string())
                .naming("column", column.clone()),
            Self::LongCell { row, column } => about("list-cell")
                .naming("row", row.to_string())
                .naming("column", column.clone()),
            Self::Hidden { row, column } => about("list-hidden")
                .naming("row", row.to_string())
                .naming("column", column.clone()),
            Self::NoText { row, column, why } => why
                .told(about(why.key()))
                .naming("row", row.to_string())
                .naming("column", column.clone()),
            Self::Wider {
                row,
                cells,
                columns,
            } => about("list-wider")
                .naming("row", row.to_string())
                .naming("cells", cells.to_string())
                .naming("columns", columns.to_string()),
            Self::NoHeading { row, column } => about("list-no-heading")
                .naming("row", row.to_string())
                .naming("column", column.clone()),
            Self::Merged { row, column } => about("list-merged")
                .naming("row", row.to_string())
                .naming("column", column.to_string()),
            Self::WhichSheet(names) => about("list-sheets").naming("sheets", names.join("、")),
            Self::TwiceNamed(name) => about("list-twice").naming("column", name.clone()),
        }
    }
}

/// What a cell holds that is no text anybody typed for a sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoText {
    /// A day, a time or a length of time, kept as a number.
    Date,
    /// What a spreadsheet shows where it could not work something out: `#N/A`.
    Mistake(String),
    /// `TRUE`, `FALSE`.
    YesNo(String),
    /// A number that does not look as it is kept.
    Figure {
        /// The number as it is kept.
        value: String,
        /// How its cell shows it: `0.00%`.
        format: String,
    },
    /// A number in powers of ten, which nobody types on a sign.
    Exponent(String),
}

impl NoText {
    fn key(&self) -> &'static str {
        match self {
            Self::Date => "list-date",
            Self::Mistake(_) => "list-mistake",
            Self::YesNo(_) => "list-yes-no",
            Self::Figure { .. } => "list-figure",
            Self::Exponent(_) => "list-exponent",
        }
    }

    fn told(&self, refusal: Refusal) -> Refusal {
        match self {
            Self::Date => refusal,
            Self::Mistake(seen) | Self::YesNo(seen) | Self::Exponent(seen) => {
                refusal.naming("seen", seen.clone())
            }
            Self::Figure { value, format } => refusal
                .naming("value", value.clone())
                .naming("format", format.clone()),
        }
    }
}
