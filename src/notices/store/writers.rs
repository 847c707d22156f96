//! Who wrote what is not approved yet, and the texts as they were sent.

use std::collections::HashMap;

use diesel::{
    ExpressionMethods, JoinOnDsl, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper,
};

use super::super::content::Draft;
use super::super::ids::NoticeId;
use super::super::lifecycle::{Stage, Writers};
use crate::error::Result;
use crate::people::{Scope, UserId};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{notice_sent_texts as texts, notice_writers as writers, notices, users};

/// Notes that somebody changed the text, which is its `version` now; `true` the first time since
/// it was last approved. Whoever she stands for wrote it too.
pub(super) fn note(tx: &mut Tx<'_>, id: &NoticeId, by: &UserId, version: i64) -> Result<bool> {
    let principal = tx.actor().acts_for.as_ref();
    let principal: Option<UserId> = principal.and_then(|one| one.id.parse().ok());
    if let Some(principal) = principal {
        note_one(tx, id, &principal, version)?;
    }
    note_one(tx, id, by, version)
}

fn note_one(tx: &mut Tx<'_>, id: &NoticeId, by: &UserId, version: i64) -> Result<bool> {
    let now = tx.now();
    let again = diesel::update(
        writers::table
            .filter(writers::notice_id.eq(id))
            .filter(writers::user_id.eq(by)),
    )
    .set((writers::last_at.eq(now), writers::version.eq(version)))
    .execute(&mut **tx)?;
    if again == 1 {
        return Ok(false);
    }
    diesel::insert_into(writers::table)
        .values((
            writers::notice_id.eq(id),
            writers::user_id.eq(by),
            writers::first_at.eq(now),
            writers::last_at.eq(now),
            writers::version.eq(version),
        ))
        .execute(&mut **tx)?;
    Ok(true)
}

/// Who wrote any part of the text since it was last approved; accounts that are closed count.
pub(in super::super) fn since_approval(conn: &mut Conn, id: &NoticeId) -> Result<Writers> {
    let users = writers::table
        .filter(writers::notice_id.eq(id))
        .select(writers::user_id)
        .load(conn)?;
    Ok(Writers::of(users))
}

/// The writers of every notice of the offices that stands at a stage.
pub(in super::super) fn at_stage(
    conn: &mut Conn,
    scope: &Scope,
    stage: Stage,
) -> Result<HashMap<NoticeId, Writers>> {
    let rows: Vec<(NoticeId, UserId)> = writers::table
        .inner_join(notices::table.on(notices::id.eq(writers::notice_id)))
        .filter(notices::office_id.eq_any(scope.offices()))
        .filter(notices::stage.eq(stage))
        .select((writers::notice_id, writers::user_id))
        .load(conn)?;
    let mut found: HashMap<NoticeId, Vec<UserId>> = HashMap::new();
    for (notice, user) in rows {
        found.entry(notice).or_default().push(user);
    }
    let writers = |(notice, users)| (notice, Writers::of(users));
    Ok(found.into_iter().map(writers).collect())
}

/// A second person has accepted the text: nobody has written any part of it since.
pub(in super::super) fn begin_anew(tx: &mut Tx<'_>, id: &NoticeId) -> Result<()> {
    diesel::delete(writers::table.filter(writers::notice_id.eq(id))).execute(&mut **tx)?;
    Ok(())
}

/// Keeps the text as it goes to review, under the version that the reviewer will be shown.
pub(in super::super) fn keep_sent(
    tx: &mut Tx<'_>,
    id: &NoticeId,
    version: i64,
    draft: &Draft,
) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(texts::table)
        .values((
            texts::notice_id.eq(id),
            texts::version.eq(version),
            texts::content.eq(serde_json::to_string(draft)?),
            texts::sent_at.eq(now),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Forgets both with a draft that is thrown away.
pub(super) fn forget(tx: &mut Tx<'_>, id: &NoticeId) -> Result<()> {
    diesel::delete(writers::table.filter(writers::notice_id.eq(id))).execute(&mut **tx)?;
    diesel::delete(texts::table.filter(texts::notice_id.eq(id))).execute(&mut **tx)?;
    Ok(())
}

/// Somebody who wrote after a version of the notice.
#[derive(Debug, Clone, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = writers)]
pub(in super::super) struct Wrote {
    #[diesel(column_name = user_id)]
    pub(in super::super) user: UserId,
    #[diesel(select_expression = users::name)]
    pub(in super::super) name: String,
    pub(in super::super) last_at: Moment,
}

/// Who changed the text after a version, the latest last.
pub(in super::super) fn after(conn: &mut Conn, id: &NoticeId, version: i64) -> Result<Vec<Wrote>> {
    Ok(writers::table
        .inner_join(users::table.on(users::id.eq(writers::user_id)))
        .filter(writers::notice_id.eq(id))
        .filter(writers::version.gt(version))
        .order(writers::last_at)
        .select(Wrote::as_select())
        .load(conn)?)
}

/// The text that was in review at a version, if one was.
pub(in super::super) fn sent_at_version(
    conn: &mut Conn,
    id: &NoticeId,
    version: i64,
) -> Result<Option<Draft>> {
    Ok(texts::table
        .filter(texts::notice_id.eq(id))
        .filter(texts::version.eq(version))
        .select(texts::content)
        .first(conn)
        .optional()?)
}

/// A text as it went to review.
#[derive(Debug, Clone, diesel::Queryable)]
pub(in super::super) struct Sent {
    /// The version under which it was shown.
    pub(in super::super) version: i64,
    /// The text.
    pub(in super::super) draft: Draft,
}

/// The text that was in review before a version, if one was.
pub(in super::super) fn sent_before(
    conn: &mut Conn,
    id: &NoticeId,
    version: i64,
) -> Result<Option<Sent>> {
    Ok(texts::table
        .filter(texts::notice_id.eq(id))
        .filter(texts::version.lt(version))
        .order(texts::version.desc())
        .select((texts::version, texts::content))
        .first(conn)
        .optional()?)
}
