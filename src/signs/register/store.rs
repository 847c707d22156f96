//! The tables of the register: its rows as entries, the looks at them, their photos.

mod looks;
mod runs;

use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, Queryable, RunQueryDsl,
};

pub use self::looks::{
    Size, all_photos, find_photo, insert_inspection, insert_photo, is_photo_known, photos,
};
pub(in crate::signs) use self::runs::{
    Far, codes_of_run, copy_of_run, far, place_run, waiting_runs,
};
use super::{Entry, Finding, Mark, OfRun, RunId};
use crate::codes::Code;
use crate::error::{Error, Result};
use crate::organisation::{OfficeId, PlaceId};
use crate::people::{Scope, UserId};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::platform::photos::PhotoId;
use crate::schema::{places, sign_placed};
use crate::signs::stops::{BatchId, Label, SignId, State, store as batches};

/// Entries on one page of the register.
pub const PAGE: i64 = 50;

#[derive(Queryable)]
struct Read {
    ids: (SignId, OfficeId, Option<BatchId>, Option<RunId>),
    what: (String, String, String, i32, Option<String>),
    at: (PlaceId, String, String),
    state: (State, Moment, Option<Moment>),
    up: (Option<Moment>, Option<UserId>),
    down: (Option<Moment>, Option<UserId>),
    seen: (Option<Moment>, Option<UserId>),
    look: (Option<i32>, Option<Finding>, Option<PhotoId>),
}

fn mark((at, by): (Option<Moment>, Option<UserId>)) -> Option<Mark> {
    at.map(|at| Mark { at, by })
}

impl Read {
    fn entry(self) -> Result<Entry> {
        let (id, office, batch, run) = self.ids;
        let (design, zh, en, version, standard) = self.what;
        let (place, spot, code) = self.at;
        let (state, entered_at, printed_at) = self.state;
        let (every, finding, photo) = self.look;
        let code = code.parse();
        Ok(Entry {
            id,
            office,
            batch,
            run,
            design,
            label: Label { zh, en },
            version,
            standard,
            place,
            spot,
            code: code.map_err(|e| Error::internal(format!("a stored code: {e}")))?,
            state,
            entered_at,
            printed_at,
            placed: mark(self.up),
            removed: mark(self.down),
            every,
            inspected: mark(self.seen),
            finding,
            photo,
        })
    }
}

macro_rules! columns {
    () => {
        (
            (
                sign_placed::id,
                sign_placed::office_id,
                sign_placed::batch_id,
                sign_placed::run_id,
            ),
            (
                sign_placed::design,
                sign_placed::label_zh,
                sign_placed::label_en,
                sign_placed::version,
                sign_placed::standard,
            ),
            (sign_placed::place_id, sign_placed::spot, sign_placed::code),
            (
                sign_placed::state,
                sign_placed::entered_at,
                sign_placed::printed_at,
            ),
            (sign_placed::placed_at, sign_placed::placed_by),
            (sign_placed::removed_at, sign_placed::removed_by),
            (sign_placed::inspected_at, sign_placed::inspected_by),
            (
                sign_placed::inspect_every_days,
                sign_placed::finding,
                sign_placed::photo_id,
            ),
        )
    };
}

fn all(reads: Vec<Read>) -> Result<Vec<Entry>> {
    reads.into_iter().map(Read::entry).collect()
}

/// An entry within reach.
pub fn load(conn: &mut Conn, scope: &Scope, id: &SignId) -> Result<Entry> {
    let read: Read = sign_placed::table
        .filter(sign_placed::id.eq(id))
        .filter(sign_placed::office_id.eq_any(scope.offices()))
        .select(columns!())
        .first(conn)?;
    read.entry()
}

/// An entry within reach that nobody else changes until this change ends; with a copy its whole
/// batch, which has one record. Of two at once the second waits here, and then sees what the first
/// has done.
pub(super) fn hold(tx: &mut Tx<'_>, scope: &Scope, id: &SignId) -> Result<Entry> {
    if let Some(batch) = load(tx, scope, id)?.batch {
        batches::hold(tx, scope, &batch)?;
    }
    diesel::update(sign_placed::table.filter(sign_placed::id.eq(id)))
        .set(sign_placed::copies.eq(sign_placed::copies))
        .execute(&mut **tx)?;
    load(tx, scope, id)
}

