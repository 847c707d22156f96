//! QR codes for paper: one alphanumeric segment, drawn as horizontal runs.
//!
//! The encoder's own optimiser cuts an address into several segments and then needs a larger
//! symbol than one segment does, so the segment is pushed by hand. Level Q survives dirt and a
//! torn corner; H is taken when it costs no module.

use qrcode::bits::Bits;
use qrcode::{Color, EcLevel, QrCode, Version};

/// Modules of white around the symbol, as the standard asks.
pub const QUIET_ZONE: usize = 4;

/// How much of a symbol may be lost before it cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// About a quarter.
    Q,
    /// About 30 %.
    H,
}

/// Why a text is no QR code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QrError {
    /// Only `0-9 A-Z $%*+-./:` and the blank fit the compact alphanumeric mode.
    #[error("“{0}” cannot stand in an alphanumeric QR code")]
    NotAlphanumeric(char),
    /// No version holds the text at level Q.
    #[error("the text is too long for a QR code")]
    TooLong,
}

/// The one segment of a symbol, by how its text is packed.
#[derive(Debug, Clone, Copy)]
enum Segment<'a> {
    Alphanumeric(&'a str),
    Bytes(&'a str),
}

/// A QR symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    modules: Vec<bool>,
    width: usize,
    version: i16,
    level: Level,
}

impl Qr {
    /// Encodes an upper-case text in the smallest symbol that holds it at level Q.
    pub fn encode(text: &str) -> Result<Self, QrError> {
        if let Some(foreign) = text.chars().find(|c| !is_alphanumeric_mode(*c)) {
            return Err(QrError::NotAlphanumeric(foreign));
        }
        let segment = Segment::Alphanumeric(text);
        // What holds a text at H holds it at Q: no symbol is drawn only to be raised.
        let smallest = |version| {
            let highest = Self::at(segment, version, Level::H);
            highest.or_else(|| Self::at(segment, version, Level::Q))
        };
        (1..=40).find_map(smallest).ok_or(QrError::TooLong)
    }

    /// Encodes a text as it is written, in the smallest symbol that holds it at level Q: for a phone
    /// that tells capitals from others, at a screen.
    pub fn encode_as_written(text: &str) -> Result<Self, QrError> {
        let segment = Segment::Bytes(text);
        let smallest = |version| Self::at(segment, version, Level::Q);
        (1..=40).find_map(smallest).ok_or(QrError::TooLong)
    }

    fn at(segment: Segment<'_>, version: i16, level: Level) -> Option<Self> {
        let correction = match level {
            Level::Q => EcLevel::Q,
            Level::H => EcLevel::H,
        };
        let mut bits = Bits::new(Version::Normal(version));
        match segment {
            Segment::Alphanumeric(text) => bits.push_alphanumeric_data(text.as_bytes()),
            Segment::Bytes(text) => bits.push_byte_data(text.as_bytes()),
        }
        .ok()?;
        bits.push_terminator(correction).ok()?;
        let code = QrCode::with_bits(bits, correction).ok()?;
        let width = code.width();
        let modules = code
            .into_colors()
            .into_iter()
            .map(|c| c == Color::Dark)
            .collect();
        Some(Self {
            modules,
            width,
            version,
            level,
        })
    }

    /// The modules row by row, dark ones true, without the quiet zone.
    pub fn modules(&self) -> &[bool] {
        &self.modules
    }

    /// Modules along one side, without the quiet zone.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The symbol's version: 1 is 21 modules wide, each further one 4 more.
    pub fn version(&self) -> i16 {
        self.version
    }

    /// The level of error correction reached.
    pub fn level(&self) -> Level {
        self.level
    }

    /// The symbol in black on white, quiet zone included, one unit a module.
    pub fn svg(&self) -> String {
        let side = self.width + 2 * QUIET_ZONE;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" \
             shape-rendering=\"crispEdges\"><rect width=\"{side}\" height=\"{side}\" \
             fill=\"#fff\"/><path d=\"{}\"/></svg>",
            self.runs()
        )
    }

    /// One rectangle for each horizontal run of dark modules.
    fn runs(&self) -> String {
        let rows = self.modules.chunks(self.width).enumerate();
        rows.flat_map(|(row, modules)| row_runs(row, modules))
            .collect()
    }
}

fn row_runs(row: usize, modules: &[bool]) -> Vec<String> {
    let y = row + QUIET_ZONE;
    let mut x = QUIET_ZONE;
    let mut runs = Vec::new();
    for run in modules.chunk_by(|a, b| a == b) {
        let length = run.len();
        if run.first() == Some(&true) {
            runs.push(format!("M{x} {y}h{length}v1h-{length}z"));
        }
        x += length;
    }
    runs
}

