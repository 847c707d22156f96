//! Handing a community over.

use super::store;
use crate::error::{Error, Refusal, Result};
use crate::organisation::store as organisation;
use crate::organisation::store::changes::places as rows;
use crate::organisation::ties::{Handover, Ties};
use crate::organisation::{OfficeId, OfficeKind, PlaceId, PlaceKind};
use crate::people::Scope;
use crate::platform::audit;
use crate::platform::db::Tx;
use crate::platform::edits::Edits;
use crate::platform::seen::Seen;

/// Where it goes, and what goes along.
pub(super) struct Handing<'a> {
    pub(super) to: &'a OfficeId,
    pub(super) ties: &'a Ties,
}

/// Hands a community to another office with all that is open there; `Conflict` when it is another
/// than its page showed. One that is in that office already stays so.
pub(super) fn hand_over(
    tx: &mut Tx<'_>,
    scope: &Scope,
    id: &PlaceId,
    seen: Seen,
    handing: &Handing<'_>,
) -> Result<()> {
    let now = rows::place(tx, scope, id)?;
    if now.place.kind != PlaceKind::Community {
        return Err(Error::NotFound);
    }
    let to = handing.to;
    if now.place.office == *to {
        return Ok(());
    }
    let is_office = scope.reaches(to) && organisation::office_kind(tx, to)? == OfficeKind::Office;
    if !is_office {
        return Err(Refusal::of_field("office", "form-choose").into());
    }
    if !seen.is(now.version) {
        return Err(Error::Conflict);
    }
    let from = now.place.office.clone();
    let handover = Handover {
        community: &now.place,
        from: &from,
        to,
    };
    for hand in &handing.ties.hands {
        (hand.give)(tx, &handover)?;
    }
    store::note(tx, &handover)?;
    store::give(tx, &handover, now.version)?;
    let before = organisation::office(tx, &from)?.name;
    let after = organisation::office(tx, to)?.name;
    let edits = Edits::default().text("places-office", &before, &after);
    audit::record(
        tx,
        "community.handed_over",
        &format!("place:{id}"),
        &edits.written(),
    )
}
