//! Samples of the pages of the second step.

use super::pages::{Enrol, FactorPage, RecoveryCodes};
use crate::platform::form::FormState;
use crate::platform::page::gallery::{draw, refused, text};

pub(super) fn enrol() -> Vec<Enrol> {
    let page = |form, anew, first| Enrol {
        form,
        qr: "<svg></svg>".to_owned(),
        spelt: text("GEZD GNBV"),
        secret: "GEZDGNBV".to_owned(),
        seal: "1.x".to_owned(),
        anew,
        first,
    };
    vec![
        page(FormState::default(), false, true),
        page(refused(&["passcode", "current"]), true, false),
    ]
}

pub(super) fn factor() -> Vec<FactorPage> {
    let page = |form, left, needed| FactorPage {
        form,
        since: text("今天 09:00"),
        left,
        needed,
    };
    vec![
        page(FormState::default(), 10, true),
        page(refused(&["current"]), 1, false),
    ]
}

pub(super) fn recovery_codes() -> Vec<RecoveryCodes> {
    let codes = |count| RecoveryCodes {
        codes: vec![text("k7qm-3xw2"); count],
    };
    vec![codes(0), codes(10)]
}

#[test]
fn they_are_drawn() {
    draw::<Enrol>();
    draw::<FactorPage>();
    draw::<RecoveryCodes>();
}
