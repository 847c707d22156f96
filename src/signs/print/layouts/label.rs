//! A small label with a code, stuck beside what others made: a certificate, a hydrant, a meter.

use super::super::canvas::{Canvas, Ink, Overflow, Role, Style};
use super::super::paper::{Cut, Frame};
use super::super::parts::PROMISE;
use super::super::piece::{CodePanel, Label, Piece};
use super::super::sizes::QR_LEAST;

/// The code is printed on the label; a label without one is a draft.
pub(super) fn draw<'p>(
    canvas: &mut Canvas<'p>,
    piece: &'p Piece,
    label: &'p Label,
) -> Result<(), Overflow> {
    let area = canvas.area;
    let edge = (area.short() * 0.06).max(2.0);
    let inner = area.frame().inset(edge, edge);
    let side = inner.h.min(inner.w * 0.52).max(QR_LEAST.min(inner.h));
    let Cut(left, words) = inner.take_left(side, edge * 0.6);
    if let Some(panel) = &piece.code {
        let alt = format!("二维码 {}", panel.code.grouped);
        let square = left.centred(side, side);
        canvas.drawing(square, &panel.code.qr, Role::Qr, Some(alt));
    } else {
        canvas.outline(left.centred(side * 0.8, side * 0.8), Ink::Hair, 0.25, 0.0);
    }
    let right = Frame {
        w: words.w - edge * 0.4,
        ..words
    };
    said(
        canvas,
        right.inset(0.0, inner.h * 0.04),
        label,
        piece.code.as_ref(),
    )
}

fn said(
    canvas: &mut Canvas<'_>,
    frame: Frame,
    label: &Label,
    panel: Option<&CodePanel>,
) -> Result<(), Overflow> {
    let high = frame.h;
    let code = panel.map(|p| p.code.grouped.as_str()).unwrap_or_default();
    let host = panel.map(|p| p.host.as_str()).unwrap_or_default();
    let ask = panel.map(|p| p.ask.as_str()).unwrap_or_default();
    let rows = [
        (
            label.title.as_str(),
            Style::bold("title", high * 0.17, 2.5).lines(2).title(),
            0.24,
        ),
        (
            label.place.as_str(),
            Style::plain("place", high * 0.11, 2.0).lines(3).pitch(1.25),
            0.28,
        ),
        (ask, Style::bold("ask", high * 0.1, 1.9).lines(2), 0.16),
        (
            code,
            Style::bold("code", high * 0.14, 2.3).tracking(0.02),
            0.15,
        ),
        (
            host,
            Style::plain("host", high * 0.085, 1.75).ink(Ink::Quiet),
            0.1,
        ),
        (
            PROMISE,
            Style::plain("promise", high * 0.085, 1.75).ink(Ink::Quiet),
            0.1,
        ),
    ];
    let mut rest = frame;
    for (text, style, part) in rows.into_iter().filter(|(text, ..)| !text.is_empty()) {
        let Cut(row, below) = rest.take_top(high * part, 0.0);
        canvas.words(row, &[text], style)?;
        rest = below;
    }
    Ok(())
}
