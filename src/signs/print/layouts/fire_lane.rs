//! The plate at a fire lane: the prohibition on red, and beneath it what the law says who
//! blocks the lane (应急消〔2019〕334号 asks for boards that state the liability).

use super::super::canvas::{Across, Canvas, Down, Ink, Overflow, Style};
use super::super::paper::{Cut, Frame};
use super::super::parts::{code_beside, code_height, face, foot, page};
use super::super::piece::{FireLane, Piece};

/// How far a ground of colour runs over the edge, for the knife.
pub(in crate::signs::print) const BLEED: f64 = 3.0;

pub(super) fn draw<'p>(
    canvas: &mut Canvas<'p>,
    piece: &'p Piece,
    lane: &'p FireLane,
) -> Result<(), Overflow> {
    let unit = canvas.unit();
    let all = canvas.area.frame();
    let Cut(rest, foot_line) = page(canvas);
    let part = if canvas.area.lies() { 0.58 } else { 0.6 };
    let Cut(red, _) = all.take_top(all.h * part, 0.0);
    canvas.fill(
        Frame::new(-BLEED, -BLEED, red.w + 2.0 * BLEED, red.h + BLEED),
        Ink::Red,
    );
    foot(canvas, foot_line, &piece.foot)?;
    let inner = red.inset(rest.x, (10.0 * unit).max(5.0));
    head(canvas, inner, lane)?;
    let y = red.bottom() + 8.0 * unit;
    let lower = Frame {
        y,
        h: rest.bottom() - y,
        ..rest
    };
    law(canvas, lower, piece, lane)
}

fn head<'p>(canvas: &mut Canvas<'p>, inner: Frame, lane: &'p FireLane) -> Result<(), Overflow> {
    let Cut(square, words) = if canvas.area.lies() {
        inner.take_left(inner.h, inner.h * 0.12)
    } else {
        inner.take_top(inner.h * 0.58, inner.h * 0.05)
    };
    face(canvas, square, &lane.sign);
    let Cut(english, chinese) = words.take_bottom(words.h * 0.13, words.h * 0.04);
    let across = if canvas.area.lies() {
        Across::Left
    } else {
        Across::Center
    };
    let lines: Vec<&str> = lane.sign.zh.iter().map(String::as_str).collect();
    let zh = Style::bold("words", words.h * 0.5, 6.0)
        .lines(lines.len().max(2))
        .tracking(0.03)
        .ink(Ink::White)
        .at(across, Down::Horizon)
        .title();
    canvas.words(chinese, &lines, zh)?;
    let en = Style::plain("english", english.h * 0.9, 2.5)
        .ink(Ink::White)
        .at(across, Down::Horizon)
        .english();
    canvas.words(english, &[&lane.sign.en], en)?;
    Ok(())
}

fn law<'p>(
    canvas: &mut Canvas<'p>,
    lower: Frame,
    piece: &'p Piece,
    lane: &'p FireLane,
) -> Result<(), Overflow> {
    let unit = canvas.unit();
    let mut rest = lower;
    if let Some(panel) = &piece.code {
        let high = code_height(canvas, panel).min(lower.h);
        if canvas.area.lies() {
            let Cut(right, left) = lower.take_right(lower.w * 0.46, 6.0 * unit);
            let Cut(frame, _) = right.take_bottom(high, 0.0);
            code_beside(canvas, frame, panel)?;
            rest = left;
        } else {
            let Cut(frame, above) = lower.take_bottom(high, 5.0 * unit);
            code_beside(canvas, frame, panel)?;
            rest = above;
        }
    }
    let basis = match &lane.phone {
        Some(phone) => format!("{}　电话 {phone}", lane.basis),
        None => lane.basis.clone(),
    };
    let Cut(last, text) = rest.take_bottom((9.0 * unit).max(4.4), 2.0 * unit);
    let quiet = Style::plain("basis", 4.2 * unit, 2.1)
        .lines(2)
        .ink(Ink::Quiet)
        .at(Across::Left, Down::Bottom);
    canvas.words(last, &[&basis], quiet)?;
    let sentences: Vec<&str> = lane.liability.iter().map(String::as_str).collect();
    let style = Style::bold("liability", 7.0 * unit, 2.4)
        .lines(6)
        .pitch(1.4)
        .filled()
        .at(Across::Left, Down::Top);
    canvas.words(text, &sentences, style)?;
    Ok(())
}
