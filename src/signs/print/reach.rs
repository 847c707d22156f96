//! From how far a laid out sign can be read, and the smallest paper that serves a distance.

use super::canvas::{Item, Overflow, Role};
use super::fit::{HAN, Ruler};
use super::paper::{Format, Paper};
use super::parts::face_size;
use super::piece::Piece;
use super::sheets::items;
use super::sizes::{Light, Reading, TooFar, chinese};

/// From how many metres a sign on this paper can be read: by its smallest face, or by its title
/// where it has no face.
pub fn reach(
    ruler: &dyn Ruler,
    piece: &Piece,
    paper: Paper,
    light: Light,
) -> Result<f64, Overflow> {
    let items = items(ruler, piece, paper.area())?;
    let faces = items.iter().filter_map(|item| face_reach(item, light));
    let titles = items.iter().filter_map(title_reach);
    let least = |all: &mut dyn Iterator<Item = f64>| all.reduce(f64::min);
    let found = least(&mut faces.into_iter()).or_else(|| least(&mut titles.into_iter()));
    Ok(found.unwrap_or_default())
}

fn face_reach(item: &Item, light: Light) -> Option<f64> {
    match item {
        Item::Drawing {
            frame,
            role: Role::Face(shape),
            ..
        } => Some(shape.reach(face_size(*frame), light)),
        Item::Drawing { .. } | Item::Panel { .. } | Item::Arrow { .. } | Item::Words { .. } => None,
    }
}

fn title_reach(item: &Item) -> Option<f64> {
    match item {
        Item::Words { size, style, .. } if style.title => Some(size * HAN / chinese(1.0)),
        Item::Words { .. } | Item::Drawing { .. } | Item::Panel { .. } | Item::Arrow { .. } => None,
    }
}

/// The smallest paper, upright before lying, on which a sign is read from this distance and all
/// its words fit; no larger than `largest`.
pub fn smallest_paper(
    ruler: &dyn Ruler,
    piece: &Piece,
    reading: Reading,
    largest: Format,
) -> Result<Paper, TooFar> {
    let mut best = (largest.portrait(), 0.0);
    for format in Format::ALL.into_iter().filter(|format| *format <= largest) {
        for paper in [format.portrait(), format.landscape()] {
            let found = reach(ruler, piece, paper, reading.light).unwrap_or_default();
            if found >= reading.metres {
                return Ok(paper);
            }
            if found > best.1 {
                best = (paper, found);
            }
        }
    }
    Err(TooFar {
        metres: reading.metres,
        needed: needed(ruler, piece, reading),
        paper: best.0,
        reach: best.1,
    })
}

/// The size a sign's face needs, or its title.
fn needed(ruler: &dyn Ruler, piece: &Piece, reading: Reading) -> f64 {
    let items = items(ruler, piece, Format::A0.portrait().area()).unwrap_or_default();
    let faces = items.iter().filter_map(|item| match item {
        Item::Drawing {
            role: Role::Face(shape),
            ..
        } => Some(shape.needed(reading)),
        Item::Drawing { .. } | Item::Panel { .. } | Item::Arrow { .. } | Item::Words { .. } => None,
    });
    faces
        .reduce(f64::max)
        .unwrap_or_else(|| chinese(reading.metres))
}
