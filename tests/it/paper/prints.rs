//! Signs on their sheets: every layout, every way to put signs on paper.

use super::pieces::{ADDRESS, door, face, floor, label, lift_stop, piece, pieces, sign};
use super::tools::{PRINTER, Paper as Sheet, squeeze};
use gaoshi::signs::design::Kind;
use gaoshi::signs::print::sizes::{Light, Reading};
use gaoshi::signs::print::{
    Body, Format, ImposeError, Imposition, Job, LabelSheet, Numeral, Piece, PrintError, Proof,
    SignSheets, check, reach, smallest_paper,
};
use proptest::prelude::*;
use serde_json::Value;

fn laid_out(job: &Job) -> SignSheets {
    job.lay_out(&*PRINTER).unwrap()
}

fn one(name: &str, piece: &Piece, paper: gaoshi::signs::print::Paper) -> SignSheets {
    laid_out(&Job::one(name, piece.clone(), paper))
}

/// Everything a layout put on its sheet.
fn items(sheets: &SignSheets) -> Vec<Value> {
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
fn edges(item: &Value) -> [f64; 4] {
    let of = |key: &str| item["frame"][key].as_f64().unwrap();
    [of("x"), of("y"), of("x") + of("w"), of("y") + of("h")]
}

fn overlap(a: [f64; 4], b: [f64; 4]) -> bool {
    let slack = 0.01;
    a[0] + slack < b[2] && b[0] + slack < a[2] && a[1] + slack < b[3] && b[1] + slack < a[3]
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
            // A numeral stands on its line; the room above it is nobody's.
            if !name.starts_with("building") {
                assert!(
                    words[at + 1..].iter().all(|other| !overlap(*one, *other)),
                    "{name}: {one:?}"
                );
            }
        }
    }
}

#[test]
fn the_quiet_zone_of_every_code_is_white_and_empty() {
    for (name, piece, paper) in pieces() {
        let items = items(&one(name, &piece, paper));
        for code in items.iter().filter(|item| item["role"] == "qr") {
            let zone = edges(code);
            assert!(zone[2] - zone[0] >= 23.9, "{name}: too small to scan");
            let others = items.iter().filter(|item| *item != code);
            for other in others.filter(|o| o["is"] != "panel" || !o["fill"].is_null()) {
                assert!(!overlap(zone, edges(other)), "{name}: {other}");
            }
        }
    }
}

#[test]
fn labels_begin_where_the_sheet_is_still_whole() {
    for (sheet, start, cell) in [
        (LabelSheet::Eight, 2, (106, 13, 99, 67)),
        (LabelSheet::TwentyOne, 5, (73, 53, 64, 38)),
        (LabelSheet::TwentyFour, 24, (140, 259, 70, 37)),
    ] {
        let job = Job {
            pieces: ["3号楼2单元1层", "3号楼2单元2层", "3号楼2单元3层"]
                .map(label)
                .to_vec(),
            imposition: Imposition::Labels { sheet, start },
            ..Job::one("标签", label("1层"), Format::A4.portrait())
        };
        let printed = Sheet::print(&laid_out(&job));
        let first = printed.text_within(1, cell);
        assert!(
            first.contains("3号楼2单元1层") && !first.contains("2层"),
            "{sheet:?}: {first}"
        );
        let before = printed.text_within(1, (0, 0, 210, 12));
        assert_eq!(before, "", "{sheet:?}");
        let scans = printed.scans().join("\n");
        assert_eq!(scans.matches(ADDRESS).count(), 3, "{sheet:?}");
    }
}

#[test]
fn the_tiles_put_together_are_the_sign() {
    let (name, piece, _) = pieces().remove(0);
    let job = Job {
        imposition: Imposition::Tiled,
        ..Job::one(name, piece.clone(), Format::A3.portrait())
    };
    let tiles = Sheet::print(&laid_out(&job));
    assert_eq!(tiles.pages(), 4);
    assert!(
        tiles.letters().contains("2/4↓第1行第2列"),
        "{}",
        tiles.letters()
    );
    let whole = &Sheet::print(&one(name, &piece, Format::A3.portrait())).greys(50.8)[0];
    // Two dots a millimetre: windows of 198 × 278 mm begin 6 mm from the corner, and the next
    // begins 188 or 268 mm on.
    for (at, tile) in tiles.greys(50.8).iter().enumerate() {
        let (left, top) = (at % 2 * 376, at / 2 * 536);
        let (mut seen, mut wrong) = (0, 0);
        for y in 2..552.min(whole.height - top) - 2 {
            for x in 2..392.min(whole.width - left) - 2 {
                seen += 1;
                let shown = i32::from(tile.at(x + 12, y + 12));
                if (shown - i32::from(whole.at(left + x, top + y))).abs() > 60 {
                    wrong += 1;
                }
            }
        }
        assert!(
            seen > 50_000 && wrong * 500 < seen,
            "tile {at}: {wrong} of {seen} dots differ"
        );
    }
}

