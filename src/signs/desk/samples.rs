//! Samples of the pages over all signs.

use super::overview::{Card, List};
use super::recent::RunLine;
use super::register::{Line, Register};
use super::scan::ScannedSign;
use crate::platform::page::gallery::{draw, text};
use crate::signs::page::Choice;
use crate::signs::register::State;
use crate::signs::register::gallery::state_word;
use crate::signs::register::store::Counted;
use crate::signs::runs::RunId;
use crate::signs::stops::{Course, standing};

impl RunLine {
    /// One to draw pages with: of one sign, or of many of which some went to the printer.
    pub(crate) fn sample(many: bool) -> Self {
        Self {
            id: RunId::new(),
            href: "/signs/runs/id".to_owned(),
            title: text("禁止吸烟"),
            community: text("锦绣花园"),
            first: if many { text("3号楼") } else { String::new() },
            total: if many { 28 } else { 1 },
            paper: text("A4"),
            printed: if many { 14 } else { 0 },
            waiting: if many { 7 } else { 0 },
            stopped: many,
            when: text("今天 09:00"),
        }
    }
}

impl ScannedSign {
    /// Some to draw pages with.
    pub(crate) fn samples() -> Vec<Self> {
        let plain = Self {
            title: text("电梯维护，暂停使用"),
            place: text("3号楼2单元 · 2号梯"),
            floor: String::new(),
            when: text("11月26日 13:00–17:00"),
            product: String::new(),
            alternative: String::new(),
            alternative_note: String::new(),
            apology: String::new(),
            phone: "0571-8888 0000".to_owned(),
            issuer: text("锦绣花园管理处"),
            copy: "15 / 28".to_owned(),
            state: Course::Ahead,
            state_line: String::new(),
            over: false,
            end_moved: false,
            moved: String::new(),
            sign: "id".to_owned(),
            shown: String::new(),
            batch_href: String::new(),
            can_place: false,
            can_remove: false,
            is_down: false,
        };
        let full = Self {
            floor: text("15层"),
            product: text("除虫剂"),
            alternative: text("1号梯"),
            alternative_note: text("稍候"),
            apology: text("给您带来不便，敬请谅解。"),
            state: Course::Now,
            state_line: text("进行中"),
            end_moved: true,
            moved: text("17:00 → 19:00"),
            shown: "1".to_owned(),
            batch_href: "/signs/batches/id".to_owned(),
            can_place: true,
            can_remove: true,
            ..plain.clone()
        };
        let over = Self {
            state: Course::Over,
            over: true,
            is_down: true,
            ..full.clone()
        };
        vec![plain, full, over]
    }
}

pub(super) fn list() -> Vec<List> {
    let lines = || vec![standing::Line::sample(), standing::Line::sample_done()];
    let card = Card {
        id: "i-lift-stop".to_owned(),
        title: text("电梯维护，暂停使用"),
        other: text("Lift out of service"),
        where_used: text("每层厅门、轿厢内"),
        basis: text("QP7.3 §4.4.1"),
    };
    let full = |may_make| List {
        down: lines(),
        waiting: lines(),
        up: lines(),
        ended: lines(),
        runs: vec![RunLine::sample(false), RunLine::sample(true)],
        designs: vec![card.clone(), card.clone()],
        may_make,
    };
    vec![
        List {
            down: Vec::new(),
            waiting: Vec::new(),
            up: Vec::new(),
            ended: Vec::new(),
            runs: Vec::new(),
            designs: Vec::new(),
            may_make: false,
        },
        full(true),
        full(false),
    ]
}

pub(super) fn register() -> Vec<Register> {
    let choices = || vec![Choice::sample(true), Choice::sample(false)];
    let line = |state: State, due: &str, late| Line {
        href: "/signs/register/id".to_owned(),
        title: text("禁止吸烟"),
        place: text("3号楼2单元"),
        spot: due.to_owned(),
        code: "8K4T2-M9XQ5".to_owned(),
        state: state_word(state),
        look: "ok",
        due: due.to_owned(),
        late,
        over: late,
    };
    let mut lines: Vec<Line> = State::ALL.iter().map(|s| line(*s, "", false)).collect();
    lines.push(line(State::ALL[0], &text("已过 3 天"), true));
    let empty = Register {
        lines: Vec::new(),
        counted: Counted::default(),
        next: String::new(),
        later: false,
        communities: Vec::new(),
        run: None,
        groups: Vec::new(),
        states: Vec::new(),
        overdue: false,
        code: String::new(),
        wrong: String::new(),
        may_make: false,
    };
    let full = |run| Register {
        lines: lines.clone(),
        counted: Counted {
            signs: 1_000,
            more: true,
        },
        next: "/signs/register?after=id".to_owned(),
        later: true,
        communities: choices(),
        run,
        groups: choices(),
        states: choices(),
        overdue: true,
        code: text("8K4T2"),
        wrong: text("没有这个码"),
        may_make: true,
    };
    vec![empty, full(Some(RunLine::sample(true))), full(None)]
}

#[test]
fn they_are_drawn() {
    draw::<List>();
    draw::<Register>();
}
