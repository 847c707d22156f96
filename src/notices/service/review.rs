//! Review: what is sent is held against the rules, and what is approved is frozen.

use super::super::ids::{NoticeId, RevisionId};
use super::super::lifecycle::{self, Stage, Writers};
use super::super::postings;
use super::super::review_mails::{self as mails, Moved};
use super::super::room::Paper;
use super::super::said::Frozen;
use super::super::store::seen::{AsSeen, as_seen, at_stage, of_itself};
use super::super::store::{self, Row, revisions, writers};
use super::super::tools::Tools;
use super::drafting::{keep, typing};
use super::ground::look;
use super::record::Done;
use crate::error::{Error, Refusal, Result};
use crate::organisation::marks::{self, Count};
use crate::organisation::{OfficeId, store as places};
use crate::people::permission::{Allowed, ReviewNotices, WriteNotices};
use crate::platform::clock::Moment;
use crate::platform::db::Tx;
use crate::platform::form::Reader;
use crate::platform::press::Press;
use crate::platform::seen::{Decision, Seen};

/// What came of sending a notice to review.
#[derive(Debug)]
pub enum Sent {
    /// It waits for the reviewer.
    Done,
    /// It is kept as a draft; this is missing or wrong.
    Incomplete(Vec<Refusal>),
}

/// Sends a draft to review; what is wrong is told all at once and the draft stays.
pub fn send(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    tools: &Tools,
    id: &NoticeId,
    typed: &Decision,
) -> Result<Sent> {
    knows(tx, by, id, typed)?;
    let row = keep(tx, by, tools, id, typed)?;
    let now = tx.now();
    let looked = look(tx, by.scope(), tools, &row, now)?;
    let paper = match looked.against(&typed.fields) {
        Ok(paper) => paper,
        Err(refusals) => return Ok(Sent::Incomplete(refusals)),
    };
    if let Some(refusal) = tools.press.against_any(&paper.said)? {
        return Ok(Sent::Incomplete(vec![refusal]));
    }
    let publish_at = paper.publish_at.unwrap_or(now);
    let kept = of_itself(tx, id)?;
    let version = hand_in(tx, &kept, publish_at)?;
    let moved = Moved {
        row: &kept,
        version,
    };
    mails::waits(tx, tools, moved, &paper)?;
    Done::of("notice.sent", id, version).write(tx)?;
    Ok(Sent::Done)
}

/// Nobody sends a draft of which she does not know what others did to it, though she would say
/// the same: it may have been returned meanwhile.
fn knows(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    id: &NoticeId,
    typed: &Decision,
) -> Result<()> {
    match store::row(tx, by.scope(), id) {
        Ok(row) if !typing(typed).knows(&row) => Err(Error::Conflict),
        Ok(_) | Err(Error::NotFound) => Ok(()),
        Err(other) => Err(other),
    }
}

/// The draft goes to the second person, and its text is kept as she will see it, under the version
/// that it has then.
pub(super) fn hand_in(tx: &mut Tx<'_>, row: &AsSeen, publish_at: Moment) -> Result<i64> {
    let sent = at_stage::<lifecycle::Draft>(row)?.send(publish_at);
    let version = store::save(tx, Stage::Draft, &sent)?;
    writers::keep_sent(tx, &row.core.id, version, &row.draft)?;
    Ok(version)
}

/// Second pair of eyes: the reviewer accepts, the notice gets its number, its frozen text and
/// one coded sheet for every required board, and waits for its hour.
pub fn approve(
    tx: &mut Tx<'_>,
    by: &Allowed<ReviewNotices>,
    tools: &Tools,
    id: &NoticeId,
    seen: Seen,
) -> Result<()> {
    let row = as_seen(tx, by.scope(), id, seen)?;
    let notice = at_stage::<lifecycle::InReview>(&row)?;
    let base = tools.press.base()?;
    let now = tx.now();
    let paper = look(tx, by.scope(), tools, &row, now)?
        .fit()
        .map_err(first)?;
    let publish_at = match paper.publish_at {
        Some(at) if !paper.at_once => at,
        Some(_) | None => now,
    };
    let wrote = writers::since_approval(tx, id)?;
    stands_for_no_writer(by, &wrote)?;
    let scheduled = notice.approve(by.user(), &wrote, publish_at, now)?;
    let version = store::save(tx, Stage::InReview, &scheduled)?;
    writers::begin_anew(tx, id)?;
    let number = match &row.number {
        Some(number) => number.clone(),
        None => next_number(tx, &row.office, &tools.press)?,
    };
    let record = match (&row.record, tools.rooms.of_kind(&row.kind)?.record) {
        (None, Some(record)) => Some((record.open)(tx, &row, &paper.facts)?),
        (there, _) => there.clone(),
    };
    // A place or an office may have been named before names were held against the print faces.
    let odd = tools.press.against_any(&[&number])?;
    if let Some(refusal) = odd.or(tools.press.against_any(&paper.said)?) {
        return Err(refusal.into());
    }
    let title = paper.said.list_title();
    store::fix(
        tx,
        id,
        &store::Fixed {
            number: &number,
            title: &title,
            record: record.as_ref(),
            remove_after: paper.remove_after,
            clocks: paper.said.clocks,
        },
    )?;
    let fresh = Fresh {
        number: &number,
        base: &base,
        paper: &paper,
    };
    freeze(tx, by, &row, &fresh)?;
    let approved = Done::of("notice.approved", id, version);
    approved.saying(&number).write(tx)
}

