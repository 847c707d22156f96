//! Who belongs to a department, and who signs for it: as people come and go.

use super::department::Department;
use super::store::departments as store;
use super::{NewAccount, OfficeId, Role, UserId};
use crate::error::Result;
use crate::platform::db::Tx;

pub use super::store::departments::{members, within};

/// An office begins with its first department. Who is opened an account there joins it.
pub fn found(tx: &mut Tx<'_>, office: &OfficeId, of_head_office: bool) -> Result<()> {
    store::insert(tx, &Department::first_of(office, of_head_office))
}

/// Somebody who begins to work for an office joins its department if she takes what people tell;
/// a manager heads it where nobody does.
pub(super) fn join(tx: &mut Tx<'_>, user: &UserId, account: &NewAccount) -> Result<()> {
    if !account.role.takes_what_people_tell() {
        return Ok(());
    }
    let Some(department) = store::first_of(tx, &account.office)? else {
        return Ok(());
    };
    store::add(tx, &department.id, user)?;
    if account.role == Role::OfficeManager && department.head_id.is_none() {
        store::set_head(tx, &department.id, Some(user))?;
    }
    Ok(())
}

/// Somebody whose account was closed is in no department any more; another manager of the office
/// heads what she headed.
pub(super) fn leave(tx: &mut Tx<'_>, user: &UserId) -> Result<()> {
    store::remove(tx, user)?;
    for department in store::headed_by(tx, user)? {
        let head = store::manager(tx, &department.office_id)?;
        store::set_head(tx, &department.id, head.as_ref())?;
    }
    Ok(())
}
