//! Sheets cut into equal cells: halves, quarters, labels. Lengths are millimetres.

use super::paper::{Area, Format, Paper, count};
use super::side::{Note, Placed, Segment, Side};

/// A tick that no margin gives room to.
pub(super) const TICK: f64 = 3.5;
/// What is said of printing on sheets that are cut or folded.
pub(super) const AS_IT_IS: &str = "按100%打印";
/// What office printers leave white along every edge; nothing that is needed stands in it.
pub(super) const PRINTED: f64 = 6.0;

/// A sheet of labels, A4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelSheet {
    /// 2 × 4 of 99.1 × 67.7.
    Eight,
    /// 3 × 7 of 63.5 × 38.1.
    TwentyOne,
    /// 3 × 8 of 70 × 37.
    TwentyFour,
}

impl LabelSheet {
    /// How many labels it has.
    pub const fn labels(self) -> u32 {
        match self {
            Self::Eight => 8,
            Self::TwentyOne => 21,
            Self::TwentyFour => 24,
        }
    }
}

/// Equal cells on A4.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cells {
    sheet: Area,
    columns: usize,
    rows: usize,
    /// Of the first cell.
    left: f64,
    top: f64,
    pub(super) cell: Area,
    /// From cell to cell.
    step: (f64, f64),
}

impl LabelSheet {
    pub(super) const fn cells(self) -> Cells {
        let sheet = Format::A4.portrait().area();
        let (columns, rows, left, top, cell, across) = match self {
            Self::Eight => (2, 4, 4.65, 13.1, Area::new(99.1, 67.7), 101.6),
            Self::TwentyOne => (3, 7, 7.2, 15.15, Area::new(63.5, 38.1), 66.05),
            Self::TwentyFour => (3, 8, 0.0, 0.5, Area::new(70.0, 37.0), 70.0),
        };
        Cells {
            sheet,
            columns,
            rows,
            left,
            top,
            cell,
            step: (across, cell.height),
        }
    }
}

impl Cells {
    /// A4 cut into halves or quarters: upright ones side by side, lying ones likewise.
    pub(super) fn halves(format: Format, landscape: bool) -> Self {
        let paper = Paper { format, landscape };
        // A half of an upright sheet lies, a quarter stands as the sheet does.
        let sheet = Paper {
            format: Format::A4,
            landscape: landscape != (format == Format::A5),
        };
        let (sheet, cell) = (sheet.area(), paper.area());
        let fitting = |all: f64, one: f64| if all >= 2.0 * one { 2 } else { 1 };
        let (columns, rows) = (
            fitting(sheet.width, cell.width),
            fitting(sheet.height, cell.height),
        );
        Self {
            sheet,
            columns,
            rows,
            left: (sheet.width - count(columns) * cell.width) / 2.0,
            top: (sheet.height - count(rows) * cell.height) / 2.0,
            cell,
            step: (cell.width, cell.height),
        }
    }

    fn left_of(&self, at: usize) -> f64 {
        self.left + count(at % self.columns) * self.step.0
    }

    fn top_of(&self, at: usize) -> f64 {
        self.top + count(at / self.columns) * self.step.1
    }

    pub(super) fn arrange(&self, pieces: usize, first: usize) -> Vec<Side> {
        let cells = self.columns * self.rows;
        let sides = (first + pieces).div_ceil(cells);
        (0..sides)
            .map(|side| self.side(side * cells, first, pieces))
            .collect()
    }

    /// The side whose first cell has this number among all cells.
    fn side(&self, from: usize, first: usize, pieces: usize) -> Side {
        let places = 0..self.columns * self.rows;
        let signs = places.filter_map(|at| {
            let piece = (from + at)
                .checked_sub(first)
                .filter(|piece| *piece < pieces)?;
            let (x, y) = (self.left_of(at), self.top_of(at));
            let window = self.cell.frame();
            Some(Placed {
                piece,
                x,
                y,
                window,
                scale: 1.0,
                turned: false,
            })
        });
        Side {
            width: self.sheet.width,
            height: self.sheet.height,
            placed: signs.collect(),
            marks: self.marks(),
            notes: self.notes(),
            ..Side::default()
        }
    }

    /// Ticks where each cut begins and ends, as near to the edges of the sheet as printers print.
    fn marks(&self) -> Vec<Segment> {
        let mut marks = Vec::new();
        let Area { width, height } = self.sheet;
        let ends = |length: f64| {
            let far = length - PRINTED;
            [(PRINTED, PRINTED + TICK), (far - TICK, far)]
        };
        let within = |length: f64| move |at: &f64| *at > PRINTED && *at < length - PRINTED;
        let across = Self::cuts(self.left, self.step.0, self.cell.width, self.columns);
        for x in across.into_iter().filter(within(width)) {
            marks.extend(ends(height).map(|(from, to)| Segment {
                from: (x, from),
                to: (x, to),
            }));
        }
        let down = Self::cuts(self.top, self.step.1, self.cell.height, self.rows);
        for y in down.into_iter().filter(within(height)) {
            marks.extend(ends(width).map(|(from, to)| Segment {
                from: (from, y),
                to: (to, y),
            }));
        }
        marks
    }

    /// How a sheet that is cut is printed, on the cut through its middle; labels have no room.
    fn notes(&self) -> Vec<Note> {
        let (x, y) = (self.left + self.step.0, self.top + self.step.1);
        let along = match (self.columns, self.rows) {
            (_, 2) => Some((PRINTED + TICK + 2.0, y - 1.0)),
            (2, 1) => Some((x + 1.0, PRINTED + 2.2)),
            _ => None,
        };
        along
            .map(|(x, y)| Note {
                x,
                y,
                text: AS_IT_IS.to_owned(),
                ends: false,
            })
            .into_iter()
            .collect()
    }

    /// Where cells begin and end along one side, each once.
    fn cuts(first: f64, step: f64, length: f64, cells: usize) -> Vec<f64> {
        let begins = (0..cells).map(|at| first + count(at) * step);
        let mut cuts: Vec<f64> = begins.flat_map(|begin| [begin, begin + length]).collect();
        cuts.dedup_by(|next, last| *next - *last < 0.2);
        cuts
    }
}
