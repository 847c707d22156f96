//! The boards of a notice: which sheet hangs where, and how many do.

use serde::Serialize;

use super::Looked;
use super::can::is_closed;
use crate::notices::lifecycle::Stage;
use crate::notices::postings::marks::Marks;
use crate::notices::postings::on_record::OnRecord;
use crate::notices::postings::record::AT_ONCE;
use crate::notices::postings::standing::{Badge, is_miss};
use crate::notices::postings::store::prints::Printed;
use crate::notices::postings::{Posting, Standing, State};
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::page::View;

/// A board of the notice.
#[derive(Debug, Clone, Serialize)]
pub struct BoardLine {
    /// The posting.
    pub id: String,
    /// The board.
    pub name: String,
    /// 2 / 6.
    pub copy: String,
    /// The code in groups.
    pub code: String,
    /// How it stands.
    pub state: Badge,
    /// Whether it was hung too late and is down again.
    pub miss: bool,
    /// What is on record, and what one tap can undo.
    pub record: OnRecord,
    /// Whether it can be marked as hung.
    pub can_post: bool,
    /// Whether it can be marked as taken down.
    pub can_take_down: bool,
    /// Whether it carries an older text.
    pub old: bool,
}

pub(super) fn board_lines(looked: &Looked, view: &View, show: Dates) -> Vec<BoardLine> {
    let Some(revision) = &looked.revision else {
        return Vec::new();
    };
    let closed = !matches!(looked.row.stage, Stage::Scheduled | Stage::Published);
    let none = Marks::default();
    let lately = |p: &&Posting| p.marked_at.is_some_and(|at| show.now.since(at) <= AT_ONCE);
    let shown = |p: &&Posting| p.revision == revision.id || p.record.is_up() || lately(p);
    let line = |p: &Posting| {
        let old = p.revision != revision.id || revision.withdrawn_at.is_some();
        let state = State::of(p, revision.post_by, show.now);
        let mut boards = revision.announcement.boards.iter();
        let board = boards.find(|b| b.id == p.board);
        let marks = looked.marks.get(&p.id).unwrap_or(&none);
        BoardLine {
            id: p.id.to_string(),
            name: board.map(|b| b.name.clone()).unwrap_or_default(),
            copy: format!("{} / {}", p.copy_no, p.copies),
            code: p.code.grouped(),
            state: state.badge(closed || old),
            miss: state == State::Down && is_miss(p, revision.post_by, show.now),
            record: OnRecord::of(p, marks, revision.post_by, view, show),
            can_post: p.record.up.is_none() && !old && !closed,
            can_take_down: p.record.is_up(),
            old,
        }
    };
    let postings = looked.postings.iter();
    postings.filter(shown).map(line).collect()
}

/// When the sheets were printed, first and last.
pub(super) fn printed(looked: &Looked, view: &View, show: Dates) -> Vec<String> {
    let tell = |key, printed: &Printed| {
        let args = [
            ("at", show.near(printed.at)),
            ("who", printed.who.clone()),
            ("n", printed.sheets.to_string()),
        ];
        view.tell(key, &args)
    };
    let first = looked.printed_first.as_ref();
    let last = looked
        .printed_last
        .as_ref()
        .filter(|last| Some(*last) != first);
    let first = first.map(|printed| tell("posting-printed", printed));
    let last = last.map(|printed| tell("posting-printed-last", printed));
    first.into_iter().chain(last).collect()
}

pub(super) fn standing(
    view: &View,
    show: Dates,
    looked: &Looked,
    now: Moment,
) -> (String, &'static str) {
    let Some(revision) = looked
        .revision
        .as_ref()
        .filter(|r| r.withdrawn_at.is_none())
    else {
        return (String::new(), "");
    };
    let mine: Vec<Posting> = looked
        .postings
        .iter()
        .filter(|p| p.revision == revision.id)
        .cloned()
        .collect();
    let counted = Standing::of(&mine, revision.post_by, now);
    if is_closed(looked.row.stage) {
        let up = looked.postings.iter();
        let up = up.filter(|p| p.record.is_up());
        return match up.count() {
            0 => (String::new(), ""),
            n => (
                view.tell("notices-standing-hangs", &[("n", n.to_string())]),
                "late",
            ),
        };
    }
    let args = [
        ("posted", counted.posted.to_string()),
        ("boards", counted.boards.to_string()),
        ("missed", counted.missed.to_string()),
        ("up", counted.up.to_string()),
        ("left", show.left(revision.post_by)),
    ];
    if counted.missed > 0 {
        (view.tell("notices-standing-missed", &args), "late")
    } else if counted.posted == counted.boards {
        (view.tell("notices-standing-all", &args), "ok")
    } else {
        (view.tell("notices-standing-some", &args), "soon")
    }
}
