//! What happened to a thing, as its page tells it: newest first, a page at a time, in the reader's
//! time, each under the name that its actor had then.
//!
//! A page reads `audit::newest(conn, subject, history::asked(view))`, puts it into words with
//! [`History::told`], and the component `history` draws it. Which page of it, the address says:
//! `?history=2`.

use serde::Serialize;

use super::audit::{self, Entry};
use super::dates::Dates;
use super::db::Conn;
use super::edits::Edits;
use super::page::View;
use super::paging::{Paged, Paging};
use super::seen::Seen;
use crate::error::Result;

/// The name in the address.
const ASKED: &str = "history";
/// Lines on a page.
const SIZE: u16 = 50;

/// A line of a history.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Happened {
    /// When.
    pub at: String,
    /// The name of who did it, as it was then.
    pub who: String,
    /// The key of the word for it.
    pub act: String,
    /// The remark, reason or number that went with it.
    pub detail: String,
    /// The address of what it made or came of; empty where there is none.
    pub href: String,
}

impl Happened {
    /// A line of the record as this reader reads it, with its detail as it was written down.
    pub fn of(entry: &Entry, view: &View, show: Dates) -> Self {
        Self {
            at: show.near(entry.at),
            who: Who::of(entry).told(view),
            act: format!("act-{}", entry.act.replace(['.', '_'], "-")),
            detail: entry.detail.clone(),
            href: String::new(),
        }
    }
}

/// Who did something, as it is written down.
pub struct Who<'a> {
    /// The id of a person, or `system:` and the name of a job.
    pub actor: &'a str,
    /// The name as it was then.
    pub name: &'a str,
    /// For whom, where it was not in their own place.
    pub principal: Option<&'a str>,
}

impl<'a> Who<'a> {
    /// Whom a line of the record names.
    pub fn of(entry: &'a Entry) -> Self {
        Self {
            actor: &entry.actor,
            name: &entry.actor_name,
            principal: entry.for_name.as_deref(),
        }
    }

    /// The name as this reader reads it.
    pub fn told(&self, view: &View) -> String {
        if self.actor.starts_with("system:") {
            return view.say("platform-by-itself");
        }
        match self.principal {
            Some(principal) => {
                let args = [
                    ("who", self.name.to_owned()),
                    ("principal", principal.to_owned()),
                ];
                view.tell("platform-for", &args)
            }
            None => self.name.to_owned(),
        }
    }
}

/// The page of a record that this reader asked for.
pub fn asked(view: &View) -> Paging {
    Paging::asked(SIZE, &view.query(ASKED))
}

/// A page of a history.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(transparent)]
pub struct History(Paged<Happened>);

impl History {
    /// A page of lines that a feature has put into words itself.
    pub fn of(lines: Paged<Happened>) -> Self {
        Self(lines)
    }

    /// A page of the record in words; `mend` puts what a feature wrote down as a detail into its
    /// own.
    pub fn told(
        record: Paged<Entry>,
        view: &View,
        show: Dates,
        mend: impl Fn(&Entry, &mut Happened),
    ) -> Self {
        Self(record.map(|entry| {
            let mut line = Happened::of(&entry, view, show);
            mend(&entry, &mut line);
            line
        }))
    }
}

/// What the page of a thing with edits reads of its record.
#[derive(Debug)]
pub struct Record {
    newest: Paged<Entry>,
    since: Vec<Entry>,
    lines: i64,
}

/// The same in words.
#[derive(Debug)]
pub struct Told {
    /// The page of it that was asked for.
    pub history: History,
    /// What others did since a form was shown that was sent now.
    pub since: Vec<Happened>,
}

impl Record {
    /// Reads it; `stale` is what a form had shown that came too late.
    pub fn read(
        conn: &mut Conn,
        subject: &str,
        asked: Paging,
        stale: Option<Seen>,
    ) -> Result<Self> {
        let since = match stale {
            Some(seen) => audit::after(conn, subject, seen.lines())?,
            None => Vec::new(),
        };
        Ok(Self {
            newest: audit::newest(conn, subject, asked)?,
            since,
            lines: audit::lines(conn, subject)?,
        })
    }

    /// What a form of the page carries, of a thing of this version.
    pub fn seen(&self, version: i64) -> Seen {
        Seen::shown(version, self.lines)
    }

    /// The record in this reader's words, edits field by field.
    pub fn told(self, view: &View, show: Dates) -> Told {
        let mend = |entry: &Entry, line: &mut Happened| {
            line.detail = Edits::told(&entry.detail, view);
        };
        let since = self.since.iter().map(|entry| {
            let mut line = Happened::of(entry, view, show);
            mend(entry, &mut line);
            line
        });
        Told {
            since: since.collect(),
            history: History::told(self.newest, view, show, mend),
        }
    }
}
