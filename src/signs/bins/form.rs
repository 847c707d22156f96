//! The form of the four colours: what was typed, and what is wrong with it. Pure.

use crate::error::Refusal;
use crate::platform::form::{Fields, Reader};
use crate::signs::catalogue::colour::{Ground, Palette, Rgb, WHITE};

/// White drawings on a paler ground than this are lost (WCAG 2.2, 1.4.11: graphics 3 to 1).
const CONTRAST: f64 = 3.0;

/// The four bins, in the order of the law, with the name of each field.
pub const BINS: [(Ground, &str); 4] = [
    (Ground::BinRecyclable, "recyclable"),
    (Ground::BinKitchen, "kitchen"),
    (Ground::BinHazardous, "hazardous"),
    (Ground::BinOther, "other"),
];

/// Reads the colours typed; one on which nobody sees the drawing is refused.
pub fn read(fields: &Fields) -> Result<Palette, Vec<Refusal>> {
    let mut reader = Reader::new(fields);
    let mut palette = Palette::default();
    for (ground, name) in BINS {
        match fields.get(name).trim().parse::<Rgb>() {
            Ok(colour) if WHITE.contrast(colour) < CONTRAST => {
                reader.refuse(Refusal::of_field(name, "bins-pale"));
            }
            Ok(colour) => palette.set(ground, colour),
            Err(_) => reader.refuse(Refusal::of_field(name, "bins-no-colour")),
        }
    }
    match reader.errors() {
        errors if errors.is_empty() => Ok(palette),
        errors => Err(errors),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(other: &str) -> Fields {
        Fields::of([
            ("recyclable", "#236192".to_owned()),
            ("kitchen", "#3F7A36".to_owned()),
            ("hazardous", "#DA291C".to_owned()),
            ("other", other.to_owned()),
        ])
    }

    #[test]
    fn a_grey_bin_is_as_good_as_a_black_one() {
        let grey = read(&typed("#6d6e71")).unwrap();
        assert_eq!(grey.other, Rgb(0x6D, 0x6E, 0x71));
        assert_eq!(grey.kitchen, Palette::default().kitchen);
    }

    #[test]
    fn a_colour_too_pale_for_its_drawing_and_what_is_no_colour_are_refused() {
        for (other, key) in [
            ("#FFD100", "bins-pale"),
            ("#ffffff", "bins-pale"),
            ("", "bins-no-colour"),
            ("黑色", "bins-no-colour"),
            ("#12345", "bins-no-colour"),
        ] {
            let refused = read(&typed(other)).unwrap_err();
            assert_eq!(
                refused.iter().map(|r| r.key).collect::<Vec<_>>(),
                [key],
                "{other}"
            );
        }
    }
}
