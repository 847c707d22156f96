//! The second step of signing in: whose password was right types a code of the phone's, or one that
//! was written down.

use super::door::Door;
use super::factor::secret::Secret;
use super::factor::typed::Typed;
use super::news::{Messenger, News};
use super::opening::NewSession;
use super::store::factors;
use super::{UserId, refusals, store};
use crate::error::{Error, Refusal, Result};
use crate::platform::db::{System, Tx};
use crate::platform::{audit, limits};

/// Takes the step in the browser that is half-way in under this fingerprint. `SignedOut` when that was
/// too long ago. A guess counts like one at the password; each code is good once.
pub(super) async fn take(door: &Door, half: String, typed: Typed) -> Result<NewSession> {
    let (found, now) = (half.clone(), door.db.clock().now());
    let known = door.db.read(move |conn| {
        let user = factors::half(conn, &found, now)?.ok_or(Error::SignedOut)?;
        store::credentials_of(conn, &user)
    });
    let known = known.await?;
    let asks = door.at_second_step(&known.id, &known.login).await?;
    let (opening, from) = (door.opening(), door.client.address.to_string());
    let (user, login) = (known.id, known.login);
    let step = door.db.write(System("sign-in"), move |tx, _| {
        let taken = limits::take(tx, &asks)??;
        if !is_right(tx, &user, &typed, &opening.messenger)? {
            audit::record(tx, "sign_in.code_refused", &format!("user:{user}"), &from)?;
            return Ok(None);
        }
        taken.forgive(tx)?;
        // Of two tabs that send two codes at once, one goes on.
        if factors::delete_half(tx, &half)? == 0 {
            return Err(Error::SignedOut);
        }
        opening.open(tx, &user).map(Some)
    });
    match step.await {
        Ok(opened) => {
            opened.ok_or_else(|| Refusal::of_field("passcode", "people-second-wrong").into())
        }
        Err(Error::TooMany(wait)) => {
            refusals::locked_out(&door.db, door.client, login).await?;
            Err(Error::TooMany(wait))
        }
        Err(other) => Err(other),
    }
}

/// Whether the code is the person's and was not used before; it is used now.
fn is_right(tx: &mut Tx<'_>, user: &UserId, typed: &Typed, messenger: &Messenger) -> Result<bool> {
    match typed {
        Typed::Code(code) => uses_step(tx, user, code),
        Typed::Recovery(fingerprint) => {
            if factors::use_code(tx, user, fingerprint)? == 0 {
                return Ok(false);
            }
            messenger.tell(tx, user, &News::RecoveryUsed)?;
            audit::record(tx, "sign_in.recovery_used", &format!("user:{user}"), "")?;
            Ok(true)
        }
    }
}

fn uses_step(tx: &mut Tx<'_>, user: &UserId, code: &str) -> Result<bool> {
    let now = tx.now();
    let factor = factors::of(tx, user)?;
    let Some(secret) = factor.and_then(|factor| Secret::of_text(&factor.secret)) else {
        return Ok(false);
    };
    match secret.step_of(code, now)? {
        Some(step) => Ok(factors::use_step(tx, user, step)? == 1),
        None => Ok(false),
    }
}