#[test]
fn a_print_shop_gets_a_trim_box_and_colour_beyond_it() {
    let (_, lane, paper) = pieces()
        .into_iter()
        .find(|(name, ..)| *name == "fire-lane")
        .unwrap();
    let job = Job {
        imposition: Imposition::PrintShop,
        ..Job::one("消防车通道", lane, paper)
    };
    let printed = Sheet::print(&laid_out(&job));
    let boxes = printed.boxes();
    assert!(
        boxes.contains("TrimBox:            34.02    34.02"),
        "{boxes}"
    );
    // One dot a millimetre: red reaches 3 mm over the trimmed edge, and white begins there.
    let page = &printed.greys(25.4)[0];
    assert!(
        page.at(10, 60) < 120 && page.at(6, 60) > 240,
        "{} {}",
        page.at(10, 60),
        page.at(6, 60)
    );
}

#[test]
fn a_sign_folded_like_a_roof_is_read_from_both_sides() {
    let job = Job {
        imposition: Imposition::Tent,
        ..Job::one(
            "电梯维护",
            piece(Body::Work(lift_stop())),
            Format::A5.landscape(),
        )
    };
    let printed = Sheet::print(&laid_out(&job));
    assert!(
        printed.about().contains("595.276 x 841.89 pts (A4)"),
        "{}",
        printed.about()
    );
    let page = &printed.greys(50.8)[0];
    let (w, h) = (page.width, page.height);
    // The grey of a square centimetre below the fold, and of the one it is turned onto.
    let grey = |x: usize, y: usize, at: &dyn Fn(usize, usize) -> u8| -> u32 {
        let dots = (0..20).flat_map(|dx| (0..20).map(move |dy| (x + dx, y + dy)));
        dots.map(|(x, y)| u32::from(at(x, y))).sum::<u32>() / 400
    };
    for (x, y) in (0..20).flat_map(|x| (0..14).map(move |y| (x * 20, 304 + y * 20))) {
        let below = grey(x, y, &|x, y| page.at(x, y));
        let above = grey(x, y, &|x, y| page.at(w - 1 - x, h - 1 - y));
        assert!(below.abs_diff(above) < 25, "{x}, {y}: {below} and {above}");
    }
    assert_eq!(printed.scans().join("\n").matches(ADDRESS).count(), 2);
    let both = Job {
        imposition: Imposition::BothSides,
        ..job
    };
    assert_eq!(Sheet::print(&laid_out(&both)).pages(), 2);
}

#[test]
fn the_word_across_a_demo_sign_spoils_no_code() {
    for (name, piece, paper) in pieces().into_iter().take(3) {
        let demo = Piece {
            watermark: Some("演示".into()),
            ..piece
        };
        let printed = Sheet::print(&one(name, &demo, paper));
        assert!(printed.letters().contains("演示"), "{name}");
        assert_eq!(printed.scans(), [ADDRESS], "{name}");
    }
}

#[test]
fn a_proof_comes_first_and_marks_every_sign() {
    let (name, piece, paper) = pieces().remove(0);
    let job = Job {
        proof: Some(Proof {
            facts: vec![("标识".into(), "当心滑倒".into())],
        }),
        ..Job::one(name, piece, paper)
    };
    let printed = Sheet::print(&laid_out(&job));
    assert_eq!(printed.pages(), 2);
    let letters = printed.letters();
    for said in [
        "打样单",
        "红#C1121C",
        "不能代替消防应急照明",
        "此线长100毫米",
        "样张",
    ] {
        assert!(letters.contains(said), "{said}: {letters}");
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
    let plate = Piece {
        code: None,
        ..piece(Body::Numeral(Numeral {
            place: place.clone(),
            ..door()
        }))
    };
    assert_eq!(
        check(&*PRINTER, &plate, Format::A6.landscape().area()),
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

fn piece_of(sign: gaoshi::signs::print::Sign) -> Piece {
    piece(Body::Single(sign))
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
fn ten_thousand_rows_are_checked_while_the_clerk_waits() {
    let area = Format::A4.landscape().area();
    let mut plate = Piece {
        code: None,
        ..piece(Body::Numeral(floor()))
    };
    let begun = std::time::Instant::now();
    for row in 0..10_000 {
        plate.body = Body::Numeral(Numeral {
            numeral: (row % 40).to_string(),
            place: format!("{}号楼{}单元", row / 40 + 1, row % 3 + 1),
            ..floor()
        });
        check(&*PRINTER, &plate, area).unwrap();
    }
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// What the check passes stands within its frame on paper: kerning and shaping included.
    #[test]
    fn what_passes_the_check_does_not_leave_the_paper(words in "[水电梯停用请勿AVWTo0-9，。]{1}[水电梯停用请勿AVWTo0-9，。 ]{0,29}", en in "[AVTWYo. a-z]{1,60}") {
        let piece = Piece { code: None, ..piece(Body::Single(sign(Kind::Warning, &[&words], &en))) };
        let paper = Format::A6.portrait();
        prop_assume!(check(&*PRINTER, &piece, paper.area()).is_ok());
        let printed = Sheet::print(&one("words", &piece, paper));
        for [left, right] in printed.word_edges() {
            prop_assert!(left >= 6.9 && right <= 105.0 - 6.9, "{left} to {right} mm");
        }
    }
}
