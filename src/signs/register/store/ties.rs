//! What of the register hangs at a place.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use crate::error::Result;
use crate::organisation::{Place, PlaceId};
use crate::platform::db::Conn;
use crate::schema::sign_placed;

/// The signs and lamps at these places that are not down.
pub fn signs_at(conn: &mut Conn, _: &Place, places: &[PlaceId]) -> Result<i64> {
    Ok(sign_placed::table
        .filter(sign_placed::place_id.eq_any(places))
        .filter(sign_placed::removed_at.is_null())
        .count()
        .get_result(conn)?)
}
