//! Samples of the list of subscribers and of the page that ends a subscription.

use super::Unsubscribe;
use super::page::{Line, Subscribers};
use crate::platform::form::{Choice, FormState};
use crate::platform::page::gallery::{draw, refused, text};

pub(super) fn unsubscribe() -> Vec<Unsubscribe> {
    let page = |gone| Unsubscribe {
        address: text("a@b.cn"),
        gone,
        action: "/unsubscribe/token".to_owned(),
    };
    vec![page(false), page(true)]
}

fn line(left: bool, removed: bool) -> Line {
    let said = |there: bool, words: &str| if there { text(words) } else { String::new() };
    Line {
        id: "id".to_owned(),
        email: text("wang@example.cn"),
        place: said(left, "3号楼"),
        since: text("11月24日"),
        consent: said(!left || removed, "前台填写同意书"),
        by: said(removed, "王芳"),
        left: said(left, "今天 09:00"),
        removed,
    }
}

pub(super) fn subscribers() -> Vec<Subscribers> {
    let bare = |form| Subscribers {
        form,
        community: String::new(),
        communities: Vec::new(),
        places: Vec::new(),
        lines: Vec::new(),
        count: 0,
        more: false,
        part: String::new(),
    };
    let choices = || {
        ["a", "b"]
            .map(|id| Choice::new(&id, text("锦绣花园")))
            .to_vec()
    };
    let fields = ["email", "place", "consent"];
    vec![
        bare(FormState::default()),
        Subscribers {
            community: "a".to_owned(),
            communities: choices(),
            places: choices(),
            lines: vec![line(false, false), line(true, false), line(true, true)],
            count: 1,
            more: true,
            part: text("wang"),
            ..bare(refused(&fields))
        },
    ]
}

#[test]
fn they_are_drawn() {
    draw::<Unsubscribe>();
    draw::<Subscribers>();
}
