//! A house of its own for each test, and what is compared of two houses.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use diesel::connection::SimpleConnection;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use gaoshi::config::{Config, Source};
use gaoshi::platform::archive::manifest::Manifest;
use gaoshi::platform::db::backends::{Purpose, open};
use gaoshi::platform::db::{Conn, DatabaseUrl};
use gaoshi::platform::photos::{Photo, PhotoId, Photos};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::support::house::House;
use crate::support::postgres::TestDb;

/// A data directory and a database; both are gone afterwards.
pub(crate) struct Ground {
    pub(crate) data: PathBuf,
    pub(crate) url: DatabaseUrl,
    dir: TempDir,
    _test: TestDb,
}

/// A photo that a row names.
pub(super) struct Kept {
    pub(super) id: String,
    pub(super) complaint: String,
    pub(super) bytes: Vec<u8>,
}

impl Ground {
    /// With the schema and nothing else.
    pub(super) fn new() -> Self {
        let test = TestDb::new();
        let dir = TempDir::new().unwrap();
        let data = dir.path().join("data");
        fs::create_dir(&data).unwrap();
        let url = match &test.url {
            DatabaseUrl::Sqlite(path) => {
                let here = data.join("gaoshi.db");
                fs::copy(path, &here).unwrap();
                DatabaseUrl::Sqlite(here)
            }
            DatabaseUrl::Pg(url) => DatabaseUrl::Pg(url.clone()),
        };
        Self {
            data,
            url,
            dir,
            _test: test,
        }
    }

    /// With the small company.
    pub(super) fn founded() -> Self {
        let ground = Self::new();
        House::found(&ground.url);
        ground
    }

    /// With nothing: the directory is not there, the database has no table.
    pub(super) fn bare() -> Self {
        let test = TestDb::empty();
        let dir = TempDir::new().unwrap();
        let data = dir.path().join("data");
        let url = match &test.url {
            DatabaseUrl::Sqlite(_) => DatabaseUrl::Sqlite(data.join("gaoshi.db")),
            DatabaseUrl::Pg(url) => DatabaseUrl::Pg(url.clone()),
        };
        Self {
            data,
            url,
            dir,
            _test: test,
        }
    }

    /// A file beside the data directory.
    pub(super) fn beside(&self, name: &str) -> String {
        self.dir.path().join(name).to_str().unwrap().to_owned()
    }

    /// What lies beside the data directory, by name.
    pub(super) fn names_beside(&self) -> Vec<String> {
        let mut names: Vec<String> = names_in(self.dir.path());
        names.retain(|name| name != "data");
        names
    }

    /// The settings of this house.
    pub(super) fn config(&self) -> Config {
        let config = Config::from_source(&self.data, &Source::default()).unwrap();
        Config {
            database: self.url.clone(),
            ..config
        }
    }

    pub(super) fn conn(&self) -> Conn {
        open(&self.url, Purpose::Write).unwrap()
    }

    /// The program with this house, to be run.
    pub(super) fn command(&self, args: &[&str]) -> Command {
        let address = match &self.url {
            DatabaseUrl::Sqlite(path) => format!("sqlite://{}", path.display()),
            DatabaseUrl::Pg(url) => url.clone(),
        };
        let mut command = Command::new(env!("CARGO_BIN_EXE_gaoshi"));
        command
            .arg("--data")
            .arg(&self.data)
            .args(args)
            .env("GAOSHI_DATABASE", address);
        command
    }

    /// Runs the program; it must do what is asked. What it said.
    pub(super) fn must(&self, args: &[&str]) -> String {
        let out = self.command(args).output().unwrap();
        assert!(out.status.success(), "{args:?}: {}", told(&out));
        told(&out)
    }

    /// Runs the program; it must refuse. What it said.
    pub(super) fn refused(&self, args: &[&str]) -> String {
        let out = self.command(args).output().unwrap();
        assert_eq!(out.status.code(), Some(1), "{args:?}: {}", told(&out));
        told(&out)
    }

    /// Writes a complaint with photos of noise down.
    pub(super) fn add_photos(&self, count: usize, bytes: usize) -> Vec<Kept> {
        let place = Photos::in_data_dir(&self.data, 0);
        let complaint = uuid::Uuid::now_v7().to_string();
        let mut conn = self.conn();
        conn.batch_execute(&format!(
            "INSERT INTO complaint_cases (id, office_id, number, stage, version, opened_at) \
             SELECT '{complaint}', id, '{complaint}', 'received', 1, '2026-11-24 01:00:00' \
             FROM offices WHERE kind = 'office'; \
             INSERT INTO complaint_contacts (id, office_id, case_id, number, source, channel, \
             content, place_text, reach, received_at, photos_unkept, token_hash) \
             SELECT id, office_id, id, number, 'owner', 'phone', '灯不亮', '', 'never_given', \
             opened_at, 0, id FROM complaint_cases WHERE id = '{complaint}'"
        ))
        .unwrap();
        let mut kept = Vec::new();
        for _ in 0..count {
            let id = PhotoId::new();
            let mut jpeg = vec![0; bytes];
            rand::fill(&mut jpeg[..]);
            let photo = Photo {
                jpeg,
                width: 1,
                height: 1,
            };
            place.keep(&id, &photo).unwrap();
            conn.batch_execute(&format!(
                "INSERT INTO complaint_photos (id, office_id, contact_id, width, height, bytes, \
                 created_at) SELECT '{id}', office_id, id, 1, 1, {bytes}, received_at \
                 FROM complaint_contacts WHERE id = '{complaint}'"
            ))
            .unwrap();
            kept.push(Kept {
                id: id.to_string(),
                complaint: complaint.clone(),
                bytes: photo.jpeg,
            });
        }
        kept
    }

