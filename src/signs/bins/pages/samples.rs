//! Samples of the page of colours.

use super::Bins;
use crate::platform::form::{Choice, FormState};
use crate::platform::page::gallery::{draw, refused, text};

pub(super) fn bins() -> Vec<Bins> {
    let bin = |field, title: &str| {
        let (title, svg) = (text(title), "<svg viewBox=\"0 0 1 1\"/>".to_owned());
        (field, title, svg, "#1f4fa3".to_owned())
    };
    let page = |form, communities| Bins {
        form,
        communities,
        community: "id".to_owned(),
        community_name: text("锦绣花园"),
        bins: vec![bin("recyclable", "可回收物"), bin("hazardous", "有害垃圾")],
    };
    let choice = |value: &str| Choice::new(&value, text("锦绣花园"));
    vec![
        page(FormState::default(), Vec::new()),
        page(refused(&["recyclable"]), vec![choice("id"), choice("b")]),
    ]
}

#[test]
fn they_are_drawn() {
    draw::<Bins>();
}
