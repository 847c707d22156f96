//! The A4 sheet of a notice, one numbered copy for each board.
//!
//! Everything here is words as they are printed: dates, hours and numbers are formatted before.
//! The template `print/notice.typ` only lays them out. What matters stands large: the title
//! reads from 3 m, hours and places from 2 m, and nothing depends on colour.
//!
//! Letters read from 300 times their height (BGV A8 and DIN 4844-1: 6.7 mm from 2 m, 10 mm from
//! 3 m), running text from a metre at 4 mm (ASR A1.3). Where a page is short, title and hours give
//! way down to that, then the text; only then is there a second page. The code, the telephone and
//! the issuer stay on the first, and a last page is at least a third full.

mod sample;

pub use crate::codes::PrintedCode;

use super::part::Part;
use super::said::{Icon, Shape, Tone};
use crate::platform::typeset::Sheet;
use chrono::NaiveDate;
use serde::Serialize;

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
    /// A poster, or a document that flows.
    pub shape: Shape,
    /// What it says, in order.
    pub parts: Vec<Part>,
    /// Whom the text addresses: `尊敬的业主、住户：`.
    pub greeting: Option<String>,
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
    /// The day it was approved, or that of a preview.
    #[serde(skip)]
    pub dated: Option<NaiveDate>,
    /// One copy for each board. A preview without boards has none and prints one page.
    pub copies: Vec<SheetCopy>,
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

    fn day(&self) -> Option<NaiveDate> {
        self.dated
    }
}
