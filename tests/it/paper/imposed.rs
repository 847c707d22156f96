//! Signs on the sheets that go through the printer: labels, tiles, folded, for a print shop.

use super::pieces::{ADDRESS, label, lift_stop, piece, pieces};
use super::tools::{PRINTER, Paper as Sheet};
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
    let tiles = Sheet::print(&laid_out(&job));
    assert_eq!(tiles.pages(), 5, "a plan, and the sheets");
    assert!(tiles.letters().contains("拼接图：共4张A4，2行2列"));
    assert!(
        tiles.letters().contains("2/4↓第1行第2列"),
        "{}",
        tiles.letters()
    );
    let whole = &Sheet::print(&one(name, &piece, Format::A3.portrait())).greys(50.8)[0];
    // Two dots a millimetre: windows of 198 × 278 mm begin 6 mm from the corner, and the next
    // begins 188 or 268 mm on.
    for (at, tile) in tiles.greys(50.8).iter().skip(1).enumerate() {
        let (left, top) = (at % 2 * 376, at / 2 * 536);
        let (width, height) = (392.min(whole.width - left), 552.min(whole.height - top));
        let dots = (2..height - 2).flat_map(|y| (2..width - 2).map(move |x| (x, y)));
        let differs = |(x, y): &(usize, usize)| {
            let shown = i32::from(tile.at(x + 12, y + 12));
            (shown - i32::from(whole.at(left + x, top + y))).abs() > 60
        };
        let (seen, wrong) = (dots.clone().count(), dots.filter(differs).count());
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
