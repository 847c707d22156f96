//! A database for each test, of the kind `TEST_DATABASE_URL` names; without it a SQLite file.
//!
//! The schema is made once: PostgreSQL clones it as a template, SQLite copies its file.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use diesel::connection::SimpleConnection;
use gaoshi::platform::clock::Clock;
use gaoshi::platform::db::backends::{Purpose, migrate, open};
use gaoshi::platform::db::{Conn, DatabaseUrl, Db};
use tempfile::TempDir;

use super::statements;

/// A database of one test; it is gone afterwards.
pub(crate) struct TestDb {
    pub(crate) url: DatabaseUrl,
    pub(crate) clock: Clock,
    pub(crate) db: Db,
    name: String,
    _dir: Option<TempDir>,
}

fn server() -> Option<String> {
    let url = std::env::var_os("TEST_DATABASE_URL")?;
    Some(url.into_string().unwrap())
}

fn administer(sql: &str) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let url = DatabaseUrl::Pg(server().unwrap());
    open(&url, Purpose::Write)
        .unwrap()
        .batch_execute(sql)
        .unwrap();
}

fn named(name: &str) -> DatabaseUrl {
    let server = server().unwrap();
    let (before, _) = server.rsplit_once('/').unwrap();
    DatabaseUrl::Pg(format!("{before}/{name}"))
}

fn fresh_name() -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let n = COUNT.fetch_add(1, Ordering::SeqCst);
    format!("gaoshi_test_{}_{n}", std::process::id())
}

fn pg_template() -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let name = format!("gaoshi_template_{}", std::process::id());
        administer(&format!("CREATE DATABASE {name}"));
        migrate(&named(&name)).unwrap();
        name
    })
}

fn sqlite_template() -> &'static PathBuf {
    static TEMPLATE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = TEMPLATE.get_or_init(|| {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("template.db");
        migrate(&DatabaseUrl::Sqlite(path.clone())).unwrap();
        (dir, path)
    });
    path
}

impl TestDb {
    /// A database with the schema and nothing in it.
    pub(crate) fn new() -> Self {
        Self::made(true)
    }

    /// A database without even the schema.
    pub(crate) fn empty() -> Self {
        Self::made(false)
    }

    fn made(migrated: bool) -> Self {
        statements::listen();
        let name = fresh_name();
        let (url, dir) = if server().is_some() {
            let template = if migrated { pg_template() } else { "template1" };
            administer(&format!("CREATE DATABASE {name} TEMPLATE {template}"));
            (named(&name), None)
        } else {
            let dir = TempDir::new().unwrap();
            let path = dir.path().join("test.db");
            if migrated {
                std::fs::copy(sqlite_template(), &path).unwrap();
            }
            (DatabaseUrl::Sqlite(path), Some(dir))
        };
        let clock = Clock::standing_at(super::tuesday());
        let db = Db::open(&url, clock.clone());
        Self {
            url,
            clock,
            db,
            name,
            _dir: dir,
        }
    }

    /// One connection of its own.
    pub(crate) fn conn(&self) -> Conn {
        open(&self.url, Purpose::Write).unwrap()
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        if matches!(self.url, DatabaseUrl::Pg(_)) {
            administer(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
        }
    }
}
