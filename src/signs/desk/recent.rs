//! Runs as lines of a list: those made lately, and those whose signs wait to be hung up.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::organisation::{Place, PlaceId, store as places};
use crate::people::Scope;
use crate::platform::dates::Dates;
use crate::platform::db::Conn;
use crate::platform::page::View;
use crate::platform::words::Lang;
use crate::signs::register::entry::RunId;
use crate::signs::register::store::{Far, far, waiting_runs};
use crate::signs::runs::pages::offer::{paper_name, title};
use crate::signs::runs::spec::Spec;
use crate::signs::runs::store::{self, ListedRun};

/// Runs on the list of the latest.
const MOST: i64 = 8;
/// Waiting runs that are shown; the register has the rest.
const SHOWN: usize = 8;

/// A run as a line.
#[derive(Debug, Clone, Serialize)]
pub struct RunLine {
    /// The run.
    pub id: RunId,
    /// Its page.
    pub href: String,
    /// What it prints.
    pub title: String,
    /// Its community.
    pub community: String,
    /// Where its first sign goes; empty for a run of an older program.
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
pub fn lines(conn: &mut Conn, scope: &Scope, view: &View, show: Dates) -> Result<Vec<RunLine>> {
    let runs = store::newest(conn, scope, MOST)?;
    listed(conn, runs, view, show)
}

/// Runs whose signs were printed and do not hang.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Waiting {
    /// The latest of them.
    pub lines: Vec<RunLine>,
    /// How many there are.
    pub count: usize,
}

/// The runs whose signs were printed and do not hang, the latest first.
pub fn waiting(conn: &mut Conn, scope: &Scope, view: &View, show: Dates) -> Result<Waiting> {
    let ids = waiting_runs(conn, scope)?;
    let shown: Vec<RunId> = ids.iter().take(SHOWN).cloned().collect();
    let mut runs = store::these(conn, scope, &shown)?;
    runs.sort_by_key(|run| shown.iter().position(|id| *id == run.id));
    Ok(Waiting {
        lines: listed(conn, runs, view, show)?,
        count: ids.len(),
    })
}

/// A run within reach, of which alone the register is shown.
pub fn one(
    conn: &mut Conn,
    scope: &Scope,
    id: &RunId,
    view: &View,
    show: Dates,
) -> Result<RunLine> {
    let runs = store::these(conn, scope, std::slice::from_ref(id))?;
    let lines = listed(conn, runs, view, show)?;
    lines.into_iter().next().ok_or(Error::NotFound)
}

fn listed(conn: &mut Conn, runs: Vec<ListedRun>, view: &View, show: Dates) -> Result<Vec<RunLine>> {
    let ids: Vec<RunId> = runs.iter().map(|run| run.id.clone()).collect();
    let far = far(conn, &ids)?;
    let here: Vec<PlaceId> = runs.iter().map(|run| run.community_id.clone()).collect();
    let communities = places::lineages(conn, &here)?;
    let line = |run: ListedRun| {
        let community = communities
            .iter()
            .find(|place| place.id == run.community_id);
        let far = far.get(&run.id).copied().unwrap_or_default();
        line(run, far, community.ok_or(Error::NotFound)?, view, show)
    };
    runs.into_iter().map(line).collect()
}

fn line(run: ListedRun, far: Far, community: &Place, view: &View, show: Dates) -> Result<RunLine> {
    let spec: Spec = Spec::read(run.spec_version, &run.spec)?;
    let (community, first) = match show.lang {
        Lang::Zh => (&community.name, run.first_at),
        Lang::En => (&community.name_en, run.first_at_en),
    };
    Ok(RunLine {
        href: format!("/signs/runs/{}", run.id),
        id: run.id,
        title: title(&spec, view),
        community: community.clone(),
        first,
        total: run.total,
        paper: paper_name(view, spec.paper),
        printed: far.printed,
        waiting: far.waiting,
        stopped: run.stopped_at.is_some(),
        when: show.near(run.created_at),
    })
}
