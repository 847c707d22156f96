//! What somebody saw at a sign.

use super::entry::Finding;
use crate::platform::photos::PhotoId;
use crate::platform::photos::ticket::Kept;

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

impl From<&Kept> for Shot {
    fn from(kept: &Kept) -> Self {
        Self {
            id: kept.id.clone(),
            size: Size {
                width: i32::try_from(kept.width).unwrap_or(i32::MAX),
                height: i32::try_from(kept.height).unwrap_or(i32::MAX),
                bytes: i32::try_from(kept.bytes).unwrap_or(i32::MAX),
            },
        }
    }
}
