//! How many forms strangers may send: from one address, and in the whole house. What is let in is
//! kept, so there is an end to words as there is one to photos.

use chrono::Duration;

use crate::error::Result;
use crate::platform::db::{Db, System};
use crate::platform::limits::{self, Ask, Limit};

/// More than this from one address is not looked at for a while.
const ATTEMPTS: Limit = Limit {
    most: 60,
    window: Duration::minutes(10),
};
/// Nor more than this on one day, though a whole building may share an address: one alone is a
/// tenth of the house's day.
const ATTEMPTS_A_DAY: Limit = a_day(2_000);
/// Forms in the whole house on one day, from whomever: far beyond an honest day of a company, and
/// no more than some 160 MB of words.
const HOUSE_A_DAY: Limit = a_day(20_000);
const HOUSE: &str = "complaints";

const fn a_day(most: i64) -> Limit {
    Limit {
        most,
        window: Duration::days(1),
    }
}

/// Whether the house takes another form in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Door {
    /// It does.
    Open,
    /// It has had as many as it takes on one day.
    Full,
}

/// Counts an attempt to send a form. Too many from one address are turned away, a flood of them
/// without a change; too many in the house are told so.
pub(super) async fn knock(db: &Db, address: String) -> Result<Door> {
    let own = [
        Ask::hit(format!("complaint-attempts:{address}"), ATTEMPTS),
        Ask::hit(format!("complaint-day:{address}"), ATTEMPTS_A_DAY),
    ];
    let (asked, now) = (own.clone(), db.clock().now());
    if let Some(full) = db.read(move |conn| limits::look(conn, &asked, now)).await? {
        return Err(full.into());
    }
    db.write(System("complaints"), move |tx, _| {
        let mut asks = own.to_vec();
        asks.push(Ask::hit(HOUSE, HOUSE_A_DAY));
        match limits::take(tx, &asks)? {
            Ok(_counted) => Ok(Door::Open),
            Err(full) if full.bucket == HOUSE => {
                let _counted = limits::take(tx, &own)??;
                Ok(Door::Full)
            }
            Err(full) => Err(full.into()),
        }
    })
    .await
}
