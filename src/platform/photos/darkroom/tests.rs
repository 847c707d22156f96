//! What a photo must survive, and what it must lose.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageEncoder, ImageFormat, RgbImage, RgbaImage};

use super::*;

fn prepare(file: &[u8]) -> Result<Photo, PhotoError> {
    read(&answer(file.to_vec()).unwrap()).unwrap()
}

/// Left half red, right half blue.
fn two_colours(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, _| {
        image::Rgb(if x < width / 2 {
            [220, 0, 0]
        } else {
            [0, 0, 220]
        })
    }))
}

fn file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    image
        .write_to(&mut Cursor::new(&mut bytes), format)
        .unwrap();
    bytes
}

/// A JPEG with an EXIF block that holds an orientation and a GPS latitude.
fn jpeg_with_exif(image: &DynamicImage, orientation: u8) -> Vec<u8> {
    let mut exif = b"MM\0*\0\0\0\x08\0\x02".to_vec();
    exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    exif.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]);
    exif.extend([0, 0, 0, 0]);
    exif.extend([0, 1, 0, 1, 0, 2, 0, 0, 0, 2, b'N', 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"22.5431N-SECRET-PLACE");
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    encoder.set_exif_metadata(exif).unwrap();
    encoder.encode_image(image).unwrap();
    bytes
}

fn colour_at(photo: &Photo, x: u32, y: u32) -> &'static str {
    let image = image::load_from_memory(&photo.jpeg).unwrap().to_rgb8();
    let [r, _, b] = image.get_pixel(x, y).0;
    if r > b { "red" } else { "blue" }
}

/// A valid PNG header that promises more than any machine holds.
fn png_that_claims(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = file(&two_colours(2, 2), ImageFormat::Png);
    bytes.splice(16..20, width.to_be_bytes());
    bytes.splice(20..24, height.to_be_bytes());
    let crc = crc32(&bytes[12..29]);
    bytes.splice(29..33, crc.to_be_bytes());
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| {
            if c & 1 == 1 {
                (c >> 1) ^ 0xEDB8_8320
            } else {
                c >> 1
            }
        })
    })
}

#[test]
fn the_three_formats_of_phones_are_taken_and_kept_as_jpeg() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let photo = prepare(&file(&two_colours(64, 48), format)).unwrap();
        assert!(photo.jpeg.starts_with(&[0xFF, 0xD8, 0xFF]), "{format:?}");
        assert_eq!((photo.width, photo.height), (64, 48));
        assert_eq!(colour_at(&photo, 5, 5), "red");
        assert_eq!(colour_at(&photo, 60, 5), "blue");
    }
}

#[test]
fn a_photo_taken_with_the_phone_on_its_side_stands_upright() {
    // 6: turn by a quarter clockwise; what was on the left is then on top.
    let photo = prepare(&jpeg_with_exif(&two_colours(64, 32), 6)).unwrap();
    assert_eq!((photo.width, photo.height), (32, 64));
    assert_eq!(colour_at(&photo, 16, 4), "red");
    assert_eq!(colour_at(&photo, 16, 60), "blue");
}

#[test]
fn the_place_where_a_photo_was_taken_is_not_kept() {
    let bytes = jpeg_with_exif(&two_colours(64, 32), 1);
    let secret = b"SECRET-PLACE";
    let tells = |bytes: &[u8]| bytes.windows(secret.len()).any(|w| w == secret);
    assert!(tells(&bytes));
    let photo = prepare(&bytes).unwrap();
    assert!(!tells(&photo.jpeg));
    assert!(!photo.jpeg.windows(4).any(|w| w == b"Exif"));
}

#[test]
fn a_large_photo_is_made_small() {
    let photo = prepare(&file(&two_colours(2400, 1200), ImageFormat::Jpeg)).unwrap();
    assert_eq!((photo.width, photo.height), (1920, 960));
}

#[test]
fn sixty_thousand_by_sixty_thousand_pixels_are_refused_unopened() {
    let refused = prepare(&png_that_claims(60_000, 60_000));
    assert_eq!(refused, Err(PhotoError::TooManyPixels(60_000, 60_000)));
}

#[test]
fn what_is_transparent_becomes_white() {
    let clear = DynamicImage::ImageRgba8(RgbaImage::new(8, 8));
    let photo = prepare(&file(&clear, ImageFormat::Png)).unwrap();
    let pixel = image::load_from_memory(&photo.jpeg).unwrap().to_rgb8();
    assert!(pixel.get_pixel(4, 4).0.iter().all(|c| *c > 250));
}

#[test]
fn heic_is_named_and_other_files_are_refused_whatever_they_are_called() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    assert_eq!(prepare(&heic), Err(PhotoError::Heic));
    for other in [
        &b"PK\x03\x04zip"[..],
        b"%PDF-1.7",
        b"<svg/>",
        b"GIF89a",
        b"\xFF\xD8",
        b"",
    ] {
        assert_eq!(prepare(other), Err(PhotoError::NoPhoto), "{other:?}");
    }
    assert_eq!(
        prepare(b"\xFF\xD8\xFF\xE0 not really"),
        Err(PhotoError::Damaged)
    );
}

#[test]
fn a_photo_cut_short_is_refused() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg] {
        let whole = file(&two_colours(300, 200), format);
        for length in (8..whole.len()).step_by(97) {
            assert!(prepare(&whole[..length]).is_err(), "{format:?} {length}");
        }
    }
    let whole = jpeg_with_exif(&two_colours(64, 32), 1);
    assert_eq!(prepare(&whole[..whole.len() - 2]), Err(PhotoError::Damaged));
}

#[test]
fn the_end_of_a_preview_is_not_the_end_of_the_photo() {
    let preview = file(&two_colours(16, 16), ImageFormat::Jpeg);
    let whole = file(&two_colours(64, 32), ImageFormat::Jpeg);
    let length = u16::try_from(preview.len() + 2).unwrap().to_be_bytes();
    let within = [&[0xFF, 0xE1], &length[..], &preview[..]].concat();
    let both = [&whole[..2], &within, &whole[2..]].concat();
    assert!(prepare(&both).is_ok());
    assert_eq!(prepare(&both[..both.len() - 2]), Err(PhotoError::Damaged));
    let film = [&both[..], b"\xFF\xDA\x00\x08 a film behind it"].concat();
    assert!(prepare(&film).is_ok());
}

#[test]
fn more_than_twenty_megabytes_are_refused() {
    let mut bytes = file(&two_colours(8, 8), ImageFormat::Jpeg);
    bytes.resize(MAX_BYTES + 1, 0);
    assert_eq!(prepare(&bytes), Err(PhotoError::TooLarge));
}
