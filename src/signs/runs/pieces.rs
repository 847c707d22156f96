//! From a run's signs to what the press lays out. Pure.

use super::filling::Filling;
use super::rows::{Row, stripped};
use super::spec::{Shown, Spec, What};
use crate::codes::PrintedCode;
use crate::signs::catalogue::design::Kind;
use crate::signs::print::{
    Arrow, Body, CodePanel, FireLane, Foot, Imposition, IndexLine, Job, LabelSheet, LiftIndex,
    Numeral, Piece, Room, Rules, Sign, Way,
};

/// The longest numeral among these plates; digits are equally wide.
pub fn widest(rows: &[Row]) -> String {
    let numbers = rows.iter().map(|row| stripped(&row.zh));
    let widest = numbers.max_by_key(|n| n.chars().count());
    widest.unwrap_or_default().to_owned()
}

/// What stands beside a code.
pub struct Codes<'a> {
    /// Where to type it: `wy.example.cn/q`.
    pub host: &'a str,
    /// `演示` in the demo.
    pub watermark: Option<&'a str>,
}

/// How a run fills its paper.
pub fn filling(spec: &Spec) -> Imposition {
    filling_from(spec, 0)
}

/// The same for signs that come after others: the sheet of labels those began is used up.
pub fn filling_from(spec: &Spec, before: usize) -> Imposition {
    let labels = |sheet: LabelSheet| {
        let begun = spec.start.saturating_sub(1) + u32::try_from(before).unwrap_or(0);
        let start = if before == 0 {
            spec.start
        } else {
            begun % sheet.labels() + 1
        };
        Imposition::Labels { sheet, start }
    };
    match spec.filling {
        Filling::OneUp => Imposition::OneUp,
        Filling::TwoA5 => Imposition::TwoA5,
        Filling::FourA6 => Imposition::FourA6,
        Filling::Labels8 => labels(LabelSheet::Eight),
        Filling::Labels21 => labels(LabelSheet::TwentyOne),
        Filling::Labels24 => labels(LabelSheet::TwentyFour),
        Filling::Tiled => Imposition::Tiled,
        Filling::PrintShop => Imposition::PrintShop,
        Filling::BothSides => Imposition::BothSides,
        Filling::Tent => Imposition::Tent,
    }
}

/// Signs as a job for the press.
pub fn job(spec: &Spec, title: String, pieces: Vec<Piece>) -> Job {
    job_from(spec, title, pieces, 0)
}

/// The same when so many of the run were printed before.
pub fn job_from(spec: &Spec, title: String, pieces: Vec<Piece>, before: usize) -> Job {
    Job {
        title,
        dated: None,
        pieces,
        paper: spec.paper,
        imposition: filling_from(spec, before),
        // Labels are cut already; the marks of halves and quarters stay.
        cut_marks: false,
        proof: None,
    }
}

/// One sign of a run, with its code where it has one.
pub fn piece(spec: &Spec, row: &Row, code: Option<PrintedCode>, beside: &Codes<'_>) -> Piece {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Piece {
        body: body(spec, row),
        code: code.filter(|_| spec.coded).map(|code| CodePanel {
            code,
            host: beside.host.to_owned(),
            ask: "此处有问题？扫码告诉我们".to_owned(),
            place: some(&row.at),
            phone: some(&spec.phone),
            scanned_from: spec.scanned_from,
        }),
        foot: Foot {
            issuer: some(&spec.issuer),
            copy: interim(spec).map(str::to_owned),
            version: Some(format!("第{}版", spec.version)),
            date: some(&spec.month),
        },
        watermark: beside.watermark.map(str::to_owned),
    }
}

/// What a sign says that stands in for one the fire law wants certified (消防法 Art. 24); paper
/// replaces none.
fn interim(spec: &Spec) -> Option<&'static str> {
    let certified = |s: &Shown| matches!(s.kind, Kind::Fire | Kind::SafeCondition);
    let any = spec.shown.iter().any(certified);
    any.then_some("临时标识，不代替经认证的消防产品")
}

fn sign(shown: &Shown) -> Sign {
    Sign {
        kind: shown.kind,
        face: shown.face.clone(),
        ground: shown.ground.parse().ok(),
        zh: shown.zh.clone(),
        en: shown.en.clone(),
        facts: shown.facts.clone(),
    }
}

/// A sign in the words that a list gave it; English of other words than its own is none.
fn worded(sign: Sign, row: &Row) -> Sign {
    let lines = || row.zh.lines().map(str::trim).map(str::to_owned).collect();
    match (row.own, row.zh.is_empty()) {
        (false, _) => sign,
        (true, true) => Sign {
            en: row.en.clone(),
            ..sign
        },
        (true, false) => Sign {
            zh: lines(),
            en: row.en.clone(),
            ..sign
        },
    }
}

