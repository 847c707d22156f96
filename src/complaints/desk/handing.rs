//! What a community's office was told of goes along to another office, with the mails that tell of it.

use super::address::url;
use crate::complaints::store::handing;
use crate::error::Result;
use crate::organisation::ties::Handover;
use crate::platform::db::Tx;
use crate::platform::outbox;

/// Gives contacts and cases with their mails to the office that has charge from now on.
pub fn hand_over(tx: &mut Tx<'_>, handover: &Handover<'_>) -> Result<()> {
    let cases = handing::cases_in(tx, handover)?;
    let pages: Vec<String> = cases.iter().map(url).collect();
    outbox::give(tx, &pages, handover.to.as_str())?;
    handing::hand_over(tx, handover)
}
