//! The register place by place, a page at a time.

use diesel::sql_types::Integer;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, IntoSql, QueryDsl, RunQueryDsl, SelectableHelper,
};
use diesel::{TextExpressionMethods, prelude::Queryable};
use serde::Serialize;

use super::row::{Row, all};
use crate::error::Result;
use crate::organisation::{OfficeId, PlaceId};
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::schema::sign_placed;
use crate::signs::register::entry::{Entry, RunId, SignId, State};

/// Entries on one page of the register.
pub const PAGE: i64 = 50;

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
    ($filter:expr) => {{
        let mut query = sign_placed::table.into_boxed();
        if let Some(community) = &$filter.community {
            query = query.filter(sign_placed::place_path.like(format!("{community}/%")));
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

/// So many are counted: nobody reads a longer list to its end, and who is asked for it would count
/// every sign of the house for each page.
const COUNTED: i64 = 1_000;

/// How many there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// So many.
    #[serde(rename = "count")]
    pub signs: i64,
    /// And more.
    #[serde(rename = "uncounted")]
    pub more: bool,
}

/// How many there are; more than a thousand are not counted.
pub fn count(conn: &mut Conn, scope: &Scope, filter: &Filter) -> Result<Counted> {
    let each: Vec<i32> = filtered!(filter)
        .filter(sign_placed::office_id.eq_any(scope.offices()))
        .filter(sign_placed::state.eq_any(&filter.states))
        .select(1.into_sql::<Integer>())
        .limit(COUNTED + 1)
        .load(conn)?;
    let signs = i64::try_from(each.len()).unwrap_or(i64::MAX);
    Ok(Counted {
        signs: signs.min(COUNTED),
        more: signs > COUNTED,
    })
}

/// Where an entry stands in the register.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Queryable)]
struct Position {
    path: String,
    id: SignId,
}

/// A page of the register, place by place, after an entry; one more than a page shows.
pub fn list(
    conn: &mut Conn,
    scope: &Scope,
    filter: &Filter,
    after: Option<&SignId>,
) -> Result<Vec<Entry>> {
    let after: Option<Position> = after
        .map(|after| {
            sign_placed::table
                .filter(sign_placed::id.eq(after))
                .filter(sign_placed::office_id.eq_any(scope.offices()))
                .select((sign_placed::place_path, sign_placed::id))
                .first(conn)
        })
        .transpose()?;
    let mut first = Vec::new();
    for office in scope.offices() {
        for state in &filter.states {
            first.extend(positions(conn, office, *state, filter, after.as_ref())?);
        }
    }
    first.sort_unstable();
    first.truncate(usize::try_from(PAGE + 1).unwrap_or(usize::MAX));
    let rows: Vec<Row> = sign_placed::table
        .filter(sign_placed::id.eq_any(first.into_iter().map(|position| position.id)))
        .order((sign_placed::place_path, sign_placed::id))
        .select(Row::as_select())
        .load(conn)?;
    all(rows)
}

/// The first positions of one office in one state: so they stand in the index, and nothing has to
/// be sorted.
fn positions(
    conn: &mut Conn,
    office: &OfficeId,
    state: State,
    filter: &Filter,
    after: Option<&Position>,
) -> Result<Vec<Position>> {
    let mut query = filtered!(filter)
        .filter(sign_placed::office_id.eq(office))
        .filter(sign_placed::state.eq(state));
    if let Some(Position { path, id }) = after {
        let further = sign_placed::place_path.gt(path).or(sign_placed::id.gt(id));
        query = query
            .filter(sign_placed::place_path.ge(path))
            .filter(further);
    }
    Ok(query
        .order((sign_placed::place_path, sign_placed::id))
        .select((sign_placed::place_path, sign_placed::id))
        .limit(PAGE + 1)
        .load(conn)?)
}

/// The entries whose look is due by then, place by place, and no more than these.
pub fn due(conn: &mut Conn, scope: &Scope, by: Moment, limit: i64) -> Result<Vec<Entry>> {
    let rows: Vec<Row> = sign_placed::table
        .filter(sign_placed::office_id.eq_any(scope.offices()))
        .filter(sign_placed::inspect_due_at.le(by))
        .order((sign_placed::place_path, sign_placed::id))
        .select(Row::as_select())
        .limit(limit)
        .load(conn)?;
    all(rows)
}
