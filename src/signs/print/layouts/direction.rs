//! Arrows to places: one row a place, the arrow first, the distance last.

use super::super::canvas::{Across, Canvas, Down, Ink, Item, Overflow, Role, Style};
use super::super::paper::{Cut, Frame, count};
use super::super::parts::above_code;
use super::super::piece::{Piece, Way};

pub(super) fn draw<'p>(
    canvas: &mut Canvas<'p>,
    piece: &'p Piece,
    ways: &'p [Way],
) -> Result<(), Overflow> {
    let unit = canvas.unit();
    let rest = above_code(canvas, piece, 7.0)?;
    // Where one place has its sign, the words of all stand in line behind it.
    let signed = Signed(ways.iter().any(|way| way.face.is_some()));
    let gap = 5.0 * unit;
    let n = count(ways.len().max(1));
    let high = ((rest.h - (n - 1.0) * gap) / n).min(rest.w * 0.3);
    let rows = rest.centred(rest.w, n * high + (n - 1.0) * gap);
    let row = |at: usize| Frame {
        y: rows.y + count(at) * (high + gap),
        h: high,
        ..rows
    };
    let rooms: Vec<(&str, Frame)> = ways
        .iter()
        .enumerate()
        .map(|(at, way)| (way.zh.as_str(), Row::of(row(at), way, signed).zh))
        .collect();
    let style = Style::bold("place", high * 0.62, 4.0)
        .lines(2)
        .pitch(1.15)
        .title();
    let size = canvas.common(&rooms, style)?;
    for (at, way) in ways.iter().enumerate() {
        let parts = Row::of(row(at), way, signed);
        draw_way(canvas, &parts, way, style.sized(size))?;
    }
    Ok(())
}

/// Whether there is room for signs.
#[derive(Clone, Copy)]
struct Signed(bool);

struct Row {
    high: f64,
    arrow: Frame,
    face: Frame,
    zh: Frame,
    en: Frame,
    distance: Frame,
}

impl Row {
    fn of(row: Frame, way: &Way, Signed(signed): Signed) -> Self {
        let Cut(arrow, rest) = row.take_left(row.h, row.h * 0.28);
        let Cut(face, rest) = if signed {
            let Cut(face, rest) = rest.take_left(row.h, row.h * 0.22);
            // The light edge is not seen on white paper.
            Cut(face.inset(-0.025 * row.h, -0.025 * row.h), rest)
        } else {
            Cut(Frame::default(), rest)
        };
        let Cut(distance, rest) = match way.distance {
            Some(_) => rest.take_right(rest.w * 0.26, row.h * 0.12),
            None => Cut(Frame::default(), rest),
        };
        let Cut(zh, en) = match way.en {
            Some(_) => rest.take_top(row.h * 0.66, row.h * 0.04),
            None => Cut(rest, Frame::default()),
        };
        Self {
            high: row.h,
            arrow,
            face,
            zh,
            en,
            distance,
        }
    }
}

fn draw_way<'p>(
    canvas: &mut Canvas<'p>,
    parts: &Row,
    way: &'p Way,
    style: Style,
) -> Result<(), Overflow> {
    let high = parts.high;
    canvas.fill(parts.arrow, Ink::Blue);
    if let Some(face) = &way.face {
        canvas.drawing(parts.face, face, Role::Symbol, Some(way.zh.clone()));
    }
    canvas.items.push(Item::Arrow {
        frame: parts.arrow.inset(high * 0.16, high * 0.16),
        degrees: way.arrow.degrees(),
        ink: Ink::White,
        alt: way.arrow.words(),
    });
    canvas.words(parts.zh, &[&way.zh], style)?;
    if let Some(en) = &way.en {
        let style = Style::plain("english", high * 0.22, 2.3)
            .ink(Ink::Quiet)
            .english();
        canvas.words(parts.en, &[en], style)?;
    }
    if let Some(distance) = &way.distance {
        let style = Style::plain("distance", high * 0.36, 2.8).at(Across::Right, Down::Horizon);
        canvas.words(parts.distance, &[distance], style)?;
    }
    Ok(())
}
