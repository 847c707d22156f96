//! The shelf as a whole: what ought to stand on it, and how it is filled anew.

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::{Knows, PhotoId, Photos, entries, sync};
use crate::error::Result;
use crate::platform::db::Conn;

/// Where photos wait that are not on the shelf yet.
const WAITING: &str = ".restoring";

/// A photo that a row names.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable)]
pub struct NamedPhoto {
    /// The photo.
    pub id: PhotoId,
    /// The size of its file.
    pub bytes: i32,
}

/// A feature that names photos.
#[derive(Clone, Copy)]
pub struct Keeper {
    /// The table it names them in; a database from before that table has none.
    pub table: &'static str,
    /// All of them.
    pub all: fn(&mut Conn) -> Result<Vec<NamedPhoto>>,
    /// Whether it names one.
    pub knows: Knows,
}

impl Photos {
    /// The folder of the shelf.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where a photo stands below the folder: `4f/….jpg`.
    pub fn name_of(&self, id: &PhotoId) -> String {
        let file = self.file_of(id);
        let below = file.strip_prefix(&self.folder).unwrap_or(&file);
        below.to_string_lossy().into_owned()
    }

    /// Opens a photo; none when it is not on the shelf.
    pub fn open(&self, id: &PhotoId) -> io::Result<Option<File>> {
        match File::open(self.file_of(id)) {
            Ok(file) => Ok(Some(file)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// Whether anything stands on it.
    pub fn is_bare(&self) -> Result<bool> {
        Ok(self.files()?.is_empty())
    }

    /// The shelf that waits inside this one until it is whole.
    #[must_use]
    pub fn waiting(&self) -> Self {
        Self {
            folder: self.folder.join(WAITING),
            ..self.clone()
        }
    }

    /// A new file on it, which only its owner may read.
    pub fn new_file(&self, id: &PhotoId) -> io::Result<File> {
        use std::os::unix::fs::OpenOptionsExt;
        let (folder, file) = (self.folder_of(id), self.file_of(id));
        make_private(&folder)?;
        File::options()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(file)
    }

    /// Puts everything that waits on the shelf, which must be bare.
    pub fn take_in(&self) -> Result<()> {
        let waiting = self.waiting();
        if !waiting.folder.is_dir() {
            return Ok(());
        }
        for folder in entries(&waiting.folder)? {
            let Some(name) = folder.file_name() else {
                continue;
            };
            let place = self.folder.join(name);
            // An empty one may be left of earlier photos.
            fs::remove_dir(&place).ok();
            fs::rename(&folder, &place)?;
        }
        fs::remove_dir(&waiting.folder)?;
        sync(&self.folder)
    }

    /// Throws away what waits.
    pub fn give_up_waiting(&self) -> io::Result<()> {
        remove_all(&self.waiting().folder)
    }

    /// Throws everything away: for photos that were put here and then not needed.
    pub fn clear(&self) -> Result<()> {
        if self.folder.is_dir() {
            for folder in entries(&self.folder)? {
                remove_all(&folder)?;
            }
        }
        Ok(())
    }
}

/// Makes a folder, and those above it, that only their owner may open.
pub fn make_private(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

fn remove_all(folder: &PathBuf) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn what_waits_is_not_on_the_shelf_until_it_is_taken_in() {
        let data = tempfile::tempdir().unwrap();
        let photos = Photos::in_data_dir(data.path(), 0);
        assert!(photos.is_bare().unwrap());
        photos.take_in().unwrap();
        let ids: Vec<PhotoId> = (0..20).map(|_| PhotoId::new()).collect();
        for id in &ids {
            let mut file = photos.waiting().new_file(id).unwrap();
            file.write_all(id.as_str().as_bytes()).unwrap();
        }
        assert!(photos.open(&ids[0]).unwrap().is_none());
        photos.take_in().unwrap();
        for id in &ids {
            assert_eq!(photos.read(id).unwrap(), id.as_str().as_bytes());
        }
        assert!(!photos.is_bare().unwrap());
        photos.clear().unwrap();
        assert!(photos.is_bare().unwrap());
    }
}
