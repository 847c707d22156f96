//! Pictures made for the tests: good ones in every way a phone or a scanner writes them, and bad
//! ones that are small on the way and large when opened.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::RgbImage;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use png::chunk::{self, ChunkType};

/// The colours of the four quarters: red, green; blue, nearly white.
pub(super) const QUARTERS: [[u8; 3]; 4] = [[220, 0, 0], [0, 160, 0], [0, 0, 220], [240, 240, 240]];

/// The colour of a point of the picture in quarters.
pub(super) fn quarter(x: u32, y: u32, width: u32, height: u32) -> [u8; 3] {
    let at = usize::from(x >= width / 2) + 2 * usize::from(y >= height / 2);
    QUARTERS[at]
}

/// The picture in quarters, as bytes of red, green and blue.
pub(super) fn quarters(width: u32, height: u32) -> Vec<u8> {
    let line = |y: u32| -> Vec<u8> {
        let points = (0..width).map(|x| quarter(x, y, width, height));
        points.flatten().collect()
    };
    let (upper, lower) = (line(0), line(height - 1));
    let mut points = upper.repeat(usize::try_from(height / 2).unwrap());
    points.extend(lower.repeat(usize::try_from(height - height / 2).unwrap()));
    points
}

/// Noise: what no format makes smaller.
pub(super) fn noise(bytes: usize) -> Vec<u8> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    let mut noise: Vec<u8> = std::iter::repeat_with(next)
        .take(bytes / 8 + 1)
        .flatten()
        .collect();
    noise.truncate(bytes);
    noise
}

/// How a JPEG is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written {
    pub(super) colours: ColorType,
    pub(super) sampling: SamplingFactor,
    pub(super) quality: u8,
    pub(super) progressive: bool,
}

/// As a phone writes it.
pub(super) const PLAIN: Written = Written {
    colours: ColorType::Rgb,
    sampling: SamplingFactor::F_2_2,
    quality: 90,
    progressive: false,
};

/// A JPEG of these points.
pub(super) fn jpeg(points: &[u8], width: u16, height: u16, written: Written) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, written.quality);
    encoder.set_sampling_factor(written.sampling);
    encoder.set_progressive(written.progressive);
    encoder
        .encode(points, width, height, written.colours)
        .unwrap();
    bytes
}

/// The picture in quarters as a JPEG.
pub(super) fn jpeg_quarters(width: u16, height: u16, written: Written) -> Vec<u8> {
    let rgb = quarters(width.into(), height.into());
    let inks = |[r, g, b]: &[u8; 3]| [255 - r, 255 - g, 255 - b, 0];
    let in_inks = [ColorType::Cmyk, ColorType::CmykAsYcck].contains(&written.colours);
    let points = if in_inks {
        rgb.as_chunks().0.iter().flat_map(inks).collect()
    } else {
        rgb
    };
    jpeg(&points, width, height, written)
}

/// A JPEG with further parts behind its beginning.
pub(super) fn jpeg_with(jpeg: &[u8], parts: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = jpeg[..2].to_vec();
    for (mark, body) in parts {
        bytes.extend([0xFF, *mark]);
        bytes.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
        bytes.extend(body);
    }
    bytes.extend(&jpeg[2..]);
    bytes
}

/// What a camera writes of how it was held.
pub(super) fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01".to_vec();
    exif.extend([
        0x01,
        0x12,
        0,
        3,
        0,
        0,
        0,
        1,
        0,
        orientation,
        0,
        0,
        0,
        0,
        0,
        0,
    ]);
    exif
}

/// Bytes as PNG packs them.
pub(super) fn packed(write: impl FnOnce(&mut dyn Write)) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
    write(&mut packer);
    packer.finish().unwrap()
}

/// The same byte so many times, as PNG packs it.
pub(super) fn packed_zeros(count: usize) -> Vec<u8> {
    packed(|out| {
        let piece = vec![0; 1024 * 1024];
        for _ in 0..count / piece.len() {
            out.write_all(&piece).unwrap();
        }
        out.write_all(&piece[..count % piece.len()]).unwrap();
    })
}

