//! What a notice is called in the record, and how pages say what they showed of it.

use super::super::ids::NoticeId;
use super::super::store::steps::{self, Taken};
use super::super::store::{self, Row};
use crate::error::Result;
use crate::platform::audit;
use crate::platform::db::{Conn, Tx};
use crate::platform::seen::Seen;

/// The hidden field that tells the windows apart in which a draft is typed.
pub const WINDOW: &str = "window";

/// What the audit calls a notice.
pub(in crate::notices) fn subject(id: &NoticeId) -> String {
    format!("notice:{id}")
}

/// A step on a notice, as it is written down.
#[derive(Debug, Clone, Copy)]
pub(in crate::notices) struct Done<'a> {
    /// What the record calls it.
    act: &'static str,
    /// On which notice.
    id: &'a NoticeId,
    /// The version that the step made of it.
    version: i64,
    /// The remark, reason, time or number that went with it.
    words: &'a str,
    /// The notice that it made, or that made it.
    made: Option<&'a NoticeId>,
}

impl<'a> Done<'a> {
    /// A step that nothing went with.
    pub(in crate::notices) fn of(act: &'static str, id: &'a NoticeId, version: i64) -> Self {
        Self {
            act,
            id,
            version,
            words: "",
            made: None,
        }
    }

    /// With the words that went with it.
    pub(in crate::notices) fn saying(self, words: &'a str) -> Self {
        Self { words, ..self }
    }

    /// With the notice that it made, or that made it.
    pub(in crate::notices) fn making(self, notice: &'a NoticeId) -> Self {
        let made = Some(notice);
        Self { made, ..self }
    }

    /// Writes it down: for the steps that come after it, and in the record, which names what it
    /// made, or else the words.
    pub(in crate::notices) fn write(self, tx: &mut Tx<'_>) -> Result<()> {
        let taken = Taken {
            notice_id: self.id.clone(),
            version: self.version,
            act: self.act.to_owned(),
            actor: tx.actor().id.clone(),
            words: self.words.to_owned(),
            made_id: self.made.cloned(),
        };
        steps::keep(tx, &taken)?;
        let detail = self.made.map_or(self.words, NoticeId::as_str);
        audit::record(tx, self.act, &subject(self.id), detail)
    }
}

/// What a page of a notice shows of it, for its forms to carry.
pub(in crate::notices) fn seen(conn: &mut Conn, row: &Row) -> Result<Seen> {
    let lines = audit::lines(conn, &subject(&row.core.id))?;
    Ok(Seen::shown(row.core.version, lines))
}

/// The same of a notice by its id.
pub fn seen_now(conn: &mut Conn, id: &NoticeId) -> Result<Seen> {
    let row = store::any_row(conn, id)?;
    seen(conn, &row)
}
