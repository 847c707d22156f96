//! What the register asks somebody to do today.

use chrono::{Duration, NaiveDate};

use serde::Serialize;

use super::entry::Entry;
use super::gallery::{Gallery, fault_key};
use super::store;
use crate::codes::Code;
use crate::codes::store::scans::{self, Silence};
use crate::error::Result;
use crate::people::{OfficeId, Scope};
use crate::platform::dates::Dates;
use crate::platform::db::Conn;
use crate::rules;

/// Lines of each list that the page of today shows.
const SHOWN: i64 = 8;
/// Unknown codes older than this are no news.
const UNKNOWN_FOR: Duration = Duration::days(30);

/// One thing to see to.
#[derive(Debug, Clone, Serialize)]
pub struct Task {
    /// Where it is seen to.
    pub href: String,
    /// What it is.
    pub title: String,
    /// Where.
    pub place: String,
    /// The key of what is the matter; empty where the note says it.
    pub key: &'static str,
    /// Since when, or by when.
    pub note: String,
}

/// What the register asks for.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Tasks {
    /// Signs that are damaged or gone.
    pub faults: Vec<Task>,
    /// How many those are.
    pub faults_count: i64,
    /// Signs whose look is overdue.
    pub overdue: Vec<Task>,
    /// How many those are.
    pub overdue_count: i64,
    /// Busy signs that nobody scans any more.
    pub silent: Vec<Silenced>,
    /// Codes that were scanned though nobody gave them out.
    pub unknown: Vec<Stranger>,
}

impl Tasks {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.faults.is_empty()
            && self.overdue.is_empty()
            && self.silent.is_empty()
            && self.unknown.is_empty()
    }
}

/// A busy sign that fell silent.
#[derive(Debug, Clone, Serialize)]
pub struct Silenced {
    /// The sign.
    #[serde(flatten)]
    pub task: Task,
    /// Scans before the silence.
    pub scans: i64,
    /// Days of silence.
    pub days: i64,
}

/// A code that was scanned though nobody gave it out.
#[derive(Debug, Clone, Serialize)]
pub struct Stranger {
    /// The code.
    pub code: String,
    /// The same in groups.
    pub grouped: String,
    /// Scans that nobody has looked into.
    pub scans: i64,
    /// The day of the last.
    pub last: String,
}

/// A code that was scanned though nobody gave it out, and that somebody of the office looked into.
#[derive(Debug, Clone, Serialize)]
pub struct Settled {
    /// The code.
    pub code: String,
    /// The same in groups.
    pub grouped: String,
    /// When she wrote that down.
    pub at: String,
    /// What was done.
    pub remark: String,
}

/// Everything the register asks for today in these offices; unknown codes wait for each office by
/// itself, so for the reader's own.
pub fn today(conn: &mut Conn, scope: &Scope, own: &OfficeId, show: Dates) -> Result<Tasks> {
    let faults = store::faults(conn, scope, SHOWN)?;
    let overdue = store::due(conn, scope, show.now, SHOWN)?;
    Ok(Tasks {
        overdue_count: store::count_due(conn, scope, show.now)?,
        faults_count: store::count_faults(conn, scope)?,
        faults: tasks(conn, &faults, show, since)?,
        overdue: tasks(conn, &overdue, show, due)?,
        silent: silent(conn, scope, show)?,
        unknown: unknown(conn, own, show)?,
    })
}

fn tasks(
    conn: &mut Conn,
    entries: &[Entry],
    show: Dates,
    about: fn(&Entry, Dates) -> About,
) -> Result<Vec<Task>> {
    let gallery = Gallery::of(conn, entries)?;
    let task = |entry: &Entry| {
        let About { key, note } = about(entry, show);
        Task {
            href: entry.href(),
            title: gallery.title(entry, show.lang),
            place: gallery.place(entry, show.lang),
            key,
            note,
        }
    };
    Ok(entries.iter().map(task).collect())
}

/// What is to be said of an entry.
struct About {
    key: &'static str,
    note: String,
}

fn since(entry: &Entry, show: Dates) -> About {
    let seen = entry.inspected.as_ref();
    let at = seen.map(|mark| show.near(mark.at));
    About {
        key: fault_key(entry),
        note: at.unwrap_or_default(),
    }
}

fn due(entry: &Entry, show: Dates) -> About {
    let at = entry.due_at();
    About {
        key: "",
        note: at.map(|at| show.left(at)).unwrap_or_default(),
    }
}

/// Busy signs that nobody has scanned for long, and that nobody has looked at since.
pub fn silent(conn: &mut Conn, scope: &Scope, show: Dates) -> Result<Vec<Silenced>> {
    let what = Silence {
        busy: rules::current(conn, rules::codes::SIGN_BUSY, show.now)?.value,
        days: rules::current(conn, rules::codes::SIGN_SILENT, show.now)?.value,
        today: show.today(),
    };
    let quiet = scans::silent(conn, scope, what)?;
    let codes: Vec<Code> = quiet.iter().map(|q| q.code.clone()).collect();
    let looked_at = |entry: &Entry| {
        let seen = entry.inspected.as_ref();
        seen.is_some_and(|mark| (what.today - mark.at.date_in(show.zone)).num_days() < what.days)
    };
    let mut entries = store::hanging(conn, scope, &codes)?;
    // Copies of a stop fall silent when they come down.
    entries.retain(|entry| entry.batch().is_none() && !looked_at(entry));
    let gallery = Gallery::of(conn, &entries)?;
    let line = |q: &scans::Silent| {
        let entry = entries.iter().find(|entry| entry.code == q.code)?;
        Some(Silenced {
            task: Task {
                href: entry.href(),
                title: gallery.title(entry, show.lang),
                place: gallery.place(entry, show.lang),
                key: "",
                note: show.date_on(q.last),
            },
            scans: q.scans,
            days: (what.today - q.last).num_days(),
        })
    };
    Ok(quiet.iter().filter_map(line).collect())
}

/// The codes that were scanned though nobody gave them out: perhaps somebody stuck them over ours.
pub fn unknown(conn: &mut Conn, office: &OfficeId, show: Dates) -> Result<Vec<Stranger>> {
    let from: NaiveDate = show.today() - UNKNOWN_FOR;
    let found = scans::unknown(conn, office, from)?;
    let line = |unknown: scans::Unknown| Stranger {
        grouped: unknown.code.grouped(),
        code: unknown.code.to_string(),
        scans: unknown.scans,
        last: show.date_on(unknown.last),
    };
    Ok(found.into_iter().map(line).collect())
}

/// Those of them that somebody of the office looked into.
pub fn settled(conn: &mut Conn, office: &OfficeId, show: Dates) -> Result<Vec<Settled>> {
    let found = scans::settled(conn, office, show.today() - UNKNOWN_FOR)?;
    let line = |settled: scans::Settled| Settled {
        grouped: settled.code.grouped(),
        code: settled.code.to_string(),
        at: show.near(settled.at),
        remark: settled.remark,
    };
    Ok(found.into_iter().map(line).collect())
}
