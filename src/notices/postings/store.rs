//! The table of postings.

use diesel::{BoolExpressionMethods, ExpressionMethods, QueryDsl, Queryable, RunQueryDsl};

use super::super::lifecycle::Stage;
use super::super::{NoticeId, RevisionId};
use super::PostingId;
use crate::codes::Code;
use crate::error::{Error, Result};
use crate::organisation::{BoardId, OfficeId};
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{notice_postings as postings, notice_revisions as revisions, notices};

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
    /// When it was hung up, as reported.
    pub posted_at: Option<Moment>,
    /// Why that is recorded later than it was done.
    pub posted_reason: Option<String>,
    /// When it was taken down, as reported.
    pub taken_down_at: Option<Moment>,
}

type Ids = (
    PostingId,
    OfficeId,
    NoticeId,
    RevisionId,
    BoardId,
    i32,
    i32,
    String,
);
type Marks = (Option<Moment>, Option<String>, Option<Moment>);

#[derive(Queryable)]
struct Read {
    ids: Ids,
    marks: Marks,
}

impl Read {
    fn posting(self) -> Result<Posting> {
        let (id, office, notice, revision, board, copy_no, copies, code) = self.ids;
        let (posted_at, posted_reason, taken_down_at) = self.marks;
        let code = code
            .parse()
            .map_err(|e| Error::internal(format!("a stored code: {e}")))?;
        Ok(Posting {
            id,
            office,
            notice,
            revision,
            board,
            copy_no,
            copies,
            code,
            posted_at,
            posted_reason,
            taken_down_at,
        })
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
            (
                postings::posted_at,
                postings::posted_reason,
                postings::taken_down_at,
            ),
        )
    };
}

fn all(reads: Vec<Read>) -> Result<Vec<Posting>> {
    reads.into_iter().map(Read::posting).collect()
}

/// Every posting of a notice, older texts first.
pub fn of_notice(conn: &mut Conn, notice: &NoticeId) -> Result<Vec<Posting>> {
    let reads: Vec<Read> = postings::table
        .filter(postings::notice_id.eq(notice))
        .order(postings::id)
        .select(columns!())
        .load(conn)?;
    all(reads)
}

/// The postings of one approved text.
pub fn of_revision(conn: &mut Conn, revision: &RevisionId) -> Result<Vec<Posting>> {
    let reads: Vec<Read> = postings::table
        .filter(postings::revision_id.eq(revision))
        .order(postings::copy_no)
        .select(columns!())
        .load(conn)?;
    all(reads)
}

/// A posting within reach.
pub fn load(conn: &mut Conn, scope: &Scope, id: &PostingId) -> Result<Posting> {
    let read: Read = postings::table
        .filter(postings::id.eq(id))
        .filter(postings::office_id.eq_any(scope.offices()))
        .select(columns!())
        .first(conn)?;
    read.posting()
}

/// The posting that a code names.
pub fn by_id(conn: &mut Conn, id: &PostingId) -> Result<Posting> {
    let read: Read = postings::table
        .filter(postings::id.eq(id))
        .select(columns!())
        .first(conn)?;
    read.posting()
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
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Records that a sheet hangs; 0 when that was recorded before.
pub(super) fn set_posted(
    tx: &mut Tx<'_>,
    id: &PostingId,
    (at, reason): (Moment, Option<&str>),
    by: &str,
) -> Result<usize> {
    let now = tx.now();
    let open = postings::table
        .filter(postings::id.eq(id))
        .filter(postings::posted_at.is_null());
    Ok(diesel::update(open)
        .set((
            postings::posted_at.eq(at),
            postings::posted_recorded_at.eq(now),
            postings::posted_by.eq(by),
            postings::posted_reason.eq(reason),
        ))
        .execute(&mut **tx)?)
}

/// Records that a sheet is down; 0 when that was recorded before.
pub(super) fn set_taken_down(
    tx: &mut Tx<'_>,
    id: &PostingId,
    (at, reason): (Moment, Option<&str>),
    by: &str,
) -> Result<usize> {
    let now = tx.now();
    let open = postings::table
        .filter(postings::id.eq(id))
        .filter(postings::taken_down_at.is_null());
    Ok(diesel::update(open)
        .set((
            postings::taken_down_at.eq(at),
            postings::taken_down_recorded_at.eq(now),
            postings::taken_down_by.eq(by),
            postings::taken_down_reason.eq(reason),
        ))
        .execute(&mut **tx)?)
}

/// Sheets that must hang and do not, the most urgent first: posting and the last moment.
pub fn up_list(conn: &mut Conn, scope: &Scope) -> Result<Vec<(Posting, Moment)>> {
    let rows: Vec<(Read, Moment)> = postings::table
        .inner_join(revisions::table)
        .inner_join(notices::table)
        .filter(postings::office_id.eq_any(scope.offices()))
        .filter(postings::posted_at.is_null())
        .filter(postings::taken_down_at.is_null())
        .filter(revisions::withdrawn_at.is_null())
        .filter(notices::stage.eq_any([Stage::Scheduled, Stage::Published]))
        .order((revisions::post_by, postings::notice_id, postings::copy_no))
        .select((columns!(), revisions::post_by))
        .limit(500)
        .load(conn)?;
    rows.into_iter()
        .map(|(read, at)| Ok((read.posting()?, at)))
        .collect()
}

/// Sheets that hang and must come down: the notice is closed, its text was changed, or its
/// time is over.
pub fn down_list(conn: &mut Conn, scope: &Scope, now: Moment) -> Result<Vec<Posting>> {
    let over = notices::stage
        .ne_all([Stage::Scheduled, Stage::Published])
        .or(revisions::withdrawn_at.is_not_null())
        .or(revisions::remove_after.le(now));
    let reads: Vec<Read> = postings::table
        .inner_join(revisions::table)
        .inner_join(notices::table)
        .filter(postings::office_id.eq_any(scope.offices()))
        .filter(postings::posted_at.is_not_null())
        .filter(postings::taken_down_at.is_null())
        .filter(over)
        .order((postings::notice_id, postings::copy_no))
        .select(columns!())
        .limit(500)
        .load(conn)?;
    all(reads)
}
