//! A photo in hand: as it arrives, and until it is opened.

use tokio::sync::OwnedSemaphorePermit;

use super::Photos;
use super::picture::{self, Opened};
use crate::error::Result;

/// Room is asked for in pieces of this many bytes, however small those are that arrive.
pub(super) const PIECE: usize = 256 * 1024;

/// What has arrived of a photo, with the room it takes.
#[derive(Debug, Default)]
pub(super) struct Hand {
    bytes: Vec<u8>,
    room: Vec<OwnedSemaphorePermit>,
}

impl Hand {
    /// Takes more of it, if there is room among all that are on their way.
    pub(super) fn takes(&mut self, chunk: &[u8], photos: &Photos) -> bool {
        while self.room.len() * PIECE < self.bytes.len() + chunk.len() {
            let Some(piece) = photos.room_for_a_piece() else {
                return false;
            };
            self.room.push(piece);
            self.bytes.reserve_exact(PIECE);
        }
        self.bytes.extend_from_slice(chunk);
        true
    }

    /// Opens it; it has its room until that is done.
    pub(super) async fn open(self, photos: &Photos) -> Result<Opened> {
        let Self { bytes, room } = self;
        let opened = picture::open(&photos.apart, bytes).await;
        drop(room);
        opened
    }
}
