//! Whom the house writes to: people who work here, by what they may do or who they are.

use diesel::{ExpressionMethods, QueryDsl, Queryable, RunQueryDsl};

use crate::error::Result;
use crate::people::deputies::store as deputies;
use crate::people::{OfficeId, Permission, Role, UserId, policy};
use crate::platform::db::{Conn, Tx};
use crate::schema::{user_roles, users};

/// Somebody with a mail address.
#[derive(Debug, Clone, Queryable)]
pub struct Addressee {
    /// Who it is.
    pub user: UserId,
    /// Where mail goes.
    pub email: Option<String>,
}

/// Who may do something in one of these offices now and can be written to, whoever stands for
/// somebody who may among them. None of `but`, and nobody who would do it for one of those.
pub fn who_may(
    tx: &mut Tx<'_>,
    offices: &[OfficeId],
    permission: Permission,
    but: &[UserId],
) -> Result<Vec<Addressee>> {
    let posts: Vec<(UserId, Option<String>, OfficeId, Role)> = user_roles::table
        .inner_join(users::table)
        .filter(user_roles::office_id.eq_any(offices))
        .filter(users::disabled_at.is_null())
        .filter(users::email.is_not_null())
        .order(users::id)
        .select((
            users::id,
            users::email,
            user_roles::office_id,
            user_roles::role,
        ))
        .load(&mut **tx)?;
    let mut found = Vec::new();
    for (user, email, office, role) in posts {
        let may =
            policy::may(role, permission) || stands_beside(tx, &user, &office, permission, but)?;
        if may && !but.contains(&user) {
            found.push(Addressee { user, email });
        }
    }
    Ok(found)
}

/// Whether somebody whose own role does not carry it would do it for anybody but these.
fn stands_beside(
    tx: &mut Tx<'_>,
    user: &UserId,
    office: &OfficeId,
    permission: Permission,
    but: &[UserId],
) -> Result<bool> {
    if !policy::is_lent(permission) {
        return Ok(false);
    }
    let now = tx.now();
    let principals = deputies::principals(tx, user, office, now)?;
    let mut lenders = principals
        .iter()
        .filter(|one| policy::may(one.role, permission));
    Ok(lenders.any(|one| !but.contains(&one.user)))
}

/// Those of these people who can be written to.
pub fn of_people(conn: &mut Conn, people: &[UserId]) -> Result<Vec<Addressee>> {
    Ok(users::table
        .filter(users::id.eq_any(people))
        .filter(users::disabled_at.is_null())
        .filter(users::email.is_not_null())
        .order(users::id)
        .select((users::id, users::email))
        .load(conn)?)
}
