//! What a text names that its form does not say, as the form and the reviewer's page tell it.

use serde::Serialize;

use crate::error::Refusal;
use crate::notices::named::{MEANT, are_meant, words_of};
use crate::platform::form::Fields;
use crate::platform::page::View;

/// What is told beside a text.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Doubts {
    /// A sentence for each.
    pub lines: Vec<String>,
    /// The name of the box that says they are meant.
    pub name: &'static str,
    /// What the box holds: the words it answers for.
    pub words: String,
    /// Whether it is ticked for these words.
    pub meant: bool,
}

impl Doubts {
    /// In the reader's words.
    pub(super) fn of(doubts: &[Refusal], fields: &Fields, view: &View) -> Self {
        Self {
            lines: doubts.iter().map(|doubt| view.explain(doubt)).collect(),
            name: MEANT,
            words: words_of(doubts),
            meant: are_meant(doubts, fields),
        }
    }

    /// One to draw pages with.
    #[cfg(test)]
    pub(super) fn sample() -> Self {
        use crate::platform::page::gallery::text;
        Self {
            lines: vec![text("文字里写的“12月4日”，和上面填的不一样")],
            name: MEANT,
            words: text("12月4日"),
            meant: true,
        }
    }
}
