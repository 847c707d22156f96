//! What the process apart makes of good pictures: they come out looking right, upright and small.

use std::collections::BTreeSet;

use jpeg_encoder::{ColorType, SamplingFactor};
use png::chunk::{self, ChunkType};
use png::{BitDepth, ColorType as PngColour};

use super::child::{Opened, open};
use super::made::{self, PLAIN, QUARTERS, Written};

/// The most that one process may ever hold of its own, in MB: with the pages of the program it is
/// 150.
const MOST: u64 = 130;
/// The most that one photo takes on the disk, in bytes.
const KEPT: usize = 400_000;

/// The means of the four quarters, away from their edges.
fn means(opened: &Opened) -> [[u8; 3]; 4] {
    let picture = opened.picture();
    let (width, height) = picture.dimensions();
    let mean = |at: u32| {
        let (left, top) = ((at % 2) * width / 2, (at / 2) * height / 2);
        let (mut sums, mut count) = ([0_u64; 3], 0);
        for y in top + height / 8..top + height * 3 / 8 {
            for x in left + width / 8..left + width * 3 / 8 {
                let point = picture.get_pixel(x, y).0;
                sums = std::array::from_fn(|at| sums[at] + u64::from(point[at]));
                count += 1;
            }
        }
        sums.map(|sum| u8::try_from(sum / count).unwrap())
    };
    [0, 1, 2, 3].map(mean)
}

fn looks_like(what: &str, opened: &Opened, wanted: [[u8; 3]; 4]) {
    let found = means(opened);
    for (found, wanted) in found.iter().zip(wanted) {
        let far = found.iter().zip(wanted).any(|(f, w)| f.abs_diff(w) > 12);
        assert!(!far, "{what}: {found:?} instead of {wanted:?}");
    }
}

/// Within the bounds of memory and disk, and with a word.
pub(super) fn is_bounded(what: &str, opened: &Opened) {
    assert!(opened.peak > 0, "{what} was measured");
    assert!(opened.peak <= MOST, "{what}: {} MB", opened.peak);
    assert_ne!(opened.why, "Broken", "{what} ends with a word");
    let length = opened.jpeg.as_ref().map_or(0, Vec::len);
    assert!(length <= KEPT, "{what}: {length} bytes");
}

/// A JPEG that comes in turns, each finer.
pub(super) fn progressive(sampling: SamplingFactor) -> Written {
    Written {
        sampling,
        progressive: true,
        ..PLAIN
    }
}

/// Each is a picture in quarters.
type Good = Vec<(&'static str, Vec<u8>)>;

fn jpegs() -> Good {
    let coloured = |colours| Written { colours, ..PLAIN };
    let full = Written {
        sampling: SamplingFactor::F_1_1,
        ..PLAIN
    };
    let (finest, usual) = (SamplingFactor::F_1_1, SamplingFactor::F_2_2);
    let of = made::jpeg_quarters;
    vec![
        ("50 megapixels", of(8_160, 6_144, PLAIN)),
        ("48 megapixels 4:4:4", of(8_000, 6_000, full)),
        (
            "in turns, 12 megapixels",
            of(4_000, 3_000, progressive(finest)),
        ),
        (
            "in turns, 24 megapixels",
            of(6_000, 4_000, progressive(usual)),
        ),
        ("CMYK", of(64, 48, coloured(ColorType::Cmyk))),
        ("YCCK", of(64, 48, coloured(ColorType::CmykAsYcck))),
        (
            "CMYK 12 megapixels",
            of(4_000, 3_000, coloured(ColorType::Cmyk)),
        ),
    ]
}

fn pngs() -> Good {
    let size = (64, 48);
    let rgb = made::quarters(64, 48);
    let deep: Vec<u8> = rgb.iter().flat_map(|c| [*c, 0x55]).collect();
    let of = |c: &[u8; 3]| QUARTERS.iter().position(|q| q == c).unwrap();
    let points = rgb.as_chunks::<3>().0.iter();
    let indices: Vec<u8> = points.map(|c| u8::try_from(of(c)).unwrap()).collect();
    let palette: Vec<u8> = QUARTERS.concat();
    let (sixteen, indexed) = (
        (PngColour::Rgb, BitDepth::Sixteen),
        (PngColour::Indexed, BitDepth::Eight),
    );
    vec![
        ("16 bits", made::png_of(&deep, size, sixteen, None)),
        (
            "a palette",
            made::png_of(&indices, size, indexed, Some((&palette, &[]))),
        ),
        ("interlaced 12 megapixels", made::interlaced(4_000, 3_000)),
        ("interlaced and narrow", made::interlaced(3, 4_000)),
        ("the standing one of a moving PNG", moving()),
    ]
}

fn webps() -> Good {
    let of = |width, height| made::webp_of(&made::quarters(width, height), width, height);
    vec![
        ("without loss", of(64, 48)),
        ("without loss 12 megapixels", of(4_000, 3_000)),
        ("with loss", include_bytes!("files/lossy.webp").to_vec()),
        (
            "with loss 20 megapixels",
            include_bytes!("files/large.webp").to_vec(),
        ),
        (
            "the first of a film",
            include_bytes!("files/moves.webp").to_vec(),
        ),
    ]
}

/// A PNG that moves from the picture in quarters to another.
fn moving() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 64, 48);
    encoder.set_color(PngColour::Rgb);
    encoder.set_animated(2, 0).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&made::quarters(64, 48)).unwrap();
    writer.write_image_data(&vec![0; 64 * 48 * 3]).unwrap();
    writer.finish().unwrap();
    bytes
}

