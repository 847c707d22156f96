//! How a batch stands on its places: counted from its signs, nothing stored twice.

use serde::Serialize;

use super::{Batch, Course, Sign, State, sheets, store, title_of};
use crate::error::Result;
use crate::people::Scope;
use crate::platform::dates::Dates;
use crate::platform::db::Conn;
use crate::platform::words::Lang;
use crate::signs::catalogue::design::Catalogue;

/// How many signs of a batch are how far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Signs it has.
    pub all: usize,
    /// To be printed.
    pub wanted: usize,
    /// Printed, not up.
    pub printed: usize,
    /// Up.
    pub up: usize,
    /// Down.
    pub down: usize,
    /// Up or ready, with an end that has moved since.
    pub old: usize,
}

impl Count {
    /// Counts a batch's signs.
    pub fn of(batch: &Batch, signs: &[Sign]) -> Self {
        let count = |is: &dyn Fn(&Sign) -> bool| signs.iter().filter(|s| is(s)).count();
        Self {
            all: signs.len(),
            wanted: count(&|s| s.state == State::Wanted),
            printed: count(&|s| s.state == State::Printed),
            up: count(&Sign::is_up),
            down: count(&|s| s.state == State::Removed),
            old: count(&|s| batch.shows_old_end(s) || batch.printed_before_move(s)),
        }
    }
}

/// One batch as a line of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Its page.
    pub href: String,
    /// The design, for its picture.
    pub design: String,
    /// 电梯维护，暂停使用.
    pub title: String,
    /// 3号楼2单元 · 2号梯.
    pub place: String,
    /// 11月26日 13:00–17:00.
    pub when: String,
    /// 已过 3 小时 20 分, or how long it will stay.
    pub left: String,
    /// How many signs are how far.
    pub count: Count,
}

/// A batch as a line.
pub(in crate::signs) fn line(
    batch: &Batch,
    signs: &[Sign],
    catalogue: &Catalogue,
    show: Dates,
) -> Line {
    let english = show.lang == Lang::En;
    let words = &batch.wording;
    Line {
        href: format!("/signs/batches/{}", batch.id),
        design: batch.design.clone(),
        title: title_of(catalogue, batch, show.lang),
        place: if english {
            words.place_en.clone()
        } else {
            words.place.clone()
        },
        when: sheets::hours(show, batch.starts_at, batch.ends_at.max(batch.starts_at)),
        left: show.left(batch.ends_at),
        count: Count::of(batch, signs),
    }
}

/// The open batches with their signs and lines.
pub(in crate::signs) struct Open {
    pub(in crate::signs) batch: Batch,
    pub(in crate::signs) line: Line,
}

pub(in crate::signs) fn open(conn: &mut Conn, scope: &Scope, show: Dates) -> Result<Vec<Open>> {
    let catalogue = Catalogue::get()?;
    let batches = store::open(conn, scope, show.now)?;
    let mut signs = store::signs_of_these(conn, &batches)?;
    let open = |batch: Batch| {
        let signs = signs.remove(&batch.id).unwrap_or_default();
        let line = line(&batch, &signs, catalogue, show);
        Open { batch, line }
    };
    Ok(batches.into_iter().map(open).collect())
}

impl Open {
    /// Whether its signs hang after their end.
    pub(in crate::signs) fn must_come_down(&self, show: Dates) -> bool {
        self.line.count.up > 0
            && matches!(
                self.batch.course(show.now),
                Course::Over | Course::CalledOff
            )
    }

    /// Whether signs of a stop to come or under way are not up yet.
    pub(in crate::signs) fn waits(&self, show: Dates) -> bool {
        let idle = self.line.count.wanted + self.line.count.printed;
        idle > 0 && matches!(self.batch.course(show.now), Course::Ahead | Course::Now)
    }
}

/// Signs that hang after their end, the longest first: for the Today page.
pub fn take_down(conn: &mut Conn, scope: &Scope, show: Dates) -> Result<Vec<Line>> {
    let all = open(conn, scope, show)?;
    Ok(all
        .into_iter()
        .filter(|o| o.must_come_down(show))
        .map(|o| o.line)
        .collect())
}

/// Signs that were made and do not hang yet: for the Today page.
pub fn waiting(conn: &mut Conn, scope: &Scope, show: Dates) -> Result<Vec<Line>> {
    let all = open(conn, scope, show)?;
    Ok(all
        .into_iter()
        .filter(|o| o.waits(show))
        .map(|o| o.line)
        .collect())
}
