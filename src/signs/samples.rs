//! Samples of what pages of several rooms show.

use super::meanwhile::Act;
use super::page::Choice;
use super::register::tasks::{Silenced, Stranger, Task, Tasks};
use super::stops::standing::{Count, Line};
use crate::platform::history::{Happened, History};
use crate::platform::page::gallery::text;
use crate::platform::paging::Paged;

impl Choice {
    /// One to draw pages with.
    pub(crate) fn sample(on: bool) -> Self {
        Self {
            value: if on { "a" } else { "b" }.to_owned(),
            label: text("3号楼"),
            on,
        }
    }
}

impl Act {
    /// One to draw pages with.
    pub(crate) fn sample() -> Self {
        Self {
            at: text("今天 09:00"),
            who: text("王芳"),
            key: "act-sign-placed".to_owned(),
            detail: text("说明"),
        }
    }
}

impl Line {
    /// One to draw pages with, of which everything is to be done.
    pub(crate) fn sample() -> Self {
        Self {
            href: "/signs/batches/id".to_owned(),
            design: "i-lift-stop".to_owned(),
            title: text("电梯维护，暂停使用"),
            place: text("3号楼2单元"),
            when: text("11月26日 13:00–17:00"),
            left: text("还有 3 小时"),
            count: Count {
                all: 28,
                wanted: 7,
                printed: 6,
                up: 10,
                down: 5,
                old: 3,
            },
        }
    }

    /// One to draw pages with, of which nothing is to be done.
    pub(crate) fn sample_done() -> Self {
        Self {
            count: Count {
                all: 28,
                up: 28,
                ..Count::default()
            },
            ..Self::sample()
        }
    }
}

impl Stranger {
    /// One to draw pages with.
    pub(crate) fn sample() -> Self {
        Self {
            code: "8K4T2M9XQ5".to_owned(),
            grouped: "8K4T2-M9XQ5".to_owned(),
            scans: 3,
            last: text("今天 09:00"),
        }
    }
}

impl Silenced {
    /// One to draw pages with.
    pub(crate) fn sample() -> Self {
        Self {
            task: task(),
            scans: 120,
            days: 14,
        }
    }
}

fn task() -> Task {
    Task {
        href: "/signs/register/id".to_owned(),
        title: text("禁止吸烟"),
        place: text("3号楼2单元"),
        key: "sign-damaged",
        note: text("已过 3 天"),
    }
}

impl Tasks {
    /// One of each to draw pages with.
    pub(crate) fn sample() -> Self {
        Self {
            faults: vec![task()],
            faults_count: 1,
            overdue: vec![task()],
            overdue_count: 1,
            silent: vec![Silenced::sample()],
            unknown: vec![Stranger::sample()],
        }
    }
}

/// A page of a history, in the middle of it.
pub(super) fn history() -> History {
    let line = |detail: &str, href: &str| Happened {
        at: text("今天 09:00"),
        who: text("王芳"),
        act: "act-sign-placed".to_owned(),
        detail: detail.to_owned(),
        href: href.to_owned(),
    };
    History::of(Paged {
        lines: vec![line("", ""), line(&text("说明"), "/signs/register/id")],
        before: 1,
        after: 3,
    })
}
