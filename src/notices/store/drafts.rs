//! Drafts: the only place where the text of a notice is written.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use super::super::NoticeId;
use super::super::content::{CONTENT_VERSION, Draft};
use super::super::kind::Kind;
use super::super::lifecycle::Stage;
use super::super::outages::OutageId;
use crate::error::{Error, Result};
use crate::organisation::{OfficeId, Place, PlaceId};
use crate::people::{Scope, UserId};
use crate::platform::db::Tx;
use crate::schema::notices;

/// Starts a draft.
pub(in super::super) struct NewDraft<'a> {
    pub(in super::super) id: &'a NoticeId,
    pub(in super::super) office: &'a OfficeId,
    pub(in super::super) community: &'a PlaceId,
    pub(in super::super) kind: Kind,
    pub(in super::super) author: &'a UserId,
    pub(in super::super) outage: Option<&'a OutageId>,
    pub(in super::super) replaces: Option<&'a NoticeId>,
    pub(in super::super) title: &'a str,
    pub(in super::super) draft: &'a Draft,
}

/// Opens the draft; `false` when its id is taken, by another window of the same form or by a
/// notice that is nobody's business here.
pub(in super::super) fn insert(tx: &mut Tx<'_>, new: &NewDraft<'_>) -> Result<bool> {
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
            notices::version.eq(1_i64),
        ),
        (
            notices::outage_id.eq(new.outage),
            notices::replaces_id.eq(new.replaces),
            notices::author_id.eq(new.author),
            notices::publish_at.eq(now),
            notices::remove_after.eq(now),
            notices::created_at.eq(now),
            notices::updated_at.eq(now),
            notices::late.eq(false),
            notices::held.eq(false),
        ),
    );
    let opened = crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(notices::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(opened == 1)
}

/// Keeps a draft's form; `Conflict` when it is no draft any more.
pub(in super::super) fn save_draft(
    tx: &mut Tx<'_>,
    id: &NoticeId,
    (kind, community): (Kind, &Place),
    title: &str,
    draft: &Draft,
) -> Result<()> {
    let now = tx.now();
    let saved = diesel::update(
        notices::table
            .filter(notices::id.eq(id))
            .filter(notices::stage.eq(Stage::Draft)),
    )
    .set((
        notices::kind.eq(kind),
        notices::office_id.eq(&community.office),
        notices::community_id.eq(&community.id),
        notices::title.eq(title),
        notices::content.eq(serde_json::to_string(draft)?),
        notices::version.eq(notices::version + 1),
        notices::updated_at.eq(now),
    ))
    .execute(&mut **tx)?;
    if saved == 1 {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

/// Removes a draft that was never approved.
pub(in super::super) fn delete_draft(
    tx: &mut Tx<'_>,
    scope: &Scope,
    id: &NoticeId,
) -> Result<usize> {
    Ok(diesel::delete(
        notices::table
            .filter(notices::id.eq(id))
            .filter(notices::office_id.eq_any(scope.offices()))
            .filter(notices::stage.eq(Stage::Draft))
            .filter(notices::number.is_null()),
    )
    .execute(&mut **tx)?)
}
