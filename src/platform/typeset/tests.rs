//! What is measured and what is set, held against each other.

use proptest::prelude::*;
use typst::layout::Abs;

use super::*;

/// A text on a page of its own, which is as wide as the text.
const MEASURED: &str = r#"
#let data = json("/data.json")
#set page(width: auto, height: auto, margin: 0pt)
#set text(font: sys.inputs.family, size: 100pt, lang: "zh", region: "cn", cjk-latin-spacing: none,
  number-width: "proportional", hyphenate: false)
#set par(leading: 0pt, spacing: 0pt, justify: false)
#for (said, bold, english) in data.sheet.texts {
  page(text(weight: if bold { "bold" } else { "regular" }, lang: if english { "en" } else { "zh" }, said))
}
"#;
const TEMPLATE: &str = "print/measured.typ";

static PRINTER: std::sync::LazyLock<Typesetter> = std::sync::LazyLock::new(|| {
    let mut house = House::new(Faces::find(None).unwrap());
    house.add(TEMPLATE, MEASURED);
    Typesetter {
        house: Arc::new(house),
        places: Arc::new(Semaphore::new(1)),
        patience: Duration::from_mins(1),
        times: None,
        today: None,
    }
});

#[derive(serde::Serialize)]
struct Texts {
    texts: Vec<(String, bool, bool)>,
}

impl Sheet for Texts {
    const TEMPLATE: &'static str = TEMPLATE;

    fn title(&self) -> String {
        "measured".to_owned()
    }
}

const SETTINGS: [Setting; 4] = [
    Setting {
        bold: false,
        english: false,
    },
    Setting {
        bold: true,
        english: false,
    },
    Setting {
        bold: false,
        english: true,
    },
    Setting {
        bold: true,
        english: true,
    },
];

#[test]
fn what_is_measured_is_set_as_sheets_set_it() {
    let sheets = include_str!("../../../signs/layouts/sheets.typ");
    for setting in [
        "font: sys.inputs.family",
        "lang: \"zh\", region: \"cn\", cjk-latin-spacing: none,",
        "number-width: \"proportional\", hyphenate: false)",
    ] {
        for source in [sheets, MEASURED] {
            assert!(source.contains(setting), "{setting} is not in\n{source}");
        }
    }
}

/// How wide a text is at size 1.
struct Width {
    text: String,
    set: f64,
    measured: f64,
}

/// Each text as it is set beside what was measured of it.
fn both(texts: &[String], setting: Setting) -> Vec<Width> {
    let said = texts
        .iter()
        .map(|text| (text.clone(), setting.bold, setting.english));
    let sheet = Texts {
        texts: said.collect(),
    };
    let document = PRINTER.document(&sheet).unwrap();
    assert_eq!(document.pages().len(), texts.len());
    let set = document
        .pages()
        .iter()
        .map(|page| page.frame.width() / Abs::pt(100.0));
    let both = texts.iter().zip(set);
    both.map(|(text, set)| Width {
        text: text.clone(),
        set,
        measured: PRINTER.width_em(text, setting),
    })
    .collect()
}

/// Points of Chinese, which are set closer at the end of a line and beside each other.
fn points(text: &str) -> f64 {
    let closer =
        |c: &char| "，。、．；：！？（）〔〕［］｛｝〈〉《》「」『』【】〖〗“”‘’·…—".contains(*c);
    f64::from(u16::try_from(text.chars().filter(closer).count()).unwrap())
}

fn agree(texts: &[String]) {
    for setting in SETTINGS {
        for Width {
            text,
            set,
            measured,
        } in both(texts, setting)
        {
            assert!(
                set <= measured + 0.002,
                "{text:?} {setting:?}: set {set}, measured {measured}"
            );
            let room = 0.12 + 0.01 * measured + 0.55 * points(&text);
            assert!(
                measured <= set + room,
                "{text:?} {setting:?}: set {set}, measured {measured}"
            );
        }
    }
}

fn printable(range: std::ops::RangeInclusive<char>) -> impl Iterator<Item = char> {
    let faces = &PRINTER.house.faces;
    range.filter(|c| faces.cover(*c) && !c.is_whitespace() && !c.is_control() && *c != '\u{FFA0}')
}

#[test]
fn every_mark_is_measured_as_it_is_set_by_itself_and_beside_others() {
    let marks = printable('\u{21}'..='\u{FF}')
        .chain(printable('\u{2000}'..='\u{206F}'))
        .chain(printable('\u{2100}'..='\u{27BF}'))
        .chain(printable('\u{3000}'..='\u{303F}'))
        .chain(printable('\u{FF00}'..='\u{FFEF}'));
    let breaks = ['\u{2028}', '\u{2029}'];
    let around = |c: char| {
        ["", "水", "B1", "1"]
            .into_iter()
            .map(move |by| format!("{by}{c}{by}"))
    };
    let texts: Vec<String> = marks
        .filter(|c| !breaks.contains(c))
        .flat_map(around)
        .collect();
    assert!(texts.len() > 3_000, "{}", texts.len());
    agree(&texts);
}

#[test]
fn two_thousand_texts_of_every_script_are_measured_as_they_are_set() {
    let mut seed = 7_u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(seed >> 8).unwrap() % below
    };
    let scripts: Vec<Vec<char>> = [
        ('\u{4E00}'..='\u{9FFF}'),
        ('\u{21}'..='\u{7E}'),
        ('\u{A1}'..='\u{24F}'),
        ('\u{370}'..='\u{3FF}'),
        ('\u{400}'..='\u{4FF}'),
        ('\u{3041}'..='\u{30FF}'),
        ('\u{3105}'..='\u{312F}'),
        ('\u{AC00}'..='\u{D7A3}'),
        ('\u{2010}'..='\u{2044}'),
        ('\u{3001}'..='\u{301F}'),
        ('\u{FF01}'..='\u{FF5E}'),
    ]
    .map(|range| printable(range).collect())
    .to_vec();
    let texts: Vec<String> = (0..2_000)
        .map(|_| {
            let parts = 1 + next(4);
            let word = (0..parts).map(|_| {
                let script = &scripts[next(scripts.len())];
                (0..=next(5))
                    .map(|_| script[next(script.len())])
                    .collect::<String>()
            });
            word.collect::<Vec<_>>()
                .join(if next(2) == 0 { " " } else { "" })
        })
        .collect();
    agree(&texts);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_offices_write_is_measured_as_it_is_set(text in "[水电停—…·–/AVWTo0-9:，。（）《》“”B1 -]{1,24}") {
        prop_assume!(!text.trim().is_empty());
        agree(&[text.trim().to_owned()]);
    }
}
