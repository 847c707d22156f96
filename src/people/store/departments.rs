//! The tables of departments and of who is in them.

use diesel::{
    ExpressionMethods, JoinOnDsl, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper,
};

use crate::error::Result;
use crate::people::department::{Department, DepartmentId};
use crate::people::{OfficeId, Role, Scope, UserId};
use crate::platform::db::{Conn, Tx};
use crate::schema::{department_members, departments, user_roles, users};

/// Writes a new department down.
pub(in crate::people) fn insert(tx: &mut Tx<'_>, department: &Department) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(departments::table)
        .values((department, departments::created_at.eq(now)))
        .execute(&mut **tx)?;
    Ok(())
}

/// The departments of the offices within reach, in order of founding.
pub fn within(conn: &mut Conn, scope: &Scope) -> Result<Vec<Department>> {
    Ok(departments::table
        .filter(departments::office_id.eq_any(scope.offices()))
        .order((departments::created_at, departments::id))
        .select(Department::as_select())
        .load(conn)?)
}

/// Who is in a department.
pub fn members(conn: &mut Conn, of: &DepartmentId) -> Result<Vec<UserId>> {
    Ok(department_members::table
        .filter(department_members::department_id.eq(of))
        .order(department_members::user_id)
        .select(department_members::user_id)
        .load(conn)?)
}

/// The department that an office has from the beginning.
pub(in crate::people) fn first_of(
    conn: &mut Conn,
    office: &OfficeId,
) -> Result<Option<Department>> {
    Ok(departments::table
        .filter(departments::office_id.eq(office))
        .order((departments::created_at, departments::id))
        .select(Department::as_select())
        .first(conn)
        .optional()?)
}

/// The departments that somebody heads.
pub(in crate::people) fn headed_by(conn: &mut Conn, head: &UserId) -> Result<Vec<Department>> {
    Ok(departments::table
        .filter(departments::head_id.eq(head))
        .order(departments::id)
        .select(Department::as_select())
        .load(conn)?)
}

/// The manager of an office whose account was opened first, of those that are open.
pub(in crate::people) fn manager(conn: &mut Conn, of: &OfficeId) -> Result<Option<UserId>> {
    Ok(user_roles::table
        .inner_join(users::table.on(users::id.eq(user_roles::user_id)))
        .filter(user_roles::office_id.eq(of))
        .filter(user_roles::role.eq(Role::OfficeManager))
        .filter(users::disabled_at.is_null())
        .order(users::id)
        .select(users::id)
        .first(conn)
        .optional()?)
}

/// Somebody is in a department from now on.
pub(in crate::people) fn add(tx: &mut Tx<'_>, to: &DepartmentId, user: &UserId) -> Result<()> {
    diesel::insert_into(department_members::table)
        .values((
            department_members::department_id.eq(to),
            department_members::user_id.eq(user),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Somebody is in no department any more.
pub(in crate::people) fn remove(tx: &mut Tx<'_>, user: &UserId) -> Result<()> {
    let hers = department_members::table.filter(department_members::user_id.eq(user));
    diesel::delete(hers).execute(&mut **tx)?;
    Ok(())
}

/// Who signs for a department from now on.
pub(in crate::people) fn set_head(
    tx: &mut Tx<'_>,
    of: &DepartmentId,
    head: Option<&UserId>,
) -> Result<()> {
    diesel::update(departments::table.filter(departments::id.eq(of)))
        .set(departments::head_id.eq(head))
        .execute(&mut **tx)?;
    Ok(())
}
