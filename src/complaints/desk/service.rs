//! What the office does with a case.

use crate::complaints::case::CaseId;
use crate::complaints::lifecycle::Look;
use crate::complaints::store::cases;
use crate::complaints::story::{self, About, Act};
use crate::error::{Error, Result};
use crate::people::Allowed;
use crate::people::permission::TakeComplaints;
use crate::platform::db::Tx;
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
