//! How large a sign must be to be read from afar, and what paper can do.
//!
//! Two rules count, and the larger result holds: the table of GB 2894 annex A, as the factors
//! it is made of, and the distance factor Z of ISO 3864 (h = L / Z, values of DIN 4844-1).
//! Lengths are millimetres, distances metres.

use super::paper::{Area, Format, Paper};
use crate::signs::catalogue::design::Kind;
use serde::Serialize;
use std::fmt;

/// From how far a sign is read, and by what light.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Reading {
    /// Metres from the reader to the sign.
    pub metres: f64,
    /// What lets it be seen.
    pub light: Light,
}

/// What lets a sign be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Light {
    /// Daylight or a lamp beside it.
    Lit,
    /// The sign shines by itself.
    SelfLuminous,
}

/// The shape a distance is reckoned for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Shape {
    /// Prohibition and mandatory: its diameter counts.
    Circle,
    /// Warning: its side counts.
    Triangle,
    /// Safe condition, fire, information: its side counts.
    Square,
}

impl Shape {
    /// The shape of a kind of sign.
    pub const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Prohibition | Kind::Mandatory => Self::Circle,
            Kind::Warning => Self::Triangle,
            Kind::SafeCondition | Kind::Fire | Kind::Information => Self::Square,
        }
    }

    /// Size per distance in GB 2894 annex A, the same at the far end of each of its types.
    const fn factor(self) -> f64 {
        match self {
            Self::Circle => 0.028,
            Self::Triangle => 0.035,
            Self::Square => 0.025,
        }
    }

    /// The height of the shape, as part of the size that counts: a triangle with its round
    /// corners is 0.817 of its side high.
    const fn height(self) -> f64 {
        match self {
            Self::Circle | Self::Square => 1.0,
            Self::Triangle => 0.817,
        }
    }

    /// How many times its height a sign can be away.
    const fn z(self, light: Light) -> f64 {
        match (self, light) {
            (Self::Circle | Self::Triangle, Light::Lit) => 40.0,
            (Self::Circle | Self::Triangle, Light::SelfLuminous) => 65.0,
            (Self::Square, Light::Lit) => 100.0,
            (Self::Square, Light::SelfLuminous) => 200.0,
        }
    }

    /// The size by the distance factor alone.
    pub fn by_factor(self, reading: Reading) -> f64 {
        reading.metres * 1000.0 / self.z(reading.light) / self.height()
    }

    /// The size by GB 2894 alone.
    pub fn by_table(self, reading: Reading) -> f64 {
        reading.metres * 1000.0 * self.factor()
    }

    /// The size a sign needs: the larger of the two.
    pub fn needed(self, reading: Reading) -> f64 {
        self.by_factor(reading).max(self.by_table(reading))
    }

    /// From how many metres a sign of this size can be read.
    pub fn reach(self, size: f64, light: Light) -> f64 {
        let by_factor = size * self.height() * self.z(light) / 1000.0;
        by_factor.min(size / self.factor() / 1000.0)
    }
}

/// The type of GB 2894 annex A for a distance, 1 to 7; none beyond 40 m.
pub fn gb_type(metres: f64) -> Option<u8> {
    let ends = [2.5, 4.0, 6.3, 10.0, 16.0, 25.0, 40.0];
    (1..)
        .zip(ends)
        .find(|(_, end)| metres <= *end)
        .map(|(number, _)| number)
}

/// The largest sign a bare sheet holds: its width less 4 %, and never less than 6 mm, a side.
pub fn sign_box(paper: Paper) -> f64 {
    let short = paper.area().short();
    short - 2.0 * (short * 0.04).max(6.0)
}

/// The smallest size of Chinese characters that are read from here: 1/150 of the distance.
pub fn chinese(metres: f64) -> f64 {
    metres * 1000.0 / 150.0
}

/// The smallest size of Latin capitals that are read from here: 1/200 of the distance.
pub fn latin(metres: f64) -> f64 {
    metres * 1000.0 / 200.0
}

/// The side of a QR code with its quiet zone: a tenth of the distance it is scanned from, and
/// never less than the hand needs.
pub fn qr_side(metres: f64) -> f64 {
    (metres * 100.0).max(QR_LEAST)
}

/// The smallest QR code, quiet zone included: its modules are then 0.65 mm in version 3.
pub const QR_LEAST: f64 = 24.0;

/// A distance no paper serves.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TooFar {
    /// The distance asked for.
    pub metres: f64,
    /// The size the sign or its words would need.
    pub needed: f64,
    /// The largest paper there is.
    pub paper: Paper,
    /// From how far the sign on that paper can be read.
    pub reach: f64,
}

impl fmt::Display for TooFar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "to be read from {:.1} m it would have to be {:.0} mm large; on {} it can be read \
             from {:.1} m: take larger paper, put several sheets together, or order a plate",
            self.metres, self.needed, self.paper, self.reach
        )
    }
}

impl std::error::Error for TooFar {}

