//! The two databases behind one connection type, chosen by the scheme of one URL.

use std::path::PathBuf;
use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::pg::PgConnection;
use diesel::r2d2::ManageConnection;
use diesel::sqlite::SqliteConnection;
use diesel::{Connection, ConnectionError, MultiConnection, QueryResult, RunQueryDsl};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::postgres::address::without_password;
use crate::error::{Error, Result};

/// The founding schema and what came after, one set for both databases.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// The number of the advisory lock that guards migrations on PostgreSQL.
const MIGRATION_LOCK: i64 = 0x6761_6f73;

/// A connection to either database; every query is written once against it.
#[derive(MultiConnection)]
pub enum Conn {
    /// The embedded database: one file in the data directory.
    Sqlite(SqliteConnection),
    /// A PostgreSQL server that many machines share.
    Pg(PgConnection),
}

/// Runs the same tokens against the connection of each backend, for the few
/// statements the common type cannot express (upserts).
#[macro_export]
macro_rules! on_each_backend {
    ($conn:expr, |$c:ident| $query:expr) => {
        match $conn {
            $crate::platform::db::Conn::Sqlite($c) => $query,
            $crate::platform::db::Conn::Pg($c) => $query,
        }
    };
}

/// Where the data is: a file or a server.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file of the embedded database.
    Sqlite(PathBuf),
    /// A `postgres://` address, password included.
    Pg(String),
}

impl std::fmt::Debug for DatabaseUrl {
    /// Names the kind and never the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite://{}", path.display()),
            Self::Pg(_) => f.write_str("postgres://…"),
        }
    }
}

impl std::str::FromStr for DatabaseUrl {
    type Err = String;
    fn from_str(url: &str) -> Result<Self, String> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            super::postgres::address::refuse_slips(url)?;
            return Ok(Self::Pg(url.to_owned()));
        }
        match url.strip_prefix("sqlite://") {
            Some(path) if !path.is_empty() => Ok(Self::Sqlite(PathBuf::from(path))),
            _ => Err("a database is given as sqlite://PATH or postgres://…".to_owned()),
        }
    }
}

/// What a connection is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Answering: on SQLite any write on it fails loudly.
    Read,
    /// Changing.
    Write,
}

/// Opens connections for a pool.
#[derive(Debug, Clone)]
pub struct Opener {
    /// The database.
    pub url: DatabaseUrl,
    /// What its connections are for.
    pub purpose: Purpose,
}

/// Opens one connection with the settings that keep what was acknowledged.
pub fn open(url: &DatabaseUrl, purpose: Purpose) -> Result<Conn, diesel::r2d2::Error> {
    let connection = |e| diesel::r2d2::Error::ConnectionError(e);
    match url {
        DatabaseUrl::Sqlite(path) => {
            let mut c = SqliteConnection::establish(&path.to_string_lossy()).map_err(connection)?;
            c.batch_execute(
                "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; \
                 PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                 PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768; \
                 PRAGMA journal_size_limit = 16777216;",
            )
            .map_err(diesel::r2d2::Error::QueryError)?;
            if purpose == Purpose::Read {
                c.batch_execute("PRAGMA query_only = ON;")
                    .map_err(diesel::r2d2::Error::QueryError)?;
            }
            Ok(Conn::Sqlite(c))
        }
        DatabaseUrl::Pg(url) => {
            let limited = super::postgres::address::with_limits(url);
            let mut c = PgConnection::establish(&limited).map_err(|e| {
                if let ConnectionError::BadConnection(told) = &e {
                    let told = without_password(url, told);
                    return connection(ConnectionError::BadConnection(told));
                }
                connection(e)
            })?;
            c.batch_execute("SET TIME ZONE 'UTC'; SET statement_timeout = '30s';")
                .map_err(diesel::r2d2::Error::QueryError)?;
            Ok(Conn::Pg(c))
        }
    }
}

#[derive(diesel::QueryableByName)]
struct Checkpoint {
    #[diesel(sql_type = diesel::sql_types::Integer)]
    busy: i32,
}

/// Brings what SQLite keeps beside its file into the file, so that a copy of the file alone is
/// whole; `false` when another program was reading it. To be called when no pool is at work.
pub fn gather(url: &DatabaseUrl) -> Result<bool> {
    let DatabaseUrl::Sqlite(_) = url else {
        return Ok(true);
    };
    let mut conn = open(url, Purpose::Write)?;
    let told: Checkpoint =
        diesel::sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result(&mut conn)?;
    Ok(told.busy == 0)
}

impl ManageConnection for Opener {
    type Connection = Conn;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Conn, Self::Error> {
        open(&self.url, self.purpose)
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), Self::Error> {
        match conn {
            Conn::Sqlite(_) => Ok(()),
            Conn::Pg(c) => diesel::sql_query("SELECT 1")
                .execute(c)
                .map(|_| ())
                .map_err(diesel::r2d2::Error::QueryError),
        }
    }

    /// A connection whose work panicked may hold an open transaction: it does not go back.
    fn has_broken(&self, conn: &mut Conn) -> bool {
        std::thread::panicking() || is_lost(conn)
    }
}

/// Begins a change: on SQLite at once with the write lock, so that a read never has to grow into one.
pub(super) fn begin(conn: &mut Conn) -> QueryResult<()> {
    match conn {
        Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE"),
        Conn::Pg(c) => AnsiTransactionManager::begin_transaction(c),
    }
}

/// Keeps the change.
pub(super) fn commit(conn: &mut Conn) -> QueryResult<()> {
    match conn {
        Conn::Sqlite(c) => AnsiTransactionManager::commit_transaction(c),
        Conn::Pg(c) => AnsiTransactionManager::commit_transaction(c),
    }
}

