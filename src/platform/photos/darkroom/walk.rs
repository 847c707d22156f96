//! Steps through a file by its bytes.

use super::negative::damaged;
use crate::platform::photos::picture::PhotoError;

/// What is left of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Walk<'a> {
    pub(super) rest: &'a [u8],
}

impl<'a> Walk<'a> {
    /// At the beginning of these bytes.
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next bytes, so many; a file that ends before is cut off.
    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], PhotoError> {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(PhotoError::Damaged)?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], PhotoError> {
        self.take(N)?.try_into().map_err(damaged)
    }

    pub(super) fn byte(&mut self) -> Result<u8, PhotoError> {
        self.array().map(|[byte]| byte)
    }

    /// Four letters that name a part.
    pub(super) fn name(&mut self) -> Result<[u8; 4], PhotoError> {
        self.array()
    }

    /// A number of two bytes, the high one first.
    pub(super) fn short(&mut self) -> Result<u16, PhotoError> {
        self.array().map(u16::from_be_bytes)
    }

    /// A number of four bytes, the high one first.
    pub(super) fn long(&mut self) -> Result<u32, PhotoError> {
        self.array().map(u32::from_be_bytes)
    }

    /// A number of four bytes, the low one first.
    pub(super) fn little_long(&mut self) -> Result<u32, PhotoError> {
        self.array().map(u32::from_le_bytes)
    }
}

/// A length in memory.
pub(super) fn length(said: u32) -> Result<usize, PhotoError> {
    usize::try_from(said).map_err(damaged)
}
