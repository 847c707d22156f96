//! What several pages of signs show alike.

use serde::{Deserialize, Serialize};

/// Something to choose, and whether it is chosen.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is chosen.
    pub on: bool,
}

/// A fact of a thing: the key of its label, and its value.
#[derive(Debug, Clone, Serialize)]
pub struct Fact(pub &'static str, pub String);

/// The address of the sheets of something: its id, and the format it is wanted in.
#[derive(Debug, Clone, Deserialize)]
pub struct FileOf {
    /// The id of what is printed.
    pub id: String,
    /// `pdf`, `png`.
    pub format: String,
}
