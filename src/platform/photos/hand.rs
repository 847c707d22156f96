//! A photo in hand: as it arrives, and until it is opened.

use tokio::sync::OwnedSemaphorePermit;

use super::Photos;
use super::opening::{self, Opened};
use crate::error::Result;

/// Room is asked for in pieces of this many bytes, however small those are that arrive.
pub(super) const PIECE: usize = 256 * 1024;

/// What has arrived of a photo, piece by piece, with the room it takes. One growing whole would
/// take twice as much each time it grows.
#[derive(Debug, Default)]
pub(super) struct Hand {
    pieces: Vec<Vec<u8>>,
    room: Vec<OwnedSemaphorePermit>,
}

impl Hand {
    /// Takes more of it, if there is room among all that are on their way.
    pub(super) fn takes(&mut self, mut chunk: &[u8], photos: &Photos) -> bool {
        while !chunk.is_empty() {
            let is_full = self.pieces.last().is_none_or(|piece| piece.len() == PIECE);
            if is_full && !self.grows(photos) {
                return false;
            }
            let Some(piece) = self.pieces.last_mut() else {
                return false;
            };
            let (now, later) = chunk.split_at(chunk.len().min(PIECE - piece.len()));
            piece.extend_from_slice(now);
            chunk = later;
        }
        true
    }

    fn grows(&mut self, photos: &Photos) -> bool {
        let room = photos.room_for_a_piece();
        let grows = room.is_some();
        self.room.extend(room);
        if grows {
            self.pieces.push(Vec::with_capacity(PIECE));
        }
        grows
    }

    /// Opens it; it has its room until that is done.
    pub(super) async fn open(self, photos: &Photos) -> Result<Opened> {
        let Self { pieces, room } = self;
        let opened = opening::open(&photos.apart, pieces).await;
        drop(room);
        opened
    }
}
