//! The tables of lists that were read, and of what they touched.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{
    AsChangeset, BoolExpressionMethods, ExpressionMethods, Insertable, JoinOnDsl, QueryDsl,
    Queryable, RunQueryDsl, Selectable, SelectableHelper,
};

use super::ImportId;
use super::kept::{Kept, Touched};
use super::line::{Listed, VERSION};
use crate::error::{Error, Result};
use crate::organisation::{Place, PlaceId};
use crate::people::permission::{Allowed, ManagePlaces};
use crate::people::{OfficeId, Scope};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{board_places, boards, place_import_places, place_imports, places};

#[derive(Queryable, Selectable)]
#[diesel(table_name = place_imports)]
struct Row {
    id: ImportId,
    community_id: PlaceId,
    lines: String,
    lines_version: i32,
    unread: String,
    derived: i32,
    by_name: String,
    read_at: Moment,
    entered_at: Option<Moment>,
    taken_back_at: Option<Moment>,
    version: i64,
}

impl Row {
    fn kept(self) -> Result<Kept> {
        if self.lines_version > VERSION {
            return Err(Error::newer(format!("list {}", self.id)));
        }
        Ok(Kept {
            lines: serde_json::from_str(&self.lines)?,
            id: self.id,
            community: self.community_id,
            unread: self.unread,
            derived: self.derived,
            by_name: self.by_name,
            read_at: self.read_at,
            entered_at: self.entered_at,
            taken_back_at: self.taken_back_at,
            version: self.version,
        })
    }
}

#[derive(Insertable)]
#[diesel(table_name = place_imports)]
struct New<'a> {
    id: &'a ImportId,
    office_id: &'a OfficeId,
    community_id: &'a PlaceId,
    lines: String,
    lines_version: i32,
    unread: String,
    derived: i32,
    by_id: &'a str,
    by_name: &'a str,
    read_at: Moment,
    version: i64,
}

/// Keeps a list that was read for a community. Those that the same person had read there and did not
/// enter go.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    by: &Allowed<ManagePlaces>,
    community: &Place,
    listed: &Listed,
) -> Result<ImportId> {
    let before = place_imports::table
        .filter(place_imports::community_id.eq(&community.id))
        .filter(place_imports::by_id.eq(by.user().as_str()))
        .filter(place_imports::entered_at.is_null());
    diesel::delete(before).execute(&mut **tx)?;
    let (id, read_at) = (ImportId::new(), tx.now());
    let new = New {
        id: &id,
        office_id: &community.office,
        community_id: &community.id,
        lines: serde_json::to_string(&listed.lines)?,
        lines_version: VERSION,
        unread: listed.unread.join("、"),
        derived: i32::try_from(listed.derived).unwrap_or(i32::MAX),
        by_id: by.user().as_str(),
        by_name: by.name(),
        read_at,
        version: 1,
    };
    diesel::insert_into(place_imports::table)
        .values(new)
        .execute(&mut **tx)?;
    Ok(id)
}

/// A list within reach.
pub(super) fn kept(conn: &mut Conn, scope: &Scope, id: &ImportId) -> Result<Kept> {
    let row: Row = place_imports::table
        .filter(place_imports::id.eq(id))
        .filter(place_imports::office_id.eq_any(scope.offices()))
        .select(Row::as_select())
        .first(conn)?;
    row.kept()
}

/// The last lists of a community, the newest first.
pub(super) fn latest(conn: &mut Conn, community: &PlaceId) -> Result<Vec<Kept>> {
    let rows: Vec<Row> = place_imports::table
        .filter(place_imports::community_id.eq(community))
        .order(place_imports::id.desc())
        .select(Row::as_select())
        .limit(20)
        .load(conn)?;
    rows.into_iter().map(Row::kept).collect()
}

/// What is marked of a list, and its next version.
#[derive(AsChangeset)]
#[diesel(table_name = place_imports)]
struct Mark {
    /// Stays as it is where nothing stands here.
    entered_at: Option<Moment>,
    /// Likewise.
    taken_back_at: Option<Moment>,
    version: i64,
}

