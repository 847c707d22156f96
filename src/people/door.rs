//! Where passwords and codes are tried: a guess is counted before it is looked at.
//!
//! Whoever guesses at a name is counted for the name at that address, and slowly for the name wherever
//! it comes from. Its owner comes from a browser or a network that she signed in from before: what
//! strangers guess keeps her out of neither.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use chrono::Duration;

use super::UserId;
use super::browser::{Acquaintance, Browser};
use super::news::Messenger;
use super::opening::Opening;
use super::password::{Turn, Turns};
use super::session::SessionLimits;
use super::store::{self, Credentials, browsers};
use crate::error::{Error, Result};
use crate::platform::client::Client;
use crate::platform::db::{Conn, Db, System, Tx};
use crate::platform::limits::{self, Ask, Limit, Taken};

/// Guesses at one name from one address or browser, and at one person's code or present password,
/// before they must wait.
const PER_ACCOUNT: Limit = Limit {
    most: 5,
    window: Duration::minutes(15),
};
/// Guesses of strangers at one name, wherever they come from: many addresses are cheap.
const STRANGERS: Limit = Limit {
    most: 20,
    window: Duration::minutes(15),
};
/// The same on one day.
const STRANGERS_A_DAY: Limit = Limit {
    most: 100,
    window: Duration::days(1),
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
    pub(super) messenger: web::Data<Messenger>,
    turns: web::Data<Turns>,
}

/// What came of a guess.
#[derive(Debug)]
pub(super) struct Looked {
    /// The account, if the password was its own.
    pub(super) right: Option<Credentials>,
    /// What the guess was counted as.
    pub(super) taken: Taken,
}

/// Everything that is guessed at one account by those who are not signed in.
#[derive(Debug, Clone, Copy)]
enum Guessed {
    Password,
    Code,
}

impl Guessed {
    fn bucket(self) -> &'static str {
        match self {
            Self::Password => "sign-in",
            Self::Code => "second-step",
        }
    }
}

fn of_strangers(guessed: Guessed, login: &str) -> String {
    format!("{}:strangers:{login}", guessed.bucket())
}

fn of_strangers_a_day(guessed: Guessed, login: &str) -> String {
    format!("{}:strangers-day:{login}", guessed.bucket())
}

/// What is guessed at a name at one place begins so.
fn at_places(guessed: Guessed, login: &str) -> String {
    format!("{}:at:{login}:", guessed.bucket())
}

/// Guesses made at a name's old password say nothing of its new one.
pub(super) fn forget_guesses(tx: &mut Tx<'_>, login: &str) -> Result<()> {
    limits::clear(tx, &of_all_strangers(login))?;
    forget_places(tx, login)
}

/// The same, where a guess at the old one was counted that was right.
pub(super) fn forget_guesses_with(tx: &mut Tx<'_>, taken: Taken, login: &str) -> Result<()> {
    taken.forgive_and_clear(tx, &of_all_strangers(login))?;
    forget_places(tx, login)
}

fn of_all_strangers(login: &str) -> Vec<String> {
    let of_all = [Guessed::Password, Guessed::Code].map(|guessed| {
        [
            of_strangers(guessed, login),
            of_strangers_a_day(guessed, login),
        ]
    });
    of_all.into_iter().flatten().collect()
}

fn forget_places(tx: &mut Tx<'_>, login: &str) -> Result<()> {
    for guessed in [Guessed::Password, Guessed::Code] {
        limits::clear_all(tx, &at_places(guessed, login))?;
    }
    Ok(())
}

impl Door {
    /// What signing in under a name asks for.
    pub(super) async fn at_sign_in(&self, login: &str) -> Result<Vec<Ask>> {
        let (seen, now) = (self.browser.seen_at(&self.client), self.db.clock().now());
        let name = login.to_owned();
        let known = self.db.read(move |conn| {
            let Some(of) = store::credentials(conn, &name)? else {
                return Ok(Acquaintance::Stranger);
            };
            browsers::acquaintance(conn, &of.id, &seen, now)
        });
        Ok(self.asks(Guessed::Password, login, known.await?))
    }

    /// What a code of the second step asks for. Whoever comes so far knows the password: who sits in
    /// the same office is as strange as anybody.
    pub(super) async fn at_second_step(&self, user: &UserId, login: &str) -> Result<Vec<Ask>> {
        let (seen, now) = (self.browser.seen_at(&self.client), self.db.clock().now());
        let user = user.clone();
        let known = self
            .db
            .read(move |conn| browsers::acquaintance(conn, &user, &seen, now));
        let known = match known.await? {
            Acquaintance::Network => Acquaintance::Stranger,
            known @ (Acquaintance::Browser(_) | Acquaintance::Stranger) => known,
        };
        Ok(self.asks(Guessed::Code, login, known))
    }

    fn asks(&self, guessed: Guessed, login: &str, known: Acquaintance) -> Vec<Ask> {
        let place = |place: &str| {
            let bucket = format!("{}{place}", at_places(guessed, login));
            Ask::hit(bucket, PER_ACCOUNT)
        };
        let address = self.client.bucket();
        match known {
            Acquaintance::Browser(browser) => vec![place(&browser)],
            Acquaintance::Network => vec![place(&address), self.of_address()],
            Acquaintance::Stranger => vec![
                place(&address),
                self.of_address(),
                Ask::hit(of_strangers(guessed, login), STRANGERS),
                Ask::hit(of_strangers_a_day(guessed, login), STRANGERS_A_DAY),
            ],
        }
    }

    /// What proving one's present password asks for. It has a bucket of its own: who is signed
    /// in may change the password while others guess at it.
    pub(super) fn at_account(&self, user: &UserId) -> Vec<Ask> {
        let own = Ask::hit(format!("current-password:{user}"), PER_ACCOUNT);
        vec![own, self.of_address()]
    }

    fn of_address(&self) -> Ask {
        let bucket = format!("sign-in:address:{}", self.client.bucket());
        Ask::hit(bucket, PER_ADDRESS)
    }

    /// What opens for whoever has proved all that is asked.
    pub fn opening(&self) -> Opening {
        Opening {
            client: self.client,
            browser: self.browser.clone(),
            limits: self.sessions,
            messenger: self.messenger.as_ref().clone(),
        }
    }

    /// A turn to hash for whoever still has guesses; the others are told at once, so that they
    /// stand in nobody's way.
    pub(super) async fn turn(&self, asks: &[Ask]) -> Result<Turn> {
        let (asks, now) = (asks.to_vec(), self.db.clock().now());
        let full = self
            .db
            .read(move |conn| limits::look(conn, &asks, now))
            .await?;
        match full {
            Some(full) => Err(full.into()),
            None => self.turns.next().await,
        }
    }

    /// Hashes a new password in the next turn.
    pub async fn hash(&self, password: String) -> Result<String> {
        self.turns.hash(password).await
    }

    /// Counts a guess and then looks at it, in a turn of its own: of many at once no more are
    /// looked at than may be, and none is counted that only waited.
    pub(super) async fn look_at<F>(
        &self,
        turn: &Turn,
        asks: Vec<Ask>,
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
            Ok(Self {
                db: data(req)?,
                browser: Browser::of(req, &client),
                messenger: data(req)?,
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
