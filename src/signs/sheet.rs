//! The A4 sheet of a temporary work sign, one copy for each floor or door.

use crate::codes::PrintedCode;
use crate::platform::typeset::Sheet;
use crate::signs::design::Design;
use serde::Serialize;

/// A work sign as it hangs on its doors. All words are as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorkSign {
    /// The sign's face, as SVG.
    pub face: String,
    /// One or two lines of title: `电梯维护`, `暂停使用`.
    pub lines: Vec<String>,
    /// The same in English.
    pub english: String,
    /// `样稿` on a draft, `演示` in the demo.
    pub watermark: Option<String>,
    /// `11月26日 13:00–17:00`.
    pub time: Option<String>,
    /// What to use instead: `1号梯`.
    pub alternative: Option<String>,
    /// A word more on it: `老人、推车请呼门岗协助`.
    pub alternative_note: Option<String>,
    /// `给您带来不便，深表歉意。`
    pub apology: String,
    /// What a scan shows: `扫码看恢复时间、报修投诉`.
    pub scan_line: String,
    /// Where to type the code instead: `wy.example.cn/q`.
    pub host: String,
    /// What the telephone number is: `24小时电话`.
    pub phone_label: String,
    /// The telephone number.
    pub phone: Option<String>,
    /// Who hung it up: `锦绣花园管理处`.
    pub issuer: Option<String>,
    /// `11月26日 17:00 后撤下`.
    pub remove_after: Option<String>,
    /// One copy for each floor or door.
    pub copies: Vec<SignCopy>,
}

/// The sign for one floor or door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignCopy {
    /// `3号楼2单元 · 2号梯`.
    pub place: String,
    /// Where this copy hangs: `15层`.
    pub floor: Option<String>,
    /// The copy's number.
    pub n: u32,
    /// How many copies there are.
    pub of: u32,
    /// The code of this copy; absent on a draft.
    pub code: Option<PrintedCode>,
}

impl WorkSign {
    /// The design's own words, without place, hours or copies.
    pub fn of(design: &Design) -> Self {
        Self {
            face: design.face(),
            lines: design.zh.clone(),
            english: design.en.clone(),
            watermark: None,
            time: None,
            alternative: None,
            alternative_note: None,
            apology: "给您带来不便，深表歉意。".to_owned(),
            scan_line: "扫码看恢复时间、报修投诉".to_owned(),
            host: String::new(),
            phone_label: "24小时电话".to_owned(),
            phone: None,
            issuer: None,
            remove_after: None,
            copies: Vec::new(),
        }
    }
}

impl Sheet for WorkSign {
    const TEMPLATE: &'static str = "signs/layouts/work.typ";

    fn title(&self) -> String {
        self.lines.join(" ")
    }
}
