//! What a handler of notices works with: the desk of every request, and the kinds that there are.

use std::borrow::Borrow;
use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};

use super::mails::Post;
use super::room::Rooms;
use super::tools::Tools;
use crate::error::{Error, Result};
use crate::platform::desk;

/// The desk of one request.
#[derive(Debug, Clone)]
pub struct Desk {
    of_request: desk::Desk,
    post: web::Data<Post>,
    /// The kinds of notice.
    pub rooms: Rooms,
}

impl Desk {
    /// What a step works with.
    pub fn tools(&self) -> Tools {
        Tools {
            press: self.of_request.press.get_ref().clone(),
            rooms: self.rooms,
            post: self.post.get_ref().clone(),
        }
    }
}

impl Deref for Desk {
    type Target = desk::Desk;

    fn deref(&self) -> &desk::Desk {
        &self.of_request
    }
}

impl Borrow<desk::Desk> for Desk {
    fn borrow(&self) -> &desk::Desk {
        &self.of_request
    }
}

impl FromRequest for Desk {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let desk = desk::Desk::from_request(req, payload).into_inner();
        let rooms = req.app_data::<web::Data<Rooms>>();
        let rooms = rooms.map(|rooms| *rooms.get_ref());
        let post = req.app_data::<web::Data<Post>>().cloned();
        ready(desk.and_then(|desk| {
            let rooms = rooms.ok_or_else(|| Error::internal("no kinds of notice"))?;
            let post = post.ok_or_else(|| Error::internal("no templates of mails"))?;
            Ok(Self {
                of_request: desk,
                post,
                rooms,
            })
        }))
    }
}
