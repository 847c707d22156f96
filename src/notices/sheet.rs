//! The A4 sheet of a notice, one numbered copy for each board.
//!
//! Everything here is words as they are printed: dates, hours and numbers are formatted before.
//! The template `print/notice.typ` only lays them out. What matters stands large: the title
//! reads from 3 m, hours and places from 2 m, and nothing depends on colour.

mod day_bar;
mod sample;

pub use crate::codes::PrintedCode;
pub use day_bar::{DayBar, Tick};

use crate::platform::typeset::Sheet;
use serde::{Deserialize, Serialize};

/// A notice as it hangs on its boards.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NoticeSheet {
    /// The community, at the head: `锦绣花园`.
    pub community: String,
    /// The number line: `锦绣物业〔2026〕12号`, or `待编号` before approval.
    pub number: String,
    /// `样稿` on a draft, `演示` in the demo; printed across the sheet and beside the number.
    pub watermark: Option<String>,
    /// The title, best with four to ten characters: `停水通知`.
    pub title: String,
    /// The accent of the sheet.
    pub tone: Tone,
    /// The drawing beside the title.
    pub icon: Icon,
    /// When it happens; absent on an apology or a general notice.
    pub when: Option<When>,
    /// The stop drawn on the hours of a day.
    pub day_bar: Option<DayBar>,
    /// Place, cause, length, temporary supply.
    pub facts: Vec<Fact>,
    /// Whom the text addresses: `尊敬的业主、住户：`.
    pub greeting: Option<String>,
    /// The text, one string a paragraph.
    pub body: Vec<String>,
    /// What to do, four tiles at most in a row.
    pub advice: Vec<Advice>,
    /// The last line of the text: `不便之处，敬请谅解。`
    pub closing: Option<String>,
    /// How the sheet relates to another: `本通知替代锦绣物业〔2026〕11号`.
    pub relation: Option<String>,
    /// Who answers for it: `锦绣花园管理处`.
    pub issuer: String,
    /// The date beneath the issuer: `2026年11月24日`.
    pub issued_on: String,
    /// What the telephone number is: `24小时电话`.
    pub phone_label: String,
    /// The telephone number.
    pub phone: String,
    /// What a scan shows: `扫码看最新情况、报修投诉`.
    pub scan_line: String,
    /// Where to type the code instead: `wy.example.cn/q`.
    pub host: String,
    /// One copy for each board. A preview without boards has none and prints one page.
    pub copies: Vec<SheetCopy>,
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

/// When it happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// A word before the time where it needs one: `已于`, `原定`.
    #[serde(default)]
    pub label: Option<String>,
    /// The time no longer holds and is struck out.
    #[serde(default)]
    pub struck: bool,
    /// The time itself.
    pub time: Time,
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

/// The sheet for one board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetCopy {
    /// The board: `3号楼大堂`.
    pub place: String,
    /// The copy's number.
    pub n: u32,
    /// How many copies there are.
    pub of: u32,
    /// The code in groups and its QR; absent on a draft.
    pub code: Option<PrintedCode>,
    /// `11月25日 09:00 前张贴`.
    pub post_by: String,
    /// `11月27日后撤下`.
    pub remove_after: String,
}

impl Sheet for NoticeSheet {
    const TEMPLATE: &'static str = "print/notice.typ";

    fn title(&self) -> String {
        format!("{} {} {}", self.community, self.title, self.number)
    }
}
