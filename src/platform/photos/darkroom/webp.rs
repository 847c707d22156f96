//! WebP: the decoder wants it whole, so a large one is refused before it is opened.

use std::io::Cursor;

use image::metadata::Orientation;
use image_webp::WebPDecoder;

use super::negative::{Negative, damaged};
use super::room::Size;
use super::shrink::{Places, Shrinking, kept};
use super::walk::{Walk, length};
use crate::platform::photos::picture::PhotoError;

/// The parts of a WebP that are its picture; of one that moves, its first picture.
#[derive(Debug, Default)]
struct Parts<'a> {
    /// With loss.
    lossy: Option<&'a [u8]>,
    /// Without.
    lossless: Option<&'a [u8]>,
    /// What shows through one with loss.
    alpha: Option<&'a [u8]>,
    orientation: Option<Orientation>,
}

impl<'a> Parts<'a> {
    /// Reads the parts of a file.
    fn read(&mut self, mut walk: Walk<'a>) -> Result<(), PhotoError> {
        while let Some(part) = Part::next(&mut walk)? {
            match &part.name {
                b"EXIF" => {
                    let exif = part.body.strip_prefix(b"Exif\0\0").unwrap_or(part.body);
                    self.orientation = Orientation::from_exif_chunk(exif);
                }
                b"ANMF" if self.lossy.is_none() && self.lossless.is_none() => {
                    self.read_first(Walk::of(part.body))?;
                }
                _ => self.keep(part),
            }
        }
        Ok(())
    }

    /// The first picture of a film.
    fn read_first(&mut self, mut frame: Walk<'a>) -> Result<(), PhotoError> {
        frame.take(16)?;
        while let Some(part) = Part::next(&mut frame)? {
            self.keep(part);
        }
        Ok(())
    }

    fn keep(&mut self, Part { name, body }: Part<'a>) {
        match &name {
            b"VP8 " => _ = self.lossy.get_or_insert(body),
            b"VP8L" => _ = self.lossless.get_or_insert(body),
            b"ALPH" => _ = self.alpha.get_or_insert(body),
            _ => {}
        }
    }

    /// A file of one still picture.
    fn lean(&self) -> Result<Lean, PhotoError> {
        match (self.lossy, self.lossless) {
            (Some(picture), None) => lossy(picture, self.alpha),
            (None, Some(picture)) => lossless(picture),
            _ => Err(PhotoError::Damaged),
        }
    }
}

/// A WebP of which the picture is left.
struct Lean {
    bytes: Vec<u8>,
    size: Size,
    /// Bytes that its decoder holds for each point.
    each: u64,
}

fn lossy(picture: &[u8], alpha: Option<&[u8]>) -> Result<Lean, PhotoError> {
    let mut head = Walk::of(picture);
    head.take(6)?;
    let bounded = |bytes: [u8; 2]| u32::from(u16::from_le_bytes(bytes) & 0x3FFF);
    let size = Size {
        width: bounded([head.byte()?, head.byte()?]),
        height: bounded([head.byte()?, head.byte()?]),
    };
    size.is_bounded()?;
    Ok(match alpha {
        // Brightness and colours, and the points they become.
        None => Lean {
            bytes: riff(&[Part::new(*b"VP8 ", picture)])?,
            size,
            each: 5,
        },
        // The same with what shows through, unpacked like a picture of its own.
        Some(alpha) => Lean {
            bytes: riff(&[
                Part::new(*b"VP8X", &extended(size)),
                Part::new(*b"ALPH", alpha),
                Part::new(*b"VP8 ", picture),
            ])?,
            size,
            each: 11,
        },
    })
}

fn lossless(picture: &[u8]) -> Result<Lean, PhotoError> {
    let mut head = Walk::of(picture);
    head.take(1)?;
    let packed = head.little_long()?;
    let size = Size {
        width: (packed & 0x3FFF) + 1,
        height: ((packed >> 14) & 0x3FFF) + 1,
    };
    size.is_bounded()?;
    Ok(Lean {
        bytes: riff(&[Part::new(*b"VP8L", picture)])?,
        size,
        each: 8,
    })
}

/// What stands before a picture of which something shows through: that it does, and its size.
fn extended(size: Size) -> [u8; 10] {
    let [w0, w1, w2, _] = (size.width - 1).to_le_bytes();
    let [h0, h1, h2, _] = (size.height - 1).to_le_bytes();
    [0x10, 0, 0, 0, w0, w1, w2, h0, h1, h2]
}

/// A named part of a file.
struct Part<'a> {
    name: [u8; 4],
    body: &'a [u8],
}

impl<'a> Part<'a> {
    /// The next part; the last one of some files has no filling to an even length.
    fn next(walk: &mut Walk<'a>) -> Result<Option<Self>, PhotoError> {
        if walk.rest.len() < 8 {
            return Ok(None);
        }
        let name = walk.name()?;
        let size = length(walk.little_long()?)?;
        let body = walk.take(size)?;
        walk.take((size % 2).min(walk.rest.len()))?;
        Ok(Some(Self { name, body }))
    }

    fn new(name: [u8; 4], body: &'a [u8]) -> Self {
        Self { name, body }
    }
}

fn riff(parts: &[Part<'_>]) -> Result<Vec<u8>, PhotoError> {
    let length = |of: usize| u32::try_from(of).map(u32::to_le_bytes).map_err(damaged);
    let mut body = b"WEBP".to_vec();
    for Part { name, body: part } in parts {
        body.extend_from_slice(name);
        body.extend(length(part.len())?);
        body.extend_from_slice(part);
        body.resize(body.len().next_multiple_of(2), 0);
    }
    let head = [*b"RIFF", length(body.len())?];
    body.splice(0..0, head.into_iter().flatten());
    Ok(body)
}

/// Opens a WebP.
pub(super) fn open(file: Vec<u8>) -> Result<Negative, PhotoError> {
    let mut walk = Walk::of(&file);
    walk.take(4)?;
    let said = length(walk.little_long()?)?;
    walk.take(4)?;
    // Whatever stands behind the end is none of the picture's.
    let inside = walk.take(said.checked_sub(4).ok_or(PhotoError::Damaged)?)?;
    let mut parts = Parts::default();
    parts.read(Walk::of(inside))?;
    let orientation = parts.orientation.unwrap_or(Orientation::NoTransforms);
    let Lean { bytes, size, each } = parts.lean()?;
    drop(file);
    size.has_room(size.area() * each)?;
    Ok(Negative {
        picture: picture(bytes, size)?,
        orientation,
    })
}

fn picture(bytes: Vec<u8>, size: Size) -> Result<image::RgbImage, PhotoError> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(damaged)?;
    let held = decoder.output_buffer_size().ok_or(PhotoError::Damaged)?;
    let mut points = vec![0; held];
    decoder.read_image(&mut points).map_err(damaged)?;
    let clear = decoder.has_alpha();
    drop(decoder);
    let mut small = Shrinking::new(size, kept(size));
    let line = length(size.width)? * if clear { 4 } else { 3 };
    for (at, row) in (0..size.height).zip(points.chunks_exact(line)) {
        let places = Places::all_of(at);
        if clear {
            small.add_clear(places, row.as_chunks().0.iter().copied());
        } else {
            small.add(places, row.as_chunks().0.iter().copied());
        }
    }
    small.finish()
}
