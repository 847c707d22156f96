//! The sheets of notices.

use super::examples::{
    HOSTILE, cancelled, draft, examples, fourteen_buildings, hostile, long, one_copy, one_line,
    power, repair, restored,
};
use super::tools::{PRINTER, Paper, squeeze};
use gaoshi::notices::part::Part;
use gaoshi::notices::sheet::NoticeSheet;
use gaoshi::platform::typeset::TypesetError;

/// What a person wrote, field by field, without white space.
fn written(sheet: &NoticeSheet) -> Vec<String> {
    let mut words = vec![&sheet.community, &sheet.number, &sheet.title, &sheet.issuer];
    words.extend([&sheet.issued_on, &sheet.phone, &sheet.phone_label]);
    words.extend(
        sheet
            .relation
            .iter()
            .chain(&sheet.greeting)
            .chain(&sheet.closing),
    );
    for part in &sheet.parts {
        match part {
            Part::When(_) | Part::Text(_) => {}
            Part::Facts(facts) => {
                words.extend(facts.iter().flat_map(|fact| [&fact.label, &fact.value]));
                words.extend(facts.iter().filter_map(|fact| fact.suffix.as_ref()));
            }
            Part::Advice(tiles) => {
                words.extend(tiles.iter().flat_map(|tile| [&tile.head, &tile.detail]));
            }
            Part::Table(table) => {
                words.push(&table.title);
                words.extend(table.columns.iter().map(|column| &column.label));
                words.extend(table.rows.iter().flat_map(|row| &row.cells));
            }
            Part::Measures(measures) => {
                words.extend(
                    measures
                        .iter()
                        .flat_map(|m| [&m.what, &m.who, &m.by, &m.state]),
                );
            }
        }
    }
    words.into_iter().map(|text| squeeze(text)).collect()
}

/// Its running text.
fn paragraphs(sheet: &NoticeSheet) -> Vec<&String> {
    let mut texts = Vec::new();
    for part in &sheet.parts {
        if let Part::Text(paragraphs) = part {
            texts.extend(paragraphs);
        }
    }
    texts
}

#[test]
fn a_sheet_for_six_boards_has_six_numbered_pages() {
    let sheet = NoticeSheet::sample();
    let paper = Paper::print(&sheet);
    assert_eq!(paper.pages(), 6);
    let letters = paper.letters();
    for copy in &sheet.copies {
        let foot = format!("{}第{}/6份", squeeze(&copy.place), copy.n);
        assert!(letters.contains(&foot), "{foot} in {letters}");
    }
}

#[test]
fn a_phone_reads_the_code_of_every_copy_from_a_black_and_white_print() {
    let sheet = NoticeSheet::sample();
    let expected: Vec<String> = sheet
        .copies
        .iter()
        .filter_map(|copy| copy.code.as_ref())
        .map(|code| format!("HTTPS://WY.EXAMPLE.CN/Q/{}", code.grouped.replace('-', "")))
        .collect();
    assert_eq!(Paper::print(&sheet).scans(), expected);
}

#[test]
fn every_word_of_every_kind_of_sheet_is_in_the_text_layer() {
    for (name, sheet) in examples() {
        let paper = Paper::print(&sheet);
        let letters = paper.letters();
        for words in written(&sheet) {
            assert!(letters.contains(&words), "{name}: {words} in {letters}");
        }
        for paragraph in paragraphs(&sheet) {
            // A page may end within a paragraph; its first line never does.
            let start: String = squeeze(paragraph).chars().take(20).collect();
            assert!(letters.contains(&start), "{name}: {start} in {letters}");
        }
    }
}

#[test]
fn no_blank_is_added_between_figures_and_characters() {
    let text = Paper::print(&power()).text();
    assert!(
        text.contains("11月26日 星期四") && text.contains("约8小时"),
        "{text}"
    );
    assert!(text.contains("供电局更换10千伏开关柜"), "{text}");
}

#[test]
fn the_pdf_is_tagged_archivable_and_accessible() {
    let paper = Paper::print(&NoticeSheet::sample());
    let about = paper.about();
    assert!(
        about.contains("锦绣花园 停水通知 锦绣物业〔2026〕12号"),
        "{about}"
    );
    assert!(
        about
            .lines()
            .any(|line| line.split_whitespace().eq(["Tagged:", "yes"])),
        "{about}"
    );
    let metadata = paper.metadata();
    assert!(
        metadata.contains("<pdfaid:part>2</pdfaid:part>"),
        "{metadata}"
    );
    assert!(
        metadata.contains("<pdfaid:conformance>A</pdfaid:conformance>"),
        "{metadata}"
    );
    assert!(
        metadata.contains("<pdfuaid:part>1</pdfuaid:part>"),
        "{metadata}"
    );
}