/// Marks a list of this version as entered; `Conflict` when somebody else was faster.
pub(super) fn mark_entered(tx: &mut Tx<'_>, kept: &Kept) -> Result<()> {
    let entered = Mark {
        entered_at: Some(tx.now()),
        taken_back_at: None,
        version: kept.version + 1,
    };
    mark(tx, kept, &entered)
}

/// The same when what it added was taken back.
pub(super) fn mark_taken_back(tx: &mut Tx<'_>, kept: &Kept) -> Result<()> {
    let taken_back = Mark {
        entered_at: None,
        taken_back_at: Some(tx.now()),
        version: kept.version + 1,
    };
    mark(tx, kept, &taken_back)
}

fn mark(tx: &mut Tx<'_>, kept: &Kept, mark: &Mark) -> Result<()> {
    let as_read = place_imports::table
        .filter(place_imports::id.eq(&kept.id))
        .filter(place_imports::version.eq(kept.version));
    match diesel::update(as_read).set(mark).execute(&mut **tx)? {
        1 => Ok(()),
        _ => Err(Error::Conflict),
    }
}

/// Throws away a list that was not entered; how many there were.
pub(super) fn throw_away(tx: &mut Tx<'_>, scope: &Scope, id: &ImportId) -> Result<usize> {
    let row = place_imports::table
        .filter(place_imports::id.eq(id))
        .filter(place_imports::office_id.eq_any(scope.offices()))
        .filter(place_imports::entered_at.is_null());
    Ok(diesel::delete(row).execute(&mut **tx)?)
}

/// Writes down what a list added, and where it counted fewer homes.
pub(super) fn note_touched(
    tx: &mut Tx<'_>,
    id: &ImportId,
    added: &[Place],
    counted: &BTreeMap<PlaceId, i32>,
) -> Result<()> {
    let new = added.iter().map(|place| (&place.id, 0, true));
    let all = new.chain(counted.iter().map(|(place, n)| (place, *n, false)));
    for (place, counted, added) in all {
        diesel::insert_into(place_import_places::table)
            .values((
                place_import_places::import_id.eq(id),
                place_import_places::place_id.eq(place),
                place_import_places::counted.eq(counted),
                place_import_places::added.eq(added),
            ))
            .execute(&mut **tx)?;
    }
    let ids: Vec<&PlaceId> = counted.keys().collect();
    diesel::update(places::table.filter(places::id.eq_any(ids)))
        .set(places::version.eq(places::version + 1))
        .execute(&mut **tx)?;
    Ok(())
}

/// What a list touched.
pub(super) fn touched(conn: &mut Conn, id: &ImportId) -> Result<Vec<Touched>> {
    let rows: Vec<(Place, Option<Moment>, bool, i32)> = place_import_places::table
        .inner_join(places::table.on(places::id.eq(place_import_places::place_id)))
        .filter(place_import_places::import_id.eq(id))
        .order(places::path)
        .select((
            Place::as_select(),
            places::closed_at,
            place_import_places::added,
            place_import_places::counted,
        ))
        .load(conn)?;
    let touched = |row: (_, Option<Moment>, _, _)| Touched {
        place: row.0,
        is_open: row.1.is_none(),
        added: row.2,
        counted: row.3,
    };
    Ok(rows.into_iter().map(touched).collect())
}

/// What lists added to a community that were taken back.
pub(in super::super) fn taken_back(
    conn: &mut Conn,
    community: &PlaceId,
) -> Result<BTreeSet<PlaceId>> {
    let ids: Vec<PlaceId> = place_import_places::table
        .inner_join(place_imports::table.on(place_imports::id.eq(place_import_places::import_id)))
        .filter(place_imports::community_id.eq(community))
        .filter(place_imports::taken_back_at.is_not_null())
        .filter(place_import_places::added.eq(true))
        .select(place_import_places::place_id)
        .load(conn)?;
    Ok(ids.into_iter().collect())
}

/// How many boards in use hang at any of these places or serve one.
pub(super) fn boards_on(conn: &mut Conn, ids: &[PlaceId]) -> Result<i64> {
    let serving = board_places::table
        .filter(board_places::place_id.eq_any(ids.to_vec()))
        .select(board_places::board_id);
    Ok(boards::table
        .filter(boards::retired_at.is_null())
        .filter(boards::place_id.eq_any(ids).or(boards::id.eq_any(serving)))
        .count()
        .get_result(conn)?)
}
