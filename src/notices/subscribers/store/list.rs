//! The list of those who get a community's notices by mail, as staff keep it.

use chrono::Duration;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, JoinOnDsl, NullableExpressionMethods, QueryDsl,
    Queryable, RunQueryDsl, Selectable, SelectableHelper, TextExpressionMethods,
};

use super::Wanted;
use crate::error::Result;
use crate::notices::ids::SubscriberId;
use crate::notices::subscribers::form::New;
use crate::organisation::PlaceId;
use crate::people::{Scope, UserId};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{notice_subscribers as subscribers, users};

/// So long somebody who left is shown.
pub(in super::super) const LEFT_LATELY: Duration = Duration::days(30);

/// So many are listed at the most.
const MOST: i64 = 500;

/// Somebody on the list.
#[derive(Debug, Clone, Queryable)]
pub(in super::super) struct Listed {
    pub(in super::super) id: SubscriberId,
    pub(in super::super) email: String,
    pub(in super::super) place: Option<PlaceId>,
    pub(in super::super) consent: Option<String>,
    /// The name of who wrote that down.
    pub(in super::super) added_by: Option<String>,
    pub(in super::super) created_at: Moment,
    pub(in super::super) left_at: Option<Moment>,
    pub(in super::super) removed_by: Option<UserId>,
}

/// A list, and whether there are more.
#[derive(Debug, Default)]
pub(in super::super) struct List {
    pub(in super::super) lines: Vec<Listed>,
    pub(in super::super) more: bool,
}

/// Whose list is asked for.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Asked<'a> {
    pub(in super::super) community: &'a PlaceId,
    /// Who left before is not shown.
    pub(in super::super) since: Moment,
    /// A part of the address; empty for all.
    pub(in super::super) part: &'a str,
}

/// Who gets a community's notices, and who left lately. Those who get them come first: no number of
/// those who left keeps one from being found and taken off.
pub(in super::super) fn listed(conn: &mut Conn, asked: Asked<'_>) -> Result<List> {
    let there = subscribers::left_at.is_null();
    // Signs with a meaning of their own stand for any one character.
    let part = asked.part.trim().to_lowercase();
    let part = format!("%{}%", part.replace(['%', '_', '\\'], "_"));
    let mut lines: Vec<Listed> = subscribers::table
        .left_join(users::table.on(subscribers::added_by.eq(users::id.nullable())))
        .filter(subscribers::community_id.eq(asked.community))
        .filter(subscribers::confirmed_at.is_not_null())
        .filter(there.or(subscribers::left_at.gt(asked.since)))
        .filter(subscribers::email.like(part))
        .order((
            subscribers::left_at.is_not_null(),
            subscribers::email,
            subscribers::id,
        ))
        .limit(MOST + 1)
        .select((
            subscribers::id,
            subscribers::email,
            subscribers::place_id,
            subscribers::consent,
            users::name.nullable(),
            subscribers::created_at,
            subscribers::left_at,
            subscribers::removed_by,
        ))
        .load(conn)?;
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let more = lines.len() > most;
    lines.truncate(most);
    Ok(List { lines, more })
}

/// One of the list.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = subscribers)]
pub(in super::super) struct One {
    pub(in super::super) email: String,
    community_id: PlaceId,
    place_id: Option<PlaceId>,
    pub(in super::super) left_at: Option<Moment>,
    pub(in super::super) removed_by: Option<UserId>,
}

/// One within reach.
pub(in super::super) fn one(conn: &mut Conn, scope: &Scope, id: &SubscriberId) -> Result<One> {
    Ok(subscribers::table
        .filter(subscribers::id.eq(id))
        .filter(subscribers::office_id.eq_any(scope.offices()))
        .select(One::as_select())
        .first(conn)?)
}

/// The places for which an address gets a community's notices; nothing for all of it.
fn places_of(conn: &mut Conn, community: &PlaceId, email: &str) -> Result<Vec<Option<PlaceId>>> {
    Ok(subscribers::table
        .filter(subscribers::community_id.eq(community))
        .filter(subscribers::email.eq(email))
        .filter(subscribers::confirmed_at.is_not_null())
        .filter(subscribers::left_at.is_null())
        .select(subscribers::place_id)
        .load(conn)?)
}

/// Whether an address gets the notices of that place already.
pub(in super::super) fn is_on(conn: &mut Conn, new: &New) -> Result<bool> {
    Ok(places_of(conn, &new.community, &new.email)?.contains(&new.place))
}

/// Whether the address of one who left gets the notices of that place once more.
pub(in super::super) fn is_there(conn: &mut Conn, one: &One) -> Result<bool> {
    Ok(places_of(conn, &one.community_id, &one.email)?.contains(&one.place_id))
}

/// Whether the address of one who was taken off gets the community's notices for another place.
pub(in super::super) fn is_elsewhere(conn: &mut Conn, one: &One) -> Result<bool> {
    Ok(!places_of(conn, &one.community_id, &one.email)?.is_empty())
}

/// Adds somebody who agreed, as somebody wrote down.
pub(in super::super) fn add_agreed(
    tx: &mut Tx<'_>,
    wanted: Wanted<'_>,
    new: &New,
    by: &UserId,
) -> Result<SubscriberId> {
    let (id, now) = (SubscriberId::new(), tx.now());
    diesel::insert_into(subscribers::table)
        .values((
            subscribers::id.eq(&id),
            subscribers::office_id.eq(wanted.office),
            subscribers::community_id.eq(wanted.community),
            subscribers::place_id.eq(wanted.place),
            subscribers::email.eq(&new.email),
            subscribers::confirmed_at.eq(now),
            subscribers::created_at.eq(now),
            subscribers::consent.eq(&new.consent),
            subscribers::added_by.eq(by),
        ))
        .execute(&mut **tx)?;
    Ok(id)
}

/// Takes one off.
pub(in super::super) fn remove(tx: &mut Tx<'_>, id: &SubscriberId, by: &UserId) -> Result<()> {
    let now = tx.now();
    diesel::update(subscribers::table.filter(subscribers::id.eq(id)))
        .set((subscribers::left_at.eq(now), subscribers::removed_by.eq(by)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Puts one back.
pub(in super::super) fn restore(tx: &mut Tx<'_>, id: &SubscriberId) -> Result<()> {
    diesel::update(subscribers::table.filter(subscribers::id.eq(id)))
        .set((
            subscribers::left_at.eq(None::<Moment>),
            subscribers::removed_by.eq(None::<&str>),
        ))
        .execute(&mut **tx)?;
    Ok(())
}
