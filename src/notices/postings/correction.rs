//! What may be said about a mark that was wrong.

use std::str::FromStr;

use super::marks::{Act, Mark, Marks};
use super::record::AT_ONCE;
use crate::platform::clock::Moment;

/// What a correction says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The mark of this number was wrong altogether.
    TakeBack(i32),
    /// The sheet was hung at another time.
    PostedAt,
    /// It was taken down at another time.
    TakenDownAt,
}

impl What {
    /// The word that a form sends for it.
    pub fn value(self) -> String {
        match self {
            Self::TakeBack(no) => format!("{TAKE_BACK}{no}"),
            Self::PostedAt => Act::PostedAt.as_str().to_owned(),
            Self::TakenDownAt => Act::TakenDownAt.as_str().to_owned(),
        }
    }
}

/// A correction as it was sent.
#[derive(Debug, Clone)]
pub struct Correction {
    /// How many marks its form showed; nothing where that cannot be read.
    pub seen: Option<i32>,
    /// What was wrong.
    pub what: What,
    /// The right time, where the time was wrong.
    pub at: Option<Moment>,
    /// How that came about.
    pub reason: String,
}

impl Correction {
    /// Whether a mark says just this.
    pub fn is_said_by(&self, mark: &Mark) -> bool {
        let same = match self.what {
            What::TakeBack(no) => mark.takes_back == Some(no),
            What::PostedAt => mark.act == Act::PostedAt && mark.at == self.at,
            What::TakenDownAt => mark.act == Act::TakenDownAt && mark.at == self.at,
        };
        same && mark.reason.as_deref() == Some(self.reason.as_str())
    }
}

const TAKE_BACK: &str = "back_";

impl FromStr for What {
    type Err = ();

    fn from_str(sent: &str) -> Result<Self, ()> {
        match (sent.parse(), sent.strip_prefix(TAKE_BACK)) {
            (Ok(Act::PostedAt), _) => Ok(Self::PostedAt),
            (Ok(Act::TakenDownAt), _) => Ok(Self::TakenDownAt),
            (_, Some(no)) => no.parse().map(Self::TakeBack).or(Err(())),
            (Ok(Act::Posted | Act::TakenDown | Act::TakenBack) | Err(_), None) => Err(()),
        }
    }
}

/// Earlier corrections that a form offers to take back.
const OFFERED: usize = 3;

impl Marks {
    /// What may be corrected now: the hanging, the taking down, their times, and the latest of
    /// the corrections made before.
    pub fn corrigible(&self) -> Vec<What> {
        let (corrections, facts): (Vec<&Mark>, Vec<&Mark>) = self
            .in_force()
            .into_iter()
            .partition(|mark| mark.is_correction());
        let mut offered = Vec::new();
        for mark in facts.iter().rev() {
            offered.push(What::TakeBack(mark.no));
            offered.push(match mark.act {
                Act::TakenDown => What::TakenDownAt,
                Act::Posted | Act::PostedAt | Act::TakenDownAt | Act::TakenBack => What::PostedAt,
            });
        }
        let latest = corrections.iter().rev().take(OFFERED);
        offered.extend(latest.map(|mark| What::TakeBack(mark.no)));
        offered
    }

    /// The mark that one tap may still undo.
    pub fn undoable(&self, now: Moment) -> Option<&Mark> {
        self.last()
            .filter(|mark| now.since(mark.recorded_at) <= AT_ONCE)
    }
}

impl Mark {
    /// Whether it says something about another mark.
    pub fn is_correction(&self) -> bool {
        match self.act {
            Act::PostedAt | Act::TakenDownAt | Act::TakenBack => true,
            Act::Posted | Act::TakenDown => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_form_sends_is_read_as_what_it_offered() {
        for what in [What::TakeBack(12), What::PostedAt, What::TakenDownAt] {
            assert_eq!(what.value().parse(), Ok(what));
        }
        for wrong in ["", "back_", "back_x", "posted", "taken_back"] {
            assert_eq!(wrong.parse::<What>(), Err(()), "{wrong}");
        }
    }
}
