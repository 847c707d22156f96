//! Changing the company and its offices: next papers show it, what is printed keeps what it says.

pub(super) mod boards;
pub(super) mod places;

use super::service::NewOffice;
use super::store::changes as store;
use super::{Company, OfficeId, change, marks};
use crate::error::Result;
use crate::people::Scope;
use crate::platform::audit;
use crate::platform::db::Tx;
use crate::platform::outbox;
use crate::platform::seen::Seen;

/// Changes what an office is called and how it is reached; `Conflict` when somebody else did since
/// the form was shown.
pub fn change_office(
    tx: &mut Tx<'_>,
    scope: &Scope,
    id: &OfficeId,
    seen: Seen,
    new: &NewOffice,
) -> Result<()> {
    let now = store::office(tx, scope, id)?;
    let edits = change::edits_of_office(&now.thing, new);
    if now.wants(&edits, seen)? {
        marks::check(tx, id, new.mark.as_deref())?;
        store::update_office(tx, id, now.version, new)?;
        let both = now.thing.email.as_deref().zip(new.email.as_deref());
        if let Some((from, to)) = both.filter(|(from, to)| from != to) {
            outbox::readdress(tx, id.as_str(), from, to)?;
        }
        audit::record(
            tx,
            "office.changed",
            &format!("office:{id}"),
            &edits.written(),
        )?;
    }
    Ok(())
}

/// Changes what the company is called; `Conflict` when somebody else did since the form was shown.
pub fn change_company(tx: &mut Tx<'_>, seen: Seen, new: &Company) -> Result<()> {
    let now = store::company(tx)?;
    let edits = change::edits_of_company(&now.thing, new);
    if now.wants(&edits, seen)? {
        marks::check_company(tx, &new.short_name)?;
        store::update_company(tx, now.version, new)?;
        audit::record(tx, "company.changed", COMPANY, &edits.written())?;
    }
    Ok(())
}

/// The company in the record.
pub(super) const COMPANY: &str = "company:";
