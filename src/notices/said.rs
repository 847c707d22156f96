//! What a notice says, whatever its kind: frozen at approval, printed and shown ever after.

use serde::{Deserialize, Serialize};

use super::outages::Outage;
use super::sheet::{Advice, DayBar, Fact, Icon, Tone, When};
use crate::error::{Error, Result};
use crate::organisation::PlaceId;

/// The layout of [`Said`] as it is stored; raised when a field changes its meaning.
pub const CONTENT_VERSION: i32 = 1;
/// The layout of the printed sheet; raised when one prints other words, never for its looks.
pub const TEMPLATE_VERSION: i32 = 1;

/// A notice's text and facts, ready for the sheet, the page and the mail.
///
/// It is read for as long as the house stands: a field that is added later has a default, so that
/// what was approved before reads as it did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// 停水通知.
    pub title: String,
    /// The sheet's accent.
    #[serde(default)]
    pub tone: Tone,
    /// The drawing beside the title.
    #[serde(default)]
    pub icon: Icon,
    /// When it happens.
    #[serde(default)]
    pub when: Option<When>,
    /// The stop on the hours of its day.
    #[serde(default)]
    pub day_bar: Option<DayBar>,
    /// Places, cause, length.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// Whom it addresses.
    #[serde(default)]
    pub greeting: String,
    /// Its text.
    #[serde(default)]
    pub body: Vec<String>,
    /// What to do.
    #[serde(default)]
    pub advice: Vec<Advice>,
    /// The last line.
    #[serde(default)]
    pub closing: String,
    /// The community's name.
    pub community: String,
    /// The office's name.
    pub issuer: String,
    /// The office's number.
    #[serde(default)]
    pub phone: String,
    /// One line for lists: 11月26日 星期四 09:00–15:30.
    #[serde(default)]
    pub line: String,
    /// Title, time, places and cause for readers of English.
    #[serde(default)]
    pub english: English,
    /// Places touched.
    #[serde(default)]
    pub places: Vec<PlaceId>,
    /// Boards it must hang on, in order.
    #[serde(default)]
    pub boards: Vec<BoardRef>,
    /// The outage it is about.
    #[serde(default)]
    pub outage: Option<Outage>,
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
    pub id: crate::organisation::BoardId,
    /// Its name when the notice was approved.
    pub name: String,
}

impl Said {
    /// Reads what was stored in a version of the layout, today's or an earlier one. A later one
    /// is a newer program's: half understood it might say something else.
    pub fn read(version: i32, json: &str) -> Result<Self> {
        known("text", version, CONTENT_VERSION)?;
        Ok(serde_json::from_str(json)?)
    }

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

/// Refuses what a newer program stored, and names what would read it.
pub(super) fn known(what: &str, version: i32, newest: i32) -> Result<()> {
    if (1..=newest).contains(&version) {
        return Ok(());
    }
    Err(Error::unavailable(format!(
        "a notice's {what} is stored in version {version}, this program knows {newest} at most: \
         serve with the newer program that stored it"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BARE: &str = r#"{"title":"停水通知","community":"锦绣花园","issuer":"管理处"}"#;

    #[test]
    fn a_text_that_lacks_what_was_added_later_is_read() {
        let said = Said::read(1, BARE).unwrap();
        assert_eq!((said.title.as_str(), said.tone), ("停水通知", Tone::Calm));
        assert!(said.body.is_empty() && said.outage.is_none());
        let more = BARE.replace("{", r#"{"of_a_later_day":[1],"#);
        assert_eq!(Said::read(1, &more).unwrap(), said);
    }

    #[test]
    fn a_text_of_a_newer_program_is_refused_and_never_half_read() {
        for version in [CONTENT_VERSION + 1, i32::MAX, 0, -1] {
            let told = Said::read(version, BARE).unwrap_err().to_string();
            assert!(told.contains(&format!("version {version},")), "{told}");
        }
        assert!(Said::read(CONTENT_VERSION, "{}").is_err());
    }
}
