//! A cell of a file.

use super::fault::NoText;
use super::figure;

/// Text without blanks around it.
pub(super) fn tidy(cell: &str) -> String {
    cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}')
        .to_owned()
}

/// What a cell of a file holds.
pub(super) enum Cell {
    /// What it shows, without blanks around it.
    Said(String),
    /// Something it works out.
    Formula,
    /// Something that is no text, or no longer what was typed.
    Unsaid(NoText),
}

impl Cell {
    /// What somebody typed, unless a spreadsheet has made something else of it.
    pub(super) fn typed(text: &str) -> Self {
        let text = tidy(text);
        match figure::spoiled(&text) {
            Some(spoiled) => Self::Unsaid(spoiled),
            None => Self::Said(text),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Said(text) if text.is_empty())
    }
}
