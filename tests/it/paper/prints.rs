//! Signs on their sheets: every layout, every way to put signs on paper.

use super::pieces::{ADDRESS, door, face, floor, label, piece, pieces, sign};
use super::quiet::faults;
use super::tools::{PRINTER, Paper as Sheet, squeeze};
use gaoshi::signs::catalogue::design::Kind;
use gaoshi::signs::print::sizes::{Light, Reading};
use gaoshi::signs::print::{
    Body, Foot, Format, ImposeError, Imposition, Job, LabelSheet, Numeral, Piece, PrintError, Sign,
    SignSheets, check, label_takes, reach, smallest_paper,
};
use proptest::prelude::*;
use serde_json::Value;

fn laid_out(job: &Job) -> SignSheets {
    job.lay_out(&*PRINTER).unwrap()
}

pub(super) fn one(name: &str, piece: &Piece, paper: gaoshi::signs::print::Paper) -> SignSheets {
    laid_out(&Job::one(name, piece.clone(), paper))
}

/// Everything a layout put on its sheet.
pub(super) fn items(sheets: &SignSheets) -> Vec<Value> {
    let value = serde_json::to_value(sheets).unwrap();
    value["pieces"][0]["items"].as_array().unwrap().clone()
}

fn letters_of(items: &[Value]) -> Vec<char> {
    let lines = items
        .iter()
        .filter_map(|item| item["lines"].as_array())
        .flatten();
    let mut letters: Vec<char> = lines
        .flat_map(|line| squeeze(line.as_str().unwrap()).chars().collect::<Vec<_>>())
        .collect();
    letters.sort_unstable();
    letters
}

/// A frame's left, top, right and bottom edge.
pub(super) fn edges(item: &Value) -> [f64; 4] {
    let of = |key: &str| item["frame"][key].as_f64().unwrap();
    [of("x"), of("y"), of("x") + of("w"), of("y") + of("h")]
}

fn overlap(a: [f64; 4], b: [f64; 4]) -> bool {
    let slack = 0.01;
    a[0] + slack < b[2] && b[0] + slack < a[2] && a[1] + slack < b[3] && b[1] + slack < a[3]
}

fn piece_of(sign: Sign) -> Piece {
    piece(Body::Single(sign))
}

#[test]
fn every_layout_says_on_paper_exactly_what_it_was_given() {
    for (name, piece, paper) in pieces() {
        let sheets = one(name, &piece, paper);
        let printed = Sheet::print(&sheets);
        assert_eq!(printed.pages(), 1, "{name}");
        let mut letters: Vec<char> = printed.letters().chars().collect();
        letters.sort_unstable();
        let said: String = letters_of(&items(&sheets)).into_iter().collect();
        assert_eq!(letters.into_iter().collect::<String>(), said, "{name}");
        let code = if piece.code.is_some() { ADDRESS } else { "" };
        assert_eq!(
            printed.scans(),
            [code],
            "{name}, printed in black and white"
        );
    }
}

#[test]
fn a_sign_printed_again_is_the_same_to_the_byte() {
    for (name, piece, paper) in pieces() {
        let sheets = one(name, &piece, paper);
        let again = one(name, &piece, paper);
        assert_eq!(
            PRINTER.pdf(&sheets).unwrap(),
            PRINTER.pdf(&again).unwrap(),
            "{name}"
        );
        assert!(PRINTER.svg(&sheets).unwrap()[0].starts_with("<svg"));
    }
}

#[test]
fn nothing_leaves_its_sheet_and_no_words_lie_on_others() {
    for (name, piece, paper) in pieces() {
        let area = paper.area();
        let items = items(&one(name, &piece, paper));
        let words: Vec<[f64; 4]> = items
            .iter()
            .filter(|i| i["is"] == "words")
            .map(edges)
            .collect();
        for (at, one) in words.iter().enumerate() {
            let within = one[0] >= 2.0 && one[2] <= area.width - 2.0 && one[3] <= area.height - 2.0;
            assert!(within, "{name}: {one:?}");
            assert!(
                !words[at + 1..].iter().any(|other| overlap(*one, *other)),
                "{name}: {one:?}"
            );
        }
    }
}

