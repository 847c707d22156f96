//! Samples of the pages of signs that stay.

use super::list::{Ask, FromList};
use super::make::{Make, Needed};
use super::offer::{Card, Worded};
use super::show::{Look, PartLine, RunPage};
use crate::platform::form::FormState;
use crate::platform::page::gallery::{draw, refused, text};
use crate::signs::meanwhile::Act;
use crate::signs::page::{Choice, Fact};

fn choices() -> Vec<Choice> {
    vec![Choice::sample(true), Choice::sample(false)]
}

pub(super) fn from_list() -> Vec<FromList> {
    let page = |form, designs| FromList {
        form,
        what: "flat".to_owned(),
        what_key: "runs-what-floor".to_owned(),
        community: "id".to_owned(),
        community_name: text("锦绣花园"),
        designs,
        fillings: choices(),
        asks: vec![Ask {
            name: "hidden_rows",
            of: "3、5".to_owned(),
            label: "runs-list-ask-rows",
            options: choices(),
        }],
    };
    let fields = [
        "file",
        "hidden_rows",
        "metres",
        "start",
        "phone",
        "inspect_every",
        "version",
    ];
    vec![
        page(FormState::default(), Vec::new()),
        page(refused(&fields), choices()),
    ]
}

fn cards() -> Vec<Card> {
    let card = |on| Card {
        id: "p-smoking".to_owned(),
        title: text("禁止吸烟"),
        other: text("No smoking"),
        on,
    };
    vec![card(true), card(false)]
}

fn nothing_chosen() -> Make {
    Make {
        form: FormState::default(),
        communities: Vec::new(),
        whats: choices(),
        purposes: Vec::new(),
        designs: Vec::new(),
        companions: Vec::new(),
        set: Vec::new(),
        worded: Vec::new(),
        needs: Vec::new(),
        points: false,
        several: false,
        spreads: Vec::new(),
        areas: Vec::new(),
        entrances: Vec::new(),
        spots: Vec::new(),
        listed: false,
        what: "floor".to_owned(),
        community: "id".to_owned(),
        ways: Vec::new(),
        arrows: Vec::new(),
        symbols: Vec::new(),
        named: false,
        sentences: false,
        sentences_hint: "runs-floors-hint",
        papers: choices(),
        fillings: choices(),
        answer: text("请先选择"),
        refused: false,
        pending: true,
        sheet: String::new(),
        count: 0,
    }
}

fn all_chosen(form: FormState) -> Make {
    Make {
        form,
        communities: choices(),
        purposes: choices(),
        designs: cards(),
        companions: cards(),
        set: cards(),
        worded: vec![Worded(1, text("禁止吸烟"), text("请写明"))],
        needs: vec![Needed("height", "runs-need-height".to_owned())],
        points: true,
        several: true,
        spreads: choices(),
        areas: choices(),
        entrances: choices(),
        spots: choices(),
        listed: true,
        ways: vec![1, 2],
        arrows: choices(),
        symbols: choices(),
        named: true,
        sentences: true,
        sentences_hint: "runs-sentences-hint",
        refused: true,
        pending: false,
        sheet: "<svg viewBox=\"0 0 1 1\"></svg>".to_owned(),
        count: 28,
        ..nothing_chosen()
    }
}

pub(super) fn make() -> Vec<Make> {
    let fields = [
        "what",
        "within",
        "place",
        "design",
        "name",
        "zh_1",
        "en_1",
        "height",
        "sentences",
        "way_1",
        "metres",
        "paper",
        "filling",
        "start",
        "phone",
        "inspect_every",
        "version",
        "only",
        "turn",
        "degrees_1",
        "symbol_1",
        "coded",
        "luminous",
        "scanned_from",
    ];
    vec![
        nothing_chosen(),
        all_chosen(FormState::default()),
        all_chosen(refused(&fields)),
        Make {
            areas: Vec::new(),
            designs: Vec::new(),
            several: false,
            entrances: vec![Choice::sample(false)],
            ..all_chosen(FormState::default())
        },
    ]
}

fn part(part: usize, printed: &str, next: bool) -> PartLine {
    PartLine {
        part,
        from: part * 14 + 1,
        to: part * 14 + 14,
        printed: printed.to_owned(),
        next,
    }
}

fn plain() -> RunPage {
    RunPage {
        id: "id".to_owned(),
        title: text("禁止吸烟"),
        what: "runs-what-floor".to_owned(),
        community: text("锦绣花园"),
        facts: Vec::new(),
        looks: Vec::new(),
        parts: vec![part(0, "", true)],
        total: 28,
        printed: 0,
        waiting: 0,
        stopped: false,
        coded: false,
        may_make: false,
        form: FormState::default(),
        shown: String::new(),
        meanwhile: Vec::new(),
    }
}

pub(super) fn run_page() -> Vec<RunPage> {
    let full = |printed, waiting, stopped| RunPage {
        id: "id".to_owned(),
        title: text("禁止吸烟"),
        what: "runs-what-direction".to_owned(),
        community: text("锦绣花园"),
        facts: vec![Fact("runs-paper", text("A4"))],
        looks: vec![
            Look(1, text("1层"), "runs-first"),
            Look(2, text("2层"), "runs-longest"),
            Look(3, text("3层"), "runs-last"),
        ],
        parts: vec![part(0, &text("今天 09:00"), false), part(1, "", true)],
        total: 28,
        printed,
        waiting,
        stopped,
        coded: true,
        may_make: true,
        form: refused(&[]),
        shown: "1".to_owned(),
        meanwhile: vec![Act::sample()],
    };
    vec![
        plain(),
        full(0, 0, false),
        full(14, 14, false),
        full(14, 0, true),
        full(28, 14, false),
        full(28, 0, false),
    ]
}

#[test]
fn they_are_drawn() {
    draw::<FromList>();
    draw::<Make>();
    draw::<RunPage>();
}
