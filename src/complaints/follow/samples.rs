//! Samples of the pages that follow a complaint.

use super::find::Find;
use super::{Followed, Other, PRIVACY_VERSION, Privacy};
use crate::complaints::Reach;
use crate::organisation::OfficeCard;
use crate::platform::form::FormState;
use crate::platform::page::gallery::{draw, refused, text};

pub(super) fn followed() -> Vec<Followed> {
    let other = || Other {
        href: "/follow?of=id".to_owned(),
        number: "TS-2026-00009".to_owned(),
        received: text("昨天 09:00"),
    };
    let page = |reach: Reach| Followed {
        id: "id".to_owned(),
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
        others: Vec::new(),
    };
    vec![
        Followed {
            others: vec![other(), other()],
            photos: 2,
            unkept: 1,
            seen: text("今天 10:00"),
            ..page(Reach::Open)
        },
        Followed {
            link: String::new(),
            ..page(Reach::Open)
        },
        page(Reach::NeverGiven),
        page(Reach::Withdrawn),
        page(Reach::Expired),
    ]
}

pub(super) fn find() -> Vec<Find> {
    let forms = [FormState::default(), refused(&["number", "phone"])];
    forms.into_iter().map(|form| Find { form }).collect()
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
    draw::<Find>();
    draw::<Followed>();
    draw::<Privacy>();
}
