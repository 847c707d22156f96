//! Samples of the pages of a scan that opens nothing.

use super::{Enter, Stop};
use crate::organisation::OfficeCard;
use crate::platform::form::FormState;
use crate::platform::page::gallery::{draw, refused, text};

pub(super) fn enter() -> Vec<Enter> {
    let forms = [FormState::default(), refused(&["code"])];
    forms.into_iter().map(|form| Enter { form }).collect()
}

pub(super) fn stop() -> Vec<Stop> {
    let page = |offices| Stop {
        title: text("这个码不是我们的"),
        text: text("请不要付款。"),
        code: "8K4T2-M9XQ5".to_owned(),
        offices,
    };
    let office = OfficeCard::sample();
    vec![page(Vec::new()), page(vec![office])]
}

#[test]
fn they_are_drawn() {
    draw::<Enter>();
    draw::<Stop>();
}
