//! The marks about sheets: written once, never changed.

use std::collections::BTreeMap;

use diesel::{ExpressionMethods, QueryDsl, Queryable, RunQueryDsl};

use super::super::PostingId;
use super::super::marks::{Act, Mark, Marks};
use crate::error::Result;
use crate::people::UserId;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{notice_posting_marks as marks, users};

#[derive(Queryable)]
struct Read {
    posting: PostingId,
    no: i32,
    act: Act,
    at: Option<Moment>,
    takes_back: Option<i32>,
    reason: Option<String>,
    recorded_at: Moment,
    by: UserId,
    who: String,
}

/// The marks about these postings, by posting; nothing for those without any.
pub(in super::super::super) fn of(
    conn: &mut Conn,
    postings: &[PostingId],
) -> Result<BTreeMap<PostingId, Marks>> {
    let reads: Vec<Read> = marks::table
        .inner_join(users::table)
        .filter(marks::posting_id.eq_any(postings))
        .order((marks::posting_id, marks::mark_no))
        .select((
            marks::posting_id,
            marks::mark_no,
            marks::act,
            marks::done_at,
            marks::takes_back,
            marks::reason,
            marks::recorded_at,
            marks::recorded_by,
            users::name,
        ))
        .load(conn)?;
    let mut found: BTreeMap<PostingId, Marks> = BTreeMap::new();
    for read in reads {
        found.entry(read.posting).or_default().0.push(Mark {
            no: read.no,
            act: read.act,
            at: read.at,
            takes_back: read.takes_back,
            reason: read.reason,
            recorded_at: read.recorded_at,
            by: read.by,
            who: read.who,
        });
    }
    Ok(found)
}

/// The marks about one posting.
pub(in super::super::super) fn of_one(conn: &mut Conn, posting: &PostingId) -> Result<Marks> {
    let mut found = of(conn, std::slice::from_ref(posting))?;
    Ok(found.remove(posting).unwrap_or_default())
}

pub(in super::super) fn insert(tx: &mut Tx<'_>, posting: &PostingId, mark: &Mark) -> Result<()> {
    diesel::insert_into(marks::table)
        .values((
            marks::posting_id.eq(posting),
            marks::mark_no.eq(mark.no),
            marks::act.eq(mark.act),
            marks::done_at.eq(mark.at),
            marks::takes_back.eq(mark.takes_back),
            marks::reason.eq(mark.reason.as_deref()),
            marks::recorded_at.eq(mark.recorded_at),
            marks::recorded_by.eq(&mark.by),
        ))
        .execute(&mut **tx)?;
    Ok(())
}
