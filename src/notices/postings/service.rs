//! Hanging sheets up and taking them down, and saying that a mark was wrong.

use super::super::ids::RevisionId;
use super::super::said::BoardRef;
use super::super::store::Row;
use super::correction::{Correction, What};
use super::known::{Known, Said};
use super::marks::{Act, Mark};
use super::record::Record;
use super::report::{Bounds, Earliest, Report};
use super::{Posting, PostingId, store};
use crate::codes::{self, NewCode, Target};
use crate::error::{Error, Refusal, Result};
use crate::organisation::store as places;
use crate::people::permission::{Allowed, PostNotices};
use crate::platform::dates::Dates;
use crate::platform::db::Tx;

/// One coded copy for every required board.
pub(in super::super) fn prepare(
    tx: &mut Tx<'_>,
    row: &Row,
    revision: &RevisionId,
    boards: &[BoardRef],
) -> Result<()> {
    let copies = i32::try_from(boards.len()).map_err(Error::internal)?;
    for (copy_no, board) in (1_i32..).zip(boards) {
        let id = PostingId::new();
        let place = places::place_of_board(tx, &board.id)?;
        let new = NewCode {
            office: &row.office,
            place: place.as_ref(),
            target: Target::Posting,
            target_id: Some(id.as_str()),
        };
        let code = codes::store::issue(tx, &new)?;
        let posting = Posting {
            id,
            office: row.office.clone(),
            notice: row.core.id.clone(),
            revision: revision.clone(),
            board: board.id.clone(),
            copy_no,
            copies,
            code,
            marks: 0,
            marked_at: None,
            record: Record::default(),
        };
        store::insert(tx, &posting)?;
    }
    Ok(())
}

/// What came of something that a person wanted to write down.
#[derive(Debug)]
pub enum Marked {
    /// It is on record: now, or from the first time this was sent.
    Done(Box<Posting>),
    /// It cannot be true, or says too little: nothing was changed.
    Wrong(Vec<Refusal>),
    /// The sheet's record is another one than the form showed: nothing was changed.
    Changed,
    /// It was marked already, at a time of its own: another one is this correction.
    Already(What),
    /// It is on record that it hangs, though its text holds no more: it is to come down.
    Outdated(Box<Posting>),
}

/// The sheet hangs. A second tap changes nothing; a second report of another time is a correction.
pub fn posted(
    tx: &mut Tx<'_>,
    by: &Allowed<PostNotices>,
    id: &PostingId,
    report: &Report,
    show: Dates,
) -> Result<Marked> {
    let known = Known::read(tx, by, id)?;
    if let Some(hung) = &known.posting.record.up {
        if !report.adds_nothing_to(&hung.said, by.user()) {
            return Ok(Marked::Already(What::PostedAt));
        }
        let outdated = known.posting.record.is_up() && known.is_outdated(tx)?;
        return Ok(known.done().when(outdated));
    }
    let outdated = known.is_outdated(tx)?;
    let earliest = known.earliest(tx)?;
    match (Bounds { earliest, show }).check(report) {
        Ok(checked) => {
            let said = Said::done(Act::Posted, checked, show);
            Ok(known.mark(tx, by, said)?.when(outdated))
        }
        Err(wrong) => Ok(Marked::Wrong(wrong)),
    }
}

impl Marked {
    /// What is on record, of a text that may hold no more.
    fn when(self, outdated: bool) -> Self {
        match self {
            Self::Done(posting) if outdated => Self::Outdated(posting),
            Self::Done(_)
            | Self::Wrong(_)
            | Self::Changed
            | Self::Already(_)
            | Self::Outdated(_) => self,
        }
    }
}

/// What came of all the sheets of a board.
#[derive(Debug)]
pub struct AllMarked {
    /// The first of them.
    pub first: Posting,
    /// Whether the text of one holds no more: that one is to come down.
    pub outdated: bool,
    /// Whether of one nothing was written down, as it cannot be true any more.
    pub refused: bool,
}

/// All the sheets of a board that the round showed hang now, or are down. What somebody marked
/// meanwhile stays as it is.
pub fn all_at_board(
    tx: &mut Tx<'_>,
    by: &Allowed<PostNotices>,
    ids: &[PostingId],
    act: Act,
    show: Dates,
) -> Result<AllMarked> {
    let now = Report::default();
    let (mut outdated, mut refused) = (false, false);
    for id in ids {
        let marked = match act {
            Act::TakenDown | Act::TakenDownAt => taken_down(tx, by, id, &now, show)?,
            Act::Posted | Act::PostedAt | Act::TakenBack => posted(tx, by, id, &now, show)?,
        };
        outdated |= matches!(marked, Marked::Outdated(_));
        refused |= matches!(marked, Marked::Wrong(_) | Marked::Changed);
    }
    Ok(AllMarked {
        first: store::load(tx, by.scope(), ids.first().ok_or(Error::NotFound)?)?,
        outdated,
        refused,
    })
}

