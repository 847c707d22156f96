//! PNG: read line by line, interlaced or not, so that the whole never lies in memory.

use std::io::Cursor;

use image::metadata::Orientation;
use png::{ColorType, Decoder, Limits, Transformations};

use super::negative::{Negative, damaged};
use super::room::Size;
use super::shrink::{Places, Shrinking, kept};
use super::walk::{Walk, length};
use crate::platform::photos::picture::PhotoError;

/// How every PNG begins.
pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1A\n";
/// What one line and its unpacking may take.
const LINE: Limits = Limits {
    bytes: 16 * 1024 * 1024,
};

/// A PNG of which the picture is left.
struct Lean {
    bytes: Vec<u8>,
    size: Size,
    is_interlaced: bool,
    orientation: Orientation,
}

/// Leaves out all parts but the picture; how it was held is the only thing read from the others.
fn lean(file: &[u8]) -> Result<Lean, PhotoError> {
    let mut walk = Walk::of(file);
    let mut lean = Lean {
        bytes: walk.take(SIGNATURE.len())?.to_vec(),
        size: Size {
            width: 0,
            height: 0,
        },
        is_interlaced: false,
        orientation: Orientation::NoTransforms,
    };
    loop {
        let whole = walk.rest;
        let size = length(walk.long()?)?;
        let name = walk.name()?;
        let body = walk.take(size)?;
        walk.take(4)?;
        match &name {
            b"IHDR" => {
                let mut head = Walk::of(body);
                lean.size = Size {
                    width: head.long()?,
                    height: head.long()?,
                };
                lean.is_interlaced = body.last() == Some(&1);
            }
            b"eXIf" => {
                let said = Orientation::from_exif_chunk(body);
                lean.orientation = said.unwrap_or(lean.orientation);
            }
            _ => {}
        }
        if matches!(&name, b"IHDR" | b"PLTE" | b"tRNS" | b"IDAT" | b"IEND") {
            let whole = Walk::of(whole).take(size + 12)?;
            lean.bytes.extend_from_slice(whole);
        }
        if &name == b"IEND" {
            return Ok(lean);
        }
    }
}

/// The lines that come one after another, each with the points it has.
fn passes(size: Size, is_interlaced: bool) -> Vec<Pass> {
    const ADAM7: [[u8; 4]; 7] = [
        [0, 0, 8, 8],
        [4, 0, 8, 8],
        [0, 4, 4, 8],
        [2, 0, 4, 4],
        [0, 2, 2, 4],
        [1, 0, 2, 2],
        [0, 1, 1, 2],
    ];
    if !is_interlaced {
        return vec![Pass {
            left: 0,
            top: 0,
            every: 1,
            step: 1,
        }];
    }
    let pass = |[left, top, every, step]: [u8; 4]| Pass {
        left: left.into(),
        top: top.into(),
        every: every.into(),
        step: step.into(),
    };
    let is_there = |pass: &Pass| size.width > pass.left && size.height > pass.top;
    ADAM7.into_iter().map(pass).filter(is_there).collect()
}

/// A turn through the picture: from where, and in what steps.
struct Pass {
    left: u32,
    top: u32,
    every: u32,
    step: usize,
}

/// Opens a PNG; of one that moves, the picture that stands still.
pub(super) fn open(file: Vec<u8>) -> Result<Negative, PhotoError> {
    let lean = lean(&file)?;
    drop(file);
    lean.size.is_bounded()?;
    let mut decoder = Decoder::new_with_limits(Cursor::new(lean.bytes), LINE);
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(damaged)?;
    let colour = reader.output_color_type().0;
    let mut small = Shrinking::new(lean.size, kept(lean.size));
    for pass in passes(lean.size, lean.is_interlaced) {
        for line in (pass.top..lean.size.height).step_by(pass.step) {
            let row = reader.next_row().map_err(damaged)?;
            let row = row.ok_or(PhotoError::Damaged)?;
            let places = Places {
                line,
                first: length(pass.left)?,
                every: length(pass.every)?,
            };
            add(&mut small, places, colour, row.data());
        }
    }
    Ok(Negative {
        picture: small.finish()?,
        orientation: lean.orientation,
    })
}

fn add(small: &mut Shrinking, places: Places, colour: ColorType, row: &[u8]) {
    match colour {
        ColorType::Grayscale | ColorType::Indexed => small.add(places, row.iter().map(|g| [*g; 3])),
        ColorType::GrayscaleAlpha => {
            let (pairs, _) = row.as_chunks();
            small.add_clear(places, pairs.iter().map(|[g, a]| [*g, *g, *g, *a]));
        }
        ColorType::Rgb => small.add(places, row.as_chunks().0.iter().copied()),
        ColorType::Rgba => small.add_clear(places, row.as_chunks().0.iter().copied()),
    }
}
