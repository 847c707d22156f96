//! A paper as a run keeps it: by its name.

use serde::{Deserialize, Deserializer, Serializer};

use crate::signs::print::{Format, Paper};

/// Writes `A4`, `A4-landscape`.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
pub(super) fn serialize<S: Serializer>(paper: &Paper, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(paper)
}

/// Reads it; what names no paper was always printed on A4.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Paper, D::Error> {
    let name = String::deserialize(from)?;
    Ok(name.parse().unwrap_or(Format::A4.portrait()))
}
