//! One sign to print, with the words as printed.

use crate::codes::PrintedCode;
use crate::signs::catalogue::colour::Rgb;
use crate::signs::catalogue::design::{Design, Kind};

/// One sign to print.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// What it shows.
    pub body: Body,
    /// Its code, where it has one.
    pub code: Option<CodePanel>,
    /// What its foot says.
    pub foot: Foot,
    /// `样稿` on a draft, `演示` in the demo.
    pub watermark: Option<String>,
}

/// What a sign shows: one variant a layout. A layout that carries a drawing, as a map or an
/// escape plan, is one more variant with its own frame.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// One sign with its words beneath or beside it.
    Single(Sign),
    /// Up to four signs on one carrier.
    Carrier(Vec<Sign>),
    /// Something is closed for a while.
    Work(Work),
    /// A large numeral: floor, building, entrance, door.
    Numeral(Numeral),
    /// Which floor has what, in a lift or beside it.
    LiftIndex(LiftIndex),
    /// The name of a room.
    Room(Room),
    /// Arrows to places.
    Direction(Vec<Way>),
    /// Rules of a playground, a pool, a charging place.
    Rules(Rules),
    /// 消防车通道 禁止占用, with what the law says.
    FireLane(FireLane),
    /// A small label with a code, for what others made: a certificate, a hydrant.
    Label(Label),
}

/// A sign with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Sign {
    /// Its kind, which decides colours and order.
    pub kind: Kind,
    /// Its face as SVG in units of 1/1000 of the sign, 1050 with the light edge.
    pub face: String,
    /// The colour of its ground and of the panel of its words, where the estate chose it.
    pub ground: Option<Rgb>,
    /// Its words, one or two lines.
    pub zh: Vec<String>,
    /// The same in English.
    pub en: String,
    /// What is said beneath the words, each with its label: `管理单位` and `市供电公司`.
    pub facts: Vec<(String, String)>,
}

/// The code of a sign and what is said beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct CodePanel {
    /// The code, drawn and in groups.
    pub code: PrintedCode,
    /// Where to type it instead: `wy.example.cn/q`.
    pub host: String,
    /// What a scan is for: `此处有问题？扫码告诉我们`.
    pub ask: String,
    /// Where the sign hangs: `地下车库 B1 · 3号坡道`.
    pub place: Option<String>,
    /// Whom to ring.
    pub phone: Option<String>,
    /// Metres it is scanned from; from the hand when none is said.
    pub scanned_from: Option<f64>,
}

/// What the foot of a sign says, small.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Foot {
    /// Who hung it up: `锦绣花园管理处`.
    pub issuer: Option<String>,
    /// Which of several copies it is: `15层　第3/21张`.
    pub copy: Option<String>,
    /// `第3版`.
    pub version: Option<String>,
    /// `2026年11月`; on a temporary sign `11月26日 17:00 后撤下`.
    pub date: Option<String>,
}

/// A temporary work sign. All words are as printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// Its drawing and its title in one or two lines.
    pub sign: Sign,
    /// `3号楼2单元 · 2号梯`.
    pub place: String,
    /// `11月26日 13:00–17:00`.
    pub time: Option<String>,
    /// What was used: `5%吡虫啉`.
    pub product: Option<String>,
    /// What to use instead: `1号梯`.
    pub alternative: Option<String>,
    /// A word more on it: `老人、推车请呼门岗协助`.
    pub alternative_note: Option<String>,
    /// `给您带来不便，深表歉意。`
    pub apology: String,
}

/// A plate with a large numeral.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Numeral {
    /// `15`, `B1`, `3A`, `1502`.
    pub numeral: String,
    /// The widest of those that hang together; all are as large as it allows.
    pub widest: String,
    /// What it counts, beside it: `层`, `号楼`, `单元`; none on a door.
    pub unit: Option<String>,
    /// Where that is: `3号楼2单元`.
    pub place: String,
    /// The same in words: `十五层`.
    pub zh: Option<String>,
    /// The same in English: `Floor 15`.
    pub en: Option<String>,
    /// What it is not: `辅助标识，不作门牌使用`.
    pub note: Option<String>,
}

/// Which floor has what.
#[derive(Debug, Clone, PartialEq)]
pub struct LiftIndex {
    /// `2号梯`.
    pub title: String,
    /// `3号楼2单元`.
    pub place: String,
    /// From the top floor down.
    pub floors: Vec<IndexLine>,
}

/// A floor in an index.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexLine {
    /// `B1`.
    pub floor: String,
    /// `地下车库、自行车库`.
    pub words: String,
    /// Whether the plate hangs here.
    pub here: bool,
}

