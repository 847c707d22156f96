//! Samples of the pages of the register.

use super::codes::Codes;
use super::new::{AreaGroup, DesignGroup, New, Taken};
use super::round::{Round, Stop, Walk};
use super::sign::{Can, Shown, SignPage, Stopped};
use crate::platform::form::FormState;
use crate::platform::history::History;
use crate::platform::page::gallery::{draw, refused, text};
use crate::signs::meanwhile::Act;
use crate::signs::page::{Choice, Fact};
use crate::signs::register::State;
use crate::signs::register::gallery::state_word;
use crate::signs::register::public::Standing;
use crate::signs::register::tasks::{Settled, Silenced, Stranger};
use crate::signs::samples::history;

impl Standing {
    /// Some to draw pages with.
    pub(crate) fn samples() -> Vec<Self> {
        let page = |spot: &str, down| Self {
            title: text("禁止吸烟"),
            spot: spot.to_owned(),
            down,
            href: "/signs/register/id".to_owned(),
            can_place: !down,
            shown: "1".to_owned(),
        };
        vec![page("", false), page(&text("门厅"), true)]
    }
}

pub(super) fn codes() -> Vec<Codes> {
    let full = |may_make| Codes {
        blank: vec![("/Q/8K4T2M9XQ5".to_owned(), "8K4T2-M9XQ5".to_owned())],
        unknown: vec![
            Stranger::sample(),
            Stranger {
                code: "another".to_owned(),
                ..Stranger::sample()
            },
        ],
        settled: ["", "假码已撕"]
            .map(|remark| Settled {
                code: "8K4T2M9XQ5".to_owned(),
                grouped: "8K4T2-M9XQ5".to_owned(),
                at: text("今天 09:00"),
                remark: remark.to_owned(),
            })
            .into(),
        silent: vec![Silenced::sample()],
        form: refused(&["count", "remark"]),
        checking: "another".to_owned(),
        may_make,
    };
    vec![
        Codes {
            blank: Vec::new(),
            unknown: Vec::new(),
            settled: Vec::new(),
            silent: Vec::new(),
            form: FormState::default(),
            checking: String::new(),
            may_make: false,
        },
        full(true),
        full(false),
    ]
}

fn areas() -> Vec<AreaGroup> {
    vec![AreaGroup {
        label: text("锦绣花园"),
        options: vec![Choice::sample(true), Choice::sample(false)],
    }]
}

pub(super) fn new() -> Vec<New> {
    let page = |form, taken| New {
        areas: areas(),
        designs: vec![DesignGroup {
            label: text("目录"),
            options: vec![Choice::sample(true), Choice::sample(false)],
        }],
        form,
        taken,
        today: "2026-11-26".to_owned(),
    };
    let taken = Taken {
        code: "8K4T2-M9XQ5".to_owned(),
        place: text("3号楼2单元"),
        href: "/signs/register/id".to_owned(),
    };
    let fields = [
        "code",
        "area",
        "spot",
        "design",
        "title",
        "every",
        "looked",
        "standard",
        "inspect_every",
        "checked",
        "remark",
        "photo",
        "kept",
    ];
    vec![
        page(FormState::default(), None),
        page(refused(&fields), Some(taken)),
    ]
}

pub(super) fn round() -> Vec<Round> {
    let stop = |mark: &str, next: &str, late| Stop {
        href: "/signs/register/id".to_owned(),
        place: text("3号楼2单元"),
        spot: if late { text("门厅") } else { String::new() },
        title: text("禁止吸烟"),
        code: format!("8K4T2-M9XQ{mark}"),
        mark: mark.to_owned(),
        next: next.to_owned(),
        due: text("已过 3 天"),
        late,
    };
    let full = |may_make| Round {
        communities: vec![Walk {
            name: text("锦绣花园"),
            stops: vec![stop("A", "B", true), stop("B", "", false)],
        }],
        count: 9,
        overdue: 1,
        may_make,
    };
    vec![
        Round {
            communities: Vec::new(),
            count: 0,
            overdue: 0,
            may_make: false,
        },
        full(true),
        full(false),
    ]
}

fn plain(state: State) -> SignPage {
    SignPage {
        href: "/signs/register/id".to_owned(),
        title: text("禁止吸烟"),
        place: text("3号楼2单元"),
        spot: String::new(),
        state: state_word(state),
        look: "ok",
        code: "8K4T2-M9XQ5".to_owned(),
        code_href: "/Q/8K4T2M9XQ5".to_owned(),
        sheet: String::new(),
        revoked: false,
        facts: Vec::new(),
        overdue: false,
        batch: None,
        photos: Vec::new(),
        history: History::default(),
        can: Can::default(),
        areas: Vec::new(),
        form: FormState::default(),
        scans: 0,
        shown: String::new(),
        meanwhile: Vec::new(),
    }
}

pub(super) fn sign_page() -> Vec<SignPage> {
    let stopped = |over| Stopped {
        href: "/signs/batches/id".to_owned(),
        ends: text("今天 17:00"),
        over,
    };
    let fields = [
        "area", "spot", "code", "every", "finding", "remark", "photo", "kept", "back", "sure",
    ];
    let full = |form, batch, revoked| SignPage {
        spot: text("门厅"),
        sheet: "/signs/register/id/sheet".to_owned(),
        revoked,
        facts: vec![Fact("register-community", text("锦绣花园"))],
        overdue: true,
        batch: Some(batch),
        photos: vec![Shown {
            href: "/signs/photos/id".to_owned(),
            at: text("今天 09:00"),
        }],
        history: history(),
        can: Can {
            place: true,
            inspect: true,
            mend: true,
            change: true,
            restore: true,
        },
        areas: areas(),
        form,
        scans: 3,
        shown: "1".to_owned(),
        meanwhile: vec![Act::sample()],
        ..plain(State::ALL[0])
    };
    let mut pages: Vec<SignPage> = State::ALL.iter().map(|state| plain(*state)).collect();
    pages.push(full(FormState::default(), stopped(false), false));
    pages.push(full(refused(&fields), stopped(true), true));
    pages
}

#[test]
fn they_are_drawn() {
    draw::<Codes>();
    draw::<New>();
    draw::<Round>();
    draw::<SignPage>();
}
