//! Whose hands a text went through, each with the one it was done for.

use crate::error::Result;
use crate::notices::ids::NoticeId;
use crate::notices::service;
use crate::notices::store::writers::{self, Wrote};
use crate::platform::audit::{self, Entry};
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::platform::history::Who;
use crate::platform::page::View;
use crate::platform::paging::Paging;
use crate::platform::seen::Seen;

/// Lines of the record among which the beginning of somebody's writing is looked for.
const LOOKED_BACK: u16 = 500;

/// Lines of the record that open or change a text and move nothing: with one of them somebody begins to
/// write.
pub(super) const BEGINS: [&str; 2] = ["notice.drafted", "notice.rewritten"];

/// Somebody who wrote.
#[derive(Debug)]
pub(super) struct Hand {
    wrote: Wrote,
    /// For whom, where it was not in her own place.
    principal: Option<String>,
    /// When she wrote last.
    pub(super) last_at: Moment,
}

impl Hand {
    /// Her name as this reader reads it.
    pub(super) fn told(&self, view: &View) -> String {
        let who = Who {
            actor: self.wrote.user.as_str(),
            name: &self.wrote.name,
            principal: self.principal.as_deref(),
        };
        who.told(view)
    }
}

/// Who wrote since a text was seen, the latest last. For whom somebody wrote counts as a writer too,
/// and is told with her who did it, not beside her.
pub(super) fn since(conn: &mut Conn, id: &NoticeId, seen: Seen) -> Result<Vec<Hand>> {
    let wrote = writers::after(conn, id, seen.version())?;
    if wrote.is_empty() {
        return Ok(Vec::new());
    }
    let newest = audit::newest(conn, &service::subject(id), Paging::first(LOOKED_BACK))?;
    let begins = |entry: &Entry| BEGINS.contains(&entry.act.as_str());
    let begun: Vec<Entry> = newest.lines.into_iter().filter(begins).collect();
    let is_for = |name: &str| begun.iter().any(|e| e.for_name.as_deref() == Some(name));
    let hands = wrote.into_iter().filter_map(|wrote| {
        let own = begun.iter().find(|e| e.actor == wrote.user.as_str());
        if own.is_none() && is_for(&wrote.name) {
            return None;
        }
        Some(Hand {
            principal: own.and_then(|entry| entry.for_name.clone()),
            last_at: wrote.last_at,
            wrote,
        })
    });
    Ok(hands.collect())
}
