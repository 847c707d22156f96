//! A form of the desk that may bring a photo, with the session's token.

use actix_multipart::Multipart;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use futures_util::future::LocalBoxFuture;

use super::upload::{self, Look, Sent};
use super::{Photo, Photos};
use crate::error::{Error, Refusal, Result};
use crate::platform::form::{Fields, token_of};
use crate::platform::upload::{LOST, Written};

/// What was typed, and the photo that was chosen.
#[derive(Debug, Default)]
pub struct WithPhoto {
    /// The texts.
    pub fields: Fields,
    /// The photo, ready to keep; a second one is not looked at.
    pub photo: Option<Photo>,
    /// Why the photo was not taken.
    pub refused: Option<Refusal>,
}

impl From<Sent> for WithPhoto {
    fn from(sent: Sent) -> Self {
        Self {
            fields: sent.fields,
            photo: sent.photos.into_iter().next(),
            refused: match sent.refused {
                Some(why) => Some(why.refusal()),
                None if sent.unseen > 0 => {
                    Some(Refusal::of_field("photo", "platform-photo-no-room"))
                }
                None => None,
            },
        }
    }
}

impl FromRequest for WithPhoto {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    /// Reads the form, with files or without, and holds its token against the session's before
    /// any file is opened.
    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if req.content_type() != "multipart/form-data" {
            let fields = Fields::from_request(req, payload);
            return Box::pin(async move {
                let fields = fields.await?;
                let lost = || Refusal::of_field("photo", "platform-photo-lost");
                Ok(Self {
                    refused: fields.has(LOST).then(lost),
                    fields,
                    photo: None,
                })
            });
        }
        let (token, req) = (token_of(req), req.clone());
        let shelf = req.app_data::<web::Data<Photos>>().cloned();
        let form = Multipart::from_request(&req, payload).into_inner();
        Box::pin(async move {
            let form = form.or(Err(Error::BadRequest("platform-bad-encoding")))?;
            let shelf = shelf.ok_or_else(|| Error::internal("no shelf for photos"))?;
            let look = |fields: &Fields| match fields.carry(&token) {
                true if shelf.has_room() => Look::Open,
                true => Look::Leave,
                false => Look::Ignore,
            };
            let mut sent = Sent::default();
            let read = upload::read_into(&mut sent, form, &shelf, look).await;
            Written::of(&sent.fields, sent.chosen > 0).leave(&req);
            read?;
            if sent.fields.carry(&token) {
                Ok(sent.into())
            } else {
                Err(Error::Forbidden)
            }
        })
    }
}
