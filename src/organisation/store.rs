//! The tables of the organisation. Reading is open to the features built on it.

pub(super) mod changes;
pub(super) mod marks;

use std::collections::{BTreeMap, BTreeSet};

use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, Queryable, RunQueryDsl,
    Selectable, SelectableHelper,
};

use super::{
    Board, BoardId, BoardKind, Company, Office, OfficeId, OfficeKind, Place, PlaceId, PlaceKind,
};
use crate::error::{Error, Result};
use crate::people::Scope;
use crate::platform::db::{Conn, Tx};
use crate::schema::{board_places, boards, companies, offices, places};

/// The company; `NotFound` while nothing is founded.
pub fn company(conn: &mut Conn) -> Result<Company> {
    Ok(companies::table.select(Company::as_select()).first(conn)?)
}

/// The company, once it is founded.
pub fn find_company(conn: &mut Conn) -> Result<Option<Company>> {
    match company(conn) {
        Ok(company) => Ok(Some(company)),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// An office.
pub fn office(conn: &mut Conn, id: &OfficeId) -> Result<Office> {
    Ok(offices::table
        .filter(offices::id.eq(id))
        .select(Office::as_select())
        .first(conn)?)
}

/// The offices within reach, head office first.
pub fn offices(conn: &mut Conn, scope: &Scope) -> Result<Vec<Office>> {
    Ok(offices::table
        .filter(offices::id.eq_any(scope.offices()))
        .order((offices::kind, offices::created_at))
        .select(Office::as_select())
        .load(conn)?)
}

/// Every office as residents may reach it, head office first.
pub fn public_offices(conn: &mut Conn) -> Result<Vec<Office>> {
    Ok(offices::table
        .order((offices::kind, offices::created_at))
        .select(Office::as_select())
        .load(conn)?)
}

/// Every office's id, for the program's own jobs.
pub fn all_office_ids(conn: &mut Conn) -> Result<Vec<OfficeId>> {
    Ok(offices::table
        .select(offices::id)
        .order(offices::created_at)
        .load(conn)?)
}

/// The communities within reach, in order of founding.
pub fn communities(conn: &mut Conn, scope: &Scope) -> Result<Vec<Place>> {
    Ok(places::table
        .filter(places::kind.eq(PlaceKind::Community))
        .filter(places::office_id.eq_any(scope.offices()))
        .filter(places::closed_at.is_null())
        .order((places::office_id, places::sort_key, places::id))
        .select(Place::as_select())
        .load(conn)?)
}

/// The communities within reach that were closed, the latest first.
pub(super) fn closed_communities(conn: &mut Conn, scope: &Scope) -> Result<Vec<Place>> {
    Ok(places::table
        .filter(places::kind.eq(PlaceKind::Community))
        .filter(places::office_id.eq_any(scope.offices()))
        .filter(places::closed_at.is_not_null())
        .order(places::closed_at.desc())
        .select(Place::as_select())
        .load(conn)?)
}

/// Every community that is not closed, as residents may find it.
pub fn public_communities(conn: &mut Conn) -> Result<Vec<Place>> {
    Ok(places::table
        .filter(places::kind.eq(PlaceKind::Community))
        .filter(places::closed_at.is_null())
        .order((places::office_id, places::sort_key, places::id))
        .select(Place::as_select())
        .load(conn)?)
}

/// A community that anybody may see the public page of.
pub fn public_community(conn: &mut Conn, id: &PlaceId) -> Result<Place> {
    Ok(places::table
        .filter(places::kind.eq(PlaceKind::Community))
        .filter(places::id.eq(id))
        .select(Place::as_select())
        .first(conn)?)
}

/// A place within reach.
pub fn place(conn: &mut Conn, scope: &Scope, id: &PlaceId) -> Result<Place> {
    Ok(places::table
        .filter(places::id.eq(id))
        .filter(places::office_id.eq_any(scope.offices()))
        .select(Place::as_select())
        .first(conn)?)
}

/// A community within reach.
pub fn community(conn: &mut Conn, scope: &Scope, id: &PlaceId) -> Result<Place> {
    let found = place(conn, scope, id)?;
    if found.kind == PlaceKind::Community {
        Ok(found)
    } else {
        Err(Error::NotFound)
    }
}

/// The community that a board within reach hangs in.
pub fn community_of_board(conn: &mut Conn, scope: &Scope, id: &BoardId) -> Result<PlaceId> {
    Ok(boards::table
        .filter(boards::id.eq(id))
        .filter(boards::office_id.eq_any(scope.offices()))
        .select(boards::community_id)
        .first(conn)?)
}

/// A place that a code on a public sign names.
pub fn public_place(conn: &mut Conn, id: &PlaceId) -> Result<Place> {
    Ok(places::table
        .filter(places::id.eq(id))
        .select(Place::as_select())
        .first(conn)?)
}

/// The tree of a community: every place that is not closed, parents before children, in reading
/// order.
pub fn tree(conn: &mut Conn, community: &PlaceId) -> Result<Vec<Place>> {
    tree_keeping(conn, community, &[])
}

/// The same with these places, though they may have been closed since: what follows on something
/// printed still names them.
pub fn tree_keeping(conn: &mut Conn, community: &PlaceId, kept: &[PlaceId]) -> Result<Vec<Place>> {
    let kept: BTreeSet<String> = places::table
        .filter(places::id.eq_any(kept))
        .select(places::path)
        .load::<String>(conn)?
        .iter()
        .flat_map(|path| path.split('/').map(str::to_owned))
        .collect();
    let all: Vec<Place> = places::table
        .filter(places::community_id.eq(community))
        .filter(places::closed_at.is_null().or(places::id.eq_any(kept)))
        .order((places::sort_key, places::id))
        .select(Place::as_select())
        .load(conn)?;
    Ok(in_reading_order(&all))
}

/// The trees of these communities, each in reading order.
pub(super) fn trees(
    conn: &mut Conn,
    communities: &[PlaceId],
) -> Result<BTreeMap<PlaceId, Vec<Place>>> {
    let all: Vec<Place> = places::table
        .filter(places::community_id.eq_any(communities))
        .filter(places::closed_at.is_null())
        .order((places::sort_key, places::id))
        .select(Place::as_select())
        .load(conn)?;
    let mut trees: BTreeMap<PlaceId, Vec<Place>> = BTreeMap::new();
    for place in all {
        trees
            .entry(place.community.clone())
            .or_default()
            .push(place);
    }
    for tree in trees.values_mut() {
        *tree = in_reading_order(tree);
    }
    Ok(trees)
}

/// Each before what lies in it, siblings as they came.
fn in_reading_order(all: &[Place]) -> Vec<Place> {
    let mut within: BTreeMap<&PlaceId, Vec<&Place>> = BTreeMap::new();
    for place in all.iter().rev() {
        if let Some(parent) = &place.parent {
            within.entry(parent).or_default().push(place);
        }
    }
    let mut out = Vec::with_capacity(all.len());
    let mut open: Vec<&Place> = all.iter().filter(|p| p.parent.is_none()).rev().collect();
    while let Some(place) = open.pop() {
        out.push(place.clone());
        open.extend(within.remove(&place.id).unwrap_or_default());
    }
    out
}

/// The way from the community down to a place, itself last; enough to call it by its full name.
pub fn lineage(conn: &mut Conn, place: &Place) -> Result<Vec<Place>> {
    let ids: Vec<&str> = place
        .path
        .split('/')
        .filter(|part| !part.is_empty())
        .collect();
    Ok(places::table
        .filter(places::id.eq_any(ids))
        .select(Place::as_select())
        .load(conn)?)
}

/// These places with the ways down to them, once each; enough to call each by its full name.
pub fn lineages(conn: &mut Conn, ids: &[PlaceId]) -> Result<Vec<Place>> {
    let paths: Vec<String> = places::table
        .filter(places::id.eq_any(ids))
        .select(places::path)
        .load(conn)?;
    let above: BTreeSet<&str> = paths
        .iter()
        .flat_map(|path| path.split('/'))
        .filter(|part| !part.is_empty())
        .collect();
    Ok(places::table
        .filter(places::id.eq_any(above))
        .select(Place::as_select())
        .load(conn)?)
}

/// The communities, buildings and entrances within reach, parents before children.
pub fn areas(conn: &mut Conn, scope: &Scope) -> Result<Vec<Place>> {
    let kinds = [
        PlaceKind::Community,
        PlaceKind::Building,
        PlaceKind::Entrance,
    ];
    Ok(places::table
        .filter(places::office_id.eq_any(scope.offices()))
        .filter(places::kind.eq_any(kinds))
        .filter(places::closed_at.is_null())
        .order(places::path)
        .select(Place::as_select())
        .load(conn)?)
}

/// The named places of a community; an id that is not in it is `NotFound`.
pub fn places_of(conn: &mut Conn, community: &PlaceId, ids: &[PlaceId]) -> Result<Vec<Place>> {
    let found: Vec<Place> = places::table
        .filter(places::community_id.eq(community))
        .filter(places::id.eq_any(ids))
        .order((places::sort_key, places::id))
        .select(Place::as_select())
        .load(conn)?;
    let all_there = ids.iter().all(|id| found.iter().any(|p| p.id == *id));
    if all_there {
        Ok(found)
    } else {
        Err(Error::NotFound)
    }
}

/// A board without what it serves.
#[derive(Queryable, Selectable)]
#[diesel(table_name = boards)]
struct BoardRow {
    id: BoardId,
    #[diesel(column_name = community_id)]
    community: PlaceId,
    #[diesel(column_name = place_id)]
    place: PlaceId,
    kind: BoardKind,
    name: String,
    name_en: String,
}

/// The boards of a community that are in use, in their order.
pub fn boards(conn: &mut Conn, community: &PlaceId) -> Result<Vec<Board>> {
    boards_of(conn, std::slice::from_ref(community))
}

/// The boards of these communities that are in use, at places that are, each community's in their order.
pub(super) fn boards_of(conn: &mut Conn, communities: &[PlaceId]) -> Result<Vec<Board>> {
    let rows: Vec<BoardRow> = boards::table
        .inner_join(places::table)
        .filter(boards::community_id.eq_any(communities))
        .filter(boards::retired_at.is_null())
        .filter(places::closed_at.is_null())
        .order((boards::sort_key, boards::id))
        .select(BoardRow::as_select())
        .load(conn)?;
    let pairs: Vec<(BoardId, String)> = board_places::table
        .inner_join(boards::table)
        .inner_join(places::table)
        .filter(boards::community_id.eq_any(communities))
        .select((board_places::board_id, places::path))
        .load(conn)?;
    let mut served: BTreeMap<BoardId, Vec<String>> = BTreeMap::new();
    for (board, path) in pairs {
        served.entry(board).or_default().push(path);
    }
    let board = |row: BoardRow| Board {
        serves: served.remove(&row.id).unwrap_or_default(),
        id: row.id,
        community: row.community,
        place: row.place,
        kind: row.kind,
        name: row.name,
        name_en: row.name_en,
    };
    Ok(rows.into_iter().map(board).collect())
}

/// Where the board under an id hangs.
pub fn place_of_board(conn: &mut Conn, id: &BoardId) -> Result<Option<PlaceId>> {
    Ok(boards::table
        .filter(boards::id.eq(id))
        .select(boards::place_id)
        .first(conn)
        .optional()?)
}

pub(super) fn insert_company(tx: &mut Tx<'_>, company: &Company) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(companies::table)
        .values((
            companies::id.eq(uuid::Uuid::now_v7().to_string()),
            companies::name.eq(&company.name),
            companies::short_name.eq(&company.short_name),
            companies::demo.eq(company.demo),
            companies::created_at.eq(now),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

pub(super) fn insert_office(tx: &mut Tx<'_>, office: &Office) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(offices::table)
        .values((
            offices::id.eq(&office.id),
            offices::kind.eq(office.kind),
            offices::name.eq(&office.name),
            offices::name_en.eq(&office.name_en),
            offices::phone.eq(&office.phone),
            offices::email.eq(office.email.as_deref()),
            offices::created_at.eq(now),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

pub(super) fn insert_place(tx: &mut Tx<'_>, place: &Place) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(places::table)
        .values((
            (
                places::id.eq(&place.id),
                places::office_id.eq(&place.office),
                places::community_id.eq(&place.community),
                places::parent_id.eq(place.parent.as_ref()),
                places::kind.eq(place.kind),
                places::sort_key.eq(place.sort_key),
            ),
            (
                places::name.eq(&place.name),
                places::name_en.eq(&place.name_en),
                places::homes.eq(place.homes),
                places::path.eq(&place.path),
                places::created_at.eq(now),
            ),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Adds homes to a place and to every place it lies in.
pub(super) fn add_homes(tx: &mut Tx<'_>, path: &str, homes: i32) -> Result<()> {
    let ids: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    diesel::update(places::table.filter(places::id.eq_any(ids)))
        .set(places::homes.eq(places::homes + homes))
        .execute(&mut **tx)?;
    Ok(())
}

pub(super) fn insert_board(
    tx: &mut Tx<'_>,
    board: &Board,
    office: &OfficeId,
    serves: &[PlaceId],
    sort_key: i32,
) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(boards::table)
        .values((
            (
                boards::id.eq(&board.id),
                boards::office_id.eq(office),
                boards::community_id.eq(&board.community),
                boards::place_id.eq(&board.place),
                boards::kind.eq(board.kind),
            ),
            (
                boards::name.eq(&board.name),
                boards::name_en.eq(&board.name_en),
                boards::sort_key.eq(sort_key),
                boards::created_at.eq(now),
            ),
        ))
        .execute(&mut **tx)?;
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

/// Takes a board out of use; what hung on it stays on record.
pub(super) fn retire_board(tx: &mut Tx<'_>, scope: &Scope, id: &BoardId) -> Result<usize> {
    let now = tx.now();
    Ok(diesel::update(
        boards::table
            .filter(boards::id.eq(id))
            .filter(boards::office_id.eq_any(scope.offices()))
            .filter(boards::retired_at.is_null()),
    )
    .set(boards::retired_at.eq(now))
    .execute(&mut **tx)?)
}

/// The kind of office the id names.
pub fn office_kind(conn: &mut Conn, id: &OfficeId) -> Result<OfficeKind> {
    Ok(offices::table
        .filter(offices::id.eq(id))
        .select(offices::kind)
        .first(conn)?)
}

/// Every place of a community, closed or not.
pub fn ids_in(conn: &mut Conn, community: &PlaceId) -> Result<Vec<PlaceId>> {
    Ok(places::table
        .filter(places::community_id.eq(community))
        .select(places::id)
        .load(conn)?)
}
