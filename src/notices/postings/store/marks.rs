//! The marks about sheets: written once, never changed.

use std::collections::BTreeMap;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::super::PostingId;
use super::super::marks::{Mark, Marks};
use crate::error::Result;
use crate::platform::db::{Conn, Tx};
use crate::schema::{notice_posting_marks as marks, users};

/// The marks about these postings, by posting; nothing for those without any.
pub(in super::super::super) fn of(
    conn: &mut Conn,
    postings: &[PostingId],
) -> Result<BTreeMap<PostingId, Marks>> {
    let rows: Vec<(PostingId, Mark)> = marks::table
        .inner_join(users::table)
        .filter(marks::posting_id.eq_any(postings))
        .order((marks::posting_id, marks::mark_no))
        .select((marks::posting_id, Mark::as_select()))
        .load(conn)?;
    let mut found: BTreeMap<PostingId, Marks> = BTreeMap::new();
    for (posting, mark) in rows {
        found.entry(posting).or_default().0.push(mark);
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
