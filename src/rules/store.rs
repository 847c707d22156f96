//! The rule table.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use super::Rule;
use crate::error::Result;
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::schema::rules;

/// The version of a rule that holds at `now`.
pub fn current(conn: &mut Conn, code: &str, now: Moment) -> Result<Rule> {
    let (id, value, clause) = rules::table
        .filter(rules::code.eq(code))
        .filter(rules::effective_at.le(now))
        .order(rules::effective_at.desc())
        .select((rules::id, rules::value, rules::clause))
        .first(conn)?;
    Ok(Rule { id, value, clause })
}
