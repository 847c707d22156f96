//! The boards of a notice: which sheet hangs where, and how many do.

use std::collections::BTreeMap;

use serde::Serialize;

use super::looked::Looked;
use crate::error::Result;
use crate::notices::ids::{NoticeId, RevisionId};
use crate::notices::lifecycle::Stage;
use crate::notices::postings::marks::Marks;
use crate::notices::postings::on_record::OnRecord;
use crate::notices::postings::record::AT_ONCE;
use crate::notices::postings::standing::{Badge, is_past_miss};
use crate::notices::postings::store::prints::{self, Printed};
use crate::notices::postings::{Posting, PostingId, Standing, State, store};
use crate::notices::store::revisions::{self, Revision};
use crate::platform::dates::Dates;
use crate::platform::db::Conn;
use crate::platform::page::View;

/// Whether nothing of the notice is to be hung any more.
pub(super) fn is_closed(stage: Stage) -> bool {
    matches!(stage, Stage::Superseded | Stage::Cancelled | Stage::Expired)
}

/// The sheets of a notice and all that is on record of them.
pub(super) struct Sheets {
    pub(super) postings: Vec<Posting>,
    marks: BTreeMap<PostingId, Marks>,
    texts: BTreeMap<RevisionId, Revision>,
    printed_first: Option<Printed>,
    printed_last: Option<Printed>,
}

impl Sheets {
    /// Of a notice, with the printings of its last text.
    pub(super) fn read(
        conn: &mut Conn,
        id: &NoticeId,
        revision: Option<&Revision>,
    ) -> Result<Self> {
        let postings = store::of_notice(conn, id)?;
        let ids: Vec<PostingId> = postings.iter().map(|p| p.id.clone()).collect();
        let texts = postings.iter().map(|p| p.revision.clone()).collect();
        let mut sheets = Self {
            marks: store::marks::of(conn, &ids)?,
            texts: revisions::these(conn, &texts)?,
            postings,
            printed_first: None,
            printed_last: None,
        };
        if let Some(revision) = revision {
            sheets.printed_first = prints::first(conn, &revision.id)?;
            sheets.printed_last = prints::last(conn, &revision.id)?;
        }
        Ok(sheets)
    }
}

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
    /// Whether it was hung too late or never, and need not hang any more.
    pub miss: bool,
    /// What is on record, and what one tap can undo.
    pub record: OnRecord,
    /// What comes next: `posted`, `taken-down`, or nothing.
    pub step: &'static str,
    /// Whether it carries an older text.
    pub old: bool,
    /// Whether it can be printed by itself.
    pub print: bool,
}

pub(super) fn board_lines(looked: &Looked, view: &View, show: Dates) -> Vec<BoardLine> {
    let Some(revision) = &looked.revision else {
        return Vec::new();
    };
    let closed = !matches!(looked.row.stage, Stage::Scheduled | Stage::Published);
    let until = looked.row.core.closed_at.unwrap_or(show.now);
    let none = Marks::default();
    let lately = |p: &&Posting| p.marked_at.is_some_and(|at| show.now.since(at) <= AT_ONCE);
    let shown = |p: &&Posting| p.revision == revision.id || p.record.is_up() || lately(p);
    let line = |p: &Posting| {
        let old = p.revision != revision.id || revision.withdrawn_at.is_some();
        // An older sheet is held against the text that stands on it.
        let text = looked.sheets.texts.get(&p.revision).unwrap_or(revision);
        let state = State::of(p, text.post_by, show.now);
        let mut boards = text.said.boards.iter();
        let board = boards.find(|b| b.id == p.board);
        let marks = looked.sheets.marks.get(&p.id).unwrap_or(&none);
        BoardLine {
            id: p.id.to_string(),
            name: board.map(|b| b.name.clone()).unwrap_or_default(),
            copy: format!("{} / {}", p.copy_no, p.copies),
            code: p.code.grouped(),
            state: state.badge(closed || old),
            miss: !old && is_past_miss(p, text.post_by, until, closed),
            record: OnRecord::of(p, marks, text.post_by, view, show),
            step: match &p.record.up {
                None if !old && !closed => "posted",
                Some(_) if p.record.is_up() => "taken-down",
                Some(_) | None => "",
            },
            old,
            print: !old && !closed,
        }
    };
    let postings = looked.sheets.postings.iter();
    postings.filter(shown).map(line).collect()
}

/// The boards that carry a sheet of the notice.
pub(super) fn hanging(looked: &Looked, view: &View) -> String {
    let up = looked.sheets.postings.iter().filter(|p| p.record.is_up());
    let name = |p: &Posting| {
        let text = looked.sheets.texts.get(&p.revision)?;
        let board = text.said.boards.iter().find(|b| b.id == p.board)?;
        Some(board.name.clone())
    };
    let names: Vec<String> = up.filter_map(name).collect();
    names.join(&view.say("notices-list-comma"))
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
    let first = looked.sheets.printed_first.as_ref();
    let last = looked
        .sheets
        .printed_last
        .as_ref()
        .filter(|last| Some(*last) != first);
    let first = first.map(|printed| tell("posting-printed", printed));
    let last = last.map(|printed| tell("posting-printed-last", printed));
    first.into_iter().chain(last).collect()
}

/// How a notice stands on its boards, in a sentence.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// 已贴 4 / 6 块,…; empty when there is nothing to tell.
    pub(super) text: String,
    /// ok, soon, late.
    pub(super) look: &'static str,
}

pub(super) fn standing(view: &View, show: Dates, looked: &Looked) -> Told {
    let in_force = looked.revision.as_ref();
    let Some(revision) = in_force.filter(|r| r.withdrawn_at.is_none()) else {
        return Told::default();
    };
    let mine: Vec<Posting> = looked
        .sheets
        .postings
        .iter()
        .filter(|p| p.revision == revision.id)
        .cloned()
        .collect();
    let until = looked.row.core.closed_at.unwrap_or(show.now);
    let counted = Standing::of(&mine, revision.post_by, until);
    if is_closed(looked.row.stage) {
        return closed_standing(view, looked, counted);
    }
    let args = [
        ("posted", counted.posted.to_string()),
        ("boards", counted.boards.to_string()),
        ("missed", counted.missed.to_string()),
        ("up", counted.up.to_string()),
        ("left", show.left(revision.post_by)),
    ];
    let told = |key, look| Told {
        text: view.tell(key, &args),
        look,
    };
    if counted.missed > 0 {
        told("notices-standing-missed", "late")
    } else if counted.posted == counted.boards {
        told("notices-standing-all", "ok")
    } else {
        told("notices-standing-some", "soon")
    }
}

/// What is left of a notice that is over: sheets to take down, and what was missed.
fn closed_standing(view: &View, looked: &Looked, counted: Standing) -> Told {
    let up = looked
        .sheets
        .postings
        .iter()
        .filter(|p| p.record.is_up())
        .count();
    let said = |key, n: usize| {
        let args = [("n", n.to_string()), ("boards", counted.boards.to_string())];
        (n > 0).then(|| view.tell(key, &args))
    };
    let hangs = said("notices-standing-hangs", up);
    let missed = said("notices-standing-was-missed", counted.missed);
    let told: Vec<String> = hangs.into_iter().chain(missed).collect();
    Told {
        look: if told.is_empty() { "" } else { "late" },
        text: told.join(" · "),
    }
}
