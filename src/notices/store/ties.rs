//! What of the notices hangs on a place or a board.

use std::collections::BTreeSet;

use diesel::{BoolExpressionMethods, ExpressionMethods, JoinOnDsl, QueryDsl, RunQueryDsl};

use super::Stage;
use crate::error::Result;
use crate::organisation::{BoardId, Place, PlaceId, store as places_store};
use crate::platform::db::Conn;
use crate::schema::{notice_postings, notice_revisions, notices};

/// The notices of a community that are in review, wait or are out and name one of these places, or
/// what one lies in; what the whole community is told holds nothing inside it.
pub fn open_at(conn: &mut Conn, community: &Place, places: &[PlaceId]) -> Result<i64> {
    let reviewed: Vec<String> = notices::table
        .filter(notices::community_id.eq(&community.id))
        .filter(notices::stage.eq(Stage::InReview))
        .select(notices::content)
        .load(conn)?;
    let fixed: Vec<String> = notice_revisions::table
        .inner_join(notices::table.on(notices::id.eq(notice_revisions::notice_id)))
        .filter(notices::community_id.eq(&community.id))
        .filter(notices::stage.eq_any([Stage::Scheduled, Stage::Published]))
        .filter(notice_revisions::withdrawn_at.is_null())
        .select(notice_revisions::content)
        .load(conn)?;
    let above = places_store::lineages(conn, places)?;
    let above = above.iter().filter(|place| place.parent.is_some());
    let ids: BTreeSet<&PlaceId> = places.iter().chain(above.map(|place| &place.id)).collect();
    let names = |text: &&String| ids.iter().any(|id| text.contains(id.as_str()));
    let count = reviewed.iter().chain(&fixed).filter(names).count();
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The sheets that hang on a board, or are still to be hung there.
pub fn sheets_on(conn: &mut Conn, board: &BoardId) -> Result<i64> {
    let is_out = notices::stage.eq_any([Stage::Scheduled, Stage::Published]);
    Ok(notice_postings::table
        .inner_join(notices::table.on(notices::id.eq(notice_postings::notice_id)))
        .filter(notice_postings::board_id.eq(board))
        .filter(notice_postings::taken_down_at.is_null())
        .filter(notice_postings::posted_at.is_not_null().or(is_out))
        .count()
        .get_result(conn)?)
}

/// The sheets that hang, or are still to be hung, and whose codes lead to another address than this.
pub fn sheets_elsewhere(conn: &mut Conn, base: &str) -> Result<i64> {
    let is_out = notices::stage.eq_any([Stage::Scheduled, Stage::Published]);
    let revision = notice_revisions::id.eq(notice_postings::revision_id);
    Ok(notice_postings::table
        .inner_join(notices::table.on(notices::id.eq(notice_postings::notice_id)))
        .inner_join(notice_revisions::table.on(revision))
        .filter(notice_revisions::base_url.ne(base))
        .filter(notice_postings::taken_down_at.is_null())
        .filter(notice_postings::posted_at.is_not_null().or(is_out))
        .count()
        .get_result(conn)?)
}
