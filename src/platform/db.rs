//! The database: reads from one pool, changes through one door.
//!
//! A change runs inside [`Db::write`], which needs somebody who [`Acts`] and hands out
//! the only [`Tx`] there is: what must be recorded or sent with a change can ask for a
//! `Tx` and is then kept or dropped with it.

pub mod backends;
pub mod columns;
pub mod postgres;
pub mod skew;
pub mod tables;

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use diesel::r2d2::Pool;

pub use self::backends::{Conn, DatabaseUrl};
use self::backends::{Opener, Purpose};
use super::clock::{Clock, Moment};
use crate::error::{Error, Result};

/// Who answers for a change, as the audit keeps it.
#[derive(Debug, Clone)]
pub struct Actor {
    /// An id of a person, or the name of a job.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// The office acted for, where there is one.
    pub office: Option<String>,
    /// In whose place, where it is not done in their own.
    pub acts_for: Option<ActsFor>,
}

/// Somebody in whose place another one acts.
#[derive(Debug, Clone)]
pub struct ActsFor {
    /// Their id.
    pub id: String,
    /// The name to show.
    pub name: String,
}

impl Actor {
    /// The name with that of whom they act for: 王芳（代刘建平）.
    pub fn called(&self) -> String {
        match &self.acts_for {
            Some(principal) => format!("{}（代{}）", self.name, principal.name),
            None => self.name.clone(),
        }
    }
}

/// Something that can answer for a change.
pub trait Acts {
    /// Who it is.
    fn actor(&self) -> Actor;
}

/// The program itself, doing a named job.
#[derive(Debug, Clone, Copy)]
pub struct System(pub &'static str);

impl Acts for System {
    fn actor(&self) -> Actor {
        Actor {
            id: format!("system:{}", self.0),
            name: self.0.to_owned(),
            office: None,
            acts_for: None,
        }
    }
}

/// An open change. It exists only inside [`Db::write`].
pub struct Tx<'a> {
    conn: &'a mut Conn,
    now: Moment,
    actor: Actor,
}

impl Tx<'_> {
    /// The time of this change.
    pub fn now(&self) -> Moment {
        self.now
    }

    /// Who makes it.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// A part of this change with a moment and a person of its own: the demo's past is told
    /// in one change, so that it is there as a whole or not at all.
    pub fn dated(&mut self, by: &impl Acts, at: Moment) -> Tx<'_> {
        Tx {
            conn: &mut *self.conn,
            now: at,
            actor: by.actor(),
        }
    }
}

impl Deref for Tx<'_> {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        self.conn
    }
}

impl DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut Conn {
        self.conn
    }
}

/// Work that takes longer than a connection and two statements at their limits is waited for no more: its
/// server says nothing.
const SILENCE: Duration = Duration::from_secs(68);

/// The database with its pools and the clock.
#[derive(Clone)]
pub struct Db {
    url: DatabaseUrl,
    pools: Arc<RwLock<Pools>>,
    clock: Clock,
    known: Arc<Mutex<BTreeMap<&'static str, String>>>,
    damaged: Arc<AtomicBool>,
    kept: Arc<Mutex<Option<Moment>>>,
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Db({:?})", self.url)
    }
}

/// The connections, and how often they were all given up.
#[derive(Clone)]
struct Pools {
    reads: Pool<Opener>,
    writes: Pool<Opener>,
    count: u32,
}

impl Pools {
    /// None open yet; SQLite has one writer, as it can have only one.
    fn new(url: &DatabaseUrl, count: u32) -> Self {
        let writers = match url {
            DatabaseUrl::Sqlite(_) => 1,
            DatabaseUrl::Pg(_) => 6,
        };
        Self {
            reads: pool(url, Purpose::Read, 6),
            writes: pool(url, Purpose::Write, writers),
            count,
        }
    }
}

/// How much of a pool is in use.
#[derive(Debug, Clone, Copy)]
pub struct PoolUse {
    /// `read` or `write`.
    pub name: &'static str,
    /// Connections that are open.
    pub open: u32,
    /// Those of them that nobody uses.
    pub idle: u32,
    /// How many there may be.
    pub most: u32,
}

impl PoolUse {
    fn of(name: &'static str, pool: &Pool<Opener>) -> Self {
        let state = pool.state();
        Self {
            name,
            open: state.connections,
            idle: state.idle_connections,
            most: pool.max_size(),
        }
    }
}

fn pool(url: &DatabaseUrl, purpose: Purpose, size: u32) -> Pool<Opener> {
    Pool::builder()
        .max_size(size)
        .min_idle(Some(0))
        .connection_timeout(Duration::from_secs(6))
        .build_unchecked(Opener {
            url: url.clone(),
            purpose,
        })
}

impl Db {
    /// Opens the pools.
    pub fn open(url: &DatabaseUrl, clock: Clock) -> Self {
        Self {
            url: url.clone(),
            pools: Arc::new(RwLock::new(Pools::new(url, 0))),
            clock,
            known: Arc::default(),
            damaged: Arc::default(),
            kept: Arc::default(),
        }
    }

    /// What this process knows of something that never changes once it is stored.
    pub fn known(&self, name: &'static str) -> Option<String> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(name).cloned()
    }

