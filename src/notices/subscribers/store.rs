//! The tables of subscribers.

mod list;

use diesel::{
    AggregateExpressionMethods, ExpressionMethods, JoinOnDsl, NullableExpressionMethods,
    OptionalExtension, QueryDsl, RunQueryDsl, dsl,
};

pub(super) use self::list::{
    Asked, LEFT_LATELY, List, Listed, add_agreed, is_elsewhere, is_on, is_there, listed, one,
    remove, restore,
};
use crate::error::Result;
use crate::notices::ids::RevisionId;
use crate::organisation::{OfficeId, Place, PlaceId};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{
    notice_revisions as revisions, notice_subscribers as subscribers,
    notice_unsubscribe_links as links, notices, places,
};

/// So many of a community's latest texts may have mails that have not left.
const UNDER_WAY: i64 = 200;

/// Somebody who gets notices by mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscriber {
    /// Its id.
    pub id: String,
    /// Where the mail goes.
    pub email: String,
}

/// Of which places somebody wants to hear.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The office that answers for the community.
    pub office: &'a OfficeId,
    /// The community.
    pub community: &'a PlaceId,
    /// One building in it; nothing for all of it.
    pub place: Option<&'a PlaceId>,
}

/// Adds a confirmed subscriber of a community, or of one building in it.
pub fn add(tx: &mut Tx<'_>, wanted: Wanted<'_>, email: &str) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(subscribers::table)
        .values((
            subscribers::id.eq(uuid::Uuid::now_v7().to_string()),
            subscribers::office_id.eq(wanted.office),
            subscribers::community_id.eq(wanted.community),
            subscribers::place_id.eq(wanted.place),
            subscribers::email.eq(email),
            subscribers::confirmed_at.eq(now),
            subscribers::created_at.eq(now),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The confirmed subscribers of a community whose place is touched, each address once.
pub fn of_places(
    conn: &mut Conn,
    community: &PlaceId,
    touched: &[Place],
) -> Result<Vec<Subscriber>> {
    let rows: Vec<(String, String, Option<String>)> = subscribers::table
        .left_join(places::table.on(subscribers::place_id.eq(places::id.nullable())))
        .filter(subscribers::community_id.eq(community))
        .filter(subscribers::confirmed_at.is_not_null())
        .filter(subscribers::left_at.is_null())
        .order((subscribers::email, subscribers::id))
        .select((subscribers::id, subscribers::email, places::path.nullable()))
        .load(conn)?;
    let concerns = |path: &Option<String>| match path {
        None => true,
        Some(path) => touched
            .iter()
            .any(|t| path.starts_with(&t.path) || t.path.starts_with(path)),
    };
    let mut found: Vec<Subscriber> = rows
        .into_iter()
        .filter(|(_, _, path)| concerns(path))
        .map(|(id, email, _)| Subscriber { id, email })
        .collect();
    found.dedup_by(|a, b| a.email == b.email);
    Ok(found)
}

/// How many addresses get a community's notices, each once though it is on the list for several
/// places.
pub fn count(conn: &mut Conn, community: &PlaceId) -> Result<i64> {
    Ok(subscribers::table
        .filter(subscribers::community_id.eq(community))
        .filter(subscribers::confirmed_at.is_not_null())
        .filter(subscribers::left_at.is_null())
        .select(dsl::count(subscribers::email).aggregate_distinct())
        .get_result(conn)?)
}

pub(super) fn insert_link(tx: &mut Tx<'_>, fingerprint: &str, subscriber: &str) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(links::table)
        .values((
            links::token_hash.eq(fingerprint),
            links::subscriber_id.eq(subscriber),
            links::created_at.eq(now),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Whom a link belongs to.
#[derive(Debug, Clone, diesel::Queryable)]
pub(super) struct OfLink {
    pub(super) id: String,
    pub(super) email: String,
    pub(super) left_at: Option<Moment>,
}

/// Whom a link belongs to.
pub(super) fn of_link(conn: &mut Conn, fingerprint: &str) -> Result<Option<OfLink>> {
    Ok(links::table
        .inner_join(subscribers::table.on(subscribers::id.eq(links::subscriber_id)))
        .filter(links::token_hash.eq(fingerprint))
        .select((subscribers::id, subscribers::email, subscribers::left_at))
        .first(conn)
        .optional()?)
}

/// Ends every subscription of the address in the community, for good: staff do not put back who left
/// by herself, though they had taken her off before.
pub(super) fn leave(tx: &mut Tx<'_>, id: &str) -> Result<()> {
    let now = tx.now();
    let (email, community): (String, PlaceId) = subscribers::table
        .filter(subscribers::id.eq(id))
        .select((subscribers::email, subscribers::community_id))
        .first(&mut **tx)?;
    let hers = || {
        subscribers::table
            .filter(subscribers::email.eq(&email))
            .filter(subscribers::community_id.eq(&community))
    };
    diesel::update(hers().filter(subscribers::left_at.is_null()))
        .set(subscribers::left_at.eq(now))
        .execute(&mut **tx)?;
    diesel::update(hers())
        .set(subscribers::removed_by.eq(None::<&str>))
        .execute(&mut **tx)?;
    Ok(())
}

/// How the mails begin that may still be on their way to somebody's community.
pub(super) fn mails_under_way(conn: &mut Conn, id: &str) -> Result<Vec<String>> {
    let revisions: Vec<RevisionId> = subscribers::table
        .inner_join(notices::table.on(notices::community_id.eq(subscribers::community_id)))
        .inner_join(revisions::table.on(revisions::notice_id.eq(notices::id)))
        .filter(subscribers::id.eq(id))
        .filter(notices::published_at.is_not_null())
        .order(revisions::approved_at.desc())
        .limit(UNDER_WAY)
        .select(revisions::id)
        .load(conn)?;
    Ok(revisions.iter().map(RevisionId::marks).collect())
}