#[test]
fn a_pdf_is_of_the_day_of_what_it_says() {
    let made = |sheet: &NoticeSheet| {
        let about = Paper::print(sheet).about();
        let line = about.lines().find(|line| line.starts_with("CreationDate:"));
        line.unwrap().to_owned()
    };
    for (year, month, day, said) in [(2026, 11, 24, "Nov 24"), (2027, 2, 28, "Feb 28")] {
        let dated = chrono::NaiveDate::from_ymd_opt(year, month, day);
        let sheet = NoticeSheet { dated, ..power() };
        let made = made(&sheet);
        assert!(
            made.contains(said) && made.contains(&year.to_string()),
            "{made}"
        );
    }
    let undated = NoticeSheet {
        dated: None,
        ..power()
    };
    let today = chrono::NaiveDate::from_ymd_opt(2031, 7, 9).unwrap();
    let paper = Paper::of(&PRINTER.clone().on(today).pdf(&undated).unwrap());
    assert!(paper.about().contains("2031"), "{}", paper.about());
}

#[test]
fn every_face_is_embedded_and_simplified_chinese() {
    let fonts = Paper::print(&NoticeSheet::sample()).fonts();
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(!rows.is_empty() && rows.len() <= 3, "{fonts}");
    for row in rows {
        assert!(
            row.to_lowercase().contains("sc-") && row.contains(" yes yes yes "),
            "{fonts}"
        );
    }
}

#[test]
fn what_was_planned_to_fit_fits_one_page() {
    let short = [
        power(),
        repair(),
        restored(),
        cancelled(),
        fourteen_buildings(),
        one_line(),
    ];
    for sheet in short {
        assert_eq!(PRINTER.page_count(&sheet).unwrap(), 1, "{}", sheet.title);
    }
}

#[test]
fn a_long_text_flows_and_keeps_its_code_on_the_first_page() {
    let paper = Paper::print(&long());
    let pages = paper.pages();
    assert!((2..=4).contains(&pages), "{pages}");
    assert!(
        paper.letters().contains(&format!("第{pages}页共{pages}页")),
        "{}",
        paper.letters()
    );
    let scans = paper.scans();
    let (first, behind) = scans.split_first().unwrap();
    assert_eq!(first, "HTTPS://WY.EXAMPLE.CN/Q/8K4T2M9XQ5");
    assert!(behind.iter().all(String::is_empty));
}

#[test]
fn a_draft_has_no_code_and_says_so() {
    let paper = Paper::print(&draft());
    assert!(
        paper.letters().contains("样稿待编号"),
        "{}",
        paper.letters()
    );
    assert_eq!(paper.scans(), [""]);
}

#[test]
fn what_looks_like_a_program_is_printed_as_written() {
    let letters = Paper::print(&hostile()).letters();
    assert!(letters.contains(&squeeze(HOSTILE)), "{letters}");
    assert!(!letters.contains("root:"));
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    let sheet = NoticeSheet::sample();
    let other = PRINTER.pdf(&power()).unwrap();
    let first = PRINTER.pdf(&sheet).unwrap();
    assert_ne!(first, other);
    assert!(first == PRINTER.pdf(&sheet).unwrap());
}

#[test]
fn characters_the_faces_lack_are_named_before_printing() {
    assert_eq!(
        PRINTER.missing_characters("停水👍\u{7}，👍"),
        ['👍', '\u{7}']
    );
    let sheet = NoticeSheet {
        title: "停水👍".into(),
        ..one_copy(NoticeSheet::sample())
    };
    let refused = PRINTER.pdf(&sheet).unwrap_err();
    assert!(matches!(refused, TypesetError::MissingCharacter(c) if c == "👍 (U+1F44D)"));
}

#[test]
fn more_text_than_a_sheet_holds_is_refused_at_once() {
    let sheet = NoticeSheet {
        parts: vec![Part::Text(vec!["水".repeat(800_000)])],
        ..NoticeSheet::sample()
    };
    assert!(matches!(PRINTER.pdf(&sheet), Err(TypesetError::TooLarge)));
}

#[test]
fn a_preview_has_one_image_a_page() {
    let pages = PRINTER.svg(&NoticeSheet::sample()).unwrap();
    assert_eq!(pages.len(), 6);
    assert!(pages.iter().all(|page| page.starts_with("<svg")));
}

#[tokio::test]
async fn sheets_are_made_beside_the_server() {
    let pages = PRINTER.run(|here| here.page_count(&power())).await.unwrap();
    assert_eq!(pages, 1);
}

#[test]
fn a_long_community_is_whole_on_every_page() {
    let community = "滨海新区融创·阿朵小镇二期（枫丹白露苑）国际公寓南区";
    for (name, sheet) in [("one page", power()), ("many pages", long())] {
        let sheet = NoticeSheet {
            community: community.to_owned(),
            ..sheet
        };
        let paper = Paper::print(&sheet);
        for page in 1..=paper.pages() {
            let page = u32::try_from(page).unwrap();
            let said = paper.text_within(page, (0, 0, 140, 30));
            assert!(said.contains(community), "{name}, page {page}: {said}");
        }
    }
}
