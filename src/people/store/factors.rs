//! The tables of the second step: what a phone makes codes from, codes that were written down, and
//! who has proved the password only.

use diesel::{
    ExpressionMethods, OptionalExtension, QueryDsl, Queryable, RunQueryDsl, Selectable,
    SelectableHelper,
};

use crate::error::Result;
use crate::people::{Role, UserId};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{user_factors, user_half_sessions, user_recovery_codes, user_roles, users};

/// The second factor of a person.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = user_factors)]
pub(in crate::people) struct Factor {
    /// In base 32.
    pub(in crate::people) secret: String,
    pub(in crate::people) made_at: Moment,
}

pub(in crate::people) fn of(conn: &mut Conn, user: &UserId) -> Result<Option<Factor>> {
    Ok(user_factors::table
        .filter(user_factors::user_id.eq(user))
        .select(Factor::as_select())
        .first(conn)
        .optional()?)
}

/// Writes a factor down whose code of this step was just used.
pub(in crate::people) fn insert(
    tx: &mut Tx<'_>,
    user: &UserId,
    secret: &str,
    step: i64,
) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(user_factors::table)
        .values((
            user_factors::user_id.eq(user),
            user_factors::secret.eq(secret),
            user_factors::last_step.eq(step),
            user_factors::made_at.eq(now),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Uses up a step and all before it; 0 when it was used before.
pub(in crate::people) fn use_step(tx: &mut Tx<'_>, user: &UserId, step: i64) -> Result<usize> {
    let unused = user_factors::table
        .filter(user_factors::user_id.eq(user))
        .filter(user_factors::last_step.lt(step));
    Ok(diesel::update(unused)
        .set(user_factors::last_step.eq(step))
        .execute(&mut **tx)?)
}

/// Removes the factor of a person with its codes, and whoever stood before it; 0 where there is
/// none.
pub(in crate::people) fn delete(tx: &mut Tx<'_>, user: &UserId) -> Result<usize> {
    let codes = user_recovery_codes::table.filter(user_recovery_codes::user_id.eq(user));
    diesel::delete(codes).execute(&mut **tx)?;
    end_halves(tx, user)?;
    let own = user_factors::table.filter(user_factors::user_id.eq(user));
    Ok(diesel::delete(own).execute(&mut **tx)?)
}

/// Writes down the fingerprints of codes that were handed out.
pub(in crate::people) fn insert_codes(
    tx: &mut Tx<'_>,
    user: &UserId,
    fingerprints: &[String],
) -> Result<()> {
    for fingerprint in fingerprints {
        diesel::insert_into(user_recovery_codes::table)
            .values((
                user_recovery_codes::code_hash.eq(fingerprint),
                user_recovery_codes::user_id.eq(user),
            ))
            .execute(&mut **tx)?;
    }
    Ok(())
}

/// Uses up a code; 0 where the person has no such code, or used it before.
pub(in crate::people) fn use_code(
    tx: &mut Tx<'_>,
    user: &UserId,
    fingerprint: &str,
) -> Result<usize> {
    let now = tx.now();
    let unused = user_recovery_codes::table
        .filter(user_recovery_codes::user_id.eq(user))
        .filter(user_recovery_codes::code_hash.eq(fingerprint))
        .filter(user_recovery_codes::used_at.is_null());
    Ok(diesel::update(unused)
        .set(user_recovery_codes::used_at.eq(now))
        .execute(&mut **tx)?)
}

/// How many codes a person has left.
pub(in crate::people) fn codes_left(conn: &mut Conn, user: &UserId) -> Result<i64> {
    Ok(user_recovery_codes::table
        .filter(user_recovery_codes::user_id.eq(user))
        .filter(user_recovery_codes::used_at.is_null())
        .count()
        .get_result(conn)?)
}

/// The administrators who sign in with a password alone, by name.
pub(in crate::people) fn administrators_without(conn: &mut Conn) -> Result<Vec<String>> {
    let with = user_factors::table.select(user_factors::user_id);
    let mut names: Vec<String> = user_roles::table
        .inner_join(users::table)
        .filter(user_roles::role.eq(Role::Administrator))
        .filter(users::disabled_at.is_null())
        .filter(users::id.ne_all(with))
        .order(users::name)
        .select(users::name)
        .load(conn)?;
    names.dedup();
    Ok(names)
}

/// Writes down who has proved the password, until when that is good.
pub(in crate::people) fn insert_half(
    tx: &mut Tx<'_>,
    fingerprint: &str,
    user: &UserId,
    expires_at: Moment,
) -> Result<()> {
    diesel::insert_into(user_half_sessions::table)
        .values((
            user_half_sessions::id.eq(fingerprint),
            user_half_sessions::user_id.eq(user),
            user_half_sessions::expires_at.eq(expires_at),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Whose password was proved under this fingerprint, while that is good and the account open.
pub(in crate::people) fn half(
    conn: &mut Conn,
    fingerprint: &str,
    now: Moment,
) -> Result<Option<UserId>> {
    Ok(user_half_sessions::table
        .inner_join(users::table)
        .filter(user_half_sessions::id.eq(fingerprint))
        .filter(user_half_sessions::expires_at.gt(now))
        .filter(users::disabled_at.is_null())
        .select(user_half_sessions::user_id)
        .first(conn)
        .optional()?)
}

pub(in crate::people) fn delete_half(tx: &mut Tx<'_>, fingerprint: &str) -> Result<usize> {
    let own = user_half_sessions::table.filter(user_half_sessions::id.eq(fingerprint));
    Ok(diesel::delete(own).execute(&mut **tx)?)
}

/// Sends back to the beginning whoever has proved a password that holds no longer. Before her sessions
/// are ended: whoever is taking the second step is waited for.
pub(in crate::people) fn end_halves(tx: &mut Tx<'_>, user: &UserId) -> Result<()> {
    let own = user_half_sessions::table.filter(user_half_sessions::user_id.eq(user));
    diesel::delete(own).execute(&mut **tx)?;
    Ok(())
}

/// Forgets those that ended before now.
pub(in crate::people) fn sweep_halves(tx: &mut Tx<'_>) -> Result<()> {
    let now = tx.now();
    let over = user_half_sessions::table.filter(user_half_sessions::expires_at.lt(now));
    diesel::delete(over).execute(&mut **tx)?;
    Ok(())
}
