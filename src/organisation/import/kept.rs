//! A list that was read and is kept: until somebody enters it, and afterwards for what it added.

use super::ImportId;
use super::line::Line;
use crate::organisation::{Place, PlaceId};
use crate::platform::clock::Moment;

/// How far a list has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It was read, and nothing was entered.
    Waiting,
    /// What it adds is in the register.
    Entered,
    /// That was taken back.
    TakenBack,
}

impl State {
    /// The key of its word.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Waiting => "import-waiting",
            Self::Entered => "import-entered",
            Self::TakenBack => "import-taken-back",
        }
    }
}

/// A list as it is kept.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) id: ImportId,
    pub(super) community: PlaceId,
    pub(super) lines: Vec<Line>,
    /// Headings of columns that were not read.
    pub(super) unread: String,
    /// Homes whose floor followed from their number.
    pub(super) derived: i32,
    /// Who had it read, as she was called then.
    pub(super) by_name: String,
    pub(super) read_at: Moment,
    pub(super) entered_at: Option<Moment>,
    pub(super) taken_back_at: Option<Moment>,
    /// How often it was changed, counted from 1.
    pub(super) version: i64,
}

impl Kept {
    pub(super) fn state(&self) -> State {
        match (self.entered_at, self.taken_back_at) {
            (None, _) => State::Waiting,
            (Some(_), None) => State::Entered,
            (Some(_), Some(_)) => State::TakenBack,
        }
    }
}

/// A place that a list touched.
#[derive(Debug, Clone)]
pub(super) struct Touched {
    pub(super) place: Place,
    pub(super) is_open: bool,
    /// Whether the list added it.
    pub(super) added: bool,
    /// Homes that were counted there and are entered by their numbers since.
    pub(super) counted: i32,
}
