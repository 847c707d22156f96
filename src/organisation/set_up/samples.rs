//! Samples of the page that founds the installation.

use super::SetUp;
use crate::platform::form::FormState;
use crate::platform::page::gallery::{draw, refused};

pub(super) fn set_up() -> Vec<SetUp> {
    let fields = [
        "company",
        "short_name",
        "phone",
        "name",
        "login",
        "password",
        "again",
    ];
    let forms = [FormState::default(), refused(&fields)];
    forms.into_iter().map(|form| SetUp { form }).collect()
}

#[test]
fn they_are_drawn() {
    draw::<SetUp>();
}
