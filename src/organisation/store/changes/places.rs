//! What is changed of places and boards.

use diesel::{
    ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper,
    TextExpressionMethods,
};

use super::super::super::change::places::{BoardNow, NewName, PlaceNow};
use super::super::super::{Board, BoardId, Place, PlaceId};
use super::super::boards_of;
use super::once;
use crate::error::{Error, Result};
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{board_places, boards, places};

/// A place within reach, closed or not.
pub(in super::super::super) fn place(
    conn: &mut Conn,
    scope: &Scope,
    id: &PlaceId,
) -> Result<PlaceNow> {
    let found: (Place, i64, Option<Moment>) = places::table
        .filter(places::id.eq(id))
        .filter(places::office_id.eq_any(scope.offices()))
        .select((Place::as_select(), places::version, places::closed_at))
        .first(conn)?;
    let (place, version, closed_at) = found;
    Ok(PlaceNow {
        place,
        version,
        closed_at,
    })
}

/// A place and all that is or was in it, each with when it was closed.
pub(in super::super::super) fn within(conn: &mut Conn, place: &Place) -> Result<Vec<PlaceNow>> {
    let found: Vec<(Place, i64, Option<Moment>)> = places::table
        .filter(places::community_id.eq(&place.community))
        .filter(places::path.like(format!("{}%", place.path)))
        .order((places::sort_key, places::id))
        .select((Place::as_select(), places::version, places::closed_at))
        .load(conn)?;
    let now = |(place, version, closed_at)| PlaceNow {
        place,
        version,
        closed_at,
    };
    Ok(found.into_iter().map(now).collect())
}

/// Names a place of this version anew; `Conflict` when somebody else was faster.
pub(in super::super::super) fn name_place(
    tx: &mut Tx<'_>,
    now: &PlaceNow,
    new: &NewName,
) -> Result<()> {
    let row = places::table
        .filter(places::id.eq(&now.place.id))
        .filter(places::version.eq(now.version));
    let done = diesel::update(row)
        .set((
            places::name.eq(&new.name),
            places::name_en.eq(&new.name_en),
            places::version.eq(now.version + 1),
        ))
        .execute(&mut **tx)?;
    once(done)
}

/// Puts a place with all that is in it into another one.
pub(in super::super::super) fn move_place(
    tx: &mut Tx<'_>,
    place: &Place,
    into: &Place,
) -> Result<()> {
    let path = format!("{}{}/", into.path, place.id);
    for PlaceNow { place: below, .. } in within(tx, place)? {
        let rest = below.path.strip_prefix(&place.path).unwrap_or_default();
        diesel::update(places::table.filter(places::id.eq(&below.id)))
            .set(places::path.eq(format!("{path}{rest}")))
            .execute(&mut **tx)?;
    }
    diesel::update(places::table.filter(places::id.eq(&place.id)))
        .set(places::parent_id.eq(&into.id))
        .execute(&mut **tx)?;
    Ok(())
}

/// The first moment of the day that begins so behind which nothing of the community was closed yet:
/// only what is closed together is opened together.
pub(in super::super::super) fn free_moment(
    conn: &mut Conn,
    community: &PlaceId,
    day: Moment,
) -> Result<Moment> {
    let last: Option<Option<Moment>> = places::table
        .filter(places::community_id.eq(community))
        .filter(places::closed_at.ge(day))
        .filter(places::closed_at.lt(day + chrono::Duration::days(1)))
        .order(places::closed_at.desc())
        .select(places::closed_at)
        .first(conn)
        .optional()?;
    Ok(last
        .flatten()
        .map_or(day, |last| last + chrono::Duration::seconds(1)))
}

/// Closes a place, and all in it that is not closed already.
pub(in super::super::super) fn close(tx: &mut Tx<'_>, place: &Place, at: Moment) -> Result<()> {
    let rows = places::table
        .filter(places::path.like(format!("{}%", place.path)))
        .filter(places::closed_at.is_null());
    diesel::update(rows)
        .set((
            places::closed_at.eq(at),
            places::version.eq(places::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Opens a place again, and what was closed with it.
pub(in super::super::super) fn reopen(tx: &mut Tx<'_>, place: &Place, at: Moment) -> Result<()> {
    let rows = places::table
        .filter(places::path.like(format!("{}%", place.path)))
        .filter(places::closed_at.eq(at));
    diesel::update(rows)
        .set((
            places::closed_at.eq(None::<Moment>),
            places::version.eq(places::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// A board within reach that is in use.
pub(in super::super::super) fn board(
    conn: &mut Conn,
    scope: &Scope,
    id: &BoardId,
) -> Result<BoardNow> {
    let found: (PlaceId, i64) = boards::table
        .filter(boards::id.eq(id))
        .filter(boards::office_id.eq_any(scope.offices()))
        .filter(boards::retired_at.is_null())
        .select((boards::community_id, boards::version))
        .first(conn)?;
    let (community, version) = found;
    let all = boards_of(conn, std::slice::from_ref(&community))?;
    let board = all.into_iter().find(|board| board.id == *id);
    Ok(BoardNow {
        board: board.ok_or(Error::NotFound)?,
        version,
    })
}

/// Writes a board of this version; `Conflict` when somebody else was faster. What it serves that is
/// closed stays.
pub(in super::super::super) fn update_board(
    tx: &mut Tx<'_>,
    version: i64,
    board: &Board,
    serves: &[PlaceId],
) -> Result<()> {
    let row = boards::table
        .filter(boards::id.eq(&board.id))
        .filter(boards::version.eq(version));
    let done = diesel::update(row)
        .set((
            boards::place_id.eq(&board.place),
            boards::kind.eq(board.kind),
            boards::name.eq(&board.name),
            boards::name_en.eq(&board.name_en),
            boards::version.eq(version + 1),
        ))
        .execute(&mut **tx)?;
    once(done)?;
    let open = places::table
        .filter(places::community_id.eq(&board.community))
        .filter(places::closed_at.is_null())
        .select(places::id);
    let before = board_places::table
        .filter(board_places::board_id.eq(&board.id))
        .filter(board_places::place_id.eq_any(open));
    diesel::delete(before).execute(&mut **tx)?;
    for place in serves {
        diesel::insert_into(board_places::table)
            .values((
                board_places::board_id.eq(&board.id),
                board_places::place_id.eq(place),
            ))
            .execute(&mut **tx)?;
    }
    Ok(())
}
