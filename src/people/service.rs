//! What people do with their accounts.

use chrono::Duration;

use super::account::role_key;
use super::news::{Messenger, News};
use super::permission::{Allowed, Anyone, Arrived, ManagePeople};
use super::store::{Staff, browsers, factors};
use super::{NewAccount, OfficeId, Role, Scope, UserId, departments, door, store};
use crate::error::{Error, Refusal, Result};
use crate::platform::db::{Conn, Tx};
use crate::platform::edits::Edits;
use crate::platform::{audit, limits, secret};

/// How long a link to set a password is good.
const LINK_LIVES: Duration = Duration::days(3);

/// Ends the session.
pub(super) fn sign_out(tx: &mut Tx<'_>, by: &Arrived) -> Result<()> {
    store::delete_session(tx, &by.0.fingerprint)?;
    audit::record(tx, "sign_in.out", &format!("user:{}", by.0.user), "")
}

/// Ends the person's other sessions.
pub fn sign_out_others(tx: &mut Tx<'_>, by: &Anyone) -> Result<()> {
    store::delete_sessions(tx, &by.0.user, &by.0.fingerprint)?;
    audit::record(
        tx,
        "sign_in.others_ended",
        &format!("user:{}", by.0.user),
        "",
    )
}

/// Ends one of the person's sessions; one that is over already is no fault.
pub fn end_session(tx: &mut Tx<'_>, by: &Anyone, fingerprint: &str) -> Result<()> {
    if store::end_session(tx, &by.0.user, fingerprint)? == 0 {
        return Ok(());
    }
    audit::record(tx, "sign_in.ended", &format!("user:{}", by.0.user), "")
}

/// Acts for another of the person's offices from now on.
pub fn switch_office(tx: &mut Tx<'_>, by: &Anyone, office: &OfficeId) -> Result<()> {
    if !by.0.offices.iter().any(|one| one.id == *office) {
        return Err(Error::NotFound);
    }
    store::move_session(tx, &by.0.fingerprint, office)
}

/// Opens an account and gives the one-time link's token with which its person sets a password.
pub(super) fn add(
    tx: &mut Tx<'_>,
    by: &Allowed<ManagePeople>,
    messenger: &Messenger,
    account: &NewAccount,
) -> Result<String> {
    if !by.scope().reaches(&account.office) {
        return Err(Error::NotFound);
    }
    let id = open_account(tx, account, "")?;
    password_link(tx, messenger, &id)
}

/// Opens an account with the hash of its first password; an empty hash lets nobody in.
pub fn open_account(tx: &mut Tx<'_>, account: &NewAccount, hash: &str) -> Result<UserId> {
    check_login(&account.login)?;
    if store::login_is_taken(tx, &account.login)? {
        return Err(Refusal::of_field("login", "people-login-taken").into());
    }
    role_fits(tx, &account.office, account.role)?;
    let id = UserId::new();
    store::insert_account(tx, &id, account, hash)?;
    departments::join(tx, &id, account)?;
    audit::record(
        tx,
        "account.opened",
        &format!("user:{id}"),
        &Edits::default()
            .word("people-role", "", &role_key(account.role))
            .written(),
    )?;
    Ok(id)
}

/// Whether there is such a role in such an office.
pub(super) fn role_fits(tx: &mut Tx<'_>, office: &OfficeId, role: Role) -> Result<()> {
    match store::is_head_office(tx, office)? {
        None => Err(Refusal::of_field("office", "people-no-office").into()),
        Some(head) if head != role.is_of_head_office() => {
            Err(Refusal::of_field("role", "people-role-elsewhere").into())
        }
        Some(_) => Ok(()),
    }
}

fn check_login(login: &str) -> Result<(), Refusal> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_".contains(c);
    if (2..=40).contains(&login.len()) && login.chars().all(fits) {
        Ok(())
    } else {
        Err(Refusal::of_field("login", "people-login-letters"))
    }
}

/// A one-time link's token for setting a password; the person's sessions end, and so does every
/// earlier link.
pub fn password_link(tx: &mut Tx<'_>, messenger: &Messenger, user: &UserId) -> Result<String> {
    let token = secret::token();
    let until = tx.now() + LINK_LIVES;
    store::withdraw_links_of(tx, user)?;
    store::insert_link(
        tx,
        &secret::fingerprint(&token),
        "reset_password",
        Some(user),
        until,
    )?;
    factors::end_halves(tx, user)?;
    store::delete_sessions(tx, user, "")?;
    messenger.tell(tx, user, &News::LinkMade)?;
    audit::record(tx, "account.link_made", &format!("user:{user}"), "")?;
    Ok(token)
}

/// The same for somebody within an administrator's reach.
pub(super) fn reset(
    tx: &mut Tx<'_>,
    by: &Allowed<ManagePeople>,
    messenger: &Messenger,
    user: &UserId,
) -> Result<String> {
    if !store::is_within(tx, by.scope(), user)? {
        return Err(Error::NotFound);
    }
    password_link(tx, messenger, user)
}

