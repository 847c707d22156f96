//! How often something may be tried, and how much of it kept: hits per bucket in a sliding
//! window, shared by all processes, counted before the work they are for.
//!
//! [`take`] first and work afterwards: of many that come at once no more pass than may. What
//! was taken and turns out not to count is given back.

use std::collections::BTreeSet;

use chrono::Duration;
use diesel::pg::PgConnection;
use diesel::sql_types::BigInt;
use diesel::{
    BoolExpressionMethods, EscapeExpressionMethods, ExpressionMethods, Insertable, QueryDsl,
    RunQueryDsl, TextExpressionMethods,
};
use sha2::{Digest, Sha256};

use super::clock::Moment;
use super::db::{Conn, Tx};
use crate::error::{Error, Result, Wait};
use crate::schema::limit_hits;

/// Hits are kept as long; no window is longer.
pub const LONGEST_WINDOW: Duration = Duration::days(2);

/// An allowance within a sliding window.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// The most within the window: hits, or bytes where amounts are bytes.
    pub most: i64,
    /// The window's length, at most [`LONGEST_WINDOW`].
    pub window: Duration,
}

/// What is asked of a bucket.
#[derive(Debug, Clone)]
pub struct Ask {
    /// What is counted together: `sign-in:address:192.0.2.7`.
    pub bucket: String,
    /// How much: 1 for a hit.
    pub amount: i64,
    /// The bucket's allowance.
    pub limit: Limit,
}

impl Ask {
    /// One hit.
    pub fn hit(bucket: impl Into<String>, limit: Limit) -> Self {
        Self {
            bucket: bucket.into(),
            amount: 1,
            limit,
        }
    }
}

/// A bucket that has no room for what was asked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Full {
    /// Which of those asked.
    pub bucket: String,
    /// How long until there is room; the whole window where there never is.
    pub wait: Wait,
}

impl From<Full> for Error {
    fn from(full: Full) -> Self {
        Self::TooMany(full.wait)
    }
}

/// What was counted.
#[derive(Debug)]
#[must_use = "what was taken for work that turns out not to count is given back"]
pub struct Taken {
    ids: Vec<String>,
    buckets: Vec<String>,
}

/// Counts all that is asked, or nothing when a bucket is full; the first full one is named.
///
/// Nobody else takes from these buckets until the change ends. A change that takes twice does so
/// in the same order as every other one, and asks for each bucket once.
pub fn take(tx: &mut Tx<'_>, asks: &[Ask]) -> Result<Result<Taken, Full>> {
    hold(tx, &buckets(asks))?;
    let now = tx.now();
    match look(tx, asks, now)? {
        Some(full) => Ok(Err(full)),
        None => insert(tx, asks).map(Ok),
    }
}

/// Counts all that is asked, however full the buckets are.
pub fn count(tx: &mut Tx<'_>, asks: &[Ask]) -> Result<Taken> {
    hold(tx, &buckets(asks))?;
    insert(tx, asks)
}

/// The first bucket without room for what is asked. Nothing is counted, so that this turns a
/// flood away cheaply and lets nobody through: that is [`take`]'s to do.
pub fn look(conn: &mut Conn, asks: &[Ask], now: Moment) -> Result<Option<Full>> {
    for ask in asks {
        if let Some(wait) = wait_for(conn, ask, now)? {
            let bucket = ask.bucket.clone();
            return Ok(Some(Full { bucket, wait }));
        }
    }
    Ok(None)
}

impl Taken {
    /// Removes exactly what was counted: the work was not done, or did not count.
    pub fn give_back(self, tx: &mut Tx<'_>) -> Result<()> {
        let own = limit_hits::table.filter(limit_hits::id.eq_any(self.ids));
        diesel::delete(own).execute(&mut **tx)?;
        Ok(())
    }

    /// Removes what was counted, and all that was ever counted in these very buckets together:
    /// this address got this name's password right. What others did to either stays.
    pub fn forgive(self, tx: &mut Tx<'_>) -> Result<()> {
        hold(tx, &self.buckets)?;
        let alike = limit_hits::table
            .filter(limit_hits::bucket.eq_any(&self.buckets))
            .filter(limit_hits::taken_with.eq(together(&self.buckets)));
        diesel::delete(alike).execute(&mut **tx)?;
        Ok(())
    }

    /// The same, and empties other buckets too. All of them are held before any is touched: one set
    /// after the other is another order than everybody else's, and two changes would wait for each
    /// other.
    pub fn forgive_and_clear(self, tx: &mut Tx<'_>, others: &[String]) -> Result<()> {
        let all: Vec<String> = self.buckets.iter().chain(others).cloned().collect();
        hold(tx, &all)?;
        self.forgive(tx)?;
        clear(tx, others)
    }
}

