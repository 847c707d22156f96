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

fn of_address(address: &str) -> Vec<Ask> {
    vec![
        Ask::hit(format!("complaint-attempts:{address}"), ATTEMPTS),
        Ask::hit(format!("complaint-day:{address}"), ATTEMPTS_A_DAY),
    ]
}

fn of_house() -> Ask {
    Ask::hit(HOUSE, HOUSE_A_DAY)
}

/// Looks whether a form would be taken in, before it is read: too many from one address are turned
/// away without a change. Nothing is counted yet: a form that is none of ours must not shut the door
/// on the neighbours who share its address.
pub(super) async fn look(db: &Db, address: &str) -> Result<Door> {
    let (mut asks, now) = (of_address(address), db.clock().now());
    asks.push(of_house());
    let full = db.read(move |conn| limits::look(conn, &asks, now)).await?;
    match full {
        None => Ok(Door::Open),
        Some(full) if full.bucket == HOUSE => Ok(Door::Full),
        Some(full) => Err(full.into()),
    }
}

/// Counts a form of ours that came back. Too many from one address are turned away; too many in the
/// house are told so.
pub(super) async fn knock(db: &Db, address: &str) -> Result<Door> {
    let own = of_address(address);
    db.write(System("complaints"), move |tx, _| {
        let mut asks = own.clone();
        asks.push(of_house());
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
