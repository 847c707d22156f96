//! What is missing before notices can go out, in a list of links.

use serde::Serialize;

/// Something that is still missing before notices can go out, and where to mend it.
#[derive(Debug, Serialize)]
pub struct Missing {
    /// What is missing.
    pub text: String,
    /// Where to add it.
    pub href: String,
    /// The words of the link.
    pub link: String,
}
