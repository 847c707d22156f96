//! Sheets cut into equal cells: halves, quarters, labels. Lengths are millimetres.

use super::paper::{Area, Format, Paper, count};
use super::side::{Placed, Segment, Side};

/// A tick that no margin gives room to.
pub(super) const TICK: f64 = 3.5;

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
            ..Side::default()
        }
    }

    /// Ticks where each cut begins and ends, at the edges of the sheet.
    fn marks(&self) -> Vec<Segment> {
        let mut marks = Vec::new();
        let Area { width, height } = self.sheet;
        for x in Self::cuts(self.left, self.step.0, self.cell.width, self.columns) {
            if x > 1.0 && x < width - 1.0 {
                marks.push(Segment {
                    from: (x, 0.0),
                    to: (x, self.top.max(TICK)),
                });
                marks.push(Segment {
                    from: (x, height - self.top.max(TICK)),
                    to: (x, height),
                });
            }
        }
        for y in Self::cuts(self.top, self.step.1, self.cell.height, self.rows) {
            if y > 1.0 && y < height - 1.0 {
                marks.push(Segment {
                    from: (0.0, y),
                    to: (self.left.max(TICK), y),
                });
                marks.push(Segment {
                    from: (width - self.left.max(TICK), y),
                    to: (width, y),
                });
            }
        }
        marks
    }

    /// Where cells begin and end along one side, each once.
    fn cuts(first: f64, step: f64, length: f64, cells: usize) -> Vec<f64> {
        let begins = (0..cells).map(|at| first + count(at) * step);
        let mut cuts: Vec<f64> = begins.flat_map(|begin| [begin, begin + length]).collect();
        cuts.dedup_by(|next, last| *next - *last < 0.2);
        cuts
    }
}
