//! A backup as one file: a zip with a list of what is in it, by size and SHA-256.
//!
//! It is written under another name and given its own when it is whole and on the disk. Nothing
//! is taken out of it that its list does not name, or that is not as the list says.

pub mod manifest;
pub mod reading;
pub mod writing;

use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::error::Error;

pub use self::manifest::{Entry, Manifest};
pub use self::reading::Reading;
pub use self::writing::{Packing, Writing};

/// A reader that measures what passes through it.
pub(crate) struct Measured<R> {
    from: R,
    bytes: u64,
    sum: Sha256,
}

impl<R: Read> Measured<R> {
    pub(crate) fn new(from: R) -> Self {
        Self {
            from,
            bytes: 0,
            sum: Sha256::new(),
        }
    }

    /// What passed through, under a name.
    pub(crate) fn entry(self, name: &str) -> Entry {
        Entry {
            name: name.to_owned(),
            bytes: self.bytes,
            sha256: data_encoding::HEXLOWER.encode(&self.sum.finalize()),
        }
    }
}

impl<R: Read> Read for Measured<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        self.bytes += read as u64;
        self.sum.update(into.get(..read).unwrap_or_default());
        Ok(read)
    }
}

/// What went wrong with a file, in words for the operator.
pub(crate) fn at(path: &Path) -> impl Fn(io::Error) -> Error {
    let path = path.to_owned();
    move |e| {
        let full = matches!(
            e.kind(),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
        );
        if full {
            Error::unavailable(format!(
                "there is no room left for {}; make room, or name a place on another disk",
                path.display()
            ))
        } else {
            Error::unavailable(format!("{}: {e}", path.display()))
        }
    }
}
