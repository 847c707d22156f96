//! The catalogue of signs, measured: the proportions and colours of every face, the room around
//! every drawing, how far apart two drawings are at a distance, and the codes it names.

mod codes;
mod raster;

use gaoshi::signs::catalogue::design::{Catalogue, Design, Kind};
use gaoshi::signs::catalogue::geometry::{Colours, Face, TOTAL, face, frame};
use gaoshi::signs::{Format, contact_sheet};

use self::raster::Picture;
use crate::paper::tools::{PRINTER, Paper, differing, squeeze};
use gaoshi::signs::catalogue::colour::{BLACK, RED, Rgb, WHITE};

fn catalogue() -> &'static Catalogue {
    Catalogue::get().unwrap()
}

/// A face without a drawing.
fn bare(kind: Kind) -> Picture {
    let colours = Colours::of(kind);
    let symbol = &[];
    let svg = face(Face {
        kind,
        colours,
        bar: true,
        symbol,
    });
    Picture::of(&svg, 1050)
}

/// The drawing of a sign alone, black on white, in units of the face.
fn drawing(design: &Design) -> Picture {
    let colours = Colours {
        ink: BLACK,
        ground: WHITE,
    };
    let drawn = frame(design.kind).draw(&design.symbol, colours);
    let head = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {TOTAL} {TOTAL}\">\
         <rect width=\"{TOTAL}\" height=\"{TOTAL}\" fill=\"{WHITE}\"/>"
    );
    Picture::of(&format!("{head}{drawn}</svg>"), 525)
}

/// The area of a sign without its light edge, in square units.
fn area(kind: Kind) -> f64 {
    match kind {
        Kind::Prohibition | Kind::Mandatory => std::f64::consts::PI * 500.0 * 500.0,
        // The corners of the triangle, rounded by r = 50, lack r²(3√3 − π) together.
        Kind::Warning => {
            let sharp = 3.0_f64.sqrt() / 4.0 * 1000.0 * 1000.0;
            sharp - 50.0 * 50.0 * (3.0 * 3.0_f64.sqrt() - std::f64::consts::PI)
        }
        Kind::SafeCondition | Kind::Fire | Kind::Information => 1000.0 * 1000.0,
    }
}

/// The safety colour's share of a sign; the light edge of a warning is not counted.
fn share(kind: Kind, picture: &Picture) -> f64 {
    let colour = match kind {
        Kind::Prohibition => RED,
        Kind::Warning | Kind::Mandatory | Kind::SafeCondition | Kind::Fire | Kind::Information => {
            Colours::of(kind).ground
        }
    };
    // From the middle of the border inwards.
    let inside = |x: f64, y: f64| kind != Kind::Warning || in_triangle(x, y, 30.0);
    picture.area_of(colour, inside) / area(kind)
}

/// Whether a point lies within the outer triangle of a warning, so far from its sides.
fn in_triangle(x: f64, y: f64, away: f64) -> bool {
    let (base, top) = (941.0, 941.0 - 500.0 * 3.0_f64.sqrt());
    let slope = |x: f64| (y - top) / 2.0 - (x - 525.0).abs() * 3.0_f64.sqrt() / 2.0;
    base - y >= away && slope(x) >= away
}

#[test]
fn bare_signs_have_the_shares_that_follow_from_their_construction() {
    for (kind, share_of) in [
        (Kind::Prohibition, 0.44),
        (Kind::Warning, 0.63),
        (Kind::Mandatory, 1.0),
        (Kind::Fire, 0.998),
    ] {
        let share = share(kind, &bare(kind));
        assert!((share - share_of).abs() < 0.01, "{kind:?}: {share}");
    }
}

#[test]
fn the_safety_colour_covers_its_part_of_every_sign() {
    for design in catalogue().designs().iter().filter(|d| d.ground.is_none()) {
        let least = match design.kind {
            // With a bar 44 %; a limit is a ring alone, 36 %.
            Kind::Prohibition => 0.35,
            Kind::Warning
            | Kind::Mandatory
            | Kind::SafeCondition
            | Kind::Fire
            | Kind::Information => 0.50,
        };
        let share = share(design.kind, &Picture::of(&design.face(), 525));
        assert!(share >= least, "{}: {share:.3}", design.id);
    }
}

#[test]
fn the_bar_falls_at_45_degrees_and_is_0_08_of_the_diameter_wide() {
    let bare = bare(Kind::Prohibition);
    for along in (-390_i32..=390).step_by(10) {
        let point = |across: f64| {
            let (a, b) = (f64::from(along), across);
            let half = std::f64::consts::FRAC_1_SQRT_2;
            bare.at(525.0 + (a + b) * half, 525.0 + (a - b) * half)
        };
        assert_eq!(point(38.0), RED, "{along}");
        assert_eq!(point(-38.0), RED, "{along}");
        if along.abs() < 380 {
            assert_eq!(point(42.0), WHITE, "{along}");
            assert_eq!(point(-42.0), WHITE, "{along}");
        }
    }
}

#[test]
fn the_ring_is_a_tenth_of_the_diameter_and_the_light_edge_a_fortieth() {
    let bare = bare(Kind::Prohibition);
    for (across, colour) in [
        (1.0, WHITE),
        (24.0, WHITE),
        (26.0, RED),
        (124.0, RED),
        (126.0, WHITE),
    ] {
        assert_eq!(bare.at(across, 525.0), colour, "{across}");
    }
}

