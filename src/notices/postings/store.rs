//! The table of postings.

pub mod lists;
pub(in super::super) mod marks;
pub(in super::super) mod prints;

use diesel::{ExpressionMethods, QueryDsl, Queryable, RunQueryDsl};

use super::super::ids::{NoticeId, RevisionId};
use super::PostingId;
use super::record::{Hung, Record, Stated};
use crate::codes::Code;
use crate::error::{Error, Result};
use crate::organisation::{BoardId, OfficeId};
use crate::people::{Scope, UserId};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::notice_postings as postings;

/// A numbered copy on a board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// Its id.
    pub id: PostingId,
    /// The office.
    pub office: OfficeId,
    /// The notice.
    pub notice: NoticeId,
    /// The approved text it carries.
    pub revision: RevisionId,
    /// The board.
    pub board: BoardId,
    /// Copy n …
    pub copy_no: i32,
    /// … of so many.
    pub copies: i32,
    /// The code on it.
    pub code: Code,
    /// How many marks were made about it.
    pub marks: i32,
    /// When the last one was.
    pub marked_at: Option<Moment>,
    /// What they come to.
    pub record: Record,
}

#[derive(Queryable)]
struct Ids {
    id: PostingId,
    office: OfficeId,
    notice: NoticeId,
    revision: RevisionId,
    board: BoardId,
    copy_no: i32,
    copies: i32,
    code: Code,
}

#[derive(Queryable)]
struct Marked {
    marks: i32,
    marked_at: Option<Moment>,
}

#[derive(Queryable)]
struct Said {
    at: Option<Moment>,
    recorded_at: Option<Moment>,
    by: Option<UserId>,
    reason: Option<String>,
}

#[derive(Queryable)]
struct Read {
    ids: Ids,
    marked: Marked,
    up: Said,
    counts_at: Option<Moment>,
    down: Said,
}

impl Said {
    fn stated(self) -> Option<Stated> {
        Some(Stated {
            at: self.at?,
            recorded_at: self.recorded_at?,
            by: self.by?,
            reason: self.reason,
        })
    }
}

impl Read {
    fn posting(self) -> Posting {
        let (ids, marked) = (self.ids, self.marked);
        let up = self.up.stated().zip(self.counts_at);
        Posting {
            id: ids.id,
            office: ids.office,
            notice: ids.notice,
            revision: ids.revision,
            board: ids.board,
            copy_no: ids.copy_no,
            copies: ids.copies,
            code: ids.code,
            marks: marked.marks,
            marked_at: marked.marked_at,
            record: Record {
                up: up.map(|(said, counts_at)| Hung { said, counts_at }),
                down: self.down.stated(),
            },
        }
    }
}

macro_rules! columns {
    () => {
        (
            (
                postings::id,
                postings::office_id,
                postings::notice_id,
                postings::revision_id,
                postings::board_id,
                postings::copy_no,
                postings::copies,
                postings::code,
            ),
            (postings::marks, postings::marked_at),
            (
                postings::posted_at,
                postings::posted_recorded_at,
                postings::posted_by,
                postings::posted_reason,
            ),
            postings::posted_counts_at,
            (
                postings::taken_down_at,
                postings::taken_down_recorded_at,
                postings::taken_down_by,
                postings::taken_down_reason,
            ),
        )
    };
}
use columns;

fn all(reads: Vec<Read>) -> Vec<Posting> {
    reads.into_iter().map(Read::posting).collect()
}

/// Every posting of a notice, older texts first.
pub fn of_notice(conn: &mut Conn, notice: &NoticeId) -> Result<Vec<Posting>> {
    let reads: Vec<Read> = postings::table
        .filter(postings::notice_id.eq(notice))
        .order(postings::id)
        .select(columns!())
        .load(conn)?;
    Ok(all(reads))
}

/// The postings of one approved text.
pub fn of_revision(conn: &mut Conn, revision: &RevisionId) -> Result<Vec<Posting>> {
    let reads: Vec<Read> = postings::table
        .filter(postings::revision_id.eq(revision))
        .order(postings::copy_no)
        .select(columns!())
        .load(conn)?;
    Ok(all(reads))
}

/// A posting within reach.
pub fn load(conn: &mut Conn, scope: &Scope, id: &PostingId) -> Result<Posting> {
    let read: Read = postings::table
        .filter(postings::id.eq(id))
        .filter(postings::office_id.eq_any(scope.offices()))
        .select(columns!())
        .first(conn)?;
    Ok(read.posting())
}

/// The posting that a code names.
pub fn by_id(conn: &mut Conn, id: &PostingId) -> Result<Posting> {
    let read: Read = postings::table
        .filter(postings::id.eq(id))
        .select(columns!())
        .first(conn)?;
    Ok(read.posting())
}

pub(super) fn insert(tx: &mut Tx<'_>, posting: &Posting) -> Result<()> {
    diesel::insert_into(postings::table)
        .values((
            postings::id.eq(&posting.id),
            postings::office_id.eq(&posting.office),
            postings::notice_id.eq(&posting.notice),
            postings::revision_id.eq(&posting.revision),
            postings::board_id.eq(&posting.board),
            postings::copy_no.eq(posting.copy_no),
            postings::copies.eq(posting.copies),
            postings::code.eq(posting.code.as_str()),
            postings::marks.eq(posting.marks),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Writes down what the marks come to now; `Conflict` when somebody else has made one since the
/// posting was read.
pub(super) fn save(tx: &mut Tx<'_>, read: &Posting, record: &Record) -> Result<()> {
    let now = tx.now();
    let (up, down) = (record.up.as_ref(), record.down.as_ref());
    let said = up.map(|hung| &hung.said);
    let unchanged = postings::table
        .filter(postings::id.eq(&read.id))
        .filter(postings::marks.eq(read.marks));
    let saved = diesel::update(unchanged)
        .set((
            postings::marks.eq(read.marks + 1),
            postings::marked_at.eq(now),
            postings::posted_at.eq(said.map(|s| s.at)),
            postings::posted_recorded_at.eq(said.map(|s| s.recorded_at)),
            postings::posted_by.eq(said.map(|s| s.by.as_str())),
            postings::posted_reason.eq(said.and_then(|s| s.reason.as_deref())),
            postings::posted_counts_at.eq(up.map(|hung| hung.counts_at)),
            postings::taken_down_at.eq(down.map(|s| s.at)),
            postings::taken_down_recorded_at.eq(down.map(|s| s.recorded_at)),
            postings::taken_down_by.eq(down.map(|s| s.by.as_str())),
            postings::taken_down_reason.eq(down.and_then(|s| s.reason.as_deref())),
        ))
        .execute(&mut **tx)?;
    if saved == 1 {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}
