//! Samples of the page that founds the installation.

use super::SetUp;
use crate::platform::form::FormState;
use crate::platform::page::gallery::{draw, refused};

pub(super) fn set_up() -> Vec<SetUp> {
    let fields = [
        "company",
        "short_name",
        "phone",
        "address",
        "name",
        "login",
        "password",
        "again",
    ];
    let page = |form, asks_address| SetUp { form, asks_address };
    vec![
        page(FormState::default(), true),
        page(FormState::default(), false),
        page(refused(&fields), true),
    ]
}

#[test]
fn they_are_drawn() {
    draw::<SetUp>();
}
