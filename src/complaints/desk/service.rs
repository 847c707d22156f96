//! What the office does with a case.

use crate::complaints::case::{Case, CaseId};
use crate::complaints::lifecycle::Look;
use crate::complaints::store::{cases, photos};
use crate::complaints::story::{self, About, Act};
use crate::error::{Error, Result};
use crate::people::Allowed;
use crate::people::permission::TakeComplaints;
use crate::platform::db::Tx;
use crate::platform::photos::PhotoId;
use crate::platform::seen::Seen;

/// Somebody of the office looks at a case; where somebody did, there is nothing left to do.
/// `Conflict` when it changed in another way since it was shown.
pub fn see(tx: &mut Tx<'_>, by: &Allowed<TakeComplaints>, id: &CaseId, shown: Seen) -> Result<()> {
    let case = cases::load(tx, by.scope(), id)?;
    if case.standing.look().is_some() {
        return Ok(());
    }
    if !shown.is(case.version) {
        return Err(Error::Conflict);
    }
    let look = Look {
        by: by.user().clone(),
        at: tx.now(),
    };
    let case = case.see(look)?;
    cases::save(tx, &case)?;
    story::tell(tx, Act::Seen, About::case(&case))
}

/// The case as a form showed it; `Conflict` when it changed since.
pub(super) fn as_shown(
    tx: &mut Tx<'_>,
    by: &Allowed<TakeComplaints>,
    id: &CaseId,
    shown: Seen,
) -> Result<Case> {
    let case = cases::load(tx, by.scope(), id)?;
    if shown.is(case.version) {
        Ok(case)
    } else {
        Err(Error::Conflict)
    }
}

/// Takes the look at a case back: it is new to the office again. Where nobody has looked at it,
/// there is nothing left to do.
pub(super) fn unsee(
    tx: &mut Tx<'_>,
    by: &Allowed<TakeComplaints>,
    id: &CaseId,
    shown: Seen,
) -> Result<()> {
    if cases::load(tx, by.scope(), id)?.standing.look().is_none() {
        return Ok(());
    }
    let now = tx.now();
    let case = as_shown(tx, by, id, shown)?.unsee(now)?;
    cases::save(tx, &case)?;
    story::tell(tx, Act::Unseen, About::case(&case))
}

/// Adds what the office knows to a case; what was told stays as it was told.
pub(super) fn note(
    tx: &mut Tx<'_>,
    by: &Allowed<TakeComplaints>,
    id: &CaseId,
    shown: Seen,
    note: &str,
) -> Result<()> {
    let case = as_shown(tx, by, id, shown)?;
    cases::save(tx, &case)?;
    story::tell(tx, Act::Noted, About::case(&case).saying(note))
}

/// A photo that is to go, and why.
#[derive(Debug)]
pub(super) struct Removal {
    pub(super) photo: PhotoId,
    pub(super) reason: String,
}

/// Deletes one photo of a case. Its file belongs to nothing from then on.
pub(super) fn remove_photo(
    tx: &mut Tx<'_>,
    by: &Allowed<TakeComplaints>,
    id: &CaseId,
    shown: Seen,
    removal: &Removal,
) -> Result<()> {
    let case = as_shown(tx, by, id, shown)?;
    let photo = photos::one(tx, by.scope(), id, &removal.photo)?;
    cases::save(tx, &case)?;
    photos::remove(tx, &photo)?;
    let about = About::case(&case).saying(&removal.reason);
    story::tell(tx, Act::PhotoRemoved, about)
}
