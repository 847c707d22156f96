//! Photos that come with the forms of the register: one is on the shelf before its row is written,
//! and stays there for a form that comes back for something else. Without a row the sweep removes it.

use crate::error::{Error, Refusal, Result};
use crate::platform::desk::Desk;
use crate::platform::form::Fields;
use crate::platform::photos::form::WithPhoto;
use crate::platform::photos::ticket::Kept;
use crate::platform::photos::upload::KEPT;
use crate::platform::photos::{Photo, PhotoId, Photos};
use crate::platform::secrets;

/// The name of the key that signs tickets.
const KEY: &str = "sign-photos";

/// The photo of a form: the one that came with it, else the one that came before and that it holds
/// the ticket of. One that is not there any more is asked for again.
pub(super) async fn of(
    desk: &Desk,
    form: &str,
    shelf: &Photos,
    sent: &mut WithPhoto,
) -> Result<Option<Kept>> {
    if let Some(photo) = sent.photo.take() {
        return put_away(shelf, photo).await.map(Some);
    }
    let ticket = sent.fields.get(KEPT);
    if ticket.is_empty() {
        return Ok(None);
    }
    let key = secrets::load(&desk.db, KEY).await?;
    if let Some(kept) = Kept::read(&key, form, ticket)?
        && stands(shelf, &kept.id).await?
    {
        return Ok(Some(kept));
    }
    let again = || Refusal::of_field("photo", "register-photo-again");
    sent.refused.get_or_insert_with(again);
    Ok(None)
}

/// What was typed, with the ticket of the photo for when the form comes back.
pub(super) async fn ticketed(
    desk: &Desk,
    form: &str,
    fields: &Fields,
    kept: Option<&Kept>,
) -> Result<Fields> {
    let Some(kept) = kept else {
        return Ok(fields.with(KEPT, ""));
    };
    let key = secrets::load(&desk.db, KEY).await?;
    Ok(fields.with(KEPT, &kept.ticket(&key, form)?))
}

async fn put_away(shelf: &Photos, photo: Photo) -> Result<Kept> {
    let shelf = shelf.clone();
    let kept = tokio::task::spawn_blocking(move || {
        let id = PhotoId::new();
        shelf.keep(&id, &photo)?;
        Ok(Kept::of(&id, &photo))
    });
    kept.await.map_err(Error::internal)?
}

async fn stands(shelf: &Photos, id: &PhotoId) -> Result<bool> {
    let (shelf, id) = (shelf.clone(), id.clone());
    let opened = tokio::task::spawn_blocking(move || shelf.open(&id));
    let file = opened.await.map_err(Error::internal)??;
    Ok(file.is_some())
}
