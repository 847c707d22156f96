//! Accounts from the command line, for the machine's keeper.

use super::news::Messenger;
use super::{NewAccount, UserId, store};
use super::{factor, service};
use crate::error::{Error, Result};
use crate::platform::db::{Db, System};

const ACTOR: System = System("command line");

fn user_of(db: &Db, login: &str) -> Result<UserId> {
    let login = login.to_lowercase();
    db.read_now(|conn| store::credentials(conn, &login))?
        .map(|c| c.id)
        .ok_or(Error::NotFound)
}

/// Opens an account; answers with the token of the link that sets its password.
pub fn add(db: &Db, messenger: &Messenger, account: &NewAccount) -> Result<String> {
    db.write_now(&ACTOR, |tx, _| {
        let id = service::open_account(tx, account, "")?;
        service::password_link(tx, messenger, &id)
    })
}

/// Closes an account.
pub fn disable(db: &Db, login: &str) -> Result<()> {
    let user = user_of(db, login)?;
    db.write_now(&ACTOR, |tx, _| service::close_account(tx, &user))
}

/// Makes a new link that sets the password; the person's sessions end.
pub fn reset_password(db: &Db, messenger: &Messenger, login: &str) -> Result<String> {
    let user = user_of(db, login)?;
    db.write_now(&ACTOR, |tx, _| service::password_link(tx, messenger, &user))
}

/// Takes off the second factor of somebody who has lost phone and codes, when no administrator can:
/// `Conflict` where there is none.
pub fn remove_second_factor(db: &Db, messenger: &Messenger, login: &str) -> Result<()> {
    let user = user_of(db, login)?;
    db.write_now(&ACTOR, |tx, _| {
        factor::service::remove(tx, messenger, &user)
    })
}
