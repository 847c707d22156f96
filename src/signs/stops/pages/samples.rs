//! Samples of the pages of a stop.

use super::batch::{BatchPage, Can, Copy};
use super::new::{New, Where};
use crate::platform::form::FormState;
use crate::platform::history::History;
use crate::platform::page::gallery::{draw, refused, text};
use crate::signs::meanwhile::Act;
use crate::signs::page::{Choice, Fact};
use crate::signs::register::State;
use crate::signs::register::gallery::state_word;
use crate::signs::samples::history;
use crate::signs::stops::standing::{Count, Line};

fn copy(state: State, can: bool) -> Copy {
    Copy {
        id: "id".to_owned(),
        place: text("15层"),
        copy: "15 / 28".to_owned(),
        sheet: if can { "/signs/placed/id.pdf" } else { "" }.to_owned(),
        code: "8K4T2-M9XQ5".to_owned(),
        href: "/Q/8K4T2M9XQ5".to_owned(),
        state: state_word(state),
        look: "ok",
        when: text("今天 09:00"),
        old: can,
        can_place: can,
        can_remove: can,
        can_fault: can,
        can_restore: can,
    }
}

fn batch(course: &'static str, count: Count, can: bool) -> BatchPage {
    let forms = [
        FormState::default(),
        refused(&["to_date", "to_time", "made"]),
    ];
    let [fresh, wrong] = forms;
    BatchPage {
        id: "id".to_owned(),
        line: Line {
            count,
            ..Line::sample()
        },
        course,
        facts: vec![Fact("signs-phone", text("0571-8888 0000"))],
        copies: State::ALL.iter().map(|state| copy(*state, can)).collect(),
        form: if can { wrong } else { fresh },
        seen: "1".to_owned(),
        shown: "1".to_owned(),
        meanwhile: if can { vec![Act::sample()] } else { Vec::new() },
        history: if can { history() } else { History::default() },
        can: Can {
            print: can,
            place: can,
            remove: can,
            extend: can,
            end: can,
        },
        ways: vec![("a4".to_owned(), "signs-made-a4".to_owned())],
    }
}

pub(super) fn batch_page() -> Vec<BatchPage> {
    let all = Line::sample().count;
    let none_old = Count { old: 0, ..all };
    let none_wanted = Count {
        wanted: 0,
        ..none_old
    };
    let counts = [all, none_old, none_wanted, Line::sample_done().count];
    let mut pages = Vec::new();
    for course in ["ahead", "now", "over", "called-off"] {
        pages.extend(counts.map(|count| batch(course, count, true)));
        pages.push(batch(course, Count::default(), false));
    }
    pages
}

/// Fields that can be wrong at once.
const WRONG: [&str; 12] = [
    "place",
    "door",
    "from_date",
    "from_time",
    "to_date",
    "to_time",
    "alternative",
    "alternative_note",
    "product",
    "phone",
    "date",
    "time",
];

pub(super) fn new() -> Vec<New> {
    let choices = || vec![Choice::sample(true), Choice::sample(false)];
    let page = |form, place, on| New {
        design: "i-lift-stop".to_owned(),
        title: text("电梯维护，暂停使用"),
        other: text("Lift out of service"),
        place,
        form,
        offers: on,
        product: on,
        sheet: if on { "<svg></svg>" } else { "" }.to_owned(),
        copies: if on { 28 } else { 0 },
        ends: if on {
            text("11月27日 星期五 06:00")
        } else {
            String::new()
        },
    };
    let nowhere = Where {
        communities: Vec::new(),
        community: "id".to_owned(),
        areas: Vec::new(),
        places: Vec::new(),
        doors: Vec::new(),
        doors_of: String::new(),
    };
    let everywhere = |doors_of: &str| Where {
        communities: choices(),
        community: "id".to_owned(),
        areas: choices(),
        places: choices(),
        doors: choices(),
        doors_of: doors_of.to_owned(),
    };
    vec![
        page(FormState::default(), nowhere, false),
        page(FormState::default(), everywhere("a"), true),
        page(refused(&WRONG), everywhere(""), true),
    ]
}

#[test]
fn they_are_drawn() {
    draw::<BatchPage>();
    draw::<New>();
}
