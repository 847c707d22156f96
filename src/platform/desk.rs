//! What a handler works with: who looks on, the database, the press.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};

use super::clock::Moment;
use super::dates::Dates;
use super::db::Db;
use super::page::{View, view_of};
use super::press::Press;
use crate::error::{Error, Result};

/// The desk of one request.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The reader, and how pages are drawn for them.
    pub view: View,
    /// The database.
    pub db: web::Data<Db>,
    /// What sets paper.
    pub press: web::Data<Press>,
}

impl Desk {
    /// The time.
    pub fn now(&self) -> Moment {
        self.db.clock().now()
    }

    /// How moments are shown to this reader now.
    pub fn dates(&self) -> Dates {
        self.view.dates(self.now())
    }
}

impl FromRequest for Desk {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let missing = || Error::internal("no database or press in the application");
        let read = || {
            Ok(Self {
                view: view_of(req)?,
                db: req.app_data().cloned().ok_or_else(missing)?,
                press: req.app_data().cloned().ok_or_else(missing)?,
            })
        };
        ready(read())
    }
}