fn is_alphanumeric_mode(c: char) -> bool {
    c.is_ascii_digit() || c.is_ascii_uppercase() || " $%*+-./:".contains(c)
}

#[cfg(test)]
mod tests {
    use rxing::common::HybridBinarizer;
    use rxing::qrcode::cpp_port::QrReader;
    use rxing::{BinaryBitmap, DecodeHints, Luma8LuminanceSource, Reader};

    use super::*;

    const ADDRESS: &str = "HTTPS://WY.EXAMPLE.CN/Q/8K4T2M9XQ5";

    #[test]
    fn an_address_fits_version_3_and_is_raised_to_h_for_nothing() {
        let qr = Qr::encode(ADDRESS).unwrap();
        assert_eq!((qr.version(), qr.width(), qr.level()), (3, 29, Level::H));
    }

    #[test]
    fn a_longer_address_keeps_level_q_rather_than_grow() {
        let qr = Qr::encode(&"A".repeat(47)).unwrap();
        assert_eq!((qr.version(), qr.level()), (3, Level::Q));
    }

    /// Against the capacities of ISO/IEC 18004 for alphanumeric text.
    #[test]
    fn every_length_gets_the_smallest_version_at_q_and_h_where_that_holds_it_too() {
        let (at_q, at_h) = ([16, 29, 47, 67, 87, 108], [10, 20, 35, 50, 64, 84]);
        for length in 1..=108 {
            let qr = Qr::encode(&"A".repeat(length)).unwrap();
            let smallest = at_q.iter().position(|most| length <= *most).unwrap();
            let level = if length <= at_h[smallest] {
                Level::H
            } else {
                Level::Q
            };
            let version = i16::try_from(smallest).unwrap() + 1;
            assert_eq!((qr.version(), qr.level()), (version, level), "{length}");
        }
    }

    #[test]
    fn a_text_of_small_letters_is_read_as_it_is_written() {
        let text = "otpauth://totp/%E4%B8%9C:zhoumin?secret=GEZDGNBVGY3TQOJQ&issuer=%E4%B8%9C";
        let qr = Qr::encode_as_written(text).unwrap();
        let (side, scale) = (qr.width() + 2 * QUIET_ZONE, 4);
        let dark = |x: usize, y: usize| {
            let inside =
                (QUIET_ZONE..QUIET_ZONE + qr.width()).contains(&x.max(y)) && x.min(y) >= QUIET_ZONE;
            inside && qr.modules()[(y - QUIET_ZONE) * qr.width() + x - QUIET_ZONE]
        };
        let pixels = (0..side * scale).flat_map(|y| (0..side * scale).map(move |x| (x, y)));
        let luma = pixels.map(|(x, y)| if dark(x / scale, y / scale) { 0 } else { 255 });
        let side = u32::try_from(side * scale).unwrap();
        let luma = Luma8LuminanceSource::new(luma.collect(), side, side).unwrap();
        let mut drawn = BinaryBitmap::new(HybridBinarizer::new(luma));
        let hints = DecodeHints::default();
        let read = QrReader.decode_with_hints(&mut drawn, &hints).unwrap();
        assert_eq!(read.getText(), text);
        assert_eq!(qr.level(), Level::Q);
    }

    #[test]
    fn the_quiet_zone_is_four_modules_wide() {
        let qr = Qr::encode(ADDRESS).unwrap();
        let svg = qr.svg();
        assert!(svg.contains("viewBox=\"0 0 37 37\""));
        assert!(svg.contains("d=\"M4 4h7v1h-7z"), "{svg}");
        assert_eq!(svg.matches("<path").count(), 1);
    }

    #[test]
    fn the_runs_draw_every_dark_module_and_no_other() {
        let qr = Qr::encode(ADDRESS).unwrap();
        let drawn: usize = qr
            .runs()
            .split('M')
            .filter_map(|run| run.split(['h', 'v']).nth(1)?.parse::<usize>().ok())
            .sum();
        assert_eq!(drawn, qr.modules().iter().filter(|dark| **dark).count());
    }

    #[test]
    fn lower_case_and_chinese_are_refused_by_name() {
        assert_eq!(Qr::encode("https"), Err(QrError::NotAlphanumeric('h')));
        assert_eq!(Qr::encode("停水"), Err(QrError::NotAlphanumeric('停')));
    }

    #[test]
    fn a_text_beyond_every_version_is_too_long() {
        assert_eq!(Qr::encode(&"A".repeat(5000)), Err(QrError::TooLong));
    }
}
