//! What of a JPEG is the picture.

use image::metadata::Orientation;

use super::frame::Frame;
use crate::platform::photos::darkroom::walk::Walk;
use crate::platform::photos::picture::PhotoError;

/// Turns in which a picture may come; ten are usual.
const MAX_SCANS: usize = 32;

/// A JPEG of which the picture is left.
pub(super) struct Lean {
    pub(super) bytes: Vec<u8>,
    pub(super) frame: Frame,
    pub(super) orientation: Orientation,
}

/// Leaves out every part that is no picture, and whatever stands behind its end. A file without
/// its end is cut off: the decoder would make a grey picture of what is missing.
pub(super) fn lean(file: &[u8]) -> Result<Lean, PhotoError> {
    let mut walk = Walk::of(file);
    let mut bytes = walk.take(2)?.to_vec();
    let (mut frame, mut orientation) = (None, Orientation::NoTransforms);
    let mut scans = 0;
    loop {
        let mark = mark(&mut walk)?;
        if mark == 0xD9 {
            bytes.extend([0xFF, mark]);
            let frame = frame.ok_or(PhotoError::Damaged)?;
            return Ok(Lean {
                bytes,
                frame,
                orientation,
            });
        }
        let length = walk.short()?;
        let body = walk.take(
            usize::from(length)
                .checked_sub(2)
                .ok_or(PhotoError::Damaged)?,
        )?;
        match mark {
            0xC0..=0xC2 if frame.is_none() => frame = Some(Frame::read(body, mark == 0xC2)?),
            // Tables, the distance between restarts, and a scan.
            0xC4 | 0xDB | 0xDD | 0xDA => {}
            // What says how the colours are meant.
            0xE0 if body.starts_with(b"JFIF\0") => {}
            0xEE if body.starts_with(b"Adobe") => {}
            0xE1 => {
                orientation = held(body).unwrap_or(orientation);
                continue;
            }
            0xE0..=0xEF | 0xFE => continue,
            // Without loss, in layers, by arithmetic: no camera writes these.
            _ => return Err(PhotoError::Damaged),
        }
        bytes.extend([0xFF, mark]);
        bytes.extend(length.to_be_bytes());
        bytes.extend_from_slice(body);
        if mark == 0xDA {
            scans += 1;
            if scans > MAX_SCANS {
                return Err(PhotoError::Damaged);
            }
            bytes.extend_from_slice(scanned(&mut walk)?);
        }
    }
}

/// The next mark; any number of FF may stand before it, and some cameras leave bytes between.
fn mark(walk: &mut Walk<'_>) -> Result<u8, PhotoError> {
    loop {
        while walk.byte()? != 0xFF {}
        loop {
            match walk.byte()? {
                0xFF => {}
                0x00 | 0x01 | 0xD0..=0xD8 => break,
                mark => return Ok(mark),
            }
        }
    }
}

/// The points of a scan, to the next mark: among them an FF is followed by 0 or by D0 to D7.
fn scanned<'a>(walk: &mut Walk<'a>) -> Result<&'a [u8], PhotoError> {
    let mut length = 0;
    loop {
        let rest = walk.rest.get(length..).unwrap_or_default();
        let at = rest.iter().position(|byte| *byte == 0xFF);
        length += at.ok_or(PhotoError::Damaged)?;
        match walk.rest.get(length + 1) {
            Some(0x00 | 0x01 | 0xD0..=0xD7) => length += 2,
            Some(0xFF) => length += 1,
            Some(_) => return walk.take(length),
            None => return Err(PhotoError::Damaged),
        }
    }
}

/// How the camera was held.
fn held(body: &[u8]) -> Option<Orientation> {
    Orientation::from_exif_chunk(body.strip_prefix(b"Exif\0\0")?)
}