#[test]
fn the_quiet_zone_of_every_code_is_white_and_empty() {
    for (name, piece, paper) in pieces() {
        let sheets = one(name, &piece, paper);
        let (items, page) = (items(&sheets), Sheet::print(&sheets).hard(1, 300.0));
        for code in items.iter().filter(|item| item["role"] == "qr") {
            let zone = edges(code);
            let (corner, side) = ((zone[0], zone[1]), zone[2] - zone[0]);
            assert_eq!(faults(&page, corner, side, 300.0), [], "{name}");
            assert!(zone[2] - zone[0] >= 23.9, "{name}: too small to scan");
            let others = items.iter().filter(|item| *item != code);
            for other in others.filter(|o| o["is"] != "panel" || !o["fill"].is_null()) {
                assert!(!overlap(zone, edges(other)), "{name}: {other}");
            }
        }
    }
}

#[test]
fn a_face_is_still_seen_in_black_and_white() {
    for kind in [
        Kind::Warning,
        Kind::Prohibition,
        Kind::Mandatory,
        Kind::SafeCondition,
    ] {
        let bare = Piece {
            code: None,
            ..piece(Body::Single(sign(kind, &["字"], "Word")))
        };
        let page = &Sheet::print(&one("face", &bare, Format::A4.portrait())).dots(50.8)[0];
        let dark = (100..300)
            .flat_map(|y| (60..360).map(move |x| (x, y)))
            .filter(|(x, y)| page.at(*x, *y) == 0)
            .count();
        assert!(
            (6_000..54_000).contains(&dark),
            "{kind:?}: {dark} of 60000 dots are dark"
        );
        assert!(face(kind).contains("<svg"));
    }
}

#[test]
fn a_place_of_sixty_characters_fits_or_is_refused_in_words() {
    let place: String = "锦绣花园二期高层住宅区东侧第三组团"
        .repeat(4)
        .chars()
        .take(60)
        .collect();
    let on_a_door = Piece {
        code: None,
        ..piece(Body::Numeral(Numeral {
            place: place.clone(),
            ..door()
        }))
    };
    assert_eq!(
        check(&*PRINTER, &on_a_door, Format::A6.landscape().area()),
        Ok(())
    );
    let sheet = LabelSheet::TwentyFour;
    let job = Job {
        pieces: vec![label("2层"), label(&place)],
        imposition: Imposition::Labels { sheet, start: 1 },
        ..Job::one("标签", label("1层"), Format::A4.portrait())
    };
    let refused = job.lay_out(&*PRINTER).unwrap_err();
    let PrintError::Overflow { at: 1, overflow } = &refused else {
        panic!("{refused}");
    };
    assert_eq!((overflow.field, &overflow.text), ("place", &place));
    assert!((30..60).contains(&overflow.room), "{refused}");
    assert!(
        refused.to_string().starts_with("sign 2: place: “锦绣"),
        "{refused}"
    );
}

#[test]
fn an_address_that_no_label_holds_is_told_before_anything_is_printed() {
    assert_eq!(label_takes(&*PRINTER, "wy.example.cn/q"), Ok(()));
    let long = "notices.management.example-garden.com.cn/q";
    let refused = label_takes(&*PRINTER, long).unwrap_err();
    assert_eq!((refused.field, refused.text.as_str()), ("host", long));
    let shorter: String = "m".repeat(refused.room);
    assert!(refused.room < long.len() && label_takes(&*PRINTER, &shorter[..10]).is_ok());
}

#[test]
fn every_pdf_asks_for_no_scaling_and_its_table_of_objects_holds() {
    for (name, piece, paper) in pieces().into_iter().take(3) {
        let pdf = PRINTER.pdf(&one(name, &piece, paper)).unwrap();
        let asked = b"/PrintScaling/None";
        let count = pdf
            .windows(asked.len())
            .filter(|part| part == asked)
            .count();
        assert_eq!(count, 1, "{name}");
        let printed = Sheet::of(&pdf);
        assert_eq!(printed.pages(), 1, "{name}");
        assert!(!printed.about().is_empty(), "{name}");
    }
    for imposition in [Imposition::TwoA5, Imposition::FourA6, Imposition::Tent] {
        let (name, piece, _) = pieces().remove(0);
        let paper = Format::A5.landscape();
        let job = Job {
            imposition,
            ..Job::one(name, piece, paper)
        };
        let text = Sheet::print(&laid_out(&job)).letters();
        assert!(text.contains("按100%打印"), "{imposition:?}: {text}");
    }
}

