//! The sheets of a temporary work sign, one copy for each floor or door.

use chrono::NaiveDate;

use crate::codes::PrintedCode;
use crate::signs::catalogue::design::{Design, Kind};
use crate::signs::print::{
    Body, CodePanel, Foot, Format, Imposition, Job, Paper, Piece, Sign, Work, placeholder,
};

crate::text_enum! {
    /// How the sheets of a stop are printed.
    Made {
        /// A sheet of A4 for every copy.
        A4 = "a4",
        /// Two copies of A5 on a sheet.
        TwoA5 = "two_a5",
        /// A sheet of A3 for every copy.
        A3 = "a3",
        /// Each copy twice, for the two sides of an A-board.
        Board = "board",
        /// A sheet that is folded to stand like a roof.
        Tent = "tent",
    }
}

impl Made {
    /// All of them, in the order they are offered.
    pub const OFFERED: [Self; 5] = [Self::A4, Self::TwoA5, Self::A3, Self::Board, Self::Tent];

    fn imposition(self) -> Imposition {
        match self {
            Self::A4 | Self::A3 => Imposition::OneUp,
            Self::TwoA5 => Imposition::TwoA5,
            Self::Board => Imposition::BothSides,
            Self::Tent => Imposition::Tent,
        }
    }

    fn paper(self) -> Paper {
        match self {
            Self::A4 | Self::Board => Format::A4.portrait(),
            Self::TwoA5 => Format::A5.portrait(),
            Self::A3 => Format::A3.portrait(),
            Self::Tent => Format::A5.landscape(),
        }
    }
}

/// The line of apology while a clerk writes no other.
pub const USUAL_APOLOGY: &str = "给您带来不便，深表歉意。";

/// What a sign of a kind says to who is put out: nothing where it protects somebody at work.
pub fn usual_apology(kind: Kind) -> &'static str {
    match kind {
        Kind::Prohibition | Kind::Mandatory => "",
        Kind::Warning | Kind::SafeCondition | Kind::Fire | Kind::Information => USUAL_APOLOGY,
    }
}

/// What its code is for.
pub fn usual_ask(kind: Kind) -> &'static str {
    match kind {
        Kind::Prohibition | Kind::Mandatory => "扫码看详情、报修投诉",
        Kind::Warning | Kind::SafeCondition | Kind::Fire | Kind::Information => {
            "扫码看恢复时间、报修投诉"
        }
    }
}

/// A work sign as it hangs on its doors. All words are as printed.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkSign {
    /// Its drawing, its title in one or two lines, the same in English.
    pub sign: Sign,
    /// `样稿` on a draft, `演示` in the demo.
    pub watermark: Option<String>,
    /// `11月26日 13:00–17:00`.
    pub time: Option<String>,
    /// What was used: `5%吡虫啉`.
    pub product: Option<String>,
    /// What to use instead: `1号梯`.
    pub alternative: Option<String>,
    /// A word more on it: `老人、推车请呼门岗协助`.
    pub alternative_note: Option<String>,
    /// `给您带来不便，深表歉意。`; empty where there is nothing to apologise for.
    pub apology: String,
    /// What its code is for.
    pub ask: String,
    /// Where to type the code instead: `wy.example.cn/q`.
    pub host: String,
    /// The telephone number.
    pub phone: Option<String>,
    /// Who hung it up: `锦绣花园管理处`.
    pub issuer: Option<String>,
    /// `11月26日 17:00 后撤下`.
    pub remove_after: Option<String>,
    /// The day it was made.
    pub dated: Option<NaiveDate>,
    /// One copy for each floor or door.
    pub copies: Vec<SignCopy>,
}

/// The sign for one floor or door.
#[derive(Debug, Clone, PartialEq, Eq)]
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
            sign: Sign::of(design),
            watermark: None,
            time: None,
            product: None,
            alternative: None,
            alternative_note: None,
            apology: usual_apology(design.kind).to_owned(),
            ask: usual_ask(design.kind).to_owned(),
            host: String::new(),
            phone: None,
            issuer: None,
            remove_after: None,
            dated: None,
            copies: Vec::new(),
        }
    }

    /// Its copies on sheets.
    pub fn job(&self, made: Made) -> Job {
        Job {
            title: self.called(),
            dated: self.dated,
            pieces: self.copies.iter().map(|copy| self.piece(copy)).collect(),
            paper: made.paper(),
            imposition: made.imposition(),
            cut_marks: true,
            proof: None,
        }
    }

    /// What its document is called: what it says, and where.
    fn called(&self) -> String {
        let what = self.sign.zh.join("");
        match self.copies.first() {
            Some(copy) => format!("{what} {}", copy.place),
            None => what,
        }
    }

    fn piece(&self, copy: &SignCopy) -> Piece {
        let number = (copy.of > 1).then(|| format!("第{}/{}张", copy.n, copy.of));
        let marks = [copy.floor.clone(), number];
        let marks: Vec<String> = marks.into_iter().flatten().collect();
        Piece {
            body: Body::Work(Work {
                sign: self.sign.clone(),
                place: copy.place.clone(),
                time: self.time.clone(),
                product: self.product.clone(),
                alternative: self.alternative.clone(),
                alternative_note: self.alternative_note.clone(),
                apology: self.apology.clone(),
            }),
            code: Some(CodePanel {
                code: copy.code.clone().unwrap_or_else(placeholder),
                host: self.host.clone(),
                ask: self.ask.clone(),
                place: copy.floor.clone(),
                phone: self.phone.clone(),
                scanned_from: None,
            }),
            foot: Foot {
                issuer: self.issuer.clone(),
                copy: (!marks.is_empty()).then(|| marks.join("　")),
                version: None,
                date: self.remove_after.clone(),
            },
            watermark: self.watermark.clone(),
        }
    }
}
