//! How an outage goes on, and what can be done about it.

use super::actions;
use super::kinds::{APOLOGY, OUTAGE};
use super::store::{self, Course as Recorded};
use crate::error::Result;
use crate::notices::lifecycle::Stage;
use crate::notices::room::{Ask, AskedFor, Course, Known, Line, Offer, Offers, State, Told};
use crate::notices::store::{Row, about};
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
            line: says("public-restored", Some(ended)),
        };
    }
    match (clocks.begins, clocks.of_use_until) {
        (Some(begins), _) if now < begins => Course {
            state: State::Ahead,
            line: None,
        },
        (_, Some(until)) if now <= until => Course {
            state: State::Now,
            line: says("public-now", None),
        },
        (_, Some(_)) => Course {
            state: State::Over,
            // Nobody has said that it is over: what is known is as old as the last word.
            line: says("public-over", core.published_at.or(core.approved_at)),
        },
        (_, None) => Course::default(),
    }
}

const RESTORE: Offer = Offer {
    act: actions::RESTORED.act,
    to: "restored",
    button: "notices-restored-do",
    ask: Some(Ask {
        title: "notices-restored",
        hint: "notices-restored-hint",
        fields: &[
            AskedFor {
                name: "ended_date",
                label: "notices-date",
                of: "date",
            },
            AskedFor {
                name: "ended_time",
                label: "notices-time",
                of: "time",
            },
        ],
    }),
};

const APOLOGISE: Offer = Offer {
    act: actions::APOLOGISE.act,
    to: "apologise",
    button: "notices-apologise",
    ask: None,
};

/// What the page of a notice about an outage knows of it and offers: its end, then the apology.
pub(super) fn offers(conn: &mut Conn, row: &Row) -> Result<Offers> {
    let Some(id) = &row.record else {
        return Ok(Offers::default());
    };
    let Some(recorded) = store::course(conn, id)? else {
        return Ok(Offers::default());
    };
    let begun = |kind, stage| kind == APOLOGY && stage != Stage::Draft;
    let apologised = about(conn, id)?
        .into_iter()
        .any(|about| begun(about.kind, about.stage));
    let mut steps = Vec::new();
    let ended = recorded.ended_at.is_some();
    if row.kind == OUTAGE && !ended && matches!(row.stage, Stage::Published | Stage::Expired) {
        steps.push(RESTORE);
    }
    if row.kind == OUTAGE && ended && recorded.cause.ends_in_apology() && !apologised {
        steps.push(APOLOGISE);
    }
    Ok(Offers {
        known: known(row, &recorded).into_iter().collect(),
        steps,
        ended,
    })
}

/// When it ended, or should end. Until a notice that follows another is out, the record has the
/// end that was told before; of what was called off nothing ended.
fn known(row: &Row, recorded: &Recorded) -> Option<Known> {
    let is_its_own = match row.stage {
        Stage::Published | Stage::Expired => true,
        Stage::Scheduled => row.replaces.is_none(),
        Stage::Draft | Stage::InReview | Stage::Superseded | Stage::Cancelled => false,
    };
    let ended = recorded.ended_at.filter(|_| row.stage != Stage::Cancelled);
    match ended {
        Some(at) => Some(Known {
            key: "notices-fact-restored",
            at,
        }),
        None if is_its_own => Some(Known {
            key: "notices-fact-expected-end",
            at: recorded.expected_end_at,
        }),
        None => None,
    }
}
