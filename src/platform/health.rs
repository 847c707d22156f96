//! Whether the program lives and can work: for the machine that watches it.

use actix_web::{HttpResponse, web};
use diesel::sql_types::BigInt;
use diesel::{QueryableByName, RunQueryDsl};
use serde::Serialize;

use super::clock::{self, Clock};
use super::db::backends::schema_state;
use super::db::{Conn, Db};
use super::outbox;
use crate::error::Result;

/// The database's clock may differ by this much before we say we are not ready.
const SKEW_MILLIS: i64 = 5_000;
/// A parcel that should have been tried so long ago shows that nobody does.
const STUCK_MINUTES: i64 = 15;

/// What `/readyz` tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one answer of its own in the JSON"
)]
pub struct Readiness {
    /// Whether all of it is well.
    pub ready: bool,
    /// Whether the database answers.
    pub database: bool,
    /// Whether its schema is this program's.
    pub schema: bool,
    /// Our clock less the database's, in milliseconds.
    pub clock_skew_ms: i64,
    /// Whether what must leave is being tried.
    pub outbox: bool,
}

/// `GET /livez`
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().json(serde_json::json!({ "live": true }))
}

/// `GET /readyz`
pub async fn ready(db: web::Data<Db>) -> HttpResponse {
    let readiness = look(&db).await;
    if readiness.ready {
        HttpResponse::Ok().json(readiness)
    } else {
        tracing::warn!(?readiness, "not ready");
        HttpResponse::ServiceUnavailable().json(readiness)
    }
}

/// Looks at everything a request needs.
pub async fn look(db: &Db) -> Readiness {
    let clock = db.clock().clone();
    let seen = db.read(move |conn| examine(conn, &clock)).await;
    seen.unwrap_or_else(|e| {
        tracing::warn!("the database does not answer: {e}");
        Readiness {
            ready: false,
            database: false,
            schema: false,
            clock_skew_ms: 0,
            outbox: false,
        }
    })
}

fn examine(conn: &mut Conn, clock: &Clock) -> Result<Readiness> {
    let state = schema_state(conn)?;
    let schema = state.pending.is_empty() && state.unknown.is_empty();
    let clock_skew_ms = skew_millis(conn, clock)?;
    let overdue = clock.now() - chrono::Duration::minutes(STUCK_MINUTES);
    let outbox = schema && !outbox::has_untried_since(conn, overdue)?;
    Ok(Readiness {
        ready: schema && outbox && clock_skew_ms.abs() <= SKEW_MILLIS,
        database: true,
        schema,
        clock_skew_ms,
        outbox,
    })
}

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
