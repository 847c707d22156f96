//! Photos of a form that comes back: the good ones stand on the shelf by then, and the form carries
//! a ticket for each, so that nobody chooses and sends a good photo twice.
//!
//! A ticket is all there is of it: what comes back with no form is a file that belongs to nothing,
//! which the shelf sweeps after a day. Its bytes were counted when it was kept.

use super::budget::Budget;
use crate::codes::Code;
use crate::error::{Error, Result};
use crate::platform::db::{Db, System};
use crate::platform::photos::{Photo, PhotoId, Photos};
use crate::platform::secrets::Key;

/// A photo with the id it is kept under.
#[derive(Debug)]
pub(super) struct Shot {
    pub(super) id: PhotoId,
    pub(super) photo: Photo,
}

impl From<Photo> for Shot {
    fn from(photo: Photo) -> Self {
        Self {
            id: PhotoId::new(),
            photo,
        }
    }
}

/// A photo on the shelf that a form holds the ticket of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) id: PhotoId,
    pub(super) bytes: usize,
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Kept {
    /// What is kept of a photo.
    pub(super) fn of(Shot { id, photo }: &Shot) -> Self {
        Self {
            id: id.clone(),
            bytes: photo.jpeg.len(),
            width: photo.width,
            height: photo.height,
        }
    }

    /// What the form of a code carries of it.
    pub(super) fn ticket(&self, key: &Key, code: &Code) -> Result<String> {
        let Self {
            id,
            bytes,
            width,
            height,
        } = self;
        let said = format!("{id}.{bytes}.{width}.{height}");
        let signature = key.sign(&signed(code, &said))?;
        Ok(format!("{said}.{signature}"))
    }

    /// Reads a ticket; none where it is not ours, or one of another code.
    pub(super) fn read(key: &Key, code: &Code, ticket: &str) -> Result<Option<Self>> {
        let Some((said, signature)) = ticket.rsplit_once('.') else {
            return Ok(None);
        };
        if !key.is_signed(&signed(code, said), signature)? {
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

fn signed(code: &Code, said: &str) -> String {
    format!("photo:{code}:{said}")
}

/// Puts photos on the shelf for which there is room, and counts them.
pub(super) async fn keep(
    db: &Db,
    shelf: &Photos,
    budget: Budget,
    photos: Vec<Photo>,
) -> Result<Vec<Kept>> {
    let sizes: Vec<usize> = photos.iter().map(|photo| photo.jpeg.len()).collect();
    let fits = db
        .write(System("complaints"), move |tx, _| {
            let fits = sizes.iter().map(|bytes| budget.take(tx, *bytes));
            fits.collect::<Result<Vec<bool>>>()
        })
        .await?;
    let shelf = shelf.clone();
    let put_away = move || -> Result<Vec<Kept>> {
        let mut kept = Vec::new();
        for (photo, _) in photos.into_iter().zip(fits).filter(|(_, fits)| *fits) {
            let shot = Shot::from(photo);
            shelf.keep(&shot.id, &shot.photo)?;
            kept.push(Kept::of(&shot));
        }
        Ok(kept)
    };
    tokio::task::spawn_blocking(put_away)
        .await
        .map_err(Error::internal)?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::secret;

    fn photo() -> Kept {
        Kept {
            id: PhotoId::new(),
            bytes: 399_999,
            width: 1920,
            height: 1080,
        }
    }

    #[test]
    fn a_ticket_names_its_photo_and_counts_for_the_forms_of_its_code_alone() {
        let (key, code) = (Key::of("test"), Code::random(&mut secret::rng()));
        let kept = photo();
        let ticket = kept.ticket(&key, &code).unwrap();
        assert_eq!(Kept::read(&key, &code, &ticket).unwrap(), Some(kept));
        let other = Code::random(&mut secret::rng());
        assert_eq!(Kept::read(&key, &other, &ticket).unwrap(), None);
        let foreign = Key::of("other");
        assert_eq!(Kept::read(&foreign, &code, &ticket).unwrap(), None);
        let larger = ticket.replacen("399999", "1", 1);
        for forged in ["", ".", &ticket[1..], &larger] {
            assert_eq!(Kept::read(&key, &code, forged).unwrap(), None, "{forged}");
        }
    }
}
