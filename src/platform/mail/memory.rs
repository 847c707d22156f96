//! The mailbox of the tests: what was sent, and an order to fail.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::rest::Rest;
use super::{Failure, Letter, Post};

/// Mails that would have left.
#[derive(Debug, Clone, Default)]
pub struct Memory(Arc<Mutex<Kept>>, Rest);

#[derive(Debug, Default)]
struct Kept {
    letters: Vec<Letter>,
    posts: Vec<Post>,
    failure: Option<Failure>,
}

impl Memory {
    /// The letters sent so far.
    pub fn letters(&self) -> Vec<Letter> {
        self.kept().letters.clone()
    }

    /// The messages sent so far.
    pub fn posts(&self) -> Vec<Post> {
        self.kept().posts.clone()
    }

    /// From now on every mail fails so, or with `None` leaves again.
    pub fn fail_with(&self, failure: Option<Failure>) {
        self.kept().failure = failure;
    }

    /// Whatever it took nothing of is tried at once.
    pub fn wake(&self) {
        self.1.end();
    }

    pub(super) fn rest(&self) -> &Rest {
        &self.1
    }

    pub(super) fn keep(&self, letter: &Letter, post: Post) -> Result<(), Failure> {
        let mut kept = self.kept();
        if let Some(failure) = &kept.failure {
            return Err(failure.clone());
        }
        kept.letters.push(letter.clone());
        kept.posts.push(post);
        Ok(())
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
