//! What is to be done on the round, and what was done just now.

use std::collections::BTreeMap;

use diesel::dsl::count_star;
use diesel::{BoolExpressionMethods, ExpressionMethods, QueryDsl, RunQueryDsl};

use super::super::super::lifecycle::Stage;
use super::super::record::AT_ONCE;
use super::{Posting, Read, all, columns};
use crate::error::Result;
use crate::people::{OfficeId, Scope};
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::schema::{notice_postings as postings, notice_revisions as revisions, notices};

/// A sheet with the last moment for it to hang.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The sheet.
    pub posting: Posting,
    /// The last moment to post.
    pub post_by: Moment,
}

/// A sheet about which something was written down just now.
#[derive(Debug, Clone)]
pub struct Marked {
    /// The sheet.
    pub posting: Posting,
    /// The last moment to post.
    pub post_by: Moment,
    /// Whether it is on no list of what hangs any more.
    pub is_over: bool,
}

/// Sheets that must hang and do not, the most urgent first.
pub fn up_list(conn: &mut Conn, scope: &Scope) -> Result<Vec<Wanted>> {
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
    let wanted = |(read, post_by): (Read, Moment)| Wanted {
        posting: read.posting(),
        post_by,
    };
    Ok(rows.into_iter().map(wanted).collect())
}

/// How many sheets should hang by now and do not, for each office that has some.
pub fn misses_by_office(
    conn: &mut Conn,
    scope: &Scope,
    now: Moment,
) -> Result<BTreeMap<OfficeId, i64>> {
    let rows: Vec<(OfficeId, i64)> = postings::table
        .inner_join(revisions::table)
        .inner_join(notices::table)
        .filter(postings::office_id.eq_any(scope.offices()))
        .filter(postings::posted_at.is_null())
        .filter(postings::taken_down_at.is_null())
        .filter(revisions::withdrawn_at.is_null())
        .filter(revisions::post_by.lt(now))
        .filter(notices::stage.eq_any([Stage::Scheduled, Stage::Published]))
        .group_by(postings::office_id)
        .select((postings::office_id, count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
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
    Ok(all(reads))
}

/// Sheets about which something was written down so lately that it can be undone, in the order
/// of the lists.
pub fn marked_lately(conn: &mut Conn, scope: &Scope, now: Moment) -> Result<Vec<Marked>> {
    let rows: Vec<(Read, Moment, Moment, Option<Moment>, Stage)> = postings::table
        .inner_join(revisions::table)
        .inner_join(notices::table)
        .filter(postings::office_id.eq_any(scope.offices()))
        .filter(postings::marked_at.ge(now - AT_ONCE))
        .order((revisions::post_by, postings::notice_id, postings::copy_no))
        .select((
            columns!(),
            revisions::post_by,
            revisions::remove_after,
            revisions::withdrawn_at,
            notices::stage,
        ))
        .limit(500)
        .load(conn)?;
    let marked = rows
        .into_iter()
        .map(|(read, post_by, remove_after, withdrawn_at, stage)| {
            let is_live = matches!(stage, Stage::Scheduled | Stage::Published);
            Marked {
                posting: read.posting(),
                post_by,
                is_over: !is_live || withdrawn_at.is_some() || remove_after <= now,
            }
        });
    Ok(marked.collect())
}