fn body(spec: &Spec, row: &Row) -> Body {
    let signs = || spec.shown.iter().map(sign).collect::<Vec<_>>();
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    match spec.what {
        What::Single => match spec.shown.first() {
            Some(shown) => Body::Single(worded(sign(shown), row)),
            None => room(row, Vec::new()),
        },
        What::Carrier => Body::Carrier(signs()),
        What::Floor | What::Entrance | What::Building | What::Door => {
            Body::Numeral(numeral(spec, row))
        }
        What::LiftIndex => Body::LiftIndex(LiftIndex {
            title: row.zh.clone(),
            place: row.note.clone(),
            floors: spec.sentences.iter().map(|line| index_line(line)).collect(),
        }),
        What::Room => room(row, signs()),
        What::Direction => Body::Direction(spec.ways.iter().map(way).collect()),
        What::Rules => Body::Rules(Rules {
            title: spec
                .shown
                .first()
                .map(|s| s.zh.join(""))
                .unwrap_or_default(),
            en: spec.shown.first().map(|s| s.en.clone()).unwrap_or_default(),
            sign: spec.shown.first().map(sign),
            rules: spec.sentences.clone(),
            facts: Vec::new(),
        }),
        What::FireLane => match spec.shown.first() {
            // What the law says stands where the office writes nothing of its own.
            Some(shown) if spec.sentences.is_empty() || spec.sentences == FireLane::LIABILITY => {
                Body::FireLane(FireLane::by_law(sign(shown)))
            }
            Some(shown) => Body::FireLane(FireLane {
                sign: sign(shown),
                liability: spec.sentences.clone(),
                basis: spec.basis.clone(),
                phone: some(&spec.phone),
            }),
            None => room(row, Vec::new()),
        },
    }
}

fn room(row: &Row, signs: Vec<Sign>) -> Body {
    Body::Room(Room {
        name: row.zh.clone(),
        en: row.en.clone(),
        line: (!row.note.is_empty()).then(|| row.note.clone()),
        signs,
        facts: Vec::new(),
    })
}

fn way(way: &super::spec::Way) -> Way {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let arrow = Arrow::ALL.into_iter().find(|a| a.degrees() == way.degrees);
    Way {
        arrow: arrow.unwrap_or(Arrow::Up),
        face: some(&way.face),
        zh: way.zh.clone(),
        en: some(&way.en),
        distance: some(&way.distance),
    }
}

/// A plate's numeral and the unit beside it: 15 and 层.
fn numeral(spec: &Spec, row: &Row) -> Numeral {
    let what = spec.what;
    let words = if spec.typed {
        row.zh.clone()
    } else {
        row.zh.to_uppercase()
    };
    let number = stripped(&words).to_owned();
    let unit = words.strip_prefix(&number).unwrap_or_default().to_owned();
    let floor = what == What::Floor;
    Numeral {
        place: row.note.clone(),
        zh: floor.then(|| in_words(&number.to_uppercase())).flatten(),
        en: (!row.en.is_empty()).then(|| row.en.clone()),
        note: auxiliary(what).map(str::to_owned),
        unit: (!unit.is_empty() && what != What::Door).then_some(unit),
        widest: spec.widest.clone(),
        numeral: number,
    }
}

/// The official plates of doors and buildings are the authority's (GB 17733).
fn auxiliary(what: What) -> Option<&'static str> {
    match what {
        What::Door => Some("辅助标识，不作门牌使用"),
        What::Building => Some("辅助标识，不作楼牌使用"),
        What::Single
        | What::Carrier
        | What::Floor
        | What::Entrance
        | What::LiftIndex
        | What::Room
        | What::Direction
        | What::Rules
        | What::FireLane => None,
    }
}

/// `B1 地下车库` as a line of an index.
fn index_line(line: &str) -> IndexLine {
    let (floor, words) = line.split_once([' ', '　']).unwrap_or((line, ""));
    IndexLine {
        floor: floor.to_owned(),
        words: words.trim().to_owned(),
        here: false,
    }
}

/// A floor in words: 15 → 十五层, B1 → 地下一层; nothing for what is no number.
fn in_words(number: &str) -> Option<String> {
    let (below, digits) = match number.strip_prefix(['B', '-']) {
        Some(digits) => ("地下", digits),
        None => ("", number),
    };
    let n: usize = digits.parse().ok().filter(|n| (1..=99).contains(n))?;
    let figures = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let figure = |at: usize| figures.get(at).copied().unwrap_or_default();
    let tens = match n / 10 {
        0 => String::new(),
        1 => "十".to_owned(),
        tens => format!("{}十", figure(tens)),
    };
    Some(format!("{below}{tens}{}层", figure(n % 10)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plate_says_its_words_as_typed_and_an_older_one_as_it_was_printed() {
        let bare = r#"{"what":"door","shown":[],"ways":[],"sentences":[],"basis":"",
            "paper":"A5","filling":"one_up","start":1,"coded":true,"phone":"1",
            "issuer":"管理处","version":1,"month":"2026年11月"}"#;
        let older = Spec::read(1, bare).unwrap();
        let now = Spec {
            typed: true,
            ..older.clone()
        };
        let row: Row = serde_json::from_str(
            r#"{"place":"0193c5b0-0000-7000-8000-000000000001","at":"","at_en":"","zh":"7kW充电","en":"","note":""}"#,
        )
        .unwrap();
        assert_eq!(numeral(&now, &row).numeral, "7kW充电");
        assert_eq!(numeral(&older, &row).numeral, "7KW充电");
    }

    #[test]
    fn floors_are_said_as_people_say_them() {
        let said = |n| in_words(n).unwrap_or_default();
        let all = ["1", "10", "15", "20", "32", "B1", "-2"].map(said);
        assert_eq!(
            all,
            [
                "一层",
                "十层",
                "十五层",
                "二十层",
                "三十二层",
                "地下一层",
                "地下二层"
            ]
        );
        assert_eq!(in_words("架空"), None);
        assert_eq!(in_words("0"), None);
    }
}
