//! Reading an archive: its list first, then each entry, which must be as the list says.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use zip::ZipArchive;
use zip::result::ZipError;

use super::manifest::{Entry, Manifest, NAME};
use super::{Measured, at};
use crate::error::{Error, Result};

/// The longest list, in bytes: room for more than a million photos.
const LONGEST_LIST: u64 = 256 * 1024 * 1024;

/// An archive whose list was read.
pub struct Reading {
    zip: ZipArchive<BufReader<File>>,
    file: PathBuf,
    manifest: Manifest,
}

impl Reading {
    /// Opens an archive and holds its names against its list.
    pub fn open(file: &Path) -> Result<Self> {
        let opened = File::open(file).map_err(at(file))?;
        let mut zip = ZipArchive::new(BufReader::with_capacity(1 << 18, opened))
            .map_err(|e| no_archive(file, &e))?;
        let list = read_list(&mut zip).map_err(|why| damaged(file, &why))?;
        let manifest = Manifest::read(&list).map_err(|why| unusable(file, &why))?;
        let mut reading = Self {
            zip,
            file: file.to_owned(),
            manifest,
        };
        let names = reading.check_names();
        names.map_err(|why| damaged(file, &why))?;
        Ok(reading)
    }

    /// What it says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The archive's own name.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The archive holds what the list names, each once and apart, and nothing else.
    fn check_names(&mut self) -> Result<(), String> {
        let broken = |e: ZipError| e.to_string();
        if self.zip.has_duplicate_names() || self.zip.has_overlapping_entries().map_err(broken)? {
            return Err("two of its entries are one".to_owned());
        }
        let listed: BTreeSet<&str> = self
            .manifest
            .entries
            .iter()
            .map(|entry| entry.name.as_str())
            .collect();
        for name in self.zip.file_names() {
            let name = name.map_err(broken)?;
            if name != NAME && !listed.contains(name.as_ref()) {
                return Err(format!("it holds {name:?}, which its list does not name"));
            }
        }
        let missing = listed
            .into_iter()
            .find(|name| self.zip.index_for_name(name).is_none());
        missing.map_or(Ok(()), |name| Err(format!("{name} is not in it")))
    }

    /// Copies an entry out; an error when it is not as the list says, whatever was written.
    pub fn copy(&mut self, entry: &Entry, to: &mut impl Write) -> Result<()> {
        let file = self.file.clone();
        let broken = |why: &str| damaged(&file, &format!("{}: {why}", entry.name));
        let from = self
            .zip
            .by_name(&entry.name)
            .map_err(|e| broken(&e.to_string()))?;
        let mut from = Measured::new(from.take(entry.bytes.saturating_add(1)));
        let mut piece = vec![0; 1 << 16];
        loop {
            let read = match from.read(&mut piece) {
                Ok(0) => break,
                Ok(read) => read,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(broken(&e.to_string())),
            };
            to.write_all(piece.get(..read).unwrap_or_default())?;
        }
        if from.entry(&entry.name) == *entry {
            Ok(())
        } else {
            Err(broken("it is not what was saved"))
        }
    }

    /// Reads an entry to its end and keeps nothing.
    pub fn check(&mut self, entry: &Entry) -> Result<()> {
        self.copy(entry, &mut io::sink())
    }
}

fn read_list(zip: &mut ZipArchive<BufReader<File>>) -> Result<Vec<u8>, String> {
    let entry = match zip.by_name(NAME) {
        Ok(entry) => entry,
        Err(ZipError::FileNotFound) => return Err(format!("{NAME} is not in it")),
        Err(e) => return Err(e.to_string()),
    };
    let mut list = Vec::new();
    let read = entry.take(LONGEST_LIST + 1).read_to_end(&mut list);
    let read = read.map_err(|e| e.to_string())?;
    if read as u64 > LONGEST_LIST {
        return Err("its list is longer than any".to_owned());
    }
    Ok(list)
}

fn no_archive(file: &Path, why: &ZipError) -> Error {
    Error::unavailable(format!(
        "{} is no backup of gaoshi, or its end is missing ({why}); nothing was restored",
        file.display()
    ))
}

fn damaged(file: &Path, why: &str) -> Error {
    Error::unavailable(format!(
        "{} is damaged: {why}; take another copy of it, or an earlier backup",
        file.display()
    ))
}

fn unusable(file: &Path, why: &str) -> Error {
    Error::unavailable(format!("{} cannot be used: {why}", file.display()))
}
