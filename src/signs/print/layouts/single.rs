//! One sign on a white carrier (GB/T 2893.1 clause 8): the face, its words on a panel of its
//! colour, and the code on a panel of its own, never in the field of the sign.

use super::super::canvas::{Canvas, Overflow};
use super::super::paper::Cut;
use super::super::parts::{
    above_code, code_height, code_panel, face, face_height, foot, page, text_panel,
};
use super::super::piece::{Piece, Sign};
use super::room::facts_above;

pub(super) fn draw<'p>(
    canvas: &mut Canvas<'p>,
    piece: &'p Piece,
    sign: &'p Sign,
) -> Result<(), Overflow> {
    if canvas.area.lies() {
        lying(canvas, piece, sign)
    } else {
        upright(canvas, piece, sign)
    }
}

fn upright<'p>(canvas: &mut Canvas<'p>, piece: &'p Piece, sign: &'p Sign) -> Result<(), Overflow> {
    let unit = canvas.unit();
    let rest = above_code(canvas, piece, 7.0)?;
    let rest = facts_above(canvas, rest, &sign.facts)?;
    let words = if sign.zh.len() > 1 { 78.0 } else { 56.0 };
    let Cut(words, above) = rest.take_bottom(words * unit, 8.0 * unit);
    face(canvas, above, sign);
    text_panel(canvas, words, sign, f64::INFINITY).map(|_| ())
}

fn lying<'p>(canvas: &mut Canvas<'p>, piece: &'p Piece, sign: &'p Sign) -> Result<(), Overflow> {
    let unit = canvas.unit();
    let Cut(rest, foot_line) = page(canvas);
    foot(canvas, foot_line, &piece.foot)?;
    let side = (rest.h / face_height(sign.kind, 1.0)).min(rest.w * 0.52);
    let Cut(left, mut right) = rest.take_left(side, 9.0 * unit);
    face(canvas, left, sign);
    if let Some(panel) = &piece.code {
        let Cut(frame, above) = right.take_bottom(code_height(canvas, panel), 8.0 * unit);
        code_panel(canvas, frame, panel)?;
        right = above;
    } else {
        right = right.centred(right.w, right.h.min(right.w * 0.75));
    }
    let right = facts_above(canvas, right, &sign.facts)?;
    text_panel(canvas, right, sign, f64::INFINITY).map(|_| ())
}
