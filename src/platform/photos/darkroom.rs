//! Where photos are opened: the one room that decodes what strangers send. The server never
//! enters it; a process apart does, with bounds on its memory and its time.
//!
//! A file is walked by its bytes first: what is no picture (profiles, texts, previews, where and
//! with what it was taken) is left out unread, and what a picture would take in memory is known
//! from its head before anything is unpacked.

mod jpeg;
mod negative;
mod png;
mod print;
mod room;
mod shrink;
mod walk;
mod webp;

use std::io::Result as IoResult;

use image::DynamicImage;
use serde::{Deserialize, Serialize};

use super::picture::{MAX_BYTES, Photo, PhotoError};

/// The head of the answer; the JPEG follows it.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    width: u32,
    height: u32,
}

/// What the process apart answers: the photo, or why it is not taken.
pub fn answer(file: Vec<u8>) -> IoResult<Vec<u8>> {
    let (head, jpeg) = match develop(file) {
        Ok(photo) => {
            let (width, height) = (photo.width, photo.height);
            (Ok(Head { width, height }), photo.jpeg)
        }
        Err(why) => (Err(why), Vec::new()),
    };
    let mut answer = serde_json::to_vec(&head)?;
    answer.push(b'\n');
    answer.extend_from_slice(&jpeg);
    Ok(answer)
}

/// Reads what [`answer`] wrote.
pub(super) fn read(answer: &[u8]) -> IoResult<Result<Photo, PhotoError>> {
    let mut parts = answer.splitn(2, |byte| *byte == b'\n');
    let head: Result<Head, PhotoError> = serde_json::from_slice(parts.next().unwrap_or_default())?;
    let jpeg = parts.next().unwrap_or_default().to_vec();
    Ok(head.map(|Head { width, height }| Photo {
        jpeg,
        width,
        height,
    }))
}

/// The photo as it is kept, or why it is not taken.
fn develop(file: Vec<u8>) -> Result<Photo, PhotoError> {
    if file.len() > MAX_BYTES {
        return Err(PhotoError::TooLarge);
    }
    let negative = match Format::of(&file)? {
        Format::Jpeg => jpeg::open(file)?,
        Format::Png => png::open(file)?,
        Format::WebP => webp::open(file)?,
    };
    let mut picture = DynamicImage::ImageRgb8(negative.picture);
    picture.apply_orientation(negative.orientation);
    print::keep(picture.into_rgb8())
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Jpeg,
    Png,
    WebP,
}

impl Format {
    /// By its first bytes; its name and declared type count for nothing.
    fn of(bytes: &[u8]) -> Result<Self, PhotoError> {
        const HEIF: [&[u8]; 8] = [
            b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1",
        ];
        if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            return Ok(Self::Jpeg);
        }
        if bytes.starts_with(png::SIGNATURE) {
            return Ok(Self::Png);
        }
        if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            return Ok(Self::WebP);
        }
        let is_heif = bytes.get(4..8) == Some(b"ftyp")
            && bytes.get(8..12).is_some_and(|brand| HEIF.contains(&brand));
        Err(if is_heif {
            PhotoError::Heic
        } else {
            PhotoError::NoPhoto
        })
    }
}

#[cfg(test)]
mod tests;
