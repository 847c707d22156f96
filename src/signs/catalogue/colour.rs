//! The colours of signs, and whether a colour is the one a standard means.
//!
//! A safety colour is a box in the chromaticity diagram (CIE 1931, D65, 45/0) with a least
//! luminance. Red's corners were read in GOST 12.4.026 table A.1; the others are unverified.
//! On a screen or an office printer the colour is a proposal: a statutory sign needs certified
//! material.

use serde::{Deserialize, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// Red: prohibition, fire equipment.
pub const RED: Rgb = Rgb(0xC1, 0x12, 0x1C);
/// Yellow: warning.
pub const YELLOW: Rgb = Rgb(0xFF, 0xC8, 0x00);
/// Green: safe condition.
pub const GREEN: Rgb = Rgb(0x00, 0x87, 0x54);
/// Blue: mandatory action; and information, where no standard sets a ground.
pub const BLUE: Rgb = Rgb(0x00, 0x54, 0xA6);
/// The contrast to red, green and blue.
pub const WHITE: Rgb = Rgb(0xFF, 0xFF, 0xFF);
/// The contrast to yellow.
pub const BLACK: Rgb = Rgb(0x00, 0x00, 0x00);

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }
}

impl Serialize for Rgb {
    /// As it is written: `#3D3935`.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// A text that is no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a colour is # and six digits from 0 to F")]
pub struct NoColour;

impl FromStr for Rgb {
    type Err = NoColour;

    /// `#3D3935`, in any case.
    fn from_str(text: &str) -> Result<Self, NoColour> {
        let digits = text.strip_prefix('#').ok_or(NoColour)?;
        if digits.len() != 6 || !digits.chars().all(|c| c.is_ascii_hexdigit()) {
            return Err(NoColour);
        }
        let part = |at: usize| {
            let two = digits.get(at..at + 2).ok_or(NoColour)?;
            u8::from_str_radix(two, 16).or(Err(NoColour))
        };
        Ok(Self(part(0)?, part(2)?, part(4)?))
    }
}

impl Rgb {
    /// Its place in the chromaticity diagram.
    pub fn chromaticity(self) -> Chromaticity {
        let [red, green, blue] = [self.0, self.1, self.2].map(linear);
        let mixed = |parts: [f64; 3]| parts[0] * red + parts[1] * green + parts[2] * blue;
        let tristimulus = FROM_SRGB.map(mixed);
        let [x, y, _] = tristimulus;
        let sum = tristimulus.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        Chromaticity {
            x: x / sum,
            y: y / sum,
            luminance: y,
        }
    }

    /// How strongly two colours differ in luminance, 1 to 21 (WCAG 2, contrast ratio).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (
            self.chromaticity().luminance,
            other.chromaticity().luminance,
        );
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }
}

/// X, Y and Z of the three primaries (IEC 61966-2-1).
const FROM_SRGB: [[f64; 3]; 3] = [
    [0.412_456, 0.357_576, 0.180_438],
    [0.212_673, 0.715_152, 0.072_175],
    [0.019_334, 0.119_192, 0.950_304],
];

/// The light a channel of sRGB stands for (IEC 61966-2-1).
fn linear(channel: u8) -> f64 {
    let c = f64::from(channel) / 255.0;
    if c <= 0.040_45 {
        c / 12.92
    } else {
        ((c + 0.055) / 1.055).powf(2.4)
    }
}

/// A colour as CIE xyY; luminance 1 is white.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chromaticity {
    /// Share of X.
    pub x: f64,
    /// Share of Y.
    pub y: f64,
    /// Luminance factor β.
    pub luminance: f64,
}

/// The colours a standard accepts as one safety colour, for ordinary material.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SafetyColour {
    corners: [(f64, f64); 4],
    least_luminance: f64,
}

/// What counts as red.
pub const SAFETY_RED: SafetyColour = SafetyColour {
    corners: [
        (0.735, 0.265),
        (0.681, 0.239),
        (0.579, 0.341),
        (0.655, 0.345),
    ],
    least_luminance: 0.07,
};
/// What counts as yellow.
pub const SAFETY_YELLOW: SafetyColour = SafetyColour {
    corners: [
        (0.545, 0.454),
        (0.494, 0.426),
        (0.444, 0.476),
        (0.481, 0.518),
    ],
    least_luminance: 0.45,
};
/// What counts as green.
pub const SAFETY_GREEN: SafetyColour = SafetyColour {
    corners: [
        (0.201, 0.776),
        (0.285, 0.441),
        (0.170, 0.364),
        (0.026, 0.399),
    ],
    least_luminance: 0.12,
};
/// What counts as blue.
pub const SAFETY_BLUE: SafetyColour = SafetyColour {
    corners: [
        (0.094, 0.125),
        (0.172, 0.198),
        (0.210, 0.160),
        (0.137, 0.038),
    ],
    least_luminance: 0.05,
};

