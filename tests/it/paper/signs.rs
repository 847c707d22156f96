//! The work signs.

use super::tools::{PRINTER, Paper, squeeze};
use gaoshi::codes::PrintedCode;
use gaoshi::signs::catalogue::design::{Catalogue, Layout};
use gaoshi::signs::print::work::{Made, SignCopy, WorkSign};
use gaoshi::signs::{DesignSummary, Format, Order, SignError, list, render};

fn order(design: &str) -> Order {
    Order {
        design: design.into(),
        place: "3号楼2单元 · 2号梯".into(),
        code: Some("8K4T2M9XQ5".parse().unwrap()),
        base: "https://wy.example.cn".into(),
        time: Some("11月26日 13:00–17:00".into()),
        alternative: Some("1号梯".into()),
        phone: Some("0755-8888 0000".into()),
        ..Order::default()
    }
}

fn lift_for_three_floors() -> WorkSign {
    let catalogue = Catalogue::get().unwrap();
    let code = PrintedCode::new(&"8K4T2M9XQ5".parse().unwrap(), "https://wy.example.cn").unwrap();
    WorkSign {
        time: Some("11月26日 13:00–17:00".into()),
        alternative: Some("1号梯".into()),
        alternative_note: Some("老人、推车请呼门岗协助".into()),
        host: "wy.example.cn/q".into(),
        phone: Some("0755-8888 0000".into()),
        issuer: Some("锦绣花园管理处".into()),
        remove_after: Some("11月26日 17:00 后撤下".into()),
        copies: (1..=3)
            .map(|n| SignCopy {
                place: "3号楼2单元 · 2号梯".into(),
                floor: Some(format!("{n}层")),
                n,
                of: 3,
                code: Some(code.clone()),
            })
            .collect(),
        ..WorkSign::of(catalogue.find("i-lift-stop").unwrap())
    }
}

#[test]
fn every_work_sign_prints_with_a_code_a_phone_reads() {
    let work = |d: &DesignSummary| d.layouts.contains(&Layout::Work);
    for design in list().unwrap().into_iter().filter(work) {
        let paper = Paper::of(&render(&PRINTER, &order(&design.id), Format::Pdf).unwrap());
        assert_eq!(paper.pages(), 1, "{}", design.id);
        assert_eq!(
            paper.scans(),
            ["HTTPS://WY.EXAMPLE.CN/Q/8K4T2M9XQ5"],
            "{}",
            design.id
        );
        assert!(
            paper.letters().contains(&squeeze(&design.zh)),
            "{}",
            paper.letters()
        );
    }
}

#[test]
fn a_lift_sign_for_three_floors_has_three_numbered_pages() {
    let sheets = lift_for_three_floors().job(Made::A4).lay_out(&*PRINTER);
    let paper = Paper::print(&sheets.unwrap());
    assert_eq!(paper.pages(), 3);
    let letters = paper.letters();
    for n in 1..=3 {
        assert!(letters.contains(&format!("{n}层第{n}/3张")), "{letters}");
    }
    assert!(
        letters.contains("1号梯，老人、推车请呼门岗协助"),
        "{letters}"
    );
}

#[test]
fn a_stop_is_printed_for_doors_for_a_board_and_to_stand_on_the_floor() {
    let sign = lift_for_three_floors();
    for (made, pages, codes, size) in [
        (Made::TwoA5, 2, 3, "841.89 x 595.276 pts (A4)"),
        (Made::A3, 3, 3, "841.89 x 1190.55 pts (A3)"),
        (Made::Board, 6, 6, "595.276 x 841.89 pts (A4)"),
        (Made::Tent, 3, 6, "595.276 x 841.89 pts (A4)"),
    ] {
        let paper = Paper::print(&sign.job(made).lay_out(&*PRINTER).unwrap());
        assert_eq!(paper.pages(), pages, "{made}");
        let scans = paper.scans().join("\n");
        assert_eq!(scans.matches("/Q/8K4T2M9XQ5").count(), codes, "{made}");
        assert!(paper.about().contains(size), "{made}: {}", paper.about());
    }
}

#[test]
fn a_sign_without_a_code_says_that_it_is_a_draft() {
    let draft = Order {
        code: None,
        ..order("i-lift-stop")
    };
    let paper = Paper::of(&render(&PRINTER, &draft, Format::Pdf).unwrap());
    assert!(paper.letters().contains("样稿"));
    assert_eq!(paper.scans(), [""]);
}

#[test]
fn a_sign_can_be_looked_at_before_it_is_printed() {
    let svg = render(&PRINTER, &order("i-lift-stop"), Format::Svg).unwrap();
    assert!(svg.starts_with(b"<svg"));
}

#[test]
fn a_sign_nobody_designed_is_refused_by_name() {
    let refused = render(&PRINTER, &order("i-nothing"), Format::Pdf).unwrap_err();
    assert!(matches!(refused, SignError::Unknown { id, .. } if id == "i-nothing"));
}

#[test]
fn a_sign_ordered_with_its_floor_and_issuer_says_so_in_its_foot() {
    let full = Order {
        alternative_note: Some("老人、推车请呼门岗协助".into()),
        issuer: Some("锦绣花园管理处".into()),
        floor: Some("15层".into()),
        remove_after: Some("11月26日 17:00 后撤下".into()),
        ..order("i-lift-stop")
    };
    let paper = Paper::of(&render(&PRINTER, &full, Format::Pdf).unwrap());
    let letters = paper.letters();
    for said in ["锦绣花园管理处15层", "11月26日17:00后撤下", "呼门岗协助"] {
        assert!(letters.contains(said), "{said}: {letters}");
    }
}
