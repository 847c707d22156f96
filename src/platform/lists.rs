//! A table from an office's file: CSV as Excel writes it in China, or XLSX.
//!
//! A file is somebody else's: what it unpacks to is counted before it is believed. A list is strict:
//! what a cell shows is what is printed, and what cannot be read as it is shown is refused by row
//! and column rather than read, as nobody sees on the page what it would become.

mod book;
mod bounds;
mod cell;
mod comma;
mod fault;
mod figure;
mod rows;
mod unseen;

use std::time::Duration;

pub use bounds::{MAX_BYTES, MAX_ROWS};
pub use comma::quoted;
pub use fault::{ImportError, NoText};
pub use rows::Table;

use crate::error::{Error, Result};
use crate::platform::apart::{Apart, NoAnswer, Work};

/// Reading a list apart from the server, and what it may take.
pub const WORK: Work = Work {
    command: "read-list",
    memory: 1024 * 1024 * 1024,
    seconds: 10,
    patience: Duration::from_secs(30),
    places: 2,
    queue: 20,
};

/// Reads a file in a process of its own; one that breaks its reader is refused like one that
/// swells.
pub async fn read(apart: &Apart, file: impl Into<Vec<u8>>) -> Result<Result<Table, ImportError>> {
    let file = file.into();
    let is_packed = file.starts_with(b"PK");
    match apart.run(&WORK, vec![file]).await {
        Ok(answer) => serde_json::from_slice(&answer).map_err(Error::internal),
        Err(NoAnswer::Broken) if is_packed => Ok(Err(ImportError::Swollen)),
        Err(NoAnswer::Broken) => Ok(Err(ImportError::Unreadable)),
        Err(NoAnswer::Busy) => Err(Error::unavailable("too many lists are being read")),
        Err(failed @ NoAnswer::Failed(_)) => Err(Error::internal(failed)),
    }
}

/// What that process answers: a table, or why there is none, as JSON.
pub fn answer(file: &[u8]) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&table(file))
}

/// Reads a file, whichever of the two it is.
pub fn table(bytes: &[u8]) -> Result<Table, ImportError> {
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::TooLarge);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        book::read(bytes)
    } else {
        comma::read(bytes)
    }
}

#[cfg(test)]
mod tests;
