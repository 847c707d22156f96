//! What somebody typed into a form that came to nothing: no page of ours loses it.

use actix_web::HttpRequest;
use serde::Serialize;

use crate::error::Error;
use crate::platform::form::{self, Fields, is_secret};
use crate::platform::page::LocalPath;

/// What a form carried.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Typed {
    /// What somebody typed or chose in words, to be read and copied.
    pub words: Vec<String>,
    /// Where it is sent once more, as it is; empty where that would come to the same.
    pub again: String,
    /// The session's token.
    pub csrf: String,
    /// Name and value of every field, to be sent once more.
    pub fields: Vec<(String, String)>,
    /// The page of the form; empty where it is not known.
    pub back: String,
}

impl Typed {
    /// Of a form that a page of this session sent. What may be forged is not said back.
    pub(super) fn of(request: &HttpRequest, kept: &[u8], error: &Error) -> Self {
        let Some(fields) = form::genuine(request, kept) else {
            return Self::default();
        };
        let words = fields.words();
        let again = passes(error) && !has_secrets(&fields);
        let path = request.uri().path_and_query().map_or("/", |p| p.as_str());
        let others = fields.pairs().iter().filter(|(name, _)| name != "csrf");
        Self {
            back: referring(request),
            again: if again {
                LocalPath::of(path).as_str().to_owned()
            } else {
                String::new()
            },
            csrf: fields.get("csrf").to_owned(),
            fields: others.filter(|_| again).cloned().collect(),
            words,
        }
    }
}

/// Whether anything in it is typed anew each time; the session's token is not typed.
fn has_secrets(fields: &Fields) -> bool {
    let mut names = fields.pairs().iter().map(|(name, _)| name.as_str());
    names.any(|name| name != "csrf" && is_secret(name))
}

/// Whether the same may be sent once more after a while.
fn passes(error: &Error) -> bool {
    match error {
        Error::TooMany(_)
        | Error::Crowded(_)
        | Error::Unavailable(_)
        | Error::Unsure(_)
        | Error::Internal(_) => true,
        Error::NotFound
        | Error::SignedOut
        | Error::Unenrolled
        | Error::Forbidden
        | Error::Refused(_)
        | Error::Conflict
        | Error::BadRequest(_)
        | Error::Newer(_) => false,
    }
}

/// The page of ours that a form was sent from.
fn referring(request: &HttpRequest) -> String {
    let header = request.headers().get(actix_web::http::header::REFERER);
    let from = header
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let path = from
        .split_once("://")
        .and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
    path.map_or_else(String::new, |path| LocalPath::of(path).as_str().to_owned())
}
