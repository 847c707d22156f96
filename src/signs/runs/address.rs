//! What stands in the addresses of a run.

use serde::Deserialize;

/// A sign of a run.
#[derive(Debug, Deserialize)]
pub struct SignOf {
    /// The run.
    pub id: String,
    /// The sign's number, from 1.
    pub n: usize,
}

/// A part of a run, which stands beside the run's id.
#[derive(Debug, Deserialize)]
pub struct PartOf {
    /// Which, from 1.
    pub part: usize,
}

/// The sheets of a part.
#[derive(Debug, Deserialize)]
pub struct PartFile {
    /// The run.
    pub id: String,
    /// Which part, from 1.
    pub part: usize,
    /// `pdf`, `png`.
    pub format: String,
}
