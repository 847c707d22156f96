//! What comes of reading a form.

use super::super::content::Ground;
use super::super::ids::NoticeId;
use super::super::named;
use super::super::said::{Clocks, Facts, Said};
use super::super::store::Row;
use crate::error::Refusal;
use crate::platform::clock::Moment;
use crate::platform::form::Fields;

/// A form to be read.
pub struct Asked<'a> {
    /// What was typed.
    pub fields: &'a Fields,
    /// What it is read against.
    pub ground: &'a Ground<'a>,
    /// The notice as it is kept; none before it was.
    pub row: Option<&'a Row>,
}

/// What came of reading it.
#[derive(Debug, Clone)]
pub struct Look {
    /// What a list calls the draft.
    pub title: String,
    /// What it would be; nothing while too little can be read.
    pub paper: Option<Paper>,
    /// What else happens at the same place and time: told, and no reason to refuse it.
    pub beside: Vec<Beside>,
    /// What its own text names that the form does not say: told beside it, and no reason to refuse it
    /// when whoever sends it means it.
    pub doubts: Vec<Refusal>,
    /// What is missing or wrong.
    pub wrong: Vec<Refusal>,
}

/// Another notice of something at the same place and time.
#[derive(Debug, Clone)]
pub struct Beside {
    /// The notice.
    pub id: NoticeId,
    /// What lists call it.
    pub title: String,
}

impl Look {
    /// When what it tells of happens, as far as it can be read.
    pub fn clocks(&self) -> Clocks {
        let paper = self.paper.as_ref();
        paper.map(|paper| paper.said.clocks).unwrap_or_default()
    }

    /// What stands against sending it: what is missing or wrong, else what it is doubted for and its
    /// sender did not say that she means.
    pub fn against(self, sent: &Fields) -> Result<Paper, Vec<Refusal>> {
        let doubts = self.doubts.clone();
        match self.fit() {
            Ok(_) if !named::are_meant(&doubts, sent) => Err(doubts),
            fit => fit,
        }
    }

    /// What may be approved: nothing stands against it.
    pub fn fit(self) -> Result<Paper, Vec<Refusal>> {
        match self.paper {
            Some(paper) if self.wrong.is_empty() => Ok(paper),
            None if self.wrong.is_empty() => Err(vec![Refusal::new("notices-unfinished")]),
            Some(_) | None => Err(self.wrong),
        }
    }
}

/// What a form makes of a notice. What differs within a kind belongs here.
#[derive(Debug, Clone)]
pub struct Paper {
    /// What it will say.
    pub said: Said,
    /// What its kind knows of it.
    pub facts: Facts,
    /// The last moment for its sheets to hang.
    pub post_by: Moment,
    /// When it should appear; nothing means as soon as it is approved.
    pub publish_at: Option<Moment>,
    /// Whether it appears as soon as it is approved, whatever hour was asked for.
    pub at_once: bool,
    /// When its sheets come down.
    pub remove_after: Moment,
    /// The rule it was held against.
    pub rule: Option<String>,
}
