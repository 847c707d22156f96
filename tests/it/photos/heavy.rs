//! Pictures that are small on the way and large when opened, and noise: none takes more memory than
//! it may, and none is kept large.

use jpeg_encoder::{ColorType, SamplingFactor};
use png::chunk::ChunkType;

use super::child::open;
use super::darkroom::{is_bounded, progressive};
use super::made::{self, PLAIN, Written};

/// A profile of 300 MB, of which a few hundred kB are on the way.
fn profile() -> Vec<u8> {
    [b"bomb\0\0", &made::packed_zeros(300 * 1024 * 1024)[..]].concat()
}

/// Each is small on the way; those that are taken are black.
fn heavy() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let grey = [8, 0];
    let small = made::quarters(64, 48);
    let jpeg = made::jpeg_quarters(64, 48, PLAIN);
    let parts: Vec<(u8, Vec<u8>)> = (1..=150_u8)
        .map(|n| {
            (
                0xE2,
                [b"ICC_PROFILE\0", &[n, 150][..], &vec![7; 65_000][..]].concat(),
            )
        })
        .collect();
    let flat = |width: u16, height: u16, written| {
        let luma = vec![0; usize::from(width) * usize::from(height)];
        made::jpeg(&luma, width, height, written)
    };
    let luma = Written {
        colours: ColorType::Luma,
        quality: 50,
        ..PLAIN
    };
    let slow = Written {
        progressive: true,
        ..luma
    };
    let webp = made::webp_of(&small, 64, 48);
    let vp8l = (*b"VP8L", webp[20..].to_vec());
    let text = |name: &[u8; 4]| (ChunkType(*name), profile());
    vec![
        (
            "39,999,936 × 1",
            made::black(39_999_936, 1, grey, &[]),
            "TooManyPixels",
        ),
        (
            "1 × 3,000,000",
            made::black(1, 3_000_000, grey, &[]),
            "TooManyPixels",
        ),
        (
            "12,000 × 12,000",
            made::black(12_000, 12_000, [1, 0], &[]),
            "TooManyPixels",
        ),
        (
            "65,500 × 1 JPEG",
            claims_jpeg(65_500, 1, luma),
            "TooManyPixels",
        ),
        (
            "1 × 65,500 JPEG",
            claims_jpeg(1, 65_500, luma),
            "TooManyPixels",
        ),
        (
            "12,000 × 12,000 JPEG",
            claims_jpeg(12_000, 12_000, luma),
            "TooManyPixels",
        ),
        (
            "12,000 × 12,000 WebP",
            claims(12_000, 12_000),
            "TooManyPixels",
        ),
        ("16,383 × 3,000 WebP", claims(16_383, 3_000), "TooHeavy"),
        ("16,384 × 900", made::black(16_384, 900, grey, &[]), ""),
        ("900 × 16,384", made::black(900, 16_384, grey, &[]), ""),
        ("16,384 × 3,000 JPEG", flat(16_384, 3_000, luma), ""),
        (
            "progressive grey 48 megapixels",
            claims_jpeg(8_000, 6_000, slow),
            "TooHeavy",
        ),
        (
            "progressive grey 20 megapixels",
            flat(5_000, 4_000, slow),
            "",
        ),
        (
            "progressive 24 megapixels 4:4:4",
            claims_jpeg(6_000, 4_000, progressive(SamplingFactor::F_1_1)),
            "TooHeavy",
        ),
        (
            "12 megapixels of 16 bits",
            made::black(3_500, 3_500, [16, 6], &[]),
            "",
        ),
        (
            "a profile in PNG",
            made::black(64, 48, grey, &[text(b"iCCP")]),
            "",
        ),
        (
            "a text in PNG",
            made::black(64, 48, grey, &[text(b"zTXt")]),
            "",
        ),
        (
            "another text in PNG",
            made::black(64, 48, grey, &[text(b"iTXt")]),
            "",
        ),
        ("a profile in JPEG", made::jpeg_with(&jpeg, &parts), ""),
        (
            "a profile in WebP",
            made::webp(&[(*b"ICCP", vec![7; 9_900_000]), vp8l.clone()]),
            "",
        ),
        (
            "a text in WebP",
            made::webp(&[vp8l, (*b"XMP ", vec![7; 9_900_000])]),
            "",
        ),
    ]
}

/// A JPEG whose head promises so many points.
fn claims_jpeg(width: u16, height: u16, written: Written) -> Vec<u8> {
    let colours = if written.colours == ColorType::Luma {
        1
    } else {
        3
    };
    let mut file = made::jpeg(&vec![0; 64 * 48 * colours], 64, 48, written);
    let sides = [48_u16.to_be_bytes(), 64_u16.to_be_bytes()].concat();
    let at = file.windows(4).position(|four| four == sides).unwrap();
    let claimed = [height.to_be_bytes(), width.to_be_bytes()].concat();
    file.splice(at..at + 4, claimed);
    file
}

/// A WebP with loss whose head promises so many points.
fn claims(width: u16, height: u16) -> Vec<u8> {
    let mut file = include_bytes!("files/lossy.webp").to_vec();
    file.splice(26..30, [width.to_le_bytes(), height.to_le_bytes()].concat());
    file
}

#[test]
fn no_picture_takes_more_memory_than_it_may() {
    for (what, file, why) in heavy() {
        assert!(file.len() <= 10 * 1024 * 1024, "{what}: {}", file.len());
        let opened = open(&file);
        is_bounded(what, &opened);
        assert_eq!(opened.why, why, "{what}");
    }
}

#[test]
fn noise_is_kept_small_too() {
    let points = made::noise(1_920 * 1_920 * 3);
    let noisy = Written {
        sampling: SamplingFactor::F_1_1,
        quality: 95,
        ..PLAIN
    };
    let file = made::jpeg(&points, 1_920, 1_920, noisy);
    assert!(file.len() > 6_000_000 && file.len() < 10 * 1024 * 1024);
    let opened = open(&file);
    is_bounded("noise", &opened);
    let side = opened.picture().width();
    assert!(side >= 800, "{side}");
}
