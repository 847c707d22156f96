//! A temporary work sign: what is closed, where, from when to when, what to use instead.

use super::super::canvas::{Across, Canvas, Down, Ink, Overflow, Style};
use super::super::paper::{Cut, Frame, count};
use super::super::parts::{above_code, face};
use super::super::piece::{Piece, Work};
use crate::signs::catalogue::design::Kind;

pub(super) fn draw<'p>(
    canvas: &mut Canvas<'p>,
    piece: &'p Piece,
    work: &'p Work,
) -> Result<(), Overflow> {
    let unit = canvas.unit();
    let rest = above_code(canvas, piece, 6.0)?;
    if canvas.area.lies() {
        let Cut(left, right) = rest.take_left((rest.w * 0.4).min(rest.h), 9.0 * unit);
        face(canvas, left, &work.sign);
        let lines = count(rows(work).len());
        let Cut(box_frame, above) = right.take_bottom((14.0 * lines + 16.0) * unit, 6.0 * unit);
        facts(canvas, box_frame, work)?;
        return title(canvas, above, work, Across::Left);
    }
    let lines = count(rows(work).len());
    let Cut(box_frame, above) = rest.take_bottom((13.0 * lines + 18.0) * unit, 8.0 * unit);
    facts(canvas, box_frame, work)?;
    let words = 33.0 * count(work.sign.zh.len().max(1)) + 10.0;
    let Cut(words, above) = above.take_bottom(words * unit, 7.0 * unit);
    face(canvas, above, &work.sign);
    title(canvas, words, work, Across::Center)
}

/// The first line says what happens, the second in the accent what that means.
fn title(
    canvas: &mut Canvas<'_>,
    frame: Frame,
    work: &Work,
    across: Across,
) -> Result<(), Overflow> {
    let Cut(english, chinese) = frame.take_bottom(frame.h * 0.14, frame.h * 0.04);
    let lines = count(work.sign.zh.len().max(1));
    let row = |at: usize| Frame {
        y: chinese.y + count(at) * chinese.h / lines,
        h: chinese.h / lines,
        ..chinese
    };
    let style = Style::bold("title", chinese.h / lines * 0.92, 4.0)
        .tracking(0.05)
        .at(across, Down::Horizon)
        .title();
    let texts: Vec<(&str, Frame)> = work
        .sign
        .zh
        .iter()
        .enumerate()
        .map(|(at, line)| (line.as_str(), row(at)))
        .collect();
    let style = style.sized(canvas.common(&texts, style)?);
    for (at, (line, room)) in texts.into_iter().enumerate() {
        let ink = if at == 0 {
            Ink::Black
        } else {
            accent(work.sign.kind)
        };
        canvas.words(room, &[line], style.ink(ink))?;
    }
    let quiet = Style::plain("english", english.h * 0.9, 2.3)
        .lines(2)
        .ink(Ink::Quiet)
        .at(across, Down::Horizon)
        .english();
    canvas.words(english, &[&work.sign.en], quiet)?;
    Ok(())
}

/// What happens stands out in the colour of its sign; yellow on white would not.
const fn accent(kind: Kind) -> Ink {
    match kind {
        Kind::Warning => Ink::Black,
        Kind::Prohibition | Kind::Fire => Ink::Red,
        Kind::SafeCondition => Ink::Green,
        Kind::Mandatory | Kind::Information => Ink::Blue,
    }
}

fn rows(work: &Work) -> Vec<(&'static str, String)> {
    let instead = work
        .alternative
        .as_ref()
        .map(|words| match &work.alternative_note {
            Some(note) => format!("{words}，{note}"),
            None => words.clone(),
        });
    let rows = [
        ("位置", Some(work.place.clone())),
        ("时间", work.time.clone()),
        ("药剂", work.product.clone()),
        ("请用", instead),
    ];
    let said = rows.into_iter();
    said.filter_map(|(label, value)| Some((label, value?)))
        .collect()
}

/// Place, hours and what to use instead in a strong frame; the apology beneath them, quiet.
fn facts(canvas: &mut Canvas<'_>, frame: Frame, work: &Work) -> Result<(), Overflow> {
    let unit = canvas.unit();
    let Cut(apology, strong) = if work.apology.is_empty() {
        Cut(Frame::default(), frame)
    } else {
        frame.take_bottom((8.0 * unit).max(4.0), 2.5 * unit)
    };
    canvas.outline(strong, Ink::Black, (0.6 * unit).max(0.35), 2.0 * unit);
    let inner = strong.inset(6.0 * unit, 3.0 * unit);
    let rows = rows(work);
    let high = inner.h / count(rows.len().max(1));
    for (at, (label, value)) in rows.iter().enumerate() {
        let row = Frame {
            y: inner.y + count(at) * high,
            h: high,
            ..inner
        };
        let Cut(left, right) = row.take_left(inner.w * 0.13, inner.w * 0.02);
        let quiet = Style::plain("label", high * 0.42, 2.3).ink(Ink::Quiet);
        canvas.words(left, &[label], quiet)?;
        let value_style = Style::bold("value", high * 0.62, 2.6).lines(2).pitch(1.2);
        let lines: Vec<&str> = value.lines().collect();
        canvas.words(right, &lines, value_style)?;
    }
    let style = Style::plain("apology", apology.h * 0.72, 2.3).lines(2);
    canvas.words(apology, &[&work.apology], style)?;
    Ok(())
}
