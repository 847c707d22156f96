//! What somebody saw at a sign.

use super::entry::Finding;
use crate::platform::photos::{Photo, PhotoId};

/// What somebody saw.
#[derive(Debug, Clone)]
pub struct Look {
    /// How it was found.
    pub finding: Finding,
    /// A remark.
    pub remark: String,
    /// A photo, on the shelf already.
    pub shot: Option<Shot>,
}

/// A photo that is on the shelf.
#[derive(Debug, Clone)]
pub struct Shot {
    /// Its id.
    pub id: PhotoId,
    /// How large it is.
    pub size: Size,
}

/// How large a photo is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// In pixels.
    pub width: i32,
    /// In pixels.
    pub height: i32,
    /// Of its file.
    pub bytes: i32,
}

impl Size {
    /// Of this one.
    pub fn of(photo: &Photo) -> Self {
        Self {
            width: i32::try_from(photo.width).unwrap_or(i32::MAX),
            height: i32::try_from(photo.height).unwrap_or(i32::MAX),
            bytes: i32::try_from(photo.jpeg.len()).unwrap_or(i32::MAX),
        }
    }
}
