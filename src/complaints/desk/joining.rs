//! Cases that are one matter: what was told of both stands in one of them, and comes apart again. A
//! contact keeps its number, which is that of the case it came with.

use super::service::as_shown;
use crate::complaints::case::{self, Case, CaseId};
use crate::complaints::contact::ContactId;
use crate::complaints::lifecycle::Look;
use crate::complaints::store::{cases, contacts};
use crate::complaints::story::{self, About, Act};
use crate::error::{Error, Refusal, Result};
use crate::people::permission::TakeComplaints;
use crate::people::{Allowed, Scope};
use crate::platform::db::{Conn, Tx};
use crate::platform::seen::Seen;

/// What was told of a case is told of another one from now on, which is named by its number. Who says
/// so has looked at it. `Conflict` when it changed since it was shown.
pub(super) fn join(
    tx: &mut Tx<'_>,
    by: &Allowed<TakeComplaints>,
    id: &CaseId,
    shown: Seen,
    number: &str,
) -> Result<()> {
    let case = as_shown(tx, by, id, shown)?;
    let into = meant(tx, by.scope(), &case, number)?;
    let look = Look {
        by: by.user().clone(),
        at: tx.now(),
    };
    let joined = if case.standing.look().is_none() {
        case.see(look)?
    } else {
        case
    };
    tell(tx, Act::Joined, &joined, &into)?;
    // Until both were held, the other one could still be joined with a third.
    let stands_there = contacts::numbered(tx, &into.office, &case::typed(number))?;
    if stands_there.and_then(|contact| contact.case_id) != Some(into.id.clone()) {
        return Err(Error::Conflict);
    }
    contacts::join(tx, &joined.id, &into.id)
}

/// The case that a number stands in now, of the same office and community.
fn meant(conn: &mut Conn, scope: &Scope, case: &Case, number: &str) -> Result<Case> {
    let refusal = |key| Refusal::of_field("same_as", key).naming("number", number);
    let found = contacts::numbered(conn, &case.office, &case::typed(number))?;
    let Some(of) = found.and_then(|contact| contact.case_id) else {
        return Err(refusal("complaints-join-unknown").into());
    };
    if of == case.id {
        return Err(refusal("complaints-join-itself").into());
    }
    let into = cases::load(conn, scope, &of)?;
    if into.community == case.community {
        Ok(into)
    } else {
        Err(refusal("complaints-join-community").into())
    }
}

/// A contact goes back to the case it came with.
pub(super) fn part(
    tx: &mut Tx<'_>,
    by: &Allowed<TakeComplaints>,
    id: &CaseId,
    shown: Seen,
    contact: &ContactId,
) -> Result<()> {
    let case = as_shown(tx, by, id, shown)?;
    let found = contacts::find(tx, by.scope(), contact)?;
    let came_along =
        found.filter(|one| one.case_id.as_ref() == Some(id) && one.number != case.number);
    let contact = came_along.ok_or(Error::NotFound)?;
    let own = cases::numbered(tx, &contact.office_id, &contact.number)?;
    tell(tx, Act::Parted, &case, &own)?;
    contacts::put_into(tx, &contact.id, &own.id)
}

/// Writes both cases down, and in the story of both what was done. The one with the lower id comes
/// first: of two clerks who join the same two the other way round, one waits for the other.
fn tell(tx: &mut Tx<'_>, act: Act, from: &Case, to: &Case) -> Result<()> {
    let said = format!("{} → {}", from.number, to.number);
    let mut both = [from, to];
    both.sort_by(|one, other| one.id.cmp(&other.id));
    for case in both {
        cases::save(tx, case)?;
    }
    for case in both {
        story::tell(tx, act, About::case(case).saying(&said))?;
    }
    Ok(())
}

/// Where a case stands that nothing was told of: its contact went along to that one.
pub(super) fn joined_into(conn: &mut Conn, scope: &Scope, id: &CaseId) -> Result<CaseId> {
    let case = cases::load(conn, scope, id)?;
    let contact = contacts::numbered(conn, &case.office, &case.number)?;
    contact
        .and_then(|contact| contact.case_id)
        .ok_or(Error::NotFound)
}
