//! Samples of the pages of proposals.

use super::new::NewPage;
use super::show::ProposalPage;
use crate::platform::form::{Choice, FormState};
use crate::platform::history::{Happened, History};
use crate::platform::page::gallery::{draw, refused, text};
use crate::platform::paging::Paging;

fn choice() -> Vec<Choice> {
    vec![
        Choice::new(&1, text("3号楼")),
        Choice::new(&2, text("水泵房")),
    ]
}

pub(super) fn new() -> Vec<NewPage> {
    let page = |form| NewPage {
        form,
        id: "id".to_owned(),
        name: text("锦绣花园"),
        within: choice(),
    };
    let wrong = refused(&["spot", "spot_en", "within", "remark"]);
    vec![page(FormState::default()), page(wrong)]
}

fn happened() -> Happened {
    Happened {
        at: "11月30日 09:00".to_owned(),
        who: text("王芳"),
        act: "act-place-proposed".to_owned(),
        detail: text("在地下一层东侧"),
        href: String::new(),
    }
}

pub(super) fn show() -> Vec<ProposalPage> {
    let page = |open, form| ProposalPage {
        id: "id".to_owned(),
        name: text("3号楼 水泵房"),
        community: "c".to_owned(),
        who: text("王芳"),
        at: "11月30日 09:00".to_owned(),
        remark: String::new(),
        open,
        form,
        seen: "1.1".to_owned(),
        changed: Vec::new(),
        others: choice(),
        ties: Vec::new(),
        history: History::default(),
    };
    let often = (0..150).map(|_| happened());
    let full = ProposalPage {
        remark: text("在地下一层东侧"),
        changed: vec![happened()],
        ties: vec![text("还有 1 块标识没有撤下")],
        history: History::of(Paging::asked(50, "2").pick(often)),
        ..page(true, refused(&["name", "name_en", "into", "why"]))
    };
    vec![
        page(true, FormState::default()),
        full,
        page(false, FormState::default()),
    ]
}

#[test]
fn they_are_drawn() {
    draw::<NewPage>();
    draw::<ProposalPage>();
}
