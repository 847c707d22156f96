//! Which floor has what, in a lift or beside it: one line a floor, the reader's own marked.

use super::super::canvas::{Across, Canvas, Down, Ink, Overflow, Style};
use super::super::paper::{Cut, Frame, count};
use super::super::parts::above_code;
use super::super::piece::{IndexLine, LiftIndex, Piece};

pub(super) fn draw<'p>(
    canvas: &mut Canvas<'p>,
    piece: &'p Piece,
    index: &'p LiftIndex,
) -> Result<(), Overflow> {
    let unit = canvas.unit();
    let rest = above_code(canvas, piece, 7.0)?;
    let Cut(head, rows) = rest.take_top(24.0 * unit, 6.0 * unit);
    let Cut(right, left) = head.take_right(head.w * 0.5, head.w * 0.03);
    let title = Style::bold("title", 20.0 * unit, 4.0)
        .at(Across::Left, Down::Bottom)
        .title();
    canvas.words(left, &[&index.title], title)?;
    let place = Style::plain("place", 9.0 * unit, 2.5)
        .lines(2)
        .at(Across::Right, Down::Bottom);
    canvas.words(right, &[&index.place], place)?;
    floors(canvas, rows, &index.floors)
}

fn floors(canvas: &mut Canvas<'_>, frame: Frame, floors: &[IndexLine]) -> Result<(), Overflow> {
    let rows = Rows {
        frame,
        high: (frame.h / count(floors.len().max(1))).min(frame.w * 0.19),
    };
    let of = |text: fn(&IndexLine) -> &str, part: fn(Cut) -> Frame| -> Vec<_> {
        let lines = floors.iter().enumerate();
        lines
            .map(|(at, f)| (text(f), part(rows.parts(at))))
            .collect()
    };
    let label = Style::bold("floor", rows.high * 0.62, 3.0);
    let label = label.sized(canvas.common(&of(|f| &f.floor, |parts| parts.0), label)?);
    let lines = of(|f| &f.words, |parts| parts.1);
    let words = Style::plain("floor’s words", rows.high * 0.5, (rows.high * 0.3).max(2.5));
    // One line each is calmer; two are taken before the words become too small.
    let words = if let Ok(size) = canvas.common(&lines, words) {
        words.sized(size)
    } else {
        let two = Style::plain("floor’s words", rows.high * 0.4, 2.5)
            .lines(2)
            .pitch(1.2);
        two.sized(canvas.common(&lines, two)?)
    };
    for (at, floor) in floors.iter().enumerate() {
        let ink = rows.ground(canvas, at, floor.here);
        let Cut(left, right) = rows.parts(at);
        canvas.words(left, &[&floor.floor], label.ink(ink))?;
        if !floor.words.is_empty() {
            canvas.words(right, &[&floor.words], words.ink(ink))?;
        }
    }
    Ok(())
}

/// Equal rows, each with a floor and its words.
struct Rows {
    frame: Frame,
    high: f64,
}

impl Rows {
    fn row(&self, at: usize) -> Frame {
        Frame {
            y: self.frame.y + count(at) * self.high,
            h: self.high,
            ..self.frame
        }
    }

    fn parts(&self, at: usize) -> Cut {
        let edge = self.frame.w * 0.025;
        let inner = self.row(at).inset(edge, self.high * 0.1);
        inner.take_left(self.frame.w * 0.19, edge)
    }

    /// A line above the row, or the reader's own floor on a ground; answers with the ink for it.
    fn ground(&self, canvas: &mut Canvas<'_>, at: usize, here: bool) -> Ink {
        if here {
            canvas.fill(self.row(at), Ink::Blue);
            Ink::White
        } else {
            canvas.rule(self.row(at), Ink::Hair, 0.25);
            Ink::Black
        }
    }
}
