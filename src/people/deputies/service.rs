//! Naming a deputy, and ending it before its last day.

use super::form::NewDeputy;
use super::{DeputyId, store};
use crate::error::{Error, Refusal, Result};
use crate::people::permission::Anyone;
use crate::people::signed_in::OfficeName;
use crate::platform::audit;
use crate::platform::db::Tx;

/// Names somebody of the same office, one for each day.
pub(super) fn name(tx: &mut Tx<'_>, by: &Anyone, new: &NewDeputy, said: &str) -> Result<()> {
    let who = &by.0;
    let office = OfficeName {
        id: who.office.clone(),
        name: who.office_name.clone(),
    };
    let colleagues = store::colleagues(tx, &who.user, &office.id)?;
    let deputy = colleagues.iter().find(|one| one.user == new.deputy);
    let deputy = deputy.ok_or_else(|| Refusal::of_field("deputy", "form-choose"))?;
    if store::overlaps(tx, &who.user, &office, new)? {
        return Err(Refusal::of_field("from", "deputies-one").into());
    }
    store::insert(tx, &who.user, &office, new)?;
    let detail = format!("{}：{said}", deputy.name);
    audit::record(
        tx,
        "account.deputy_named",
        &format!("user:{}", who.user),
        &detail,
    )
}

/// Ends it at once, by either of the two.
pub(super) fn end(tx: &mut Tx<'_>, by: &Anyone, id: &DeputyId) -> Result<()> {
    let who = &by.0;
    let spans = store::spans_of(tx, &who.user)?;
    let span = spans.iter().find(|span| span.id == *id);
    let span = span.ok_or(Error::NotFound)?;
    if store::end(tx, &who.user, id)? == 0 {
        return Ok(());
    }
    let subject = format!("user:{}", span.user);
    audit::record(tx, "account.deputy_ended", &subject, &span.deputy_name)
}
