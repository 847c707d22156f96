//! What is wrong with a line of a list, and what the form says then.

use crate::error::Refusal;

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
    /// Several columns of one meaning.
    TwoColumns(Vec<String>),
    /// Several places of this name.
    Several {
        /// The row in the file.
        line: usize,
        /// What was typed.
        typed: String,
        /// Which they are.
        all: String,
    },
    /// No number of a door, but what a spreadsheet may have made of one.
    NoDoor {
        /// The row in the file.
        line: usize,
        /// The heading.
        column: &'static str,
        /// What stands there.
        typed: String,
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
            Self::TwoColumns(names) => about("runs-row-two").naming("columns", names.join("、")),
            Self::Several { line, typed, all } => about("runs-row-several")
                .naming("row", line.to_string())
                .naming("typed", typed.clone())
                .naming("all", all.clone()),
            Self::NoDoor {
                line,
                column,
                typed,
            } => about("runs-row-no-door")
                .naming("row", line.to_string())
                .naming("column", *column)
                .naming("typed", typed.clone()),
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
