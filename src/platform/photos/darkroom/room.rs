//! What a picture may take: sides, area, and the memory that opening it needs.

use crate::platform::photos::picture::PhotoError;

/// The longer side of the largest picture opened, in pixels: more than any camera or screenshot.
const MAX_SIDE: u32 = 16_384;
/// Its area, in pixels: 50 megapixels, as phones count them.
const MAX_PIXELS: u64 = 50 * 1024 * 1024;
/// Bytes that a decoder may hold beside the file itself.
const MOST_HELD: u64 = 100 * 1000 * 1000;

/// The sides of a picture, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Size {
    pub(super) fn area(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Whether a picture of this size is opened at all, in any format.
    pub(super) fn is_bounded(self) -> Result<(), PhotoError> {
        let Self { width, height } = self;
        if width == 0 || height == 0 {
            return Err(PhotoError::Damaged);
        }
        if width.max(height) > MAX_SIDE || self.area() > MAX_PIXELS {
            return Err(PhotoError::TooManyPixels(width, height));
        }
        Ok(())
    }

    /// Whether its decoder may hold so many bytes.
    pub(super) fn has_room(self, held: u64) -> Result<(), PhotoError> {
        if held > MOST_HELD {
            return Err(PhotoError::TooHeavy(self.width, self.height));
        }
        Ok(())
    }
}
