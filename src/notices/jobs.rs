//! What the clock does with notices: publish what is due, close what is over.

use super::ids::NoticeId;
use super::service::{self, Published};
use super::store;
use super::tools::Means;
use crate::error::{Error, Result};
use crate::platform::clock::Clock;
use crate::platform::db::{Conn, Db, System};
use crate::platform::holds;
use crate::platform::scheduler::Effect;

/// Notices moved in one round; the next round takes the rest.
const AT_ONCE: i64 = 100;

/// Publishes every notice whose hour has come; returns how many are out.
///
/// Found by state, not by "since the last tick": a machine that was down catches up, a clock
/// that jumped back un-publishes nothing. Beside another clock it goes by the earlier of both, and
/// under one that was set while it was at work it publishes nothing.
pub async fn publish_due(db: &Db, means: &Means) -> Result<usize> {
    let clock = db.clock().clone();
    let due = db.read(move |conn| due(conn, &clock)).await?;
    let mut out = 0;
    for id in due {
        let (means, name, clock) = (means.clone(), id.clone(), db.clock().clone());
        let published = db
            .write(System("publish"), move |tx, _| {
                service::publish_due(tx, &means, &name, &clock)
            })
            .await;
        match published {
            Ok(Published::Out) => out += 1,
            Ok(Published::Held | Published::Gone | Published::Waits) => {}
            // One notice that cannot be published must not hold up the others.
            Err(Error::Unavailable(why)) => return Err(Error::Unavailable(why)),
            Err(e) => tracing::error!(notice.id = %id, error = %e, "a notice was not published"),
        }
    }
    Ok(out)
}

fn due(conn: &mut Conn, clock: &Clock) -> Result<Vec<NoticeId>> {
    let standing = holds::standing(conn, clock)?;
    if standing.may(Effect::Adds) {
        store::due(conn, standing.surely_past(), AT_ONCE)
    } else {
        Ok(Vec::new())
    }
}

/// Closes published notices whose time is over.
pub async fn expire_over(db: &Db) -> Result<()> {
    let now = db.clock().now();
    let over = db.read(move |conn| store::over(conn, now, AT_ONCE)).await?;
    for id in over {
        let name = id.clone();
        let ended = db.write(System("expire"), move |tx, _| service::expire(tx, &name));
        match ended.await {
            Ok(()) => {}
            Err(Error::Unavailable(why)) => return Err(Error::Unavailable(why)),
            // One that cannot be closed must not keep the others open.
            Err(e) => tracing::error!(notice.id = %id, error = %e, "a notice was not closed"),
        }
    }
    Ok(())
}
