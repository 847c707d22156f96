//! Opening what somebody sends as a photo: in a process apart, never here.

use std::time::Duration;

use super::darkroom;
use super::picture::{Photo, PhotoError};
use crate::error::{Error, Result};
use crate::platform::apart::{Apart, NoAnswer, Work};

/// Opening a photo apart from the server, and what it may take. One at a time, so that with those
/// that wait and the server itself all of them stay within what a small machine has.
pub const WORK: Work = Work {
    command: "open-photo",
    memory: 136 * 1024 * 1024,
    seconds: 10,
    patience: Duration::from_secs(30),
    places: 1,
    queue: 16,
};

/// What became of a file that was sent as a photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Opened {
    /// It is ready to keep.
    Ready(Photo),
    /// It is not taken.
    Refused(PhotoError),
    /// It may be a good one, and nobody has time for it now.
    Unseen,
}

/// Opens a photo apart; whatever ended that process was no photo.
pub(super) async fn open(apart: &Apart, file: Vec<Vec<u8>>) -> Result<Opened> {
    let answer = match apart.run(&WORK, file).await {
        Ok(answer) => darkroom::read(&answer)?,
        Err(NoAnswer::Broken) => Err(PhotoError::Damaged),
        Err(NoAnswer::Busy) => return Ok(Opened::Unseen),
        Err(failed @ NoAnswer::Failed(_)) => return Err(Error::internal(failed)),
    };
    Ok(answer.map_or_else(Opened::Refused, Opened::Ready))
}
