//! Cases in lists, each with how its earliest contact begins: two statements for a list of any
//! length.

use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::{
    ExpressionMethods, NullableExpressionMethods, QueryDsl, Queryable, RunQueryDsl, Selectable,
    SelectableHelper,
};

use crate::complaints::case::CaseId;
use crate::complaints::contact::{Channel, Held};
use crate::complaints::lifecycle::Stage;
use crate::error::Result;
use crate::organisation::{OfficeId, PlaceId};
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::schema::{complaint_cases as cases, complaint_contacts as contacts};

/// A case in a list.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = cases)]
pub(in crate::complaints) struct Head {
    pub(in crate::complaints) id: CaseId,
    #[diesel(column_name = office_id)]
    pub(in crate::complaints) office: OfficeId,
    #[diesel(column_name = community_id)]
    pub(in crate::complaints) community: Option<PlaceId>,
    pub(in crate::complaints) number: String,
    pub(in crate::complaints) stage: Stage,
}

/// What was told first about it.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = contacts)]
pub(in crate::complaints) struct Told {
    case_id: Option<CaseId>,
    pub(in crate::complaints) content: String,
    pub(in crate::complaints) place_text: String,
    pub(in crate::complaints) channel: Channel,
    pub(in crate::complaints) received_at: Moment,
    #[diesel(column_name = held_for)]
    pub(in crate::complaints) held_reason: Option<Held>,
}

/// A case with what was told first about it.
#[derive(Debug)]
pub(in crate::complaints) struct Listed {
    pub(in crate::complaints) head: Head,
    pub(in crate::complaints) told: Told,
}

/// The cases within reach, newest first, before the one named; none whose contacts went along to
/// another one.
pub(in crate::complaints) fn page(
    conn: &mut Conn,
    scope: &Scope,
    before: Option<&CaseId>,
    limit: i64,
) -> Result<Vec<Listed>> {
    let told = contacts::table.filter(contacts::case_id.eq(cases::id.nullable()));
    let mut query = cases::table
        .filter(cases::office_id.eq_any(scope.offices()))
        .filter(exists(told))
        .select(Head::as_select())
        .order(cases::id.desc())
        .limit(limit)
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(cases::id.lt(before));
    }
    let heads = query.load(conn)?;
    with_told(conn, heads)
}

/// Those nobody has looked at, newest first.
pub(in crate::complaints) fn unseen(
    conn: &mut Conn,
    scope: &Scope,
    limit: i64,
) -> Result<Vec<Listed>> {
    let heads = cases::table
        .filter(cases::office_id.eq_any(scope.offices()))
        .filter(cases::stage.eq(Stage::Received))
        .select(Head::as_select())
        .order(cases::id.desc())
        .limit(limit)
        .load(conn)?;
    with_told(conn, heads)
}

fn with_told(conn: &mut Conn, heads: Vec<Head>) -> Result<Vec<Listed>> {
    let ids: Vec<&CaseId> = heads.iter().map(|head| &head.id).collect();
    let all: Vec<Told> = contacts::table
        .filter(contacts::case_id.eq_any(ids))
        .order((contacts::received_at, contacts::id))
        .select(Told::as_select())
        .load(conn)?;
    let mut first: HashMap<CaseId, Told> = HashMap::new();
    for mut told in all {
        if let Some(case) = told.case_id.take() {
            first.entry(case).or_insert(told);
        }
    }
    let listed = heads.into_iter().filter_map(|head| {
        let told = first.remove(&head.id)?;
        Some(Listed { head, told })
    });
    Ok(listed.collect())
}
