//! Writing: drafts are kept as typed, taken back to be changed, thrown away.

use super::super::content::Draft;
use super::super::ids::NoticeId;
use super::super::lifecycle::{self, Stage};
use super::super::review_mails as review;
use super::super::store::drafts::{self, Saved, Typing};
use super::super::store::seen::{as_seen, at_stage};
use super::super::store::{self, Row, revisions, thrown_away};
use super::super::tools::Tools;
use super::ground::{Loaded, Text, Wanted};
use super::record::{Done, WINDOW, subject};
use crate::error::{Error, Result};
use crate::organisation::PlaceId;
use crate::people::permission::{Allowed, WriteNotices};
use crate::platform::audit;
use crate::platform::db::Tx;
use crate::platform::form::Fields;
use crate::platform::seen::{Decision, Seen};

/// Keeps a draft as typed; the first time opens it. One that was thrown away stays so: `Conflict`.
pub fn keep(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    tools: &Tools,
    id: &NoticeId,
    typed: &Decision,
) -> Result<Row> {
    match store::row(tx, by.scope(), id) {
        Ok(row) => keep_again(tx, by, tools, &row, typed)?,
        // Two windows, or the draft that saves itself and the button, may come at the same time.
        Err(Error::NotFound) if !open(tx, by, tools, id, &typed.fields)? => {
            let row = store::row(tx, by.scope(), id)?;
            keep_again(tx, by, tools, &row, typed)?;
        }
        Err(Error::NotFound) => {}
        Err(other) => return Err(other),
    }
    store::row(tx, by.scope(), id)
}

fn keep_again(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    tools: &Tools,
    row: &Row,
    typed: &Decision,
) -> Result<()> {
    let (now, fields) = (tx.now(), &typed.fields);
    // What takes another notice's place stays in its community.
    let chosen = community_of(fields)?.filter(|_| row.replaces.is_none());
    let community = chosen.unwrap_or_else(|| row.community.clone());
    let wanted = Wanted {
        community: &community,
        before: row.replaces.as_ref(),
        now,
    };
    let loaded = Loaded::read(tx, by.scope(), &wanted)?;
    let text = Text {
        room: tools.rooms.of_kind(&row.kind)?,
        fields,
        row: Some(row),
    };
    let look = loaded.look(tx, tools, &text)?;
    let kept = drafts::Kept {
        community: &loaded.community,
        title: &look.title,
        clocks: look.clocks(),
        draft: &Draft::of(fields),
        by: by.user(),
        typing: typing(typed),
    };
    match drafts::save_draft(tx, row, &kept)? {
        Saved::Joined => audit::record(tx, "notice.rewritten", &subject(&row.core.id), ""),
        Saved::Same | Saved::Changed => Ok(()),
    }
}

/// Where a form is typed.
pub(super) fn typing(typed: &Decision) -> Typing<'_> {
    Typing {
        seen: typed.seen,
        window: typed.fields.get(WINDOW),
    }
}

fn community_of(fields: &Fields) -> Result<Option<PlaceId>> {
    match fields.get("community") {
        "" => Ok(None),
        id => id.parse().map(Some),
    }
}

/// Opens the draft; `false` when its id is taken.
fn open(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    tools: &Tools,
    id: &NoticeId,
    fields: &Fields,
) -> Result<bool> {
    // Before the fields, which may name what is not there: it is the draft that is not.
    thrown_away::refuse(tx, id)?;
    let now = tx.now();
    let community = community_of(fields)?.ok_or(Error::NotFound)?;
    let room = tools.rooms.of_form(fields).ok_or(Error::NotFound)?;
    let begins = room.form.as_ref().filter(|form| !form.starts.is_empty());
    begins.ok_or(Error::NotFound)?;
    let wanted = Wanted {
        community: &community,
        before: None,
        now,
    };
    let loaded = Loaded::read(tx, by.scope(), &wanted)?;
    let text = Text {
        room,
        fields,
        row: None,
    };
    let look = loaded.look(tx, tools, &text)?;
    let opened = drafts::insert(
        tx,
        &drafts::NewDraft {
            id,
            office: &loaded.community.office,
            community: &community,
            kind: &room.kind,
            author: by.user(),
            record: None,
            replaces: None,
            title: &look.title,
            clocks: look.clocks(),
            draft: &Draft::of(fields),
            window: Some(fields.get(WINDOW)).filter(|window| !window.is_empty()),
        },
    )?;
    if opened {
        audit::record(tx, "notice.drafted", &subject(id), "")?;
    }
    Ok(opened)
}

/// Back to the desk to be changed: from review, or from the queue, where its approval falls.
pub fn take_back(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    id: &NoticeId,
    seen: Seen,
) -> Result<()> {
    let row = as_seen(tx, by.scope(), id, seen)?;
    let version = match row.stage {
        Stage::InReview => {
            let draft = at_stage::<lifecycle::InReview>(&row)?.take_back();
            review::decided(tx, id)?;
            store::save(tx, Stage::InReview, &draft)?
        }
        Stage::Scheduled => {
            let draft = at_stage::<lifecycle::Scheduled>(&row)?.edit();
            let version = store::save(tx, Stage::Scheduled, &draft)?;
            revisions::withdraw(tx, id)?;
            version
        }
        Stage::Draft | Stage::Published | Stage::Superseded | Stage::Cancelled | Stage::Expired => {
            return Err(Error::Conflict);
        }
    };
    Done::of("notice.taken_back", id, version).write(tx)
}

/// Throws away a draft that never had a number; no mail says any more that it was returned.
pub fn delete(
    tx: &mut Tx<'_>,
    by: &Allowed<WriteNotices>,
    id: &NoticeId,
    seen: Seen,
) -> Result<()> {
    let row = as_seen(tx, by.scope(), id, seen)?;
    if drafts::delete_draft(tx, &row, by.name())? == 0 {
        return Err(Error::Conflict);
    }
    review::decided(tx, id)?;
    Done::of("notice.draft_deleted", id, row.core.version + 1).write(tx)
}
