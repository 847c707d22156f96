//! The record of a notice in words: local time, who, what, and what belongs to it.

use crate::notices::ids::NoticeId;
use crate::platform::audit::Entry;
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::history::Happened;
use crate::platform::page::View;

/// A line of the record as this reader reads it.
pub(super) fn happened(view: &View, show: Dates, entry: &Entry) -> Happened {
    let mut line = Happened::of(entry, view, show);
    mend(show, entry, &mut line);
    line
}

/// Turns what stands in the record for a notice or a moment into what people read.
pub(super) fn mend(show: Dates, entry: &Entry, line: &mut Happened) {
    let notice: Option<NoticeId> = entry.detail.parse().ok();
    if let Some(id) = notice {
        line.detail.clear();
        line.href = format!("/notices/{id}");
    } else if let Some(at) = Moment::from_iso(&entry.detail) {
        // The moments that are written down are ends: when it was back, or should be.
        line.detail = show.by_near(at);
    }
}
