//! What a notice says, whatever its kind: frozen at approval, printed and shown ever after.

use serde::{Deserialize, Serialize};

use super::outages::Outage;
use super::sheet::{Advice, DayBar, Fact, Icon, Tone, When};
use crate::error::Refusal;
use crate::organisation::{Board, Office, Place, PlaceId};
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::form::Fields;
use crate::platform::words::Lang;
use crate::rules::OutageRules;

/// The layout of [`Announcement`] as it is stored; raised when a field changes its meaning.
pub const CONTENT_VERSION: i32 = 1;
/// The layout of the printed sheet.
pub const TEMPLATE_VERSION: i32 = 1;

/// A notice's text and facts, ready for the sheet, the page and the mail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Announcement {
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

/// What a kind needs to know to read its form.
pub struct Ground<'a> {
    /// Now.
    pub now: Moment,
    /// How times are shown and read: the office's zone.
    pub zone: chrono_tz::Tz,
    /// The community.
    pub community: &'a Place,
    /// Its places, in reading order.
    pub tree: &'a [Place],
    /// Its boards.
    pub boards: &'a [Board],
    /// The office that answers for it.
    pub office: &'a Office,
    /// The rules as they hold now.
    pub rules: &'a OutageRules,
    /// What the notice follows: replaced, cancelled or apologised for.
    pub before: Option<&'a Announcement>,
    /// The characters of a text that the print faces lack.
    pub unprintable: &'a dyn Fn(&str) -> Vec<char>,
}

impl Ground<'_> {
    /// Dates as the reader of a language wants them.
    pub fn dates(&self, lang: Lang) -> Dates {
        Dates::new(lang, self.zone, self.now)
    }

    /// Refuses a text that cannot be printed, and names what is missing.
    pub fn check_printable(&self, field: &'static str, text: &str) -> Option<Refusal> {
        let missing = (self.unprintable)(&text.replace('\n', ""));
        if missing.is_empty() {
            return None;
        }
        let shown: Vec<String> = missing.iter().take(8).map(char::to_string).collect();
        Some(Refusal::of_field(field, "notices-unprintable").naming("missing", shown.join(" ")))
    }
}

/// A form that is complete and right, read by its kind.
#[derive(Debug, Clone)]
pub struct Checked {
    /// What it will say.
    pub announcement: Announcement,
    /// The last moment for its sheets to hang.
    pub post_by: Moment,
    /// When it should appear; nothing means as soon as it is approved.
    pub publish_at: Option<Moment>,
    /// When its sheets come down.
    pub remove_after: Moment,
    /// The rule it was held against.
    pub rule: Option<String>,
}

/// The form of a draft, kept as typed so that nothing is lost.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Draft(pub Vec<(String, String)>);

impl Draft {
    /// What of a form is worth keeping.
    pub fn of(fields: &Fields) -> Self {
        let transient = ["csrf", "version", "action"];
        let kept = fields
            .pairs()
            .iter()
            .filter(|(name, _)| !transient.contains(&name.as_str()));
        Self(kept.cloned().collect())
    }

    /// The form again.
    pub fn fields(&self) -> Fields {
        let mut fields = Fields::default();
        for (name, value) in &self.0 {
            fields.push(name, value.clone());
        }
        fields
    }
}

impl Announcement {
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
