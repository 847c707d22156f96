//! `gaoshi sign render --layout …`: plates, carriers, direction signs and labels as files.

use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, ValueEnum};

use super::Render;
use crate::codes::PrintedCode;
use crate::platform::typeset::Typesetter;
use crate::signs::design::Catalogue;
use crate::signs::print::sizes::{Light, Reading};
use crate::signs::print::{
    Arrow, Body, CodePanel, FireLane, Foot, Format, Imposition, IndexLine, Job, Label, LabelSheet,
    LiftIndex, Numeral, Paper, Piece, Proof, Room, Rules, Sign, SignSheets, Way, Work,
    smallest_paper,
};
use crate::signs::typing_address;

/// How a sign is laid out and printed.
#[derive(Debug, Args)]
pub(super) struct Made {
    /// Lay it out so instead of as a work sign.
    #[arg(long)]
    pub(super) layout: Option<Layout>,
    /// What it says: the numeral of a plate, a rule, "B1 地下车库", "↗ 3号楼 60米"; may be repeated.
    #[arg(long, value_name = "WORDS")]
    text: Vec<String>,
    /// Its title, where the layout has one.
    #[arg(long, value_name = "WORDS")]
    title: Option<String>,
    /// The same in English.
    #[arg(long, value_name = "WORDS")]
    english: Option<String>,
    /// The paper: A6 to A0, A4-landscape.
    #[arg(long)]
    paper: Option<Paper>,
    /// From how far it must be read, as 8m: takes the smallest paper that serves, or says why none does.
    #[arg(long, value_name = "METRES", value_parser = metres)]
    distance: Option<f64>,
    /// How signs stand on the sheets.
    #[arg(long, default_value = "one-up")]
    sheet: SheetKind,
    /// The first free label of the sheet.
    #[arg(long, default_value_t = 1)]
    start: u32,
    /// How often to print it.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=200))]
    copies: u16,
    /// A first sheet to approve, and 样张 across the sign.
    #[arg(long)]
    proof: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Layout {
    Single,
    Work,
    Carrier,
    PlateFloor,
    PlateBuilding,
    PlateEntrance,
    PlateDoor,
    LiftIndex,
    Room,
    Direction,
    Rules,
    FireLane,
    Label,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SheetKind {
    OneUp,
    #[value(name = "two-a5")]
    TwoA5,
    #[value(name = "four-a6")]
    FourA6,
    #[value(name = "labels-8")]
    Labels8,
    #[value(name = "labels-21")]
    Labels21,
    #[value(name = "labels-24")]
    Labels24,
    BothSides,
    Tent,
    Tiled,
    PrintShop,
}

/// The sheets that were asked for.
pub(super) fn sheets(
    asked: &Render,
    layout: Layout,
    base: &str,
    typesetter: &Typesetter,
) -> Result<SignSheets> {
    let made = &asked.made;
    let piece = Piece {
        body: body(asked, layout)?,
        code: code_panel(asked, base)?,
        foot: Foot {
            issuer: asked.issuer.clone(),
            date: asked.remove_after.clone(),
            ..Foot::default()
        },
        watermark: asked.code.is_none().then(|| "样稿".to_owned()),
    };
    let paper = paper(made, layout, &piece, typesetter)?;
    let proof = made.proof.then(|| Proof {
        facts: vec![
            ("标识".to_owned(), title(&piece)),
            ("尺寸".to_owned(), paper.to_string()),
            ("位置".to_owned(), asked.place.clone()),
        ],
    });
    let job = Job {
        pieces: vec![piece; usize::from(made.copies)],
        imposition: imposition(made),
        proof,
        ..Job::one(asked.place.as_str(), Piece::blank(), paper)
    };
    Ok(job.lay_out(typesetter)?)
}

fn title(piece: &Piece) -> String {
    match &piece.body {
        Body::Single(sign) => sign.zh.join(" "),
        Body::Carrier(signs) => {
            let titles: Vec<String> = signs.iter().map(|sign| sign.zh.join(" ")).collect();
            titles.join("、")
        }
        Body::Work(work) => work.sign.zh.join(" "),
        Body::Numeral(plate) => format!(
            "{}{}",
            plate.numeral,
            plate.unit.as_deref().unwrap_or_default()
        ),
        Body::LiftIndex(index) => index.title.clone(),
        Body::Room(room) => room.name.clone(),
        Body::Direction(_) => "方向牌".to_owned(),
        Body::Rules(rules) => rules.title.clone(),
        Body::FireLane(lane) => lane.sign.zh.join(" "),
        Body::Label(label) => label.title.clone(),
    }
}

fn imposition(made: &Made) -> Imposition {
    let labels = |sheet| Imposition::Labels {
        sheet,
        start: made.start,
    };
    match made.sheet {
        SheetKind::OneUp => Imposition::OneUp,
        SheetKind::TwoA5 => Imposition::TwoA5,
        SheetKind::FourA6 => Imposition::FourA6,
        SheetKind::Labels8 => labels(LabelSheet::Eight),
        SheetKind::Labels21 => labels(LabelSheet::TwentyOne),
        SheetKind::Labels24 => labels(LabelSheet::TwentyFour),
        SheetKind::BothSides => Imposition::BothSides,
        SheetKind::Tent => Imposition::Tent,
        SheetKind::Tiled => Imposition::Tiled,
        SheetKind::PrintShop => Imposition::PrintShop,
    }
}

/// The paper asked for, or the smallest the distance allows, or the layout's own.
fn paper(made: &Made, layout: Layout, piece: &Piece, typesetter: &Typesetter) -> Result<Paper> {
    if let Some(metres) = made.distance {
        let reading = Reading {
            metres,
            light: Light::Lit,
        };
        let largest = match (made.paper, made.sheet) {
            (Some(paper), _) => paper.format,
            (None, SheetKind::Tiled | SheetKind::PrintShop) => Format::A0,
            (None, _) => Format::A4,
        };
        return Ok(smallest_paper(typesetter, piece, reading, largest)?);
    }
    Ok(made.paper.unwrap_or(match layout {
        Layout::PlateFloor | Layout::PlateEntrance | Layout::Direction => Format::A4.landscape(),
        Layout::PlateBuilding => Format::A3.landscape(),
        Layout::PlateDoor => Format::A6.landscape(),
        Layout::FireLane => Format::A3.landscape(),
        Layout::Single
        | Layout::Work
        | Layout::Carrier
        | Layout::LiftIndex
        | Layout::Room
        | Layout::Rules
        | Layout::Label => Format::A4.portrait(),
    }))
}

fn metres(word: &str) -> Result<f64, String> {
    let number = word.trim_end_matches(['m', '米', ' ']);
    let found = number.parse().ok().filter(|m| (0.1..=200.0).contains(m));
    found.ok_or_else(|| format!("“{word}” is no distance; say 8m, up to 200m"))
}

fn code_panel(asked: &Render, base: &str) -> Result<Option<CodePanel>> {
    let Some(code) = &asked.code else {
        return Ok(None);
    };
    Ok(Some(CodePanel {
        code: PrintedCode::new(code, base)?,
        host: typing_address(base),
        ask: "此处有问题？扫码告诉我们".to_owned(),
        place: Some(asked.place.clone()),
        phone: asked.phone.clone(),
        scanned_from: None,
    }))
}

fn body(asked: &Render, layout: Layout) -> Result<Body> {
    let made = &asked.made;
    Ok(match layout {
        Layout::Single => Body::Single(first(signs(asked)?)?),
        Layout::Work => Body::Work(Work {
            sign: first(signs(asked)?)?,
            place: asked.place.clone(),
            time: asked.time.clone(),
            alternative: asked.alternative.clone(),
            alternative_note: asked.alternative_note.clone(),
            apology: "给您带来不便，深表歉意。".to_owned(),
        }),
        Layout::Carrier => Body::Carrier(signs(asked)?),
        Layout::PlateFloor => Body::Numeral(plate(asked, Some("层"))?),
        Layout::PlateBuilding => Body::Numeral(plate(asked, Some("号楼"))?),
        Layout::PlateEntrance => Body::Numeral(plate(asked, Some("单元"))?),
        Layout::PlateDoor => Body::Numeral(plate(asked, None)?),
        Layout::LiftIndex => Body::LiftIndex(LiftIndex {
            title: said(made.title.as_ref(), "--title")?,
            place: asked.place.clone(),
            floors: made.text.iter().map(|t| floor(t)).collect::<Result<_>>()?,
        }),
        Layout::Room => Body::Room(Room {
            name: said(made.title.as_ref(), "--title")?,
            en: made.english.clone().unwrap_or_default(),
            line: made.text.first().cloned(),
            signs: signs(asked)?,
            facts: Vec::new(),
        }),
        Layout::Direction => {
            Body::Direction(made.text.iter().map(|t| way(t)).collect::<Result<_>>()?)
        }
        Layout::Rules => Body::Rules(Rules {
            title: said(made.title.as_ref(), "--title")?,
            en: made.english.clone().unwrap_or_default(),
            sign: signs(asked)?.into_iter().next(),
            rules: made.text.clone(),
            facts: Vec::new(),
        }),
        Layout::FireLane => Body::FireLane(FireLane::by_law(first(signs(asked)?)?)),
        Layout::Label => Body::Label(Label {
            title: said(made.title.as_ref(), "--title")?,
            place: asked.place.clone(),
        }),
    })
}

fn plate(asked: &Render, unit: Option<&str>) -> Result<Numeral> {
    let official = matches!(unit, None | Some("号楼"));
    Ok(Numeral {
        numeral: said(asked.made.text.first(), "--text")?,
        unit: unit.map(str::to_owned),
        place: asked.place.clone(),
        zh: None,
        en: asked.made.english.clone(),
        note: official.then(|| "辅助标识，不作门牌、楼牌使用".to_owned()),
    })
}

fn said(words: Option<&String>, option: &str) -> Result<String> {
    words
        .cloned()
        .with_context(|| format!("this layout needs {option}"))
}

/// The signs of the catalogue named by their ids, with commas between them.
fn signs(asked: &Render) -> Result<Vec<Sign>> {
    let catalogue = Catalogue::load()?;
    let ids = asked.design.split(',').map(str::trim);
    ids.filter(|id| !id.is_empty())
        .map(|id| {
            let design = catalogue
                .find(id)
                .ok_or_else(|| anyhow!("there is no sign “{id}”; see gaoshi sign list"))?;
            Ok(Sign::of(design))
        })
        .collect()
}

fn first(signs: Vec<Sign>) -> Result<Sign> {
    signs
        .into_iter()
        .next()
        .context("this layout needs a sign of the catalogue: see gaoshi sign list")
}

/// `B1 地下车库`; a star before it marks the floor the index hangs on.
fn floor(text: &str) -> Result<IndexLine> {
    let (here, text) = match text.strip_prefix('*') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (floor, words) = text
        .split_once(' ')
        .with_context(|| format!("“{text}”: say the floor, a blank, and what is there"))?;
    Ok(IndexLine {
        floor: floor.to_owned(),
        words: words.to_owned(),
        here,
    })
}

/// `↗ 3号楼 60米`: the arrow, the place, and how far it is.
fn way(text: &str) -> Result<Way> {
    let mut parts = text.split_whitespace();
    let arrows = "↑↗→↘↓↙←↖".chars().zip(Arrow::ALL);
    let sign = parts.next().unwrap_or_default();
    let arrow = arrows.into_iter().find(|(c, _)| sign == c.to_string());
    let (Some((_, arrow)), Some(place)) = (arrow, parts.next()) else {
        bail!("“{text}”: say an arrow of ↑↗→↘↓↙←↖, a place, and how far it is");
    };
    Ok(Way {
        arrow,
        zh: place.to_owned(),
        en: None,
        distance: parts.next().map(str::to_owned),
    })
}
