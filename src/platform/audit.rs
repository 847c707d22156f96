//! The record of every change: who, when, what, to what. Written in the change itself.

use diesel::{
    ExpressionMethods, Insertable, QueryDsl, Queryable, RunQueryDsl, Selectable, SelectableHelper,
};

use super::clock::Moment;
use super::db::{Conn, Tx};
use super::paging::{Paged, Paging};
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
#[derive(Debug, Clone, Queryable, Selectable)]
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

/// The most lines of a record that are read at once to know what happened since.
const AT_ONCE: i64 = 200;

/// A page of what happened to one subject, newest first.
pub fn newest(conn: &mut Conn, subject: &str, paging: Paging) -> Result<Paged<Entry>> {
    let lines = audit_entries::table
        .filter(audit_entries::subject.eq(subject))
        .order(audit_entries::id.desc())
        .select(Entry::as_select())
        .offset(paging.offset())
        .limit(paging.limit())
        .load(conn)?;
    Ok(paging.cut(lines))
}

/// What happened to one subject after so many lines of its record, oldest first.
pub fn after(conn: &mut Conn, subject: &str, lines: i64) -> Result<Vec<Entry>> {
    Ok(audit_entries::table
        .filter(audit_entries::subject.eq(subject))
        .order(audit_entries::id)
        .select(Entry::as_select())
        .offset(lines)
        .limit(AT_ONCE)
        .load(conn)?)
}

/// How many lines the record of one subject has.
pub fn lines(conn: &mut Conn, subject: &str) -> Result<i64> {
    Ok(audit_entries::table
        .filter(audit_entries::subject.eq(subject))
        .count()
        .get_result(conn)?)
}
