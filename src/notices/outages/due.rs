//! What is owed after outages: the word that they are over, and the apologies (QP7.3 §4.3.3).

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::Duration;

use super::kinds::{APOLOGY, OUTAGE};
use super::store::owed::{Unapologised, unapologised};
use super::store::{Unconfirmed, unconfirmed};
use crate::error::Result;
use crate::notices::lifecycle::Stage;
use crate::notices::room::Due;
use crate::people::{OfficeId, Scope};
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::rules;

/// Outages that ended and still want their apology, unless they were called off.
fn apologies(conn: &mut Conn, scope: &Scope, now: Moment) -> Result<Vec<Due>> {
    let rule = rules::current(conn, rules::codes::OUTAGE_APOLOGY, now)?;
    let all = unapologised(conn, scope)?;
    let mut due = Vec::new();
    for about in all.chunk_by(|one, next| one.outage == next.outage) {
        let told = about.iter().rfind(|n| n.kind == OUTAGE);
        let Some((told, ended_at)) = told.zip(told.and_then(|told| told.ended_at)) else {
            continue;
        };
        if !about.iter().any(is_called_off) {
            due.push(Due {
                what: "today-apologies",
                by: "today-apology-by",
                office: told.office.clone(),
                notice: told.id.clone(),
                step: "",
                title: told.title.clone(),
                until: ended_at + rule.hours(),
                more: 0,
            });
        }
    }
    Ok(due)
}

/// For so long each stop is asked about by itself; those of an office that are older stand in one
/// line, so that the new ones are seen.
const ASKED_EACH: Duration = Duration::days(7);

/// Stops whose expected end has passed, until somebody says when they ended: their pages say "not
/// confirmed" for as long.
fn ends(conn: &mut Conn, scope: &Scope, now: Moment) -> Result<Vec<Due>> {
    let mut old: BTreeMap<OfficeId, Due> = BTreeMap::new();
    let mut lately = Vec::new();
    for stop in unconfirmed(conn, scope, now)? {
        if stop.expected_end_at >= now - ASKED_EACH {
            lately.push(end(stop));
            continue;
        }
        match old.entry(stop.office.clone()) {
            Entry::Occupied(first) => first.into_mut().more += 1,
            Entry::Vacant(none) => {
                none.insert(end(stop));
            }
        }
    }
    lately.extend(old.into_values());
    Ok(lately)
}

/// What is owed after a stop whose end nobody has confirmed.
fn end(stop: Unconfirmed) -> Due {
    Due {
        what: "today-restore",
        by: "today-restore-by",
        office: stop.office,
        notice: stop.notice,
        step: "restored",
        title: stop.title,
        until: stop.expected_end_at,
        more: 0,
    }
}

/// What the offices owe after outages: the word that they are over, then the apology.
pub(super) fn after_outages(conn: &mut Conn, scope: &Scope, now: Moment) -> Result<Vec<Due>> {
    let mut due = ends(conn, scope, now)?;
    due.extend(apologies(conn, scope, now)?);
    Ok(due)
}

/// Whether it is out and calls off what the others told: about an outage, only such a notice is of
/// another kind.
fn is_called_off(about: &Unapologised) -> bool {
    let calls_off = about.kind != OUTAGE && about.kind != APOLOGY;
    calls_off && matches!(about.stage, Stage::Published | Stage::Expired)
}
