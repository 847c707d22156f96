//! Samples of the page after sign-in.

use super::offices::OfficeLine;
use super::{Due, Owed, Today, held, mails};
use crate::complaints;
use crate::notices::pages::list::NoticeLine;
use crate::notices::postings::pages::Stop;
use crate::organisation::pages::Missing;
use crate::platform::outbox::FailedLine;
use crate::platform::page::gallery::{draw, text};
use crate::signs::desk::recent::{RunLine, Waiting};
use crate::signs::{Line, Tasks};

fn office(open: bool) -> OfficeLine {
    let n = i64::from(open);
    OfficeLine {
        name: text("锦绣花园管理处"),
        href: "/?office=id".to_owned(),
        misses: n,
        reviews: n,
        reviews_own: n,
        owed: 2 * n,
        owed_late: n,
        held: n,
        complaints: 2 * n,
        complaints_late: n,
        mails: n,
    }
}

fn due(late: bool) -> Due {
    Due {
        href: "/notices/id".to_owned(),
        title: text("停水致歉说明"),
        by: "today-apology-by",
        due: text("今天 12:00"),
        late,
        more: usize::from(late) * 3,
    }
}

fn wait(hold: &str) -> held::Line {
    held::Line {
        what: text("时钟跳了"),
        way: text("请核对时钟。"),
        act: text("时间对"),
        hold: hold.to_owned(),
    }
}

fn unreached() -> Missing {
    Missing {
        text: text("还没有设置公开网址"),
        href: "/company/reach".to_owned(),
        link: text("去设置"),
    }
}

pub(super) fn today() -> Vec<Today> {
    vec![
        Today {
            day: text("11月24日 星期二"),
            nothing: true,
            ..Today::default()
        },
        Today {
            day: text("11月24日 星期二"),
            waits: vec![wait(""), wait("id")],
            missing: vec![unreached()],
            waits_changed: true,
            offices: vec![office(true), office(false)],
            office: text("锦绣花园管理处"),
            missed: vec![Stop::sample(true)],
            up: vec![Stop::sample(true), Stop::sample(false)],
            down: vec![Stop::sample(false)],
            review: vec![NoticeLine::sample(false)],
            reviews: vec![NoticeLine::sample(false)],
            reviews_own: vec![NoticeLine::sample(false)],
            mine: vec![NoticeLine::sample(false)],
            mine_count: 12,
            held: vec![NoticeLine::sample(true)],
            owed: vec![Owed {
                what: "today-apologies",
                count: 5,
                lines: vec![due(true), due(false)],
            }],
            signs_up: vec![Line::sample()],
            runs: Waiting {
                lines: vec![RunLine::sample(false), RunLine::sample(true)],
                count: 2,
            },
            signs_down: vec![Line::sample()],
            register: Tasks::sample(),
            mails: mails::Mails {
                lines: vec![FailedLine::sample(true), FailedLine::sample(false)],
                count: 9,
            },
            complaints: vec![complaints::Line::sample(true)],
            complaints_count: 61,
            may_write: true,
            nothing: false,
        },
    ]
}

#[test]
fn they_are_drawn() {
    draw::<Today>();
}
