//! Subscribers: who gets a community's notices by mail, and how they leave with one click.

#[cfg(test)]
mod samples;
mod store;

use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpResponse, Responder};
use serde::Serialize;

pub use self::store::{Subscriber, Wanted, add, count, of_places};
use crate::error::{Error, Result};
use crate::platform::db::{Db, System, Tx};
use crate::platform::outbox::{self, half_hidden};
use crate::platform::page::{Page, View};
use crate::platform::secret;

/// The routes of subscribers.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/unsubscribe/{token}", web::get().to(ask))
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
            let unsent = store::mails_under_way(tx, &found.id)?;
            outbox::leave(tx, &found.email, &unsent)?;
            Ok(found.email)
        })
        .await?;
    view.page(&Unsubscribe {
        address: half_hidden(&address),
        gone: true,
        action,
    })
}
