//! Samples of the pages that follow a complaint.

use super::{Followed, PRIVACY_VERSION, Privacy};
use crate::complaints::Reach;
use crate::organisation::OfficeCard;
use crate::platform::page::gallery::{draw, text};

pub(super) fn followed() -> Vec<Followed> {
    let page = |reach: Reach| Followed {
        number: "TS-2026-00012".to_owned(),
        received: text("今天 09:00"),
        content: text("电梯异响\n第二行"),
        place: text("3号楼2单元"),
        photos: 0,
        unkept: 0,
        seen: String::new(),
        reachable: reach.is_open(),
        answer: reach.to_resident(),
        link: text("http://127.0.0.1/follow/token"),
        office: OfficeCard::sample(),
    };
    vec![
        Followed {
            photos: 2,
            unkept: 1,
            seen: text("今天 10:00"),
            ..page(Reach::Open)
        },
        page(Reach::NeverGiven),
        page(Reach::Withdrawn),
        page(Reach::Expired),
    ]
}

pub(super) fn privacy() -> Vec<Privacy> {
    let page = |offices| Privacy {
        company: text("锦绣物业"),
        offices,
        version: PRIVACY_VERSION,
    };
    vec![page(Vec::new()), page(vec![OfficeCard::sample()])]
}

#[test]
fn they_are_drawn() {
    draw::<Followed>();
    draw::<Privacy>();
}
