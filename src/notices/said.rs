//! What a notice says, whatever its kind: frozen at approval, printed and shown ever after.

use serde::{Deserialize, Serialize};

use super::outages::Outage;
use super::sheet::{Advice, DayBar, Fact, Icon, Tone, When};
use crate::organisation::PlaceId;

/// The layout of [`Said`] as it is stored; raised when a field changes its meaning.
pub const CONTENT_VERSION: i32 = 1;
/// The layout of the printed sheet.
pub const TEMPLATE_VERSION: i32 = 1;

/// A notice's text and facts, ready for the sheet, the page and the mail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// 停水通知.
    pub title: String,
    /// The sheet's accent.
    pub tone: Tone,
    /// The drawing beside the title.
    pub icon: Icon,
    /// When it happens.
    pub when: Option<When>,
    /// The stop on the hours of its day.
    pub day_bar: Option<DayBar>,
    /// Places, cause, length.
    pub facts: Vec<Fact>,
    /// Whom it addresses.
    pub greeting: String,
    /// Its text.
    pub body: Vec<String>,
    /// What to do.
    pub advice: Vec<Advice>,
    /// The last line.
    pub closing: String,
    /// The community's name.
    pub community: String,
    /// The office's name.
    pub issuer: String,
    /// The office's number.
    pub phone: String,
    /// One line for lists: 11月26日 星期四 09:00–15:30.
    pub line: String,
    /// Title, time, places and cause for readers of English.
    pub english: English,
    /// Places touched.
    pub places: Vec<PlaceId>,
    /// Boards it must hang on, in order.
    pub boards: Vec<BoardRef>,
    /// The outage it is about.
    pub outage: Option<Outage>,
}

/// The fields in English; the text itself stays Chinese and the page says so.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
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
    pub id: crate::organisation::BoardId,
    /// Its name when the notice was approved.
    pub name: String,
}

impl Said {
    /// What lists call it: 停水通知 3号楼、5号楼 · 11月26日 星期四 09:00–15:30.
    pub fn list_title(&self) -> String {
        let at = self
            .facts
            .iter()
            .find(|f| f.prominent)
            .map_or("", |f| f.value.as_str());
        format!("{} {at}", self.title).trim().to_owned()
    }
}
