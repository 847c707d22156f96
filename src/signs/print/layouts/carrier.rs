//! Up to four signs on one carrier, in the order of GB 2894: warning, prohibition, mandatory,
//! then what informs; from left to right, then from top to bottom.

use super::super::canvas::{Canvas, Overflow};
use super::super::paper::{Cut, Frame, count};
use super::super::parts::{above_code, face, face_width, text_panel};
use super::super::piece::{Piece, Sign};
use super::room::facts_above;
use crate::signs::catalogue::design::Kind;

/// More than four signs at one place are read by nobody.
pub(in crate::signs::print) const MOST: usize = 4;

pub(super) fn draw<'p>(
    canvas: &mut Canvas<'p>,
    piece: &'p Piece,
    signs: &'p [Sign],
) -> Result<(), Overflow> {
    let unit = canvas.unit();
    let rest = above_code(canvas, piece, 7.0)?;
    let facts: Vec<_> = signs.iter().flat_map(|sign| sign.facts.clone()).collect();
    let rest = facts_above(canvas, rest, &facts)?;
    let ordered = in_order(signs);
    let gap = 8.0 * unit;
    let grids = (1..=ordered.len().clamp(1, MOST))
        .map(|columns| Grid::new(rest, ordered.len(), columns, gap));
    let best = grids.max_by(|a, b| a.face().total_cmp(&b.face()));
    let cells = best.map(|g| g.cells()).unwrap_or_default();
    // Of signs side by side none shouts louder than the others: the longest words decide.
    let mut size = f64::INFINITY;
    for (sign, Cut(_, words)) in ordered.iter().zip(&cells) {
        size = size.min(text_panel(
            &mut canvas.apart(),
            *words,
            sign,
            f64::INFINITY,
        )?);
    }
    for (sign, Cut(above, words)) in ordered.into_iter().zip(cells) {
        face(canvas, above, sign);
        text_panel(canvas, words, sign, size)?;
    }
    Ok(())
}

/// Warning, prohibition, mandatory, then the rest; within a kind as given.
fn in_order(signs: &[Sign]) -> Vec<&Sign> {
    let mut ordered: Vec<&Sign> = signs.iter().collect();
    ordered.sort_by_key(|sign| rank(sign.kind));
    ordered
}

const fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Warning => 0,
        Kind::Prohibition => 1,
        Kind::Mandatory => 2,
        Kind::SafeCondition | Kind::Fire | Kind::Information => 3,
    }
}

/// Cells in rows and columns; each has its face above its words, or beside them.
struct Grid {
    frame: Frame,
    columns: usize,
    rows: usize,
    gap: f64,
    signs: usize,
}

impl Grid {
    fn new(frame: Frame, signs: usize, columns: usize, gap: f64) -> Self {
        Self {
            frame,
            columns,
            rows: signs.div_ceil(columns),
            gap,
            signs,
        }
    }

    fn cell(&self, at: usize) -> Frame {
        let (columns, rows) = (count(self.columns), count(self.rows));
        let w = (self.frame.w - (columns - 1.0) * self.gap) / columns;
        let h = (self.frame.h - (rows - 1.0) * self.gap) / rows;
        let (column, row) = (count(at % self.columns), count(at / self.columns));
        let x = self.frame.x + column * (w + self.gap);
        Frame::new(x, self.frame.y + row * (h + self.gap), w, h)
    }

    /// Where face and words of a cell stand.
    fn parts(&self, cell: Frame) -> Cut {
        if cell.w > cell.h * 1.45 {
            let side = cell.h.min(cell.w * 0.46);
            let Cut(left, right) = cell.take_left(side, self.gap);
            Cut(left, right.centred(right.w, right.h.min(right.w * 0.6)))
        } else {
            let least = (cell.w * 0.32).min(cell.h * 0.3);
            let side = cell.w.min(cell.h - least - self.gap * 0.75);
            let words = (cell.h - side - self.gap * 0.75).min(cell.w * 0.46);
            let block = cell.centred(cell.w, side + self.gap * 0.75 + words);
            block.take_top(side, self.gap * 0.75)
        }
    }

    /// How wide its faces are.
    fn face(&self) -> f64 {
        face_width(Kind::Mandatory, self.parts(self.cell(0)).0)
    }

    fn cells(&self) -> Vec<Cut> {
        (0..self.signs)
            .map(|at| self.parts(self.cell(at)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(kind: Kind, en: &str) -> Sign {
        Sign {
            kind,
            face: String::new(),
            ground: None,
            zh: vec!["字".into()],
            en: en.into(),
            facts: Vec::new(),
        }
    }

    #[test]
    fn warnings_come_first_and_information_last() {
        let signs = [
            sign(Kind::Fire, "a"),
            sign(Kind::Mandatory, "b"),
            sign(Kind::Prohibition, "c"),
            sign(Kind::Warning, "d"),
            sign(Kind::Information, "e"),
        ];
        let order: String = in_order(&signs).iter().map(|s| s.en.as_str()).collect();
        assert_eq!(order, "dcbae");
    }

    #[test]
    fn cells_fill_from_left_to_right_and_never_touch() {
        let frame = Frame::new(0.0, 0.0, 180.0, 250.0);
        let cases = (1..=MOST).flat_map(|signs| (1..=signs).map(move |columns| (signs, columns)));
        for (signs, columns) in cases {
            let grid = Grid::new(frame, signs, columns, 8.0);
            let all: Vec<Frame> = grid
                .cells()
                .into_iter()
                .flat_map(|Cut(a, b)| [a, b])
                .collect();
            for (at, one) in all.iter().enumerate() {
                assert!(frame.holds(*one), "{signs} in {columns}: {one:?}");
                assert!(!all.iter().skip(at + 1).any(|other| one.overlaps(*other)));
            }
        }
    }
}
