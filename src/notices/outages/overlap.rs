//! Other stops at the same place and hours: told to whoever writes and whoever reviews, never
//! refused, for two works may well share a stop.

use super::facts::Outage;
use super::form::outage_of_form;
use super::kinds::OUTAGE;
use super::store;
use crate::error::Result;
use crate::notices::room::{Asked, Beside, Look};
use crate::notices::store::{Row, in_review};
use crate::organisation::PlaceId;
use crate::platform::db::Conn;

/// What else stops where and when this stop would: approved, or sent to review.
pub(super) fn beside(conn: &mut Conn, asked: &Asked<'_>, look: &Look) -> Result<Vec<Beside>> {
    let facts = look.paper.as_ref().map(|paper| paper.facts.read());
    let Some(outage) = facts.transpose()?.flatten() else {
        return Ok(Vec::new());
    };
    let mut beside = approved(conn, asked, &outage)?;
    for row in in_review(conn, &OUTAGE, &asked.ground.community.id)? {
        let other = outage_of_form(&row.draft.fields(), asked.ground);
        if !is_same(asked, &row) && other.is_some_and(|other| meet(asked, &outage, &other)) {
            beside.push(Beside {
                id: row.core.id,
                title: row.title,
            });
        }
    }
    Ok(beside)
}

fn approved(conn: &mut Conn, asked: &Asked<'_>, outage: &Outage) -> Result<Vec<Beside>> {
    let own = asked.row.and_then(|row| row.record.as_ref());
    let span = store::Span {
        community: &asked.ground.community.id,
        from: outage.starts_at,
        to: outage.ends_at,
    };
    let mut others = store::within(conn, &span)?;
    others.retain(|other| Some(&other.outage) != own);
    others.dedup_by(|next, one| next.outage == one.outage);
    let ids = others.iter().map(|other| other.outage.clone()).collect();
    let places = store::places_of(conn, ids)?;
    let meets = |other: &store::Within| {
        let at = places.get(&other.outage);
        at.is_some_and(|at| touch(asked, &outage.places, at))
    };
    let beside = others.into_iter().filter(meets).map(|other| Beside {
        id: other.notice,
        title: other.title,
    });
    Ok(beside.collect())
}

/// Whether a notice in review is this one, what this one follows, or what follows it.
fn is_same(asked: &Asked<'_>, other: &Row) -> bool {
    asked.row.is_some_and(|row| {
        let shared = row.record.is_some() && row.record == other.record;
        row.core.id == other.core.id || shared
    })
}

fn meet(asked: &Asked<'_>, one: &Outage, other: &Outage) -> bool {
    let hours = one.starts_at < other.ends_at && other.starts_at < one.ends_at;
    hours && touch(asked, &one.places, &other.places)
}

/// Whether a place of one lies in a place of the other.
fn touch(asked: &Asked<'_>, one: &[PlaceId], other: &[PlaceId]) -> bool {
    let of = |ids: &[PlaceId]| {
        let tree = asked.ground.tree.iter();
        let found = tree.filter(|place| ids.contains(&place.id));
        found.collect::<Vec<_>>()
    };
    let (one, other) = (of(one), of(other));
    one.iter().any(|a| {
        let mut others = other.iter();
        others.any(|b| a.contains(b) || b.contains(a))
    })
}