#[test]
fn a_distance_gets_the_smallest_paper_or_a_reason() {
    let (_, warning, _) = pieces().remove(0);
    let read = |metres, largest| {
        let reading = Reading {
            metres,
            light: Light::Lit,
        };
        smallest_paper(&*PRINTER, &warning, reading, largest)
    };
    assert_eq!(read(2.0, Format::A4), Ok(Format::A6.portrait()));
    let paper = read(6.0, Format::A0).unwrap();
    assert_eq!(paper.format, Format::A3);
    assert!(reach(&*PRINTER, &warning, paper, Light::Lit).unwrap() >= 6.0);
    let refused = read(12.0, Format::A4).unwrap_err().to_string();
    assert!(
        refused.contains("420 mm") && refused.contains("on A4"),
        "{refused}"
    );
}

#[test]
fn what_no_sheet_can_carry_is_refused() {
    let (name, piece, paper) = pieces().remove(0);
    let tiled = Job {
        imposition: Imposition::Tiled,
        ..Job::one(name, piece.clone(), paper)
    };
    let refused = tiled.lay_out(&*PRINTER).unwrap_err();
    assert_eq!(
        refused,
        PrintError::Impose(ImposeError::NothingToTile(paper))
    );
    let crowd = Piece {
        body: Body::Carrier(vec![sign(Kind::Fire, &["灭火器"], "Extinguisher"); 5]),
        ..piece
    };
    let refused = Job::one("crowd", crowd, paper)
        .lay_out(&*PRINTER)
        .unwrap_err();
    assert_eq!(refused, PrintError::Signs(5));
    let blank = piece_of(sign(Kind::Fire, &[" "], "Extinguisher"));
    let refused = Job::one("blank", blank, paper)
        .lay_out(&*PRINTER)
        .unwrap_err();
    assert_eq!(refused.to_string(), "sign 1: words: there are no words");
    let nothing = Job {
        pieces: vec![],
        ..tiled
    };
    assert_eq!(nothing.lay_out(&*PRINTER), Err(PrintError::Nothing));
}

#[test]
fn of_ten_thousand_rows_the_ones_that_do_not_fit_are_named() {
    let too_long = "锦绣花园二期高层住宅区东侧第三组团地下车库".repeat(6);
    let area = Format::A4.landscape().area();
    let mut plate = Piece {
        code: None,
        ..piece(Body::Numeral(floor()))
    };
    let mut refused = Vec::new();
    for row in 0..10_000 {
        let fits = format!("{}号楼{}单元", row / 40 + 1, row % 3 + 1);
        let long = [4_711, 9_999].contains(&row);
        plate.body = Body::Numeral(Numeral {
            numeral: (row % 40).to_string(),
            place: if long { too_long.clone() } else { fits },
            ..floor()
        });
        if let Err(overflow) = check(&*PRINTER, &plate, area) {
            refused.push((row, overflow.field, overflow.text));
        }
    }
    let named = |row| (row, "place", too_long.clone());
    assert_eq!(refused, [named(4_711), named(9_999)]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// What the check passes stands within its frame on paper: kerning and shaping included.
    #[test]
    fn what_passes_the_check_does_not_leave_the_paper(words in "[水电梯停用请勿AVWTo0-9，。]{1}[水电梯停用请勿AVWTo0-9，。 ]{0,29}", en in "[AVTWYo. a-z]{1,60}") {
        let piece = Piece {
            code: None,
            foot: Foot::default(),
            ..piece_of(sign(Kind::Warning, &[&words], &en))
        };
        let paper = Format::A6.portrait();
        prop_assume!(check(&*PRINTER, &piece, paper.area()).is_ok());
        let sheets = one("words", &piece, paper);
        let page = Sheet::print(&sheets).greys(254.0).remove(0);
        for words in items(&sheets).iter().filter(|item| item["is"] == "words") {
            let [from, top, to, bottom] = edges(words);
            prop_assert!(page.is_dark_within([from, to], [top, bottom]), "no ink: {words}");
            // Ink that leaves its room crosses one of the strips beside it; the empty half of a
            // full stop may.
            for strip in [[from - 1.0, from - 0.1], [to + 0.1, to + 1.0]] {
                let dark = page.is_dark_within(strip, [top, bottom]);
                prop_assert!(!dark, "ink beside {from} to {to} mm: {words}");
            }
        }
    }
}
