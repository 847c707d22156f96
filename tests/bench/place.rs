//! Databases to measure in: a file, and one on the server of `BENCH_DATABASE_URL`.

use diesel::connection::SimpleConnection;
use gaoshi::platform::db::DatabaseUrl;
use gaoshi::platform::db::backends::{Purpose, migrate, open};
use tempfile::TempDir;

/// A migrated database with nothing in it; it is gone afterwards.
pub(crate) struct Place {
    pub(crate) url: DatabaseUrl,
    pub(crate) name: &'static str,
    pub(crate) dir: TempDir,
}

impl Place {
    /// One of each kind; without a server only the file.
    pub(crate) fn each() -> Vec<Self> {
        let mut places = vec![Self::file()];
        places.extend(Self::server());
        places
    }

    pub(crate) fn file() -> Self {
        let dir = TempDir::new().unwrap();
        let url = DatabaseUrl::Sqlite(dir.path().join("bench.db"));
        migrate(&url).unwrap();
        Self {
            url,
            name: "SQLite",
            dir,
        }
    }

    pub(crate) fn server() -> Option<Self> {
        let server = std::env::var("BENCH_DATABASE_URL").ok()?;
        let name = format!("bench_{}", uuid::Uuid::now_v7().simple());
        let admin = DatabaseUrl::Pg(server.clone());
        let mut conn = open(&admin, Purpose::Write).unwrap();
        conn.batch_execute(&format!("CREATE DATABASE {name}"))
            .unwrap();
        let (before, _) = server.rsplit_once('/').unwrap();
        let url = DatabaseUrl::Pg(format!("{before}/{name}"));
        migrate(&url).unwrap();
        Some(Self {
            url,
            name: "PostgreSQL",
            dir: TempDir::new().unwrap(),
        })
    }

    /// Waits for what a database does by itself some time after many changes: PostgreSQL gathers
    /// statistics and clears away old rows, SQLite does neither.
    pub(crate) fn settle(&self) {
        if let DatabaseUrl::Pg(_) = self.url {
            let mut conn = open(&self.url, Purpose::Write).unwrap();
            for sql in ["SET statement_timeout = 0", "VACUUM ANALYZE"] {
                conn.batch_execute(sql).unwrap();
            }
        }
    }

    /// Runs statements in it.
    pub(crate) fn execute(&self, sql: &str) {
        let mut conn = open(&self.url, Purpose::Write).unwrap();
        conn.batch_execute(sql).unwrap();
    }
}
