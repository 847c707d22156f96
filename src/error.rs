//! What can go wrong with a request, and the page each case leads to.

use std::fmt;

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::result::{DatabaseErrorKind, Error as Diesel};

/// The result of nearly everything here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request was not carried out.
#[derive(Debug)]
pub enum Error {
    /// Nothing here under this name, or nothing this person's office may see: 404.
    NotFound,
    /// Nobody is signed in: off to the sign-in page and back.
    SignedOut,
    /// Signed in, but without the second factor that is asked: off to the page where it is set up.
    Unenrolled,
    /// Signed in, but not allowed: 403, naming who is.
    Forbidden,
    /// A rule of the company says no: 422, with the rule and the way on.
    Refused(Refusal),
    /// Somebody else changed it meanwhile, or the step was done already: 409.
    Conflict,
    /// Too many attempts: 429, with when to try again.
    TooMany(Wait),
    /// More at once than there is room for: 503, nothing was done; the key of what to say.
    Crowded(&'static str),
    /// The request is not one this program's pages send: 400 or 413.
    BadRequest(&'static str),
    /// The database is locked, the disk is full, the printer is busy: 503, nothing was changed.
    Unavailable(String),
    /// A newer program stored it, and half understood it might say something else: 503 for it, and
    /// for nothing beside it.
    Newer(String),
    /// The database was asked to keep a change and never answered: 503, and nobody knows whether
    /// it is kept. Whatever the change was to name outside the database must stay where it is.
    Unsure(String),
    /// A fault of ours: 500, logged once, told without detail.
    Internal(anyhow::Error),
}

/// How long somebody waits before trying again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait(Duration);

impl Wait {
    /// At least a second.
    pub fn new(length: Duration) -> Self {
        Self(length.max(Duration::seconds(1)))
    }

    /// In seconds, as `Retry-After` says it; begun ones count.
    pub fn seconds(self) -> i64 {
        (self.0 + Duration::milliseconds(999)).num_seconds()
    }

    /// In minutes, as people are told; begun ones count.
    pub fn minutes(self) -> i64 {
        (self.0 + Duration::milliseconds(59_999)).num_minutes()
    }
}

/// A rule's answer: what is wrong, where, and the way on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The key of the sentence in the word lists.
    pub key: &'static str,
    /// What the sentence names, in order of use: (name, text).
    pub args: Vec<(&'static str, String)>,
    /// The field it stands beside, if it is about one.
    pub field: Option<&'static str>,
    /// The clause or article behind it.
    pub clause: Option<&'static str>,
}

impl Refusal {
    /// A refusal that concerns the whole, not one field.
    pub fn new(key: &'static str) -> Self {
        Self {
            key,
            args: Vec::new(),
            field: None,
            clause: None,
        }
    }

    /// A refusal beside a field.
    pub fn of_field(field: &'static str, key: &'static str) -> Self {
        Self {
            field: Some(field),
            ..Self::new(key)
        }
    }

    /// Names something in the sentence.
    #[must_use]
    pub fn naming(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.args.push((name, text.into()));
        self
    }

    /// States the clause it rests on.
    #[must_use]
    pub fn under(mut self, clause: &'static str) -> Self {
        self.clause = Some(clause);
        self
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Error {
    /// A fault of ours, in words for the log.
    pub fn internal(what: impl fmt::Display) -> Self {
        Self::Internal(anyhow::anyhow!("{what}"))
    }

    /// A change that may be kept and may not, in words for the log.
    pub fn unsure(what: impl fmt::Display) -> Self {
        Self::Unsure(what.to_string())
    }

    /// In how many seconds the same may be asked again, where it may.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the others do not pass by themselves"
    )]
    pub fn retry_after(&self) -> Option<i64> {
        match self {
            Self::TooMany(wait) => Some(wait.seconds()),
            Self::Crowded(_) => Some(5),
            Self::Unavailable(_) | Self::Unsure(_) => Some(60),
            _ => None,
        }
    }

    /// This program is too old for what is stored, in words for the log.
    pub fn newer(what: impl fmt::Display) -> Self {
        Self::Newer(what.to_string())
    }

    /// Something outside is missing for the moment, in words for the log.
    pub fn unavailable(what: impl fmt::Display) -> Self {
        Self::Unavailable(what.to_string())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("not found"),
            Self::SignedOut => f.write_str("signed out"),
            Self::Unenrolled => f.write_str("no second factor yet"),
            Self::Forbidden => f.write_str("forbidden"),
            Self::Refused(r) => write!(f, "refused: {} {:?}", r.key, r.args),
            Self::Conflict => f.write_str("conflict"),
            Self::TooMany(wait) => write!(f, "too many attempts for {} s", wait.seconds()),
            Self::Crowded(key) => write!(f, "crowded: {key}"),
            Self::BadRequest(what) => write!(f, "bad request: {what}"),
            Self::Unavailable(what) => write!(f, "unavailable: {what}"),
            Self::Newer(what) => write!(f, "from a newer program: {what}"),
            Self::Unsure(what) => write!(f, "kept or not, nobody knows: {what}"),
            Self::Internal(e) => write!(f, "internal: {e:#}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<Diesel> for Error {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever else a database says is a fault of ours"
    )]
    fn from(e: Diesel) -> Self {
        match e {
            Diesel::NotFound => Self::NotFound,
            Diesel::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => Self::Conflict,
            Diesel::DatabaseError(DatabaseErrorKind::ClosedConnection, ref info) => {
                Self::unavailable(info.message())
            }
            // A NUL that slipped through: PostgreSQL takes none.
            Diesel::DatabaseError(_, ref info)
                if info.message().contains("invalid byte sequence") =>
            {
                Self::BadRequest("platform-bad-encoding")
            }
            Diesel::DatabaseError(_, ref info) if is_passing(info.message()) => {
                Self::unavailable(info.message())
            }
            other => Self::Internal(other.into()),
        }
    }
}

/// Whether a database's complaint is about the moment (a lock, a full disk, a restart), not about us.
fn is_passing(message: &str) -> bool {
    const PASSING: [&str; 9] = [
        "readonly database",
        "read-only transaction",
        "database is locked",
        "database or disk is full",
        "disk I/O error",
        "No space left on device",
        "server closed the connection",
        "terminating connection",
        "the database system is",
    ];
    PASSING.iter().any(|part| message.contains(part))
}

impl From<diesel::r2d2::Error> for Error {
    fn from(e: diesel::r2d2::Error) -> Self {
        Self::unavailable(format!("opening the database: {e}"))
    }
}

impl From<std::io::Error> for Error {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "of the many kinds only a full disk passes by itself"
    )]
    fn from(e: std::io::Error) -> Self {
        match e.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                Self::unavailable(format!("the disk is full: {e}"))
            }
            _ => Self::Internal(e.into()),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(e: serde_json::Error) -> Self {
        Self::Internal(e.into())
    }
}

impl actix_web::ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::SignedOut | Self::Unenrolled => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Crowded(_) | Self::Unavailable(_) | Self::Newer(_) | Self::Unsure(_) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The bare answer; the frame's middleware draws the page over it.
    fn error_response(&self) -> actix_web::HttpResponse {
        actix_web::HttpResponse::build(self.status_code()).finish()
    }
}