/// The name of a room.
#[derive(Debug, Clone, PartialEq)]
pub struct Room {
    /// `配电房`.
    pub name: String,
    /// `Electrical room`.
    pub en: String,
    /// Beneath it: `非工作人员禁止入内`.
    pub line: Option<String>,
    /// Up to three signs beside the name.
    pub signs: Vec<Sign>,
    /// `责任人` and `陈国华`.
    pub facts: Vec<(String, String)>,
}

/// One way on a direction sign.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// Where it points.
    pub arrow: Arrow,
    /// The sign of the place as SVG, where it has one: toilets, a lift.
    pub face: Option<String>,
    /// `2号楼`.
    pub zh: String,
    /// `Building 2`.
    pub en: Option<String>,
    /// `120米`.
    pub distance: Option<String>,
}

/// An arrow in steps of 45°.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrow {
    /// Straight on.
    Up,
    /// Ahead, then right.
    UpRight,
    /// To the right.
    Right,
    /// Down to the right.
    DownRight,
    /// Down.
    Down,
    /// Down to the left.
    DownLeft,
    /// To the left.
    Left,
    /// Ahead, then left.
    UpLeft,
}

impl Arrow {
    /// All of them, clockwise from straight on.
    pub const ALL: [Self; 8] = [
        Self::Up,
        Self::UpRight,
        Self::Right,
        Self::DownRight,
        Self::Down,
        Self::DownLeft,
        Self::Left,
        Self::UpLeft,
    ];

    /// Degrees clockwise from straight on.
    pub const fn degrees(self) -> u16 {
        match self {
            Self::Up => 0,
            Self::UpRight => 45,
            Self::Right => 90,
            Self::DownRight => 135,
            Self::Down => 180,
            Self::DownLeft => 225,
            Self::Left => 270,
            Self::UpLeft => 315,
        }
    }

    /// What the arrow says, for who cannot see it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Up => "直行",
            Self::UpRight => "右前方",
            Self::Right => "向右",
            Self::DownRight => "右下方",
            Self::Down => "向下",
            Self::DownLeft => "左下方",
            Self::Left => "向左",
            Self::UpLeft => "左前方",
        }
    }
}

/// Rules of a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// `儿童游乐须知`.
    pub title: String,
    /// `Playground rules`.
    pub en: String,
    /// A sign beside the title.
    pub sign: Option<Sign>,
    /// One sentence each; printed with their numbers.
    pub rules: Vec<String>,
    /// `开放时间` and `08:00–21:00`.
    pub facts: Vec<(String, String)>,
}

/// The plate at a fire lane.
#[derive(Debug, Clone, PartialEq)]
pub struct FireLane {
    /// `消防车通道`, `禁止占用`.
    pub sign: Sign,
    /// What the law says who blocks it, one sentence each.
    pub liability: Vec<String>,
    /// Where it is written: `《中华人民共和国消防法》第六十条`.
    pub basis: String,
    /// Whom to ring: `119`.
    pub phone: Option<String>,
}

/// A small label.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// `消火栓箱`.
    pub title: String,
    /// `3号楼2单元15层`.
    pub place: String,
}

/// A code that stands where a real one will: a frame, so that nobody scans a draft.
pub fn placeholder() -> PrintedCode {
    PrintedCode {
        grouped: "XXXX-XXXX-XX".to_owned(),
        qr: "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 37 37\">\
             <path d=\"M4.5 4.5h28v28h-28z\" fill=\"none\" stroke=\"#767676\" \
             stroke-dasharray=\"1 1\"/></svg>"
            .to_owned(),
    }
}

impl Piece {
    /// Without words, code or foot.
    pub fn blank() -> Self {
        Self {
            body: Body::Numeral(Numeral::default()),
            code: None,
            foot: Foot::default(),
            watermark: None,
        }
    }
}

impl Sign {
    /// A sign of the catalogue with its own words.
    pub fn of(design: &Design) -> Self {
        Self {
            kind: design.kind,
            face: design.face(),
            ground: None,
            zh: design.zh.clone(),
            en: design.en.clone(),
            facts: Vec::new(),
        }
    }
}

impl FireLane {
    /// What the fire law says, Art. 28 and 60.
    pub const LIABILITY: [&'static str; 2] = [
        "任何单位、个人不得占用、堵塞、封闭消防车通道。",
        "违者责令改正，对单位处五千元以上五万元以下罚款，对个人处警告或者五百元以下罚款。",
    ];

    /// With what the fire law says (Art. 28 and 60), which residents may check.
    pub fn by_law(sign: Sign) -> Self {
        Self {
            sign,
            liability: Self::LIABILITY.map(str::to_owned).to_vec(),
            basis: "《中华人民共和国消防法》第二十八条、第六十条".to_owned(),
            phone: Some("119".to_owned()),
        }
    }
}