#[test]
fn the_border_of_a_warning_is_0_06_of_its_side_and_its_corners_are_round() {
    let (bare, yellow) = (bare(Kind::Warning), Colours::of(Kind::Warning).ground);
    for (y, colour) in [
        (965.0, yellow),
        (942.0, yellow),
        (940.0, BLACK),
        (882.0, BLACK),
        (880.0, yellow),
    ] {
        assert_eq!(bare.at(525.0, y), colour, "{y}");
    }
    // A radius of 50 takes 50 off the tip: the height is 0.866 b − 0.05 b.
    let tip = 941.0 - 816.0;
    assert_eq!(bare.at(525.0, tip - 2.0), yellow);
    assert_eq!(bare.at(525.0, tip + 2.0), BLACK);
}

#[test]
fn nothing_interrupts_the_bar() {
    for design in catalogue().designs() {
        if design.kind == Kind::Prohibition && design.bar {
            let picture = Picture::of(&design.face(), 525);
            for along in -277..=277 {
                let at = 525.0 + f64::from(along);
                assert_eq!(picture.at(at, at), RED, "{}", design.id);
            }
        }
    }
}

/// How far a drawing keeps from the border: 0.033 of the height, 0.077 d inside a blue disc; ours
/// for squares.
fn has_room(kind: Kind, x: f64, y: f64) -> bool {
    let radius = (x - 525.0).hypot(y - 525.0);
    let aside = (x - 525.0).abs().max((y - 525.0).abs());
    match kind {
        Kind::Prohibition => radius <= 367.0,
        Kind::Mandatory => radius <= 423.0,
        Kind::Warning => in_triangle(x, y, 60.0 + 0.033 * 817.0),
        Kind::SafeCondition | Kind::Fire | Kind::Information => aside <= 405.0,
    }
}

#[test]
fn every_drawing_keeps_clear_of_the_border() {
    for design in catalogue().designs() {
        let drawing = drawing(design);
        let outside = drawing.area_of(BLACK, |x, y| !has_room(design.kind, x, y));
        assert!(outside < 8.0, "{}: {outside} square units", design.id);
    }
}

#[test]
fn every_drawing_is_large_enough_to_be_seen() {
    for design in catalogue()
        .designs()
        .iter()
        .filter(|d| !d.symbol.is_empty())
    {
        let inked = drawing(design).area_of(BLACK, |_, _| true) / area(design.kind);
        assert!(inked > 0.045, "{}: {inked:.3}", design.id);
    }
}

#[test]
fn no_two_signs_of_a_kind_look_alike_at_64_pixels() {
    let catalogue = catalogue();
    let small = |design: &Design| Picture::of(&design.face(), 64);
    for kind in Kind::ALL {
        let of_kind = catalogue.designs().iter().filter(|d| d.kind == kind);
        let drawn: Vec<_> = of_kind.map(|d| (d.id.as_str(), small(d))).collect();
        for (at, (one, first)) in drawn.iter().enumerate() {
            for (other, second) in &drawn[at + 1..] {
                let apart = first.difference(second);
                assert!(apart >= 3.5, "{one} and {other}: {apart:.2} of 255");
            }
        }
    }
}

#[test]
fn no_suggestion_is_more_than_one_carrier_holds() {
    for design in catalogue().designs() {
        let together = 1 + design.pair_with.len();
        assert!(together <= 4, "{}: {together} signs", design.id);
    }
}

#[test]
fn a_bin_follows_the_estates_colour() {
    let catalogue = catalogue();
    let grey = Rgb(0x6B, 0x6F, 0x72);
    let palette = gaoshi::signs::catalogue::colour::Palette {
        other: grey,
        ..Default::default()
    };
    let bin = catalogue.find("bin-other").unwrap();
    assert!(bin.face_for(&palette).contains(&grey.to_string()));
    assert!(!bin.face().contains(&grey.to_string()));
}

#[test]
fn the_contact_sheet_shows_every_sign_and_claims_nothing() {
    let pdf = contact_sheet(&PRINTER, Format::Pdf).unwrap();
    assert!(pdf.len() < 1_000_000, "{} bytes", pdf.len());
    let paper = Paper::of(&pdf);
    assert_eq!(paper.pages(), 1);
    let letters = paper.letters();
    for design in catalogue().designs() {
        assert!(letters.contains(&design.id), "{}", design.id);
        assert!(letters.contains(&squeeze(&design.zh[0])), "{}", design.id);
    }
    for claim in ["GB", "ISO", "符合", "国标", "conform"] {
        assert!(!letters.contains(claim), "{claim}");
    }
}

#[test]
fn the_contact_sheet_of_the_readme_is_that_of_the_catalogue() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let letters = Paper::of(&std::fs::read(root.join(".readme/catalogue.pdf")).unwrap()).letters();
    let catalogue = catalogue();
    for design in catalogue.designs() {
        assert!(letters.contains(&design.id), "{}", design.id);
        assert!(
            letters.contains(&squeeze(&design.zh.concat())),
            "{}",
            design.id
        );
    }
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let count = catalogue.designs().len();
    assert!(readme.contains(&format!("{count} signs")));
    let shown = image::open(root.join(".readme/catalogue.png")).unwrap();
    let now = contact_sheet(&PRINTER, Format::Png).unwrap();
    let now = image::load_from_memory(&now).unwrap();
    let changed = differing(&shown.to_luma8(), &now.to_luma8());
    assert!(
        changed.is_empty(),
        "make it anew with gaoshi sign contact-sheet: {changed:?}"
    );
}

#[test]
fn the_contact_sheet_is_a_picture_too() {
    let png = contact_sheet(&PRINTER, Format::Png).unwrap();
    assert!(png.starts_with(b"\x89PNG"));
}
