//! A line of what happened meanwhile, in words.

use serde::Serialize;

use crate::platform::audit::Entry;
use crate::platform::dates::Dates;
use crate::platform::history::Who;
use crate::platform::page::View;

/// A line of what happened meanwhile.
#[derive(Debug, Clone, Serialize)]
pub struct Act {
    /// When.
    pub at: String,
    /// Who, and for whom where it was not in their own place.
    pub who: String,
    /// The key of what.
    pub key: String,
    /// The remark.
    pub detail: String,
}

impl Act {
    /// Lines of the record as this reader reads them.
    pub(in crate::signs) fn told(lines: Vec<Entry>, view: &View, show: Dates) -> Vec<Self> {
        let each = lines.into_iter();
        each.map(|entry| Self::of(entry, view, show)).collect()
    }

    fn of(entry: Entry, view: &View, show: Dates) -> Self {
        Self {
            at: show.near(entry.at),
            who: Who::of(&entry).told(view),
            key: format!("act-{}", entry.act.replace(['.', '_'], "-")),
            detail: match entry.act.as_str() {
                "sign.end_moved" | "sign.made" => String::new(),
                _ => entry.detail,
            },
        }
    }
}
