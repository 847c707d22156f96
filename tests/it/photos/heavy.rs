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

/// Each is small on the way; with why it is refused, if it is. Those that are taken are black.
type Heavy = Vec<(&'static str, Vec<u8>, &'static str)>;

const GREY: [u8; 2] = [8, 0];
const LUMA: Written = Written {
    colours: ColorType::Luma,
    quality: 50,
    ..PLAIN
};

fn pngs() -> Heavy {
    let of = |width, height, kind| made::black(width, height, kind, &[]);
    let with = |name: &[u8; 4]| {
        let part = (ChunkType(*name), profile());
        made::black(64, 48, GREY, &[part])
    };
    vec![
        ("39,999,936 × 1", of(39_999_936, 1, GREY), "TooManyPixels"),
        ("1 × 3,000,000", of(1, 3_000_000, GREY), "TooManyPixels"),
        (
            "12,000 × 12,000",
            of(12_000, 12_000, [1, 0]),
            "TooManyPixels",
        ),
        ("16,384 × 900", of(16_384, 900, GREY), ""),
        ("900 × 16,384", of(900, 16_384, GREY), ""),
        ("12 megapixels of 16 bits", of(4_000, 3_000, [16, 6]), ""),
        ("a profile in PNG", with(b"iCCP"), ""),
        ("a text in PNG", with(b"zTXt"), ""),
        ("another text in PNG", with(b"iTXt"), ""),
    ]
}

fn jpegs() -> Heavy {
    let of = |width: u16, height: u16, written| {
        let luma = vec![0; usize::from(width) * usize::from(height)];
        made::jpeg(&luma, width, height, written)
    };
    let in_turns = Written {
        progressive: true,
        ..LUMA
    };
    let finest = progressive(SamplingFactor::F_1_1);
    let piece = |n: u8| [b"ICC_PROFILE\0", &[n, 150][..], &vec![7; 65_000][..]].concat();
    let profile: Vec<(u8, Vec<u8>)> = (1..=150).map(|n| (0xE2, piece(n))).collect();
    let small = made::jpeg_quarters(64, 48, PLAIN);
    vec![
        (
            "65,500 × 1 JPEG",
            claims_jpeg(65_500, 1, LUMA),
            "TooManyPixels",
        ),
        (
            "1 × 65,500 JPEG",
            claims_jpeg(1, 65_500, LUMA),
            "TooManyPixels",
        ),
        (
            "12,000 × 12,000 JPEG",
            claims_jpeg(12_000, 12_000, LUMA),
            "TooManyPixels",
        ),
        ("16,384 × 3,000 JPEG", of(16_384, 3_000, LUMA), ""),
        (
            "in turns, grey, 48 megapixels",
            claims_jpeg(8_000, 6_000, in_turns),
            "TooHeavy",
        ),
        (
            "in turns, grey, 20 megapixels",
            of(5_000, 4_000, in_turns),
            "",
        ),
        (
            "in turns, 24 megapixels 4:4:4",
            claims_jpeg(6_000, 4_000, finest),
            "TooHeavy",
        ),
        ("a profile in JPEG", made::jpeg_with(&small, &profile), ""),
    ]
}

fn webps() -> Heavy {
    let small = made::webp_of(&made::quarters(64, 48), 64, 48);
    let picture = (*b"VP8L", small[20..].to_vec());
    let fat = vec![7; 9_900_000];
    vec![
        (
            "12,000 × 12,000 WebP",
            claims(12_000, 12_000),
            "TooManyPixels",
        ),
        ("16,383 × 3,000 WebP", claims(16_383, 3_000), "TooHeavy"),
        (
            "a profile in WebP",
            made::webp(&[(*b"ICCP", fat.clone()), picture.clone()]),
            "",
        ),
        (
            "a text in WebP",
            made::webp(&[picture, (*b"XMP ", fat)]),
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
    for (what, file, why) in [pngs(), jpegs(), webps()].concat() {
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
