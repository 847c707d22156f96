//! Forms that may be sent twice, by a double click or by going back: a form that makes something
//! carries the id of what it makes from when it is first shown, so that the second sending finds
//! what the first one made.

use std::str::FromStr;

use super::form::Fields;

/// The hidden field with the id.
pub const FIELD: &str = "form";

/// What a form made, or had made before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Once<T> {
    /// It was made just now.
    Made(T),
    /// It was there already, word for word.
    Again(T),
}

impl<T> Once<T> {
    /// What is there now.
    pub fn it(self) -> T {
        match self {
            Self::Made(it) | Self::Again(it) => it,
        }
    }

    /// The key of what is said about it.
    pub fn word(&self, made: &'static str, again: &'static str) -> &'static str {
        match self {
            Self::Made(_) => made,
            Self::Again(_) => again,
        }
    }
}

/// The id that a form carries; a new one for a form without.
pub fn asked<T: FromStr>(fields: &Fields, new: fn() -> T) -> T {
    fields.get(FIELD).parse().unwrap_or_else(|_| new())
}
