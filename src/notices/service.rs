//! The steps of a notice, each one sentence in one change.

mod ground;
mod publishing;

use super::content::{Checked, Draft};
use super::kind::Kind;
use super::lifecycle::{self, Stage};
use super::outages::{self, OutageId};
use super::store::{self, Row, revisions};
use super::{NoticeId, RevisionId, postings};
use crate::error::{Error, Refusal, Result};
use crate::organisation::{OfficeId, PlaceId, store as places};
use crate::people::permission::{Allowed, Permit, ReviewNotices, WriteNotices};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::platform::form::{Fields, Reader};
use crate::platform::press::Press;
use crate::platform::words::Lang;
use crate::platform::{audit, counters};

pub use self::ground::Loaded;
pub use self::publishing::{Published, expire, publish};

/// What came of sending a notice to review.
#[derive(Debug)]
pub enum Sent {
    /// It waits for the reviewer.
    Done,
    /// It is kept as a draft; this is missing or wrong.
    Incomplete(Vec<Refusal>),
}

fn subject(id: &NoticeId) -> String {
    format!("notice:{id}")
}

/// Keeps a draft as typed; the first time opens it.
pub fn keep(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    press: &Press,
    id: &NoticeId,
    fields: &Fields,
) -> Result<Row> {
    match store::row(tx, by.scope(), id) {
        Ok(row) => {
            let now = tx.now();
            let community = community_of(fields)?.unwrap_or_else(|| row.community.clone());
            let loaded = Loaded::read(tx, by.scope(), (&community, now), row.replaces.as_ref())?;
            let title = loaded.title(row.kind, fields, press, tx.now());
            let kind = loaded.kind(row.kind, fields, press, tx.now());
            store::save_draft(tx, id, (kind, &community), &title, &Draft::of(fields))?;
        }
        Err(Error::NotFound) => open(tx, by, press, id, fields)?,
        Err(other) => return Err(other),
    }
    store::row(tx, by.scope(), id)
}

fn community_of(fields: &Fields) -> Result<Option<PlaceId>> {
    match fields.get("community") {
        "" => Ok(None),
        id => id.parse().map(Some),
    }
}

fn open(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    press: &Press,
    id: &NoticeId,
    fields: &Fields,
) -> Result<()> {
    let now = tx.now();
    let community = community_of(fields)?.ok_or(Error::NotFound)?;
    let loaded = Loaded::read(tx, by.scope(), (&community, now), None)?;
    let title = loaded.title(Kind::PlannedOutage, fields, press, tx.now());
    let kind = loaded.kind(Kind::PlannedOutage, fields, press, tx.now());
    store::insert(
        tx,
        &store::NewDraft {
            id,
            office: &loaded.community.office,
            community: &community,
            kind,
            author: by.user(),
            outage: None,
            replaces: None,
            title: &title,
            draft: &Draft::of(fields),
        },
    )?;
    audit::record(tx, "notice.drafted", &subject(id), "")
}

/// Sends a draft to review; what is wrong is told all at once and the draft stays.
pub fn send(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    press: &Press,
    id: &NoticeId,
    fields: &Fields,
) -> Result<Sent> {
    let row = keep(tx, by, press, id, fields)?;
    let checked = match check(tx, by, press, &row)? {
        Ok((_, checked)) => checked,
        Err(refusals) => return Ok(Sent::Incomplete(refusals)),
    };
    let draft = store::at_stage::<lifecycle::Draft>(&row)?;
    let publish_at = checked.publish_at.unwrap_or(tx.now());
    let sent = draft.send(publish_at);
    store::save(tx, Stage::Draft, &sent)?;
    audit::record(tx, "notice.sent", &subject(id), "")?;
    Ok(Sent::Done)
}

/// Reads a notice's form as its kind does and holds it against the rules as of now.
fn check<P: Permit>(
    conn: &mut Tx<'_>,
    by: &Allowed<P>,
    press: &Press,
    row: &Row,
) -> Result<Result<(Kind, Checked), Vec<Refusal>>> {
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
        Kind::PlannedOutage | Kind::RepairNotice => outages::check(&fields, &ground),
        Kind::OutageApology => {
            let ended_at = match &row.outage {
                Some(outage) => outages::store::course(conn, outage)?.and_then(|c| c.ended_at),
                None => None,
            };
            ended_at
                .ok_or_else(|| vec![Refusal::new("notices-not-ended")])
                .and_then(|at| outages::check_apology(&fields, at, &ground))
                .map(|checked| (row.kind, checked))
        }
        Kind::Cancellation => {
            let number = loaded.number_before.clone().unwrap_or_default();
            outages::cancel(fields.get("reason"), &number, &ground)
                .map(|checked| (row.kind, checked))
        }
    })
}

