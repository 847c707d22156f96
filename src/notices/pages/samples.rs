//! Samples of the list, of a draft that is gone, and of what several pages show.

use super::changes::typed::Typed;
use super::changes::{Changed, Said};
use super::gone::Gone;
use super::list::{List, NoticeLine, Tab};
use crate::notices::lifecycle::Stage;
use crate::platform::history::{Happened, History};
use crate::platform::page::gallery::{draw, text};
use crate::platform::paging::Paged;

/// The key of a stage.
pub(super) fn stage_key(stage: Stage) -> String {
    format!("stage-{}", stage.as_str().replace('_', "-"))
}

impl NoticeLine {
    /// One to draw pages with.
    pub(crate) fn sample(held: bool) -> Self {
        Self {
            href: "/notices/id".to_owned(),
            title: text("停水通知"),
            number: if held {
                text("锦绣物业〔2026〕12号")
            } else {
                String::new()
            },
            community: text("锦绣花园"),
            author: text("王芳"),
            stage: stage_key(Stage::Scheduled),
            look: "warn",
            happens: if held {
                text("11月26日 星期四 09:00–15:30")
            } else {
                String::new()
            },
            when: text("11月24日 09:00"),
            returned: held,
            late: held,
            held,
        }
    }
}

fn typed() -> Vec<Typed> {
    vec![Typed {
        label: text("原因"),
        text: text("检修\n第二行"),
    }]
}

fn happened(href: &str) -> Vec<Happened> {
    vec![Happened {
        at: text("今天 09:00"),
        who: text("王芳"),
        act: "act-notice-sent".to_owned(),
        detail: text("说明"),
        href: href.to_owned(),
    }]
}

/// A page of a history, in the middle of it.
pub(super) fn history() -> History {
    History::of(Paged {
        lines: happened("/notices/id"),
        before: 1,
        after: 3,
    })
}

impl Changed {
    /// Some to draw pages with.
    pub(super) fn samples() -> [Self; 2] {
        let full = Self {
            title: "notices-step-changed",
            look: "",
            lines: happened(""),
            texts_title: "notices-texts-changed",
            texts: vec![Said {
                label: text("原因"),
                before: text("检修"),
                now: text("抢修"),
            }],
            typed: typed(),
            again: "notices-step-again",
        };
        let done = Self {
            title: "notices-step-done",
            look: "ok",
            lines: Vec::new(),
            texts_title: "notices-texts-yours",
            texts: Vec::new(),
            typed: Vec::new(),
            again: "",
        };
        [full, done]
    }
}

pub(super) fn gone() -> Vec<Gone> {
    let page = |title, told: &str, typed, new: &str| Gone {
        title,
        told: told.to_owned(),
        typed,
        new: new.to_owned(),
    };
    let told = text("今天 09:02，王芳删除了它。");
    vec![
        page("notices-gone-step", "", Vec::new(), ""),
        page("notices-gone-text", &told, typed(), "/notices/new/water"),
    ]
}

pub(super) fn list() -> Vec<List> {
    let tab = |key: &str, on| Tab {
        key: key.to_owned(),
        href: "/notices?stage=draft".to_owned(),
        on,
    };
    let mut tabs = vec![tab("stage-open", true), tab("stage-all", false)];
    tabs.extend(Stage::ALL.iter().map(|s| tab(&stage_key(*s), false)));
    vec![
        List {
            tabs: tabs.split_off(1),
            by_begin: "/notices?by=begins".to_owned(),
            newest: "/notices".to_owned(),
            is_by_begin: false,
            notices: Vec::new(),
            next: String::new(),
            may_write: false,
        },
        List {
            tabs,
            by_begin: "/notices?by=begins".to_owned(),
            newest: "/notices".to_owned(),
            is_by_begin: true,
            notices: vec![NoticeLine::sample(true), NoticeLine::sample(false)],
            next: "/notices?before=id".to_owned(),
            may_write: true,
        },
    ]
}

#[test]
fn they_are_drawn() {
    draw::<Gone>();
    draw::<List>();
}
