//! Reading a form with photos as it arrives: texts first, photos one by one, nothing unbounded.

use std::time::Duration;

use actix_multipart::{Field, Multipart};
use futures_util::TryStreamExt;

use super::Photos;
use super::hand::Hand;
use super::opening::Opened;
use super::picture::{self, Photo, PhotoError};
use crate::error::{Error, Result};
use crate::platform::form::{Fields, MAX_BYTES};
use crate::platform::room::Room;

/// The largest body that is looked at.
const MAX_BODY: usize = 84 * 1024 * 1024;
/// A larger one is read to its end unseen, so that its sender gets an answer; to here.
const MAX_PATIENCE: usize = 2 * MAX_BODY;
/// The field that stands for a photo which came with the form before.
pub const KEPT: &str = "kept";
/// The largest text field.
const MAX_TEXT: usize = 64 * 1024;
/// All text fields of one form.
const MAX_WORDS: usize = MAX_BYTES;
/// More text fields than the form has.
const MAX_TEXTS: usize = 24;
/// A sender who says nothing for this long is gone.
const SILENCE: Duration = Duration::from_secs(30);
/// Four photos on a poor line take minutes; longer than this holds a place for nothing.
const WHOLE: Duration = Duration::from_mins(10);

/// What arrived.
#[derive(Debug, Default)]
pub struct Sent {
    /// The texts.
    pub fields: Fields,
    /// The photos, ready to keep.
    pub photos: Vec<Photo>,
    /// Why a photo was not taken; the first reason counts, and the others are ready all the same.
    pub refused: Option<PhotoError>,
    /// Photos that nobody opened, because there is no room or no time for them now.
    pub unseen: usize,
    /// Photos that were chosen, taken or not.
    pub chosen: usize,
    bytes: usize,
    words: usize,
    room: Room,
}

fn broken(e: impl std::fmt::Display) -> Error {
    tracing::info!(error = %e, "a form broke off");
    Error::BadRequest("platform-bad-encoding")
}

async fn patiently<T, E: std::fmt::Display>(next: impl Future<Output = Result<T, E>>) -> Result<T> {
    match tokio::time::timeout(SILENCE, next).await {
        Ok(result) => result.map_err(broken),
        Err(silence) => Err(broken(silence)),
    }
}

/// What is done with a photo that arrives, by what came before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// It is opened.
    Open,
    /// It is not, as it could not be kept; its sender is told.
    Leave,
    /// The form is none of ours.
    Ignore,
}

/// Reads a form; what stands in it before its photos says what is done with them.
pub async fn read(
    form: Multipart,
    photos: &Photos,
    look: impl Fn(&Fields) -> Look,
) -> Result<Sent> {
    let mut sent = Sent::default();
    read_into(&mut sent, form, photos, look).await?;
    Ok(sent)
}

/// The same into a place where a form that breaks off is left as far as it came.
pub async fn read_into(
    sent: &mut Sent,
    form: Multipart,
    photos: &Photos,
    look: impl Fn(&Fields) -> Look,
) -> Result<()> {
    match tokio::time::timeout(WHOLE, read_all(sent, form, photos, look)).await {
        Ok(read) => read,
        Err(late) => Err(broken(late)),
    }
}

async fn read_all(
    sent: &mut Sent,
    mut form: Multipart,
    photos: &Photos,
    look: impl Fn(&Fields) -> Look,
) -> Result<()> {
    let mut texts = 0;
    while let Some(field) = patiently(form.try_next()).await? {
        if field.name() == Some("photo") {
            let look = look(&sent.fields);
            sent.photo(field, photos, look).await?;
        } else {
            texts += 1;
            if texts > MAX_TEXTS {
                return Err(Error::BadRequest("platform-too-large"));
            }
            sent.text(field).await?;
        }
    }
    Ok(())
}

impl Sent {
    async fn text(&mut self, mut field: Field) -> Result<()> {
        let name = field.name().unwrap_or_default().to_owned();
        let mut text = Vec::new();
        while let Some(chunk) = patiently(field.try_next()).await? {
            self.count(chunk.len())?;
            self.words += chunk.len();
            if text.len() + chunk.len() > MAX_TEXT || self.words > MAX_WORDS {
                return Err(Error::BadRequest("platform-too-large"));
            }
            self.room.take(chunk.len())?;
            text.extend_from_slice(&chunk);
        }
        let text = std::str::from_utf8(&text).map_err(broken)?;
        self.fields.push(&name, text);
        Ok(())
    }

    async fn photo(&mut self, mut field: Field, photos: &Photos, mut look: Look) -> Result<()> {
        let mut hand = Hand::default();
        let mut length = 0;
        while let Some(chunk) = patiently(field.try_next()).await? {
            self.count(chunk.len())?;
            length += chunk.len();
            if look == Look::Open && (length > picture::MAX_BYTES || self.bytes > MAX_BODY) {
                self.refuse(PhotoError::TooLarge);
                (look, hand) = (Look::Ignore, Hand::default());
            }
            if look == Look::Open && !hand.takes(&chunk, photos) {
                (look, hand) = (Look::Leave, Hand::default());
            }
        }
        // A browser sends one empty file when none was chosen.
        if length == 0 {
            return Ok(());
        }
        self.chosen += 1;
        let before = self.fields.all(KEPT).len();
        if look != Look::Ignore && before + self.chosen > picture::MAX_PHOTOS {
            self.refuse(PhotoError::TooMany);
            return Ok(());
        }
        match look {
            Look::Open => self.open(hand, photos).await,
            Look::Leave => {
                self.unseen += 1;
                Ok(())
            }
            Look::Ignore => Ok(()),
        }
    }

    async fn open(&mut self, hand: Hand, photos: &Photos) -> Result<()> {
        match hand.open(photos).await? {
            Opened::Ready(photo) => self.photos.push(photo),
            Opened::Refused(why) => self.refuse(why),
            Opened::Unseen => self.unseen += 1,
        }
        Ok(())
    }

    fn refuse(&mut self, why: PhotoError) {
        self.refused.get_or_insert(why);
    }

    fn count(&mut self, bytes: usize) -> Result<()> {
        self.bytes += bytes;
        if self.bytes > MAX_PATIENCE {
            return Err(Error::BadRequest("error-too-large-text"));
        }
        Ok(())
    }
}
