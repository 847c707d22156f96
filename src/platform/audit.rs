//! The record of every change: who, when, what, to what. Written in the change itself.

use diesel::{ExpressionMethods, Insertable, QueryDsl, QueryableByName, RunQueryDsl};
use serde::Serialize;

use super::clock::Moment;
use super::db::{Conn, Tx};
use crate::error::Result;
use crate::schema::audit_entries;

#[derive(Insertable)]
#[diesel(table_name = audit_entries)]
struct NewEntry<'a> {
    id: String,
    at: Moment,
    actor: &'a str,
    actor_name: &'a str,
    office_id: Option<&'a str>,
    act: &'a str,
    subject: &'a str,
    detail: String,
}

/// One line of the record.
#[derive(Debug, Clone, Serialize, diesel::Queryable, QueryableByName)]
#[diesel(table_name = audit_entries)]
pub struct Entry {
    /// When.
    pub at: Moment,
    /// Who: the id of a person, or `system:` and the name of a job.
    pub actor: String,
    /// Who, as they were called then.
    pub actor_name: String,
    /// What was done: `notice.approved`.
    pub act: String,
    /// The remark or reason that went with it.
    pub detail: String,
}

/// Records that the change's actor did `act` to `subject` (`notice:ID`), with a remark or reason.
pub fn record(tx: &mut Tx<'_>, act: &str, subject: &str, detail: &str) -> Result<()> {
    let at = tx.now();
    let actor = tx.actor().clone();
    diesel::insert_into(audit_entries::table)
        .values(NewEntry {
            id: uuid::Uuid::now_v7().to_string(),
            at,
            actor: &actor.id,
            actor_name: &actor.name,
            office_id: actor.office.as_deref(),
            act,
            subject,
            detail: detail.to_owned(),
        })
        .execute(&mut **tx)?;
    Ok(())
}

/// The most lines of a record that are shown.
const SHOWN: i64 = 200;

/// What happened to one subject, oldest first.
pub fn history(conn: &mut Conn, subject: &str) -> Result<Vec<Entry>> {
    after(conn, subject, 0)
}

/// What happened to one subject after so many lines of its record, oldest first.
pub fn after(conn: &mut Conn, subject: &str, lines: i64) -> Result<Vec<Entry>> {
    Ok(audit_entries::table
        .filter(audit_entries::subject.eq(subject))
        .order(audit_entries::id)
        .select((
            audit_entries::at,
            audit_entries::actor,
            audit_entries::actor_name,
            audit_entries::act,
            audit_entries::detail,
        ))
        .offset(lines)
        .limit(SHOWN)
        .load(conn)?)
}

/// How many lines the record of one subject has.
pub fn lines(conn: &mut Conn, subject: &str) -> Result<i64> {
    Ok(audit_entries::table
        .filter(audit_entries::subject.eq(subject))
        .count()
        .get_result(conn)?)
}
