//! The tables of departments.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::error::Result;
use crate::organisation::Department;
use crate::people::Scope;
use crate::platform::db::{Conn, Tx};
use crate::schema::departments;

/// Writes a new department down.
pub(in crate::organisation) fn insert(tx: &mut Tx<'_>, department: &Department) -> Result<()> {
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
