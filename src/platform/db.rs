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
use std::sync::{Arc, Mutex, PoisonError};
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

/// The database with its pools and the clock.
#[derive(Clone)]
pub struct Db {
    url: DatabaseUrl,
    reads: Pool<Opener>,
    writes: Pool<Opener>,
    clock: Clock,
    known: Arc<Mutex<BTreeMap<&'static str, String>>>,
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Db({:?})", self.url)
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
    /// Opens the pools; SQLite has one writer, as it can have only one.
    pub fn open(url: &DatabaseUrl, clock: Clock) -> Self {
        let writers = match url {
            DatabaseUrl::Sqlite(_) => 1,
            DatabaseUrl::Pg(_) => 6,
        };
        Self {
            url: url.clone(),
            reads: pool(url, Purpose::Read, 6),
            writes: pool(url, Purpose::Write, writers),
            clock,
            known: Arc::default(),
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
        [
            PoolUse::of("read", &self.reads),
            PoolUse::of("write", &self.writes),
        ]
    }

    /// Answers a question, on a thread that may wait.
    pub async fn read<T, F>(&self, ask: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    {
        let db = self.clone();
        off_thread(move || db.read_now(ask)).await
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
        off_thread(move || db.write_now(&by, work)).await
    }

    /// [`Db::read`] on the current thread.
    pub fn read_now<T>(&self, ask: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let mut conn = self.reads.get().map_err(unreachable_database)?;
        ask(&mut conn)
    }

    /// [`Db::write`] on the current thread.
    pub fn write_now<A: Acts, T>(
        &self,
        by: &A,
        work: impl FnOnce(&mut Tx<'_>, &A) -> Result<T>,
    ) -> Result<T> {
        let mut conn = self.writes.get().map_err(unreachable_database)?;
        backends::begin(&mut conn)?;
        let mut tx = Tx {
            conn: &mut conn,
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

fn unreachable_database(e: impl std::fmt::Display) -> Error {
    Error::unavailable(format!("no connection to the database: {e}"))
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
