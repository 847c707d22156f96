//! Samples of the page that says what went wrong.

use super::ErrorPage;
use crate::platform::page::gallery::{draw, text};

pub(super) fn error_page() -> Vec<ErrorPage> {
    let page = |id: &str| ErrorPage {
        status: 404,
        title: text("没有这个页面"),
        text: text("请核对地址。"),
        id: id.to_owned(),
    };
    vec![page(""), page("4f7a-21c9-b0e3")]
}

#[test]
fn they_are_drawn() {
    draw::<ErrorPage>();
}
