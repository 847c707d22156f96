//! A thousand signs with a thousand codes: what two decoders read from paper, and what they
//! read once the sign is out of focus, seen from the side, turned or dirty.

mod batch;
mod harm;
mod readers;

use std::sync::LazyLock;

use gaoshi::signs::print::Job;
use rand::rngs::StdRng;
use rand::{SeedableRng, seq};

use self::batch::{AROUND, BATCH, SIGNS, Spot};
use self::readers::READERS;
use super::pieces::pieces;
use super::quiet::{Fault, faults};
use super::tools::{Grey, PRINTER, Paper};

const DPI: f64 = 300.0;
/// Modules along the side of a code of ours, with and without the white around it.
const WHOLE: f64 = 37.0;
const MODULES: f64 = 29.0;

/// Every code is cut from the label on which it must stand, with four millimetres of what
/// stands around it.
fn every_code_opens_its_own_sign_at(dpi: f64) {
    let mut seen = 0;
    for (part, paper) in BATCH.parts().enumerate() {
        for page in 0..paper.pages() {
            let dots = paper.hard(page + 1, dpi);
            let on_it = |sign: &usize| Spot::of(*sign).is_on(part, page);
            let cuts: Vec<(usize, Grey)> = (0..SIGNS)
                .filter(on_it)
                .map(|sign| (sign, BATCH.cut(sign, &dots, dpi)))
                .collect();
            assert!(!cuts.is_empty(), "part {part} has too many sheets");
            both_read(&cuts);
            seen += cuts.len();
            for (sign, _) in cuts {
                let (corner, side) = BATCH.square(sign);
                assert_eq!(faults(&dots, corner, side, dpi), [], "sign {sign}");
            }
        }
    }
    assert_eq!(seen, SIGNS);
}

/// Each picture shows the code of its sign, to both decoders.
fn both_read(signs: &[(usize, Grey)]) {
    let pictures: Vec<&Grey> = signs.iter().map(|(_, picture)| picture).collect();
    for (name, reader) in READERS {
        for ((sign, _), read) in signs.iter().zip(reader(&pictures)) {
            assert_eq!(read, [BATCH.address(*sign)], "{name}, sign {sign}");
        }
    }
}

#[test]
fn both_decoders_read_every_code_of_a_thousand_where_it_belongs_at_300_dpi() {
    every_code_opens_its_own_sign_at(300.0);
}

#[test]
fn both_decoders_read_every_code_of_a_thousand_where_it_belongs_at_150_dpi() {
    every_code_opens_its_own_sign_at(150.0);
}

/// So what is read of the one holds for the other.
#[test]
fn a_printer_of_one_bit_gets_the_same_dots_of_a_code() {
    let paper = BATCH.part(0);
    for dpi in [150.0, 300.0] {
        let (screened, hard) = (paper.screened(1, dpi), paper.hard(1, dpi));
        for sign in (0..SIGNS).filter(|sign| Spot::of(*sign).is_on(0, 0)) {
            let (corner, side) = BATCH.square(sign);
            let code = |page: &Grey| page.cut(corner, (side, side), dpi);
            assert!(code(&screened) == code(&hard), "sign {sign}, {dpi} dpi");
        }
    }
}

/// Forty signs of the thousand, by chance that is always the same.
static SAMPLE: LazyLock<Vec<(usize, Grey)>> = LazyLock::new(|| {
    let chosen = seq::index::sample(&mut chance(), SIGNS, 40);
    let cut = |sign| {
        let spot = Spot::of(sign);
        let page = BATCH.part(spot.part).hard(spot.page + 1, DPI);
        (sign, BATCH.cut(sign, &page, DPI))
    };
    chosen.into_iter().map(cut).collect()
});

fn chance() -> StdRng {
    StdRng::seed_from_u64(2_894)
}

/// The side of a code with its white, and of a module, in dots of the sample.
fn size(sign: usize) -> (f64, f64) {
    let whole = BATCH.square(sign).1 * DPI / 25.4;
    (whole, whole / WHOLE)
}

fn both_read_all(mut harm: impl FnMut(usize, &Grey) -> Grey) {
    let harmed = SAMPLE.iter().map(|(sign, cut)| (*sign, harm(*sign, cut)));
    both_read(&harmed.collect::<Vec<_>>());
}

/// By 0.4 of a module. At 0.5 rxing still reads 38 of the forty and zbar 3; at 0.6 neither reads
/// one.
#[test]
fn both_decoders_read_codes_out_of_focus() {
    both_read_all(|sign, cut| harm::blurred(cut, 0.4 * size(sign).1));
}

/// From three times the code's side away, where lines run together most, and from ten times.
/// At 45° both read all as well; at 55° and three times the side zbar alone does.
#[test]
fn both_decoders_read_codes_seen_from_the_side() {
    for far in [3.0, 10.0] {
        both_read_all(|sign, cut| harm::tilted(cut, 35.0, far * size(sign).0));
    }
}

/// At 45°, where its lines of scanning cross no finder pattern straight, zbar reads 22 of the
/// forty and rxing all.
#[test]
fn both_decoders_read_codes_that_hang_askew() {
    both_read_all(|_, cut| harm::turned(cut, 30.0));
}

/// By six patches on 3 % of the code. At 5 % zbar reads 39 of the forty and rxing all, at 8 % 31
/// and 37.
#[test]
fn both_decoders_read_dirty_codes() {
    let mut rng = chance();
    both_read_all(|sign, cut| {
        let module = size(sign).1;
        let at = AROUND * DPI / 25.4 + 4.0 * module;
        harm::dirty(cut, ((at, at), module, MODULES), 0.03, &mut rng)
    });
}

#[test]
fn a_code_with_ink_in_its_quiet_zone_or_light_on_dark_is_a_fault() {
    let over = |ink: &str| format!("<path d=\"{ink}\"/></svg>");
    let frame = "M0 0h37v4h-37zM0 33h37v4h-37zM0 4h4v29h-4zM33 4h4v29h-4z";
    let on_dark = |ground: &str| {
        format!("<path d=\"{ground}\" fill=\"#000\"/><path fill=\"#fff\" d=\"M4 4h7v")
    };
    let spoilt = [
        (("", String::new()), vec![]),
        // A line that comes a module too near, a dark ground around the code.
        (("</svg>", over("M0 36h37v1h-37z")), vec![Fault::Ink]),
        (("</svg>", over(frame)), vec![Fault::Ink]),
        // Light on dark, on a dark ground and with white around it.
        (
            ("<path d=\"M4 4h7v", on_dark("M0 0h37v37h-37z")),
            vec![Fault::Ink, Fault::Inverted],
        ),
        (
            ("<path d=\"M4 4h7v", on_dark("M4 4h29v29h-29z")),
            vec![Fault::Inverted],
        ),
        // Another drawing in its place.
        (("</svg>", over("M4 4h29v29h-29z")), vec![Fault::Lost]),
    ];
    for ((from, to), expected) in spoilt {
        let (name, mut piece, paper) = pieces().remove(0);
        let qr = &mut piece.code.as_mut().unwrap().code.qr;
        assert!(qr.contains(from), "{qr}");
        *qr = qr.replacen(from, &to, 1);
        let sheets = Job::one(name, piece, paper).lay_out(&*PRINTER).unwrap();
        let (corner, side) = batch::squares(&sheets)[0];
        let page = Paper::print(&sheets).hard(1, DPI);
        assert_eq!(faults(&page, corner, side, DPI), expected, "{to}");
    }
}
