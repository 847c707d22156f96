//! What was written down about a sheet, mark by mark, and what the marks come to.
//!
//! A mark is never changed: a slip is taken back by a later mark, which can be taken back
//! itself. So the first word stays what it was, with the moment it was recorded.

use super::record::{Hung, Record, Stated};
use crate::people::UserId;
use crate::platform::clock::Moment;

crate::text_enum! {
    /// What a mark says.
    Act {
        /// The sheet was hung up.
        Posted = "posted",
        /// It was hung up at another time than was said.
        PostedAt = "posted_at",
        /// It was taken down.
        TakenDown = "taken_down",
        /// It was taken down at another time than was said.
        TakenDownAt = "taken_down_at",
        /// An earlier mark was wrong.
        TakenBack = "taken_back",
    }
}

/// Something that somebody wrote down about a sheet.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::schema::notice_posting_marks)]
pub struct Mark {
    /// 1 for the first mark about the sheet, one more for each later one.
    #[diesel(column_name = mark_no)]
    pub no: i32,
    /// What it says.
    pub act: Act,
    /// When that was done, as reported; nothing for what takes back.
    #[diesel(column_name = done_at)]
    pub at: Option<Moment>,
    /// The number of the mark that it takes back.
    pub takes_back: Option<i32>,
    /// Why it is recorded late, or what was wrong.
    pub reason: Option<String>,
    /// When it was written down.
    pub recorded_at: Moment,
    /// By whom.
    #[diesel(column_name = recorded_by)]
    pub by: UserId,
    /// Their name.
    #[diesel(select_expression = crate::schema::users::name)]
    pub who: String,
}

impl Mark {
    fn stated(&self) -> Stated {
        Stated {
            at: self.at.unwrap_or(self.recorded_at),
            recorded_at: self.recorded_at,
            by: self.by.clone(),
            reason: self.reason.clone(),
        }
    }
}

/// The marks about one sheet, in the order they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks(pub Vec<Mark>);

impl Marks {
    /// How many there are: what a form about the sheet saw.
    pub fn count(&self) -> i32 {
        self.0.last().map_or(0, |mark| mark.no)
    }

    /// The last one.
    pub fn last(&self) -> Option<&Mark> {
        self.0.last()
    }

    /// The mark of a number.
    pub fn get(&self, no: i32) -> Option<&Mark> {
        self.0.iter().find(|mark| mark.no == no)
    }

    /// Those that came after a form was shown that saw so many.
    pub fn after(&self, seen: i32) -> impl Iterator<Item = &Mark> {
        self.0.iter().filter(move |mark| mark.no > seen)
    }

    /// The marks that hold: those that no later one took back.
    pub fn in_force(&self) -> Vec<&Mark> {
        // What held after each mark, so that a taking back can be taken back.
        let mut steps: Vec<Vec<&Mark>> = Vec::new();
        for mark in &self.0 {
            let mut held = steps.last().cloned().unwrap_or_default();
            if let Some(wrong) = mark.takes_back.and_then(|no| self.get(no)) {
                let before = steps.iter().rev().find(|step| holds_before(step, wrong));
                held = without(held, wrong, before.cloned().unwrap_or_default());
            }
            held.push(mark);
            steps.push(held);
        }
        steps.pop().unwrap_or_default()
    }

    /// What they come to.
    pub fn record(&self) -> Record {
        let mut record = Record::default();
        for mark in self.in_force() {
            record = record.with(mark);
        }
        record
    }
}

/// Whether this is what held before a mark was made.
fn holds_before(step: &[&Mark], mark: &Mark) -> bool {
    step.last().is_some_and(|last| last.no == mark.no - 1)
}

/// What holds once a mark is taken back; `before` held when it was made.
fn without<'a>(held: Vec<&'a Mark>, wrong: &Mark, before: Vec<&'a Mark>) -> Vec<&'a Mark> {
    let later = |mark: &&Mark| mark.no > wrong.no;
    match wrong.act {
        // All that came after it was said of a sheet that hung.
        Act::Posted => held.into_iter().filter(|m| m.no < wrong.no).collect(),
        Act::TakenDown => held
            .into_iter()
            .filter(|m| m.no != wrong.no && !(later(m) && m.act == Act::TakenDownAt))
            .collect(),
        Act::PostedAt | Act::TakenDownAt => held.into_iter().filter(|m| m.no != wrong.no).collect(),
        Act::TakenBack => {
            let mut again = before;
            for mark in held.into_iter().filter(later) {
                if goes_on(&again, mark) {
                    again.push(mark);
                }
            }
            again
        }
    }
}

/// Whether a mark made meanwhile still fits what holds again: the first word on when it was hung
/// counts, and a sheet comes down once.
fn goes_on(held: &[&Mark], mark: &Mark) -> bool {
    let has = |act| held.iter().any(|m| m.act == act);
    match mark.act {
        Act::TakenDown => has(Act::Posted) && !has(Act::TakenDown),
        Act::TakenDownAt => has(Act::TakenDown),
        Act::Posted | Act::PostedAt | Act::TakenBack => false,
    }
}

impl Record {
    fn with(mut self, mark: &Mark) -> Self {
        let said = mark.stated();
        match mark.act {
            Act::Posted => self.up = Some(Hung::recorded(said)),
            Act::PostedAt => self.up = self.up.map(|hung| hung.corrected(said)),
            Act::TakenDown | Act::TakenDownAt => self.down = Some(said),
            Act::TakenBack => {}
        }
        self
    }
}

#[cfg(test)]
mod tests;
