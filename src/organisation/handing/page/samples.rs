//! Samples of the page.

use super::{ChargeLine, HandOver};
use crate::platform::form::{Choice, FormState};
use crate::platform::history::Happened;
use crate::platform::page::gallery::{draw, refused, text};

pub(super) fn hand_over() -> Vec<HandOver> {
    let bare = || HandOver {
        id: "id".to_owned(),
        name: text("锦绣花园"),
        office: text("锦绣花园管理处"),
        offices: Vec::new(),
        along: Vec::new(),
        charges: Vec::new(),
        form: FormState::default(),
        seen: "1.1".to_owned(),
        changed: Vec::new(),
    };
    let charge = |until: &str| ChargeLine {
        office: text("云栖里管理处"),
        from: "2026年11月1日".to_owned(),
        until: until.to_owned(),
    };
    let full = HandOver {
        offices: vec![Choice::new(&1, text("云栖里管理处"))],
        along: vec![text("3 份告示")],
        charges: vec![charge(""), charge("2026年11月30日")],
        form: refused(&["office"]),
        changed: vec![Happened {
            act: "act-place-changed".to_owned(),
            who: text("周敏"),
            ..Happened::default()
        }],
        ..bare()
    };
    vec![bare(), full]
}

#[test]
fn they_are_drawn() {
    draw::<HandOver>();
}
