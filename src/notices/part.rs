//! The parts a notice is made of, in the words, figures and order of its sheet.
//!
//! Dates, hours and amounts are formatted before: a part is read, never reckoned with. What
//! becomes of one is told in three places alone: on paper (`print/parts.typ`), on a page
//! (`notices/parts.html`) and in a mail (`mail/parts.html`).

mod day_bar;

pub use self::day_bar::{DayBar, Tick};

use serde::{Deserialize, Serialize};

/// A part of a notice. The list is closed: a new kind of notice seldom needs a new one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "part", content = "of", rename_all = "snake_case")]
pub enum Part {
    /// When it happens.
    When(When),
    /// Place, cause, length, temporary supply.
    Facts(Vec<Fact>),
    /// Text, one string a paragraph.
    Text(Vec<String>),
    /// What to do, four tiles at most in a row.
    Advice(Vec<Advice>),
    /// Figures or words in columns.
    Table(Table),
    /// What is done about it, by whom and by when.
    Measures(Vec<Measure>),
}

impl Part {
    /// The time, where the part is one.
    pub fn when(&self) -> Option<&When> {
        if let Self::When(when) = self {
            Some(when)
        } else {
            None
        }
    }

    /// The facts it holds.
    pub fn facts(&self) -> &[Fact] {
        if let Self::Facts(facts) = self {
            facts
        } else {
            &[]
        }
    }
}

/// When it happens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct When {
    /// A word before the time where it needs one: `已于`, `原定`.
    #[serde(default)]
    pub label: Option<String>,
    /// The time no longer holds and is struck out.
    #[serde(default)]
    pub struck: bool,
    /// The time itself.
    pub time: Time,
    /// The same on the hours of its day.
    #[serde(default)]
    pub bar: Option<DayBar>,
}

/// The form a time takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub enum Time {
    /// Within a day each: one large, or several as a list.
    Sessions {
        /// The days.
        sessions: Vec<Stamp>,
    },
    /// From one day to another.
    Span {
        /// The beginning.
        from: Stamp,
        /// The end.
        to: Stamp,
    },
}

/// A date line and a time line: `11月26日 星期四`, `09:00–15:30`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The date line.
    pub date: String,
    /// The time line.
    pub time: String,
}

/// A row of facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// `范围`, `原因`, `时长`, `临时供水点`.
    pub label: String,
    /// `3号楼、5号楼`; buildings divided by `、` stay whole where lines break.
    pub value: String,
    /// A smaller word behind it: `全部单元`.
    #[serde(default)]
    pub suffix: Option<String>,
    /// Set large, to be read from 2 m. One row, the place, deserves it.
    #[serde(default)]
    pub prominent: bool,
}

/// A tile of advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// What to do: `提前储水`.
    pub head: String,
    /// A word more: `够一家人半天之用`.
    pub detail: String,
}

/// Rows under columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What stands above it; empty where the text before says it.
    #[serde(default)]
    pub title: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, a cell for each column.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its head: `项目`, `金额（元）`.
    pub label: String,
    /// How its cells stand.
    #[serde(default)]
    pub align: Align,
}

/// How the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Words, from the left.
    #[default]
    Words,
    /// Figures, to the right.
    Figures,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<String>,
    /// How much it weighs.
    #[serde(default)]
    pub weight: Weight,
}

/// How much a row weighs among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// One of many.
    #[default]
    Plain,
    /// What some of them come to.
    Sum,
    /// What all of them come to.
    Total,
}

/// A measure: what is done, by whom, by when, and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// What is done: `更换应急照明电池`.
    pub what: String,
    /// Who answers for it: `工程主管`.
    #[serde(default)]
    pub who: String,
    /// By when: `11月28日前`.
    #[serde(default)]
    pub by: String,
    /// How far it is: `进行中`.
    #[serde(default)]
    pub state: String,
}
