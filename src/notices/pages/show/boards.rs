//! The boards of a notice: which sheet hangs where, and how many do.

use serde::Serialize;

use super::Looked;
use super::can::is_closed;
use crate::notices::lifecycle::Stage;
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
    /// The key of its state's word.
    pub state: &'static str,
    /// The look of its badge.
    pub look: &'static str,
    /// When it was hung or taken down.
    pub when: String,
    /// Whether it can be marked as hung.
    pub can_post: bool,
    /// Whether it can be marked as taken down.
    pub can_take_down: bool,
    /// Whether it carries an older text.
    pub old: bool,
}

pub(super) fn board_lines(looked: &Looked, show: Dates, now: Moment) -> Vec<BoardLine> {
    let Some(revision) = &looked.revision else {
        return Vec::new();
    };
    let closed = !matches!(looked.row.stage, Stage::Scheduled | Stage::Published);
    looked
        .postings
        .iter()
        .filter(|p| {
            p.revision == revision.id || (p.posted_at.is_some() && p.taken_down_at.is_none())
        })
        .map(|p| {
            let old = p.revision != revision.id || revision.withdrawn_at.is_some();
            let state = State::of(p, revision.post_by, now);
            let (key, look) = match state {
                State::Wanted | State::Missing if closed || old => ("posting-dropped", ""),
                State::Wanted | State::Missing | State::Up | State::UpLate | State::Down => {
                    state_words(state)
                }
            };
            let name = revision
                .announcement
                .boards
                .iter()
                .find(|b| b.id == p.board);
            BoardLine {
                id: p.id.to_string(),
                name: name.map(|b| b.name.clone()).unwrap_or_default(),
                copy: format!("{} / {}", p.copy_no, p.copies),
                code: p.code.grouped(),
                state: key,
                look,
                when: p
                    .taken_down_at
                    .or(p.posted_at)
                    .map(|at| show.near(at))
                    .unwrap_or_default(),
                can_post: p.posted_at.is_none() && !old && !closed,
                can_take_down: p.posted_at.is_some() && p.taken_down_at.is_none(),
                old,
            }
        })
        .collect()
}

/// The word and the look of a posting's state.
fn state_words(state: State) -> (&'static str, &'static str) {
    match state {
        State::Wanted => ("posting-wanted", ""),
        State::Missing => ("posting-missing", "bad"),
        State::Up => ("posting-up", "ok"),
        State::UpLate => ("posting-up-late", "bad"),
        State::Down => ("posting-down", ""),
    }
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
        let up = up.filter(|p| p.posted_at.is_some() && p.taken_down_at.is_none());
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
