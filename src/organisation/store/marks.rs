//! The marks of offices.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, Queryable, RunQueryDsl};

use crate::error::Result;
use crate::people::OfficeId;
use crate::platform::db::{Conn, Tx};
use crate::schema::offices;

/// The mark of an office.
pub(in super::super) fn of(conn: &mut Conn, id: &OfficeId) -> Result<Option<String>> {
    Ok(offices::table
        .filter(offices::id.eq(id))
        .select(offices::mark)
        .first(conn)?)
}

/// The office that has a mark.
#[derive(Debug, Queryable)]
pub(in super::super) struct Owner {
    pub(in super::super) id: OfficeId,
    pub(in super::super) name: String,
}

/// The office that has this mark.
pub(in super::super) fn owner(conn: &mut Conn, mark: &str) -> Result<Option<Owner>> {
    Ok(offices::table
        .filter(offices::mark.eq(mark))
        .select((offices::id, offices::name))
        .first(conn)
        .optional()?)
}

pub(in super::super) fn set(tx: &mut Tx<'_>, id: &OfficeId, mark: Option<&str>) -> Result<()> {
    diesel::update(offices::table.filter(offices::id.eq(id)))
        .set(offices::mark.eq(mark))
        .execute(&mut **tx)?;
    Ok(())
}
