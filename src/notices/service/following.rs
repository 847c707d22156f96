//! What follows a notice: the one that takes its place, the one that calls it off.

use super::super::content::Draft;
use super::super::ids::NoticeId;
use super::super::kind::Kind;
use super::super::lifecycle::{self, Stage};
use super::super::review_mails::{self as mails, Moved};
use super::super::said::Clocks;
use super::super::store::seen::{as_seen, at_stage, of_itself, touch};
use super::super::store::{self, Row, drafts};
use super::super::tools::Tools;
use super::ground::{Loaded, Text, Wanted, look};
use super::record::Done;
use super::review::{first, hand_in};
use crate::error::{Refusal, Result};
use crate::people::permission::{Allowed, WriteNotices};
use crate::platform::db::{Conn, Tx};
use crate::platform::form::{Fields, Reader};
use crate::platform::seen::{Decision, Seen};

/// Starts the notice that will take this one's place: a draft with the same form.
pub fn replace(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    tools: &Tools,
    id: &NoticeId,
    seen: Seen,
) -> Result<NoticeId> {
    let row = as_seen(tx, by.scope(), id, seen)?;
    at_stage::<lifecycle::Published>(&row)?;
    may_be_followed(tools, &row)?;
    if let Some(under_way) = under_way(tx, id)? {
        return Ok(under_way);
    }
    let follower = Follower {
        kind: &row.kind,
        draft: &row.draft,
        title: &row.title,
        clocks: Clocks {
            begins: row.begins_at,
            of_use_until: row.ends_at,
            ..Clocks::default()
        },
        replaces: Some(&row.core.id),
    };
    let new = follow(tx, by, &row, &follower)?;
    let version = touch(tx, &row)?;
    let drafted = Done::of("notice.replacement_drafted", id, version);
    drafted.making(&new).write(tx)?;
    Ok(new)
}

/// Refuses what is neither replaced nor called off: an apology, a cancellation.
fn may_be_followed(tools: &Tools, row: &Row) -> Result<()> {
    if tools.rooms.of_kind(&row.kind)?.manner.may_be_followed {
        Ok(())
    } else {
        Err(Refusal::new("notices-not-followed").into())
    }
}

/// A replacement or cancellation that is being prepared already.
fn under_way(conn: &mut Conn, id: &NoticeId) -> Result<Option<NoticeId>> {
    let next = store::successor(conn, id)?;
    Ok(next
        .filter(|n| matches!(n.stage, Stage::Draft | Stage::InReview | Stage::Scheduled))
        .map(|n| n.core.id))
}

/// A notice that another gives rise to.
pub struct Follower<'a> {
    /// Its kind.
    pub kind: &'a Kind,
    /// Its form, filled in.
    pub draft: &'a Draft,
    /// What lists call it.
    pub title: &'a str,
    /// When what it tells of happens.
    pub clocks: Clocks,
    /// The notice that it replaces or calls off.
    pub replaces: Option<&'a NoticeId>,
}

/// Starts a draft about what a notice is about.
pub fn follow(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    row: &Row,
    follower: &Follower<'_>,
) -> Result<NoticeId> {
    let new = NoticeId::new();
    drafts::insert(
        tx,
        &drafts::NewDraft {
            id: &new,
            office: &row.office,
            community: &row.community,
            kind: follower.kind,
            author: by.user(),
            record: row.record.as_ref(),
            replaces: follower.replaces,
            title: follower.title,
            clocks: follower.clocks,
            draft: follower.draft,
            window: None,
        },
    )?;
    Ok(new)
}

/// Calls a notice off: with a reason, and a second person before anything is published.
pub fn cancel(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    tools: &Tools,
    id: &NoticeId,
    sent: &Decision,
) -> Result<NoticeId> {
    let row = as_seen(tx, by.scope(), id, sent.seen)?;
    at_stage::<lifecycle::Published>(&row)?;
    may_be_followed(tools, &row)?;
    let mut reader = Reader::new(&sent.fields);
    let reason = reader.text("reason", 200);
    if let Some(refusal) = reader.errors().into_iter().next() {
        return Err(refusal.into());
    }
    if under_way(tx, id)?.is_some() {
        return Err(Refusal::new("notices-successor-under-way").into());
    }
    let draft = Draft::of(&Fields::of([
        ("reason", reason.clone()),
        ("community", row.community.to_string()),
    ]));
    let room = tools.rooms.calling_off()?;
    let wanted = Wanted {
        community: &row.community,
        before: Some(id),
        now: tx.now(),
    };
    let text = Text {
        room,
        fields: &draft.fields(),
        row: None,
    };
    let loaded = Loaded::read(tx, by.scope(), &wanted)?;
    let looked = loaded.look(tx, tools, &text)?;
    let follower = Follower {
        kind: &room.kind,
        draft: &draft,
        title: &looked.title,
        clocks: looked.clocks(),
        replaces: Some(id),
    };
    let new = follow(tx, by, &row, &follower)?;
    let (opened, now) = (of_itself(tx, &new)?, tx.now());
    let looked = look(tx, by.scope(), tools, &opened, now)?;
    let paper = looked.fit().map_err(first)?;
    let version = hand_in(tx, &opened, now)?;
    let moved = Moved {
        row: &opened,
        version,
    };
    mails::waits(tx, tools, moved, &paper)?;
    let version = touch(tx, &row)?;
    let sent = Done::of("notice.cancellation_sent", id, version);
    sent.saying(&reason).making(&new).write(tx)?;
    Ok(new)
}
