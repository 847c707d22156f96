//! A lock file: one holder at a time, released by the system when the holder ends.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;

use crate::error::{Error, Result};

/// A held lock; dropping it lets go.
#[derive(Debug)]
pub struct Held(#[expect(dead_code, reason = "the open file is the lock")] File);

/// Takes the lock at `path`, or says that another process holds it.
pub fn take(path: &Path) -> Result<Option<Held>> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Held(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(e)) => Err(e.into()),
    }
}

/// Takes the lock, waiting for it at most as long as given.
#[expect(
    clippy::disallowed_methods,
    reason = "runs before the server, on a thread of its own"
)]
pub fn wait(path: &Path, at_most: Duration) -> Result<Held> {
    let step = Duration::from_millis(100);
    let mut waited = Duration::ZERO;
    loop {
        if let Some(held) = take(path)? {
            return Ok(held);
        }
        if waited >= at_most {
            return Err(Error::internal(format!(
                "{} is still held by another",
                path.display()
            )));
        }
        std::thread::sleep(step);
        waited += step;
    }
}
