//! Writing: drafts are kept as typed, taken back to be changed, thrown away.

use super::super::NoticeId;
use super::super::content::Draft;
use super::super::kind::Kind;
use super::super::lifecycle::{self, Stage};
use super::super::store::{self, Row, revisions};
use super::{Loaded, subject};
use crate::error::{Error, Result};
use crate::organisation::PlaceId;
use crate::people::permission::{Allowed, WriteNotices};
use crate::platform::audit;
use crate::platform::db::Tx;
use crate::platform::form::Fields;
use crate::platform::press::Press;

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
