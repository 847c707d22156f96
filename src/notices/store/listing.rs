//! Lists of notices: an office's, a community's, and what Today asks for.

mod counts;

use diesel::{
    BoolExpressionMethods, ExpressionMethods, JoinOnDsl, QueryDsl, Queryable, RunQueryDsl,
    Selectable, SelectableHelper,
};

pub use self::counts::{count_at, count_held, written_by};
use super::super::ids::NoticeId;
use super::super::kind::Kind;
use super::super::lifecycle::Stage;
use crate::error::Result;
use crate::organisation::PlaceId;
use crate::people::{OfficeId, Scope, UserId};
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::schema::{notices, places, users};

/// A page of the list holds this many.
pub(crate) const PAGE: i64 = 50;

/// Today shows so many notices of a stage at the most.
const AT_ONCE: usize = 200;

/// A line of a list.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = notices)]
pub struct Line {
    /// The notice.
    pub id: NoticeId,
    /// Its kind.
    pub kind: Kind,
    /// Where it stands.
    pub stage: Stage,
    /// Its number, once approved.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// The community's name.
    #[diesel(select_expression = places::name)]
    pub community: String,
    /// Who wrote it.
    #[diesel(select_expression = users::name)]
    pub author: String,
    /// Who wrote it, by id.
    pub author_id: UserId,
    /// When what it tells of begins.
    pub begins_at: Option<Moment>,
    /// When that ends.
    pub ends_at: Option<Moment>,
    /// What the reviewer said who returned it.
    pub remark: Option<String>,
    /// When it appears or appeared.
    pub publish_at: Moment,
    /// When it was last changed.
    pub updated_at: Moment,
    /// Whether it appeared late.
    pub late: bool,
    /// Whether it waits for a person.
    pub held: bool,
}

/// Which notices a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// Every one.
    All,
    /// Those that still want something done.
    Open,
    /// Those at one stage.
    At(Stage),
}

/// The stages of a list; nothing for any.
fn stages(which: Which) -> Vec<Option<Stage>> {
    match which {
        Which::All => vec![None],
        Which::Open => vec![
            Some(Stage::Draft),
            Some(Stage::InReview),
            Some(Stage::Scheduled),
            Some(Stage::Published),
        ],
        Which::At(stage) => vec![Some(stage)],
    }
}

/// The stages of a list by what notices tell of: of all together no index has that order.
fn each_stage(which: Which) -> Vec<Stage> {
    match which {
        Which::All => Stage::ALL.to_vec(),
        Which::Open | Which::At(_) => stages(which).into_iter().flatten().collect(),
    }
}

/// A place in the list by what notices tell of: that begin, and that notice.
#[derive(Debug, Clone)]
pub(crate) struct Begin {
    /// When it begins; nothing where that cannot be read yet, which comes last.
    pub(crate) at: Option<Moment>,
    /// The notice.
    pub(crate) id: NoticeId,
}

/// A page of the offices' notices by when what they tell of begins, the latest first, from
/// before `cursor` on.
pub(crate) fn page_by_begin(
    conn: &mut Conn,
    scope: &Scope,
    which: Which,
    cursor: Option<&Begin>,
) -> Result<Vec<Line>> {
    let mut begins: Vec<Begin> = Vec::new();
    for stage in each_stage(which) {
        if cursor.is_none_or(|cursor| cursor.at.is_some()) {
            begins.extend(dated(conn, scope, stage, cursor)?);
        }
        begins.extend(undated(conn, scope, stage, cursor)?);
    }
    begins.sort_unstable_by(|a, b| (b.at, b.id.as_str()).cmp(&(a.at, a.id.as_str())));
    let ids: Vec<NoticeId> = begins.into_iter().map(|begin| begin.id).collect();
    let ids = first_page(ids);
    let mut lines = lines(conn, &ids)?;
    lines.sort_by_key(|line| ids.iter().position(|id| *id == line.id));
    Ok(lines)
}

fn first_page(mut ids: Vec<NoticeId>) -> Vec<NoticeId> {
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    ids.truncate(page.saturating_add(1));
    ids
}

/// Those of which it is known when they begin.
fn dated(
    conn: &mut Conn,
    scope: &Scope,
    stage: Stage,
    cursor: Option<&Begin>,
) -> Result<Vec<Begin>> {
    let mut query = notices::table
        .filter(notices::office_id.eq_any(scope.offices()))
        .filter(notices::stage.eq(stage))
        .filter(notices::begins_at.is_not_null())
        .order((notices::begins_at.desc(), notices::id.desc()))
        .select((notices::begins_at, notices::id))
        .limit(PAGE + 1)
        .into_boxed();
    if let Some(cursor) = cursor {
        let same = notices::begins_at.eq(cursor.at);
        let before = notices::begins_at.lt(cursor.at);
        query = query.filter(before.or(same.and(notices::id.lt(&cursor.id))));
    }
    let rows: Vec<(Option<Moment>, NoticeId)> = query.load(conn)?;
    Ok(rows.into_iter().map(|(at, id)| Begin { at, id }).collect())
}

