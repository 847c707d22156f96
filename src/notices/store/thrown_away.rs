//! Drafts that were thrown away: what stays of them is that they were, by whom and when.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::super::ids::NoticeId;
use super::Row;
use crate::error::{Error, Result};
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::notice_thrown_away as thrown_away;

/// Who threw a draft away, and when.
#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = thrown_away)]
pub(in super::super) struct ThrownAway {
    pub(in super::super) by_name: String,
    pub(in super::super) at: Moment,
}

/// Notes it in the change that removes the draft.
pub(super) fn note(tx: &mut Tx<'_>, row: &Row, by_name: &str) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(thrown_away::table)
        .values((
            thrown_away::notice_id.eq(&row.core.id),
            thrown_away::office_id.eq(&row.office),
            thrown_away::by_name.eq(by_name),
            thrown_away::at.eq(now),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Whether a draft of this id was thrown away.
pub(in super::super) fn was(conn: &mut Conn, id: &NoticeId) -> Result<bool> {
    let of = thrown_away::table.filter(thrown_away::notice_id.eq(id));
    Ok(of.count().get_result::<i64>(conn)? > 0)
}

/// `Conflict` when a draft of this id was thrown away: it would come back without its writers.
pub(in super::super) fn refuse(conn: &mut Conn, id: &NoticeId) -> Result<()> {
    if was(conn, id)? {
        return Err(Error::Conflict);
    }
    Ok(())
}

/// How a draft of the offices was thrown away; `NotFound` when none was.
pub(in super::super) fn read(conn: &mut Conn, scope: &Scope, id: &NoticeId) -> Result<ThrownAway> {
    Ok(thrown_away::table
        .filter(thrown_away::notice_id.eq(id))
        .filter(thrown_away::office_id.eq_any(scope.offices()))
        .select(ThrownAway::as_select())
        .first(conn)?)
}
