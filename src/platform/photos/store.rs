//! Which folder of photos the database knows.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use crate::error::{Error, Result};
use crate::platform::db::{Conn, Tx};
use crate::schema::house_marks;

/// The name of the row.
const SHELF: &str = "photo_shelf";

/// The name of the folder, if there is one.
pub(super) fn shelf(conn: &mut Conn) -> Result<Option<String>> {
    Ok(house_marks::table
        .filter(house_marks::name.eq(SHELF))
        .select(house_marks::value)
        .first(conn)
        .optional()?)
}

/// Names the folder, unless it has a name; the name that it has. Of two servers that start at once
/// both get that of the first.
pub(super) fn name_shelf(tx: &mut Tx<'_>, name: &str) -> Result<String> {
    crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(house_marks::table)
        .values((house_marks::name.eq(SHELF), house_marks::value.eq(name)))
        .on_conflict_do_nothing()
        .execute(c))?;
    shelf(tx)?.ok_or_else(|| Error::internal("a shelf without a name after naming it"))
}

/// Takes its name away.
pub(super) fn forget_shelf(tx: &mut Tx<'_>) -> Result<()> {
    diesel::delete(house_marks::table.filter(house_marks::name.eq(SHELF))).execute(&mut **tx)?;
    Ok(())
}
