//! What a scan finds: the notice behind a sheet's code, and what is known at a place.

use serde::Serialize;

use super::super::lifecycle::Stage;
use super::super::postings::on_record::OnRecord;
use super::super::postings::{self, PostingId};
use super::super::store::{self, listing, revisions};
use super::Reading;
use super::shown::{Shown, Told, Turn, all_shown, bare_time, shown};
use crate::error::{Error, Result};
use crate::organisation::{Place, PlaceId, store as places};
use crate::platform::db::Conn;
use crate::platform::words::Lang;

/// Something known at a place: what a scan shows above the form.
#[derive(Debug, Clone, Serialize)]
pub struct Known {
    /// 停水通知.
    pub title: String,
    /// 11月26日 星期四 09:00–15:30.
    pub line: String,
    /// The page to follow it.
    pub href: String,
    /// `water`, `power`, `work` or `calm`.
    pub tone: &'static str,
    /// A word on where it stands; empty while it is ahead.
    pub state_line: String,
    /// Whether it is still to come.
    pub ahead: bool,
}

/// What published notices say of what goes on at a place, and of what is to come, in that order.
pub fn known_at(conn: &mut Conn, place: &Place, reading: &Reading<'_>) -> Result<Vec<Known>> {
    let ids = listing::of_community(conn, &place.community, reading.show.now)?;
    let mut told = all_shown(conn, &ids, reading)?;
    told.retain(|told| told.stage == Stage::Published && told.shown.turn <= Turn::Ahead);
    let named: Vec<PlaceId> = told.iter().flat_map(|t| t.places.iter().cloned()).collect();
    let named = places::places_of(conn, &place.community, &named)?;
    let concerns = |told: &Told| {
        let mut touched = named.iter().filter(|p| told.places.contains(&p.id));
        touched.any(|t| t.contains(place) || place.contains(t))
    };
    told.retain(concerns);
    let known = |Told { shown, .. }: Told| Known {
        title: shown.title,
        line: shown.line,
        href: shown.href,
        tone: shown.tone,
        state_line: shown.state_line,
        ahead: shown.turn == Turn::Ahead,
    };
    told.sort_by_key(|told| (told.shown.turn, told.shown.at));
    Ok(told.into_iter().map(known).collect())
}

/// What a scan of a sheet finds.
#[derive(Debug, Clone, Serialize)]
pub struct Scanned {
    /// The whole notice: from its approval on, before the web shows it.
    pub notice: Shown,
    /// The board the sheet hangs on.
    pub board: String,
    /// 2 / 6.
    pub copy: String,
    /// Whether this sheet carries an older text than the one that holds.
    pub old: bool,
    /// When it said that it happens, where it is older and the text that holds says another time.
    pub was: String,
    /// The posting, for staff.
    pub posting: String,
    /// What is on record of it, for staff alone.
    #[serde(skip)]
    pub record: OnRecord,
    /// Whether staff can mark it as hung.
    pub can_post: bool,
    /// Whether staff can mark it as taken down.
    pub can_take_down: bool,
    /// When it must hang by.
    pub post_by: String,
}

/// The notice behind the code of a sheet. From approval on, as the sheet hangs before the web
/// publishes.
pub fn scanned(conn: &mut Conn, posting: &PostingId, reading: &Reading<'_>) -> Result<Scanned> {
    let (show, view) = (reading.show, reading.view);
    let posting = postings::store::by_id(conn, posting)?;
    let row = store::any_row(conn, &posting.notice)?;
    let revision = revisions::load(conn, &posting.revision)?;
    let latest = revisions::latest(conn, &posting.notice)?.ok_or(Error::NotFound)?;
    let old = revision.withdrawn_at.is_some();
    // A text that is being changed is not shown: the sheet says what it says, the page that it
    // holds no more.
    let said = if latest.withdrawn_at.is_none() {
        &latest
    } else {
        &revision
    };
    let notice = shown(conn, &row, said, reading)?;
    let then = revision.read_by(show);
    let said_then = bare_time(match reading.view.lang {
        Lang::Zh => &then.line,
        Lang::En => &then.english.line,
    });
    let was = (old && notice.holds && said_then != notice.line).then(|| said_then.to_owned());
    let board = revision.said.boards.iter().find(|b| b.id == posting.board);
    let closed = !matches!(row.stage, Stage::Scheduled | Stage::Published);
    let marks = postings::store::marks::of_one(conn, &posting.id)?;
    let record = OnRecord::of(&posting, &marks, revision.post_by, view, show);
    let hang = revision.said.clocks.hang;
    Ok(Scanned {
        notice,
        record,
        board: board.map(|b| b.name.clone()).unwrap_or_default(),
        copy: format!("{} / {}", posting.copy_no, posting.copies),
        old,
        was: was.unwrap_or_default(),
        posting: posting.id.to_string(),
        can_post: posting.record.up.is_none() && !old && !closed,
        can_take_down: posting.record.is_up(),
        post_by: hang.told(show.by(revision.post_by), view),
    })
}
