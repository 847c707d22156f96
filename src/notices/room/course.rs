//! How what a notice tells of goes on, what can be done about it, and what is owed for it.

use serde::Serialize;

use super::super::ids::NoticeId;
use super::super::said::Said;
use super::super::store::Row;
use crate::error::Result;
use crate::people::{OfficeId, Scope};
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::db::Conn;

/// A notice with its text in force.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The notice.
    pub row: &'a Row,
    /// What it says.
    pub said: &'a Said,
}

/// How what a notice tells of goes on.
#[derive(Debug, Clone, Default)]
pub struct Course {
    /// How it stands.
    pub state: State,
    /// What is said of that; nothing while there is nothing to say.
    pub line: Option<Line>,
}

/// How what a notice tells of stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum State {
    /// It has no course.
    #[default]
    Calm,
    /// It is to come.
    Ahead,
    /// It goes on.
    Now,
    /// Its time is over.
    Over,
    /// Somebody said that it is over.
    Restored,
}

impl State {
    /// The word for its look.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Ahead => "ahead",
            Self::Now => "now",
            Self::Over => "over",
            Self::Restored => "restored",
        }
    }
}

/// A sentence of the word list.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its key.
    pub key: &'static str,
    /// What it names as `at`.
    pub at: Option<At>,
}

/// A moment that a sentence names: midnight is told of an end as the 24:00 of the day before, of
/// anything else as 00:00.
#[derive(Debug, Clone, Copy)]
pub enum At {
    /// When something was said or began.
    Point(Moment),
    /// When something ended or should end.
    End(Moment),
}

impl At {
    /// `今天 18:00`, of an end at midnight `昨天 24:00`.
    pub fn near(self, show: Dates) -> String {
        match self {
            Self::Point(at) => show.near(at),
            Self::End(at) => show.by_near(at),
        }
    }
}

/// What a notice's page has of its kind.
#[derive(Debug, Clone, Default)]
pub struct Offers {
    /// What is known beside what it says.
    pub known: Vec<Known>,
    /// The steps of its own that can be taken.
    pub steps: Vec<Offer>,
    /// The moment that its forms are filled in with; nothing where that is now.
    pub at: Option<Moment>,
    /// Whether what it tells of has ended, so that nothing takes its place any more.
    pub ended: bool,
}

/// An end that a page tells.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// The key of what it is.
    pub key: &'static str,
    /// The moment.
    pub at: Moment,
}

/// A step that only this kind has.
#[derive(Debug, Clone, Serialize)]
pub struct Offer {
    /// What the record calls it.
    pub act: &'static str,
    /// The last part of its address.
    pub to: &'static str,
    /// The key of its button.
    pub button: &'static str,
    /// What is asked for it; nothing where the button is enough.
    pub ask: Option<Ask>,
    /// Whether its form stands open: it is time for it.
    pub open: bool,
}

/// What a step is asked with.
#[derive(Debug, Clone, Serialize)]
pub struct Ask {
    /// The key of its headline.
    pub title: &'static str,
    /// The key of the note under it.
    pub hint: &'static str,
    /// The fields.
    pub fields: &'static [AskedFor],
}

/// A field of a step.
#[derive(Debug, Serialize)]
pub struct AskedFor {
    /// Its name.
    pub name: &'static str,
    /// The key of its label.
    pub label: &'static str,
    /// What is typed: `date`, `time`, `text`.
    pub of: &'static str,
}

/// Something that an office owes its residents.
#[derive(Debug, Clone)]
pub struct Due {
    /// The key of what is owed: the headline over all of it.
    pub what: &'static str,
    /// The key of the sentence that names the moment as `at`.
    pub by: &'static str,
    /// The office that owes it.
    pub office: OfficeId,
    /// The notice whose page has the step for it.
    pub notice: NoticeId,
    /// The last part of that step's address; empty where the page says it all.
    pub step: &'static str,
    /// What it is about.
    pub title: String,
    /// Until when it is to be done.
    pub until: Moment,
    /// How many more of it there are that this one stands for, due later; 0 where each stands alone.
    pub more: usize,
}

/// Nothing of these notices goes on.
pub fn calm(_: &mut Conn, told: &[Told<'_>], _: Moment) -> Result<Vec<Course>> {
    Ok(told.iter().map(|_| Course::default()).collect())
}

/// The page has nothing of its own.
pub fn no_offers(_: &mut Conn, _: &Row, _: Moment) -> Result<Offers> {
    Ok(Offers::default())
}

/// Nothing is owed.
pub fn nothing_due(_: &mut Conn, _: &Scope, _: Moment) -> Result<Vec<Due>> {
    Ok(Vec::new())
}
