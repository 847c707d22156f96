//! Signs on the sheets that go through the printer: labels, tiles, folded, for a print shop.

use super::pieces::{ADDRESS, label, lift_stop, piece, pieces};
use super::tools::{PRINTER, Paper as Sheet};
use serde_json::Value;

use gaoshi::signs::print::{Body, Format, Imposition, Job, LabelSheet, Piece, Proof, SignSheets};

fn laid_out(job: &Job) -> SignSheets {
    job.lay_out(&*PRINTER).unwrap()
}

fn one(name: &str, piece: &Piece, paper: gaoshi::signs::print::Paper) -> SignSheets {
    laid_out(&Job::one(name, piece.clone(), paper))
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
    let sheets = laid_out(&job);
    let tiles = Sheet::print(&sheets);
    assert_eq!(tiles.pages(), 5, "a plan, and the sheets");
    assert!(tiles.letters().contains("拼接图：共4张A4，2行2列"));
    assert!(
        tiles.letters().contains("2/4↓第1行第2列"),
        "{}",
        tiles.letters()
    );
    let whole = &Sheet::print(&one(name, &piece, Format::A3.portrait())).greys(50.8)[0];
    let sides = serde_json::to_value(&sheets).unwrap();
    for (at, tile) in tiles.greys(50.8).iter().enumerate().skip(1) {
        // Two dots a millimetre.
        let placed = &sides["sides"][at]["placed"][0];
        let dots_of = |value: &Value| rounded(value.as_f64().unwrap() * 2.0);
        let window = |key: &str| dots_of(&placed["window"][key]);
        let (left, top) = (window("x"), window("y"));
        let (x0, y0) = (dots_of(&placed["x"]), dots_of(&placed["y"]));
        let (width, height) = (window("w"), window("h"));
        let dots = (2..height - 2).flat_map(|y| (2..width - 2).map(move |x| (x, y)));
        let differs = |(x, y): &(usize, usize)| {
            let shown = i32::from(tile.at(x + x0, y + y0));
            (shown - i32::from(whole.at(left + x, top + y))).abs() > 60
        };
        let (seen, wrong) = (dots.clone().count(), dots.filter(differs).count());
        assert!(
            seen > 50_000 && wrong * 500 < seen,
            "tile {at}: {wrong} of {seen} dots differ"
        );
    }
}

/// How many of the sheets show a code whole.
fn whole_codes(printed: &Sheet) -> usize {
    printed.scans().join("\n").matches(ADDRESS).count()
}

#[test]
#[expect(clippy::excessive_nesting, reason = "formats, codes, sheets")]
fn a_code_is_whole_on_one_tile_and_rows_are_even() {
    for (name, piece, _) in pieces()
        .into_iter()
        .filter(|(_, piece, _)| piece.code.is_some())
    {
        for format in [Format::A3, Format::A2, Format::A1] {
            let job = Job {
                imposition: Imposition::Tiled,
                ..Job::one(name, piece.clone(), format.portrait())
            };
            let Ok(sheets) = job.lay_out(&*PRINTER) else {
                continue;
            };
            let value = serde_json::to_value(&sheets).unwrap();
            let items = value["pieces"][0]["items"].as_array().unwrap();
            let of = |frame: &Value, key: &str| frame[key].as_f64().unwrap();
            for code in items.iter().filter(|item| item["role"] == "qr") {
                let code = &code["frame"];
                let holds = |side: &Value| {
                    let window = &side["placed"][0]["window"];
                    ["x", "y"].into_iter().zip(["w", "h"]).all(|(at, long)| {
                        of(window, at) <= of(code, at) + 1e-6
                            && of(code, at) + of(code, long)
                                <= of(window, at) + of(window, long) + 1e-6
                    })
                };
                let sides = value["sides"].as_array().unwrap();
                assert!(sides.iter().skip(1).any(holds), "{name} on {format:?}");
            }
        }
    }
    let (name, piece, _) = pieces().remove(0);
    let job = Job {
        imposition: Imposition::Tiled,
        ..Job::one(name, piece, Format::A2.portrait())
    };
    assert!(
        whole_codes(&Sheet::print(&laid_out(&job))) >= 2,
        "on its tile and on the plan"
    );
}