/// Closes an account: its sessions end at once, what it did stays.
pub fn disable(tx: &mut Tx<'_>, by: &Allowed<ManagePeople>, user: &UserId) -> Result<()> {
    if !store::is_within(tx, by.scope(), user)? {
        return Err(Error::NotFound);
    }
    if user == by.user() {
        return Err(Refusal::new("people-not-yourself").into());
    }
    close_account(tx, user)
}

/// Closes an account, asked for on the command line.
pub fn close_account(tx: &mut Tx<'_>, user: &UserId) -> Result<()> {
    if store::disable(tx, user)? == 0 {
        return Err(Error::Conflict);
    }
    departments::leave(tx, user)?;
    factors::end_halves(tx, user)?;
    store::delete_sessions(tx, user, "")?;
    store::withdraw_links_of(tx, user)?;
    audit::record(tx, "account.closed", &format!("user:{user}"), "")
}

/// Sets the password through a one-time link and uses the link up.
pub(super) fn set_password_by_link(
    tx: &mut Tx<'_>,
    messenger: &Messenger,
    token: &str,
    hash: &str,
) -> Result<()> {
    let fingerprint = secret::fingerprint(token);
    let now = tx.now();
    let link = store::open_link(tx, &fingerprint, now)?;
    let user = link.and_then(|link| link.user).ok_or(Error::NotFound)?;
    if store::use_link(tx, &fingerprint)? == 0 {
        return Err(Error::Conflict);
    }
    store::set_password(tx, &user, hash)?;
    store::withdraw_links_of(tx, &user)?;
    factors::end_halves(tx, &user)?;
    store::delete_sessions(tx, &user, "")?;
    messenger.tell(tx, &user, &News::PasswordSet)?;
    let login = store::credentials_of(tx, &user)?.login;
    door::forget_guesses(tx, &login)?;
    audit::record(tx, "account.password_set", &format!("user:{user}"), "")
}

/// Whom a link to set a password is for.
#[derive(Debug)]
pub struct Invited {
    pub login: String,
    /// Names that the password may not be made of.
    pub names: Vec<String>,
}

/// The same with the names that her password may not be made of.
pub fn invited(
    conn: &mut Conn,
    token: &str,
    now: crate::platform::clock::Moment,
) -> Result<Invited> {
    let login = login_of_link(conn, token, now)?;
    let mut names = store::known_names(conn)?;
    names.push(login.clone());
    Ok(Invited { login, names })
}

/// The login behind a link to set a password, while it is good.
pub fn login_of_link(
    conn: &mut Conn,
    token: &str,
    now: crate::platform::clock::Moment,
) -> Result<String> {
    let link = store::open_link(conn, &secret::fingerprint(token), now)?;
    let user = link.and_then(|link| link.user).ok_or(Error::NotFound)?;
    Ok(store::credentials_of(conn, &user)?.login)
}

/// A one-time link's token for founding the installation, when nobody has an account yet.
/// Earlier ones stop working.
pub fn set_up_link(tx: &mut Tx<'_>) -> Result<Option<String>> {
    if !store::is_empty(tx)? {
        return Ok(None);
    }
    store::withdraw_links(tx, "set_up")?;
    let token = secret::token();
    let until = tx.now() + LINK_LIVES;
    store::insert_link(tx, &secret::fingerprint(&token), "set_up", None, until)?;
    Ok(Some(token))
}

/// Whether a link founds an installation: it is unused and nobody has an account.
pub fn is_set_up_link(
    conn: &mut Conn,
    token: &str,
    now: crate::platform::clock::Moment,
) -> Result<bool> {
    let open = store::open_link(conn, &secret::fingerprint(token), now)?;
    let is_set_up = open.is_some_and(|link| link.purpose == "set_up" && link.user.is_none());
    Ok(is_set_up && store::is_empty(conn)?)
}

/// Whether the installation was founded by this link.
pub fn has_founded(conn: &mut Conn, token: &str) -> Result<bool> {
    store::was_used(conn, &secret::fingerprint(token), "set_up")
}

/// Uses up the link that founds the installation.
pub fn use_set_up_link(tx: &mut Tx<'_>, token: &str) -> Result<()> {
    let now = tx.now();
    if !is_set_up_link(tx, token, now)? {
        return Err(Error::NotFound);
    }
    match store::use_link(tx, &secret::fingerprint(token))? {
        0 => Err(Error::Conflict),
        _ => Ok(()),
    }
}

/// How many people may sign in for each office within reach; an office with nobody is left out.
pub fn staff_of_offices(conn: &mut Conn, scope: &Scope) -> Result<Vec<Staff>> {
    store::staff_of_offices(conn, scope)
}

/// Forgets what has ended: sessions and old hits of limits.
pub fn sweep(tx: &mut Tx<'_>) -> Result<()> {
    store::sweep_sessions(tx)?;
    factors::sweep_halves(tx)?;
    browsers::sweep(tx)?;
    limits::sweep(tx)
}
