//! How a batch stands on its places: counted from its signs, nothing stored twice.

use serde::Serialize;

use super::stop::{Batch, Course, title_of};
use super::{sheets, store};
use crate::error::Result;
use crate::people::Scope;
use crate::platform::dates::Dates;
use crate::platform::db::Conn;
use crate::platform::words::Lang;
use crate::signs::catalogue::design::Catalogue;
use crate::signs::register::entry::{BatchId, Entry, State};
use crate::signs::register::store as register;

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
    pub fn of(batch: &Batch, copies: &[Entry]) -> Self {
        let count = |is: &dyn Fn(&Entry) -> bool| copies.iter().filter(|s| is(s)).count();
        Self {
            all: copies.len(),
            wanted: count(&|s| s.state == State::Wanted),
            printed: count(&|s| s.state == State::Printed),
            up: count(&Entry::is_up),
            down: count(&Entry::is_down),
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
    /// 已过 3 小时 20 分钟, or how long it will stay.
    pub left: String,
    /// How many signs are how far.
    pub count: Count,
}

/// A batch as a line.
pub(super) fn line(batch: &Batch, copies: &[Entry], catalogue: &Catalogue, show: Dates) -> Line {
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
        count: Count::of(batch, copies),
    }
}

/// A stop with its line.
pub(in crate::signs) struct Shown {
    pub(in crate::signs) batch: Batch,
    pub(in crate::signs) line: Line,
}

/// The stops with something left to do.
pub(in crate::signs) fn open(conn: &mut Conn, scope: &Scope, show: Dates) -> Result<Vec<Shown>> {
    let open = store::open(conn, scope, show.now)?;
    lines(conn, open, show)
}

/// These stops with their lines.
pub(in crate::signs) fn lines(
    conn: &mut Conn,
    batches: Vec<Batch>,
    show: Dates,
) -> Result<Vec<Shown>> {
    let catalogue = Catalogue::get()?;
    let ids: Vec<BatchId> = batches.iter().map(|batch| batch.id.clone()).collect();
    let mut copies = register::of_stops(conn, &ids)?;
    let shown = |batch: Batch| {
        let copies = copies.remove(&batch.id).unwrap_or_default();
        let line = line(&batch, &copies, catalogue, show);
        Shown { batch, line }
    };
    Ok(batches.into_iter().map(shown).collect())
}

impl Shown {
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
