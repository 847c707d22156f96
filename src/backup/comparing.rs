//! What was built, held against what was saved.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read};

use super::{KEEPERS, PHOTOS, photo_name};
use crate::error::Result;
use crate::platform::archive::manifest::Manifest;
use crate::platform::archive::{Entry, Measured, at};
use crate::platform::db::Conn;
use crate::platform::db::tables::{self, TableRows};
use crate::platform::photos::Photos;
use crate::platform::photos::shelf::NamedPhoto;

/// Faults that are told one by one.
const TOLD: usize = 20;

/// One figure of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What was counted.
    pub what: String,
    /// How much of it was saved.
    pub saved: i64,
    /// How much of it is there now.
    pub restored: i64,
}

/// Every figure, and what does not agree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The figures.
    pub lines: Vec<Line>,
    /// What does not agree, in words; empty when all does.
    pub faults: Vec<String>,
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<28}{:>14}{:>14}", "", "in the backup", "restored")?;
        for line in &self.lines {
            let mark = if line.saved == line.restored {
                ""
            } else {
                "  DIFFERS"
            };
            writeln!(
                f,
                "{:<28}{:>14}{:>14}{mark}",
                line.what, line.saved, line.restored
            )?;
        }
        for fault in self.faults.iter().take(TOLD) {
            writeln!(f, "DIFFERS: {fault}")?;
        }
        let more = self.faults.len().saturating_sub(TOLD);
        if more > 0 {
            writeln!(f, "and {more} more")?;
        }
        Ok(())
    }
}

impl Comparison {
    fn line(&mut self, what: &str, saved: i64, restored: i64) {
        if saved != restored {
            self.faults
                .push(format!("{what}: {saved} were saved, {restored} are here"));
        }
        self.lines.push(Line {
            what: what.to_owned(),
            saved,
            restored,
        });
    }

    /// Holds the database against the list: its migrations, its tables, and the photos it names
    /// against the photos that were saved.
    pub(super) fn of_database(
        conn: &mut Conn,
        manifest: &Manifest,
        shelf: &Photos,
    ) -> Result<Self> {
        let mut comparison = Self::default();
        if tables::migrations(conn)? != manifest.migrations {
            comparison
                .faults
                .push("its migrations are others".to_owned());
        }
        let restored = tables::rows(conn)?;
        comparison.tables(&manifest.tables, &restored);
        let mut named = Vec::new();
        for keeper in &KEEPERS {
            if restored.iter().any(|table| table.name == keeper.table) {
                named.extend((keeper.all)(conn)?);
            }
        }
        comparison.photos(&named, manifest, shelf);
        Ok(comparison)
    }

    fn tables(&mut self, saved: &[TableRows], restored: &[TableRows]) {
        let by_name = |tables: &[TableRows]| -> BTreeMap<String, i64> {
            let pairs = tables.iter().map(|table| (table.name.clone(), table.rows));
            pairs.collect()
        };
        let (saved, restored) = (by_name(saved), by_name(restored));
        let mut names: Vec<&String> = saved.keys().chain(restored.keys()).collect();
        names.sort();
        names.dedup();
        for name in names {
            // A table that is not there has fewer rows than none.
            let rows = |of: &BTreeMap<String, i64>| of.get(name).copied().unwrap_or(-1);
            self.line(name, rows(&saved), rows(&restored));
        }
    }

    /// Every photo that a row names was saved, at its size, or is known to be absent.
    fn photos(&mut self, named: &[NamedPhoto], manifest: &Manifest, place: &Photos) {
        let sizes: BTreeMap<&str, u64> = manifest
            .entries
            .iter()
            .map(|entry| (entry.name.as_str(), entry.bytes))
            .collect();
        let is_absent = |photo: &NamedPhoto| {
            let mut absent = manifest.absent.iter();
            absent.any(|absent| absent.photo == photo.id)
        };
        let mut held = 0;
        for photo in named {
            match sizes.get(photo_name(place, &photo.id).as_str()) {
                Some(bytes) if i64::try_from(*bytes) == Ok(i64::from(photo.bytes)) => held += 1,
                Some(_) => self
                    .faults
                    .push(format!("photo {} has another size", photo.id)),
                None if is_absent(photo) => {}
                None => self
                    .faults
                    .push(format!("photo {} was not saved", photo.id)),
            }
        }
        let saved = i64::try_from(super::photos_in(manifest)).unwrap_or(i64::MAX);
        self.line("(photos named by rows)", saved, held);
    }

    /// Asks the database's file whether it is whole.
    pub(super) fn whole(&mut self, conn: &mut Conn) -> Result<()> {
        self.faults.extend(tables::faults(conn)?);
        Ok(())
    }

    /// Reads every photo back from the shelf.
    pub(super) fn read_back(&mut self, manifest: &Manifest, place: &Photos) -> Result<()> {
        let (mut saved, mut agreeing) = (0, 0);
        let (mut bytes, mut bytes_agreeing) = (0, 0);
        for entry in manifest
            .entries
            .iter()
            .filter(|e| e.name.starts_with(PHOTOS))
        {
            saved += 1;
            bytes += i64::try_from(entry.bytes).unwrap_or(i64::MAX);
            let found = measured(entry, place)?;
            if found.as_ref() == Some(entry) {
                agreeing += 1;
                bytes_agreeing += i64::try_from(entry.bytes).unwrap_or(i64::MAX);
            } else {
                self.faults
                    .push(format!("{} is not what was saved", entry.name));
            }
        }
        self.line("(photos read back)", saved, agreeing);
        self.line("(bytes of photos)", bytes, bytes_agreeing);
        Ok(())
    }
}

/// An entry as it is on the shelf; none when it is not.
fn measured(entry: &Entry, shelf: &Photos) -> Result<Option<Entry>> {
    let Some(id) = super::photo_of(shelf, entry) else {
        return Ok(None);
    };
    let Some(file) = shelf.open(&id).map_err(at(shelf.folder()))? else {
        return Ok(None);
    };
    let mut file = Measured::new(file.take(entry.bytes.saturating_add(1)));
    io::copy(&mut file, &mut io::sink()).map_err(at(shelf.folder()))?;
    Ok(Some(file.entry(&entry.name)))
}
