//! Whom the house writes to: people who work here, by what they may do or who they are.

use diesel::{ExpressionMethods, QueryDsl, Queryable, RunQueryDsl};

use crate::error::Result;
use crate::people::{OfficeId, Permission, Role, UserId, policy};
use crate::platform::db::Conn;
use crate::schema::{user_roles, users};

/// Somebody with a mail address.
#[derive(Debug, Clone, Queryable)]
pub struct Addressee {
    /// Who it is.
    pub user: UserId,
    /// Where mail goes.
    pub email: Option<String>,
}

/// Who may do something in one of these offices and can be written to.
pub fn who_may(
    conn: &mut Conn,
    offices: &[OfficeId],
    permission: Permission,
) -> Result<Vec<Addressee>> {
    let may = |role: &Role| policy::may(*role, permission);
    let roles: Vec<Role> = Role::ALL.iter().copied().filter(may).collect();
    Ok(user_roles::table
        .inner_join(users::table)
        .filter(user_roles::office_id.eq_any(offices))
        .filter(user_roles::role.eq_any(roles))
        .filter(users::disabled_at.is_null())
        .filter(users::email.is_not_null())
        .order(users::id)
        .select((users::id, users::email))
        .load(conn)?)
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