/// The sheet is down. A second tap changes nothing; a second report of another time is a
/// correction.
pub fn taken_down(
    tx: &mut Tx<'_>,
    by: &Allowed<PostNotices>,
    id: &PostingId,
    report: &Report,
    show: Dates,
) -> Result<Marked> {
    let known = Known::read(tx, by, id)?;
    let Some(hung) = &known.posting.record.up else {
        let refusal = Refusal::of_field("time", "postings-down-before-up");
        return Ok(Marked::Wrong(vec![refusal]));
    };
    if let Some(down) = &known.posting.record.down {
        if report.adds_nothing_to(down, by.user()) {
            return Ok(known.done());
        }
        return Ok(Marked::Already(What::TakenDownAt));
    }
    let earliest = Earliest::Hung(hung.said.at);
    match (Bounds { earliest, show }).check(report) {
        Ok(checked) => known.mark(tx, by, Said::done(Act::TakenDown, checked, show)),
        Err(wrong) => Ok(Marked::Wrong(wrong)),
    }
}

/// The last mark was a slip of the finger: for some minutes it is undone without a reason, by
/// whoever may post. Sent twice, it undoes once.
pub fn undo(
    tx: &mut Tx<'_>,
    by: &Allowed<PostNotices>,
    id: &PostingId,
    seen: Option<i32>,
    show: Dates,
) -> Result<Marked> {
    let known = Known::read(tx, by, id)?;
    if was_sent(&known, by, seen, |last| last.takes_back == seen) {
        return Ok(known.done());
    }
    if seen != Some(known.marks.count()) {
        return Ok(Marked::Changed);
    }
    let Some(last) = known.marks.undoable(tx.now()) else {
        return Ok(Marked::Wrong(vec![Refusal::new("postings-undo-over")]));
    };
    let said = Said::taking_back(last.no, None, show);
    known.mark(tx, by, said)
}

/// A mark was wrong: it is taken back, or gets another time. What was said first stays in the
/// record. Sent twice, it corrects once.
pub fn correct(
    tx: &mut Tx<'_>,
    by: &Allowed<PostNotices>,
    id: &PostingId,
    correction: &Correction,
    show: Dates,
) -> Result<Marked> {
    let known = Known::read(tx, by, id)?;
    if was_sent(&known, by, correction.seen, |last| {
        correction.is_said_by(last)
    }) {
        return Ok(known.done());
    }
    if correction.seen != Some(known.marks.count()) {
        return Ok(Marked::Changed);
    }
    if !known.marks.corrigible().contains(&correction.what) {
        let refusal = Refusal::of_field("what", "form-choose");
        return Ok(Marked::Wrong(vec![refusal]));
    }
    let said = match correction.what {
        What::TakeBack(no) => Said::taking_back(no, Some(correction.reason.clone()), show),
        What::PostedAt | What::TakenDownAt => match moved(tx, &known, correction, show)? {
            Ok(said) => said,
            Err(refusal) => return Ok(Marked::Wrong(vec![refusal])),
        },
    };
    known.mark(tx, by, said)
}

/// Whether this is the second sending of a form whose first one was the last mark.
fn was_sent(
    known: &Known,
    by: &Allowed<PostNotices>,
    seen: Option<i32>,
    is_the_same: impl Fn(&Mark) -> bool,
) -> bool {
    let came_next = |mark: &&Mark| seen == Some(mark.no - 1);
    known
        .marks
        .last()
        .filter(came_next)
        .is_some_and(|last| last.by == *by.user() && is_the_same(last))
}

/// The other time of a correction, when it can be true.
fn moved(
    tx: &mut Tx<'_>,
    known: &Known,
    correction: &Correction,
    show: Dates,
) -> Result<Result<Said, Refusal>> {
    let record = &known.posting.record;
    let (act, earliest) = match (correction.what, &record.up) {
        (What::TakenDownAt, Some(hung)) => (Act::TakenDownAt, Earliest::Hung(hung.said.at)),
        (What::TakenDownAt | What::PostedAt | What::TakeBack(_), _) => {
            (Act::PostedAt, known.earliest(tx)?)
        }
    };
    let Some(at) = correction.at else {
        return Ok(Err(Refusal::of_field("to_time", "form-required")));
    };
    let at = match (Bounds { earliest, show }).hold(at) {
        Ok(at) => at,
        Err(refusal) => {
            return Ok(Err(Refusal {
                field: Some("to_time"),
                ..refusal
            }));
        }
    };
    match &record.down {
        Some(down) if act == Act::PostedAt && at > down.at => {
            Ok(Err(Refusal::of_field("to_time", "postings-up-after-down")
                .naming("at", show.date_time(down.at))))
        }
        Some(_) | None => Ok(Ok(Said {
            act,
            at: Some(at),
            takes_back: None,
            reason: Some(correction.reason.clone()),
            show,
        })),
    }
}
