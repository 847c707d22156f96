//! Whether the program lives and can work: for the machine that watches it.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::clock::Clock;
use super::db::backends::schema_state;
use super::db::skew::skew_millis;
use super::db::{Conn, Db};
use super::scheduler::Effect;
use super::{holds, outbox};
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
    /// Whether what must leave is being tried, or is held on purpose.
    pub outbox: bool,
    /// Whether the time is believed; while it is not, pages are answered and duties wait.
    pub time: bool,
    /// What duties wait for: `apart`, `jumped`, `stopped`, `restored`.
    pub held: Vec<&'static str>,
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
        Readiness::none(false)
    })
}

fn examine(conn: &mut Conn, clock: &Clock) -> Result<Readiness> {
    let state = schema_state(conn)?;
    let schema = state.pending.is_empty() && state.unknown.is_empty();
    let clock_skew_ms = skew_millis(conn, clock)?;
    if !schema {
        return Ok(Readiness {
            clock_skew_ms,
            ..Readiness::none(true)
        });
    }
    let standing = holds::standing(conn, clock)?;
    let overdue = clock.now() - chrono::Duration::minutes(STUCK_MINUTES);
    let held = !standing.may(Effect::Sends);
    let outbox = held || !outbox::has_untried_since(conn, overdue)?;
    Ok(Readiness {
        ready: outbox && clock_skew_ms.abs() <= SKEW_MILLIS,
        database: true,
        schema,
        clock_skew_ms,
        outbox,
        time: standing.doubt.is_none(),
        held: standing.held(),
    })
}

impl Readiness {
    /// Nothing is well, but perhaps the database answers.
    fn none(database: bool) -> Self {
        Self {
            ready: false,
            database,
            schema: false,
            clock_skew_ms: 0,
            outbox: false,
            time: false,
            held: Vec::new(),
        }
    }
}
