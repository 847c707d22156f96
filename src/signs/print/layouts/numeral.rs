//! A plate with one large numeral, read across a stairwell: floor, building, entrance, door.

use super::super::canvas::{Across, Canvas, Down, Ink, Overflow, Style};
use super::super::fit::CAP;
use super::super::paper::{Cut, Frame};
use super::super::parts::{code_beside, code_height, foot, page};
use super::super::piece::{Numeral, Piece};

pub(super) fn draw<'p>(
    canvas: &mut Canvas<'p>,
    piece: &'p Piece,
    plate: &'p Numeral,
) -> Result<(), Overflow> {
    let unit = canvas.unit();
    let Cut(rest, foot_line) = page(canvas);
    foot(canvas, foot_line, &piece.foot)?;
    let mut rest = rest;
    if let Some(panel) = &piece.code {
        let Cut(frame, above) = rest.take_bottom(code_height(canvas, panel), 5.0 * unit);
        code_beside(canvas, frame, panel)?;
        rest = above;
    }
    if let Some(note) = &plate.note {
        let Cut(line, above) = rest.take_bottom((5.0 * unit).max(2.6), 3.0 * unit);
        let style = Style::plain("note", (4.0 * unit).max(2.3), 2.0).ink(Ink::Quiet);
        canvas.words(line, &[note], style)?;
        rest = above;
    }
    let part = if canvas.area.lies() { 0.15 } else { 0.11 };
    let Cut(below, above) = rest.take_bottom(rest.h * part, rest.h * 0.1);
    place_line(canvas, below, plate)?;
    canvas.rule(
        Frame {
            y: below.y - rest.h * 0.05,
            ..below
        },
        Ink::Black,
        (0.9 * unit).max(0.4),
    );
    numeral(canvas, above, plate)
}

/// The place at the left; the floor in words and in English at the right.
fn place_line(canvas: &mut Canvas<'_>, frame: Frame, plate: &Numeral) -> Result<(), Overflow> {
    let words = [plate.zh.as_deref(), plate.en.as_deref()];
    let words: Vec<&str> = words.into_iter().flatten().collect();
    let Cut(right, left) = if words.is_empty() {
        Cut(Frame::default(), frame)
    } else {
        frame.take_right(frame.w * 0.34, frame.w * 0.03)
    };
    let style = Style::bold("place", frame.h * 0.95, 3.0)
        .lines(2)
        .pitch(1.15);
    canvas.words(left, &[&plate.place], style)?;
    if !words.is_empty() {
        let most = frame.h * if words.len() > 1 { 0.42 } else { 0.6 };
        let style = Style::plain("floor in words", most, 2.3)
            .lines(2)
            .pitch(1.3)
            .ink(Ink::Quiet)
            .at(Across::Right, Down::Horizon);
        canvas.words(right, &words, style)?;
    }
    Ok(())
}

/// The unit beside a numeral is a third of it, after a little air.
const UNIT: f64 = 0.3;
const GAP: f64 = 0.07;

/// The numeral with its unit beside it, as large as both together fit, on one base line.
fn numeral(canvas: &mut Canvas<'_>, frame: Frame, plate: &Numeral) -> Result<(), Overflow> {
    let big = Style::bold("numeral", frame.h / CAP, 8.0)
        .at(Across::Left, Down::Bottom)
        .title();
    let small = Style::bold("unit", frame.h, 3.0)
        .ink(Ink::Blue)
        .at(Across::Left, Down::Bottom);
    let width = canvas.width(&plate.numeral, &big) * 1.01;
    let unit = plate.unit.as_deref().unwrap_or_default();
    let beside = if unit.is_empty() {
        0.0
    } else {
        GAP + UNIT * canvas.width(unit, &small) * 1.01
    };
    // Plates of one stairwell have numerals of one size.
    let widest = (canvas.width(&plate.widest, &big) * 1.01).max(width);
    let size = (frame.w / (widest + beside)).min(frame.h / CAP);
    let whole = frame.centred((width + beside) * size, size * CAP);
    // The room of a numeral is its capitals'; the measure of Chinese ink would cut it short.
    let tall = Frame {
        y: whole.bottom() - size,
        h: size,
        w: width * size + 0.01,
        ..whole
    };
    canvas.words(tall, &[&plate.numeral], big)?;
    if !unit.is_empty() {
        let x = whole.x + (width + GAP) * size;
        let room = Frame {
            x,
            w: frame.right() - x + 0.5,
            y: whole.bottom() - size * UNIT,
            h: size * UNIT,
        };
        canvas.words(room, &[unit], small)?;
    }
    Ok(())
}
