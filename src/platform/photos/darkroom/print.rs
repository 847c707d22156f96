//! The photo as it is kept: a JPEG without anything but the picture, and never a large one.

use image::RgbImage;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::negative::damaged;
use super::room::Size;
use super::shrink;
use crate::platform::photos::picture::{MAX_KEPT, Photo, PhotoError};

/// How much of the picture survives, from where no loss is seen to where one begins to see it.
const QUALITIES: [u8; 6] = [82, 74, 66, 58, 50, 42];
/// What is left of each side when even the last is too large, in parts of 256: noise.
const SMALLER: u32 = 200;

/// The picture in as good a quality as its room allows.
pub(super) fn keep(mut picture: RgbImage) -> Result<Photo, PhotoError> {
    loop {
        for quality in QUALITIES {
            let jpeg = encoded(&picture, quality)?;
            if jpeg.len() <= MAX_KEPT {
                return Ok(Photo {
                    jpeg,
                    width: picture.width(),
                    height: picture.height(),
                });
            }
        }
        let smaller = |side: u32| (side * SMALLER / 256).max(1);
        let to = Size {
            width: smaller(picture.width()),
            height: smaller(picture.height()),
        };
        picture = shrink::shrunk(&picture, to)?;
    }
}

fn encoded(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, PhotoError> {
    let side = |side: u32| u16::try_from(side).map_err(damaged);
    let (width, height) = (side(picture.width())?, side(picture.height())?);
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    let written = encoder.encode(picture.as_raw(), width, height, ColorType::Rgb);
    written.map_err(damaged)?;
    Ok(jpeg)
}
