//! Runs as lines of a list: those made lately, and those whose signs wait to be hung up.

use serde::Serialize;

use super::super::spec::Spec;
use super::super::store::{self, ListedRun};
use super::offer::paper_name;
use crate::error::Result;
use crate::organisation::store as places;
use crate::people::Scope;
use crate::platform::dates::Dates;
use crate::platform::db::Conn;
use crate::platform::page::View;
use crate::platform::words::Lang;
use crate::signs::register::store::{Far, far, waiting_runs};

/// Runs on a list.
const MOST: i64 = 8;

/// A run as a line.
#[derive(Debug, Clone, Serialize)]
pub struct RunLine {
    /// Its page.
    pub href: String,
    /// What it prints.
    pub title: String,
    /// Its community.
    pub community: String,
    /// Where its first sign goes.
    pub first: String,
    /// Signs in all.
    pub total: i32,
    /// Its paper.
    pub paper: String,
    /// Signs that went to the printer.
    pub printed: i64,
    /// Signs of these that wait to be hung up.
    pub waiting: i64,
    /// Whether nothing more of it is printed.
    pub stopped: bool,
    /// When it was made.
    pub when: String,
}

/// The newest runs within reach.
pub fn lines(conn: &mut Conn, scope: &Scope, reader: (&View, Dates)) -> Result<Vec<RunLine>> {
    let runs = store::newest(conn, scope, MOST)?;
    listed(conn, runs, reader)
}

/// The runs whose signs were printed and do not hang, the longest waiting first.
pub fn waiting(conn: &mut Conn, scope: &Scope, reader: (&View, Dates)) -> Result<Vec<RunLine>> {
    let ids = waiting_runs(conn, scope, MOST)?;
    let mut runs = store::these(conn, scope, &ids)?;
    runs.sort_by_key(|run| ids.iter().position(|id| *id == run.id));
    listed(conn, runs, reader)
}

fn listed(conn: &mut Conn, runs: Vec<ListedRun>, reader: (&View, Dates)) -> Result<Vec<RunLine>> {
    let ids: Vec<_> = runs.iter().map(|run| run.id.clone()).collect();
    let far = far(conn, &ids)?;
    let lines = runs.into_iter().zip(far);
    lines
        .map(|(run, (_, far))| line(conn, (run, far), reader))
        .collect()
}

fn line(
    conn: &mut Conn,
    (run, far): (ListedRun, Far),
    (view, show): (&View, Dates),
) -> Result<RunLine> {
    let spec: Spec = serde_json::from_str(&run.spec)?;
    let community = places::public_community(conn, &run.community)?;
    Ok(RunLine {
        href: format!("/signs/runs/{}", run.id),
        title: title(&spec, view),
        community: match show.lang {
            Lang::Zh => community.name,
            Lang::En => community.name_en,
        },
        first: run.first_at,
        total: run.total,
        paper: paper_name(view, &spec.paper),
        printed: far.printed,
        waiting: far.waiting,
        stopped: run.stopped_at.is_some(),
        when: show.near(run.created_at),
    })
}

/// What a run prints, for this reader.
pub fn title(spec: &Spec, view: &View) -> String {
    let words: Vec<String> = match view.lang {
        Lang::Zh => spec.shown.iter().map(|s| s.zh.join(" ")).collect(),
        Lang::En => spec.shown.iter().map(|s| s.en.clone()).collect(),
    };
    if words.is_empty() {
        view.say(&format!("runs-what-{}", spec.what).replace('_', "-"))
    } else {
        words.join(" + ")
    }
}
