//! How far our clock is from the database's.

use diesel::sql_types::BigInt;
use diesel::{QueryableByName, RunQueryDsl};

use super::Conn;
use crate::error::Result;
use crate::platform::clock::{self, Clock};

#[derive(QueryableByName)]
struct Micros {
    #[diesel(sql_type = BigInt)]
    micros: i64,
}

/// Our clock less the database's, in milliseconds. The embedded database has none of its own; a
/// clock that is moved by hand differs by what it was told.
pub fn skew_millis(conn: &mut Conn, clock: &Clock) -> Result<i64> {
    match (conn, clock) {
        (_, Clock::Set(hand)) => Ok(clock::held(hand).ahead().num_milliseconds()),
        (Conn::Sqlite(_), Clock::System) => Ok(0),
        (Conn::Pg(c), Clock::System) => {
            let before = clock.now().micros();
            let theirs: Micros = diesel::sql_query(
                "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) AS micros",
            )
            .get_result(c)?;
            let after = clock.now().micros();
            let ours = before + (after - before) / 2;
            Ok((ours - theirs.micros) / 1_000)
        }
    }
}