/// An entry as it is read; nothing where there is none.
pub(super) fn find(conn: &mut Conn, scope: &Scope, id: &SignId) -> Result<Option<Entry>> {
    match load(conn, scope, id) {
        Err(Error::NotFound) => Ok(None),
        found => found.map(Some),
    }
}

/// The entry that a code names.
pub(in crate::signs) fn any(conn: &mut Conn, id: &SignId) -> Result<Entry> {
    let read: Read = sign_placed::table
        .filter(sign_placed::id.eq(id))
        .select(columns!())
        .first(conn)?;
    read.entry()
}

/// What a page of the register shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The community; nothing for all.
    pub community: Option<PlaceId>,
    /// The print run; nothing for all.
    pub run: Option<RunId>,
    /// The designs; nothing for all.
    pub designs: Option<Vec<String>>,
    /// The states.
    pub states: Vec<State>,
    /// Only those whose look was due by then.
    pub due_by: Option<Moment>,
}

/// A query of the register by a filter; a macro, for its type has no name.
macro_rules! filtered {
    ($scope:expr, $filter:expr) => {{
        let mut query = sign_placed::table
            .inner_join(places::table)
            .filter(sign_placed::office_id.eq_any($scope.offices()))
            .filter(sign_placed::state.eq_any(&$filter.states))
            .into_boxed();
        if let Some(community) = &$filter.community {
            query = query.filter(places::community_id.eq(community));
        }
        if let Some(run) = &$filter.run {
            query = query.filter(sign_placed::run_id.eq(run));
        }
        if let Some(designs) = &$filter.designs {
            query = query.filter(sign_placed::design.eq_any(designs));
        }
        if let Some(by) = $filter.due_by {
            query = query.filter(sign_placed::inspect_due_at.le(by));
        }
        query
    }};
}

