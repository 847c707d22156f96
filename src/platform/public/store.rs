//! The address as an administrator wrote it down.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use crate::config::BaseUrl;
use crate::error::{Error, Result};
use crate::platform::db::{Conn, Tx};
use crate::schema::house_marks;

/// The name of the row.
const ADDRESS: &str = "public_address";

/// The address, if one was written down that can be read.
pub fn kept(conn: &mut Conn) -> Result<Option<BaseUrl>> {
    Ok(written(conn)?.and_then(|text| text.parse().ok()))
}

/// What is written down and is no address: another program's, or a hand's in the database.
pub fn unreadable(conn: &mut Conn) -> Result<Option<String>> {
    let is_address = |text: &str| text.parse::<BaseUrl>().is_ok();
    Ok(written(conn)?.filter(|text| !is_address(text)))
}

fn written(conn: &mut Conn) -> Result<Option<String>> {
    Ok(house_marks::table
        .filter(house_marks::name.eq(ADDRESS))
        .select(house_marks::value)
        .first(conn)
        .optional()?)
}

/// Writes it down in the place of whatever stands there; `Conflict` where somebody else was faster.
pub fn keep(tx: &mut Tx<'_>, url: &BaseUrl) -> Result<()> {
    let done = match written(tx)? {
        Some(before) => {
            let own = house_marks::table
                .filter(house_marks::name.eq(ADDRESS))
                .filter(house_marks::value.eq(before));
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
