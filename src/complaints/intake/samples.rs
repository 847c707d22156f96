//! Samples of the forms that take a complaint in.

use super::correction::Correct;
use super::new::New;
use super::public::{Choice, PublicForm};
use crate::codes::here::HereCard;
use crate::complaints::Act;
use crate::organisation::OfficeCard;
use crate::platform::form::FormState;
use crate::platform::history::Happened;
use crate::platform::page::gallery::{draw, refused, text};

fn choices() -> Vec<Choice> {
    let choice = |value: &str| Choice {
        value: value.to_owned(),
        label: text("住户"),
    };
    vec![choice("a"), choice("b")]
}

pub(super) fn new() -> Vec<New> {
    let page = |form, communities| New {
        form,
        sources: choices(),
        channels: choices(),
        communities,
    };
    let fields = [
        "content",
        "source",
        "channel",
        "place",
        "place_text",
        "name",
        "phone",
        "date",
        "time",
    ];
    vec![
        page(FormState::default(), Vec::new()),
        page(refused(&fields), choices()),
    ]
}

pub(super) fn correct() -> Vec<Correct> {
    let page = |form, communities, changed: Vec<Happened>| Correct {
        href: "/complaints/contacts/id/correct".to_owned(),
        back: "/complaints/id".to_owned(),
        number: "TS-2026-00012".to_owned(),
        form,
        sources: choices(),
        channels: choices(),
        communities,
        reachable: changed.is_empty(),
        seen: "1.1".to_owned(),
        changed,
    };
    let fields = [
        "channel",
        "who",
        "what",
        "place",
        "where",
        "received_on",
        "received_time",
        "name",
        "phone",
    ];
    let changed = Happened {
        at: text("今天 09:00"),
        who: text("王芳"),
        act: Act::Corrected.key(),
        detail: text("说明"),
        href: String::new(),
    };
    vec![
        page(FormState::default(), Vec::new(), Vec::new()),
        page(refused(&fields), choices(), Vec::new()),
        page(refused(&fields), choices(), vec![changed]),
    ]
}

pub(super) fn public_form() -> Vec<PublicForm> {
    let page = |form, community: &str, contact_open| PublicForm {
        here: HereCard {
            community: community.to_owned(),
            lines: vec![text("3号楼"), text("2单元")],
            community_href: if community.is_empty() {
                String::new()
            } else {
                "/c/id".to_owned()
            },
            code: if community.is_empty() {
                String::new()
            } else {
                "8K4T2-M9XQ5".to_owned()
            },
            action: "/Q/8K4T2M9XQ5".to_owned(),
        },
        office: OfficeCard::sample(),
        form,
        seal: "seal".to_owned(),
        sources: choices(),
        contact_open,
        kept: if contact_open {
            vec!["ticket".to_owned(), "ticket".to_owned()]
        } else {
            Vec::new()
        },
        most_photos: 4,
        largest_photo: 1,
    };
    let fields = [
        "content", "source", "place", "name", "phone", "photo", "consent",
    ];
    vec![
        page(FormState::default(), "", false),
        page(refused(&fields), &text("锦绣花园"), true),
    ]
}

#[test]
fn they_are_drawn() {
    draw::<New>();
    draw::<Correct>();
    draw::<PublicForm>();
}
