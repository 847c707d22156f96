//! Changing an account: name, mail, role, office; and opening one again that was closed.

use super::change::{AccountNow, Change};
use super::news::{Messenger, News};
use super::permission::{Allowed, ManagePeople};
use super::{NewAccount, UserId, departments, service, store};
use crate::error::{Error, Refusal, Result};
use crate::platform::audit;
use crate::platform::db::Tx;
use crate::platform::seen::Seen;

/// A change as it was sent.
#[derive(Debug)]
pub struct Sent {
    /// What its form had shown.
    pub seen: Seen,
    pub new: Change,
}

/// Changes an account as its form says; `Conflict` when somebody else did since it was shown. Who
/// gets another post is signed out, and in the department of it from then on. Whose mail goes
/// elsewhere from now on is told where it went before.
pub fn change(
    tx: &mut Tx<'_>,
    by: &Allowed<ManagePeople>,
    messenger: &Messenger,
    user: &UserId,
    sent: &Sent,
) -> Result<()> {
    let Sent { seen, new } = sent;
    let now = store::account(tx, by.scope(), user)?;
    let offices = store::office_names(tx, by.scope())?;
    let office = offices.iter().find(|office| office.id == new.office);
    let office = office.ok_or_else(|| Refusal::of_field("office", "people-no-office"))?;
    let edits = new.edits(&now, office);
    if edits.is_empty() {
        return Ok(());
    }
    if !seen.is(now.version) {
        return Err(Error::Conflict);
    }
    if new.email != now.email {
        messenger.tell(tx, user, &News::MailMoved)?;
    }
    store::update_account(tx, &now, new)?;
    if new.moves(&now) {
        post_anew(tx, by, &now, new)?;
    }
    audit::record(
        tx,
        "account.changed",
        &format!("user:{user}"),
        &edits.written(),
    )
}

fn post_anew(
    tx: &mut Tx<'_>,
    by: &Allowed<ManagePeople>,
    now: &AccountNow,
    new: &Change,
) -> Result<()> {
    if now.id == *by.user() {
        return Err(Refusal::of_field("role", "people-not-your-own-role").into());
    }
    service::role_fits(tx, &new.office, new.role)?;
    store::move_post(tx, now, new)?;
    departments::leave(tx, &now.id)?;
    if !now.closed {
        departments::join(tx, &now.id, &in_post(now, new))?;
    }
    store::delete_sessions(tx, &now.id, "").map(drop)
}

fn in_post(now: &AccountNow, new: &Change) -> NewAccount {
    NewAccount {
        login: now.login.clone(),
        name: new.name.clone(),
        email: new.email.clone(),
        office: new.office.clone(),
        role: new.role,
    }
}

/// Opens an account again that was closed: its password is as it was, and so is its post.
pub fn enable(tx: &mut Tx<'_>, by: &Allowed<ManagePeople>, user: &UserId) -> Result<()> {
    let now = store::account(tx, by.scope(), user)?;
    if !now.closed {
        return Ok(());
    }
    store::enable(tx, user)?;
    let as_it_was = Change {
        name: now.name.clone(),
        email: now.email.clone(),
        office: now.office.clone(),
        role: now.role,
    };
    departments::join(tx, user, &in_post(&now, &as_it_was))?;
    audit::record(tx, "account.opened_again", &format!("user:{user}"), "")
}
