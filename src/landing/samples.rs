//! Samples of the home of residents.

use super::home::{Community, Home};
use crate::organisation::OfficeCard;
use crate::platform::form::FormState;
use crate::platform::page::gallery::{draw, text};

pub(super) fn home() -> Vec<Home> {
    let page = |communities| Home {
        company: text("锦绣物业"),
        form: FormState::default(),
        communities,
    };
    let garden = Community {
        name: text("锦绣花园"),
        href: "/c/id".to_owned(),
        office: OfficeCard::sample(),
    };
    vec![page(Vec::new()), page(vec![garden])]
}

#[test]
fn they_are_drawn() {
    draw::<Home>();
}
