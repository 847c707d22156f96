//! Every layout looks as it looked when somebody approved it.
//!
//! The pictures in `looks/` are small and grey; a dot may be a little lighter or darker, but no
//! patch of a centimetre may change. A layout that is meant to change leaves its new picture in
//! `target/looks`: look at it, and copy it over the old one.

use std::path::Path;

use image::GrayImage;

use super::pieces::{label, piece, pieces, sign};
use super::tools::{PRINTER, differing};
use gaoshi::signs::catalogue::design::Kind;
use gaoshi::signs::print::{Body, Format, Imposition, Job, LabelSheet, Piece};

/// One dot a millimetre.
const DPI: f64 = 25.4;
fn drawn(name: &str, job: &Job) -> GrayImage {
    let sheets = job.lay_out(&*PRINTER).unwrap();
    let page = PRINTER.png(&sheets, DPI).unwrap().remove(0);
    let picture = image::load_from_memory(&page).unwrap();
    assert!(picture.width() > 100, "{name}");
    picture.to_luma8()
}

/// What is no layout of its own: facts beneath a sign, and small labels on their sheet.
fn more() -> [(&'static str, Job); 2] {
    let mut guarded = sign(Kind::Warning, &["高压危险", "禁止靠近"], "High voltage");
    guarded.facts = vec![("管理单位".into(), "市供电公司".into())];
    let guarded = piece(Body::Single(guarded));
    let floors = ["3号楼2单元1层", "3号楼2单元2层", "3号楼2单元3层"];
    let labels = Job {
        pieces: floors.map(label).to_vec(),
        imposition: Imposition::Labels {
            sheet: LabelSheet::TwentyOne,
            start: 2,
        },
        ..Job::one("labels", label("1层"), Format::A4.portrait())
    };
    let facts = Job::one("single-facts", guarded, Format::A4.portrait());
    [("single-facts", facts), ("labels", labels)]
}

#[test]
fn every_layout_looks_as_it_was_approved() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (approved, made) = (here.join("tests/it/paper/looks"), here.join("target/looks"));
    std::fs::create_dir_all(&made).unwrap();
    let mut changed = Vec::new();
    let one = |(name, piece, paper): (&'static str, _, _)| (name, Job::one(name, piece, paper));
    for (name, job) in pieces().into_iter().map(one).chain(more()) {
        let now = drawn(name, &job);
        let file = format!("{name}.png");
        let before = image::open(approved.join(&file)).map(|p| p.to_luma8());
        let differs = before.map_or_else(|_| vec![(0, 0)], |b| differing(&b, &now));
        if !differs.is_empty() {
            now.save(made.join(&file)).unwrap();
            changed.push((name, differs));
        }
    }
    assert!(changed.is_empty(), "see target/looks: {changed:?}");
}

#[test]
fn a_layout_that_lost_its_words_does_not_look_approved() {
    let (name, piece, paper) = pieces().remove(0);
    let whole = drawn(name, &Job::one(name, piece.clone(), paper));
    let bare = Piece {
        code: None,
        ..piece
    };
    let without = drawn(name, &Job::one(name, bare, paper));
    assert!(!differing(&whole, &without).is_empty());
    assert!(differing(&whole, &whole).is_empty());
}
