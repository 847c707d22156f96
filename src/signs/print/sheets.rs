//! Signs laid out on sheets, ready for the typesetter.

use super::canvas::{Canvas, Item, Overflow, Role};
use super::fit::Ruler;
use super::imposition::{ImposeError, Imposition};
use super::layouts::{self, MOST_SIGNS};
use super::paper::{Area, Format, Frame, Paper};
use super::piece::{Body, Piece};
use super::proof::{self, Proof};
use super::side::Side;
use crate::platform::typeset::Sheet;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::HashMap;

/// What to print, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The title of the document.
    pub title: String,
    /// The day its signs were made.
    pub dated: Option<NaiveDate>,
    /// The signs, in order.
    pub pieces: Vec<Piece>,
    /// The paper each is laid out for; A5, A6 and labels have their own size.
    pub paper: Paper,
    /// How they stand on sheets.
    pub imposition: Imposition,
    /// Ticks where to cut signs that share a sheet; labels that are cut already need none.
    pub cut_marks: bool,
    /// A first sheet to approve, and 样张 across every sign.
    pub proof: Option<Proof>,
}

/// Why a job cannot be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// There is no sign to print.
    #[error("there is no sign to print")]
    Nothing,
    /// A carrier has no sign, or more than people take in.
    #[error("a carrier holds one to four signs, not {0}")]
    Signs(usize),
    /// Words do not fit.
    #[error("sign {}: {overflow}", at + 1)]
    Overflow {
        /// Which sign, from 0.
        at: usize,
        /// Which words.
        overflow: Overflow,
    },
    /// The sheets are impossible.
    #[error(transparent)]
    Impose(#[from] ImposeError),
}

/// Signs on their sheets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignSheets {
    #[serde(skip)]
    title: String,
    #[serde(skip)]
    dated: Option<NaiveDate>,
    pieces: Vec<SetPiece>,
    /// Faces and codes as SVG, each once.
    drawings: Vec<String>,
    sides: Vec<Side>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct SetPiece {
    width: f64,
    height: f64,
    items: Vec<Item>,
    watermark: Option<String>,
}

impl Sheet for SignSheets {
    const TEMPLATE: &'static str = "signs/layouts/sheets.typ";
    // A part of a run: two hundred signs, each with its code and at most two thousand characters,
    // laid out already and only painted.
    const MOST_DATA: usize = 16 * 1024 * 1024;

    fn title(&self) -> String {
        self.title.clone()
    }

    fn day(&self) -> Option<NaiveDate> {
        self.dated
    }
}

impl SignSheets {
    /// How many sheets go through the printer.
    pub fn sheets(&self) -> usize {
        self.sides.len()
    }

    /// How large they are together, in square millimetres.
    pub fn area(&self) -> f64 {
        self.sides.iter().map(|side| side.width * side.height).sum()
    }
}

/// Whether a sign's words fit this paper at sizes that can be read.
pub fn check(ruler: &dyn Ruler, piece: &Piece, area: Area) -> Result<(), Overflow> {
    items(ruler, piece, area).map(|_| ())
}

pub(super) fn items(ruler: &dyn Ruler, piece: &Piece, area: Area) -> Result<Vec<Item>, Overflow> {
    let mut canvas = Canvas::new(ruler, area);
    layouts::draw(&mut canvas, piece)?;
    Ok(canvas.items)
}

impl Job {
    /// One sign on a sheet of its own.
    pub fn one(title: impl Into<String>, piece: Piece, paper: Paper) -> Self {
        Self {
            title: title.into(),
            dated: None,
            pieces: vec![piece],
            paper,
            imposition: Imposition::OneUp,
            cut_marks: true,
            proof: None,
        }
    }

    /// The sheets of this job.
    pub fn lay_out(&self, ruler: &dyn Ruler) -> Result<SignSheets, PrintError> {
        if self.pieces.is_empty() {
            return Err(PrintError::Nothing);
        }
        let area = self.imposition.cell(self.paper);
        let mut table = Table::default();
        for (at, piece) in self.pieces.iter().enumerate() {
            self.set(ruler, area, piece, &mut table)
                .map_err(|fault| fault.at(at))?;
        }
        let mut sides = self.imposition.arrange_around(self.paper, &table.codes())?;
        if !self.cut_marks && matches!(self.imposition, Imposition::Labels { .. }) {
            for side in &mut sides {
                side.marks.clear();
            }
        }
        if let Some(proof) = &self.proof {
            let sheet = Format::A4.portrait().area();
            let mut canvas = Canvas::new(ruler, sheet);
            proof::draw(&mut canvas, proof).map_err(|fault| Fault::Overflow(fault).at(0))?;
            table.add(canvas, None);
            sides.insert(0, proof::side(self.pieces.len(), area, 0));
        }
        Ok(SignSheets {
            title: self.title.clone(),
            dated: self.dated,
            pieces: table.pieces,
            drawings: table.drawings.into_iter().map(str::to_owned).collect(),
            sides,
        })
    }

    fn set<'p>(
        &self,
        ruler: &'p dyn Ruler,
        area: Area,
        piece: &'p Piece,
        table: &mut Table<'p>,
    ) -> Result<(), Fault> {
        if let Body::Carrier(signs) = &piece.body
            && !(1..=MOST_SIGNS).contains(&signs.len())
        {
            return Err(Fault::Signs(signs.len()));
        }
        let mut canvas = Canvas::new(ruler, area);
        layouts::draw(&mut canvas, piece).map_err(Fault::Overflow)?;
        let proof = self.proof.as_ref().map(|_| "样张".to_owned());
        table.add(canvas, piece.watermark.clone().or(proof));
        Ok(())
    }
}

enum Fault {
    Signs(usize),
    Overflow(Overflow),
}

impl Fault {
    fn at(self, at: usize) -> PrintError {
        match self {
            Self::Signs(signs) => PrintError::Signs(signs),
            Self::Overflow(overflow) => PrintError::Overflow { at, overflow },
        }
    }
}

/// Pieces with one table of drawings among them: a face that hangs on every floor is sent once.
#[derive(Default)]
struct Table<'p> {
    pieces: Vec<SetPiece>,
    drawings: Vec<&'p str>,
    known: HashMap<&'p str, usize>,
}

impl<'p> Table<'p> {
    fn add(&mut self, canvas: Canvas<'p>, watermark: Option<String>) {
        let Canvas {
            area,
            mut items,
            drawings,
            ..
        } = canvas;
        let numbers: Vec<usize> = drawings.into_iter().map(|svg| self.number(svg)).collect();
        for item in &mut items {
            if let Item::Drawing { drawing, .. } = item {
                *drawing = numbers.get(*drawing).copied().unwrap_or_default();
            }
        }
        self.pieces.push(SetPiece {
            width: area.width,
            height: area.height,
            items,
            watermark,
        });
    }

    /// Where the code of each piece stands.
    fn codes(&self) -> Vec<Option<Frame>> {
        let code = |item: &Item| match item {
            Item::Drawing {
                frame,
                role: Role::Qr,
                ..
            } => Some(*frame),
            Item::Panel { .. } | Item::Drawing { .. } | Item::Arrow { .. } | Item::Words { .. } => {
                None
            }
        };
        let of = |piece: &SetPiece| piece.items.iter().find_map(code);
        self.pieces.iter().map(of).collect()
    }

    fn number(&mut self, svg: &'p str) -> usize {
        let next = self.drawings.len();
        *self.known.entry(svg).or_insert_with(|| {
            self.drawings.push(svg);
            next
        })
    }
}
