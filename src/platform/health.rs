//! Whether the program lives and can work: for the machine that watches it.

use std::time::Duration;

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;

use super::clock::Clock;
use super::db::backends::schema_state;
use super::db::skew::skew_millis;
use super::db::{Conn, Db, System};
use super::headers::dressed;
use super::scheduler::Effect;
use super::{holds, outbox};
use crate::error::{Error, Result};

/// The database's clock may differ by this much before we say we are not ready.
const SKEW_MILLIS: i64 = 5_000;
/// A database that is silent for longer is not waited for.
const PATIENCE: Duration = Duration::from_secs(3);
/// What was kept so long ago shows that changes are kept.
const WRITES_SECONDS: i64 = 10;
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
    /// Whether it never said that it is damaged.
    pub whole: bool,
    /// Whether it keeps what is written.
    pub writes: bool,
    /// Whether its schema has all that this program needs.
    pub schema: bool,
    /// Whether a newer program has added to it; this one works on until it is replaced.
    pub newer: bool,
    /// Our clock less the database's, in milliseconds.
    pub clock_skew_ms: i64,
    /// Whether what must leave is being tried, or is held on purpose; pages are answered either way.
    pub outbox: bool,
    /// Whether the time is believed; while it is not, pages are answered and duties wait.
    pub time: bool,
    /// What duties wait for: `apart`, `jumped`, `stopped`, `restored`.
    pub held: Vec<&'static str>,
}

/// `GET /livez`
pub async fn live(req: HttpRequest) -> HttpResponse {
    let answer = HttpResponse::Ok().json(serde_json::json!({ "live": true }));
    dressed(&req, answer)
}

/// `GET /readyz`
pub async fn ready(req: HttpRequest, db: web::Data<Db>) -> HttpResponse {
    let readiness = look(&db).await;
    let answer = if readiness.ready {
        HttpResponse::Ok().json(readiness)
    } else {
        tracing::warn!(?readiness, "not ready");
        HttpResponse::ServiceUnavailable().json(readiness)
    };
    dressed(&req, answer)
}

/// Looks at everything a request needs.
pub async fn look(db: &Db) -> Readiness {
    let clock = db.clock().clone();
    let asked = db.read(move |conn| examine(conn, &clock));
    let seen = tokio::time::timeout(PATIENCE, asked).await;
    let seen = seen.unwrap_or_else(|_| Err(Error::unavailable("it is silent")));
    let seen = seen.unwrap_or_else(|e| {
        tracing::warn!("the database does not answer: {e}");
        Readiness::none(false)
    });
    let writes = seen.schema && writes(db).await;
    let whole = !db.is_damaged();
    Readiness {
        ready: seen.ready && writes && whole,
        whole,
        writes,
        ..seen
    }
}

/// Whether a change is kept: asked anew every few seconds, for a disk fills up in between.
async fn writes(db: &Db) -> bool {
    let now = db.clock().now();
    if db.kept_between(now - chrono::Duration::seconds(WRITES_SECONDS), now) {
        return true;
    }
    let written = db.write(System("ready"), |tx, _| holds::mark_ready(tx));
    match tokio::time::timeout(PATIENCE, written).await {
        Ok(Ok(())) => {
            db.note_kept(now);
            true
        }
        Ok(Err(e)) => {
            tracing::warn!("the database keeps nothing: {e}");
            false
        }
        Err(_) => {
            tracing::warn!("the database has kept nothing for a while");
            false
        }
    }
}

fn examine(conn: &mut Conn, clock: &Clock) -> Result<Readiness> {
    let state = schema_state(conn)?;
    let (schema, newer) = (state.pending.is_empty(), !state.unknown.is_empty());
    if newer {
        tracing::warn!("the schema is newer than this program: replace it soon");
    }
    let clock_skew_ms = skew_millis(conn, clock)?;
    if !schema {
        return Ok(Readiness {
            newer,
            clock_skew_ms,
            ..Readiness::none(true)
        });
    }
    let standing = holds::standing(conn, clock)?;
    let overdue = clock.now() - chrono::Duration::minutes(STUCK_MINUTES);
    let held = !standing.may(Effect::Sends);
    let outbox = held || !outbox::has_untried_since(conn, overdue)?;
    if !outbox {
        tracing::warn!("mails that are due have not been tried for {STUCK_MINUTES} minutes");
    }
    Ok(Readiness {
        ready: clock_skew_ms.abs() <= SKEW_MILLIS,
        database: true,
        whole: true,
        writes: true,
        schema,
        newer,
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
            whole: true,
            writes: false,
            schema: false,
            newer: false,
            clock_skew_ms: 0,
            outbox: false,
            time: false,
            held: Vec::new(),
        }
    }
}
