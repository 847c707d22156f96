//! What a notice says, whatever its kind: frozen at approval, printed and shown ever after.

mod dated;
mod first;
mod frozen;

pub use self::frozen::{CONTENT_VERSION, Facts, Frozen, TEMPLATE_VERSION, known};

use serde::{Deserialize, Serialize};

use super::part::{Fact, Part, When};
use crate::organisation::{BoardId, PlaceId};
use crate::platform::clock::Moment;
use crate::platform::page::View;

/// A notice's words and figures, ready for the sheet, the page and the mail.
///
/// It is read for as long as the house stands: a field that is added later has a default, so that
/// what was approved before reads as it did.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Said {
    /// 停水通知.
    pub title: String,
    /// One line for lists: 11月26日 星期四 09:00–15:30.
    #[serde(default)]
    pub line: String,
    /// The sheet's accent.
    #[serde(default)]
    pub tone: Tone,
    /// The drawing beside the title.
    #[serde(default)]
    pub icon: Icon,
    /// How its sheet is composed.
    #[serde(default)]
    pub shape: Shape,
    /// What it consists of, in the order of the sheet.
    #[serde(default)]
    pub parts: Vec<Part>,
    /// Who says it to whom.
    pub letterhead: Letterhead,
    /// Title, time, places and cause for readers of English.
    #[serde(default)]
    pub english: English,
    /// Places touched.
    #[serde(default)]
    pub places: Vec<PlaceId>,
    /// Boards it must hang on, in order.
    #[serde(default)]
    pub boards: Vec<BoardRef>,
    /// From when and until when it is of use.
    #[serde(default)]
    pub clocks: Clocks,
    /// What holds instead where it is called off: 照常供水. Empty where nothing is to be said.
    #[serde(default)]
    pub instead: Both,
    /// What comes of it where it is called off after it began: 恢复供水. Empty where nothing is to be
    /// said.
    #[serde(default)]
    pub resumes: Both,
}

/// The same words in two languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Both {
    /// In Chinese.
    pub chinese: String,
    /// In English.
    pub english: String,
}

/// Who says it to whom.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Letterhead {
    /// The community's name.
    pub community: String,
    /// The office's name.
    pub issuer: String,
    /// The office's number.
    #[serde(default)]
    pub phone: String,
    /// Whom it addresses; empty where nobody is addressed.
    #[serde(default)]
    pub greeting: String,
    /// The last line; may be empty.
    #[serde(default)]
    pub closing: String,
}

/// The fields in English; the text itself stays Chinese and the page says so.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct English {
    /// Planned water outage.
    pub title: String,
    /// Thursday 26 November, 09:00–15:30.
    pub line: String,
    /// Label and value of each fact.
    pub facts: Vec<(String, String)>,
    /// The community's name.
    pub community: String,
    /// The office's name.
    pub issuer: String,
}

/// A board as the revision names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardRef {
    /// The board.
    pub id: BoardId,
    /// Its name when the notice was approved.
    pub name: String,
}

/// The times of a notice that the house goes by, whatever its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Clocks {
    /// When what it tells of begins.
    pub begins: Option<Moment>,
    /// Until when it is of use to anybody.
    pub of_use_until: Option<Moment>,
    /// When its sheets are to hang.
    pub hang: Hang,
}

/// When the sheets of a notice are to hang.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hang {
    /// By the last moment that its rule leaves.
    #[default]
    By,
    /// As soon as they are printed: no rule gives them time.
    AtOnce,
}

impl Clocks {
    /// Until when a sheet is of use: until it begins, and once it has begun until it is over;
    /// nothing when that has passed, or there is no such time.
    pub fn ahead(&self, now: Moment) -> Option<Moment> {
        let mut times = [self.begins, self.of_use_until].into_iter().flatten();
        times.find(|at| *at > now)
    }
}

impl Hang {
    /// The last moment for its sheets to hang, `at` in words, as pages tell it.
    pub fn told(self, at: String, view: &View) -> String {
        match self {
            Self::By => at,
            Self::AtOnce => view.tell("notices-at-once-by", &[("at", at)]),
        }
    }
}

/// How a sheet is composed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Everything as large as one page allows, to be read from afar.
    #[default]
    Poster,
    /// Its parts one after the other, over as many pages as they need.
    Document,
}

/// The accent of a sheet. Every tone also differs in black and white.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Blue field, white hours.
    Water,
    /// Yellow field, black hours.
    Power,
    /// Red field, white hours.
    Repair,
    /// Framed white field.
    #[default]
    Calm,
}

/// The drawing beside the title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Icon {
    /// No water.
    WaterOff,
    /// Water again.
    WaterOn,
    /// No power.
    PowerOff,
    /// Power again.
    PowerOn,
    /// Work under way.
    Repair,
    /// Called off.
    Cancelled,
    /// An apology.
    Apology,
    /// Anything else to be told.
    #[default]
    Message,
}

impl Said {
    /// What lists call it: 停水通知 3号楼、5号楼 · 11月26日 星期四 09:00–15:30.
    pub fn list_title(&self) -> String {
        let at = self
            .facts()
            .find(|f| f.prominent)
            .map_or("", |f| f.value.as_str());
        format!("{} {at}", self.title).trim().to_owned()
    }

    /// The facts of all its parts, in order.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.parts.iter().flat_map(Part::facts)
    }

    /// When it happens, where it happens at a time.
    pub fn when(&self) -> Option<&When> {
        self.parts.iter().find_map(Part::when)
    }
}
