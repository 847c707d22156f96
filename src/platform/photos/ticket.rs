//! Tickets of photos whose form comes back: the photo stands on the shelf by then, and the form
//! carries a ticket for it, so that nobody chooses and sends a good photo twice.
//!
//! A ticket is all there is of it: what comes back with no form is a file that belongs to nothing,
//! which the shelf sweeps after a day.

use super::{Photo, PhotoId};
use crate::error::Result;
use crate::platform::secrets::Key;

/// A photo on the shelf that a form holds the ticket of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: PhotoId,
    /// The size of its file.
    pub bytes: usize,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl Kept {
    /// What is kept of a photo under this id.
    pub fn of(id: &PhotoId, photo: &Photo) -> Self {
        Self {
            id: id.clone(),
            bytes: photo.jpeg.len(),
            width: photo.width,
            height: photo.height,
        }
    }

    /// What a form carries of it; `form` says whose form that is.
    pub fn ticket(&self, key: &Key, form: &str) -> Result<String> {
        let Self {
            id,
            bytes,
            width,
            height,
        } = self;
        let said = format!("{id}.{bytes}.{width}.{height}");
        let signature = key.sign(&signed(form, &said))?;
        Ok(format!("{said}.{signature}"))
    }

    /// Reads a ticket; none where it is not ours, or one of another form.
    pub fn read(key: &Key, form: &str, ticket: &str) -> Result<Option<Self>> {
        let Some((said, signature)) = ticket.rsplit_once('.') else {
            return Ok(None);
        };
        if !key.is_signed(&signed(form, said), signature)? {
            return Ok(None);
        }
        Ok(Self::said(said))
    }

    fn said(said: &str) -> Option<Self> {
        let mut parts = said.split('.');
        let (id, bytes) = (parts.next()?, parts.next()?);
        let (width, height) = (parts.next()?, parts.next()?);
        Some(Self {
            id: id.parse().ok()?,
            bytes: bytes.parse().ok()?,
            width: width.parse().ok()?,
            height: height.parse().ok()?,
        })
    }
}

fn signed(form: &str, said: &str) -> String {
    format!("photo:{form}:{said}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo() -> Kept {
        Kept {
            id: PhotoId::new(),
            bytes: 399_999,
            width: 1920,
            height: 1080,
        }
    }

    #[test]
    fn a_ticket_names_its_photo_and_counts_for_its_own_forms_alone() {
        let (key, kept) = (Key::of("test"), photo());
        let ticket = kept.ticket(&key, "8K4T2M9XQ5").unwrap();
        let read = |key: &Key, form: &str, ticket: &str| Kept::read(key, form, ticket).unwrap();
        assert_eq!(read(&key, "8K4T2M9XQ5", &ticket), Some(kept));
        assert_eq!(read(&key, "another", &ticket), None);
        assert_eq!(read(&Key::of("other"), "8K4T2M9XQ5", &ticket), None);
        let larger = ticket.replacen("399999", "1", 1);
        for forged in ["", ".", &ticket[1..], &larger] {
            assert_eq!(read(&key, "8K4T2M9XQ5", forged), None, "{forged}");
        }
    }
}
