//! Photos of a form that comes back: the good ones stand on the shelf by then, and the form carries
//! a ticket for each. Their bytes were counted when they were kept.

use super::budget::Budget;
use crate::error::{Error, Result};
use crate::platform::db::{Db, System};
use crate::platform::photos::ticket::Kept;
use crate::platform::photos::{Photo, PhotoId, Photos};

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
            kept.push(Kept::of(&shot.id, &shot.photo));
        }
        Ok(kept)
    };
    tokio::task::spawn_blocking(put_away)
        .await
        .map_err(Error::internal)?
}
