//! What pages say about a sheet's record, and what one tap can do about it.

use serde::Serialize;

use super::Posting;
use super::marks::{Act, Mark, Marks};
use super::record::AT_ONCE;
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::page::View;

/// A sheet's record as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct OnRecord {
    /// The sheet's own page.
    pub href: String,
    /// Its code, to come back to.
    pub mark: String,
    /// How many marks there are: what a form about it saw.
    pub seen: i32,
    /// The key of the word for undoing the last mark; empty when it is too late for that.
    pub undo: &'static str,
    /// What holds, a sentence a mark.
    pub lines: Vec<String>,
}

/// A mark in the record.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// 昨天 15:00 张贴 · 王芳 今天 09:10 补登记：忘记登记.
    pub text: String,
    /// Whether it holds: no later mark took it back.
    pub holds: bool,
}

impl OnRecord {
    /// Of a posting with its marks.
    pub fn of(posting: &Posting, marks: &Marks, post_by: Moment, view: &View, show: Dates) -> Self {
        let held = marks.in_force();
        let told = held.iter().filter(|mark| is_told(mark, marks));
        let mut lines: Vec<String> = told.map(|mark| line(mark, marks, view, show)).collect();
        let hung = posting.record.up.as_ref();
        if hung.is_some_and(|hung| hung.said.at <= post_by && !hung.is_in_time(post_by)) {
            lines.push(view.say("posting-recorded-late"));
        }
        Self {
            href: format!("/postings/{}", posting.id),
            mark: posting.code.to_string(),
            seen: marks.count(),
            undo: undo(marks, show.now),
            lines,
        }
    }
}

/// The word for undoing the last mark, while that is a matter of one tap.
fn undo(marks: &Marks, now: Moment) -> &'static str {
    match marks.undoable(now).map(|mark| mark.act) {
        Some(Act::TakenBack) => "posting-redo",
        Some(_) => "posting-undo",
        None => "",
    }
}

/// A slip that was undone at once is told while it is the last word.
fn is_told(mark: &Mark, marks: &Marks) -> bool {
    mark.act != Act::TakenBack || mark.reason.is_some() || mark.no == marks.count()
}

/// Every mark, oldest first.
pub fn history(marks: &Marks, view: &View, show: Dates) -> Vec<Line> {
    let held = marks.in_force();
    let tell = |mark: &Mark| Line {
        text: line(mark, marks, view, show),
        holds: held.iter().any(|held| held.no == mark.no),
    };
    marks.0.iter().map(tell).collect()
}

/// What was written down after a form was shown that saw so many marks.
pub fn after(seen: i32, marks: &Marks, view: &View, show: Dates) -> Vec<String> {
    let after = marks.after(seen);
    after.map(|mark| line(mark, marks, view, show)).collect()
}

/// A mark as a sentence.
pub fn line(mark: &Mark, marks: &Marks, view: &View, show: Dates) -> String {
    let args = [
        ("at", show.near(mark.at.unwrap_or(mark.recorded_at))),
        ("who", mark.who.clone()),
        ("recorded", show.near(mark.recorded_at)),
    ];
    let line = view.tell(key(mark, marks), &args);
    match &mark.reason {
        Some(reason) => {
            let args = [("line", line), ("reason", reason.clone())];
            view.tell("posting-said-why", &args)
        }
        None => line,
    }
}

/// How soon after it was done something was written down.
enum Soon {
    AtOnce,
    Minutes,
    Late,
}

fn key(mark: &Mark, marks: &Marks) -> &'static str {
    let past = mark.at.map(|at| mark.recorded_at.since(at));
    let soon = match past.unwrap_or_default() {
        past if past.num_minutes() < 1 => Soon::AtOnce,
        past if past <= AT_ONCE => Soon::Minutes,
        _ => Soon::Late,
    };
    let wrong = mark.takes_back.and_then(|no| marks.get(no));
    match (mark.act, soon) {
        (Act::Posted, Soon::AtOnce) => "posting-said-posted",
        (Act::Posted, Soon::Minutes) => "posting-said-posted-soon",
        (Act::Posted, Soon::Late) => "posting-said-posted-later",
        (Act::TakenDown, Soon::AtOnce) => "posting-said-down",
        (Act::TakenDown, Soon::Minutes) => "posting-said-down-soon",
        (Act::TakenDown, Soon::Late) => "posting-said-down-later",
        (Act::PostedAt, _) => "posting-said-posted-at",
        (Act::TakenDownAt, _) => "posting-said-down-at",
        (Act::TakenBack, _) => match wrong.map(|wrong| wrong.act) {
            Some(Act::Posted) => "posting-said-not-posted",
            Some(Act::TakenDown) => "posting-said-not-down",
            Some(Act::PostedAt | Act::TakenDownAt | Act::TakenBack) | None => {
                "posting-said-restored"
            }
        },
    }
}
