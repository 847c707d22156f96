//! The steps that were taken on a notice, by the version that each made.

use diesel::{
    ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, RunQueryDsl, Selectable,
    SelectableHelper,
};

use super::super::ids::NoticeId;
use crate::error::Result;
use crate::platform::db::{Conn, Tx};
use crate::schema::notice_steps as steps;

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = steps)]
pub(in super::super) struct Taken {
    /// On which notice.
    pub(in super::super) notice_id: NoticeId,
    /// The version of it that the step made.
    pub(in super::super) version: i64,
    /// What the record calls the step.
    pub(in super::super) act: String,
    /// Who took it: the id of a person, or `system:` and the name of a job.
    pub(in super::super) actor: String,
    /// The remark, reason or time that went with it.
    pub(in super::super) words: String,
    /// The notice that it made, or that made it.
    pub(in super::super) made_id: Option<NoticeId>,
}

/// Keeps a step, in the change that takes it.
pub(in super::super) fn keep(tx: &mut Tx<'_>, taken: &Taken) -> Result<()> {
    diesel::insert_into(steps::table)
        .values(taken)
        .execute(&mut **tx)?;
    Ok(())
}

/// The steps after a version of the notice, the earliest first; the notice itself may be gone.
pub(in super::super) fn after(conn: &mut Conn, id: &NoticeId, version: i64) -> Result<Vec<Taken>> {
    Ok(steps::table
        .filter(steps::notice_id.eq(id))
        .filter(steps::version.gt(version))
        .order(steps::version)
        .select(Taken::as_select())
        .load(conn)?)
}

/// The last step of all.
pub(in super::super) fn last(conn: &mut Conn, id: &NoticeId) -> Result<Option<Taken>> {
    Ok(steps::table
        .filter(steps::notice_id.eq(id))
        .order(steps::version.desc())
        .select(Taken::as_select())
        .first(conn)
        .optional()?)
}
