//! What somebody was refused is written down: once a minute for each thing, so that nobody fills the
//! record.

use std::sync::Arc;

use actix_web::{HttpMessage, HttpRequest, web};
use chrono::Duration;

use super::permission::Anyone;
use super::signed_in::SignedIn;
use crate::error::Result;
use crate::platform::audit;
use crate::platform::client::Client;
use crate::platform::db::{Acts, Db, System, Tx};
use crate::platform::limits::{self, Ask, Limit};

/// How often the same refusal is written down.
const WRITTEN: Limit = Limit {
    most: 1,
    window: Duration::minutes(1),
};

/// Writes down that who is signed in asked for what she may not do, by the pattern of the address.
pub async fn forbidden(req: &HttpRequest) -> Result<()> {
    let who = req.extensions().get::<Arc<SignedIn>>().cloned();
    let (Some(who), Some(db)) = (who, req.app_data::<web::Data<Db>>()) else {
        return Ok(());
    };
    let route = req.match_pattern().unwrap_or_else(|| "-".to_owned());
    let act = format!("{} {route}", req.method());
    let ask = Ask::hit(format!("refused:{}:{act}", who.user), WRITTEN);
    write(db, Anyone(who), ask, move |tx| {
        audit::record(tx, "access.refused", &format!("route:{act}"), "")
    })
    .await
}

/// Writes down that a name or an address has tried too many passwords.
pub(super) async fn locked_out(db: &Db, client: Client, login: String) -> Result<()> {
    let ask = Ask::hit(format!("refused:{}", client.bucket()), WRITTEN);
    write(db, System("sign-in"), ask, move |tx| {
        let from = client.address.to_string();
        audit::record(tx, "sign_in.locked", &format!("login:{login}"), &from)
    })
    .await
}

/// Writes it, unless it was written just now: who asks again and again is turned away without a
/// change.
async fn write<A, W>(db: &Db, by: A, ask: Ask, record: W) -> Result<()>
where
    A: Acts + Send + 'static,
    W: FnOnce(&mut Tx<'_>) -> Result<()> + Send + 'static,
{
    let (asked, now) = ([ask.clone()], db.clock().now());
    let full = db.read(move |conn| limits::look(conn, &asked, now)).await?;
    if full.is_some() {
        return Ok(());
    }
    let change = db.write(by, move |tx, _| match limits::take(tx, &[ask])? {
        Ok(_) => record(tx),
        Err(_) => Ok(()),
    });
    change.await
}