    pub(super) fn count(&self, table: &str) -> usize {
        texts(&mut self.conn(), &format!("SELECT '' AS text FROM {table}")).len()
    }
}

/// Whether the tests run on PostgreSQL.
pub(super) fn on_postgres() -> bool {
    std::env::var_os("TEST_DATABASE_URL").is_some()
}

pub(super) fn told(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned() + &String::from_utf8_lossy(&out.stdout)
}

pub(super) fn names_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = folder.read_dir() else {
        return Vec::new();
    };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// Every photo on the shelf of a data directory: its name and its sum.
pub(super) fn photos_of(data: &Path) -> BTreeMap<String, String> {
    let shelf = data.join("photos");
    let mut sums = BTreeMap::new();
    for folder in names_in(&shelf) {
        for name in names_in(&shelf.join(&folder)) {
            let bytes = fs::read(shelf.join(&folder).join(&name)).unwrap();
            sums.insert(format!("{folder}/{name}"), sum(&bytes));
        }
    }
    sums
}

pub(super) fn sum(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    text: String,
}

pub(super) fn texts(conn: &mut Conn, sql: &str) -> Vec<String> {
    let lines: Vec<Line> = sql_query(sql).load(conn).unwrap();
    lines.into_iter().map(|line| line.text).collect()
}

/// Every row of every table as text, but those of what a restore itself writes down.
pub(super) fn dump(url: &DatabaseUrl) -> BTreeMap<String, Vec<String>> {
    let mut conn = open(url, Purpose::Read).unwrap();
    let tables = texts(
        &mut conn,
        match url {
            DatabaseUrl::Sqlite(_) => "SELECT name AS text FROM sqlite_schema WHERE type = 'table'",
            DatabaseUrl::Pg(_) => {
                "SELECT CAST(tablename AS TEXT) AS text FROM pg_tables \
                 WHERE schemaname = 'public'"
            }
        },
    );
    let mut dump = BTreeMap::new();
    for table in tables.into_iter().filter(|t| t != "duty_holds") {
        let mut rows = texts(&mut conn, &rows_of(url, &table));
        // A copy knows no folder of photos as its own until a server starts on it.
        rows.retain(|row| table != "house_marks" || !row.contains("photo_shelf"));
        rows.sort();
        dump.insert(table, rows);
    }
    assert!(dump.len() > 25);
    dump
}

/// A query for the rows of a table as text.
fn rows_of(url: &DatabaseUrl, table: &str) -> String {
    let DatabaseUrl::Sqlite(_) = url else {
        return format!("SELECT CAST(t AS TEXT) AS text FROM \"{table}\" t");
    };
    let names = format!("SELECT name AS text FROM pragma_table_info('{table}')");
    let columns = texts(&mut open(url, Purpose::Read).unwrap(), &names);
    let quoted: Vec<String> = columns.iter().map(|c| format!("quote(\"{c}\")")).collect();
    format!(
        "SELECT {} AS text FROM \"{table}\"",
        quoted.join(" || ',' || ")
    )
}

/// An archive as its parts, to be put together otherwise.
pub(super) struct Parts {
    pub(super) manifest: serde_json::Value,
    pub(super) entries: Vec<(String, Vec<u8>)>,
}

impl Parts {
    pub(super) fn of(file: &str) -> Self {
        use std::io::Read;
        let mut zip = zip::ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
        let mut entries = Vec::new();
        for at in 0..zip.len() {
            let mut entry = zip.by_index(at).unwrap();
            let name = entry.name().unwrap().into_owned();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            entries.push((name, bytes));
        }
        let (_, json) = entries.pop().unwrap();
        Self {
            manifest: serde_json::from_slice(&json).unwrap(),
            entries,
        }
    }

    /// Lists what is in it, as it is.
    pub(super) fn list_again(&mut self) {
        let entries = self.entries.iter();
        let listed = entries.map(|(name, bytes)| {
            serde_json::json!({"name": name, "bytes": bytes.len(), "sha256": sum(bytes)})
        });
        self.manifest["entries"] = listed.collect();
    }

    pub(super) fn write(&self, file: &str) {
        use std::io::Write;
        let mut zip = zip::ZipWriter::new(fs::File::create(file).unwrap());
        let options = zip::write::SimpleFileOptions::default();
        for (name, bytes) in &self.entries {
            zip.start_file(name, options).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.start_file("manifest.json", options).unwrap();
        zip.write_all(self.manifest.to_string().as_bytes()).unwrap();
        zip.finish().unwrap();
    }
}

/// The list in an archive.
pub(super) fn manifest_of(file: &str) -> Manifest {
    let archive = gaoshi::platform::archive::Reading::open(file.as_ref()).unwrap();
    archive.manifest().clone()
}
