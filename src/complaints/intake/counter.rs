//! What the handlers of the public form stand on.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use chrono_tz::Tz;

use super::door::Door;
use crate::complaints::mails::Bell;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::notices::mails::Post;
use crate::platform::client::Client;
use crate::platform::db::Db;
use crate::platform::page::{View, view_of};
use crate::platform::photos::Photos;
use crate::platform::press::Press;

/// What the handlers of the public form stand on.
#[derive(Debug, Clone)]
pub(super) struct Counter {
    pub(super) view: View,
    pub(super) client: Client,
    pub(super) db: web::Data<Db>,
    pub(super) photos: web::Data<Photos>,
    pub(super) bell: Bell,
    pub(super) zone: Tz,
    /// Bytes of photos on one day, in the whole house.
    pub(super) daily: i64,
    /// Whether more is taken in; open until somebody knocks.
    pub(super) door: Door,
}

fn data<T: 'static>(req: &HttpRequest) -> Result<web::Data<T>> {
    let found = req.app_data::<web::Data<T>>().cloned();
    found.ok_or_else(|| Error::internal(format!("no {}", std::any::type_name::<T>())))
}

impl FromRequest for Counter {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let client = Client::from_request(req, payload).into_inner();
        ready((|| {
            let (press, post) = (data::<Press>(req)?, data::<Post>(req)?);
            Ok(Self {
                view: view_of(req)?,
                client: client?,
                db: data(req)?,
                photos: data(req)?,
                bell: Bell::of(&press, &post),
                zone: **data::<Tz>(req)?,
                daily: data::<Config>(req)?.photos.daily,
                door: Door::Open,
            })
        })())
    }
}
