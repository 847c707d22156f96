//! A photo somebody sends: what of it is kept, and why one is not taken. It is opened in a
//! process apart ([`super::darkroom`]), never here.

use serde::{Deserialize, Serialize};

use crate::error::Refusal;

/// Photos with one form.
pub const MAX_PHOTOS: usize = 4;
/// The largest file accepted, in bytes.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;
/// The largest photo kept, in bytes.
pub const MAX_KEPT: usize = 400 * 1000;

/// A photo as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// The picture as JPEG without metadata, at most [`MAX_KEPT`] bytes.
    pub jpeg: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// Why a file is not taken as a photo.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum PhotoError {
    /// Larger than 20 MB.
    #[error("the file is too large")]
    TooLarge,
    /// More photos than a form takes.
    #[error("there are too many photos")]
    TooMany,
    /// The format of some phones' cameras, which browsers usually convert.
    #[error("HEIC is not read here")]
    Heic,
    /// Neither JPEG, PNG nor WebP, whatever its name says.
    #[error("this is no photo")]
    NoPhoto,
    /// More than 50 megapixels, or longer than any picture is.
    #[error("{0}×{1} is too many pixels")]
    TooManyPixels(u32, u32),
    /// As large as can be opened in an ordinary JPEG, but not in the way this one is packed.
    #[error("{0}×{1} is too many pixels for this format")]
    TooHeavy(u32, u32),
    /// It says it is a photo but cannot be opened.
    #[error("the photo is damaged")]
    Damaged,
}

impl PhotoError {
    /// The sentence beside the field.
    pub fn refusal(&self) -> Refusal {
        let about = |key| Refusal::of_field("photo", key);
        let sized = |key, width: &u32, height: &u32| {
            about(key)
                .naming("width", width.to_string())
                .naming("height", height.to_string())
        };
        match self {
            Self::TooLarge => about("platform-photo-too-large"),
            Self::TooMany => about("platform-photo-too-many"),
            Self::Heic => about("platform-photo-heic"),
            Self::NoPhoto => about("platform-photo-none"),
            Self::TooManyPixels(width, height) => sized("platform-photo-pixels", width, height),
            Self::TooHeavy(width, height) => sized("platform-photo-heavy", width, height),
            Self::Damaged => about("platform-photo-damaged"),
        }
    }
}