#[test]
fn good_pictures_come_out_looking_right_within_their_memory() {
    for (what, file) in [jpegs(), pngs(), webps()].concat() {
        assert!(file.len() <= 10 * 1024 * 1024, "{what}: {}", file.len());
        let opened = open(&file);
        is_bounded(what, &opened);
        if what != "interlaced and narrow" {
            looks_like(what, &opened, QUARTERS);
        }
        let picture = opened.picture();
        assert!(picture.width().max(picture.height()) <= 4_000, "{what}");
    }
}

#[test]
fn what_is_see_through_becomes_paper_and_grey_stays_grey() {
    const WHITE: [u8; 3] = [255; 3];
    let clear = open(include_bytes!("files/clear.webp"));
    is_bounded("see-through", &clear);
    looks_like(
        "see-through",
        &clear,
        [QUARTERS[0], QUARTERS[1], QUARTERS[2], WHITE],
    );
    let indices: Vec<u8> = (0..64 * 48)
        .map(|at| u8::from(at % 64 >= 32) + 2 * u8::from(at >= 64 * 24))
        .collect();
    let palette: Vec<u8> = QUARTERS.concat();
    let kind = (PngColour::Indexed, BitDepth::Eight);
    let file = made::png_of(&indices, (64, 48), kind, Some((&palette, &[255, 0, 255])));
    let opened = open(&file);
    looks_like(
        "a palette",
        &opened,
        [QUARTERS[0], WHITE, QUARTERS[2], QUARTERS[3]],
    );
    let bits = [[0xFF, 0, 0xFF, 0], [0, 0xFF, 0, 0xFF]].map(|line| line.repeat(8));
    let points: Vec<u8> = (0..32).flat_map(|y| bits[y / 16][..4].to_vec()).collect();
    let file = made::png_of(
        &points,
        (32, 32),
        (PngColour::Grayscale, BitDepth::One),
        None,
    );
    let half = open(&file).picture();
    let greys: BTreeSet<u8> = [(2, 2), (10, 2), (2, 30), (10, 30)]
        .map(|(x, y)| half.get_pixel(x, y).0[0] / 128)
        .into();
    assert_eq!(greys.len(), 2, "black and white");
    let grey = Written {
        colours: ColorType::Luma,
        ..PLAIN
    };
    let opened = open(&made::jpeg(&[128; 64 * 48], 64, 48, grey));
    looks_like("grey", &opened, [[128; 3]; 4]);
}

#[test]
fn a_picture_stands_upright_however_the_camera_was_held() {
    let file = made::jpeg_quarters(64, 48, PLAIN);
    let [a, b, c, d] = QUARTERS;
    for (held, wanted) in [
        (1, [a, b, c, d]),
        (2, [b, a, d, c]),
        (3, [d, c, b, a]),
        (4, [c, d, a, b]),
        (5, [a, c, b, d]),
        (6, [c, a, d, b]),
        (7, [d, b, c, a]),
        (8, [b, d, a, c]),
    ] {
        let opened = open(&made::jpeg_with(&file, &[(0xE1, made::exif(held))]));
        looks_like(&format!("held {held}"), &opened, wanted);
        let turned = open(&exif_in_png(held));
        looks_like(&format!("PNG held {held}"), &turned, wanted);
    }
}

fn exif_in_png(held: u8) -> Vec<u8> {
    let file = made::png_of(
        &made::quarters(64, 48),
        (64, 48),
        (PngColour::Rgb, BitDepth::Eight),
        None,
    );
    let part = made::png(&[(ChunkType(*b"eXIf"), made::exif(held)[6..].to_vec())]);
    // Behind the signature and the head of thirteen bytes.
    [&file[..33], &part[8..], &file[33..]].concat()
}

#[test]
fn whatever_a_picture_is_cut_to_ends_with_a_word() {
    let whole = [
        made::jpeg_quarters(200, 150, progressive(SamplingFactor::F_2_2)),
        made::interlaced(200, 150),
        include_bytes!("files/clear.webp").to_vec(),
        include_bytes!("files/moves.webp").to_vec(),
    ];
    for file in &whole {
        assert_eq!(open(file).why, "");
        for part in 1..8 {
            let cut = &file[..file.len() * part / 8];
            let opened = open(cut);
            assert!(
                ["Damaged", "NoPhoto"].contains(&opened.why.as_str()),
                "{}",
                opened.why
            );
        }
    }
}

#[test]
fn nothing_stays_but_the_picture() {
    const PAGE: &[u8] = b"<script>alert('polyglot')</script>";
    let jpeg = made::jpeg_quarters(64, 48, PLAIN);
    let png = made::png_of(
        &made::quarters(64, 48),
        (64, 48),
        (PngColour::Rgb, BitDepth::Eight),
        None,
    );
    let webp = made::webp_of(&made::quarters(64, 48), 64, 48);
    let texts = made::png(&[(chunk::tEXt, PAGE.to_vec())]);
    for file in [
        made::jpeg_with(&jpeg, &[(0xFE, PAGE.to_vec()), (0xED, PAGE.to_vec())]),
        [&jpeg[..], PAGE].concat(),
        [&png[..33], &texts[8..], &png[33..], PAGE].concat(),
        [&webp[..], PAGE].concat(),
    ] {
        let opened = open(&file);
        looks_like("a polyglot", &opened, QUARTERS);
        let jpeg = opened.jpeg.unwrap();
        assert!(!jpeg.windows(8).any(|part| part == b"polyglot"));
    }
}
