//! What comes of opening a file: a picture, or word that it is damaged.

use image::RgbImage;
use image::metadata::Orientation;

use crate::platform::photos::picture::PhotoError;

/// A picture as it was taken, small enough to keep, and how the camera was held.
pub(super) struct Negative {
    pub(super) picture: RgbImage,
    pub(super) orientation: Orientation,
}

/// A file that says it is a photo and cannot be opened; nobody asks this process why.
pub(super) fn damaged<E>(_: E) -> PhotoError {
    PhotoError::Damaged
}
