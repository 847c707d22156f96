//! The list in a backup: what it is, where it comes from, and what it must hold.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::platform::db::tables::TableRows;
use crate::platform::photos::PhotoId;

/// The form of archives that this program writes.
pub const FORMAT: u32 = 1;
/// Where the list stands in the archive.
pub const NAME: &str = "manifest.json";

/// What a backup is and what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of the archive.
    pub format: u32,
    /// The version of the program that wrote it.
    pub program: String,
    /// When it was begun, ISO 8601 in UTC.
    pub made_at: String,
    /// The address people reached the program under.
    pub public_url: Option<String>,
    /// The kind of database.
    pub database: Kind,
    /// The version of the database's own tool, where one wrote the copy.
    pub tool: Option<u32>,
    /// The migrations its schema had, in order.
    pub migrations: Vec<String>,
    /// How many rows each table has.
    pub tables: Vec<TableRows>,
    /// Everything in the archive but this list.
    pub entries: Vec<Entry>,
    /// Photos that rows name and the archive does not hold.
    pub absent: Vec<Absent>,
}

/// A kind of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The embedded one: the archive holds its file.
    Sqlite,
    /// The archive holds what `pg_dump --format=custom` wrote.
    Postgresql,
}

/// One thing in the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name: a path without `..`.
    pub name: String,
    /// Its size, unpacked.
    pub bytes: u64,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
}

/// A photo that a row names and the archive does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absent {
    pub photo: PhotoId,
    /// Why it is not there.
    pub why: Why,
}

/// Why a photo is not in the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Why {
    /// It was forgotten while the backup was written.
    Forgotten,
    /// It was lost before, and the operator accepted that.
    Lost,
}

impl Kind {
    /// Its name as people write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgresql => "PostgreSQL",
        }
    }
}

impl Manifest {
    /// Reads a list; what cannot be used is said in words.
    pub fn read(json: &[u8]) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Head {
            format: u32,
        }
        let broken = |e| format!("its list cannot be read: {e}");
        let head: Head = serde_json::from_slice(json).map_err(broken)?;
        if head.format > FORMAT {
            return Err(format!(
                "it was written by a newer gaoshi (form {}, this one knows {FORMAT}); use that one",
                head.format
            ));
        }
        let manifest: Self = serde_json::from_slice(json).map_err(broken)?;
        manifest.check_names()?;
        Ok(manifest)
    }

    /// Every name once, and none that leads elsewhere.
    fn check_names(&self) -> Result<(), String> {
        let mut seen = BTreeSet::new();
        for entry in &self.entries {
            if !is_harmless(&entry.name) || entry.name == NAME {
                return Err(format!(
                    "its list names {:?}, which no backup has",
                    entry.name
                ));
            }
            if !seen.insert(&entry.name) {
                return Err(format!("its list names {:?} twice", entry.name));
            }
        }
        Ok(())
    }

    /// The entry of a name.
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    /// Bytes of everything in it, unpacked; what cannot be counted is more than any disk has.
    pub fn bytes(&self) -> u64 {
        let sizes = self.entries.iter().map(|entry| entry.bytes);
        sizes.fold(0, u64::saturating_add)
    }

    /// Rows of all tables.
    pub fn rows(&self) -> i64 {
        let rows = self.tables.iter().map(|table| table.rows);
        rows.fold(0, i64::saturating_add)
    }
}

/// Whether a name is a plain path downwards.
fn is_harmless(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    name.len() <= 200
        && name
            .split('/')
            .all(|part| !part.is_empty() && !part.starts_with('.') && part.chars().all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(names: &[&str]) -> Manifest {
        let entry = |name: &&str| Entry {
            name: (*name).to_owned(),
            bytes: u64::MAX,
            sha256: String::new(),
        };
        Manifest {
            format: FORMAT,
            program: "1.0.0".to_owned(),
            made_at: "2026-11-24T08:00:00Z".to_owned(),
            public_url: None,
            database: Kind::Sqlite,
            tool: None,
            migrations: Vec::new(),
            tables: Vec::new(),
            entries: names.iter().map(entry).collect(),
            absent: Vec::new(),
        }
    }

    fn read(manifest: &Manifest) -> Result<Manifest, String> {
        Manifest::read(&serde_json::to_vec(manifest).unwrap())
    }

    #[test]
    fn a_list_is_read_as_it_was_written_and_its_sizes_never_overflow() {
        let manifest = listing(&["database.sqlite", "photos/0a/x.jpg"]);
        assert_eq!(read(&manifest).unwrap(), manifest);
        assert_eq!(manifest.bytes(), u64::MAX);
    }

    #[test]
    fn a_name_that_leads_elsewhere_or_comes_twice_is_refused() {
        for name in [
            "../x",
            "/etc/passwd",
            "a//b",
            "a/./b",
            "a/../b",
            "",
            ".x",
            "a\\b",
            "C:x",
            "a\0b",
            "图",
            NAME,
        ] {
            assert!(read(&listing(&[name])).is_err(), "{name}");
        }
        assert!(read(&listing(&["a", "a"])).unwrap_err().contains("twice"));
    }

    #[test]
    fn a_list_of_a_newer_form_says_so_whatever_else_it_holds() {
        let told = Manifest::read(br#"{"format": 2, "all": "different"}"#).unwrap_err();
        assert!(told.contains("newer gaoshi"), "{told}");
        assert!(Manifest::read(b"{}").is_err());
    }
}
