//! The shapes of signs, drawn from the proportions of ISO 3864-1 as BGV A8 §4 prints them.
//!
//! A sign is 1000 units with a light edge of 25 around it: circle diameter, square side, side of
//! the triangle. Ring 0.1 d, bar 0.08 d at 45°, border 0.06 b, edge 0.025, outer corner of the
//! triangle 0.05 b. Everything scales with the one dimension.

use super::colour::{BLACK, BLUE, GREEN, RED, Rgb, WHITE, YELLOW};
use super::design::Kind;
use super::symbol::{Frame, Part};
use std::fmt::Write;

/// A sign with its light edge.
pub const TOTAL: f64 = 1050.0;
const MIDDLE: f64 = TOTAL / 2.0;
const SIZE: f64 = 1000.0;
const EDGE: f64 = 0.025 * SIZE;
const RING: f64 = 0.1 * SIZE;
const BAR: f64 = 0.08 * SIZE;
const BORDER: f64 = 0.06 * SIZE;
const TIP: f64 = 0.05 * SIZE;
/// Our own: a square whose corners do not prick.
const SOFT: f64 = 0.04 * SIZE;
/// The triangle stands on this line.
const BASE: f64 = 941.0;

/// How a sign of a kind is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colours {
    /// Of the drawing.
    pub ink: Rgb,
    /// Beneath the drawing.
    pub ground: Rgb,
}

impl Colours {
    /// The colours of a kind.
    pub fn of(kind: Kind) -> Self {
        let (ink, ground) = match kind {
            Kind::Warning => (BLACK, YELLOW),
            Kind::Prohibition => (BLACK, WHITE),
            Kind::Mandatory | Kind::Information => (WHITE, BLUE),
            Kind::SafeCondition => (WHITE, GREEN),
            Kind::Fire => (WHITE, RED),
        };
        Self { ink, ground }
    }
}

/// Where the drawing of a kind goes.
pub fn frame(kind: Kind) -> Frame {
    let (y, side) = match kind {
        Kind::Warning => (630.0, 400.0),
        Kind::Prohibition => (MIDDLE, 520.0),
        Kind::Mandatory => (MIDDLE, 590.0),
        Kind::SafeCondition | Kind::Fire | Kind::Information => (MIDDLE, 810.0),
    };
    Frame { x: MIDDLE, y, side }
}

/// What a face is made of.
#[derive(Debug, Clone, Copy)]
pub struct Face<'d> {
    /// Which shape.
    pub kind: Kind,
    /// The colours, which a bin's setting may change.
    pub colours: Colours,
    /// Whether a prohibition has its bar; a limit has none.
    pub bar: bool,
    /// The drawing.
    pub symbol: &'d [Part],
}

/// The face of a sign with its light edge, as SVG of 1050 by 1050 units.
pub fn face(face: Face<'_>) -> String {
    let Face { kind, colours, .. } = face;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {TOTAL} {TOTAL}\">\n{}{}",
        beneath(kind, colours.ground),
        frame(kind).draw(face.symbol, colours),
    );
    if kind == Kind::Prohibition {
        svg += &above(face.bar);
    }
    svg += "</svg>\n";
    svg
}

/// What lies under the drawing.
fn beneath(kind: Kind, ground: Rgb) -> String {
    match kind {
        Kind::Warning => {
            let edge = triangle(EDGE, TIP + EDGE);
            let inside = triangle(-BORDER, 0.0);
            let outside = triangle(0.0, TIP);
            format!(
                "<path d=\"{edge}\" fill=\"{ground}\"/>\n<path d=\"{outside}\" fill=\"{BLACK}\"/>\n\
                 <path d=\"{inside}\" fill=\"{ground}\"/>\n"
            )
        }
        Kind::Prohibition => disc(MIDDLE, WHITE),
        Kind::Mandatory => disc(MIDDLE, WHITE) + &disc(SIZE / 2.0, ground),
        Kind::SafeCondition | Kind::Fire | Kind::Information => {
            square(0.0, SOFT + EDGE, WHITE) + &square(EDGE, SOFT, ground)
        }
    }
}

/// The ring, and the bar last: nothing interrupts it.
fn above(bar: bool) -> String {
    let radius = (SIZE - RING) / 2.0;
    let mut svg = format!(
        "<circle cx=\"{MIDDLE}\" cy=\"{MIDDLE}\" r=\"{radius}\" fill=\"none\" stroke=\"{RED}\" \
         stroke-width=\"{RING}\"/>\n"
    );
    if bar {
        // From the ring's inner edge at the upper left to that at the lower right; the corners of
        // its square ends lie on the ring.
        let reach = (radius - RING / 2.0) * std::f64::consts::FRAC_1_SQRT_2;
        let (from, to) = (MIDDLE - reach, MIDDLE + reach);
        // A String takes every write.
        let _ = writeln!(
            svg,
            "<path d=\"M{from:.1} {from:.1}L{to:.1} {to:.1}\" stroke=\"{RED}\" stroke-width=\"{BAR}\"/>"
        );
    }
    svg
}

fn disc(radius: f64, colour: Rgb) -> String {
    format!("<circle cx=\"{MIDDLE}\" cy=\"{MIDDLE}\" r=\"{radius}\" fill=\"{colour}\"/>\n")
}

fn square(inset: f64, corner: f64, colour: Rgb) -> String {
    let side = TOTAL - 2.0 * inset;
    format!(
        "<rect x=\"{inset}\" y=\"{inset}\" width=\"{side}\" height=\"{side}\" rx=\"{corner}\" \
         fill=\"{colour}\"/>\n"
    )
}

/// The outline of the triangle, moved outwards, its corners rounded by a radius.
fn triangle(outwards: f64, radius: f64) -> String {
    let height = SIZE * 3.0_f64.sqrt() / 2.0;
    let centre = BASE - height / 3.0;
    let reach = 2.0 * (height / 3.0 + outwards);
    let half = reach * 3.0_f64.sqrt() / 2.0;
    let corners = [
        (MIDDLE, centre - reach),
        (MIDDLE + half, centre + reach / 2.0),
        (MIDDLE - half, centre + reach / 2.0),
    ];
    // Between the corner and where its arc begins, for an angle of 60°.
    let cut = radius * 3.0_f64.sqrt() / (2.0 * half);
    let towards = |a: (f64, f64), b: (f64, f64)| (a.0 + (b.0 - a.0) * cut, a.1 + (b.1 - a.1) * cut);
    let [top, right, left] = corners;
    let mut path = String::new();
    for (before, corner, after) in [(left, top, right), (top, right, left), (right, left, top)] {
        let (from, to) = (towards(corner, before), towards(corner, after));
        let verb = if path.is_empty() { 'M' } else { 'L' };
        let _ = write!(path, "{verb}{:.2} {:.2}", from.0, from.1);
        if radius > 0.0 {
            let _ = write!(path, "A{radius} {radius} 0 0 1 {:.2} {:.2}", to.0, to.1);
        }
    }
    path + "z"
}