/// A PNG of its parts.
pub(super) fn png(parts: &[(ChunkType, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
    for (ChunkType(name), body) in parts {
        bytes.extend(u32::try_from(body.len()).unwrap().to_be_bytes());
        let named = [&name[..], body].concat();
        bytes.extend(&named);
        let mut sum = flate2::Crc::new();
        sum.update(&named);
        bytes.extend(sum.sum().to_be_bytes());
    }
    bytes
}

/// The head of a PNG: sides, bits, kind of colour, and whether it comes interlaced.
pub(super) fn head(width: u32, height: u32, kind: [u8; 2], interlaced: bool) -> Vec<u8> {
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend(kind);
    head.extend([0, 0, u8::from(interlaced)]);
    head
}

/// A PNG of one colour, black, however large it is when opened; with further parts.
pub(super) fn black(
    width: u32,
    height: u32,
    kind: [u8; 2],
    parts: &[(ChunkType, Vec<u8>)],
) -> Vec<u8> {
    let samples = match kind[1] {
        2 => 3,
        4 => 2,
        6 => 4,
        _ => 1,
    };
    let bits = usize::from(kind[0]) * samples * usize::try_from(width).unwrap();
    let line = bits.div_ceil(8) + 1;
    let points = packed_zeros(line * usize::try_from(height).unwrap());
    let mut all = vec![(chunk::IHDR, head(width, height, kind, false))];
    all.extend(parts.iter().cloned());
    all.extend([(chunk::IDAT, points), (chunk::IEND, Vec::new())]);
    png(&all)
}

/// The picture in quarters as an interlaced PNG: seven turns, each finer.
pub(super) fn interlaced(width: u32, height: u32) -> Vec<u8> {
    const TURNS: [[usize; 4]; 7] = [
        [0, 0, 8, 8],
        [4, 0, 8, 8],
        [0, 4, 4, 8],
        [2, 0, 4, 4],
        [0, 2, 2, 4],
        [1, 0, 2, 2],
        [0, 1, 1, 2],
    ];
    let points = packed(|out| {
        for [left, top, every, step] in TURNS {
            let line = |y: u32| -> Vec<u8> {
                let places = (0..width).skip(left).step_by(every);
                let points = places.flat_map(|x| quarter(x, y, width, height));
                std::iter::once(0).chain(points).collect()
            };
            let (upper, lower) = (line(0), line(height - 1));
            if upper.len() == 1 {
                continue;
            }
            for y in (0..height).skip(top).step_by(step) {
                let lines = [&upper, &lower];
                out.write_all(lines[usize::from(y >= height / 2)]).unwrap();
            }
        }
    });
    png(&[
        (chunk::IHDR, head(width, height, [8, 2], true)),
        (chunk::IDAT, points),
        (chunk::IEND, Vec::new()),
    ])
}

/// Points as a PNG of this kind.
pub(super) fn png_of(
    points: &[u8],
    (width, height): (u32, u32),
    (colour, depth): (png::ColorType, png::BitDepth),
    palette: Option<(&[u8], &[u8])>,
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(colour);
    encoder.set_depth(depth);
    if let Some((colours, alphas)) = palette {
        encoder.set_palette(colours.to_vec());
        encoder.set_trns(alphas.to_vec());
    }
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(points).unwrap();
    writer.finish().unwrap();
    bytes
}

/// A WebP of its parts.
pub(super) fn webp(parts: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (name, part) in parts {
        body.extend(name);
        body.extend(u32::try_from(part.len()).unwrap().to_le_bytes());
        body.extend(part);
        body.resize(body.len().next_multiple_of(2), 0);
    }
    let length = u32::try_from(body.len()).unwrap().to_le_bytes();
    [b"RIFF", &length[..], &body].concat()
}

/// A picture as a WebP without loss.
pub(super) fn webp_of(points: &[u8], width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_raw(width, height, points.to_vec()).unwrap();
    let mut bytes = Vec::new();
    image::codecs::webp::WebPEncoder::new_lossless(&mut bytes)
        .encode(&picture, width, height, image::ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}
