//! The address as an administrator wrote it down.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use crate::config::BaseUrl;
use crate::error::{Error, Result};
use crate::platform::db::{Conn, Tx};
use crate::schema::house_marks;

/// The name of the row.
const ADDRESS: &str = "public_address";

/// The address, if one was written down.
pub fn kept(conn: &mut Conn) -> Result<Option<BaseUrl>> {
    let text: Option<String> = house_marks::table
        .filter(house_marks::name.eq(ADDRESS))
        .select(house_marks::value)
        .first(conn)
        .optional()?;
    Ok(text.and_then(|text| text.parse().ok()))
}

/// Writes it down in the place of the one before; `Conflict` where somebody else was first to write
/// one down.
pub fn keep(tx: &mut Tx<'_>, before: Option<&BaseUrl>, url: &BaseUrl) -> Result<()> {
    let done = match before {
        Some(before) => {
            let own = house_marks::table
                .filter(house_marks::name.eq(ADDRESS))
                .filter(house_marks::value.eq(before.as_str()));
            diesel::update(own)
                .set(house_marks::value.eq(url.as_str()))
                .execute(&mut **tx)?
        }
        None => crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(house_marks::table)
            .values((
                house_marks::name.eq(ADDRESS),
                house_marks::value.eq(url.as_str())
            ))
            .on_conflict_do_nothing()
            .execute(c))?,
    };
    match done {
        1 => Ok(()),
        _ => Err(Error::Conflict),
    }
}
