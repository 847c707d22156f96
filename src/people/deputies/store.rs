//! The table of deputies.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, JoinOnDsl, QueryDsl, Queryable, RunQueryDsl, alias,
};

use super::form::NewDeputy;
use super::{DeputyId, Principal};
use crate::error::Result;
use crate::people::signed_in::OfficeName;
use crate::people::{OfficeId, Role, UserId};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{user_deputies, user_roles, users};

/// For whom somebody stands in an office now: whose account is closed, or who left the office, is
/// stood for by nobody.
pub(in super::super) fn principals(
    conn: &mut Conn,
    deputy: &UserId,
    office: &OfficeId,
    now: Moment,
) -> Result<Vec<Principal>> {
    let role_there = user_roles::user_id
        .eq(user_deputies::user_id)
        .and(user_roles::office_id.eq(user_deputies::office_id));
    let rows: Vec<(UserId, String, Role)> = user_deputies::table
        .inner_join(users::table.on(users::id.eq(user_deputies::user_id)))
        .inner_join(user_roles::table.on(role_there))
        .filter(user_deputies::deputy_id.eq(deputy))
        .filter(user_deputies::office_id.eq(office))
        .filter(user_deputies::from_at.le(now))
        .filter(user_deputies::until_at.gt(now))
        .filter(user_deputies::ended_at.is_null())
        .filter(users::disabled_at.is_null())
        .order(user_deputies::id)
        .select((users::id, users::name, user_roles::role))
        .load(conn)?;
    let principal = |(user, name, role)| Principal { user, name, role };
    Ok(rows.into_iter().map(principal).collect())
}

/// The colleagues of somebody in an office who can sign in, by name.
pub(super) fn colleagues(
    conn: &mut Conn,
    user: &UserId,
    office: &OfficeId,
) -> Result<Vec<Colleague>> {
    let rows: Vec<(UserId, String, Role)> = users::table
        .inner_join(user_roles::table)
        .filter(user_roles::office_id.eq(office))
        .filter(users::disabled_at.is_null())
        .filter(users::id.ne(user))
        .order((users::name, users::id))
        .select((users::id, users::name, user_roles::role))
        .load(conn)?;
    let colleague = |(user, name, role)| Colleague { user, name, role };
    Ok(rows.into_iter().map(colleague).collect())
}

/// Somebody of the same office.
#[derive(Debug, Clone)]
pub(super) struct Colleague {
    pub(super) user: UserId,
    pub(super) name: String,
    pub(super) role: Role,
}

/// A span as both of its people see it.
#[derive(Debug, Clone, Queryable)]
pub(super) struct Span {
    pub(super) id: DeputyId,
    /// Who named the other.
    pub(super) user: UserId,
    pub(super) user_name: String,
    pub(super) deputy_name: String,
    pub(super) from: Moment,
    pub(super) until: Moment,
    pub(super) ended_at: Option<Moment>,
}

/// The last spans in which somebody named another or was named, the newest first.
pub(super) fn spans_of(conn: &mut Conn, user: &UserId) -> Result<Vec<Span>> {
    let deputies = alias!(users as deputies);
    Ok(user_deputies::table
        .inner_join(users::table.on(users::id.eq(user_deputies::user_id)))
        .inner_join(deputies.on(deputies.field(users::id).eq(user_deputies::deputy_id)))
        .filter(
            user_deputies::user_id
                .eq(user)
                .or(user_deputies::deputy_id.eq(user)),
        )
        .order(user_deputies::id.desc())
        .limit(20)
        .select((
            user_deputies::id,
            user_deputies::user_id,
            users::name,
            deputies.field(users::name),
            user_deputies::from_at,
            user_deputies::until_at,
            user_deputies::ended_at,
        ))
        .load(conn)?)
}

/// Whether somebody has named another for any of these days already.
pub(super) fn overlaps(
    conn: &mut Conn,
    user: &UserId,
    office: &OfficeName,
    new: &NewDeputy,
) -> Result<bool> {
    let count: i64 = user_deputies::table
        .filter(user_deputies::user_id.eq(user))
        .filter(user_deputies::office_id.eq(&office.id))
        .filter(user_deputies::ended_at.is_null())
        .filter(user_deputies::from_at.lt(new.until))
        .filter(user_deputies::until_at.gt(new.from))
        .count()
        .get_result(conn)?;
    Ok(count > 0)
}

/// Writes down that somebody stands for another.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    user: &UserId,
    office: &OfficeName,
    new: &NewDeputy,
) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(user_deputies::table)
        .values((
            user_deputies::id.eq(DeputyId::new()),
            user_deputies::user_id.eq(user),
            user_deputies::deputy_id.eq(&new.deputy),
            user_deputies::office_id.eq(&office.id),
            user_deputies::from_at.eq(new.from),
            user_deputies::until_at.eq(new.until),
            user_deputies::named_at.eq(now),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Ends a span of one of its people; 0 where it is over.
pub(super) fn end(tx: &mut Tx<'_>, user: &UserId, id: &DeputyId) -> Result<usize> {
    let now = tx.now();
    let row = user_deputies::table
        .filter(user_deputies::id.eq(id))
        .filter(
            user_deputies::user_id
                .eq(user)
                .or(user_deputies::deputy_id.eq(user)),
        )
        .filter(user_deputies::ended_at.is_null())
        .filter(user_deputies::until_at.gt(now));
    Ok(diesel::update(row)
        .set(user_deputies::ended_at.eq(now))
        .execute(&mut **tx)?)
}
