//! Renaming, correcting, moving, closing places. A name can always be changed and a place always
//! be closed; where it lies and what is counted in it waits until nothing open hangs on it.

use super::super::change::places::{
    NewWithin, PlaceChange, PlaceNow, counts_homes, kinds_within, may_lie_in, order_of, own_homes,
};
use super::super::place::full_name;
use super::super::service::{NewPlace, add_place};
use super::super::store::changes::places as rows;
use super::super::ties::Ties;
use super::super::{Place, PlaceId, store};
use crate::error::{Error, Refusal, Result};
use crate::people::Scope;
use crate::platform::audit;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::platform::edits::Edits;
use crate::platform::seen::Seen;

/// What hangs on a place and on what is in it.
pub(in super::super) fn ties_of(
    conn: &mut Conn,
    ties: &Ties,
    within: &[PlaceNow],
) -> Result<Vec<Refusal>> {
    let Some(place) = within.iter().min_by_key(|now| now.place.path.len()) else {
        return Ok(Vec::new());
    };
    let community = store::public_place(conn, &place.place.community)?;
    let ids: Vec<PlaceId> = within.iter().map(|now| now.place.id.clone()).collect();
    ties.of_places(conn, &community, &ids)
}

/// What a form wants changed, and what may keep it from it.
pub(in super::super) struct Held<'a, T> {
    pub(in super::super) new: &'a T,
    pub(in super::super) ties: &'a Ties,
}

/// Changes a place as its form says; `Conflict` when somebody else did since it was shown. One that
/// is closed is counted nowhere: it is renamed, and stays where it is.
pub(in super::super) fn change(
    tx: &mut Tx<'_>,
    scope: &Scope,
    id: &PlaceId,
    seen: Seen,
    asked: &Held<'_, PlaceChange>,
) -> Result<()> {
    let Held { new, ties } = asked;
    let now = rows::place(tx, scope, id)?;
    let within = rows::within(tx, &now.place)?;
    let own = own_homes(&now.place, &within);
    let homes = new
        .homes
        .filter(|_| now.closed_at.is_none() && counts_homes(&now.place, &within))
        .unwrap_or(own);
    let wanted = new.parent.as_ref().filter(|_| now.closed_at.is_none());
    let parent = wanted_parent(tx, &now.place, wanted)?;
    let edits = edits(tx, &now.place, new, parent.as_ref())?.text(
        "places-homes",
        &own.to_string(),
        &homes.to_string(),
    );
    if edits.is_empty() {
        return Ok(());
    }
    if !seen.is(now.version) {
        return Err(Error::Conflict);
    }
    is_free(tx, &now.place, &new.called.name, parent.as_ref())?;
    if parent.is_some() || homes != own {
        let field = if parent.is_some() { "parent" } else { "homes" };
        untied(tx, ties, &within, field)?;
    }
    rows::name_place(tx, &now, &new.called)?;
    store::add_homes(tx, &now.place.path, homes - own)?;
    if let Some(parent) = &parent {
        let homes = now.place.homes + homes - own;
        move_into(tx, &now.place, parent, homes)?;
    }
    audit::record(
        tx,
        "place.changed",
        &format!("place:{id}"),
        &edits.written(),
    )
}

/// The open place that it should lie in from now on; nothing when it stays.
fn wanted_parent(
    tx: &mut Tx<'_>,
    place: &Place,
    wanted: Option<&PlaceId>,
) -> Result<Option<Place>> {
    let Some(wanted) = wanted.filter(|id| place.parent.as_ref() != Some(*id)) else {
        return Ok(None);
    };
    let tree = store::tree(tx, &place.community)?;
    let parent = tree.into_iter().find(|p| p.id == *wanted);
    let fits = |p: &Place| may_lie_in(place.kind, p.kind) && !place.contains(p);
    match parent.filter(fits) {
        Some(parent) => Ok(Some(parent)),
        None => Err(Refusal::of_field("parent", "form-choose").into()),
    }
}

fn edits(
    tx: &mut Tx<'_>,
    place: &Place,
    new: &PlaceChange,
    parent: Option<&Place>,
) -> Result<Edits> {
    let edits = Edits::default()
        .text("places-name", &place.name, &new.called.name)
        .text("places-name-en", &place.name_en, &new.called.name_en);
    let (Some(before), Some(after)) = (&place.parent, parent) else {
        return Ok(edits);
    };
    let before = store::public_place(tx, before)?;
    let named = |tx: &mut Tx<'_>, p: &Place| Ok::<_, Error>(full_name(&store::lineage(tx, p)?, p));
    let (before, after) = (named(tx, &before)?, named(tx, after)?);
    Ok(edits.text("places-parent", &before, &after))
}

