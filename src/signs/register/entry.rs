//! A sign at its place: a copy of a stop, one of a print run, or what others made.

use chrono::Duration;
use serde::{Deserialize, Serialize};

use crate::codes::Code;
use crate::organisation::{OfficeId, PlaceId};
use crate::people::UserId;
use crate::platform::clock::Moment;
use crate::platform::photos::PhotoId;

crate::id! {
    /// A sign.
    SignId
}

crate::id! {
    /// A stop and its copies.
    BatchId
}

crate::id! {
    /// A print run of signs that stay.
    RunId
}

crate::id! {
    /// One look at a sign.
    InspectionId
}

crate::text_enum! {
    /// How far a sign is.
    State {
        /// To be printed.
        Wanted = "wanted",
        /// Printed, not up yet.
        Printed = "printed",
        /// Up.
        Placed = "placed",
        /// Up, but unreadable.
        Damaged = "damaged",
        /// Down, or never needed.
        Removed = "removed",
    }
}

crate::text_enum! {
    /// How a sign was found.
    Finding {
        /// It hangs and can be read; a lamp is lit.
        Ok = "ok",
        /// It hangs, but does not do its work.
        Damaged = "damaged",
        /// It is not there.
        Missing = "missing",
    }
}

/// A look that is due within this time is on the round already.
pub const AHEAD: Duration = Duration::days(7);
/// The longest time between two looks at a sign, in days: five years.
pub const LONGEST_INTERVAL: i32 = 1826;

/// Words in both languages: `15层`, `Floor 15`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// `15层`.
    pub zh: String,
    /// `Floor 15`.
    pub en: String,
}

/// When something was done, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: Moment,
    /// Who; nothing where that is not known.
    pub by: Option<UserId>,
}

/// Which of how many: the 15th of 28.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nth {
    /// Counted from 1.
    pub n: i32,
    /// Of so many.
    pub of: i32,
}

/// Where a sign comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A copy of a stop: gone when the work is done.
    Stop {
        /// The stop.
        batch: BatchId,
        /// Which copy.
        copy: Nth,
    },
    /// A sign of a print run: made to stay.
    Run {
        /// The run.
        run: RunId,
        /// Which of its signs.
        copy: Nth,
    },
    /// Made apart from both; mostly it hung before it came into the register.
    Found,
}

/// A sign in the register.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id.
    pub id: SignId,
    /// The office that answers for it.
    pub office: OfficeId,
    /// Where it comes from.
    pub origin: Origin,
    /// Its design in the catalogue, or one of [`super::things::ALL`].
    pub design: String,
    /// The words on it, where they are not the design's.
    pub label: Label,
    /// Which version of the design it shows.
    pub version: i32,
    /// The standard it answers to.
    pub standard: Option<String>,
    /// Where it hangs.
    pub place: PlaceId,
    /// The chain of ids of its place: what lists are ordered by.
    pub path: String,
    /// Where exactly: `东侧楼梯间门上方`.
    pub spot: String,
    /// The code on it.
    pub code: Code,
    /// How far it is.
    pub state: State,
    /// When it came into the register.
    pub entered: Mark,
    /// When it was printed last.
    pub printed_at: Option<Moment>,
    /// When it was hung up; nothing for one that hung before it came into the register.
    pub placed: Option<Mark>,
    /// When it was taken down.
    pub removed: Option<Mark>,
    /// When it has to be down; nothing for one that stays.
    pub down_by: Option<Moment>,
    /// The end that its sheet shows, to the second: the one there was when it was made, printed or
    /// hung; nothing for one that stays.
    pub end_shown: Option<Moment>,
    /// Days between two looks; nothing where nobody has to look.
    pub every: Option<i32>,
    /// When somebody last looked.
    pub inspected: Option<Mark>,
    /// How it was found then.
    pub finding: Option<Finding>,
    /// The last photo of it.
    pub photo: Option<PhotoId>,
}

impl Entry {
    /// The stop it is a copy of.
    pub fn batch(&self) -> Option<&BatchId> {
        match &self.origin {
            Origin::Stop { batch, .. } => Some(batch),
            Origin::Run { .. } | Origin::Found => None,
        }
    }

    /// The print run it came from.
    pub fn run(&self) -> Option<&RunId> {
        match &self.origin {
            Origin::Run { run, .. } => Some(run),
            Origin::Stop { .. } | Origin::Found => None,
        }
    }

    /// Which of those made with it.
    pub fn nth(&self) -> Nth {
        match self.origin {
            Origin::Stop { copy, .. } | Origin::Run { copy, .. } => copy,
            Origin::Found => Nth { n: 1, of: 1 },
        }
    }

    /// Whether it hangs.
    pub fn is_up(&self) -> bool {
        matches!(self.state, State::Placed | State::Damaged)
    }

    /// Whether it is down.
    pub fn is_down(&self) -> bool {
        self.state == State::Removed
    }

    /// Whether it hangs though what it tells of is over.
    pub fn is_over(&self, now: Moment) -> bool {
        self.is_up() && self.down_by.is_some_and(|end| end <= now)
    }

