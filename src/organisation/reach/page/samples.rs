//! Samples of the page.

use super::super::PAGE;
use super::Reach;
use crate::platform::form::FormState;
use crate::platform::outbox::{FailedLine, Tally};
use crate::platform::page::gallery::{draw, refused, text};

pub(super) fn reach() -> Vec<Reach> {
    let page = |form, address: &str, relay: &str| Reach {
        form,
        address: address.to_owned(),
        is_set: false,
        kept: address.to_owned(),
        warnings: Vec::new(),
        asks: false,
        relay: relay.to_owned(),
        folder: text("/srv/gaoshi/mails"),
        trials: Tally::default(),
        failed: Vec::new(),
    };
    let failed = FailedLine {
        id: "id".to_owned(),
        subject: text("试邮件"),
        to: text("a@b.cn"),
        why: text("550 no such user"),
        at: "11月30日 09:00".to_owned(),
        href: PAGE.to_owned(),
        again: false,
    };
    let trials = Tally {
        sent: 1,
        pending: 1,
        failed: 1,
        withdrawn: 0,
    };
    vec![
        page(FormState::default(), "", ""),
        Reach {
            trials,
            failed: vec![failed],
            warnings: vec![text("标签印不下")],
            asks: true,
            ..page(
                refused(&["address", "sure", "to"]),
                "https://wy.example.cn",
                "mx.example.cn:587",
            )
        },
        Reach {
            is_set: true,
            ..page(FormState::default(), "https://wy.example.cn", "")
        },
    ]
}

#[test]
fn they_are_drawn() {
    draw::<Reach>();
}
