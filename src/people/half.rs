//! Half-way in: the password was right, and the second step is still to come. Such a browser has no
//! session; all it may do is to take that step, for ten minutes.

use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use chrono::Duration;

use super::UserId;
use super::store::factors;
use crate::error::Result;
use crate::platform::client::Client;
use crate::platform::db::Tx;
use crate::platform::page::View;
use crate::platform::secret;

/// The cookie that carries it.
const COOKIE: &str = "half";
/// Long enough to find the phone, or the paper with the codes.
const LIVES: Duration = Duration::minutes(10);

/// What a right password gives a browser while the second step is to come.
#[derive(Debug)]
pub struct HalfSession {
    /// The cookie's token; only its fingerprint is stored.
    pub token: String,
}

/// Begins it.
pub(super) fn open(tx: &mut Tx<'_>, user: &UserId) -> Result<HalfSession> {
    let token = secret::token();
    let until = tx.now() + LIVES;
    factors::insert_half(tx, &secret::fingerprint(&token), user, until)?;
    Ok(HalfSession { token })
}

/// Its cookie.
pub(super) fn cookie(view: &View, half: HalfSession) -> Cookie<'static> {
    view.cookie(COOKIE, half.token)
}

/// The cookie that takes it away.
pub(super) fn gone(view: &View) -> Cookie<'static> {
    let mut cookie = view.cookie(COOKIE, String::new());
    cookie.make_removal();
    cookie
}

/// The fingerprint of the one that a browser sent, if any.
pub(super) fn sent(req: &HttpRequest, client: &Client) -> Option<String> {
    let cookie = req.cookie_raw(&client.cookie_name(COOKIE))?;
    Some(secret::fingerprint(cookie.value()))
}
