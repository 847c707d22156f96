//! Which paper a run is printed on, and whether every sign of it fits. Pure.

use super::pieces::{Codes, filling, piece, widest};
use super::rows::Row;
use super::run::PART;
use super::spec::{Spec, What};
use crate::error::Refusal;
use crate::signs::print::sizes::{Light, Reading};
use crate::signs::print::{
    self, Format, ImposeError, Imposition, Paper, Piece, Ruler, placeholder,
};

/// Sheets of one part; two reams are set in seconds and carried in one hand.
const MOST_SHEETS: usize = 1_000;
/// Faults of a run's signs that are told at once.
const TOLD: usize = 12;

/// A sign of the run without its code, as it is looked at and measured.
pub fn draft(spec: &Spec, row: &Row, host: &str) -> Piece {
    let beside = Codes {
        host,
        watermark: Some("样稿"),
    };
    piece(spec, row, Some(placeholder()), &beside)
}

/// The paper a kind of sign is made on while nothing asks for another.
fn usual(what: What) -> Paper {
    match what {
        What::Floor | What::Entrance | What::Building | What::FireLane => Format::A4.landscape(),
        What::Door | What::Room => Format::A5.landscape(),
        What::Direction => Format::A3.landscape(),
        What::Single | What::Carrier | What::LiftIndex | What::Rules => Format::A4.portrait(),
    }
}

/// A half or a quarter of a sheet, lying when the paper asked for lies, or the usual one.
fn lying(format: Format, wanted: Option<Paper>, what: What) -> Paper {
    let landscape = wanted.unwrap_or(usual(what)).landscape;
    Paper { format, landscape }
}

/// What was asked of the paper.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// A paper; nothing for whichever serves.
    pub paper: Option<Paper>,
    /// Metres it must be read from.
    pub metres: Option<f64>,
    /// Whether it shines by itself.
    pub luminous: bool,
}

impl Asked {
    fn reading(&self) -> Option<Reading> {
        let light = if self.luminous {
            Light::SelfLuminous
        } else {
            Light::Lit
        };
        self.metres.map(|metres| Reading { metres, light })
    }
}

/// What the paper does.
#[derive(Debug, Clone)]
pub struct Found {
    /// The paper.
    pub paper: Paper,
    /// Metres the sign can be read from on it; nothing where its words do not fit.
    pub reach: Option<f64>,
}

/// Finds the paper, or says why none serves. The sign with the most words decides.
pub fn find(ruler: &dyn Ruler, spec: &Spec, rows: &[Row], asked: &Asked) -> Result<Found, Refusal> {
    let longest = longest(rows).ok_or(Refusal::of_field("paper", "runs-no-place"))?;
    let sample = draft(spec, longest, "wy.example.cn/q");
    let light = asked.reading().map_or(Light::Lit, |reading| reading.light);
    let wanted = asked.paper;
    let reach = |paper| print::reach(ruler, &sample, paper, light).ok();
    let paper = match (filling(spec), wanted, asked.reading()) {
        (Imposition::TwoA5, _, _) => lying(Format::A5, wanted, spec.what),
        (Imposition::FourA6, _, _) => lying(Format::A6, wanted, spec.what),
        (Imposition::Labels { .. }, _, _) => {
            return Ok(Found {
                paper: Format::A4.portrait(),
                reach: None,
            });
        }
        (Imposition::Tent, None, _) => Format::A5.landscape(),
        (Imposition::Tiled, None, None) => Format::A2.portrait(),
        (_, Some(paper), _) => paper,
        (_, None, Some(reading)) => print::smallest_paper(ruler, &sample, reading, Format::A0)
            .map_err(|far| {
                Refusal::of_field("metres", "runs-too-far")
                    .naming("metres", short(far.metres))
                    .naming("needed", format!("{:.0}", far.needed))
                    .naming("paper", far.paper.format.name())
                    .naming("reach", short(far.reach))
            })?,
        (_, None, None) => usual(spec.what),
    };
    let found = Found {
        paper,
        reach: reach(paper),
    };
    match (asked.reading(), found.reach) {
        (Some(reading), Some(reach)) if reach < reading.metres => {
            let better = print::smallest_paper(ruler, &sample, reading, Format::A0);
            let better = better.map_or("—".to_owned(), |paper| paper.format.name().to_owned());
            Err(Refusal::of_field("paper", "runs-paper-small")
                .naming("paper", paper.format.name())
                .naming("reach", short(reach))
                .naming("metres", short(reading.metres))
                .naming("better", better))
        }
        _ => Ok(found),
    }
}

/// The run on the paper found for it, or everything that stands against it.
pub fn settle(
    ruler: &dyn Ruler,
    mut spec: Spec,
    rows: &[Row],
    asked: &Asked,
) -> Result<Spec, Vec<Refusal>> {
    let found = find(ruler, &spec, rows, asked).map_err(|refusal| vec![refusal])?;
    spec.paper = found.paper;
    spec.widest = widest(rows);
    // Sheets that cannot be made are refused now, not when the codes are given out.
    match filling(&spec).arrange(found.paper, rows.len().min(PART)) {
        Err(impossible) => return Err(vec![never(impossible)]),
        Ok(sides) if sides.len() > MOST_SHEETS => {
            let many = Refusal::of_field("filling", "runs-many-sheets");
            return Err(vec![many.naming("sheets", sides.len().to_string())]);
        }
        Ok(_) => {}
    }
    let faults = overflows(ruler, &spec, rows);
    if faults.is_empty() {
        return Ok(spec);
    }
    let bare = Spec {
        coded: false,
        ..spec.clone()
    };
    let is_label = matches!(filling(&spec), Imposition::Labels { .. });
    if spec.coded && is_label && overflows(ruler, &bare, rows).is_empty() {
        return Err(vec![Refusal::of_field("filling", "runs-code-too-large")]);
    }
    Err(faults)
}

/// Why no printer makes such sheets.
fn never(impossible: ImposeError) -> Refusal {
    match impossible {
        ImposeError::Start { labels, .. } => {
            Refusal::of_field("start", "runs-start-beyond").naming("labels", labels.to_string())
        }
        ImposeError::NothingToTile(_) => Refusal::of_field("paper", "runs-nothing-to-tile"),
    }
}

/// `7.7`, `12`.
pub fn short(metres: f64) -> String {
    let text = format!("{metres:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// The row with the most to say.
pub fn longest(rows: &[Row]) -> Option<&Row> {
    let said =
        |row: &&Row| row.zh.chars().count() + row.note.chars().count() + row.at.chars().count();
    rows.iter().max_by_key(said)
}

/// Every sign whose words do not fit.
fn overflows(ruler: &dyn Ruler, spec: &Spec, rows: &[Row]) -> Vec<Refusal> {
    let area = filling(spec).cell(spec.paper);
    let fault = |(at, row): (usize, &Row)| {
        let overflow = print::check(ruler, &draft(spec, row, "wy.example.cn/q"), area).err()?;
        Some(
            Refusal::of_field("paper", "runs-overflow")
                .naming("n", (at + 1).to_string())
                .naming("at", row.at.clone())
                .naming("text", overflow.text)
                .naming("room", overflow.room.to_string()),
        )
    };
    rows.iter()
        .enumerate()
        .filter_map(fault)
        .take(TOLD)
        .collect()
}