/// Four eyes hold over both: who decides for a writer is no second pair.
fn stands_for_no_writer(by: &Allowed<ReviewNotices>, wrote: &Writers) -> Result<()> {
    match by.principal().filter(|one| wrote.include(&one.user)) {
        Some(principal) => {
            let refusal = Refusal::new("notices-principal-review");
            Err(refusal.naming("name", &principal.name).into())
        }
        None => Ok(()),
    }
}

/// The first refusal stands for all: the reviewer sends it back, she does not fill in the form.
pub(super) fn first(refusals: Vec<Refusal>) -> Error {
    refusals.into_iter().next().map_or_else(
        || Error::internal("a refusal without a reason"),
        Error::from,
    )
}

/// 锦绣物业〔2026〕12号, with an office's mark 锦〔2026〕12号: per office and year, never reused.
fn next_number(tx: &mut Tx<'_>, office: &OfficeId, press: &Press) -> Result<String> {
    use chrono::Datelike;
    let year = tx.now().local(press.zone).year();
    let Count { mark, count } = marks::next_number(tx, "notice", office, year)?;
    let head = match mark {
        Some(mark) => mark,
        None => places::company(tx)?.short_name,
    };
    Ok(format!("{head}〔{year}〕{count}号"))
}

/// A text that was just approved.
struct Fresh<'a> {
    number: &'a str,
    base: &'a str,
    paper: &'a Paper,
}

fn freeze(
    tx: &mut Tx<'_>,
    by: &Allowed<ReviewNotices>,
    row: &Row,
    fresh: &Fresh<'_>,
) -> Result<()> {
    mails::decided(tx, &row.core.id)?;
    let paper = fresh.paper;
    let id = RevisionId::new();
    let last = revisions::latest(tx, &row.core.id)?.map_or(0, |r| r.count);
    revisions::insert(
        tx,
        &revisions::NewRevision {
            id: &id,
            notice: &row.core.id,
            office: &row.office,
            revision: last + 1,
            number: fresh.number,
            frozen: &Frozen {
                said: paper.said.clone(),
                facts: paper.facts.clone(),
            },
            rule: paper.rule.as_deref(),
            base_url: fresh.base,
            post_by: paper.post_by,
            remove_after: paper.remove_after,
            approved_by: by.user(),
        },
    )?;
    postings::service::prepare(tx, row, &id, &paper.said.boards)
}

/// The reviewer returns it with a remark. One who wrote a part of it may: it decides nothing that
/// taking it back would not.
pub fn give_back(
    tx: &mut Tx<'_>,
    by: &Allowed<ReviewNotices>,
    tools: &Tools,
    id: &NoticeId,
    sent: &Decision,
) -> Result<()> {
    let row = as_seen(tx, by.scope(), id, sent.seen)?;
    let notice = at_stage::<lifecycle::InReview>(&row)?;
    let mut reader = Reader::new(&sent.fields);
    let remark = reader.text("remark", 500);
    if let Some(refusal) = reader.errors().into_iter().next() {
        return Err(refusal.into());
    }
    let returned = notice.give_back(by.user(), remark.clone());
    let version = store::save(tx, Stage::InReview, &returned)?;
    let moved = Moved { row: &row, version };
    mails::returned(tx, tools, moved, &remark)?;
    let returned = Done::of("notice.returned", id, version);
    returned.saying(&remark).write(tx)
}
