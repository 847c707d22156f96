//! What a handler of notices works with: the desk of every request, and the kinds that there are.

use std::borrow::Borrow;
use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};

use super::room::Rooms;
use super::tools::Tools;
use crate::error::{Error, Result};
use crate::platform::desk;

/// The desk of one request.
#[derive(Debug, Clone)]
pub struct Desk {
    desk: desk::Desk,
    /// The kinds of notice.
    pub rooms: Rooms,
}

impl Desk {
    /// What a step works with.
    pub fn tools(&self) -> Tools {
        Tools {
            press: self.desk.press.get_ref().clone(),
            rooms: self.rooms,
        }
    }
}

impl Deref for Desk {
    type Target = desk::Desk;

    fn deref(&self) -> &desk::Desk {
        &self.desk
    }
}

impl Borrow<desk::Desk> for Desk {
    fn borrow(&self) -> &desk::Desk {
        &self.desk
    }
}

impl FromRequest for Desk {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let desk = desk::Desk::from_request(req, payload).into_inner();
        let rooms = req.app_data::<web::Data<Rooms>>();
        let rooms = rooms.map(|rooms| *rooms.get_ref());
        ready(desk.and_then(|desk| {
            let rooms = rooms.ok_or_else(|| Error::internal("no kinds of notice"))?;
            Ok(Self { desk, rooms })
        }))
    }
}