/// No two open places beside each other have one name.
pub(in super::super) fn is_free(
    tx: &mut Tx<'_>,
    place: &Place,
    name: &str,
    parent: Option<&Place>,
) -> Result<()> {
    let beside = parent.map(|p| &p.id).or(place.parent.as_ref());
    let Some(beside) = beside else {
        return Ok(());
    };
    let tree = store::tree(tx, &place.community)?;
    let taken = tree
        .iter()
        .any(|p| p.parent.as_ref() == Some(beside) && p.id != place.id && p.name == name);
    if taken {
        let refusal = Refusal::of_field("name", "places-name-taken");
        return Err(refusal.naming("name", name).into());
    }
    Ok(())
}

/// Lets a change pass that waits until nothing open hangs there.
fn untied(tx: &mut Tx<'_>, ties: &Ties, within: &[PlaceNow], field: &'static str) -> Result<()> {
    match ties_of(tx, ties, within)?.into_iter().next() {
        Some(mut refusal) => {
            refusal.field = Some(field);
            Err(refusal.into())
        }
        None => Ok(()),
    }
}

fn move_into(tx: &mut Tx<'_>, place: &Place, parent: &Place, homes: i32) -> Result<()> {
    let above = |path: &str| {
        path.strip_suffix(&format!("{}/", place.id))
            .map(str::to_owned)
    };
    if let Some(left) = above(&place.path) {
        store::add_homes(tx, &left, -homes)?;
    }
    rows::move_place(tx, place, parent)?;
    store::add_homes(tx, &parent.path, homes)
}

/// Adds something in a place; `Refused` where there is one of that name.
pub(in super::super) fn add_within(
    tx: &mut Tx<'_>,
    scope: &Scope,
    id: &PlaceId,
    new: &NewWithin,
) -> Result<()> {
    let now = rows::place(tx, scope, id)?;
    if now.closed_at.is_some() || !kinds_within(now.place.kind).contains(&new.kind) {
        return Err(Refusal::of_field("kind", "form-choose").into());
    }
    let tree = store::tree(tx, &now.place.community)?;
    let beside = tree.iter().filter(|p| p.parent.as_ref() == Some(id));
    let siblings: Vec<&Place> = beside.collect();
    if siblings.iter().any(|p| p.name == new.called.name) {
        let refusal = Refusal::of_field("within", "places-name-taken");
        return Err(refusal.naming("name", &new.called.name).into());
    }
    let alike: Vec<&Place> = siblings
        .into_iter()
        .filter(|p| p.kind == new.kind)
        .collect();
    let place = NewPlace {
        office: &now.place.office,
        parent: Some(&now.place),
        kind: new.kind,
        sort_key: order_of(new, &alike),
        name: new.called.name.clone(),
        name_en: new.called.name_en.clone(),
        homes: new.homes,
    };
    add_place(tx, place)?;
    audit::record(tx, "place.added", &format!("place:{id}"), &new.called.name)
}

/// Closes a place with all that is in it: it leaves every choice and what must be served, and
/// what was printed keeps its name.
pub(in super::super) fn close(
    tx: &mut Tx<'_>,
    scope: &Scope,
    id: &PlaceId,
    on: &Closing,
) -> Result<()> {
    let now = rows::place(tx, scope, id)?;
    if now.closed_at.is_some() {
        return Ok(());
    }
    let at = rows::free_moment(tx, &now.place.community, on.at)?;
    rows::close(tx, &now.place, at)?;
    leave(tx, &now.place, -now.place.homes)?;
    audit::record(tx, "place.closed", &format!("place:{id}"), &on.said)
}

/// Since when a place is closed.
#[derive(Debug, Clone)]
pub(in super::super) struct Closing {
    pub(in super::super) at: Moment,
    /// The date as it is told.
    pub(in super::super) said: String,
}

/// Opens a place again that was closed, with what was closed together with it.
pub(in super::super) fn reopen(tx: &mut Tx<'_>, scope: &Scope, id: &PlaceId) -> Result<()> {
    let now = rows::place(tx, scope, id)?;
    let Some(at) = now.closed_at else {
        return Ok(());
    };
    if let Some(parent) = &now.place.parent
        && rows::place(tx, scope, parent)?.closed_at.is_some()
    {
        return Err(Refusal::new("places-parent-closed").into());
    }
    is_free(tx, &now.place, &now.place.name, None)?;
    rows::reopen(tx, &now.place, at)?;
    leave(tx, &now.place, now.place.homes)?;
    audit::record(tx, "place.reopened", &format!("place:{id}"), "")
}

/// Counts the homes of a place in what it lies in, or no more.
fn leave(tx: &mut Tx<'_>, place: &Place, homes: i32) -> Result<()> {
    match place.path.strip_suffix(&format!("{}/", place.id)) {
        Some(above) => store::add_homes(tx, above, homes),
        None => Ok(()),
    }
}