/// Those of which it is not known yet, newest first.
fn undated(
    conn: &mut Conn,
    scope: &Scope,
    stage: Stage,
    cursor: Option<&Begin>,
) -> Result<Vec<Begin>> {
    let mut query = notices::table
        .filter(notices::office_id.eq_any(scope.offices()))
        .filter(notices::stage.eq(stage))
        .filter(notices::begins_at.is_null())
        .order(notices::id.desc())
        .select(notices::id)
        .limit(PAGE + 1)
        .into_boxed();
    if let Some(cursor) = cursor.filter(|cursor| cursor.at.is_none()) {
        query = query.filter(notices::id.lt(&cursor.id));
    }
    let ids: Vec<NoticeId> = query.load(conn)?;
    Ok(ids.into_iter().map(|id| Begin { at: None, id }).collect())
}

/// A page of the offices' notices, newest first, from before `cursor` on.
///
/// Ids are ordered by time, so the cursor alone bounds the scan of the index.
pub(crate) fn page(
    conn: &mut Conn,
    scope: &Scope,
    which: Which,
    cursor: Option<&NoticeId>,
) -> Result<Vec<Line>> {
    // The joins are needed for the page's own lines only: the ids come first, off the index.
    // Stage by stage, for several stages in one query make SQLite read every notice that is
    // over to find the few that are not.
    let mut ids: Vec<NoticeId> = Vec::new();
    for stage in stages(which) {
        ids.extend(newest(conn, scope, stage, cursor)?);
    }
    ids.sort_unstable_by(|a, b| b.as_str().cmp(a.as_str()));
    lines(conn, &first_page(ids))
}

/// The newest ids at one stage, or at any, one more than a page shows.
fn newest(
    conn: &mut Conn,
    scope: &Scope,
    stage: Option<Stage>,
    cursor: Option<&NoticeId>,
) -> Result<Vec<NoticeId>> {
    let mut query = notices::table
        .filter(notices::office_id.eq_any(scope.offices()))
        .order(notices::id.desc())
        .select(notices::id)
        .limit(PAGE + 1)
        .into_boxed();
    if let Some(stage) = stage {
        query = query.filter(notices::stage.eq(stage));
    }
    if let Some(cursor) = cursor {
        query = query.filter(notices::id.lt(cursor));
    }
    Ok(query.load(conn)?)
}

/// These notices' lines, newest first.
fn lines(conn: &mut Conn, ids: &[NoticeId]) -> Result<Vec<Line>> {
    Ok(notices::table
        .inner_join(places::table.on(places::id.eq(notices::community_id)))
        .inner_join(users::table.on(users::id.eq(notices::author_id)))
        .filter(notices::id.eq_any(ids))
        .order(notices::id.desc())
        .select(Line::as_select())
        .load(conn)?)
}

/// The newest notices at a stage: what begins first on top, then what appears first.
pub(crate) fn at_stage(conn: &mut Conn, scope: &Scope, stage: Stage) -> Result<Vec<Line>> {
    // Put in order here: asked for an order of several offices, SQLite reads every notice there is.
    let mut ids: Vec<NoticeId> = notices::table
        .filter(notices::office_id.eq_any(scope.offices()))
        .filter(notices::stage.eq(stage))
        .select(notices::id)
        .load(conn)?;
    ids.sort_unstable_by(|a, b| b.cmp(a));
    ids.truncate(AT_ONCE);
    let mut lines = lines(conn, &ids)?;
    lines.sort_by_key(|line| (line.begins_at.is_none(), line.begins_at, line.publish_at));
    Ok(lines)
}

/// What anybody may see of a community: published and not over, or closed within the last days.
pub(crate) fn of_community(
    conn: &mut Conn,
    community: &PlaceId,
    since: Moment,
) -> Result<Vec<NoticeId>> {
    let live = notices::table
        .filter(notices::community_id.eq(community))
        .filter(notices::stage.eq(Stage::Published))
        .order(notices::published_at.desc())
        .select(notices::id)
        .limit(50)
        .load::<NoticeId>(conn)?;
    let closed = notices::table
        .filter(notices::community_id.eq(community))
        .filter(notices::stage.eq_any([Stage::Superseded, Stage::Cancelled, Stage::Expired]))
        .filter(notices::published_at.ge(since))
        .order(notices::published_at.desc())
        .select(notices::id)
        .limit(20)
        .load::<NoticeId>(conn)?;
    Ok(live.into_iter().chain(closed).collect())
}

/// A notice found by its number.
#[derive(Debug, Clone)]
pub struct Numbered {
    /// Its id.
    pub id: NoticeId,
    /// Its office.
    pub office: OfficeId,
    /// Its title.
    pub title: String,
}

/// The notices of a number; every office counts for itself.
pub fn numbered(conn: &mut Conn, number: &str) -> Result<Vec<Numbered>> {
    let rows: Vec<(NoticeId, OfficeId, String)> = notices::table
        .filter(notices::number.eq(number))
        .order(notices::id)
        .select((notices::id, notices::office_id, notices::title))
        .load(conn)?;
    let named = |(id, office, title)| Numbered { id, office, title };
    Ok(rows.into_iter().map(named).collect())
}
