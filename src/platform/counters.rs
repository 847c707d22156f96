//! Numbers people say aloud: counted per name, never reused once the change is kept.

use diesel::{ExpressionMethods, RunQueryDsl};

use super::db::Tx;
use crate::error::Result;
use crate::schema::counters;

/// The next number under `name`, from 1.
pub fn next(tx: &mut Tx<'_>, name: &str) -> Result<i64> {
    let value = crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(counters::table)
        .values((counters::name.eq(name), counters::value.eq(1_i64)))
        .on_conflict(counters::name)
        .do_update()
        .set(counters::value.eq(counters::value + 1))
        .returning(counters::value)
        .get_result::<i64>(c))?;
    Ok(value)
}
