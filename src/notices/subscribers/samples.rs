//! Samples of the page that ends a subscription.

use super::Unsubscribe;
use crate::platform::page::gallery::{draw, text};

pub(super) fn unsubscribe() -> Vec<Unsubscribe> {
    let page = |gone| Unsubscribe {
        address: text("a@b.cn"),
        gone,
        action: "/unsubscribe/token".to_owned(),
    };
    vec![page(false), page(true)]
}

#[test]
fn they_are_drawn() {
    draw::<Unsubscribe>();
}
