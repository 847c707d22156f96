//! The record of a notice in words: local time, who, what, and what belongs to it.

use crate::notices::NoticeId;
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
    } else if entry.act == "outage.restored" {
        line.detail = local(show, &entry.detail);
    }
}

/// A moment of the record as its reader's clock shows it.
fn local(show: Dates, iso: &str) -> String {
    Moment::from_iso(iso).map_or_else(|| iso.to_owned(), |at| show.near(at))
}
