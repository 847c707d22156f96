//! A sheet with all that is known of it, and the one way in which something more is written down.

use super::super::lifecycle::Stage;
use super::super::store as notices;
use super::super::store::revisions::{self, Revision};
use super::marks::{Act, Mark, Marks};
use super::record::AT_ONCE;
use super::report::{Checked, Earliest};
use super::service::Marked;
use super::{Posting, PostingId, store};
use crate::error::Result;
use crate::people::permission::{Allowed, PostNotices};
use crate::platform::audit;
use crate::platform::clock::Moment;
use crate::platform::dates::{Dates, clock_time, field_date};
use crate::platform::db::Tx;

/// What is known of a sheet when something is to be written down about it.
pub(super) struct Known {
    pub(super) posting: Posting,
    pub(super) revision: Revision,
    pub(super) marks: Marks,
}

impl Known {
    pub(super) fn read(tx: &mut Tx<'_>, by: &Allowed<PostNotices>, id: &PostingId) -> Result<Self> {
        let posting = store::load(tx, by.scope(), id)?;
        Ok(Self {
            revision: revisions::load(tx, &posting.revision)?,
            marks: store::marks::of_one(tx, id)?,
            posting,
        })
    }

    /// Before what no sheet of this text hung.
    pub(super) fn earliest(&self, tx: &mut Tx<'_>) -> Result<Earliest> {
        let printed = store::prints::first(tx, &self.revision.id)?.map(|printed| printed.at);
        let all = store::of_revision(tx, &self.revision.id)?;
        let hung = all.iter().filter_map(|p| p.record.up.as_ref());
        let hung = hung.map(|hung| hung.said.recorded_at).min();
        Ok(Earliest::of_text(self.revision.approved_at, printed, hung))
    }

    /// Whether nothing of its text is to hang any more: it was taken back, or the notice is over.
    pub(super) fn is_outdated(&self, tx: &mut Tx<'_>) -> Result<bool> {
        let stage = notices::any_row(tx, &self.posting.notice)?.stage;
        let live = matches!(stage, Stage::Scheduled | Stage::Published);
        Ok(!live || self.revision.withdrawn_at.is_some())
    }

    /// Writes down a mark and what the marks come to with it.
    pub(super) fn mark(
        mut self,
        tx: &mut Tx<'_>,
        by: &Allowed<PostNotices>,
        said: Said,
    ) -> Result<Marked> {
        let mark = Mark {
            no: self.marks.count() + 1,
            act: said.act,
            at: said.at,
            takes_back: said.takes_back,
            reason: said.reason,
            recorded_at: tx.now(),
            by: by.user().clone(),
            who: by.name().to_owned(),
        };
        let act = self.audit_act(&mark);
        self.marks.0.push(mark.clone());
        let record = self.marks.record();
        store::save(tx, &self.posting, &record)?;
        store::marks::insert(tx, &self.posting.id, &mark)?;
        self.note(tx, act, &mark, said.show)?;
        (self.posting.record, self.posting.marks) = (record, mark.no);
        Ok(self.done())
    }

    /// It is on record.
    pub(super) fn done(self) -> Marked {
        Marked::Done(Box::new(self.posting))
    }

    /// What the history calls it.
    fn audit_act(&self, mark: &Mark) -> &'static str {
        let late = mark
            .at
            .is_some_and(|at| mark.recorded_at.since(at) > AT_ONCE);
        let wrong = mark.takes_back.and_then(|no| self.marks.get(no));
        match (mark.act, wrong.map(|wrong| wrong.act)) {
            (Act::Posted, _) if late => "posting.posted_later",
            (Act::Posted, _) => "posting.posted",
            (Act::PostedAt, _) => "posting.posted_at",
            (Act::TakenDown, _) if late => "posting.taken_down_later",
            (Act::TakenDown, _) => "posting.taken_down",
            (Act::TakenDownAt, _) => "posting.taken_down_at",
            (Act::TakenBack, Some(Act::Posted)) => "posting.not_posted",
            (Act::TakenBack, Some(Act::TakenDown)) => "posting.not_taken_down",
            (Act::TakenBack, _) => "posting.restored",
        }
    }

    /// The history names the board, the time on the wall, and the reason.
    fn note(&self, tx: &mut Tx<'_>, act: &str, mark: &Mark, show: Dates) -> Result<()> {
        let mut detail = vec![self.board().to_owned()];
        detail.extend(mark.at.map(|at| wall(show, at)));
        detail.extend(mark.reason.clone());
        let subject = format!("notice:{}", self.posting.notice);
        audit::record(tx, act, &subject, &detail.join(" · "))
    }

    fn board(&self) -> &str {
        let mut boards = self.revision.said.boards.iter();
        let board = boards.find(|board| board.id == self.posting.board);
        board.map_or("", |board| board.name.as_str())
    }
}

/// What is to be written down.
pub(super) struct Said {
    pub(super) act: Act,
    pub(super) at: Option<Moment>,
    pub(super) takes_back: Option<i32>,
    pub(super) reason: Option<String>,
    pub(super) show: Dates,
}

impl Said {
    pub(super) fn done(act: Act, checked: Checked, show: Dates) -> Self {
        Self {
            act,
            at: Some(checked.at),
            takes_back: None,
            reason: checked.reason,
            show,
        }
    }

    pub(super) fn taking_back(no: i32, reason: Option<String>, show: Dates) -> Self {
        Self {
            act: Act::TakenBack,
            at: None,
            takes_back: Some(no),
            reason,
            show,
        }
    }
}

/// Date and time on the wall, in figures that read the same in both languages.
fn wall(show: Dates, at: Moment) -> String {
    let (on, time) = (at.date_in(show.zone), at.time_in(show.zone));
    format!("{} {}", field_date(on), clock_time(time))
}
