//! Proposing a place, and deciding about it.

use super::form::NewProposal;
use super::proposal::{Proposal, Verdict};
use super::store;
use crate::error::{Error, Refusal, Result};
use crate::organisation::change::places::{NewName, may_lie_in};
use crate::organisation::changing::places::is_free;
use crate::organisation::place::full_name;
use crate::organisation::service::{NewPlace, SPOTS_FROM, add_place};
use crate::organisation::store as places;
use crate::organisation::store::changes::places as rows;
use crate::organisation::ties::Ties;
use crate::organisation::{Place, PlaceId, PlaceKind};
use crate::people::Scope;
use crate::people::permission::{Allowed, ProposePlaces};
use crate::platform::audit;
use crate::platform::db::Tx;
use crate::platform::edits::Edits;
use crate::platform::seen::Seen;

/// Proposes a place in an open community: it is there from now on. The same form sent again finds
/// what the first one made.
pub(super) fn propose(
    tx: &mut Tx<'_>,
    by: &Allowed<ProposePlaces>,
    community: &PlaceId,
    new: &NewProposal,
) -> Result<PlaceId> {
    let community = places::community(tx, by.scope(), community)?;
    let tree = places::tree(tx, &community.id)?;
    let within = tree.iter().find(|p| p.id == new.within);
    let within = within.filter(|p| may_lie_in(PlaceKind::Spot, p.kind));
    let within = within.ok_or_else(|| Refusal::of_field("within", "form-choose"))?;
    let name = &new.called.name;
    let mut beside = tree
        .iter()
        .filter(|p| p.parent.as_ref() == Some(&within.id));
    if let Some(there) = beside.find(|p| p.name == *name) {
        let own = store::own_in(tx, &community.id, by.user())?;
        if own
            .iter()
            .any(|line| line.place.id == there.id && line.verdict.is_none())
        {
            return Ok(there.id.clone());
        }
        let taken = Refusal::of_field("spot", "places-name-taken").naming("name", name);
        return Err(taken.into());
    }
    let spot = NewPlace {
        office: &community.office,
        parent: Some(within),
        kind: PlaceKind::Spot,
        sort_key: SPOTS_FROM,
        name: name.clone(),
        name_en: new.called.name_en.clone(),
        homes: 0,
    };
    let spot = add_place(tx, spot)?;
    store::insert(tx, &spot, &new.remark)?;
    record(tx, "place.proposed", &spot, &new.remark)?;
    Ok(spot.id)
}

fn record(tx: &mut Tx<'_>, act: &str, place: &Place, detail: &str) -> Result<()> {
    audit::record(tx, act, &format!("place:{}", place.id), detail)
}

/// A proposal that nobody has decided about, as its page showed it.
fn undecided(tx: &mut Tx<'_>, scope: &Scope, id: &PlaceId, seen: Seen) -> Result<Proposal> {
    let proposal = store::proposal(tx, scope, id)?;
    if proposal.verdict.is_some() || !proposal.is_open || !seen.is(proposal.version) {
        return Err(Error::Conflict);
    }
    Ok(proposal)
}

/// Keeps it, under the name that it should have.
pub(super) fn accept(
    tx: &mut Tx<'_>,
    scope: &Scope,
    id: &PlaceId,
    seen: Seen,
    called: &NewName,
) -> Result<()> {
    let proposal = undecided(tx, scope, id, seen)?;
    let place = &proposal.place;
    is_free(tx, place, &called.name, None)?;
    let edits = Edits::default()
        .text("places-name", &place.name, &called.name)
        .text("places-name-en", &place.name_en, &called.name_en);
    if !edits.is_empty() {
        let now = rows::place(tx, scope, id)?;
        rows::name_place(tx, &now, called)?;
    }
    store::decide(tx, &proposal, Verdict::Accepted, "")?;
    record(tx, "place.proposal_accepted", place, &edits.written())
}

/// Where it belongs, and what goes there with it.
pub(super) struct Merging<'a> {
    pub(super) into: &'a PlaceId,
    pub(super) ties: &'a Ties,
}

/// Puts it together with a place that is there: what hangs on it hangs there from now on.
pub(super) fn merge(
    tx: &mut Tx<'_>,
    scope: &Scope,
    id: &PlaceId,
    seen: Seen,
    merging: &Merging<'_>,
) -> Result<()> {
    let proposal = undecided(tx, scope, id, seen)?;
    let place = &proposal.place;
    let tree = places::tree(tx, &place.community)?;
    let into = tree.iter().find(|p| p.id == *merging.into && p.id != *id);
    let into = into.ok_or_else(|| Refusal::of_field("into", "form-choose"))?;
    for go_along in &merging.ties.go_along {
        go_along(tx, place, into)?;
    }
    store::move_boards(tx, place, into)?;
    close(tx, place)?;
    let name = full_name(&tree, into);
    store::decide(tx, &proposal, Verdict::Merged, &name)?;
    record(tx, "place.proposal_merged", place, &name)?;
    let from = full_name(&tree, place);
    record(tx, "place.merged_in", into, &from)
}

/// Closes it: there is no such place. What was hung or written down there keeps its name.
pub(super) fn refuse(
    tx: &mut Tx<'_>,
    scope: &Scope,
    id: &PlaceId,
    seen: Seen,
    why: &str,
) -> Result<()> {
    let proposal = undecided(tx, scope, id, seen)?;
    close(tx, &proposal.place)?;
    store::decide(tx, &proposal, Verdict::Refused, why)?;
    record(tx, "place.proposal_refused", &proposal.place, why)
}

fn close(tx: &mut Tx<'_>, place: &Place) -> Result<()> {
    let now = tx.now();
    let at = rows::free_moment(tx, &place.community, now)?;
    rows::close(tx, place, at)
}