/// How many there are.
pub fn count(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<i64> {
    Ok(filtered!(scope, filter).count().get_result(conn)?)
}

/// A page of the register, place by place, after an entry; one more than a page shows.
pub fn list(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    after: Option<&SignId>,
) -> Result<Vec<Entry>> {
    let mut query = filtered!(scope, filter);
    if let Some(after) = after {
        let path: String = sign_placed::table
            .inner_join(places::table)
            .filter(sign_placed::id.eq(after))
            .filter(sign_placed::office_id.eq_any(scope.offices()))
            .select(places::path)
            .first(conn)?;
        let same = places::path
            .eq(path.clone())
            .and(sign_placed::id.gt(after.clone()));
        query = query.filter(places::path.gt(path).or(same));
    }
    let reads: Vec<Read> = query
        .order((places::path, sign_placed::id))
        .select(columns!())
        .limit(PAGE + 1)
        .load(conn)?;
    all(reads)
}

/// The entries whose look is due by then, place by place, and no more than these.
pub fn due(conn: &mut Conn, scope: &Scope, by: Moment, limit: i64) -> Result<Vec<Entry>> {
    let reads: Vec<Read> = sign_placed::table
        .inner_join(places::table)
        .filter(sign_placed::office_id.eq_any(scope.offices()))
        .filter(sign_placed::inspect_due_at.le(by))
        .order((places::path, sign_placed::id))
        .select(columns!())
        .limit(limit)
        .load(conn)?;
    all(reads)
}

/// How many looks are due by then.
pub fn count_due(conn: &mut Conn, scope: &Scope, by: Moment) -> Result<i64> {
    Ok(sign_placed::table
        .filter(sign_placed::office_id.eq_any(scope.offices()))
        .filter(sign_placed::inspect_due_at.le(by))
        .count()
        .get_result(conn)?)
}

/// The entries that are damaged or gone, the longest known first.
pub fn faults(conn: &mut Conn, scope: &Scope, limit: i64) -> Result<Vec<Entry>> {
    let reads: Vec<Read> = sign_placed::table
        .filter(sign_placed::office_id.eq_any(scope.offices()))
        .filter(sign_placed::state.eq(State::Damaged))
        .order((sign_placed::inspected_at, sign_placed::id))
        .select(columns!())
        .limit(limit)
        .load(conn)?;
    all(reads)
}

/// The entries that hang under these codes.
pub fn hanging(conn: &mut Conn, scope: &Scope, codes: &[Code]) -> Result<Vec<Entry>> {
    let codes: Vec<&str> = codes.iter().map(Code::as_str).collect();
    let reads: Vec<Read> = sign_placed::table
        .filter(sign_placed::office_id.eq_any(scope.offices()))
        .filter(sign_placed::state.eq(State::Placed))
        .filter(sign_placed::code.eq_any(codes))
        .select(columns!())
        .load(conn)?;
    all(reads)
}

/// What a person put into the register last, since then.
pub fn last_of(conn: &mut Conn, by: &UserId, since: Moment) -> Result<Option<Entry>> {
    let read: Option<Read> = sign_placed::table
        .filter(sign_placed::entered_by.eq(by))
        .filter(sign_placed::batch_id.is_null())
        .filter(sign_placed::run_id.is_null())
        .filter(sign_placed::entered_at.ge(since))
        .order((sign_placed::entered_at.desc(), sign_placed::id.desc()))
        .select(columns!())
        .first(conn)
        .optional()?;
    read.map(Read::entry).transpose()
}

/// Writes down a new entry; what came from no run is a copy of its own. `Conflict` where it is
/// written down already.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    entry: &Entry,
    (by, copy): (&UserId, Option<&OfRun>),
) -> Result<()> {
    let (number, of) = copy.map_or((1, 1), |copy| (copy.number, copy.of));
    let (seen, seen_by) = parts(entry.inspected.as_ref());
    let row = (
        (
            sign_placed::id.eq(&entry.id),
            sign_placed::office_id.eq(&entry.office),
            sign_placed::run_id.eq(&entry.run),
            sign_placed::design.eq(&entry.design),
            sign_placed::label_zh.eq(&entry.label.zh),
            sign_placed::label_en.eq(&entry.label.en),
            sign_placed::version.eq(entry.version),
            sign_placed::standard.eq(&entry.standard),
        ),
        (
            sign_placed::place_id.eq(&entry.place),
            sign_placed::spot.eq(&entry.spot),
            sign_placed::code.eq(entry.code.as_str()),
            sign_placed::copy_no.eq(number),
            sign_placed::copies.eq(of),
            sign_placed::state.eq(entry.state),
            sign_placed::entered_at.eq(entry.entered_at),
            sign_placed::entered_by.eq(by),
            sign_placed::printed_at.eq(entry.printed_at),
        ),
        (
            sign_placed::inspect_every_days.eq(entry.every),
            sign_placed::inspect_due_at.eq(entry.due_at()),
            sign_placed::inspected_at.eq(seen),
            sign_placed::inspected_by.eq(seen_by),
            sign_placed::finding.eq(entry.finding),
            sign_placed::photo_id.eq(&entry.photo),
        ),
    );
    let entered = crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(sign_placed::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    if entered == 1 {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

fn parts(mark: Option<&Mark>) -> (Option<Moment>, Option<&UserId>) {
    (mark.map(|m| m.at), mark.and_then(|m| m.by.as_ref()))
}

/// Writes down what became of an entry that was seen like this; `Conflict` when its state, its
/// place or its code changed meanwhile.
pub(super) fn save(tx: &mut Tx<'_>, entry: &Entry, seen: &Entry) -> Result<()> {
    let row = sign_placed::table
        .filter(sign_placed::id.eq(&entry.id))
        .filter(sign_placed::state.eq(seen.state))
        .filter(sign_placed::place_id.eq(&seen.place))
        .filter(sign_placed::code.eq(seen.code.as_str()));
    let (placed, placed_by) = parts(entry.placed.as_ref());
    let (removed, removed_by) = parts(entry.removed.as_ref());
    let (inspected, inspected_by) = parts(entry.inspected.as_ref());
    let saved = diesel::update(row)
        .set((
            (
                sign_placed::place_id.eq(&entry.place),
                sign_placed::spot.eq(&entry.spot),
                sign_placed::code.eq(entry.code.as_str()),
                sign_placed::state.eq(entry.state),
                sign_placed::printed_at.eq(entry.printed_at),
                sign_placed::photo_id.eq(&entry.photo),
                sign_placed::standard.eq(&entry.standard),
            ),
            (
                sign_placed::placed_at.eq(placed),
                sign_placed::placed_by.eq(placed_by),
                sign_placed::removed_at.eq(removed),
                sign_placed::removed_by.eq(removed_by),
            ),
            (
                sign_placed::inspect_every_days.eq(entry.every),
                sign_placed::inspect_due_at.eq(entry.due_at()),
                sign_placed::inspected_at.eq(inspected),
                sign_placed::inspected_by.eq(inspected_by),
                sign_placed::finding.eq(entry.finding),
            ),
        ))
        .execute(&mut **tx)?;
    if saved == 1 {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}
