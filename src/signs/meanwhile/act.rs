//! A line of what happened meanwhile, in words.

use serde::Serialize;

use crate::platform::audit::Entry;
use crate::platform::dates::Dates;

/// A line of what happened meanwhile.
#[derive(Debug, Clone, Serialize)]
pub struct Act {
    /// When.
    pub at: String,
    /// Who.
    pub who: String,
    /// The key of what.
    pub key: String,
    /// The remark.
    pub detail: String,
}

impl Act {
    /// A line of the record.
    pub(super) fn of(entry: Entry, show: Dates) -> Self {
        Self {
            at: show.near(entry.at),
            who: entry.actor_name,
            key: format!("act-{}", entry.act.replace(['.', '_'], "-")),
            detail: match entry.act.as_str() {
                "sign.end_moved" | "sign.made" => String::new(),
                _ => entry.detail,
            },
        }
    }
}
