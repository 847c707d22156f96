//! What of the register hangs at a place.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use crate::error::Result;
use crate::organisation::{Place, PlaceId};
use crate::platform::db::Conn;
use crate::schema::sign_placed;
use crate::signs::register::entry::{BatchId, RunId};

/// The signs and lamps at these places that are not down.
pub fn signs_at(conn: &mut Conn, _: &Place, places: &[PlaceId]) -> Result<i64> {
    Ok(sign_placed::table
        .filter(sign_placed::place_id.eq_any(places))
        .filter(sign_placed::removed_at.is_null())
        .count()
        .get_result(conn)?)
}

/// Stops or runs that one statement names: a database bounds its values.
const AT_ONCE: usize = 1_000;

/// The signs of these stops and runs that are printed and not down.
pub fn printed_of(conn: &mut Conn, stops: &[BatchId], runs: &[RunId]) -> Result<i64> {
    let printed = || {
        sign_placed::table
            .filter(sign_placed::printed_at.is_not_null())
            .filter(sign_placed::removed_at.is_null())
            .count()
    };
    let mut all = 0;
    for some in stops.chunks(AT_ONCE) {
        let theirs = printed().filter(sign_placed::batch_id.eq_any(some));
        all += theirs.get_result::<i64>(conn)?;
    }
    for some in runs.chunks(AT_ONCE) {
        let theirs = printed().filter(sign_placed::run_id.eq_any(some));
        all += theirs.get_result::<i64>(conn)?;
    }
    Ok(all)
}
