//! Many from one address or through one code wait for a second look; none is refused for it.

use chrono::Duration;

use super::service::Sending;
use crate::complaints::contact::Held;
use crate::error::Result;
use crate::platform::db::Tx;
use crate::platform::limits::{self, Ask, Limit};

const WINDOW: Duration = Duration::minutes(10);
/// More than this from one address is kept for a second look.
const FROM_ADDRESS: Limit = limit(20);
/// More than this through one code is kept for a second look.
const THROUGH_CODE: Limit = limit(10);

const fn limit(most: i64) -> Limit {
    Limit {
        most,
        window: WINDOW,
    }
}

/// Counts what is sent, and why it is kept for a second look, if it is; that counts as well.
pub(super) fn reason(tx: &mut Tx<'_>, sending: &Sending) -> Result<Option<Held>> {
    let from = format!("complaints-from:{}", sending.sender);
    let through = format!("complaints-through:{}", sending.here.row.code);
    let asks = [
        Ask::hit(from.clone(), FROM_ADDRESS),
        Ask::hit(through, THROUGH_CODE),
    ];
    let Err(full) = limits::take(tx, &asks)? else {
        return Ok(sending.is_trapped.then_some(Held::Trap));
    };
    let _counted = limits::count(tx, &asks)?;
    Ok(Some(if full.bucket == from {
        Held::Address
    } else {
        Held::Code
    }))
}
