//! A photo somebody sends: checked before it is opened, turned upright, made small, and rid of
//! everything but the picture (place, time and phone stay with who took it).

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage};

use crate::error::Refusal;

/// Photos with one form.
pub(super) const MAX_PHOTOS: usize = 4;
/// The largest file accepted, in bytes.
pub(super) const MAX_BYTES: usize = 10 * 1024 * 1024;
/// The largest picture opened, in pixels.
const MAX_PIXELS: u64 = 40_000_000;
/// The longer side of what is kept.
const LONG_SIDE: u32 = 1920;
/// Memory one picture may take while it is opened.
const MAX_ALLOC: u64 = 320 * 1024 * 1024;
/// How much of the picture survives: no loss is seen, a fifth of the bytes.
const QUALITY: u8 = 82;

/// A photo as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// The picture as JPEG without metadata.
    pub jpeg: Vec<u8>,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// Why a file is not taken as a photo.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// Larger than 10 MB.
    #[error("the file is too large")]
    TooLarge,
    /// More photos than a form takes.
    #[error("there are too many photos")]
    TooMany,
    /// The format of some phones' cameras, which browsers usually convert.
    #[error("HEIC is not read here")]
    Heic,
    /// Neither JPEG, PNG nor WebP, whatever its name says.
    #[error("this is no photo")]
    NoPhoto,
    /// More than 40 megapixels.
    #[error("{0}×{1} is too many pixels")]
    TooManyPixels(u32, u32),
    /// It says it is a photo but cannot be opened.
    #[error("the photo is damaged")]
    Damaged,
}

impl PhotoError {
    /// The sentence beside the field.
    pub fn refusal(&self) -> Refusal {
        let about = |key| Refusal::of_field("photo", key);
        match self {
            Self::TooLarge => about("platform-photo-too-large"),
            Self::TooMany => about("platform-photo-too-many"),
            Self::Heic => about("platform-photo-heic"),
            Self::NoPhoto => about("platform-photo-none"),
            Self::TooManyPixels(width, height) => about("platform-photo-pixels")
                .naming("width", width.to_string())
                .naming("height", height.to_string()),
            Self::Damaged => about("platform-photo-damaged"),
        }
    }
}

/// What a file is by its first bytes; its name and declared type count for nothing.
fn format_of(bytes: &[u8]) -> Result<ImageFormat, PhotoError> {
    const HEIF: [&[u8]; 8] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1",
    ];
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Ok(ImageFormat::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        return Ok(ImageFormat::Png);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(ImageFormat::WebP);
    }
    let is_heif = bytes.get(4..8) == Some(b"ftyp")
        && bytes.get(8..12).is_some_and(|brand| HEIF.contains(&brand));
    Err(if is_heif {
        PhotoError::Heic
    } else {
        PhotoError::NoPhoto
    })
}

/// The photo as it is kept, or why it is not taken.
pub(super) fn prepare(bytes: &[u8]) -> Result<Photo, PhotoError> {
    if bytes.len() > MAX_BYTES {
        return Err(PhotoError::TooLarge);
    }
    let format = format_of(bytes)?;
    if format == ImageFormat::Jpeg && !has_its_end(bytes) {
        return Err(PhotoError::Damaged);
    }
    let (width, height) = ImageReader::with_format(Cursor::new(bytes), format)
        .into_dimensions()
        .map_err(|e| unreadable(&e))?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PhotoError::TooManyPixels(width, height));
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(|e| unreadable(&e))?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(|e| unreadable(&e))?;
    encode(&upright(image, orientation))
}

/// Whether a JPEG goes on to its own end; the decoder would make a grey picture of what is cut off.
fn has_its_end(jpeg: &[u8]) -> bool {
    let mut rest = jpeg.get(2..).unwrap_or_default();
    while let Some(at) = rest.windows(2).position(is_mark) {
        let Some([_, mark, part @ ..]) = rest.get(at..) else {
            return false;
        };
        if *mark == 0xD9 {
            return true;
        }
        // Every other part tells its length; a preview within one has an end of its own.
        let [high, low, ..] = part else {
            return false;
        };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        rest = part.get(length..).unwrap_or_default();
    }
    false
}

/// Where a part of a JPEG begins: within the picture an FF is followed by 0 or by D0 to D7.
fn is_mark(pair: &[u8]) -> bool {
    matches!(pair, [0xFF, mark] if !matches!(mark, 0x00 | 0x01 | 0xD0..=0xD8 | 0xFF))
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(u32::try_from(MAX_PIXELS).unwrap_or(u32::MAX));
    limits.max_image_height = limits.max_image_width;
    limits.max_alloc = Some(MAX_ALLOC);
    limits
}

fn unreadable(e: &ImageError) -> PhotoError {
    tracing::info!(error = %e, "a photo could not be opened");
    PhotoError::Damaged
}

/// Smaller first, then turned as the camera was held.
fn upright(image: DynamicImage, orientation: Orientation) -> DynamicImage {
    let mut image = if image.width().max(image.height()) > LONG_SIDE {
        image.resize(LONG_SIDE, LONG_SIDE, FilterType::Triangle)
    } else {
        image
    };
    image.apply_orientation(orientation);
    image
}

fn encode(image: &DynamicImage) -> Result<Photo, PhotoError> {
    let picture = if image.color().has_alpha() {
        on_white(image)
    } else {
        image.to_rgb8()
    };
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode_image(&picture)
        .map_err(|e| unreadable(&e))?;
    Ok(Photo {
        jpeg,
        width: picture.width(),
        height: picture.height(),
    })
}

/// JPEG knows no transparency: what was see-through becomes paper.
fn on_white(image: &DynamicImage) -> RgbImage {
    let rgba = image.to_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0;
        let over = |c: u8| {
            let mixed = (u32::from(c) * u32::from(a) + 255 * (255 - u32::from(a))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        image::Rgb([over(r), over(g), over(b)])
    })
}

#[cfg(test)]
mod tests;
