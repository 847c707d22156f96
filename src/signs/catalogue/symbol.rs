//! The drawings of the signs, our own, one file a drawing, and how a sign is composed of them.
//!
//! A drawing is a square of 100 units in black (ink) on nothing, with white where the ground shows
//! through; one shape a line, so that a sign can colour it and clear the ground around it.

use super::geometry::Colours;
use rust_embed::RustEmbed;
use serde::Deserialize;
use std::fmt::Write;

#[derive(RustEmbed)]
#[folder = "signs/symbols"]
struct Symbols;

const INK: &str = "\"#000\"";
const GROUND: &str = "\"#fff\"";

/// One drawing of a sign, and how it lies in the frame.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// `lift`: a file in `signs/symbols` without `.svg`.
    pub glyph: String,
    /// How large, as part of the frame.
    #[serde(default = "whole")]
    pub scale: f64,
    /// How far right of the frame's middle, in hundredths of the frame.
    #[serde(default)]
    pub dx: f64,
    /// How far below it.
    #[serde(default)]
    pub dy: f64,
    /// Whether left is right.
    #[serde(default)]
    pub mirror: bool,
    /// Clockwise, in degrees.
    #[serde(default)]
    pub rotate: f64,
    /// How wide the ground is cleared around it, in hundredths of the frame.
    #[serde(default)]
    pub halo: f64,
}

fn whole() -> f64 {
    1.0
}

/// The square a sign's drawing goes into, in units of the face.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Its middle.
    pub x: f64,
    /// Its middle.
    pub y: f64,
    /// Its side.
    pub side: f64,
}

impl Frame {
    /// The parts in their order, later ones over earlier ones.
    pub fn draw(&self, parts: &[Part], colours: Colours) -> String {
        let mut svg =
            "<g fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n".to_owned();
        for part in parts {
            self.place(&mut svg, part);
        }
        svg += "</g>\n";
        svg.replace(INK, &format!("\"{}\"", colours.ink))
            .replace(GROUND, &format!("\"{}\"", colours.ground))
    }

    fn place(&self, svg: &mut String, part: &Part) {
        let unit = self.side / 100.0;
        let (x, y) = (self.x + part.dx * unit, self.y + part.dy * unit);
        let tall = part.scale * unit;
        let wide = if part.mirror { -tall } else { tall };
        let turn = part.rotate;
        // A String takes every write.
        let _ = writeln!(
            svg,
            "<g transform=\"translate({x:.2} {y:.2}) rotate({turn}) scale({wide:.4} {tall:.4}) \
             translate(-50 -50)\">"
        );
        let file = file(&part.glyph).unwrap_or_default();
        if part.halo > 0.0 {
            for shape in shapes(&file) {
                *svg += &widened(shape, part.halo / part.scale);
            }
        }
        for shape in shapes(&file) {
            *svg += shape;
            svg.push('\n');
        }
        *svg += "</g>\n";
    }
}

/// The shapes of a drawing, one a line.
fn shapes(file: &str) -> impl Iterator<Item = &str> {
    file.lines()
        .map(str::trim)
        .filter(|line| line.ends_with("/>"))
}

/// An inked shape grown by a width on every side, in the ground's colour.
fn widened(shape: &str, by: f64) -> String {
    let stroke = format!(" stroke={INK} stroke-width=\"");
    if let Some((before, rest)) = shape.split_once(&stroke)
        && let Some((width, after)) = rest.split_once('"')
    {
        let width = width.parse().unwrap_or(0.0) + 2.0 * by;
        format!("{before} stroke={GROUND} stroke-width=\"{width:.2}\"{after}\n")
    } else if shape.contains(INK) {
        let outline = format!(
            "fill={GROUND} stroke={GROUND} stroke-width=\"{:.2}\"",
            2.0 * by
        );
        shape.replace(&format!("fill={INK}"), &outline) + "\n"
    } else {
        String::new()
    }
}

/// Whether there is a drawing of this name.
pub(super) fn exists(glyph: &str) -> bool {
    Symbols::get(&format!("{glyph}.svg")).is_some()
}

fn file(glyph: &str) -> Option<String> {
    let found = Symbols::get(&format!("{glyph}.svg"))?;
    String::from_utf8(found.data.into_owned()).ok()
}

#[cfg(test)]
mod tests {
    use super::super::design::Catalogue;
    use super::*;
    use std::collections::BTreeSet;

    const HEAD: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\" \
                        fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\">";

    fn names() -> BTreeSet<String> {
        Symbols::iter()
            .map(|file| file.trim_end_matches(".svg").to_owned())
            .collect()
    }

    #[test]
    fn every_drawing_is_shapes_in_ink_and_ground_alone() {
        for name in names() {
            let text = file(&name).unwrap();
            let lines: Vec<&str> = text.lines().collect();
            assert_eq!(lines.first().copied(), Some(HEAD), "{name}");
            assert!(text.ends_with("/>\n</svg>\n"), "{name}");
            let drawn = shapes(&text).count();
            assert!(
                drawn > 0 && drawn == lines.len() - 2,
                "{name}: one shape a line"
            );
            for shape in shapes(&text) {
                let kind = shape.split(' ').next().unwrap();
                assert!(
                    ["<path", "<circle", "<rect"].contains(&kind),
                    "{name}: {shape}"
                );
                assert_eq!(
                    shape.matches('#').count(),
                    shape.matches(INK).count() + shape.matches(GROUND).count(),
                    "{name}: {shape}"
                );
                assert!(
                    shape.contains(INK) || shape.contains(GROUND),
                    "{name}: {shape}"
                );
            }
        }
    }

    #[test]
    fn every_drawing_is_on_a_sign() {
        let catalogue = Catalogue::get().unwrap();
        let parts = catalogue.designs().iter().flat_map(|d| &d.symbol);
        let used: BTreeSet<String> = parts.map(|part| part.glyph.clone()).collect();
        assert_eq!(names(), used);
    }

    #[test]
    fn a_halo_clears_the_ground_around_lines_and_areas() {
        let line = "<path d=\"M0 0\" stroke=\"#000\" stroke-width=\"6\"/>";
        let clear = "<path d=\"M0 0\" stroke=\"#fff\" stroke-width=\"14.00\"/>\n";
        assert_eq!(widened(line, 4.0), clear);
        let area = "<circle cx=\"1\" cy=\"1\" r=\"1\" fill=\"#000\"/>";
        assert!(widened(area, 2.0).contains("fill=\"#fff\" stroke=\"#fff\" stroke-width=\"4.00\""));
        assert_eq!(widened("<circle r=\"1\" fill=\"#fff\"/>", 2.0), "");
    }
}
