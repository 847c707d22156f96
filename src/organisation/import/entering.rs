//! Entering what a list adds, as a whole, and taking it back.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::index::At;
use super::kept::{Kept, State, Touched};
use super::plan::Plan;
use super::{ImportId, planning, store};
use crate::error::{Error, Refusal, Result};
use crate::organisation::store as places;
use crate::organisation::store::changes::places as rows;
use crate::organisation::ties::Ties;
use crate::organisation::{Place, PlaceId};
use crate::people::Scope;
use crate::platform::audit;
use crate::platform::db::{Conn, Tx};
use crate::platform::seen::Seen;

/// Enters what a list adds to its community: all of it, and exactly what its page showed.
/// `Conflict` when somebody else did, or when the community is another by now.
pub(super) fn enter(tx: &mut Tx<'_>, scope: &Scope, id: &ImportId, seen: Seen) -> Result<()> {
    let kept = store::kept(tx, scope, id)?;
    if kept.state() != State::Waiting || !seen.is(kept.version) {
        return Err(Error::Conflict);
    }
    if rows::place(tx, scope, &kept.community)?.closed_at.is_some() {
        return Err(Refusal::new("places-parent-closed").into());
    }
    let tree = places::tree(tx, &kept.community)?;
    let plan = planning::of(&kept.lines, &tree).map_err(first)?;
    if shown_of(&kept, &plan) != seen {
        return Err(Error::Conflict);
    }
    if plan.new.is_empty() {
        return Err(Refusal::new("import-nothing-new").into());
    }
    let added = add(tx, &tree, &plan)?;
    store::note_touched(tx, id, &added, &plan.counted)?;
    store::mark_entered(tx, &kept)?;
    let subject = format!("place:{}", kept.community);
    audit::record(tx, "places.imported", &subject, &added.len().to_string())
}

/// What the page of a list shows of it: its version, and how much it would add.
pub(super) fn shown_of(kept: &Kept, plan: &Plan) -> Seen {
    let new = i64::try_from(plan.new.len()).unwrap_or(i64::MAX);
    Seen::shown(kept.version, new)
}

fn first(faults: Vec<Refusal>) -> Error {
    let first = faults.into_iter().next();
    first.map_or(Error::Conflict, Error::from)
}

/// Writes down the places that a plan adds, and counts their homes in what they lie in.
fn add(tx: &mut Tx<'_>, tree: &[Place], plan: &Plan) -> Result<Vec<Place>> {
    let there: HashMap<&PlaceId, &Place> = tree.iter().map(|p| (&p.id, p)).collect();
    let mut added: Vec<Place> = Vec::with_capacity(plan.new.len());
    let mut counts: BTreeMap<&PlaceId, i32> = BTreeMap::new();
    for (new, homes) in plan.new.iter().zip(plan.totals()) {
        let parent = match &new.parent {
            At::There(id) => {
                *counts.entry(id).or_default() += homes;
                there.get(id).copied()
            }
            At::New(n) => added.get(*n),
        };
        let parent = parent.ok_or_else(|| Error::internal("a place that lies in none"))?;
        let id = PlaceId::new();
        let place = Place {
            office: parent.office.clone(),
            community: parent.community.clone(),
            parent: Some(parent.id.clone()),
            kind: new.kind,
            sort_key: new.sort_key,
            name: new.name.clone(),
            name_en: new.name_en.clone(),
            homes,
            path: format!("{}{id}/", parent.path),
            id,
        };
        places::insert_place(tx, &place)?;
        added.push(place);
    }
    for (id, fewer) in &plan.counted {
        *counts.entry(id).or_default() -= fewer;
    }
    for (id, homes) in counts {
        if let Some(place) = there.get(id).filter(|_| homes != 0) {
            places::add_homes(tx, &place.path, homes)?;
        }
    }
    Ok(added)
}

/// What keeps what a list added where it is.
pub(super) fn tied(
    conn: &mut Conn,
    ties: &Ties,
    kept: &Kept,
    touched: &[Touched],
) -> Result<Vec<Refusal>> {
    let open = touched.iter().filter(|one| one.added && one.is_open);
    let ids: Vec<PlaceId> = open.map(|one| one.place.id.clone()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let tree = places::tree(conn, &kept.community)?;
    let own: HashSet<&str> = ids.iter().map(PlaceId::as_str).collect();
    let is_foreign = |place: &&Place| {
        let around = || place.path.split('/').any(|id| own.contains(id));
        !own.contains(place.id.as_str()) && around()
    };
    let counts = [
        ("import-tied-places", tree.iter().filter(is_foreign).count()),
        (
            "import-tied-boards",
            usize::try_from(store::boards_on(conn, &ids)?).unwrap_or(usize::MAX),
        ),
    ];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let mut told: Vec<Refusal> = counts
        .map(|(key, count)| Refusal::new(key).naming("count", count.to_string()))
        .collect();
    let community = places::public_place(conn, &kept.community)?;
    told.extend(ties.of_places(conn, &community, &ids)?);
    Ok(told)
}

/// Takes back what a list added, while nothing hangs on it: it is closed, and homes are counted again
/// where they were.
pub(super) fn take_back(
    tx: &mut Tx<'_>,
    scope: &Scope,
    id: &ImportId,
    seen: Seen,
    ties: &Ties,
) -> Result<()> {
    let kept = store::kept(tx, scope, id)?;
    if kept.state() != State::Entered || !seen.is(kept.version) {
        return Err(Error::Conflict);
    }
    let touched = store::touched(tx, id)?;
    if let Some(refusal) = tied(tx, ties, &kept, &touched)?.into_iter().next() {
        return Err(refusal.into());
    }
    let now = tx.now();
    let at = rows::free_moment(tx, &kept.community, now)?;
    let open = touched.iter().filter(|one| one.is_open);
    let (added, counted): (Vec<&Touched>, Vec<&Touched>) = open.partition(|one| one.added);
    let ids: HashSet<&PlaceId> = added.iter().map(|one| &one.place.id).collect();
    let is_top = |one: &&&Touched| one.place.parent.as_ref().is_none_or(|id| !ids.contains(id));
    for Touched { place, .. } in added.iter().filter(is_top) {
        rows::close(tx, place, at)?;
        if let Some(above) = place.path.strip_suffix(&format!("{}/", place.id)) {
            places::add_homes(tx, above, -place.homes)?;
        }
    }
    for one in counted {
        places::add_homes(tx, &one.place.path, one.counted)?;
    }
    store::mark_taken_back(tx, &kept)?;
    let subject = format!("place:{}", kept.community);
    audit::record(
        tx,
        "places.import_taken_back",
        &subject,
        &added.len().to_string(),
    )
}
