//! What several layouts share: the face, the panel of words, the panel of the code, the foot.

use super::canvas::{Across, Canvas, Down, Ink, Overflow, Role, Style};
use super::cells::PRINTED;
use super::paper::{Cut, Frame};
use super::piece::{CodePanel, Foot, Piece, Sign};
use super::sizes::{FACE, QR_LEAST, Shape, qr_side};
use crate::signs::catalogue::design::Kind;

/// What is said beside every code (a sticker over it may ask for money, we never do).
pub(super) const PROMISE: &str = "本码只用于报修投诉，绝不收费";
/// Between the line around a code’s panel and the white around the code.
const LINE: f64 = 0.3;
/// The smallest type that may stand in a foot: 6 pt.
pub(super) const SIX_POINT: f64 = 2.12;

/// The sheet within its margins: what is left for the sign, and the line of the foot.
pub(super) fn page(canvas: &Canvas<'_>) -> Cut {
    let unit = canvas.unit();
    let side = (14.0 * unit).max(PRINTED);
    let foot = (4.0 * unit).max(SIX_POINT * 1.1);
    let Cut(_, above) = canvas
        .area
        .frame()
        .take_bottom((6.0 * unit).max(PRINTED), 0.0);
    let Cut(foot, rest) = above.take_bottom(foot, 4.0 * unit);
    let rest = Frame {
        y: side,
        h: rest.bottom() - side,
        ..rest
    };
    Cut(rest.inset(side, 0.0), foot.inset(side, 0.0))
}

/// Issuer at the left, version and date at the right, small.
pub(super) fn foot(canvas: &mut Canvas<'_>, frame: Frame, foot: &Foot) -> Result<(), Overflow> {
    foot_in(canvas, frame, foot, Ink::Quiet)
}

/// The foot in another colour, on a ground of colour.
pub(super) fn foot_in(
    canvas: &mut Canvas<'_>,
    frame: Frame,
    foot: &Foot,
    ink: Ink,
) -> Result<(), Overflow> {
    let size = (2.6 * canvas.unit()).max(SIX_POINT);
    let Cut(right, left) = frame.take_right(frame.w * 0.42, 2.0);
    let style = |field| Style::plain(field, size, SIX_POINT).ink(ink);
    let whose = [foot.issuer.as_deref(), foot.copy.as_deref()];
    let whose: Vec<&str> = whose.into_iter().flatten().collect();
    if !whose.is_empty() {
        canvas.words(left, &[&whose.join("　")], style("issuer"))?;
    }
    let marks = [foot.version.as_deref(), foot.date.as_deref()];
    let marks: Vec<&str> = marks.into_iter().flatten().collect();
    if !marks.is_empty() {
        let style = style("version").at(Across::Right, Down::Horizon);
        canvas.words(right, &[&marks.join(" · ")], style)?;
    }
    Ok(())
}

/// The room above a shape, and its height, as parts of its drawing.
struct Seen {
    above: f64,
    height: f64,
}

/// How high a drawing's shape is, as part of the drawing: a triangle leaves room above and below.
fn seen(kind: Kind) -> Seen {
    match Shape::of(kind) {
        Shape::Triangle => Seen {
            above: 0.092,
            height: 0.832,
        },
        Shape::Circle | Shape::Square => Seen {
            above: 0.0,
            height: 1.0,
        },
    }
}

/// How high the shape of a kind stands when its drawing is this wide.
pub(super) fn face_height(kind: Kind, width: f64) -> f64 {
    seen(kind).height * width
}

/// The largest drawing whose shape fits a box.
pub(super) fn face_width(kind: Kind, within: Frame) -> f64 {
    within.w.min(within.h / seen(kind).height)
}

/// The face as large as the box allows, its shape in the middle.
pub(super) fn face<'p>(canvas: &mut Canvas<'p>, within: Frame, sign: &'p Sign) {
    let Seen { above, height } = seen(sign.kind);
    let side = face_width(sign.kind, within);
    let shape = within.centred(side, side * height);
    let frame = Frame::new(shape.x, shape.y - above * side, side, side);
    let role = Role::Face(Shape::of(sign.kind));
    canvas.drawing(frame, &sign.face, role, Some(sign.en.clone()));
}

/// The part of a face's frame that counts for its distance.
pub(super) fn face_size(frame: Frame) -> f64 {
    frame.w * FACE
}

/// The colour of a kind's panel; a warning's is white with a black line.
pub(super) const fn panel_ink(kind: Kind) -> Option<Ink> {
    match kind {
        Kind::Warning => None,
        Kind::Prohibition | Kind::Fire => Some(Ink::Red),
        Kind::SafeCondition => Some(Ink::Green),
        Kind::Mandatory | Kind::Information => Some(Ink::Blue),
    }
}

/// The words of a sign on their panel: Chinese large, at most of this size, English at about a
/// third of it beneath. Answers with the size of the Chinese.
pub(super) fn text_panel(
    canvas: &mut Canvas<'_>,
    frame: Frame,
    sign: &Sign,
    most: f64,
) -> Result<f64, Overflow> {
    let own = sign.ground.map(Ink::Own);
    let ink = if let Some(ground) = own.or(panel_ink(sign.kind)) {
        canvas.fill(frame, ground);
        Ink::White
    } else {
        let thick = (frame.h * 0.022).max(0.5);
        canvas.outline(
            frame.inset(thick / 2.0, thick / 2.0),
            Ink::Black,
            thick,
            0.0,
        );
        Ink::Black
    };
    let inner = frame.inset(frame.h.min(frame.w) * 0.1, frame.h * 0.13);
    let Cut(english, chinese) = inner.take_bottom(inner.h * 0.2, inner.h * 0.1);
    let lines: Vec<&str> = sign.zh.iter().map(String::as_str).collect();
    let zh = Style::bold("words", frame.h.min(most), 3.2)
        .lines(lines.len().max(2))
        .tracking(0.05)
        .ink(ink)
        .at(Across::Center, Down::Horizon)
        .title();
    let size = canvas.words(chinese, &lines, zh)?;
    let en = Style::plain("english", english.h * 1.1, 2.0)
        .lines(2)
        .pitch(1.15)
        .ink(ink)
        .at(Across::Center, Down::Horizon)
        .english();
    canvas.words(english, &[&sign.en], en)?;
    Ok(size)
}

