//! The notices of a community that goes to another office: those that are not over.

use std::collections::BTreeSet;

use diesel::{BoolExpressionMethods, ExpressionMethods, QueryDsl, RunQueryDsl};

use super::Stage;
use crate::error::Result;
use crate::notices::ids::{NoticeId, RecordId};
use crate::organisation::Place;
use crate::organisation::ties::Handover;
use crate::platform::db::{Conn, Tx};
use crate::platform::outbox;
use crate::schema::{
    notice_postings as postings, notice_revisions as revisions, notice_subscribers as subscribers,
    notices,
};

/// What of a community is not over.
pub(in super::super) struct Open {
    pub(in super::super) notices: Vec<NoticeId>,
    pub(in super::super) records: Vec<RecordId>,
}

/// The notices of the office in charge that are written, reviewed, wait or are out, those with a
/// sheet that hangs, and all that tell of the same as one of these, or of one of these records.
pub(in super::super) fn open(
    conn: &mut Conn,
    community: &Place,
    records: &[RecordId],
) -> Result<Open> {
    let theirs = || {
        notices::table
            .filter(notices::community_id.eq(&community.id))
            .filter(notices::office_id.eq(&community.office))
    };
    let is_open = notices::stage.eq_any([
        Stage::Draft,
        Stage::InReview,
        Stage::Scheduled,
        Stage::Published,
    ]);
    let hang = postings::table
        .filter(postings::posted_at.is_not_null())
        .filter(postings::taken_down_at.is_null())
        .filter(postings::office_id.eq(&community.office))
        .select(postings::notice_id);
    let of_record = notices::record_id.eq_any(records);
    let first: Vec<(NoticeId, Option<RecordId>)> = theirs()
        .filter(is_open.or(notices::id.eq_any(hang)).or(of_record))
        .select((notices::id, notices::record_id))
        .load(conn)?;
    let told: BTreeSet<RecordId> = first
        .iter()
        .filter_map(|(_, record)| record.clone())
        .collect();
    let records: Vec<RecordId> = told.into_iter().collect();
    let same: Vec<NoticeId> = theirs()
        .filter(notices::record_id.eq_any(&records))
        .select(notices::id)
        .load(conn)?;
    let all = first.into_iter().map(|(id, _)| id).chain(same);
    let all: BTreeSet<NoticeId> = all.collect();
    Ok(Open {
        notices: all.into_iter().collect(),
        records,
    })
}

/// Gives them with their texts, sheets and mails to the office that has charge from now on.
pub(in super::super) fn give(tx: &mut Tx<'_>, handover: &Handover<'_>, open: &Open) -> Result<()> {
    let to = handover.to;
    diesel::update(notices::table.filter(notices::id.eq_any(&open.notices)))
        .set(notices::office_id.eq(to))
        .execute(&mut **tx)?;
    diesel::update(revisions::table.filter(revisions::notice_id.eq_any(&open.notices)))
        .set(revisions::office_id.eq(to))
        .execute(&mut **tx)?;
    diesel::update(postings::table.filter(postings::notice_id.eq_any(&open.notices)))
        .set(postings::office_id.eq(to))
        .execute(&mut **tx)?;
    let pages = open.notices.iter().map(|id| format!("/notices/{id}"));
    let pages: Vec<String> = pages.collect();
    outbox::give(tx, &pages, to.as_str())
}

/// How many subscribers a community has.
pub(in super::super) fn subscribers_in(conn: &mut Conn, community: &Place) -> Result<i64> {
    Ok(subscribers::table
        .filter(subscribers::community_id.eq(&community.id))
        .filter(subscribers::left_at.is_null())
        .count()
        .get_result(conn)?)
}

/// Gives them to the office that has charge from now on.
pub(in super::super) fn give_subscribers(tx: &mut Tx<'_>, handover: &Handover<'_>) -> Result<()> {
    let all = subscribers::table.filter(subscribers::community_id.eq(&handover.community.id));
    diesel::update(all)
        .set(subscribers::office_id.eq(handover.to))
        .execute(&mut **tx)?;
    Ok(())
}
