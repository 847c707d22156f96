//! The browser at the door: what it calls itself, what it has signed in to before.

use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;
use actix_web::http::header;

use super::{device, session};
use crate::platform::client::Client;
use crate::platform::page::View;
use crate::platform::secret;

/// The cookie by which a browser is known again. It opens nothing.
const COOKIE: &str = "browser";
/// As long as browsers keep one.
const KEPT: Duration = Duration::days(400);

/// The browser at the door.
#[derive(Debug, Clone)]
pub(super) struct Browser {
    /// What it calls itself, in words.
    pub(super) device: String,
    /// The fingerprint of the session that it has already.
    pub(super) session: Option<String>,
    /// What it is known by.
    token: Option<String>,
}

/// Where somebody stands who wants in.
#[derive(Debug, Clone)]
pub(super) struct Sighting {
    /// The fingerprint that the browser is known by, if it is.
    pub(super) browser: Option<String>,
    /// What counts as one address.
    pub(super) network: String,
}

/// How well somebody is known there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Acquaintance {
    /// She signed in from this browser before; its fingerprint.
    Browser(String),
    /// She signed in from this network before.
    Network,
    /// Never from there.
    Stranger,
}

impl Browser {
    /// Reads it off a request.
    pub(super) fn of(req: &HttpRequest, client: &Client) -> Self {
        let agent = req.headers().get(header::USER_AGENT);
        let agent = agent.and_then(|agent| agent.to_str().ok());
        let known = req.cookie_raw(&client.cookie_name(COOKIE));
        Self {
            device: device::of(agent.unwrap_or_default()),
            session: session::token_of(req, client).map(|t| secret::fingerprint(&t)),
            token: known.map(|cookie| cookie.value().to_owned()),
        }
    }

    /// What it is known by; a new token where it is not.
    pub(super) fn token(&self) -> String {
        self.token.clone().unwrap_or_else(secret::token)
    }

    /// Where it stands.
    pub(super) fn seen_at(&self, client: &Client) -> Sighting {
        Sighting {
            browser: self.token.as_deref().map(secret::fingerprint),
            network: client.bucket(),
        }
    }
}

/// The cookie by which a browser is known again.
pub(super) fn cookie(view: &View, token: String) -> Cookie<'static> {
    let mut cookie = view.cookie(COOKIE, token);
    cookie.set_max_age(KEPT);
    cookie
}