/// Empties these buckets: what was counted in them means nothing any more.
pub fn clear(tx: &mut Tx<'_>, buckets: &[String]) -> Result<()> {
    hold(tx, buckets)?;
    let named = limit_hits::table.filter(limit_hits::bucket.eq_any(buckets));
    diesel::delete(named).execute(&mut **tx)?;
    Ok(())
}

/// Empties every bucket whose name begins so.
pub fn clear_all(tx: &mut Tx<'_>, beginning: &str) -> Result<()> {
    let plain = beginning
        .replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_");
    let named = limit_hits::bucket.like(format!("{plain}%")).escape('!');
    diesel::delete(limit_hits::table.filter(named)).execute(&mut **tx)?;
    Ok(())
}

/// Forgets hits that no window reaches any more, and those that a clock ahead of its time made.
pub fn sweep(tx: &mut Tx<'_>) -> Result<()> {
    let (before, after) = (tx.now() - LONGEST_WINDOW, tx.now() + LONGEST_WINDOW);
    let stale = limit_hits::at.lt(before).or(limit_hits::at.gt(after));
    diesel::delete(limit_hits::table.filter(stale)).execute(&mut **tx)?;
    Ok(())
}

/// Lets nobody else take from these buckets until the change ends. On SQLite a change is alone
/// already; on PostgreSQL two would both count what the other has not kept yet.
fn hold(tx: &mut Tx<'_>, buckets: &[String]) -> Result<()> {
    match &mut **tx {
        Conn::Sqlite(_) => Ok(()),
        Conn::Pg(conn) => hold_all(conn, buckets),
    }
}

/// Always in the order of their keys, so that no two changes wait for each other.
fn hold_all(conn: &mut PgConnection, buckets: &[String]) -> Result<()> {
    let keys: BTreeSet<i64> = buckets.iter().map(|bucket| key_of(bucket)).collect();
    for key in keys {
        diesel::sql_query("SELECT pg_advisory_xact_lock($1)")
            .bind::<BigInt, _>(key)
            .execute(conn)?;
    }
    Ok(())
}

/// The number a bucket is locked under, the same in every process.
fn key_of(bucket: &str) -> i64 {
    let whole = Sha256::digest(bucket.as_bytes());
    let first = whole.iter().take(8);
    first.fold(0, |key, byte| key << 8 | i64::from(*byte))
}

/// How long until the bucket has room; nothing when it has.
fn wait_for(conn: &mut Conn, ask: &Ask, now: Moment) -> Result<Option<Wait>> {
    let window = ask.limit.window;
    if window > LONGEST_WINDOW {
        return Err(Error::internal("hits are not kept for so long a window"));
    }
    // As long as the window on either side of now: a clock that was ahead and is put right
    // closes nothing for longer than it would have.
    let hits = || {
        limit_hits::table
            .filter(limit_hits::bucket.eq(&ask.bucket))
            .filter(limit_hits::at.gt(now - window))
            .filter(limit_hits::at.lt(now + window))
    };
    let sum = diesel::dsl::sql::<BigInt>("CAST(COALESCE(SUM(amount), 0) AS BIGINT)");
    let spent: i64 = hits().select(sum).get_result(conn)?;
    let mut missing = spent.saturating_add(ask.amount) - ask.limit.most;
    if missing <= 0 {
        return Ok(None);
    }
    let oldest_first = hits()
        .order(limit_hits::at)
        .select((limit_hits::at, limit_hits::amount));
    for (at, amount) in oldest_first.load::<(Moment, i64)>(conn)? {
        missing -= amount;
        if missing <= 0 {
            return Ok(Some(Wait::new((at + window).since(now))));
        }
    }
    Ok(Some(Wait::new(window)))
}

#[derive(Insertable)]
#[diesel(table_name = limit_hits)]
struct Hit<'a> {
    id: &'a str,
    bucket: &'a str,
    at: Moment,
    amount: i64,
    taken_with: &'a str,
}

fn insert(tx: &mut Tx<'_>, asks: &[Ask]) -> Result<Taken> {
    let buckets = buckets(asks);
    let (mut ids, at, together) = (Vec::new(), tx.now(), together(&buckets));
    for ask in asks {
        let id = uuid::Uuid::now_v7().to_string();
        let hit = Hit {
            id: &id,
            bucket: &ask.bucket,
            at,
            amount: ask.amount,
            taken_with: &together,
        };
        diesel::insert_into(limit_hits::table)
            .values(hit)
            .execute(&mut **tx)?;
        ids.push(id);
    }
    Ok(Taken { ids, buckets })
}

/// The buckets asked, each once, in order.
fn buckets(asks: &[Ask]) -> Vec<String> {
    let once: BTreeSet<&String> = asks.iter().map(|ask| &ask.bucket).collect();
    once.into_iter().cloned().collect()
}

/// The buckets of one taking as its hits keep them.
fn together(buckets: &[String]) -> String {
    buckets.join("\n")
}
