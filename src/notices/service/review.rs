//! Review: what is sent is held against the rules, and what is approved is frozen.

use super::super::content::Checked;
use super::super::kind::Kind;
use super::super::lifecycle::{self, Stage};
use super::super::outages::{self, OutageId};
use super::super::said::Frozen;
use super::super::store::seen::{AsSeen, as_seen, at_stage, of_itself};
use super::super::store::{self, Row, revisions, writers};
use super::super::{NoticeId, RevisionId, postings};
use super::drafting::{keep, typing};
use super::{Loaded, subject};
use crate::error::{Error, Refusal, Result};
use crate::organisation::{OfficeId, store as places};
use crate::people::permission::{Allowed, Permit, ReviewNotices, WriteNotices};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::platform::form::Reader;
use crate::platform::press::Press;
use crate::platform::seen::{Decision, Seen};
use crate::platform::words::Lang;
use crate::platform::{audit, counters};

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
    press: &Press,
    id: &NoticeId,
    typed: &Decision,
) -> Result<Sent> {
    knows(tx, by, id, typed)?;
    let row = keep(tx, by, press, id, typed)?;
    let checked = match check(tx, by, press, &row)? {
        Ok(checked) => checked,
        Err(refusals) => return Ok(Sent::Incomplete(refusals)),
    };
    let publish_at = checked.publish_at.unwrap_or(tx.now());
    let kept = of_itself(tx, id)?;
    hand_in(tx, &kept, publish_at)?;
    audit::record(tx, "notice.sent", &subject(id), "")?;
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

/// The draft goes to the second person, and its text is kept as she will see it.
pub(super) fn hand_in(tx: &mut Tx<'_>, row: &AsSeen, publish_at: Moment) -> Result<()> {
    let sent = at_stage::<lifecycle::Draft>(row)?.send(publish_at);
    let version = store::save(tx, Stage::Draft, &sent)?;
    writers::keep_sent(tx, &row.core.id, version, &row.draft)
}

/// Reads a notice's form as its kind does and holds it against the rules as of now.
pub(super) fn check<P: Permit>(
    conn: &mut Tx<'_>,
    by: &Allowed<P>,
    press: &Press,
    row: &Row,
) -> Result<Result<Checked, Vec<Refusal>>> {
    let now = conn.now();
    let before = match (&row.replaces, &row.outage) {
        (Some(replaced), _) => Some(replaced.clone()),
        (None, Some(outage)) => announcing(conn, outage)?,
        (None, None) => None,
    };
    let loaded = Loaded::read(conn, by.scope(), (&row.community, now), before.as_ref())?;
    let (fields, missing) = (row.draft.fields(), press.typesetter.clone());
    let unprintable = move |text: &str| missing.missing_characters(text);
    let ground = loaded.ground(now, press.zone, &unprintable);
    Ok(match row.kind {
        Kind::Outage => outages::check(&fields, &ground),
        Kind::Apology => {
            let ended_at = match &row.outage {
                Some(outage) => outages::store::course(conn, outage)?.and_then(|c| c.ended_at),
                None => None,
            };
            ended_at
                .ok_or_else(|| vec![Refusal::new("notices-not-ended")])
                .and_then(|at| outages::check_apology(&fields, at, &ground))
        }
        Kind::Cancellation => {
            let number = loaded.number_before.clone().unwrap_or_default();
            outages::cancel(fields.get("reason"), &number, &ground)
        }
    })
}

/// The notice that announced an outage: the latest one that was approved.
pub(super) fn announcing(conn: &mut Conn, outage: &OutageId) -> Result<Option<NoticeId>> {
    Ok(store::about_outage(conn, outage)?
        .into_iter()
        .rev()
        .find(|(_, kind, stage)| {
            *kind == Kind::Outage && !matches!(stage, Stage::Draft | Stage::InReview)
        })
        .map(|(id, _, _)| id))
}

/// Second pair of eyes: the reviewer accepts, the notice gets its number, its frozen text and
/// one coded sheet for every required board, and waits for its hour.
pub fn approve(
    tx: &mut Tx<'_>,
    by: &Allowed<ReviewNotices>,
    press: &Press,
    id: &NoticeId,
    seen: Seen,
) -> Result<()> {
    let row = as_seen(tx, by.scope(), id, seen)?;
    let notice = at_stage::<lifecycle::InReview>(&row)?;
    let base = press.base()?;
    let now = tx.now();
    let checked = check(tx, by, press, &row)?.map_err(first)?;
    let publish_at = match checked.publish_at {
        Some(at) if !checked.at_once => at,
        Some(_) | None => now,
    };
    let wrote = writers::since_approval(tx, id)?;
    let scheduled = notice.approve(by.user(), &wrote, publish_at, now)?;
    store::save(tx, Stage::InReview, &scheduled)?;
    writers::begin_anew(tx, id)?;
    let number = match &row.number {
        Some(number) => number.clone(),
        None => next_number(tx, &row.office, press)?,
    };
    let outage = record_outage(tx, &row, &checked)?;
    let title = checked.said.list_title();
    store::fix(
        tx,
        id,
        &store::Fixed {
            number: &number,
            title: &title,
            outage: outage.as_ref(),
            remove_after: checked.remove_after,
        },
    )?;
    freeze(tx, by, &row, (&number, &base), &checked)?;
    audit::record(tx, "notice.approved", &subject(id), &number)
}

/// The first refusal stands for all: the reviewer sends it back, she does not fill in the form.
pub(super) fn first(refusals: Vec<Refusal>) -> Error {
    refusals.into_iter().next().map_or_else(
        || Error::internal("a refusal without a reason"),
        Error::from,
    )
}

/// 锦绣物业〔2026〕12号: per office and year, never reused.
fn next_number(tx: &mut Tx<'_>, office: &OfficeId, press: &Press) -> Result<String> {
    use chrono::Datelike;
    let year = tx.now().local(press.zone).year();
    let n = counters::next(tx, &format!("notice:{office}:{year}"))?;
    let company = places::company(tx)?;
    Ok(format!("{}〔{year}〕{n}号", company.short_name))
}

/// The outage's own record, opened with the first notice about it. A notice that replaces
/// another changes it only when it is published.
fn record_outage(tx: &mut Tx<'_>, row: &Row, checked: &Checked) -> Result<Option<OutageId>> {
    if row.outage.is_some() || row.kind != Kind::Outage {
        return Ok(row.outage.clone());
    }
    let Some(outage) = checked.facts.read()? else {
        return Ok(None);
    };
    let id = OutageId::new();
    outages::store::insert(tx, &id, (&row.office, &row.community), &outage)?;
    Ok(Some(id))
}

fn freeze(
    tx: &mut Tx<'_>,
    by: &Allowed<ReviewNotices>,
    row: &Row,
    (number, base): (&str, &str),
    checked: &Checked,
) -> Result<()> {
    let id = RevisionId::new();
    let last = revisions::latest(tx, &row.core.id)?.map_or(0, |r| r.count);
    revisions::insert(
        tx,
        &revisions::NewRevision {
            id: &id,
            notice: &row.core.id,
            office: &row.office,
            revision: last + 1,
            number,
            frozen: &Frozen {
                said: checked.said.clone(),
                facts: checked.facts.clone(),
            },
            rule: checked.rule.as_deref(),
            base_url: base,
            post_by: checked.post_by,
            remove_after: checked.remove_after,
            approved_by: by.user(),
        },
    )?;
    postings::service::prepare(tx, row, &id, &checked.said.boards)
}

/// The reviewer returns it with a remark. One who wrote a part of it may: it decides nothing that
/// taking it back would not.
pub fn give_back(
    tx: &mut Tx<'_>,
    by: &Allowed<ReviewNotices>,
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
    store::save(tx, Stage::InReview, &returned)?;
    audit::record(tx, "notice.returned", &subject(id), &remark)
}

/// What a reviewer sees before she approves: the notice as it would be approved now, or what
/// stands against it.
pub fn preview(
    conn: &mut Conn,
    scope: &crate::people::Scope,
    press: &Press,
    (row, now): (&Row, Moment),
) -> Result<Option<outages::announce::Preview>> {
    let before = match (&row.replaces, &row.outage) {
        (Some(replaced), _) => Some(replaced.clone()),
        (None, Some(outage)) => announcing(conn, outage)?,
        (None, None) => None,
    };
    let loaded = Loaded::read(conn, scope, (&row.community, now), before.as_ref())?;
    let nothing = |_: &str| Vec::new();
    let ground = loaded.ground(now, press.zone, &nothing);
    let fields = row.draft.fields();
    let checked = match row.kind {
        Kind::Outage => {
            return Ok(outages::look(&fields, &ground, Lang::Zh).1);
        }
        Kind::Apology => {
            let ended_at = match &row.outage {
                Some(outage) => outages::store::course(conn, outage)?.and_then(|c| c.ended_at),
                None => None,
            };
            ended_at.and_then(|at| outages::check_apology(&fields, at, &ground).ok())
        }
        Kind::Cancellation => {
            let number = loaded.number_before.clone().unwrap_or_default();
            outages::cancel(fields.get("reason"), &number, &ground).ok()
        }
    };
    Ok(checked.map(|c| outages::announce::Preview {
        said: c.said,
        post_by: c.post_by,
        remove_after: c.remove_after,
    }))
}
