//! How many bytes of strangers' photos are kept on one day. What people write is always taken:
//! only its photos are left aside when their room is used up.

use chrono::Duration;

use super::counter::Counter;
use crate::codes::Code;
use crate::error::Result;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::platform::limits::{self, Ask, Limit};
use crate::platform::photos::MAX_KEPT;

/// From one address: 37 complaints with four of the largest photos, or some 240 photos as phones
/// send them. A whole building may share one.
const FROM_ADDRESS: i64 = 60_000_000;
/// Through one code, from whomever: twice as much, so that no single address uses up a sign.
const THROUGH_CODE: i64 = 120_000_000;

/// The room there is for the photos of one form.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    /// The sender's address as a bucket of limits.
    pub(super) address: String,
    /// The code the form belongs to.
    pub(super) code: Code,
    /// Bytes in the whole house.
    pub(super) daily: i64,
}

impl Budget {
    /// The room for what comes to the form of a code from this caller.
    pub(super) fn of(counter: &Counter, code: &Code) -> Self {
        Self {
            address: counter.client.bucket(),
            code: code.clone(),
            daily: counter.daily,
        }
    }

    fn asks(&self, bytes: i64) -> [Ask; 3] {
        let of = |bucket: String, most| Ask {
            bucket,
            amount: bytes,
            limit: Limit {
                most,
                window: Duration::days(1),
            },
        };
        [
            of(format!("photos-from:{}", self.address), FROM_ADDRESS),
            of(format!("photos-through:{}", self.code), THROUGH_CODE),
            of("photos".to_owned(), self.daily),
        ]
    }

    /// Whether another photo may find room; if not, none is opened.
    pub(super) fn is_open(&self, conn: &mut Conn, now: Moment) -> Result<bool> {
        let largest = i64::try_from(MAX_KEPT).unwrap_or(i64::MAX);
        Ok(limits::look(conn, &self.asks(largest), now)?.is_none())
    }

    /// Counts a photo of so many bytes, if there is room for it.
    pub(super) fn take(&self, tx: &mut Tx<'_>, bytes: usize) -> Result<bool> {
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        Ok(limits::take(tx, &self.asks(bytes))?.is_ok())
    }
}
