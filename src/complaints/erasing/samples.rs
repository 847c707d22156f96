//! Samples of the form that deletes what is personal.

use super::page::Erase;
use crate::complaints::Act;
use crate::platform::form::FormState;
use crate::platform::history::Happened;
use crate::platform::page::gallery::{draw, refused, text};

pub(super) fn erase() -> Vec<Erase> {
    let page = |form, photos, changed| Erase {
        href: "/complaints/contacts/id/erase".to_owned(),
        back: "/complaints/id".to_owned(),
        number: "TS-2026-00012".to_owned(),
        form,
        photos,
        seen: "1.1".to_owned(),
        changed,
    };
    let changed = Happened {
        at: text("今天 09:00"),
        who: text("王芳"),
        act: Act::Erased.key(),
        detail: text("说明"),
        href: String::new(),
    };
    let wrong = refused(&["what", "where", "erase_reason"]);
    vec![
        page(FormState::default(), 0, Vec::new()),
        page(wrong, 2, vec![changed]),
    ]
}

#[test]
fn they_are_drawn() {
    draw::<Erase>();
}
