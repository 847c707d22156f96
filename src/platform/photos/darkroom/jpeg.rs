//! JPEG: what is no picture is left out, and the rest is decoded at a reduced scale.

mod frame;
mod lean;

use std::io::Cursor;

use jpeg_decoder::{Decoder, PixelFormat};

use self::lean::{Lean, lean};
use super::negative::{Negative, damaged};
use super::room::Size;
use super::shrink::{Places, Shrinking, kept};
use crate::platform::photos::picture::PhotoError;

/// Opens a JPEG.
pub(super) fn open(file: Vec<u8>) -> Result<Negative, PhotoError> {
    let Lean {
        bytes,
        frame,
        orientation,
    } = lean(&file)?;
    drop(file);
    frame.size.is_bounded()?;
    let to = kept(frame.size);
    frame.size.has_room(frame.held(frame.scale_for(to)))?;
    let mut decoder = Decoder::new(Cursor::new(bytes));
    let wanted = |side: u32| u16::try_from(side).map_err(damaged);
    let (width, height) = decoder
        .scale(wanted(to.width)?, wanted(to.height)?)
        .map_err(damaged)?;
    let points = decoder.decode().map_err(damaged)?;
    let format = decoder.info().ok_or(PhotoError::Damaged)?.pixel_format;
    drop(decoder);
    let from = Size {
        width: width.into(),
        height: height.into(),
    };
    let to = Size {
        width: to.width.min(from.width),
        height: to.height.min(from.height),
    };
    let mut small = Shrinking::new(from, to);
    let line = usize::from(width) * format.pixel_bytes();
    for (at, row) in (0..from.height).zip(points.chunks_exact(line)) {
        add(&mut small, Places::all_of(at), format, row)?;
    }
    Ok(Negative {
        picture: small.finish()?,
        orientation,
    })
}

fn add(
    small: &mut Shrinking,
    places: Places,
    format: PixelFormat,
    row: &[u8],
) -> Result<(), PhotoError> {
    match format {
        PixelFormat::L8 => small.add(places, row.iter().map(|g| [*g; 3])),
        PixelFormat::RGB24 => small.add(places, row.as_chunks().0.iter().copied()),
        PixelFormat::CMYK32 => small.add(places, row.as_chunks().0.iter().copied().map(printed)),
        PixelFormat::L16 => return Err(PhotoError::Damaged),
    }
    Ok(())
}

/// Four inks as they look on paper.
fn printed([c, m, y, k]: [u8; 4]) -> [u8; 3] {
    [c, m, y].map(|ink| {
        let left = (255 - u32::from(ink)) * (255 - u32::from(k));
        u8::try_from((left + 127) / 255).unwrap_or(u8::MAX)
    })
}
