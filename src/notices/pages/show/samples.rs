//! Samples of the page of a notice.

use super::Show;
use super::boards::BoardLine;
use super::can::Can;
use crate::notices::lifecycle::Stage;
use crate::notices::pages::changes::{Changed, Said};
use crate::notices::pages::samples::{history, stage_key};
use crate::notices::postings::State;
use crate::notices::postings::on_record::OnRecord;
use crate::notices::room::{Ask, AskedFor, Offer};
use crate::platform::form::FormState;
use crate::platform::history::History;
use crate::platform::outbox::{FailedLine, Tally};
use crate::platform::page::gallery::{draw, refused, text};

fn board(id: &str, state: State, step: &'static str, full: bool) -> BoardLine {
    BoardLine {
        id: id.to_owned(),
        name: text("1单元大堂"),
        copy: "2 / 6".to_owned(),
        code: "8K4T2-M9XQ5".to_owned(),
        state: state.badge(false),
        miss: full,
        record: OnRecord::sample(id, full),
        step,
        old: full,
        print: full,
    }
}

fn plain(stage: Stage) -> Show {
    Show {
        id: "id".to_owned(),
        title: text("停水通知"),
        number: String::new(),
        community: text("锦绣花园"),
        stage: stage_key(stage),
        look: "warn",
        line: String::new(),
        facts: Vec::new(),
        beside: Vec::new(),
        doubts: Vec::new(),
        since: Vec::new(),
        since_remark: String::new(),
        hangs: String::new(),
        remark: String::new(),
        can: Can::default(),
        reviewers: String::new(),
        boards: Vec::new(),
        printed: Vec::new(),
        standing: String::new(),
        standing_look: "ok",
        mails: Tally::default(),
        failed: Vec::new(),
        follows: (String::new(), String::new()),
        followed: (String::new(), String::new()),
        public: String::new(),
        sheet: String::new(),
        copies: 0,
        history: History::default(),
        seen: "1".to_owned(),
        form: FormState::default(),
        changed: None,
    }
}

/// A step that a button is enough for, and one that asks.
fn steps() -> Vec<Offer> {
    let at_once = Offer {
        act: "notice.restored",
        to: "apologise",
        button: "notices-apologise",
        ask: None,
        open: false,
    };
    let asking = Offer {
        to: "restored",
        button: "notices-restored-do",
        ask: Some(Ask {
            title: "notices-restored",
            hint: "notices-restored-hint",
            fields: &[AskedFor {
                name: "ended_date",
                label: "notices-date",
                of: "date",
            }],
        }),
        open: true,
        ..at_once.clone()
    };
    vec![at_once, asking]
}

/// All steps at once, which no notice offers together: each that only some do is left out of one.
fn can(all: bool) -> Can {
    Can {
        edit: true,
        delete: true,
        take_back: true,
        review: true,
        own: !all,
        wait: all,
        print: true,
        hang: all,
        post: all,
        write: all,
        follow: true,
        steps: steps(),
        publish: true,
    }
}

fn full(all: bool, form: FormState, changed: Option<Changed>) -> Show {
    Show {
        number: text("锦绣物业〔2026〕12号"),
        line: text("11月26日 09:00–15:30"),
        facts: vec![(text("原因"), text("检修"))],
        beside: vec![("/notices/a".to_owned(), text("停水通知 3号楼"))],
        doubts: vec![text("文字里写的“12月4日”，和上面填的不一样")],
        since: vec![Said {
            label: text("原因"),
            before: text("检修"),
            now: text("换阀门"),
        }],
        since_remark: text("请写明原因"),
        hangs: text("1号楼大堂"),
        remark: text("请写明原因"),
        can: can(all),
        reviewers: text("何晓梅"),
        boards: vec![
            board("a", State::Wanted, "posted", true),
            board("b", State::Missing, "posted", false),
            board("c", State::Up, "taken-down", true),
            board("d", State::UpLate, "", true),
            board("e", State::Down, "", false),
        ],
        printed: vec![text("今天 09:00"), text("今天 10:00")],
        standing: text("已贴 4 / 6 块"),
        mails: Tally {
            sent: 2,
            pending: 1,
            failed: 2,
            withdrawn: 1,
        },
        failed: vec![FailedLine::sample(true), FailedLine::sample(false)],
        follows: ("/notices/a".to_owned(), text("11号")),
        followed: ("/notices/b".to_owned(), text("更正通知")),
        public: "/n/id".to_owned(),
        sheet: if all { "<svg></svg>" } else { "" }.to_owned(),
        copies: 6,
        history: history(),
        form,
        changed,
        ..plain(Stage::Published)
    }
}

pub(super) fn show() -> Vec<Show> {
    let [changed, done] = Changed::samples();
    let fields = [
        "remark",
        "reason",
        "publish_date",
        "publish_time",
        "ended_date",
        "ended_time",
        "date",
        "time",
    ];
    let mut pages: Vec<Show> = Stage::ALL.iter().map(|stage| plain(*stage)).collect();
    pages.push(full(true, FormState::default(), Some(changed)));
    pages.push(full(false, FormState::default(), Some(done)));
    pages.push(full(true, refused(&fields), None));
    pages.push(full(false, refused(&fields), None));
    pages
}

#[test]
fn they_are_drawn() {
    draw::<Show>();
}