#[test]
fn nothing_needed_lies_within_six_millimetres() {
    let fillings = [
        Imposition::OneUp,
        Imposition::TwoA5,
        Imposition::FourA6,
        Imposition::BothSides,
        Imposition::Tent,
    ];
    let cases = pieces().into_iter().flat_map(|(name, piece, paper)| {
        fillings.map(|filling| (name, piece.clone(), paper, filling))
    });
    for (name, piece, paper, imposition) in cases {
        let half = Format::A5.portrait();
        let paper = if imposition == Imposition::OneUp {
            paper
        } else {
            half
        };
        let job = Job {
            pieces: vec![piece.clone(); 4],
            imposition,
            ..Job::one(name, piece, paper)
        };
        let Ok(sheets) = job.lay_out(&*PRINTER) else {
            continue;
        };
        within_six_millimetres(&format!("{name}, {imposition:?}"), &sheets);
    }
    for format in [Format::A3, Format::A0] {
        let (name, piece, _) = pieces().remove(0);
        let job = Job {
            imposition: Imposition::Tiled,
            ..Job::one(name, piece, format.landscape())
        };
        let sheets = serde_json::to_value(laid_out(&job)).unwrap();
        marks_are_printed(name, sheets["sides"].as_array().unwrap());
    }
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn marks_are_printed(name: &str, sides: &[Value]) {
    for side in sides {
        let (width, height) = (number(&side["width"]), number(&side["height"]));
        for mark in side["marks"].as_array().unwrap() {
            for end in [&mark["from"], &mark["to"]] {
                let (x, y) = (number(&end[0]), number(&end[1]));
                let across = (6.0..=width - 6.0).contains(&x);
                assert!(
                    across && (6.0..=height - 6.0).contains(&y),
                    "{name}: {mark}"
                );
            }
        }
        for note in side["notes"].as_array().unwrap() {
            let y = number(&note["y"]);
            assert!((8.1..=height - 6.0).contains(&y), "{name}: {note}");
        }
    }
}

/// A count or a number of dots.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "small and not negative"
)]
fn rounded(number: f64) -> usize {
    number.round() as usize
}

#[expect(clippy::excessive_nesting, reason = "sides, pieces, their items")]
fn within_six_millimetres(name: &str, sheets: &SignSheets) {
    let value = serde_json::to_value(sheets).unwrap();
    let sides = value["sides"].as_array().unwrap();
    marks_are_printed(name, sides);
    for side in sides {
        let (width, height) = (number(&side["width"]), number(&side["height"]));
        for placed in side["placed"].as_array().unwrap() {
            let piece = &value["pieces"][rounded(number(&placed["piece"]))];
            let (x, y) = (number(&placed["x"]), number(&placed["y"]));
            let turned = placed["turned"] == true;
            for item in piece["items"].as_array().unwrap() {
                if item["is"] != "words" {
                    continue;
                }
                let of = |key: &str| number(&item["frame"][key]);
                // A frame may be higher than its lines: they stand at one of its ends.
                let lines = item["lines"].as_array().unwrap();
                let is_latin = lines.iter().all(|line| line.as_str().unwrap().is_ascii());
                let ink = if is_latin { 0.733 } else { 0.92 };
                let (size, pitch) = (number(&item["size"]), number(&item["pitch"]));
                let high =
                    ((f64::from(u32::try_from(lines.len()).unwrap()) - 1.0) * pitch + ink) * size;
                let above = match item["style"]["down"].as_str().unwrap() {
                    "top" => 0.0,
                    "bottom" => of("h") - high,
                    _ => (of("h") - high) / 2.0,
                };
                let (mut left, mut top) = (of("x"), of("y") + above);
                if turned {
                    left = number(&piece["width"]) - left - of("w");
                    top = number(&piece["height"]) - top - high;
                }
                let across = x + left >= 6.0 - 1e-6 && x + left + of("w") <= width - 6.0 + 1e-6;
                let down = y + top >= 6.0 - 1e-6 && y + top + high <= height - 6.0 + 1e-6;
                assert!(across && down, "{name}: {item}");
            }
        }
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
    let page = &printed.greys(101.6)[0];
    let (w, h) = (page.width, page.height);
    // The grey of a square centimetre below the fold, and of the one it is turned onto; an edge
    // may fall on another dot.
    let grey = |x: usize, y: usize, at: &dyn Fn(usize, usize) -> u8| -> u32 {
        let dots = (0..40).flat_map(|dx| (0..40).map(move |dy| (x + dx, y + dy)));
        dots.map(|(x, y)| u32::from(at(x, y))).sum::<u32>() / 1600
    };
    for (x, y) in (0..20).flat_map(|x| (0..14).map(move |y| (x * 40, 608 + y * 40))) {
        let below = grey(x, y, &|x, y| page.at(x, y));
        let above = grey(x, y, &|x, y| page.at(w - 1 - x, h - 1 - y));
        assert!(below.abs_diff(above) < 30, "{x}, {y}: {below} and {above}");
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
