//! Forms that decide: each carries what its page showed, so that nobody decides on something else.
//!
//! A step takes a [`Seen`], and only a form makes one; what stands in the database is compared
//! with it in the change itself.

use std::fmt;
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;

use super::form::Fields;
use crate::error::Error;

/// The hidden field.
pub const FIELD: &str = "seen";

/// What a page showed of a thing: its version, and how many lines of its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    version: i64,
    lines: i64,
}

impl Seen {
    /// A form that says nothing, or nothing that can be read, has seen no version there is: an old
    /// page is shown the thing as it is now, and never decides on whatever it finds.
    const NOTHING: Self = Self {
        version: -1,
        lines: 0,
    };

    /// What a page shows: a version, counted from 1, and so many lines of the record.
    pub fn shown(version: i64, lines: i64) -> Self {
        Self { version, lines }
    }

    /// What a form carries.
    pub fn of(fields: &Fields) -> Self {
        fields.get(FIELD).parse().unwrap_or(Self::NOTHING)
    }

    /// Whether that is how the thing stands.
    pub fn is(self, version: i64) -> bool {
        version >= 0 && self.version == version
    }

    /// The version.
    pub fn version(self) -> i64 {
        self.version
    }

    /// The lines of the record that were there.
    pub fn lines(self) -> i64 {
        self.lines
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.version, self.lines)
    }
}

impl FromStr for Seen {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let read = |part: &str| part.parse::<u32>().map(i64::from).ok();
        text.split_once('.')
            .and_then(|(version, lines)| Some(Self::shown(read(version)?, read(lines)?)))
            .ok_or(Error::BadRequest("error-bad-request-text"))
    }
}

/// A form that decides: what was typed, and what was seen.
#[derive(Debug, Clone)]
pub struct Decision {
    /// What was typed.
    pub fields: Fields,
    /// What its page showed.
    pub seen: Seen,
}

impl Decision {
    /// Reads what a form carries.
    pub fn of(fields: Fields) -> Self {
        let seen = Seen::of(&fields);
        Self { fields, seen }
    }
}

impl FromRequest for Decision {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let fields = Fields::from_request(req, payload);
        Box::pin(async move { Ok(Self::of(fields.await?)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_carries_what_its_page_showed() {
        let shown = Seen::shown(7, 12);
        let fields = Fields::of([(FIELD, shown.to_string())]);
        assert_eq!(Seen::of(&fields), shown);
        assert!(shown.is(7) && !shown.is(8));
    }

    #[test]
    fn a_form_that_carries_nothing_readable_has_seen_no_version() {
        for text in [
            "",
            "7",
            "7.",
            ".7",
            "-1.0",
            "7.-1",
            "x.y",
            "7.1.1",
            "99999999999.1",
        ] {
            let seen = Seen::of(&Fields::of([(FIELD, text.to_owned())]));
            assert!((-2..10).all(|version| !seen.is(version)), "{text}");
        }
        assert!(!Seen::of(&Fields::default()).is(0));
    }
}
