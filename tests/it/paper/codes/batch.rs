//! A run of a thousand floor plates on labels, printed in parts as the product prints them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono_tz::Asia::Shanghai;
use gaoshi::codes::Code;
use gaoshi::organisation::{OfficeId, PlaceId};
use gaoshi::people::UserId;
use gaoshi::platform::clock::Clock;
use gaoshi::platform::press::Press;
use gaoshi::platform::public::Public;
use gaoshi::signs::print::{Format, SignSheets};
use gaoshi::signs::runs::copies::Coded;
use gaoshi::signs::runs::filling::Filling;
use gaoshi::signs::runs::rows::Row;
use gaoshi::signs::runs::spec::{Spec, What};
use gaoshi::signs::runs::{PART, Run, RunId, sheets};
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::Value;

use super::super::tools::{Grey, PRINTER, Paper};

pub(super) const SIGNS: usize = 1_000;
/// What is cut from a page around a code, in millimetres.
pub(super) const AROUND: f64 = 4.0;
const BASE: &str = "https://wy.example.cn";
/// The sheet of eight labels as its maker measures it: where the first begins, and how far it is
/// to the next. Written down here once more, so that a wrong cell is found.
const FIRST: (f64, f64) = (4.65, 13.1);
const STEP: (f64, f64) = (101.6, 67.7);
const ACROSS: usize = 2;
const LABELS: usize = 8;
/// Labels that were already used up.
const GONE: usize = 2;

/// The run with its codes and its parts on paper.
pub(super) struct Batch {
    codes: Vec<Code>,
    squares: Vec<Square>,
    parts: Vec<Vec<u8>>,
}

/// A code with its quiet zone: its corner and its side in millimetres.
pub(super) type Square = ((f64, f64), f64);

pub(super) static BATCH: LazyLock<Batch> = LazyLock::new(Batch::print);

/// Where a sign stands: part, page of the part, and label of the page, each from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) part: usize,
    pub(super) page: usize,
    label: usize,
}

impl Spot {
    /// A part begins on a fresh page, on the label where the part before it ended.
    pub(super) fn of(sign: usize) -> Self {
        let part = sign / PART;
        let on_its_sheets = (GONE + part * PART) % LABELS + sign % PART;
        Self {
            part,
            page: on_its_sheets / LABELS,
            label: on_its_sheets % LABELS,
        }
    }

    /// The label's corner on its page, in millimetres.
    fn corner(self) -> (f64, f64) {
        let count = |n: usize| f64::from(u32::try_from(n).unwrap());
        (
            FIRST.0 + count(self.label % ACROSS) * STEP.0,
            FIRST.1 + count(self.label / ACROSS) * STEP.1,
        )
    }

    pub(super) fn is_on(self, part: usize, page: usize) -> bool {
        (self.part, self.page) == (part, page)
    }
}

impl Batch {
    fn print() -> Self {
        let mut rng = StdRng::seed_from_u64(20_261_101);
        let codes: Vec<Code> = (0..SIGNS).map(|_| Code::random(&mut rng)).collect();
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), SIGNS);
        let (press, run) = (press(), run());
        let signs: Vec<Coded> = (1..)
            .zip(&codes)
            .map(|(copy, code)| Coded {
                copy,
                code: code.clone(),
            })
            .collect();
        let parts = signs
            .chunks(PART)
            .map(|part| sheets::of_part(&press, &run, part));
        let sheets: Vec<SignSheets> = parts.map(Result::unwrap).collect();
        Self {
            codes,
            squares: sheets.iter().flat_map(squares).collect(),
            parts: sheets
                .iter()
                .map(|part| PRINTER.pdf(part).unwrap())
                .collect(),
        }
    }

    /// Where a code must stand on its page, with its quiet zone.
    pub(super) fn square(&self, sign: usize) -> Square {
        let ((x, y), side) = self.squares[sign];
        let corner = Spot::of(sign).corner();
        ((corner.0 + x, corner.1 + y), side)
    }

    /// A code cut from its page with what stands around it, in black and white.
    pub(super) fn cut(&self, sign: usize, page: &Grey, dpi: f64) -> Grey {
        let ((x, y), side) = self.square(sign);
        let whole = side + 2.0 * AROUND;
        page.cut((x - AROUND, y - AROUND), (whole, whole), dpi)
            .bits()
    }

    /// The address that the code of a sign must open.
    pub(super) fn address(&self, sign: usize) -> String {
        format!("HTTPS://WY.EXAMPLE.CN/Q/{}", self.codes[sign])
    }

    /// The parts on paper; files that a test looks at and drops.
    pub(super) fn parts(&self) -> impl Iterator<Item = Paper> {
        self.parts.iter().map(|pdf| Paper::of(pdf))
    }

    pub(super) fn part(&self, part: usize) -> Paper {
        Paper::of(&self.parts[part])
    }
}

/// Where the codes stand on their signs.
pub(super) fn squares(sheets: &SignSheets) -> Vec<Square> {
    let laid_out = serde_json::to_value(sheets).unwrap();
    let pieces = laid_out["pieces"].as_array().unwrap().iter();
    let square = |piece: &Value| {
        let mut items = piece["items"].as_array().unwrap().iter();
        let frame = &items.find(|item| item["role"] == "qr").unwrap()["frame"];
        let of = |key: &str| frame[key].as_f64().unwrap();
        ((of("x"), of("y")), of("w"))
    };
    pieces.map(square).collect()
}

fn press() -> Press {
    Press {
        typesetter: PRINTER.clone(),
        zone: Shanghai,
        public: Public::default(),
        listening: "http://127.0.0.1:8080".into(),
        demo: false,
    }
}

/// Twenty buildings of two entrances with twenty-five floors each.
fn run() -> Run {
    let row = |at: usize| {
        let (building, entrance, floor) = (at / 50 + 1, at / 25 % 2 + 1, at % 25 + 1);
        let note = format!("{building}号楼{entrance}单元");
        Row {
            place: PlaceId::new(),
            at: format!("{note} {floor}层"),
            at_en: format!("Building {building}, entrance {entrance}, floor {floor}"),
            zh: format!("{floor}层"),
            en: format!("Floor {floor}"),
            note,
            own: false,
        }
    };
    Run {
        id: RunId::new(),
        office: OfficeId::new(),
        community: PlaceId::new(),
        spec: spec(),
        rows: (0..SIGNS).map(row).collect(),
        base_url: BASE.into(),
        created_by: UserId::new(),
        created_at: Clock::System.now(),
        stopped_at: None,
    }
}

fn spec() -> Spec {
    Spec {
        what: What::Floor,
        shown: Vec::new(),
        ways: Vec::new(),
        sentences: Vec::new(),
        basis: String::new(),
        paper: Format::A4.portrait(),
        filling: Filling::Labels8,
        start: u32::try_from(GONE + 1).unwrap(),
        coded: true,
        scanned_from: None,
        inspect_every: None,
        phone: "0755-8888 0000".into(),
        issuer: "锦绣花园管理处".into(),
        typed: true,
        widest: String::new(),
        version: 1,
        month: "2026年11月".into(),
    }
}
