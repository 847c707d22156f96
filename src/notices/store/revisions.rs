//! Revisions: what was approved, never changed; and what hangs of it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use diesel::{
    ExpressionMethods, OptionalExtension, QueryDsl, Queryable, RunQueryDsl, Selectable,
    SelectableHelper,
};

use super::super::ids::{NoticeId, RevisionId};
use super::super::said::{CONTENT_VERSION, Facts, Frozen, Said, TEMPLATE_VERSION, known};
use crate::error::Result;
use crate::organisation::OfficeId;
use crate::people::UserId;
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Tx};
use crate::platform::outbox::Occasion;
use crate::schema::notice_revisions as revisions;

/// What was approved.
#[derive(Debug, Clone)]
pub(crate) struct Revision {
    /// Its id.
    pub id: RevisionId,
    /// The notice.
    pub notice: NoticeId,
    /// 1, and one more after each renewed approval.
    pub count: i32,
    /// The notice's number.
    pub number: String,
    /// What it says.
    pub said: Said,
    /// What its kind knows of it.
    pub facts: Facts,
    /// The base address its codes were printed with.
    pub base_url: String,
    /// The last moment for its sheets to hang.
    pub post_by: Moment,
    /// When they come down.
    pub remove_after: Moment,
    /// When it was approved.
    pub approved_at: Moment,
    /// When a change made it void.
    pub withdrawn_at: Option<Moment>,
}

impl Revision {
    /// What it says, as a page shows it at another time.
    pub(in super::super) fn read_by(&self, show: Dates) -> Cow<'_, Said> {
        self.said.read_by(show, self.approved_at)
    }

    /// The mails that tell of it.
    pub(crate) fn mails(&self) -> Occasion {
        Occasion {
            about: format!("/notices/{}", self.notice),
            marks: self.id.marks(),
        }
    }
}

/// A revision as it is stored.
#[derive(Queryable, Selectable)]
#[diesel(table_name = revisions)]
struct Kept {
    id: RevisionId,
    #[diesel(column_name = notice_id)]
    notice: NoticeId,
    #[diesel(column_name = revision)]
    count: i32,
    number: String,
    #[diesel(embed)]
    text: Text,
    base_url: String,
    post_by: Moment,
    remove_after: Moment,
    approved_at: Moment,
    withdrawn_at: Option<Moment>,
}

/// What it says, with the versions that it is read by.
#[derive(Queryable, Selectable)]
#[diesel(table_name = revisions)]
struct Text {
    content: String,
    content_version: i32,
    template_version: i32,
}

fn read(kept: Kept) -> Result<Revision> {
    let text = kept.text;
    known("sheet", text.template_version, TEMPLATE_VERSION)?;
    let Frozen { said, facts } = Frozen::read(text.content_version, &text.content)?;
    Ok(Revision {
        id: kept.id,
        notice: kept.notice,
        count: kept.count,
        number: kept.number,
        said,
        facts,
        base_url: kept.base_url,
        post_by: kept.post_by,
        remove_after: kept.remove_after,
        approved_at: kept.approved_at,
        withdrawn_at: kept.withdrawn_at,
    })
}

/// A revision to write.
pub(in super::super) struct NewRevision<'a> {
    pub(in super::super) id: &'a RevisionId,
    pub(in super::super) notice: &'a NoticeId,
    pub(in super::super) office: &'a OfficeId,
    pub(in super::super) revision: i32,
    pub(in super::super) number: &'a str,
    pub(in super::super) frozen: &'a Frozen,
    pub(in super::super) rule: Option<&'a str>,
    pub(in super::super) base_url: &'a str,
    pub(in super::super) post_by: Moment,
    pub(in super::super) remove_after: Moment,
    pub(in super::super) approved_by: &'a UserId,
}

pub(in super::super) fn insert(tx: &mut Tx<'_>, new: &NewRevision<'_>) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(revisions::table)
        .values((
            (
                revisions::id.eq(new.id),
                revisions::notice_id.eq(new.notice),
                revisions::office_id.eq(new.office),
                revisions::revision.eq(new.revision),
                revisions::number.eq(new.number),
                revisions::content.eq(serde_json::to_string(new.frozen)?),
                revisions::content_version.eq(CONTENT_VERSION),
            ),
            (
                revisions::rule_id.eq(new.rule),
                revisions::template_version.eq(TEMPLATE_VERSION),
                revisions::base_url.eq(new.base_url),
                revisions::post_by.eq(new.post_by),
                revisions::remove_after.eq(new.remove_after),
                revisions::approved_by.eq(new.approved_by),
                revisions::approved_at.eq(now),
            ),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The revision in force, or the last one that was.
pub(crate) fn latest(conn: &mut Conn, notice: &NoticeId) -> Result<Option<Revision>> {
    let row: Option<Kept> = revisions::table
        .filter(revisions::notice_id.eq(notice))
        .order(revisions::revision.desc())
        .select(Kept::as_select())
        .first(conn)
        .optional()?;
    row.map(read).transpose()
}

/// One revision.
pub(crate) fn load(conn: &mut Conn, id: &RevisionId) -> Result<Revision> {
    read(
        revisions::table
            .filter(revisions::id.eq(id))
            .select(Kept::as_select())
            .first(conn)?,
    )
}

/// These revisions, each read once however often it is named.
pub(crate) fn these(
    conn: &mut Conn,
    ids: &BTreeSet<RevisionId>,
) -> Result<BTreeMap<RevisionId, Revision>> {
    let rows: Vec<Kept> = revisions::table
        .filter(revisions::id.eq_any(ids))
        .select(Kept::as_select())
        .load(conn)?;
    let named = |row| read(row).map(|revision| (revision.id.clone(), revision));
    rows.into_iter().map(named).collect()
}

/// The revision in force of each of these notices, or the last one that was.
pub(crate) fn latest_of(
    conn: &mut Conn,
    notices: &[NoticeId],
) -> Result<BTreeMap<NoticeId, Revision>> {
    let rows: Vec<Kept> = revisions::table
        .filter(revisions::notice_id.eq_any(notices))
        .order(revisions::revision)
        .select(Kept::as_select())
        .load(conn)?;
    // A later one takes the place of an earlier one before it is read.
    let last: BTreeMap<NoticeId, Kept> = rows
        .into_iter()
        .map(|row| (row.notice.clone(), row))
        .collect();
    last.into_iter()
        .map(|(notice, row)| Ok((notice, read(row)?)))
        .collect()
}

/// Voids the revision in force: the notice is being changed.
pub(in super::super) fn withdraw(tx: &mut Tx<'_>, notice: &NoticeId) -> Result<()> {
    let now = tx.now();
    diesel::update(
        revisions::table
            .filter(revisions::notice_id.eq(notice))
            .filter(revisions::withdrawn_at.is_null()),
    )
    .set(revisions::withdrawn_at.eq(now))
    .execute(&mut **tx)?;
    Ok(())
}