    /// It hangs now, in order, and shows the end that holds.
    pub(super) fn hang(&mut self, mark: Mark) {
        self.state = State::Placed;
        self.finding = None;
        self.placed = Some(mark);
        self.end_shown = self.down_by;
    }

    /// When somebody has to look at it next. One that hung before it came into the register and
    /// was never looked at is due at once; one that is damaged waits for a repair, not a look.
    pub fn due_at(&self) -> Option<Moment> {
        let days = self.every.filter(|_| self.state == State::Placed)?;
        let seen = self.inspected.as_ref().map(|mark| mark.at);
        let hung = self.placed.as_ref().map(|mark| mark.at);
        let last = seen.max(hung);
        Some(last.map_or(self.entered.at, |at| at + Duration::days(days.into())))
    }

    /// What an entry that is down was before. What came from no stop and no run hung already when
    /// it came into the register.
    pub fn state_before_removal(&self) -> State {
        if matches!(self.finding, Some(Finding::Damaged | Finding::Missing)) {
            State::Damaged
        } else if self.placed.is_some() || self.origin == Origin::Found {
            State::Placed
        } else if self.printed_at.is_some() {
            State::Printed
        } else {
            State::Wanted
        }
    }

    /// What the record of changes calls it.
    pub fn subject(&self) -> String {
        match self.batch() {
            Some(batch) => format!("sign_batch:{batch}"),
            None => format!("sign:{}", self.id),
        }
    }

    /// Its page.
    pub fn href(&self) -> String {
        format!("/signs/register/{}", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::clock::Clock;

    fn entry(now: Moment) -> Entry {
        Entry {
            id: SignId::new(),
            office: OfficeId::new(),
            origin: Origin::Found,
            design: "t-exit-lamp".into(),
            label: Label::default(),
            version: 1,
            standard: None,
            place: PlaceId::new(),
            path: String::new(),
            spot: String::new(),
            code: "8K4T2M9XQ5".parse().unwrap(),
            state: State::Placed,
            entered: Mark { at: now, by: None },
            printed_at: None,
            placed: None,
            removed: None,
            down_by: None,
            end_shown: None,
            every: Some(30),
            inspected: None,
            finding: None,
            photo: None,
        }
    }

    #[test]
    fn what_nobody_ever_looked_at_is_due_at_once_and_a_look_moves_it_on() {
        let now = Clock::System.now();
        let mut lamp = entry(now);
        assert_eq!(lamp.due_at(), Some(now));
        let hung = now - Duration::days(10);
        lamp.placed = Some(Mark { at: hung, by: None });
        assert_eq!(lamp.due_at(), Some(hung + Duration::days(30)));
        lamp.inspected = Some(Mark { at: now, by: None });
        assert_eq!(lamp.due_at(), Some(now + Duration::days(30)));
    }

    #[test]
    fn what_was_taken_down_by_mistake_is_again_what_it_was() {
        let now = Clock::System.now();
        let mark = || Some(Mark { at: now, by: None });
        let lamp = entry(now);
        assert_eq!(lamp.state_before_removal(), State::Placed);
        let gone = Entry {
            finding: Some(Finding::Missing),
            ..lamp.clone()
        };
        assert_eq!(gone.state_before_removal(), State::Damaged);
        let copy = Entry {
            origin: Origin::Stop {
                batch: BatchId::new(),
                copy: Nth { n: 1, of: 28 },
            },
            ..lamp
        };
        assert_eq!(copy.state_before_removal(), State::Wanted);
        let printed = Entry {
            printed_at: Some(now),
            ..copy
        };
        assert_eq!(printed.state_before_removal(), State::Printed);
        let hung = Entry {
            placed: mark(),
            ..printed
        };
        assert_eq!(hung.state_before_removal(), State::Placed);
    }

    #[test]
    fn what_does_not_hang_or_is_damaged_or_asks_for_no_look_is_never_due() {
        let lamp = entry(Clock::System.now());
        for state in [
            State::Wanted,
            State::Printed,
            State::Damaged,
            State::Removed,
        ] {
            assert_eq!(
                Entry {
                    state,
                    ..lamp.clone()
                }
                .due_at(),
                None,
                "{state}"
            );
        }
        assert_eq!(
            Entry {
                every: None,
                ..lamp
            }
            .due_at(),
            None
        );
    }

    #[test]
    fn a_sign_that_is_hung_shows_the_end_that_holds() {
        let now = Clock::System.now();
        let (first, later) = (now + Duration::hours(1), now + Duration::hours(2));
        let mut copy = Entry {
            down_by: Some(later),
            end_shown: Some(first),
            finding: Some(Finding::Damaged),
            state: State::Damaged,
            ..entry(now)
        };
        assert!(copy.is_up() && !copy.is_over(first) && copy.is_over(later));
        copy.hang(Mark { at: now, by: None });
        assert_eq!((copy.end_shown, copy.finding), (Some(later), None));
        copy.state = State::Printed;
        assert!(
            !copy.is_over(later),
            "what does not hang is not left hanging"
        );
    }
}
