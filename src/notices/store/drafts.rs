//! Drafts: the only place where the text of a notice is written.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use super::super::content::Draft;
use super::super::ids::{NoticeId, RecordId};
use super::super::kind::Kind;
use super::super::lifecycle::Stage;
use super::super::said::{CONTENT_VERSION, Clocks};
use super::seen::AsSeen;
use super::{Row, thrown_away, writers};
use crate::error::{Error, Result};
use crate::organisation::{OfficeId, Place, PlaceId};
use crate::people::UserId;
use crate::platform::db::Tx;
use crate::platform::seen::Seen;
use crate::schema::notices;

/// The version of a draft that was just opened.
const FIRST: i64 = 1;

/// Starts a draft.
pub(in super::super) struct NewDraft<'a> {
    pub(in super::super) id: &'a NoticeId,
    pub(in super::super) office: &'a OfficeId,
    pub(in super::super) community: &'a PlaceId,
    pub(in super::super) kind: &'a Kind,
    pub(in super::super) author: &'a UserId,
    pub(in super::super) record: Option<&'a RecordId>,
    pub(in super::super) replaces: Option<&'a NoticeId>,
    pub(in super::super) title: &'a str,
    pub(in super::super) clocks: Clocks,
    pub(in super::super) draft: &'a Draft,
    pub(in super::super) window: Option<&'a str>,
}

/// Opens the draft; `false` when its id is taken, by another window of the same form or by a
/// notice that is nobody's business here. `Conflict` when the draft of that id was thrown away.
pub(in super::super) fn insert(tx: &mut Tx<'_>, new: &NewDraft<'_>) -> Result<bool> {
    thrown_away::refuse(tx, new.id)?;
    let now = tx.now();
    let row = (
        (
            notices::id.eq(new.id),
            notices::office_id.eq(new.office),
            notices::community_id.eq(new.community),
            notices::kind.eq(new.kind),
            notices::stage.eq(Stage::Draft),
            notices::title.eq(new.title),
            notices::content.eq(serde_json::to_string(new.draft)?),
            notices::content_version.eq(CONTENT_VERSION),
            notices::version.eq(FIRST),
        ),
        (
            notices::record_id.eq(new.record),
            notices::replaces_id.eq(new.replaces),
            notices::author_id.eq(new.author),
            notices::publish_at.eq(now),
            notices::remove_after.eq(now),
            notices::created_at.eq(now),
            notices::updated_at.eq(now),
            notices::late.eq(false),
            notices::held.eq(false),
            notices::typed_in.eq(new.window),
            notices::begins_at.eq(new.clocks.begins),
            notices::ends_at.eq(new.clocks.of_use_until),
        ),
    );
    let opened = crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(notices::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    if opened == 0 {
        return Ok(false);
    }
    writers::note(tx, new.id, new.author, FIRST)?;
    Ok(true)
}

/// A draft's form to be kept.
pub(in super::super) struct Kept<'a> {
    pub(in super::super) community: &'a Place,
    pub(in super::super) title: &'a str,
    pub(in super::super) clocks: Clocks,
    pub(in super::super) draft: &'a Draft,
    pub(in super::super) by: &'a UserId,
    pub(in super::super) typing: Typing<'a>,
}

/// Where a draft is typed: the version its form was shown with, and the window it stands in.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Typing<'a> {
    pub(in super::super) seen: Seen,
    pub(in super::super) window: &'a str,
}

impl Typing<'_> {
    /// Whether the one who types knows what is there: it is what she was shown, or what she typed
    /// in the same window since, whose saves it does not wait for.
    pub(in super::super) fn knows(self, row: &Row) -> bool {
        let own = !self.window.is_empty() && row.typed_in.as_deref() == Some(self.window);
        own || self.seen.is(row.core.version)
    }
}

/// What came of keeping a draft's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Saved {
    /// It says what was there.
    Same,
    /// It is changed by somebody who wrote a part of it before.
    Changed,
    /// It is changed by somebody who had no part in it since it was last approved.
    Joined,
}

/// Keeps a draft's form, when it says something else than `row`: whoever changes the text is one
/// of its writers from then on. `Conflict` when it is not that draft any more, or when somebody
/// has typed something else that this one would undo unseen.
pub(in super::super) fn save_draft(tx: &mut Tx<'_>, row: &Row, kept: &Kept<'_>) -> Result<Saved> {
    if row.stage != Stage::Draft {
        return Err(Error::Conflict);
    }
    if row.draft.says_the_same(kept.draft) {
        return Ok(Saved::Same);
    }
    if !kept.typing.knows(row) {
        return Err(Error::Conflict);
    }
    let now = tx.now();
    let version = row.core.version + 1;
    let window = Some(kept.typing.window).filter(|window| !window.is_empty());
    let saved = diesel::update(
        notices::table
            .filter(notices::id.eq(&row.core.id))
            .filter(notices::stage.eq(Stage::Draft))
            .filter(notices::version.eq(row.core.version)),
    )
    .set((
        notices::office_id.eq(&kept.community.office),
        notices::community_id.eq(&kept.community.id),
        notices::title.eq(kept.title),
        notices::begins_at.eq(kept.clocks.begins),
        notices::ends_at.eq(kept.clocks.of_use_until),
        notices::content.eq(serde_json::to_string(kept.draft)?),
        notices::version.eq(version),
        notices::typed_in.eq(window),
        notices::updated_at.eq(now),
    ))
    .execute(&mut **tx)?;
    if saved == 0 {
        return Err(Error::Conflict);
    }
    if writers::note(tx, &row.core.id, kept.by, version)? {
        Ok(Saved::Joined)
    } else {
        Ok(Saved::Changed)
    }
}

/// Removes a draft that was never approved, with what is known of its writing; 0 when there is
/// no such draft, and the change must not be kept. Its id is never used again.
pub(in super::super) fn delete_draft(
    tx: &mut Tx<'_>,
    row: &AsSeen,
    by_name: &str,
) -> Result<usize> {
    writers::forget(tx, &row.core.id)?;
    thrown_away::note(tx, row, by_name)?;
    Ok(diesel::delete(
        notices::table
            .filter(notices::id.eq(&row.core.id))
            .filter(notices::version.eq(row.core.version))
            .filter(notices::stage.eq(Stage::Draft))
            .filter(notices::number.is_null()),
    )
    .execute(&mut **tx)?)
}
