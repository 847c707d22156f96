//! The proof: a first sheet that shows the sign small, says what will be printed, and carries
//! patches of the safety colours to hold against the print.

use super::canvas::{Across, Canvas, Down, Ink, Overflow, Style};
use super::layouts::room_facts;
use super::paper::{Area, Cut, Format, Frame, count};
use super::side::{Placed, Segment, Side};

/// What a proof says beside the sign.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Proof {
    /// What is printed, line by line: `标识` and `当心滑倒`, `尺寸` and `A3`.
    pub facts: Vec<(String, String)>,
}

const PATCHES: [(Ink, &str); 6] = [
    (Ink::Red, "红 #C1121C"),
    (Ink::Yellow, "黄 #FFC800"),
    (Ink::Green, "绿 #008754"),
    (Ink::Blue, "蓝 #0054A6"),
    (Ink::Black, "墨 #111418"),
    (Ink::Hair, "灰 #696969"),
];

/// A line of the facts, and a patch beside it.
const ROW: f64 = 12.0;
/// All patches together.
const PATCHED: f64 = 72.0;

/// Papers prove nothing about colour or fire; the sheet says so.
const LIMITS: [&str; 2] = [
    "颜色以色卡比对为准；法定安全标志须使用有合格证明的材料制作。",
    "纸质标识不能代替消防应急照明和疏散指示灯具。",
];

/// The first sheet, with the first sign of this size on it.
pub(super) fn draw(canvas: &mut Canvas<'_>, proof: &Proof) -> Result<(), Overflow> {
    let all = canvas.area.frame().inset(14.0, 13.0);
    let Cut(head, _) = all.take_top(14.0, 0.0);
    let Cut(right, left) = head.take_right(60.0, 4.0);
    canvas.words(left, &["打样单"], Style::bold("title", 14.0, 8.0).title())?;
    let english = Style::plain("english", 6.0, 4.0)
        .ink(Ink::Quiet)
        .at(Across::Right, Down::Bottom);
    canvas.words(right, &["Proof"], english.english())?;
    canvas.outline(shown(), Ink::Hair, 0.25, 0.0);
    let Cut(lower, _) = all.take_bottom(105.0, 0.0);
    let Cut(text, patches) = lower.take_left(lower.w * 0.56, 8.0);
    let high = (ROW * count(proof.facts.len())).min(PATCHED);
    room_facts(canvas, Frame { h: high, ..text }, &proof.facts)?;
    colours(canvas, patches)?;
    let limits = Frame {
        y: lower.y + PATCHED + 4.0,
        h: 14.0,
        ..lower
    };
    let style = Style::plain("limits", 3.6, 3.0)
        .lines(2)
        .pitch(1.5)
        .ink(Ink::Quiet);
    canvas.words(limits, &LIMITS, style)?;
    let check = Frame::new(check_line().from.0, lower.y + 96.5, 100.0, 6.0);
    let style = Style::plain("check", 3.2, 2.5);
    canvas.words(check, &["按100%打印，此线长100毫米"], style)?;
    let frame = Frame::new(lower.x + 110.0, lower.y + 92.0, lower.w - 110.0, 12.0);
    approval(canvas, frame)
}

/// Lines to sign on.
fn approval(canvas: &mut Canvas<'_>, frame: Frame) -> Result<(), Overflow> {
    for (part, label) in [(0.0, "审批"), (0.5, "日期")] {
        let half = Frame {
            x: frame.x + part * frame.w,
            w: frame.w * 0.46,
            ..frame
        };
        let style = Style::plain("sign", 4.0, 3.0).ink(Ink::Quiet);
        canvas.words(half, &[label], style)?;
        let line = Frame::new(half.x + 10.0, half.bottom() - 3.0, half.w - 10.0, 0.0);
        canvas.rule(line, Ink::Hair, 0.25);
    }
    Ok(())
}

fn colours(canvas: &mut Canvas<'_>, frame: Frame) -> Result<(), Overflow> {
    let mut rest = frame;
    for (ink, name) in PATCHES {
        let Cut(row, below) = rest.take_top(ROW, 0.0);
        let Cut(patch, words) = row.take_left(24.0, 4.0);
        canvas.fill(patch, ink);
        canvas.words(words, &[name], Style::plain("colour", 3.8, 3.0))?;
        rest = below;
    }
    Ok(())
}

/// Where the sign is shown.
fn shown() -> Frame {
    Frame::new(14.0, 32.0, 182.0, 140.0)
}

fn check_line() -> Segment {
    Segment {
        from: (14.0, 283.0),
        to: (114.0, 283.0),
    }
}

/// The side itself: the proof’s own words over all of it, the sign scaled into its frame.
pub(super) fn side(page: usize, sign: Area, piece: usize) -> Side {
    let area = Format::A4.portrait().area();
    let room = shown().inset(4.0, 4.0);
    let scale = (room.w / sign.width).min(room.h / sign.height).min(1.0);
    let at = room.centred(sign.width * scale, sign.height * scale);
    let line = check_line();
    let tick = |x: f64| Segment {
        from: (x, line.from.1 - 1.5),
        to: (x, line.from.1 + 1.5),
    };
    Side {
        width: area.width,
        height: area.height,
        placed: vec![
            Placed {
                piece: page,
                x: 0.0,
                y: 0.0,
                window: area.frame(),
                scale: 1.0,
                turned: false,
            },
            Placed {
                piece,
                x: at.x,
                y: at.y,
                window: sign.frame(),
                scale,
                turned: false,
            },
        ],
        marks: vec![line, tick(line.from.0), tick(line.to.0)],
        ..Side::default()
    }
}
