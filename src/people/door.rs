//! Where passwords are tried: a guess is counted before it is looked at.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use chrono::Duration;

use super::password::{Turn, Turns};
use super::session::SessionLimits;
use super::store::Credentials;
use super::{UserId, device, session};
use crate::error::{Error, Result};
use crate::platform::client::Client;
use crate::platform::db::{Conn, Db, System, Tx};
use crate::platform::limits::{self, Ask, Limit, Taken};
use crate::platform::secret;

/// Guesses for one name before it must wait.
const PER_ACCOUNT: Limit = Limit {
    most: 5,
    window: Duration::minutes(15),
};
/// Guesses from one address before it must wait; offices share an address.
const PER_ADDRESS: Limit = Limit {
    most: 20,
    window: Duration::minutes(15),
};

/// What stands between whoever types a password and an account.
#[derive(Debug)]
pub struct Door {
    pub(super) db: web::Data<Db>,
    pub(super) client: Client,
    pub(super) sessions: SessionLimits,
    pub(super) browser: Browser,
    turns: web::Data<Turns>,
}

/// The browser at the door.
#[derive(Debug, Clone)]
pub(super) struct Browser {
    /// What it calls itself, in words.
    pub(super) device: String,
    /// The fingerprint of the session that it has already.
    pub(super) session: Option<String>,
}

/// What came of a guess.
#[derive(Debug)]
pub(super) struct Looked {
    /// The account, if the password was its own.
    pub(super) right: Option<Credentials>,
    /// What the guess was counted as.
    pub(super) taken: Taken,
}

fn sign_in_bucket(login: &str) -> String {
    format!("sign-in:account:{login}")
}

/// Guesses made at a name's old password say nothing of its new one.
pub(super) fn forget_guesses(tx: &mut Tx<'_>, login: &str) -> Result<()> {
    limits::clear(tx, &sign_in_bucket(login))
}

impl Door {
    /// What signing in under a name asks for.
    pub(super) fn at_sign_in(&self, login: &str) -> [Ask; 2] {
        self.asks(sign_in_bucket(login))
    }

    /// What proving one's present password asks for. It has a bucket of its own: who is signed
    /// in may change the password while others guess at it.
    pub(super) fn at_account(&self, user: &UserId) -> [Ask; 2] {
        self.asks(format!("current-password:{user}"))
    }

    fn asks(&self, account: String) -> [Ask; 2] {
        let address = format!("sign-in:address:{}", self.client.bucket());
        [
            Ask::hit(account, PER_ACCOUNT),
            Ask::hit(address, PER_ADDRESS),
        ]
    }

    /// A turn to hash for whoever still has guesses; the others are told at once, so that they
    /// stand in nobody's way.
    pub(super) async fn turn(&self, asks: &[Ask; 2]) -> Result<Turn> {
        let (asks, now) = (asks.clone(), self.db.clock().now());
        let full = self
            .db
            .read(move |conn| limits::look(conn, &asks, now))
            .await?;
        match full {
            Some(full) => Err(full.into()),
            None => self.turns.next().await,
        }
    }

    /// Counts a guess and then looks at it, in a turn of its own: of many at once no more are
    /// looked at than may be, and none is counted that only waited.
    pub(super) async fn look_at<F>(
        &self,
        turn: &Turn,
        asks: [Ask; 2],
        password: String,
        find: F,
    ) -> Result<Looked>
    where
        F: FnOnce(&mut Conn) -> Result<Option<Credentials>> + Send + 'static,
    {
        let begun = self.db.write(System("sign-in"), move |tx, _| {
            let taken = limits::take(tx, &asks)??;
            let right = find(tx)?;
            Ok(Looked { right, taken })
        });
        let Looked { right, taken } = begun.await?;
        let hash = right.as_ref().map(|known| known.password_hash.clone());
        let is_right = turn.verify(password, hash).await?;
        let right = right.filter(|_| is_right);
        Ok(Looked { right, taken })
    }
}

impl FromRequest for Door {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let client = Client::from_request(req, payload).into_inner();
        ready((|| {
            let client = client?;
            let agent = req.headers().get(header::USER_AGENT);
            let agent = agent.and_then(|agent| agent.to_str().ok());
            Ok(Self {
                db: data(req)?,
                browser: Browser {
                    device: device::of(agent.unwrap_or_default()),
                    session: session::token_of(req, &client).map(|t| secret::fingerprint(&t)),
                },
                client,
                sessions: **data::<SessionLimits>(req)?,
                turns: data(req)?,
            })
        })())
    }
}

fn data<T: 'static>(req: &HttpRequest) -> Result<web::Data<T>> {
    let found = req.app_data::<web::Data<T>>().cloned();
    found.ok_or_else(|| Error::internal(format!("no {}", std::any::type_name::<T>())))
}
