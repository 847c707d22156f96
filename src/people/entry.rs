//! Signing in with a password, and changing it.

use super::door::{self, Door, Looked};
use super::half::{self, HalfSession};
use super::news::News;
use super::opening::NewSession;
use super::password::Turn;
use super::permission::{Anyone, Arrived};
use super::store::{Credentials, factors};
use super::{UserId, refusals, store};
use crate::error::{Error, Refusal, Result};
use crate::platform::audit;
use crate::platform::db::{Conn, Db, System, Tx};
use crate::platform::limits::Taken;

/// What a right password gives the browser.
#[derive(Debug)]
pub enum Admitted {
    /// All that is asked was proved.
    In(NewSession),
    /// The second step is still to come.
    HalfWay(HalfSession),
}

/// Signs in with name and password. A guess counts for the name and the place it comes from; a right
/// one takes back what was guessed there for this name, and nothing that others did.
pub async fn sign_in(door: &Door, login: &str, password: String) -> Result<Admitted> {
    let login = as_asked(login);
    let asks = door.at_sign_in(&login).await?;
    let name = login.clone();
    let looked = async {
        let turn = door.turn(&asks).await?;
        let find = move |conn: &mut Conn| store::credentials(conn, &name);
        door.look_at(&turn, asks, password, find).await
    };
    let Looked { right, taken } = match looked.await {
        Err(Error::TooMany(wait)) => {
            refusals::locked_out(&door.db, door.client, login).await?;
            return Err(Error::TooMany(wait));
        }
        looked => looked?,
    };
    let Some(known) = right else {
        return refuse_sign_in(door, login).await;
    };
    let opening = door.opening();
    let admitted = door.db.write(System("sign-in"), move |tx, _| {
        if !store::opens_still(tx, &known)? {
            return Ok(None);
        }
        taken.forgive(tx)?;
        let admitted = if factors::of(tx, &known.id)?.is_some() {
            Admitted::HalfWay(half::open(tx, &known.id)?)
        } else {
            Admitted::In(opening.open(tx, &known.id)?)
        };
        Ok(Some(admitted))
    });
    match admitted.await? {
        Some(admitted) => Ok(admitted),
        None => refuse_sign_in(door, login).await,
    }
}

/// The longest name that is looked up.
const LONGEST_LOGIN: usize = 64;

/// A name as it is looked up and recorded: without what no name contains and no database takes.
fn as_asked(login: &str) -> String {
    let seen = login.trim().chars().filter(|c| !c.is_control());
    seen.take(LONGEST_LOGIN).collect::<String>().to_lowercase()
}

async fn refuse_sign_in(door: &Door, login: String) -> Result<Admitted> {
    let from = door.client.address.to_string();
    let write = door.db.write(System("sign-in"), move |tx, _| {
        audit::record(tx, "sign_in.refused", &format!("login:{login}"), &from)
    });
    write.await?;
    Err(Refusal::new("people-wrong-sign-in").into())
}

/// Whoever proved the present password, with a turn to hash.
#[derive(Debug)]
pub(super) struct Proved {
    pub(super) proof: Proof,
    pub(super) turn: Turn,
}

/// That a password was the present one when it was looked at, and what the guess was counted as.
#[derive(Debug)]
pub(super) struct Proof {
    known: Credentials,
    taken: Taken,
}

impl Proof {
    /// Takes back what the guess was counted as, in the change that it allows; `Conflict` where the
    /// password was changed meanwhile.
    pub(super) fn accept(self, tx: &mut Tx<'_>) -> Result<Credentials> {
        let Self { known, taken } = self.held(tx)?;
        taken.forgive(tx)?;
        Ok(known)
    }

    /// The same where the password itself is changed: what anybody guessed at it is forgotten too.
    fn accept_for_another(self, tx: &mut Tx<'_>) -> Result<Credentials> {
        let Self { known, taken } = self.held(tx)?;
        door::forget_guesses_with(tx, taken, &known.login)?;
        Ok(known)
    }

    fn held(self, tx: &mut Tx<'_>) -> Result<Self> {
        if store::opens_still(tx, &self.known)? {
            Ok(self)
        } else {
            Err(Error::Conflict)
        }
    }
}

/// Asks who is signed in for the present password, before anything that opens the account is changed.
pub(super) async fn prove(door: &Door, by: &Arrived, current: String) -> Result<Proved> {
    let user = by.0.user.clone();
    let asks = door.at_account(&user);
    let turn = door.turn(&asks).await?;
    let looked = door.look_at(&turn, asks, current, move |conn| {
        store::credentials_of(conn, &user).map(Some)
    });
    let Looked { right, taken } = looked.await?;
    match right {
        Some(known) => Ok(Proved {
            proof: Proof { known, taken },
            turn,
        }),
        None => Err(refuse(&door.db, by.clone()).await?.into()),
    }
}

/// Changes the password of whoever proves the present one; their other sessions end.
pub async fn change_password(door: &Door, by: Anyone, current: String, new: String) -> Result<()> {
    let Proved { proof, turn } = prove(door, &by.clone().into(), current).await?;
    let hash = turn.hash(new).await?;
    drop(turn);
    let messenger = door.messenger.clone();
    door.db
        .write(by, move |tx, by| {
            let known = proof.accept_for_another(tx)?;
            store::set_password(tx, &known.id, &hash)?;
            store::withdraw_links_of(tx, &known.id)?;
            factors::end_halves(tx, &known.id)?;
            store::delete_sessions(tx, &known.id, &by.0.fingerprint)?;
            messenger.tell(tx, &known.id, &News::PasswordChanged)?;
            audit::record(tx, "account.password_changed", &subject(&known.id), "")
        })
        .await
}

async fn refuse(db: &Db, by: Arrived) -> Result<Refusal> {
    db.write(by, |tx, by| {
        audit::record(tx, "account.password_refused", &subject(&by.0.user), "")
    })
    .await?;
    Ok(Refusal::of_field("current", "people-password-wrong"))
}

fn subject(user: &UserId) -> String {
    format!("user:{user}")
}
