//! The record of every change: who, when, what, to what. Written in the change itself.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, QueryDsl, Queryable, RunQueryDsl,
    Selectable, SelectableHelper, TextExpressionMethods,
};

use super::clock::Moment;
use super::db::{Conn, Tx};
use super::paging::{Paged, Paging};
use crate::error::Result;
use crate::schema::audit_entries;

diesel::define_sql_function! {
    /// A text in small letters, as far as the database knows some for it.
    fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

#[derive(Insertable)]
#[diesel(table_name = audit_entries)]
struct NewEntry<'a> {
    id: String,
    at: Moment,
    actor: &'a str,
    actor_name: &'a str,
    office_id: Option<&'a str>,
    for_id: Option<&'a str>,
    for_name: Option<&'a str>,
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
    /// For whom, as they were called then, where it was not done in their own place.
    pub for_name: Option<String>,
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
            for_id: actor
                .acts_for
                .as_ref()
                .map(|principal| principal.id.as_str()),
            for_name: actor
                .acts_for
                .as_ref()
                .map(|principal| principal.name.as_str()),
            act,
            subject,
            detail: detail.to_owned(),
        })
        .execute(&mut **tx)?;
    Ok(())
}

/// A line of the whole record.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = audit_entries)]
pub struct Line {
    /// When.
    pub at: Moment,
    /// Who: the id of a person, or `system:` and the name of a job.
    pub actor: String,
    /// Who, as they were called then.
    pub actor_name: String,
    /// For whom, as they were called then, where it was not done in their own place.
    pub for_name: Option<String>,
    /// What was done: `notice.approved`.
    pub act: String,
    /// What to: `notice:ID`.
    pub subject: String,
    /// The remark or reason that went with it.
    pub detail: String,
}

/// Which lines of the whole record are wanted.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// What their acts begin with, one of these; any where none is given.
    pub acts: &'static [&'static str],
    /// A part of the actor's name, of the subject or of the detail, in large letters or small; empty
    /// for all.
    pub text: String,
    /// No earlier than.
    pub from: Option<Moment>,
    /// Earlier than.
    pub until: Option<Moment>,
}

/// A page of the whole record, newest first.
pub fn search(conn: &mut Conn, wanted: &Search, paging: Paging) -> Result<Paged<Line>> {
    let mut query = audit_entries::table
        .order(audit_entries::id.desc())
        .select(Line::as_select())
        .offset(paging.offset())
        .limit(paging.limit())
        .into_boxed();
    if let Some(from) = wanted.from {
        query = query.filter(audit_entries::at.ge(from));
    }
    if let Some(until) = wanted.until {
        query = query.filter(audit_entries::at.lt(until));
    }
    if !wanted.text.is_empty() {
        // Signs with a meaning of their own stand for any one character.
        let part = format!("%{}%", wanted.text.replace(['%', '_', '\\'], "_"));
        let of_subject = lower(audit_entries::subject).like(lower(part.clone()));
        let of_detail = lower(audit_entries::detail).like(lower(part.clone()));
        let of_actor = lower(audit_entries::actor_name).like(lower(part));
        query = query.filter(of_actor.or(of_subject).or(of_detail));
    }
    if let Some(first) = wanted.acts.first() {
        // Each a choice of its own: a longer list of conditions is another type.
        let begins = |n: usize| format!("{}%", wanted.acts.get(n).unwrap_or(first));
        let act = audit_entries::act;
        let some = act.like(begins(0)).or(act.like(begins(1)));
        let some = some.or(act.like(begins(2))).or(act.like(begins(3)));
        let some = some.or(act.like(begins(4))).or(act.like(begins(5)));
        query = query.filter(some.or(act.like(begins(6))));
    }
    Ok(paging.cut(query.load(conn)?))
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
