//! How an outage goes on.

use super::store::{self, Course as Recorded};
use crate::error::Result;
use crate::notices::room::{At, Course, Line, State, Told};
use crate::platform::clock::Moment;
use crate::platform::db::Conn;

/// How the outages of these notices go on.
pub(super) fn of_outages(conn: &mut Conn, told: &[Told<'_>], now: Moment) -> Result<Vec<Course>> {
    let ids: Vec<_> = told.iter().filter_map(|t| t.row.record.clone()).collect();
    let recorded = store::courses(conn, &ids)?;
    let course = |told: &Told<'_>| {
        let id = told.row.record.as_ref();
        course(id.and_then(|id| recorded.get(id)), told, now)
    };
    Ok(told.iter().map(course).collect())
}

fn course(recorded: Option<&Recorded>, told: &Told<'_>, now: Moment) -> Course {
    let (clocks, core) = (told.said.clocks, &told.row.core);
    let says = |key, at| Some(Line { key, at });
    if let Some(ended) = recorded.and_then(|recorded| recorded.ended_at) {
        return Course {
            state: State::Restored,
            line: says("public-restored", Some(At::End(ended))),
        };
    }
    let since = recorded.and_then(Recorded::said_since);
    let until = since.as_ref().map(|since| since.until);
    match (clocks.begins, until.or(clocks.of_use_until)) {
        (Some(begins), _) if now < begins => Course {
            state: State::Ahead,
            line: None,
        },
        (_, Some(until)) if now <= until => Course {
            state: State::Now,
            line: match since {
                Some(_) => says("public-still", Some(At::End(until))),
                None => says("public-now", None),
            },
        },
        (_, Some(_)) => {
            // Nobody has said that it is over: what is known is as old as the last word.
            let published = core.published_at.or(core.approved_at);
            let word = since.map(|since| since.at).or(published);
            Course {
                state: State::Over,
                line: says("public-over", word.map(At::Point)),
            }
        }
        (_, None) => Course::default(),
    }
}
