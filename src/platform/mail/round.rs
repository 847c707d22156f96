//! One round of the postman: everything that is due leaves, several at a time.

use futures_util::future::try_join_all;

use super::{Failure, Mailer};
use crate::error::Result;
use crate::platform::db::Db;
use crate::platform::outbox::{self, Claimed, Settled};

/// Parcels taken at one time by each hand: few enough to be done before the lease ends.
const HANDFUL: i64 = 8;

/// Sends what is due and returns how many parcels were settled.
///
/// When the relay is down the round ends: what was not tried waits untouched.
pub async fn deliver_due(db: &Db, mailer: &Mailer, owner: &str) -> Result<usize> {
    let hands = (0..mailer.width()).map(|hand| {
        let owner = format!("{owner}/{hand}");
        async move { one_hand(db, mailer, &owner).await }
    });
    Ok(try_join_all(hands).await?.into_iter().sum())
}

async fn one_hand(db: &Db, mailer: &Mailer, owner: &str) -> Result<usize> {
    let mut settled = 0;
    loop {
        let parcels = outbox::claim(db, owner, HANDFUL).await?;
        if parcels.is_empty() {
            return Ok(settled);
        }
        let mut down = false;
        for parcel in parcels {
            if down || !parcel.leaves_time(db.clock().now()) {
                outbox::release(db, parcel).await?;
                continue;
            }
            let (outcome, relay_is_down) = deliver(mailer, &parcel).await;
            down = relay_is_down;
            settled += usize::from(outbox::settle(db, parcel, outcome).await?);
        }
        if down {
            return Ok(settled);
        }
    }
}

async fn deliver(mailer: &Mailer, parcel: &Claimed) -> (Settled, bool) {
    let sent = match &parcel.letter {
        Ok(letter) => mailer.send(&parcel.id, letter, parcel.created_at).await,
        Err(why) => Err(Failure::Refused(why.clone())),
    };
    match sent {
        Ok(()) => (Settled::Sent, false),
        Err(Failure::Refused(why)) => (Settled::Refused(why), false),
        Err(Failure::Later(why)) => (Settled::Retry(why), false),
        Err(Failure::Down(why)) => (Settled::Retry(why), true),
    }
}
