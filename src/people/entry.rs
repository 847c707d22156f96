//! Signing in with a password, and changing it.

use super::door::{self, Browser, Door, Looked};
use super::permission::Anyone;
use super::session::SessionLimits;
use super::{UserId, refusals, store};
use crate::error::{Error, Refusal, Result};
use crate::platform::client::Client;
use crate::platform::db::{Conn, Db, System, Tx};
use crate::platform::{audit, secret};

/// What a successful sign-in gives the browser.
#[derive(Debug)]
pub struct NewSession {
    /// The cookie's token; only its fingerprint is stored.
    pub token: String,
    /// The token that its forms carry.
    pub csrf: String,
}

/// Signs in with name and password. A guess counts for the name and the address; a right one
/// takes back what this address guessed for this name, and nothing that others did.
pub async fn sign_in(door: &Door, login: &str, password: String) -> Result<NewSession> {
    let login = as_asked(login);
    let asks = door.at_sign_in(&login);
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
    let opening = Opening {
        client: door.client,
        browser: door.browser.clone(),
        limits: door.sessions,
    };
    let Some(known) = right else {
        return refuse_sign_in(door, login).await;
    };
    door.db
        .write(System("sign-in"), move |tx, _| {
            taken.forgive(tx)?;
            open_session(tx, &known.id, &opening)
        })
        .await
}

/// The longest name that is looked up.
const LONGEST_LOGIN: usize = 64;

/// A name as it is looked up and recorded: without what no name contains and no database takes.
fn as_asked(login: &str) -> String {
    let seen = login.trim().chars().filter(|c| !c.is_control());
    seen.take(LONGEST_LOGIN).collect::<String>().to_lowercase()
}

async fn refuse_sign_in(door: &Door, login: String) -> Result<NewSession> {
    let from = door.client.address.to_string();
    let write = door.db.write(System("sign-in"), move |tx, _| {
        audit::record(tx, "sign_in.refused", &format!("login:{login}"), &from)
    });
    write.await?;
    Err(Refusal::new("people-wrong-sign-in").into())
}

/// Where a session is opened.
struct Opening {
    client: Client,
    browser: Browser,
    limits: SessionLimits,
}

/// Opens a session; the one that the same browser had ends.
fn open_session(tx: &mut Tx<'_>, user: &UserId, at: &Opening) -> Result<NewSession> {
    if let Some(before) = &at.browser.session {
        store::delete_session(tx, before)?;
    }
    let posts = store::posts(tx, user)?;
    let office = posts
        .first()
        .map(|p| p.office.clone())
        .ok_or(Error::Forbidden)?;
    let (token, csrf) = (secret::token(), secret::token());
    let now = tx.now();
    store::insert_session(
        tx,
        &store::NewSession {
            id: &secret::fingerprint(&token),
            user_id: user,
            office_id: &office,
            csrf: &csrf,
            address: &at.client.address.to_string(),
            device: &at.browser.device,
            created_at: now,
            seen_at: now,
            expires_at: now + at.limits.absolute,
        },
    )?;
    audit::record(tx, "sign_in.done", &format!("user:{user}"), "")?;
    Ok(NewSession { token, csrf })
}

/// Changes the password of whoever proves the present one; their other sessions end.
pub async fn change_password(door: &Door, by: Anyone, current: String, new: String) -> Result<()> {
    let user = by.0.user.clone();
    let asks = door.at_account(&user);
    let turn = door.turn(&asks).await?;
    let looked = door.look_at(&turn, asks, current, move |conn| {
        store::credentials_of(conn, &user).map(Some)
    });
    let Looked { right, taken } = looked.await?;
    let Some(known) = right else {
        return refuse_change(&door.db, by).await;
    };
    let hash = turn.hash(new).await?;
    drop(turn);
    door.db
        .write(by, move |tx, by| {
            taken.forgive(tx)?;
            store::set_password(tx, &known.id, &hash)?;
            store::withdraw_links_of(tx, &known.id)?;
            door::forget_guesses(tx, &known.login)?;
            store::delete_sessions(tx, &known.id, &by.0.fingerprint)?;
            audit::record(tx, "account.password_changed", &subject(by), "")
        })
        .await
}

async fn refuse_change(db: &Db, by: Anyone) -> Result<()> {
    db.write(by, |tx, by| {
        audit::record(tx, "account.password_refused", &subject(by), "")
    })
    .await?;
    Err(Refusal::of_field("current", "people-password-wrong").into())
}

fn subject(by: &Anyone) -> String {
    format!("user:{}", by.0.user)
}
