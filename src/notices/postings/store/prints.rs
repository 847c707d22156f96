//! Which texts were printed, by whom and when.

use diesel::{
    ExpressionMethods, OptionalExtension, QueryDsl, Queryable, RunQueryDsl, Selectable,
    SelectableHelper,
};

use super::super::super::ids::RevisionId;
use crate::error::Result;
use crate::people::UserId;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{notice_prints as prints, users};

/// A printing of the sheets of a text.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = prints)]
pub(in super::super::super) struct Printed {
    /// When.
    #[diesel(column_name = printed_at)]
    pub at: Moment,
    /// By whom.
    #[diesel(select_expression = users::name)]
    pub who: String,
    /// How many sheets.
    pub sheets: i32,
}

pub(in super::super) fn insert(
    tx: &mut Tx<'_>,
    revision: &RevisionId,
    sheets: i32,
    by: &UserId,
) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(prints::table)
        .values((
            prints::id.eq(uuid::Uuid::now_v7().to_string()),
            prints::revision_id.eq(revision),
            prints::sheets.eq(sheets),
            prints::printed_at.eq(now),
            prints::printed_by.eq(by),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The first printing of a text on record.
pub(in super::super::super) fn first(
    conn: &mut Conn,
    revision: &RevisionId,
) -> Result<Option<Printed>> {
    Ok(prints::table
        .inner_join(users::table)
        .filter(prints::revision_id.eq(revision))
        .order((prints::printed_at, prints::id))
        .select(Printed::as_select())
        .first(conn)
        .optional()?)
}

/// The last printing of a text on record.
pub(in super::super::super) fn last(
    conn: &mut Conn,
    revision: &RevisionId,
) -> Result<Option<Printed>> {
    Ok(prints::table
        .inner_join(users::table)
        .filter(prints::revision_id.eq(revision))
        .order((prints::printed_at.desc(), prints::id.desc()))
        .select(Printed::as_select())
        .first(conn)
        .optional()?)
}
