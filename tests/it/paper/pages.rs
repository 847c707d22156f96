//! How a notice fills its pages, however much it says and however many places it names.

use super::examples::{one_copy, power, repair};
use super::tools::{Grey, Paper};
use gaoshi::notices::part::Part;
use gaoshi::notices::sheet::NoticeSheet;

/// Where the text of a page begins and ends, in millimetres from its upper edge.
const TOP: f64 = 14.0;
const BOTTOM: f64 = 280.0;

const SENTENCE: &str = "清洗由具备资质的单位承担，清洗后逐箱取样送检，结果在告示栏公布；其间请关好水龙头，家中无人的住户请托邻居留意。";

/// A notice of so many characters and so many buildings, each of another look.
fn notice(nth: usize, length: usize, buildings: usize) -> NoticeSheet {
    let mut sheet = match nth % 3 {
        0 => one_copy(NoticeSheet::sample()),
        1 => power(),
        _ => repair(),
    };
    if nth % 2 == 1 {
        sheet.relation = Some("本通知替代锦绣物业〔2026〕11号".to_owned());
    }
    let names: Vec<String> = (1..=buildings).map(|n| format!("{}号楼", 2 * n)).collect();
    let body: Vec<char> = SENTENCE.chars().cycle().take(length).collect();
    for part in &mut sheet.parts {
        match part {
            Part::Facts(facts) => facts[0].value = names.join("、"),
            Part::Text(text) => *text = body.chunks(300).map(|p| p.iter().collect()).collect(),
            Part::When(_) | Part::Advice(_) | Part::Table(_) | Part::Measures(_) => {}
        }
    }
    sheet
}

/// How far down a page its text goes, as part of the room for it.
fn filled(page: &Grey) -> f64 {
    let is_inked = |y: f64| page.is_dark_within([16.0, 194.0], [y, y + 1.0]);
    let mut lines = (0..266).rev().map(|line| TOP + f64::from(line));
    let last = lines.find(|y| is_inked(*y)).unwrap_or(TOP);
    (last + 1.0 - TOP) / (BOTTOM - TOP)
}

#[test]
fn whom_to_ask_and_the_code_stay_on_the_first_page_and_no_last_page_is_nearly_empty() {
    let mut nth = 0;
    let mut together = 0;
    for length in [50, 230, 400, 700, 1_200, 2_000] {
        for buildings in [1, 14, 25, 60] {
            let case = format!("{length} characters, {buildings} buildings");
            let sheet = notice(nth, length, buildings);
            nth += 1;
            let paper = Paper::print(&sheet);
            let pages = paper.pages();
            let first = paper.text_within(1, (0, 0, 210, 297));
            for said in ["0755-88880000", "8K4T-2M9X-Q5", "锦绣花园管理处"] {
                assert!(first.contains(said), "{case}: {said} in {first}");
            }
            if pages == 1 {
                together += 1;
            } else {
                let filled = filled(&paper.hard(pages, 254.0));
                assert!(filled >= 1.0 / 3.0, "{case}: {filled:.2} of page {pages}");
            }
            let most = 1 + length.div_ceil(900) + usize::from(buildings > 40);
            assert!(pages <= most, "{case}: {pages} pages");
        }
    }
    assert!(together >= 5, "{together} of {nth} stand on one page");
}

#[test]
fn title_hours_and_places_give_way_before_a_second_page_and_still_read_from_two_metres() {
    // Letters of a 300th of the distance, in points; Chinese has more ink in its size than figures.
    let letters = |from: f64, ink: f64| from / 300.0 / ink / 25.4 * 72.0;
    let (usual, full) = [50, 400]
        .map(|length| notice(0, length, 2))
        .map(|s| Paper::print(&s))
        .into();
    assert_eq!((usual.pages(), full.pages()), (1, 1));
    for (word, least) in [
        ("停水通知", letters(3_000.0, 0.92)),
        ("09:00–15:30", letters(2_000.0, 0.733)),
        ("星期四", letters(2_000.0, 0.92)),
    ] {
        let (large, small) = (usual.size_of(word), full.size_of(word));
        assert!(
            small < large && small + 1e-3 >= least,
            "{word}: {small} of {large}, {least} at least"
        );
    }
    let many = Paper::print(&notice(0, 50, 60));
    assert!(many.size_of("110号楼") >= letters(2_000.0, 0.92) - 0.1);
}

#[test]
fn a_code_on_the_first_of_several_pages_is_read_and_its_salutation_never_stands_alone() {
    let sheet = notice(0, 1_200, 14);
    let paper = Paper::print(&sheet);
    let scans = paper.scans();
    assert_eq!(scans[0], "HTTPS://WY.EXAMPLE.CN/Q/8K4T2M9XQ5");
    for page in 1..=paper.pages() {
        let said = paper.text_within(u32::try_from(page).unwrap(), (0, 0, 210, 297));
        let greets = said.contains("尊敬的业主、住户：");
        assert_eq!(
            greets,
            said.contains("尊敬的业主、住户：清洗由"),
            "page {page}: {said}"
        );
    }
}