/// How high the panel of a code is: its QR code, and a little air.
pub(super) fn code_height(canvas: &Canvas<'_>, panel: &CodePanel) -> f64 {
    let asked = panel.scanned_from.map_or(0.0, qr_side);
    (46.0 * canvas.unit()).max(QR_LEAST).max(asked) + 2.0 * LINE
}

/// Draws the foot of a page and the panel with its code, and leaves what is above: with so many
/// units of room between, where the piece has a code.
pub(super) fn above_code<'p>(
    canvas: &mut Canvas<'p>,
    piece: &'p Piece,
    gap: f64,
) -> Result<Frame, Overflow> {
    let Cut(rest, foot_line) = page(canvas);
    foot(canvas, foot_line, &piece.foot)?;
    let Some(panel) = &piece.code else {
        return Ok(rest);
    };
    let gap = gap * canvas.unit();
    let Cut(frame, above) = rest.take_bottom(code_height(canvas, panel), gap);
    code_panel(canvas, frame, panel)?;
    Ok(above)
}

/// The QR code at the left with its quiet zone on white, and beside it what it is for, where
/// the sign hangs, and the code to type.
pub(super) fn code_panel<'p>(
    canvas: &mut Canvas<'p>,
    frame: Frame,
    panel: &'p CodePanel,
) -> Result<(), Overflow> {
    canvas.outline(frame, Ink::Hair, 0.25, 0.0);
    // The white around the code must not hide the line: a sticker over the code would break it.
    code_beside(canvas, frame.inset(frame.h * 0.02, LINE), panel)
}

/// The same without a line around it.
pub(super) fn code_beside<'p>(
    canvas: &mut Canvas<'p>,
    frame: Frame,
    panel: &'p CodePanel,
) -> Result<(), Overflow> {
    let Cut(square, rest) = frame.take_left(frame.h, frame.h * 0.05);
    let alt = format!("二维码 {}", panel.code.grouped);
    canvas.drawing(square, &panel.code.qr, Role::Qr, Some(alt));
    let rest = Frame {
        w: rest.w - frame.h * 0.08,
        ..rest
    };
    code_words(canvas, rest.inset(0.0, frame.h * 0.1), panel)
}

fn code_words(canvas: &mut Canvas<'_>, frame: Frame, panel: &CodePanel) -> Result<(), Overflow> {
    let type_it = format!("或在 {} 输入", panel.host);
    let phone = panel.phone.as_ref().map(|phone| format!("电话 {phone}"));
    let rows = [
        (
            Some(panel.ask.as_str()),
            Style::bold("ask", frame.h * 0.17, 2.3),
            0.2,
        ),
        (
            panel.place.as_deref(),
            Style::plain("place", frame.h * 0.12, 2.0).lines(2),
            0.17,
        ),
        (
            Some(type_it.as_str()),
            Style::plain("host", frame.h * 0.11, 1.9).ink(Ink::Quiet),
            0.14,
        ),
        (
            Some(panel.code.grouped.as_str()),
            Style::bold("code", frame.h * 0.165, 2.5).tracking(0.04),
            0.22,
        ),
        (
            Some(PROMISE),
            Style::plain("promise", frame.h * 0.095, 1.9).ink(Ink::Quiet),
            0.13,
        ),
        (
            phone.as_deref(),
            Style::bold("phone", frame.h * 0.11, 2.0),
            0.14,
        ),
    ];
    let row = |(text, style, part): (Option<_>, _, _)| text.map(|text| Row { text, style, part });
    let rows: Vec<Row<'_>> = rows.into_iter().filter_map(row).collect();
    if frame.w > frame.h * 3.6 {
        // A long panel has its two halves side by side: what for and where, then how.
        let how = rows.iter().position(|row| row.style.field == "host");
        let (what, how) = rows
            .split_at_checked(how.unwrap_or_default())
            .unwrap_or_default();
        let Cut(right, left) = frame.take_right(frame.w * 0.46, frame.w * 0.04);
        return under_one_another(canvas, left.centred(left.w, left.h * 0.62), what)
            .and_then(|()| under_one_another(canvas, right, how));
    }
    under_one_another(canvas, frame, &rows)
}

/// A line of words and its part of the height.
struct Row<'t> {
    text: &'t str,
    style: Style,
    part: f64,
}

fn under_one_another(
    canvas: &mut Canvas<'_>,
    frame: Frame,
    rows: &[Row<'_>],
) -> Result<(), Overflow> {
    let whole: f64 = rows.iter().map(|row| row.part).sum();
    let mut rest = frame;
    for Row { text, style, part } in rows {
        let Cut(room, below) = rest.take_top(frame.h * part / whole, 0.0);
        canvas.words(room, &[text], *style)?;
        rest = below;
    }
    Ok(())
}