    /// Keeps what was stored for good, so that it is read once.
    pub fn know(&self, name: &'static str, value: String) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(name, value);
    }

    /// The clock of every change.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Where the data is.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// How much of the pools is in use.
    pub fn pools(&self) -> [PoolUse; 2] {
        let pools = self.now();
        [
            PoolUse::of("read", &pools.reads),
            PoolUse::of("write", &pools.writes),
        ]
    }

    fn now(&self) -> Pools {
        let pools = self.pools.read().unwrap_or_else(PoisonError::into_inner);
        pools.clone()
    }

    /// Work that a server may be asked for; nothing when it was silent for too long. Whoever waits
    /// on a connection that fell silent waits for ever: all are given up then, and new ones opened.
    async fn within_patience<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        if matches!(self.url, DatabaseUrl::Sqlite(_)) {
            return Some(work.await);
        }
        let count = self.now().count;
        if let Ok(done) = tokio::time::timeout(SILENCE, work).await {
            return Some(done);
        }
        let mut pools = self.pools.write().unwrap_or_else(PoisonError::into_inner);
        if pools.count == count {
            tracing::warn!("the database is silent: its connections are opened anew");
            *pools = Pools::new(&self.url, count + 1);
        }
        None
    }

    /// Answers a question, on a thread that may wait.
    pub async fn read<T, F>(&self, ask: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    {
        let db = self.clone();
        let work = off_thread(move || db.read_now(ask));
        let silent = || Err(Error::unavailable("the database is silent"));
        self.within_patience(work).await.unwrap_or_else(silent)
    }

    /// Makes a change as one transaction: all of it is kept, or nothing. Of any error but
    /// [`Error::Unsure`] nothing is kept; after that one it may be either.
    pub async fn write<A, T, F>(&self, by: A, work: F) -> Result<T>
    where
        A: Acts + Send + 'static,
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>, &A) -> Result<T> + Send + 'static,
    {
        let db = self.clone();
        let work = off_thread(move || db.write_now(&by, work));
        let silent = || Err(Error::unsure("the database is silent"));
        self.within_patience(work).await.unwrap_or_else(silent)
    }

    /// [`Db::read`] on the current thread.
    pub fn read_now<T>(&self, ask: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let mut conn = self.now().reads.get().map_err(|e| self.unreachable(&e))?;
        self.noting_damage(ask(&mut conn))
    }

    /// Whether the database said of itself that it is damaged: it answers some, and no more is to
    /// be trusted to it.
    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// Remembers that something was written down at a moment.
    pub fn note_kept(&self, at: Moment) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(at);
    }

    /// Whether something is known to have been written down between a moment and now; what was noted
    /// before the clock was put back is not.
    pub fn kept_between(&self, since: Moment, now: Moment) -> bool {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.is_some_and(|at| (since..=now).contains(&at))
    }

    fn noting_damage<T>(&self, answer: Result<T>) -> Result<T> {
        if let Err(Error::Internal(why)) = &answer
            && backends::tells_damage(&format!("{why:#}"))
            && !self.damaged.swap(true, Ordering::Relaxed)
        {
            tracing::error!("the database is damaged: bring back the last backup");
        }
        answer
    }

    fn unreachable(&self, e: &impl std::fmt::Display) -> Error {
        let told = e.to_string();
        if backends::tells_damage(&told) {
            self.damaged.store(true, Ordering::Relaxed);
        }
        Error::unavailable(format!("no connection to the database: {told}"))
    }

    /// [`Db::write`] on the current thread.
    pub fn write_now<A: Acts, T>(
        &self,
        by: &A,
        work: impl FnOnce(&mut Tx<'_>, &A) -> Result<T>,
    ) -> Result<T> {
        let mut conn = self.now().writes.get().map_err(|e| self.unreachable(&e))?;
        self.noting_damage(self.change(&mut conn, by, work))
    }

    fn change<A: Acts, T>(
        &self,
        conn: &mut Conn,
        by: &A,
        work: impl FnOnce(&mut Tx<'_>, &A) -> Result<T>,
    ) -> Result<T> {
        backends::begin(conn)?;
        let mut tx = Tx {
            conn,
            now: self.clock.now(),
            actor: by.actor(),
        };
        match work(&mut tx, by) {
            Ok(value) => {
                end(tx.conn)?;
                Ok(value)
            }
            Err(e) => {
                backends::rollback(tx.conn).ok();
                Err(e)
            }
        }
    }
}

/// Keeps a change, or tells whether it is dropped.
fn end(conn: &mut Conn) -> Result<()> {
    backends::commit(conn).map_err(|e| {
        if backends::may_be_kept(conn, &e) {
            Error::unsure(e)
        } else {
            e.into()
        }
    })
}

async fn off_thread<T, F>(work: F) -> Result<T>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T> + Send + 'static,
{
    // What is logged there belongs to the request or the duty that asked.
    let span = tracing::Span::current();
    match tokio::task::spawn_blocking(move || span.in_scope(work)).await {
        Ok(result) => result,
        Err(e) => Err(Error::internal(format!("a database task ended early: {e}"))),
    }
}
