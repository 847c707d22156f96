//! What follows a notice: the one that takes its place, the one that calls it off, the end of
//! its outage and the apology for it.

use super::super::NoticeId;
use super::super::content::Draft;
use super::super::kind::Kind;
use super::super::lifecycle::{self, Stage};
use super::super::outages;
use super::super::store::seen::{as_seen, at_stage, of_itself, touch};
use super::super::store::{self, Row, drafts};
use super::review::{announcing, check, first, hand_in};
use super::{Loaded, subject};
use crate::error::{Error, Refusal, Result};
use crate::people::permission::{Allowed, WriteNotices};
use crate::platform::audit;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::platform::form::{Fields, Reader};
use crate::platform::press::Press;
use crate::platform::seen::{Decision, Seen};

/// Starts the notice that will take this one's place: a draft with the same form.
pub fn replace(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    id: &NoticeId,
    seen: Seen,
) -> Result<NoticeId> {
    let row = as_seen(tx, by.scope(), id, seen)?;
    at_stage::<lifecycle::Published>(&row)?;
    if row.kind != Kind::Outage {
        return Err(Refusal::new("notices-not-replaceable").into());
    }
    if let Some(under_way) = under_way(tx, id)? {
        return Ok(under_way);
    }
    let new = follow(tx, by, &row, row.kind, &row.draft)?;
    touch(tx, &row)?;
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
    drafts::insert(
        tx,
        &drafts::NewDraft {
            id: &new,
            office: &row.office,
            community: &row.community,
            kind,
            author: by.user(),
            outage: row.outage.as_ref(),
            replaces: (kind != Kind::Apology).then_some(&row.core.id),
            title: &row.title,
            draft,
            window: None,
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
    sent: &Decision,
) -> Result<NoticeId> {
    let row = as_seen(tx, by.scope(), id, sent.seen)?;
    at_stage::<lifecycle::Published>(&row)?;
    let mut reader = Reader::new(&sent.fields);
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
    let opened = of_itself(tx, &new)?;
    check(tx, by, press, &opened)?.map_err(first)?;
    let now = tx.now();
    hand_in(tx, &opened, now)?;
    touch(tx, &row)?;
    audit::record(tx, "notice.cancellation_sent", &subject(id), new.as_str())?;
    Ok(new)
}

/// When water or power came back, as somebody reports it.
#[derive(Debug, Clone, Copy)]
pub struct Restored {
    /// The moment.
    pub at: Moment,
    /// What the reporter's page showed.
    pub seen: Seen,
}

/// Water or power is back: the outage ends then.
pub fn restored(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    id: &NoticeId,
    restored: Restored,
) -> Result<()> {
    let row = as_seen(tx, by.scope(), id, restored.seen)?;
    let at = restored.at;
    let outage = row.outage.as_ref().ok_or(Error::Conflict)?;
    let course = outages::store::course(tx, outage)?.ok_or(Error::NotFound)?;
    if at > tx.now() || at < course.starts_at {
        return Err(Refusal::of_field("ended_time", "notices-end-impossible").into());
    }
    if outages::store::end(tx, by.scope(), outage, at)? == 0 {
        return Err(Error::Conflict);
    }
    touch(tx, &row)?;
    audit::record(tx, "outage.restored", &subject(id), &at.iso())
}

/// Starts the apology an outage asks for, its facts filled in; one that was started goes on.
pub fn apologise(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    press: &Press,
    id: &NoticeId,
    seen: Seen,
) -> Result<NoticeId> {
    let row = as_seen(tx, by.scope(), id, seen)?;
    let outage = row.outage.clone().ok_or(Error::Conflict)?;
    let course = outages::store::course(tx, &outage)?.ok_or(Error::NotFound)?;
    let ended_at = course
        .ended_at
        .ok_or_else(|| Refusal::new("notices-not-ended"))?;
    let about = store::about_outage(tx, &outage)?;
    if let Some((there, _, _)) = about.iter().find(|(_, kind, _)| *kind == Kind::Apology) {
        return Ok(there.clone());
    }
    let now = tx.now();
    let announced = announcing(tx, &outage)?.unwrap_or_else(|| id.clone());
    let loaded = Loaded::read(tx, by.scope(), (&row.community, now), Some(&announced))?;
    let before = loaded.before.as_ref().ok_or(Error::Conflict)?;
    let nothing = |_: &str| Vec::new();
    let ground = loaded.ground(tx.now(), press.zone, &nothing);
    let draft = Draft::of(&outages::apology_fields(before, ended_at, &ground));
    let new = follow(tx, by, &row, Kind::Apology, &draft)?;
    touch(tx, &row)?;
    audit::record(tx, "notice.apology_drafted", &subject(id), new.as_str())?;
    Ok(new)
}
