//! The record of a notice in words: local time, who, what, and what belongs to it.

use serde::Serialize;

use crate::notices::NoticeId;
use crate::platform::audit::Entry;
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::page::View;

/// A line of the history.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Happened {
    /// When.
    pub at: String,
    /// Who.
    pub who: String,
    /// The key of what was done.
    pub act: String,
    /// Remark, reason, number.
    pub detail: String,
    /// The address of the notice that it made or came of; empty where there is none.
    pub href: String,
}

/// A line of the record as this reader reads it.
pub(super) fn happened(view: &View, show: Dates, entry: &Entry) -> Happened {
    let notice: Option<NoticeId> = entry.detail.parse().ok();
    let detail = match (&notice, entry.act.as_str()) {
        (Some(_), _) => String::new(),
        (None, "outage.restored") => local(show, &entry.detail),
        (None, _) => entry.detail.clone(),
    };
    Happened {
        at: show.near(entry.at),
        who: if entry.actor.starts_with("system:") {
            view.say("notices-by-itself")
        } else {
            entry.actor_name.clone()
        },
        act: format!("act-{}", entry.act.replace(['.', '_'], "-")),
        detail,
        href: notice.map_or_else(String::new, |id| format!("/notices/{id}")),
    }
}

/// A moment of the record as its reader's clock shows it.
fn local(show: Dates, iso: &str) -> String {
    Moment::from_iso(iso).map_or_else(|| iso.to_owned(), |at| show.near(at))
}
