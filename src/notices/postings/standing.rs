//! How a notice stands on its boards: counted from its postings, nothing stored twice.

use serde::Serialize;

use super::Posting;
use crate::platform::clock::Moment;

/// How one posting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not up yet, still in time.
    Wanted,
    /// Not up, and its time has passed: a miss.
    Missing,
    /// Up in time.
    Up,
    /// Up, but after its time: a miss.
    UpLate,
    /// Down again.
    Down,
}

impl State {
    /// Of one posting that must be up by `post_by`.
    pub fn of(posting: &Posting, post_by: Moment, now: Moment) -> Self {
        match (&posting.record.up, &posting.record.down) {
            (_, Some(_)) => Self::Down,
            (Some(hung), None) if hung.is_in_time(post_by) => Self::Up,
            (Some(_), None) => Self::UpLate,
            (None, None) if now > post_by => Self::Missing,
            (None, None) => Self::Wanted,
        }
    }
}

/// The word for a state and its look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Badge {
    /// The key of the word.
    pub key: &'static str,
    /// The look.
    pub look: &'static str,
}

impl State {
    /// Its badge; `over` says that nothing of the sheet's text is to hang any more.
    pub fn badge(self, over: bool) -> Badge {
        let badge = |key, look| Badge { key, look };
        match self {
            Self::Wanted | Self::Missing if over => badge("posting-dropped", ""),
            Self::Wanted => badge("posting-wanted", ""),
            Self::Missing => badge("posting-missing", "bad"),
            Self::Up => badge("posting-up", "ok"),
            Self::UpLate => badge("posting-up-late", "bad"),
            Self::Down => badge("posting-down", ""),
        }
    }
}

/// Whether a board got its sheet too late, or not at all by now; also once the sheet is down.
pub fn is_miss(posting: &Posting, post_by: Moment, now: Moment) -> bool {
    match &posting.record.up {
        Some(hung) => !hung.is_in_time(post_by),
        None => now > post_by,
    }
}

/// Whether a miss is to be told beside the badge, which says how the sheet stands now: it is
/// down again, or no longer wanted since `until`.
pub fn is_past_miss(posting: &Posting, post_by: Moment, until: Moment, over: bool) -> bool {
    let record = &posting.record;
    let untold = record.down.is_some() || (over && record.up.is_none());
    untold && is_miss(posting, post_by, until)
}

/// A notice on all its boards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Boards it must hang on.
    pub boards: usize,
    /// Boards that carry it, or did.
    pub posted: usize,
    /// Boards that got it late or not at all by now.
    pub missed: usize,
    /// Boards that carry it now.
    pub up: usize,
}

impl Standing {
    /// Counts a notice's postings.
    pub fn of(postings: &[Posting], post_by: Moment, now: Moment) -> Self {
        let is_missed = |p: &&Posting| is_miss(p, post_by, now);
        Self {
            boards: postings.len(),
            posted: postings.iter().filter(|p| p.record.up.is_some()).count(),
            missed: postings.iter().filter(is_missed).count(),
            up: postings.iter().filter(|p| p.record.is_up()).count(),
        }
    }
}
