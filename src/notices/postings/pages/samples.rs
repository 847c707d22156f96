//! Samples of the round and of the page of a sheet.

use super::posting::Sheet;
use super::{AtBoard, Round, Stop};
use crate::notices::postings::State;
use crate::notices::postings::on_record::{Line, OnRecord};
use crate::platform::form::{Choice, FormState};
use crate::platform::page::gallery::{draw, refused, text};

impl OnRecord {
    /// One to draw pages with, of a sheet of this code.
    pub(crate) fn sample(code: &str, marked: bool) -> Self {
        Self {
            href: "/postings/id".to_owned(),
            mark: code.to_owned(),
            seen: 1,
            undo: if marked { "posting-undo" } else { "" },
            lines: if marked {
                vec![text("今天 09:00 张贴")]
            } else {
                Vec::new()
            },
        }
    }
}

impl Stop {
    /// One to draw pages with.
    pub(crate) fn sample(late: bool) -> Self {
        Self::of(if late { "A" } else { "B" }, late, false)
    }

    fn of(code: &str, late: bool, done: bool) -> Self {
        Self {
            id: "id".to_owned(),
            href: "/notices/id".to_owned(),
            board_id: "01a228ae-4ef3-7289-93b1-8be3c6fee803".parse().unwrap(),
            board: text("1单元大堂"),
            title: text("停水通知"),
            copy: "2 / 6".to_owned(),
            code: code.to_owned(),
            due: if late {
                text("还有 3 小时")
            } else {
                String::new()
            },
            late,
            done,
            record: Some(OnRecord::sample(code, done)),
        }
    }
}

pub(super) fn round() -> Vec<Round> {
    vec![
        Round {
            up: Vec::new(),
            up_count: 0,
            down: Vec::new(),
            down_count: 0,
        },
        Round {
            up: AtBoard::of(vec![
                Stop::of("A", true, false),
                Stop::of("B", false, false),
                Stop::of("C", true, true),
            ]),
            up_count: 2,
            down: AtBoard::of(vec![
                Stop::of("D", false, false),
                Stop::of("E", false, true),
            ]),
            down_count: 1,
        },
    ]
}

fn plain(state: State) -> Sheet {
    Sheet {
        id: "id".to_owned(),
        notice_href: "/notices/id".to_owned(),
        number: text("锦绣物业〔2026〕12号"),
        title: text("停水通知"),
        board: text("1单元大堂"),
        copy: "2 / 6".to_owned(),
        code: "8K4T2-M9XQ5".to_owned(),
        due: text("11月25日 09:00"),
        state: state.badge(true),
        miss: false,
        over: false,
        record: OnRecord::sample("8K4T2M9XQ5", false),
        history: Vec::new(),
        stale: false,
        already: false,
        changed: Vec::new(),
        can_post: false,
        can_take_down: false,
        corrections: Vec::new(),
        form: FormState::default(),
        correcting: false,
        reporting: false,
        back: String::new(),
        back_href: "/notices/id".to_owned(),
    }
}

fn full(can_post: bool, form: FormState) -> Sheet {
    let line = |holds| Line {
        text: text("昨天 15:00 张贴"),
        holds,
    };
    Sheet {
        state: State::UpLate.badge(false),
        miss: true,
        over: can_post,
        record: OnRecord::sample("8K4T2M9XQ5", true),
        history: vec![line(true), line(false)],
        stale: can_post,
        already: !can_post,
        changed: vec![text("今天 09:00 撤下")],
        can_post,
        can_take_down: !can_post,
        corrections: vec![Choice::new(&"a", text("贴错了"))],
        form,
        correcting: !can_post,
        reporting: can_post,
        back: "round".to_owned(),
        ..plain(State::UpLate)
    }
}

pub(super) fn sheet() -> Vec<Sheet> {
    let states = [
        State::Wanted,
        State::Missing,
        State::Up,
        State::UpLate,
        State::Down,
    ];
    let mut pages: Vec<Sheet> = states.map(plain).into();
    for can_post in [true, false] {
        pages.push(full(can_post, FormState::default()));
        pages.push(full(can_post, refused(&["date", "time", "reason", "what"])));
    }
    pages
}

#[test]
fn they_are_drawn() {
    draw::<Round>();
    draw::<Sheet>();
}
