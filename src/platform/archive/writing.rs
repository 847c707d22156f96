//! Writing an archive: beside its name first, under its name when it is whole.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::manifest::{Entry, Manifest, NAME};
use super::{Measured, at};
use crate::error::{Error, Result};

/// How an entry is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// Made smaller.
    Packed,
    /// As it is: it was made small before.
    AsIs,
}

/// An archive that is being written; when it is given up, nothing of it stays.
pub struct Writing {
    zip: Option<ZipWriter<BufWriter<File>>>,
    file: PathBuf,
    part: PathBuf,
    entries: Vec<Entry>,
}

/// The name of something that belongs to a file only while it is being written.
pub fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// A new file that only its owner may read; what a killed program left under its name goes.
pub fn new_file(path: &Path) -> Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create_new(true).mode(0o600);
    match options.open(path) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(path).map_err(at(path))?;
            options.open(path).map_err(at(path))
        }
        opened => opened.map_err(at(path)),
    }
}

impl Writing {
    /// Begins an archive that will be `file`, which must not be there.
    pub fn begin(file: &Path) -> Result<Self> {
        if file.symlink_metadata().is_ok() {
            return Err(taken(file));
        }
        let part = beside(file, ".part");
        if is_held(&part) {
            return Err(Error::unavailable(format!(
                "another backup is being written to {}; wait for its end, or name another file",
                file.display()
            )));
        }
        let out = new_file(&part)?;
        out.try_lock()
            .map_err(|e| Error::unavailable(format!("{}: {e}", part.display())))?;
        Ok(Self {
            zip: Some(ZipWriter::new(BufWriter::with_capacity(1 << 18, out))),
            file: file.to_owned(),
            part,
            entries: Vec::new(),
        })
    }

    /// Adds what a reader gives, to its end.
    pub fn add(&mut self, name: &str, packing: Packing, from: impl Read) -> Result<()> {
        let method = match packing {
            Packing::Packed => CompressionMethod::Deflated,
            Packing::AsIs => CompressionMethod::Stored,
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .large_file(true)
            .unix_permissions(0o600);
        let mut from = Measured::new(from);
        let zip = self.zip.as_mut().ok_or_else(ended)?;
        let written = zip
            .start_file(name, options)
            .map_err(io::Error::from)
            .and_then(|()| io::copy(&mut from, zip));
        written.map_err(at(&self.part))?;
        self.entries.push(from.entry(name));
        Ok(())
    }

    /// Ends it with its list; when this returns, the archive survives a power cut.
    pub fn finish(mut self, list: impl FnOnce(Vec<Entry>) -> Manifest) -> Result<Manifest> {
        let manifest = list(std::mem::take(&mut self.entries));
        let json = serde_json::to_vec_pretty(&manifest)?;
        self.add(NAME, Packing::Packed, json.as_slice())?;
        let zip = self.zip.take().ok_or_else(ended)?;
        let out = zip
            .finish()
            .map_err(io::Error::from)
            .map_err(at(&self.part))?;
        let out = out.into_inner().map_err(io::IntoInnerError::into_error);
        let out = out.map_err(at(&self.part))?;
        out.sync_all().map_err(at(&self.part))?;
        put_in_place(&self.part, &self.file)?;
        sync_folder_of(&self.file)?;
        Ok(manifest)
    }
}

impl Drop for Writing {
    /// The zip is let go as it is: it would write its end, and say so if it cannot.
    fn drop(&mut self) {
        if let Some(zip) = self.zip.take() {
            std::mem::forget(zip);
        }
        fs::remove_file(&self.part).ok();
    }
}

fn ended() -> Error {
    Error::internal("the archive was ended")
}

fn taken(file: &Path) -> Error {
    Error::unavailable(format!(
        "{} is there already and is not overwritten; name another file",
        file.display()
    ))
}

/// Whether a program that lives writes to the file.
fn is_held(part: &Path) -> bool {
    let Ok(file) = File::open(part) else {
        return false;
    };
    matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

/// Gives the file its name, unless somebody else took it meanwhile.
fn put_in_place(part: &Path, file: &Path) -> Result<()> {
    match renameat_with(CWD, part, CWD, file, RenameFlags::NOREPLACE) {
        Ok(()) => Ok(()),
        Err(Errno::EXIST) => Err(taken(file)),
        // Not every file system can refuse by itself.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) if !file.exists() => {
            fs::rename(part, file).map_err(at(file))
        }
        Err(e) => Err(at(file)(e.into())),
    }
}

/// A new name in a folder is kept only once the folder itself is on the disk.
pub fn sync_folder_of(file: &Path) -> Result<()> {
    let folder = match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let open = File::open(folder).map_err(at(folder))?;
    open.sync_all().map_err(at(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_that_is_given_up_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("b.zip");
        let mut writing = Writing::begin(&file).unwrap();
        writing.add("a", Packing::Packed, &b"some"[..]).unwrap();
        assert!(beside(&file, ".part").exists());
        assert!(Writing::begin(&file).is_err_and(|e| e.to_string().contains("another backup")));
        drop(writing);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_a_killed_program_left_is_replaced_and_never_followed() {
        let dir = tempfile::tempdir().unwrap();
        let (file, elsewhere) = (dir.path().join("b.zip"), dir.path().join("elsewhere"));
        fs::write(&elsewhere, "kept").unwrap();
        std::os::unix::fs::symlink(&elsewhere, beside(&file, ".part")).unwrap();
        drop(Writing::begin(&file).unwrap());
        assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "kept");
    }
}
