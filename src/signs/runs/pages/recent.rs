//! The runs made lately, as lines of a list.

use serde::Serialize;

use super::super::spec::Spec;
use super::super::store;
use crate::error::Result;
use crate::organisation::store as places;
use crate::people::Scope;
use crate::platform::dates::Dates;
use crate::platform::db::Conn;
use crate::platform::page::View;
use crate::platform::words::Lang;

/// Runs on the list.
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
    /// Signs in all.
    pub total: i32,
    /// Whether nothing more of it is printed.
    pub stopped: bool,
    /// When it was made.
    pub when: String,
}

/// The newest runs within reach.
pub fn lines(conn: &mut Conn, scope: &Scope, (view, show): (&View, Dates)) -> Result<Vec<RunLine>> {
    let mut lines = Vec::new();
    for run in store::newest(conn, scope, MOST)? {
        let spec: Spec = serde_json::from_str(&run.spec)?;
        let community = places::public_community(conn, &run.community)?;
        let english = show.lang == Lang::En;
        lines.push(RunLine {
            href: format!("/signs/runs/{}", run.id),
            title: title(&spec, view),
            community: if english {
                community.name_en
            } else {
                community.name
            },
            total: run.total,
            stopped: run.stopped_at.is_some(),
            when: show.near(run.created_at),
        });
    }
    Ok(lines)
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
