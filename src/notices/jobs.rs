//! What the clock does with notices: publish what is due, close what is over.

use super::mails::Post;
use super::{service, store};
use crate::error::{Error, Result};
use crate::platform::db::{Db, System};

/// Notices moved in one round; the next round takes the rest.
const AT_ONCE: i64 = 100;

/// Publishes every notice whose hour has come; returns how many are out.
///
/// Found by state, not by "since the last tick": a machine that was down catches up, a clock
/// that jumped back un-publishes nothing.
pub async fn publish_due(db: &Db, post: &Post) -> Result<usize> {
    let now = db.clock().now();
    let due = db.read(move |conn| store::due(conn, now, AT_ONCE)).await?;
    let mut out = 0;
    for id in due {
        let (post, name) = (post.clone(), id.clone());
        let published = db
            .write(System("publish"), move |tx, _| {
                service::publish(tx, &post, &name, false)
            })
            .await;
        match published {
            Ok(service::Published::Out) => out += 1,
            Ok(service::Published::Held | service::Published::Gone) => {}
            // One notice that cannot be published must not hold up the others.
            Err(Error::Unavailable(why)) => return Err(Error::Unavailable(why)),
            Err(e) => tracing::error!(notice.id = %id, error = %e, "a notice was not published"),
        }
    }
    Ok(out)
}

/// Closes published notices whose time is over.
pub async fn expire_over(db: &Db) -> Result<()> {
    let now = db.clock().now();
    let over = db.read(move |conn| store::over(conn, now, AT_ONCE)).await?;
    for id in over {
        db.write(System("expire"), move |tx, _| service::expire(tx, &id))
            .await?;
    }
    Ok(())
}
