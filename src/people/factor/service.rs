//! Turning the second step on and off.

use super::recovery::RecoveryCode;
use super::secret::Secret;
use crate::error::{Error, Refusal, Result};
use crate::people::news::{Messenger, News};
use crate::people::permission::{Allowed, Anyone, Arrived, ManagePeople};
use crate::people::store::factors;
use crate::people::{UserId, store};
use crate::platform::audit;
use crate::platform::db::{Conn, Tx};

/// A secret whose phone has shown that it makes the right codes.
#[derive(Debug)]
pub(in crate::people) struct Confirmed {
    pub(in crate::people) secret: Secret,
    /// The step of the code that was typed.
    pub(in crate::people) step: i64,
}

/// Turns it on, or sets it up anew: what was before is good no longer. Other sessions end. Answers with
/// the codes to be written down, which nobody sees again.
pub(in crate::people) fn turn_on(
    tx: &mut Tx<'_>,
    by: &Arrived,
    messenger: &Messenger,
    confirmed: &Confirmed,
) -> Result<Vec<RecoveryCode>> {
    let user = &by.0.user;
    let act = match factors::delete(tx, user)? {
        0 => "account.factor_on",
        _ => "account.factor_renewed",
    };
    factors::insert(tx, user, confirmed.secret.as_str(), confirmed.step)?;
    let codes = RecoveryCode::ten();
    let kept: Vec<String> = codes.iter().map(RecoveryCode::fingerprint).collect();
    factors::insert_codes(tx, user, &kept)?;
    store::delete_sessions(tx, user, &by.0.fingerprint)?;
    messenger.tell(tx, user, &News::FactorOn)?;
    audit::record(tx, act, &format!("user:{user}"), "")?;
    Ok(codes)
}

/// Turns it off; `Refused` for whoever has to have it.
pub(in crate::people) fn turn_off(
    tx: &mut Tx<'_>,
    by: &Anyone,
    messenger: &Messenger,
) -> Result<()> {
    if by.0.needs_factor {
        return Err(Refusal::new("people-factor-needed").into());
    }
    let user = &by.0.user;
    if factors::delete(tx, user)? == 0 {
        return Ok(());
    }
    store::delete_sessions(tx, user, &by.0.fingerprint)?;
    messenger.tell(tx, user, &News::FactorOff)?;
    audit::record(tx, "account.factor_off", &format!("user:{user}"), "")
}

/// Takes it off somebody whose phone and codes are lost. Her sessions end: whoever has them should sign
/// in once more.
pub(in crate::people) fn take_off(
    tx: &mut Tx<'_>,
    by: &Allowed<ManagePeople>,
    messenger: &Messenger,
    user: &UserId,
) -> Result<()> {
    if !store::is_within(tx, by.scope(), user)? {
        return Err(Error::NotFound);
    }
    if user == by.user() {
        return Err(Refusal::new("people-not-your-own-factor").into());
    }
    remove(tx, messenger, user)
}

/// The same, asked for on the command line.
pub(in crate::people) fn remove(
    tx: &mut Tx<'_>,
    messenger: &Messenger,
    user: &UserId,
) -> Result<()> {
    if factors::delete(tx, user)? == 0 {
        return Err(Error::Conflict);
    }
    store::delete_sessions(tx, user, "")?;
    messenger.tell(tx, user, &News::FactorTakenOff)?;
    audit::record(tx, "account.factor_taken_off", &format!("user:{user}"), "")
}

/// The administrators who sign in with a password alone, by name: what they may do is worth a second
/// step.
pub fn administrators_without(conn: &mut Conn) -> Result<Vec<String>> {
    factors::administrators_without(conn)
}