/// The notice that announced an outage: the latest one that was approved.
fn announcing(conn: &mut Conn, outage: &OutageId) -> Result<Option<NoticeId>> {
    Ok(store::about_outage(conn, outage)?
        .into_iter()
        .rev()
        .find(|(_, kind, stage)| {
            matches!(kind, Kind::PlannedOutage | Kind::RepairNotice)
                && !matches!(stage, Stage::Draft | Stage::InReview)
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
) -> Result<()> {
    let row = store::row(tx, by.scope(), id)?;
    let notice = store::at_stage::<lifecycle::InReview>(&row)?;
    let base = press.base()?;
    let now = tx.now();
    let (kind, checked) = check(tx, by, press, &row)?.map_err(first)?;
    let publish_at = match checked.publish_at {
        Some(at) if !kind.publishes_at_once() => at,
        Some(_) | None => now,
    };
    let scheduled = notice.approve(by.user(), publish_at, now)?;
    store::save(tx, Stage::InReview, &scheduled)?;
    let number = match &row.number {
        Some(number) => number.clone(),
        None => next_number(tx, &row.office, press)?,
    };
    let outage = record_outage(tx, &row, kind, &checked)?;
    let title = checked.announcement.list_title();
    store::fix(
        tx,
        id,
        &store::Fixed {
            kind,
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
fn first(refusals: Vec<Refusal>) -> Error {
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
fn record_outage(
    tx: &mut Tx<'_>,
    row: &Row,
    kind: Kind,
    checked: &Checked,
) -> Result<Option<OutageId>> {
    if row.outage.is_some() || !matches!(kind, Kind::PlannedOutage | Kind::RepairNotice) {
        return Ok(row.outage.clone());
    }
    let Some(outage) = &checked.announcement.outage else {
        return Ok(None);
    };
    let id = OutageId::new();
    outages::store::insert(tx, &id, (&row.office, &row.community), outage)?;
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
            announcement: &checked.announcement,
            rule: checked.rule.as_deref(),
            base_url: base,
            post_by: checked.post_by,
            remove_after: checked.remove_after,
            approved_by: by.user(),
        },
    )?;
    postings::service::prepare(tx, row, &id, &checked.announcement.boards)
}

/// The reviewer returns it with a remark.
pub fn give_back(
    tx: &mut Tx<'_>,
    by: &Allowed<ReviewNotices>,
    id: &NoticeId,
    fields: &Fields,
) -> Result<()> {
    let mut reader = Reader::new(fields);
    let remark = reader.text("remark", 500);
    if let Some(refusal) = reader.errors().into_iter().next() {
        return Err(refusal.into());
    }
    let row = store::row(tx, by.scope(), id)?;
    let notice = store::at_stage::<lifecycle::InReview>(&row)?;
    let returned = notice.give_back(by.user(), remark.clone());
    store::save(tx, Stage::InReview, &returned)?;
    audit::record(tx, "notice.returned", &subject(id), &remark)
}

/// Back to the desk to be changed: from review, or from the queue, where its approval falls.
pub fn take_back(tx: &mut Tx<'_>, by: &Allowed<WriteNotices>, id: &NoticeId) -> Result<()> {
    let row = store::row(tx, by.scope(), id)?;
    match row.stage {
        Stage::InReview => {
            let draft = store::at_stage::<lifecycle::InReview>(&row)?.take_back();
            store::save(tx, Stage::InReview, &draft)?;
        }
        Stage::Scheduled => {
            let draft = store::at_stage::<lifecycle::Scheduled>(&row)?.edit();
            store::save(tx, Stage::Scheduled, &draft)?;
            revisions::withdraw(tx, id)?;
        }
        Stage::Draft | Stage::Published | Stage::Superseded | Stage::Cancelled | Stage::Expired => {
            return Err(Error::Conflict);
        }
    }
    audit::record(tx, "notice.taken_back", &subject(id), "")
}

/// Throws away a draft that never had a number.
pub fn delete(tx: &mut Tx<'_>, by: &Allowed<WriteNotices>, id: &NoticeId) -> Result<()> {
    store::row(tx, by.scope(), id)?;
    match store::delete_draft(tx, by.scope(), id)? {
        0 => Err(Error::Conflict),
        _ => audit::record(tx, "notice.draft_deleted", &subject(id), ""),
    }
}

/// Starts the notice that will take this one's place: a draft with the same form.
pub fn replace(tx: &mut Tx<'_>, by: &Allowed<WriteNotices>, id: &NoticeId) -> Result<NoticeId> {
    let row = store::row(tx, by.scope(), id)?;
    store::at_stage::<lifecycle::Published>(&row)?;
    if !matches!(row.kind, Kind::PlannedOutage | Kind::RepairNotice) {
        return Err(Refusal::new("notices-not-replaceable").into());
    }
    if let Some(under_way) = under_way(tx, id)? {
        return Ok(under_way);
    }
    let new = follow(tx, by, &row, row.kind, &row.draft)?;
    audit::record(tx, "notice.replacement_drafted", &subject(id), new.as_str())?;
    Ok(new)
}

/// A replacement or cancellation that is being prepared already.
fn under_way(conn: &mut Conn, id: &NoticeId) -> Result<Option<NoticeId>> {
    let next = store::successor(conn, id)?;
    Ok(next
        .filter(|n| matches!(n.stage, Stage::Draft | Stage::InReview | Stage::Scheduled))
        .map(|n| n.core.id))
}

fn follow(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    row: &Row,
    kind: Kind,
    draft: &Draft,
) -> Result<NoticeId> {
    let new = NoticeId::new();
    store::insert(
        tx,
        &store::NewDraft {
            id: &new,
            office: &row.office,
            community: &row.community,
            kind,
            author: by.user(),
            outage: row.outage.as_ref(),
            replaces: (kind != Kind::OutageApology).then_some(&row.core.id),
            title: &row.title,
            draft,
        },
    )?;
    Ok(new)
}

/// Calls a notice off: with a reason, and a second person before anything is published.
pub fn cancel(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    press: &Press,
    id: &NoticeId,
    fields: &Fields,
) -> Result<NoticeId> {
    let row = store::row(tx, by.scope(), id)?;
    store::at_stage::<lifecycle::Published>(&row)?;
    let mut reader = Reader::new(fields);
    let reason = reader.text("reason", 200);
    if let Some(refusal) = reader.errors().into_iter().next() {
        return Err(refusal.into());
    }
    if under_way(tx, id)?.is_some() {
        return Err(Refusal::new("notices-successor-under-way").into());
    }
    let draft = Draft::of(&Fields::of([
        ("reason", reason),
        ("community", row.community.to_string()),
    ]));
    let new = follow(tx, by, &row, Kind::Cancellation, &draft)?;
    let opened = store::row(tx, by.scope(), &new)?;
    check(tx, by, press, &opened)?.map_err(first)?;
    let sent = store::at_stage::<lifecycle::Draft>(&opened)?.send(tx.now());
    store::save(tx, Stage::Draft, &sent)?;
    audit::record(tx, "notice.cancellation_sent", &subject(id), new.as_str())?;
    Ok(new)
}

/// Water or power is back: the outage ends at `at`.
pub fn restored(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    id: &NoticeId,
    at: Moment,
) -> Result<()> {
    let row = store::row(tx, by.scope(), id)?;
    let outage = row.outage.as_ref().ok_or(Error::Conflict)?;
    let course = outages::store::course(tx, outage)?.ok_or(Error::NotFound)?;
    if at > tx.now() || at < course.starts_at {
        return Err(Refusal::of_field("ended_time", "notices-end-impossible").into());
    }
    if outages::store::end(tx, by.scope(), outage, at)? == 0 {
        return Err(Error::Conflict);
    }
    audit::record(tx, "outage.restored", &subject(id), &at.iso())
}

/// Starts the apology an outage asks for, its facts filled in; one that was started goes on.
pub fn apologise(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    press: &Press,
    id: &NoticeId,
) -> Result<NoticeId> {
    let row = store::row(tx, by.scope(), id)?;
    let outage = row.outage.clone().ok_or(Error::Conflict)?;
    let course = outages::store::course(tx, &outage)?.ok_or(Error::NotFound)?;
    let ended_at = course
        .ended_at
        .ok_or_else(|| Refusal::new("notices-not-ended"))?;
    let about = store::about_outage(tx, &outage)?;
    if let Some((there, _, _)) = about
        .iter()
        .find(|(_, kind, _)| *kind == Kind::OutageApology)
    {
        return Ok(there.clone());
    }
    let now = tx.now();
    let announced = announcing(tx, &outage)?.unwrap_or_else(|| id.clone());
    let loaded = Loaded::read(tx, by.scope(), (&row.community, now), Some(&announced))?;
    let before = loaded.before.as_ref().ok_or(Error::Conflict)?;
    let nothing = |_: &str| Vec::new();
    let ground = loaded.ground(tx.now(), press.zone, &nothing);
    let draft = Draft::of(&outages::apology_fields(before, ended_at, &ground));
    let new = follow(tx, by, &row, Kind::OutageApology, &draft)?;
    audit::record(tx, "notice.apology_drafted", &subject(id), new.as_str())?;
    Ok(new)
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
        Kind::PlannedOutage | Kind::RepairNotice => {
            return Ok(outages::look(&fields, &ground, Lang::Zh).1);
        }
        Kind::OutageApology => {
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
        announcement: c.announcement,
        post_by: c.post_by,
        remove_after: c.remove_after,
    }))
}