/// Drops the change.
pub(super) fn rollback(conn: &mut Conn) -> QueryResult<()> {
    match conn {
        Conn::Sqlite(c) => AnsiTransactionManager::rollback_transaction(c),
        Conn::Pg(c) => AnsiTransactionManager::rollback_transaction(c),
    }
}

/// Whether a change may be kept though keeping it failed so. A database that refuses has dropped
/// it; one that was lost on the way, or does not know what its disk has taken, may have it.
pub(super) fn may_be_kept(conn: &mut Conn, failed: &diesel::result::Error) -> bool {
    const UNKNOWN: [&str; 2] = ["disk I/O error", "no transaction is active"];
    let told = failed.to_string();
    is_lost(conn) || UNKNOWN.iter().any(|part| told.contains(part))
}

/// Whether the database no longer answers on this connection, or leaves a change open on it.
fn is_lost(conn: &mut Conn) -> bool {
    on_each_backend!(conn, |c| {
        AnsiTransactionManager::is_broken_transaction_manager(c)
    })
}

#[derive(diesel::QueryableByName)]
struct Word {
    #[diesel(sql_type = diesel::sql_types::Text)]
    word: String,
}

/// What SQLite finds wrong with its file; nothing when it is whole. PostgreSQL looks for itself.
pub fn damage(conn: &mut Conn) -> Result<Option<String>> {
    let Conn::Sqlite(c) = conn else {
        return Ok(None);
    };
    let look = "SELECT quick_check AS word FROM pragma_quick_check LIMIT 1";
    let told: Word = diesel::sql_query(look).get_result(c)?;
    Ok((told.word != "ok").then_some(told.word))
}

/// Refuses a database whose file is damaged: it would go on for a while, and lose more.
///
/// # Errors
/// `Unavailable` with what was found and the way on.
pub fn refuse_damaged(url: &DatabaseUrl) -> Result<()> {
    let DatabaseUrl::Sqlite(path) = url else {
        return Ok(());
    };
    if !path.exists() {
        return Ok(());
    }
    let found = match open(url, Purpose::Read) {
        Ok(mut conn) => damage(&mut conn),
        Err(e) => Err(e.into()),
    };
    let what = match found {
        Ok(None) => return Ok(()),
        Ok(Some(what)) => what,
        Err(e) if tells_damage(&e.to_string()) => e.to_string(),
        Err(e) => return Err(e),
    };
    Err(Error::unavailable(format!(
        "the database {} is damaged ({what}); keep a copy of it as it is and bring back the last \
         backup (gaoshi restore)",
        path.display()
    )))
}

/// Whether a database's complaint says that its file is not whole.
pub(super) fn tells_damage(told: &str) -> bool {
    ["malformed", "file is not a database"]
        .iter()
        .any(|part| told.contains(part))
}

/// How the database's schema stands against this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaState {
    /// Migrations that wait.
    pub pending: Vec<String>,
    /// Migrations in the database that this program does not know: it is older.
    pub unknown: Vec<String>,
}

/// The migrations in the program, in order.
pub fn known_migrations() -> Result<Vec<String>> {
    use diesel::migration::{Migration, MigrationSource};
    let source: Vec<Box<dyn Migration<diesel::sqlite::Sqlite>>> = MIGRATIONS
        .migrations()
        .map_err(|e| Error::internal(format!("embedded migrations: {e}")))?;
    let known = source.iter().map(|m| m.name().version().to_string());
    Ok(known.collect())
}

/// Compares the database with the migrations in the program.
pub fn schema_state(conn: &mut Conn) -> Result<SchemaState> {
    let known = known_migrations()?;
    let applied: Vec<String> = crate::on_each_backend!(conn, |c| c
        .applied_migrations()
        .map(|all| all.iter().map(ToString::to_string).collect()))
    .map_err(|e| Error::internal(format!("reading the schema's version: {e}")))?;
    Ok(SchemaState {
        pending: known
            .iter()
            .filter(|m| !applied.contains(m))
            .cloned()
            .collect(),
        unknown: applied
            .iter()
            .filter(|m| !known.contains(m))
            .cloned()
            .collect(),
    })
}

/// Brings the schema up to this program, one process at a time; returns what was run.
///
/// A database that knows migrations this program does not is newer: it is refused, untouched.
pub fn migrate(url: &DatabaseUrl) -> Result<Vec<String>> {
    alone(url, migrate_held)
}

/// Does something to the schema while no other process does.
pub fn alone<T>(url: &DatabaseUrl, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    if let DatabaseUrl::Sqlite(path) = url {
        let lock = crate::platform::lock::wait(
            &path.with_extension("migrate.lock"),
            Duration::from_mins(1),
        )?;
        let done = work(&mut open(url, Purpose::Write)?);
        drop(lock);
        return done;
    }
    let mut conn = open(url, Purpose::Write)?;
    diesel::sql_query(format!("SELECT pg_advisory_lock({MIGRATION_LOCK})")).execute(&mut conn)?;
    let done = work(&mut conn)?;
    diesel::sql_query(format!("SELECT pg_advisory_unlock({MIGRATION_LOCK})")).execute(&mut conn)?;
    Ok(done)
}

/// [`migrate`] where the caller sees to it that no other process does ([`alone`]).
pub fn migrate_held(conn: &mut Conn) -> Result<Vec<String>> {
    let state = schema_state(conn)?;
    if !state.unknown.is_empty() {
        return Err(Error::internal(format!(
            "the database is newer than this program (it knows {}); start the newer program, \
             nothing was changed",
            state.unknown.join(", ")
        )));
    }
    crate::on_each_backend!(conn, |c| c
        .run_pending_migrations(MIGRATIONS)
        .map(|ran| ran.iter().map(ToString::to_string).collect()))
    .map_err(|e| Error::internal(format!("migrating: {e}")))
}
