//! Samples of the page that says what went wrong.

use super::ErrorPage;
use super::typed::Typed;
use crate::platform::page::gallery::{draw, text};

pub(super) fn error_page() -> Vec<ErrorPage> {
    let page = |id: &str| ErrorPage {
        status: 404,
        title: text("没有这个页面"),
        text: text("请核对地址。"),
        id: id.to_owned(),
        typed: Typed::default(),
    };
    let typed = |again: &str, back: &str| ErrorPage {
        typed: Typed {
            words: vec![text("水管漏水")],
            again: again.to_owned(),
            csrf: "token".to_owned(),
            fields: vec![("reason".to_owned(), text("水管漏水"))],
            back: back.to_owned(),
        },
        ..page("4f7a-21c9-b0e3")
    };
    vec![
        page(""),
        page("4f7a-21c9-b0e3"),
        typed("", ""),
        typed("/notices/id/save", "/notices/id/edit"),
    ]
}

#[test]
fn they_are_drawn() {
    draw::<ErrorPage>();
}