/// The smallest upright sheet whose bare sign box serves a distance; layouts with panels need
/// more, which [`super::smallest_paper`] knows.
pub fn smallest_bare(shape: Shape, reading: Reading, largest: Format) -> Result<Paper, TooFar> {
    let needed = shape.needed(reading);
    let mut papers = Format::ALL.into_iter().filter(|f| *f <= largest);
    let found = papers.find(|format| sign_box(format.portrait()) >= needed);
    let paper = largest.portrait();
    found.map(Format::portrait).ok_or_else(|| TooFar {
        metres: reading.metres,
        needed,
        paper,
        reach: shape.reach(sign_box(paper), reading.light),
    })
}

/// The part of a sign's drawing that counts for its distance: the drawing has a light edge of
/// a fortieth around it.
pub(super) const FACE: f64 = 1000.0 / 1050.0;

/// What a bare sheet could at most carry, for a hint beside a form.
pub fn bare_reach(shape: Shape, area: Area, light: Light) -> f64 {
    let short = area.short();
    shape.reach(short - 2.0 * (short * 0.04).max(6.0), light)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lit(metres: f64) -> Reading {
        Reading {
            metres,
            light: Light::Lit,
        }
    }

    #[test]
    fn the_table_of_gb_2894_is_met_at_the_end_of_every_type() {
        let table = [
            (2.5, 70.0, 88.0, 63.0),
            (4.0, 110.0, 142.0, 100.0),
            (6.3, 175.0, 220.0, 160.0),
            (10.0, 280.0, 350.0, 250.0),
            (16.0, 450.0, 560.0, 400.0),
            (25.0, 700.0, 880.0, 630.0),
            (40.0, 1110.0, 1400.0, 1000.0),
        ];
        for (number, (metres, circle, triangle, square)) in (1..).zip(table) {
            assert_eq!(gb_type(metres), Some(number));
            let shapes = [
                (Shape::Circle, circle),
                (Shape::Triangle, triangle),
                (Shape::Square, square),
            ];
            for (shape, size) in shapes {
                let ratio = shape.by_table(lit(metres)) / size;
                assert!(
                    (0.97..1.03).contains(&ratio),
                    "{metres} m, {shape:?}: {ratio}"
                );
            }
        }
        assert_eq!(gb_type(40.1), None);
    }

    #[test]
    fn what_a_sheet_can_do() {
        // Sheet, sign box, then the reach by the table and by the factor for each shape.
        let rows = [
            (Format::A6, 93.0, [3.3, 3.7], [2.7, 3.0], [3.7, 9.3]),
            (Format::A5, 136.0, [4.9, 5.4], [3.9, 4.4], [5.4, 13.6]),
            (Format::A4, 193.0, [6.9, 7.7], [5.5, 6.3], [7.7, 19.0]),
            (Format::A3, 273.0, [9.8, 10.9], [7.8, 8.9], [10.9, 27.0]),
            (Format::A2, 386.0, [13.8, 15.5], [11.0, 12.6], [15.5, 39.0]),
        ];
        for (format, side, circle, triangle, square) in rows {
            let paper = format.portrait();
            assert!((sign_box(paper) - side).abs() < 0.5, "{paper}");
            for (shape, [table, factor]) in [
                (Shape::Circle, circle),
                (Shape::Triangle, triangle),
                (Shape::Square, square),
            ] {
                let side = sign_box(paper);
                let by_table = side / shape.by_table(lit(1.0));
                let by_factor = side / shape.by_factor(lit(1.0));
                assert!(
                    (by_table - table).abs() < 0.06,
                    "{paper} {shape:?}: {by_table}"
                );
                assert!(
                    (by_factor / factor - 1.0).abs() < 0.02,
                    "{paper} {shape:?}: {by_factor}"
                );
                assert!(shape.reach(side, Light::Lit) <= by_table.min(by_factor) + 1e-9);
            }
        }
    }

    #[test]
    fn a_warning_read_from_twelve_metres_is_not_for_a4() {
        let refused = smallest_bare(Shape::Triangle, lit(12.0), Format::A4).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "to be read from 12.0 m it would have to be 420 mm large; on A4 it can be read from \
             5.5 m: take larger paper, put several sheets together, or order a plate"
        );
        let found = smallest_bare(Shape::Triangle, lit(12.0), Format::A0).unwrap();
        assert_eq!(found, Format::A1.portrait());
    }

    #[test]
    fn the_larger_of_the_two_rules_holds() {
        let dark = Reading {
            metres: 10.0,
            light: Light::SelfLuminous,
        };
        for shape in [Shape::Circle, Shape::Triangle, Shape::Square] {
            for reading in [lit(10.0), dark] {
                let needed = shape.needed(reading);
                assert!(needed >= shape.by_table(reading) && needed >= shape.by_factor(reading));
                let reach = shape.reach(needed, reading.light);
                assert!((reach - 10.0).abs() < 1e-9, "{shape:?} {reach}");
            }
        }
    }

    #[test]
    fn words_and_codes_grow_with_the_distance() {
        assert!((chinese(3.0) - 20.0).abs() < 1e-9);
        assert!((latin(3.0) - 15.0).abs() < 1e-9);
        assert!((qr_side(0.5) - 50.0).abs() < 1e-9);
        assert!((qr_side(0.1) - QR_LEAST).abs() < 1e-9);
    }
}
