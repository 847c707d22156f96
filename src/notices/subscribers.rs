//! Subscribers: who gets a community's notices by mail, how staff put somebody on the list who
//! agreed to it, and how everybody leaves with one click.

mod actions;
mod form;
mod page;
#[cfg(test)]
mod samples;
mod service;
mod store;

use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpResponse, Responder};
use serde::Serialize;

pub use self::store::{Subscriber, Wanted, add, count, of_places};

use crate::error::{Error, Result};
use crate::platform::db::{Db, System, Tx};
use crate::platform::outbox::half_hidden;
use crate::platform::page::{Page, View};
use crate::platform::secret;

/// The routes of subscribers.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/subscribers", web::get().to(page::show))
        .route("/subscribers", web::post().to(actions::add))
        .route("/subscribers/{id}/remove", web::post().to(actions::remove))
        .route(
            "/subscribers/{id}/restore",
            web::post().to(actions::restore),
        )
        .route("/unsubscribe/{token}", web::get().to(ask))
        .route("/unsubscribe/{token}", web::post().to(leave));
}

/// A link's token for one mail to one subscriber; only its fingerprint is stored.
pub(super) fn link(tx: &mut Tx<'_>, subscriber: &Subscriber) -> Result<String> {
    let token = secret::token();
    store::insert_link(tx, &secret::fingerprint(&token), &subscriber.id)?;
    Ok(token)
}

/// The page behind a mail's link.
#[derive(Debug, Serialize)]
pub struct Unsubscribe {
    /// The address, half hidden.
    pub address: String,
    /// Whether it has left already.
    pub gone: bool,
    /// Where the button leads.
    pub action: String,
}

impl Page for Unsubscribe {
    const TEMPLATE: &'static str = "notices/unsubscribe.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::unsubscribe()
    }
}

/// `GET /unsubscribe/{token}`: asks; mail scanners that open links change nothing.
async fn ask(view: View, db: web::Data<Db>, token: web::Path<String>) -> Result<HttpResponse> {
    let fingerprint = secret::fingerprint(&token);
    let action = format!("/unsubscribe/{token}");
    let found = db
        .read(move |conn| store::of_link(conn, &fingerprint))
        .await?;
    let found = found.ok_or(Error::NotFound)?;
    view.page(&Unsubscribe {
        address: half_hidden(&found.email),
        gone: found.left_at.is_some(),
        action,
    })
}

/// `POST /unsubscribe/{token}`: leaves at once (RFC 8058: no cookie, no further question).
async fn leave(view: View, db: web::Data<Db>, token: web::Path<String>) -> Result<impl Responder> {
    let fingerprint = secret::fingerprint(&token);
    let action = format!("/unsubscribe/{token}");
    let address = db
        .write(System("unsubscribe"), move |tx, _| {
            let found = store::of_link(tx, &fingerprint)?.ok_or(Error::NotFound)?;
            store::leave(tx, &found.id)?;
            service::keep_back(tx, &found.id, &found.email)?;
            Ok(found.email)
        })
        .await?;
    view.page(&Unsubscribe {
        address: half_hidden(&address),
        gone: true,
        action,
    })
}
