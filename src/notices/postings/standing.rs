//! How a notice stands on its boards: counted from its postings, nothing stored twice.

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
        match (posting.posted_at, posting.taken_down_at) {
            (_, Some(_)) => Self::Down,
            (Some(at), None) if at > post_by => Self::UpLate,
            (Some(_), None) => Self::Up,
            (None, None) if now > post_by => Self::Missing,
            (None, None) => Self::Wanted,
        }
    }
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
        let is_missed = |p: &&Posting| p.posted_at.unwrap_or(now) > post_by;
        let is_up = |p: &&Posting| p.posted_at.is_some() && p.taken_down_at.is_none();
        Self {
            boards: postings.len(),
            posted: postings.iter().filter(|p| p.posted_at.is_some()).count(),
            missed: postings.iter().filter(is_missed).count(),
            up: postings.iter().filter(is_up).count(),
        }
    }
}
