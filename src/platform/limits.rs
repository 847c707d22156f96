//! How often something may be tried: hits per bucket in a sliding window, shared by all processes.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use super::clock::Moment;
use super::db::{Conn, Tx};
use crate::error::Result;
use crate::schema::limit_hits;

/// A bucket's allowance: at most `hits` within `window`.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// Hits allowed within the window.
    pub hits: i64,
    /// The window's length.
    pub window: Duration,
}

/// Hits in the bucket within the window that ends at `now`.
pub fn count(conn: &mut Conn, bucket: &str, window: Duration, now: Moment) -> Result<i64> {
    Ok(limit_hits::table
        .filter(limit_hits::bucket.eq(bucket))
        .filter(limit_hits::at.gt(now - window))
        .count()
        .get_result(conn)?)
}

/// Whether the bucket is full.
pub fn is_full(conn: &mut Conn, bucket: &str, limit: Limit, now: Moment) -> Result<bool> {
    Ok(count(conn, bucket, limit.window, now)? >= limit.hits)
}

/// Adds a hit to the bucket.
pub fn hit(tx: &mut Tx<'_>, bucket: &str) -> Result<()> {
    let at = tx.now();
    diesel::insert_into(limit_hits::table)
        .values((
            limit_hits::id.eq(uuid::Uuid::now_v7().to_string()),
            limit_hits::bucket.eq(bucket),
            limit_hits::at.eq(at),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Empties the bucket: the person got it right.
pub fn clear(tx: &mut Tx<'_>, bucket: &str) -> Result<()> {
    diesel::delete(limit_hits::table.filter(limit_hits::bucket.eq(bucket))).execute(&mut **tx)?;
    Ok(())
}

/// Forgets hits older than a day.
pub fn sweep(tx: &mut Tx<'_>) -> Result<()> {
    let before = tx.now() - Duration::days(1);
    diesel::delete(limit_hits::table.filter(limit_hits::at.lt(before))).execute(&mut **tx)?;
    Ok(())
}