impl SafetyColour {
    /// Whether a colour is this safety colour.
    pub fn accepts(&self, colour: Rgb) -> bool {
        let at = colour.chromaticity();
        let turns = (0..4).map(|corner| {
            let [a, b] = [corner, corner + 1].map(|i| self.corners.get(i % 4).copied());
            let ((ax, ay), (bx, by)) = (a.unwrap_or_default(), b.unwrap_or_default());
            (bx - ax) * (at.y - ay) - (by - ay) * (at.x - ax)
        });
        let (left, right) = turns.fold((false, false), |(left, right), turn| {
            (left || turn > 0.0, right || turn < 0.0)
        });
        at.luminance >= self.least_luminance && !(left && right)
    }
}

/// A ground whose colour the estate decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// 可回收物
    BinRecyclable,
    /// 厨余垃圾
    BinKitchen,
    /// 有害垃圾
    BinHazardous,
    /// 其他垃圾
    BinOther,
}

/// The colours of the bins on this estate.
///
/// Local rules that apply GB/T 19095-2019 name blue 647 C, green 2259 C, red 485 C and black
/// Black 7 C; sources differ on the last, which some paint grey. The values are near to those
/// swatches, not measured from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// 可回收物
    pub recyclable: Rgb,
    /// 厨余垃圾
    pub kitchen: Rgb,
    /// 有害垃圾
    pub hazardous: Rgb,
    /// 其他垃圾
    pub other: Rgb,
}

impl Default for Palette {
    fn default() -> Self {
        Self {
            recyclable: Rgb(0x23, 0x61, 0x92),
            kitchen: Rgb(0x3F, 0x7A, 0x36),
            hazardous: Rgb(0xDA, 0x29, 0x1C),
            other: Rgb(0x3D, 0x39, 0x35),
        }
    }
}

impl fmt::Display for Palette {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            recyclable,
            kitchen,
            hazardous,
            other,
        } = self;
        write!(f, "{recyclable} {kitchen} {hazardous} {other}")
    }
}

impl Palette {
    /// Gives a ground its colour.
    pub fn set(&mut self, ground: Ground, colour: Rgb) {
        *match ground {
            Ground::BinRecyclable => &mut self.recyclable,
            Ground::BinKitchen => &mut self.kitchen,
            Ground::BinHazardous => &mut self.hazardous,
            Ground::BinOther => &mut self.other,
        } = colour;
    }

    /// The colour of a ground.
    pub fn of(&self, ground: Ground) -> Rgb {
        match ground {
            Ground::BinRecyclable => self.recyclable,
            Ground::BinKitchen => self.kitchen,
            Ground::BinHazardous => self.hazardous,
            Ground::BinOther => self.other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_safety_colour_lies_in_its_box_and_in_no_other() {
        let boxes = [SAFETY_RED, SAFETY_YELLOW, SAFETY_GREEN, SAFETY_BLUE];
        for (at, colour) in [RED, YELLOW, GREEN, BLUE].into_iter().enumerate() {
            let accepted: Vec<usize> = (0..4).filter(|i| boxes[*i].accepts(colour)).collect();
            assert_eq!(accepted, [at], "{colour} {:?}", colour.chromaticity());
        }
    }

    #[test]
    fn popular_values_that_miss_their_box_are_told_apart() {
        for (safety, missing) in [
            (SAFETY_RED, Rgb(0x9B, 0x24, 0x23)),
            (SAFETY_RED, Rgb(0xB7, 0x1F, 0x2E)),
            (SAFETY_YELLOW, Rgb(0xFF, 0xD9, 0x00)),
            (SAFETY_GREEN, Rgb(0x00, 0x96, 0x40)),
            (SAFETY_BLUE, Rgb(0x00, 0x53, 0x87)),
        ] {
            assert!(!safety.accepts(missing), "{missing}");
        }
        assert!(!SAFETY_RED.accepts(Rgb(0x30, 0x02, 0x04)), "too dark");
    }

    #[test]
    fn chromaticities_are_those_of_the_study() {
        let red = RED.chromaticity();
        assert!((red.x - 0.615).abs() < 0.002 && (red.y - 0.325).abs() < 0.002);
        let white = WHITE.chromaticity();
        assert!((white.x - 0.3127).abs() < 0.001 && (white.luminance - 1.0).abs() < 0.001);
    }

    #[test]
    fn a_drawing_stands_out_from_every_ground() {
        assert!(BLACK.contrast(YELLOW) > 13.0);
        let bins = Palette::default();
        let bins = [bins.recyclable, bins.kitchen, bins.hazardous, bins.other];
        for ground in [RED, GREEN, BLUE].into_iter().chain(bins) {
            assert!(WHITE.contrast(ground) >= 4.5, "{ground}");
        }
    }
}
