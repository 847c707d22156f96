//! The name of a room on its door, with the signs that belong to it and who answers for it.

use super::super::canvas::{Across, Canvas, Down, Ink, Overflow, Style};
use super::super::paper::{Cut, Frame, count};
use super::super::parts::{above_code, face};
use super::super::piece::{Piece, Room, Sign};

pub(super) fn draw<'p>(
    canvas: &mut Canvas<'p>,
    piece: &'p Piece,
    room: &'p Room,
) -> Result<(), Overflow> {
    let unit = canvas.unit();
    let mut rest = above_code(canvas, piece, 7.0)?;
    if !room.facts.is_empty() {
        let high = (9.0 * unit).max(4.0) * count(room.facts.len());
        let Cut(frame, above) = rest.take_bottom(high, 7.0 * unit);
        facts(canvas, frame, &room.facts)?;
        rest = above;
    }
    if !room.signs.is_empty() {
        rest = signs(canvas, rest, &room.signs);
    }
    name(canvas, rest, room)
}

/// The signs in a row above the name, or in a column beside it on a lying sheet.
fn signs<'p>(canvas: &mut Canvas<'p>, frame: Frame, signs: &'p [Sign]) -> Frame {
    let gap = 7.0 * canvas.unit();
    let n = count(signs.len());
    let lying = canvas.area.lies();
    let Cut(strip, rest) = if lying {
        let side = ((frame.h - (n - 1.0) * gap) / n).min(frame.w * 0.34);
        frame.take_left(side, gap * 1.6)
    } else {
        let side = ((frame.w - (n - 1.0) * gap) / n).min(frame.h * 0.5);
        frame.take_top(side, gap)
    };
    let side = strip.w.min(strip.h);
    let length = n * side + (n - 1.0) * gap;
    let (x, y) = if lying {
        (strip.x, strip.y + (strip.h - length) / 2.0)
    } else {
        (strip.x + (strip.w - length) / 2.0, strip.y)
    };
    for (at, sign) in signs.iter().enumerate() {
        let along = count(at) * (side + gap);
        let (x, y) = if lying {
            (x, y + along)
        } else {
            (x + along, y)
        };
        face(canvas, Frame::new(x, y, side, side), sign);
    }
    rest
}

fn name(canvas: &mut Canvas<'_>, frame: Frame, room: &Room) -> Result<(), Overflow> {
    let frame = frame.centred(frame.w, frame.h.min(frame.w * 0.95));
    let Cut(line, frame) = match &room.line {
        Some(_) => frame.take_bottom(frame.h * 0.2, frame.h * 0.06),
        None => Cut(Frame::default(), frame),
    };
    let Cut(english, chinese) = frame.take_bottom(frame.h * 0.16, frame.h * 0.05);
    let zh = Style::bold("name", frame.h, 5.0)
        .lines(2)
        .tracking(0.05)
        .at(Across::Center, Down::Horizon)
        .title();
    let size = canvas.words(chinese, &[&room.name], zh)?;
    let en = Style::plain("english", size * 0.32, 2.3)
        .lines(2)
        .ink(Ink::Quiet)
        .at(Across::Center, Down::Top)
        .english();
    canvas.words(english, &[&room.en], en)?;
    if let Some(words) = &room.line {
        canvas.fill(line, Ink::Red);
        let style = Style::bold("line", line.h * 0.5, 2.8)
            .lines(2)
            .tracking(0.03)
            .ink(Ink::White)
            .at(Across::Center, Down::Horizon);
        canvas.words(line.inset(line.h * 0.2, line.h * 0.14), &[words], style)?;
    }
    Ok(())
}

/// Facts at the bottom of a frame, each once; what is left above them.
pub(super) fn facts_above(
    canvas: &mut Canvas<'_>,
    frame: Frame,
    said: &[(String, String)],
) -> Result<Frame, Overflow> {
    let mut all: Vec<(String, String)> = Vec::new();
    for fact in said {
        if !all.contains(fact) {
            all.push(fact.clone());
        }
    }
    if all.is_empty() {
        return Ok(frame);
    }
    let unit = canvas.unit();
    let high = (11.0 * unit).max(4.4) * count(all.len());
    let Cut(below, above) = frame.take_bottom(high, 6.0 * unit);
    facts(canvas, below, &all)?;
    Ok(above)
}

/// Labels in quiet type with their values beside them.
pub(in crate::signs::print) fn facts(
    canvas: &mut Canvas<'_>,
    frame: Frame,
    facts: &[(String, String)],
) -> Result<(), Overflow> {
    let high = frame.h / count(facts.len().max(1));
    for (at, (label, value)) in facts.iter().enumerate() {
        let row = Frame {
            y: frame.y + count(at) * high,
            h: high,
            ..frame
        };
        canvas.rule(row, Ink::Hair, 0.25);
        let Cut(left, right) = row.take_left(row.w * 0.24, row.w * 0.02);
        let quiet = Style::plain("label", high * 0.5, 2.1).ink(Ink::Quiet);
        canvas.words(left, &[label], quiet)?;
        canvas.words(right, &[value], Style::bold("value", high * 0.56, 2.3))?;
    }
    Ok(())
}
