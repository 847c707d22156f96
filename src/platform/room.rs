//! Room in memory for forms that are not finished: so much for all of them together, whoever sends
//! them and however slowly. Photos have room of their own.

use std::sync::{Arc, LazyLock};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Error, Result};

/// Bytes for all forms of the process: five hundred of the longest at a time.
const ALL: usize = 128 * 1024 * 1024;
/// Room is taken in pieces of this many bytes.
const PIECE: usize = 1024;

static FREE: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(ALL / PIECE)));

/// The room that one form takes; it is free again when this is gone.
#[derive(Debug)]
pub struct Room {
    free: Arc<Semaphore>,
    bytes: usize,
    taken: Option<OwnedSemaphorePermit>,
}

impl Default for Room {
    fn default() -> Self {
        Self::in_(Arc::clone(&FREE))
    }
}

impl Room {
    fn in_(free: Arc<Semaphore>) -> Self {
        Self {
            free,
            bytes: 0,
            taken: None,
        }
    }

    /// Takes room for so many bytes more; `Crowded` when there is none.
    pub fn take(&mut self, bytes: usize) -> Result<()> {
        self.bytes += bytes;
        let has = self
            .taken
            .as_ref()
            .map_or(0, OwnedSemaphorePermit::num_permits);
        let wants = self.bytes.div_ceil(PIECE).saturating_sub(has);
        if wants == 0 {
            return Ok(());
        }
        let full = || Error::Crowded("platform-crowded");
        let wants = u32::try_from(wants).or(Err(full()))?;
        let more = Arc::clone(&self.free).try_acquire_many_owned(wants);
        let more = more.or(Err(full()))?;
        match &mut self.taken {
            Some(taken) => taken.merge(more),
            None => self.taken = Some(more),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_are_not_finished_share_their_room_and_give_it_back() {
        let free = Arc::new(Semaphore::new(10));
        let mut slow = Room::in_(Arc::clone(&free));
        for _ in 0..60 {
            slow.take(100).unwrap();
        }
        assert_eq!(free.available_permits(), 4);
        let mut other = Room::in_(Arc::clone(&free));
        other.take(4 * PIECE).unwrap();
        assert!(matches!(other.take(1), Err(Error::Crowded(_))));
        drop(slow);
        assert!(other.take(1).is_ok());
        drop(other);
        assert_eq!(free.available_permits(), 10);
    }

    #[test]
    fn a_form_larger_than_all_room_is_sent_away_at_once() {
        let mut room = Room::in_(Arc::new(Semaphore::new(2)));
        assert!(room.take(usize::MAX / 2).is_err());
        assert!(room.taken.is_none());
    }
}
