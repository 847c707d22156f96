//! The tables of people: accounts, roles, sessions, one-time links.

pub mod addressees;
pub(super) mod browsers;
pub(super) mod departments;
pub(super) mod factors;

use std::collections::BTreeMap;

use diesel::{
    ExpressionMethods, Insertable, JoinOnDsl, NullableExpressionMethods, OptionalExtension,
    QueryDsl, Queryable, RunQueryDsl, Selectable, SelectableHelper,
};

use super::change::{AccountNow, Change};
use super::signed_in::OfficeName;
use super::{NewAccount, OfficeId, Role, Scope, UserId};
use crate::error::{Error, Refusal, Result};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::{
    companies, offices, user_factors, user_links, user_roles, user_sessions, users,
};

/// What sign-in needs of an account.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = users)]
pub(super) struct Credentials {
    pub(super) id: UserId,
    pub(super) login: String,
    pub(super) password_hash: String,
}

/// The account under a login that is not disabled.
pub(super) fn credentials(conn: &mut Conn, login: &str) -> Result<Option<Credentials>> {
    Ok(users::table
        .filter(users::login.eq(login))
        .filter(users::disabled_at.is_null())
        .select(Credentials::as_select())
        .first(conn)
        .optional()?)
}

/// The same, by id.
pub(super) fn credentials_of(conn: &mut Conn, id: &UserId) -> Result<Credentials> {
    Ok(users::table
        .filter(users::id.eq(id))
        .select(Credentials::as_select())
        .first(conn)?)
}

/// Whether these open the account still: a password may be changed, and an account closed, while
/// what was typed is looked at. Whoever does either at this moment waits, and finds what is opened.
pub(super) fn opens_still(tx: &mut Tx<'_>, known: &Credentials) -> Result<bool> {
    let own = users::table
        .filter(users::id.eq(&known.id))
        .filter(users::password_hash.eq(&known.password_hash))
        .filter(users::disabled_at.is_null());
    let held = diesel::update(own)
        .set(users::password_hash.eq(&known.password_hash))
        .execute(&mut **tx)?;
    Ok(held == 1)
}

/// A role in an office.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = user_roles)]
pub(super) struct Post {
    #[diesel(column_name = office_id)]
    pub(super) office: OfficeId,
    pub(super) role: Role,
    #[diesel(select_expression = offices::kind)]
    pub(super) kind: String,
    #[diesel(select_expression = offices::name)]
    pub(super) office_name: String,
}

/// The roles of a person, head office first.
pub(super) fn posts(conn: &mut Conn, user: &UserId) -> Result<Vec<Post>> {
    Ok(user_roles::table
        .inner_join(offices::table)
        .filter(user_roles::user_id.eq(user))
        .order((offices::kind, offices::name))
        .select(Post::as_select())
        .load(conn)?)
}

/// Every office there is.
pub(super) fn all_offices(conn: &mut Conn) -> Result<Vec<OfficeId>> {
    Ok(offices::table
        .select(offices::id)
        .order(offices::created_at)
        .load(conn)?)
}

/// A session with the person it belongs to.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = user_sessions)]
pub(super) struct SessionRow {
    #[diesel(column_name = user_id)]
    pub(super) user: UserId,
    #[diesel(select_expression = users::name)]
    pub(super) name: String,
    #[diesel(column_name = office_id)]
    pub(super) office: OfficeId,
    pub(super) csrf: String,
    pub(super) seen_at: Moment,
    pub(super) expires_at: Moment,
}

/// The session with this fingerprint, of a person who is not disabled.
pub(super) fn session(conn: &mut Conn, fingerprint: &str) -> Result<Option<SessionRow>> {
    Ok(user_sessions::table
        .inner_join(users::table)
        .filter(user_sessions::id.eq(fingerprint))
        .filter(users::disabled_at.is_null())
        .select(SessionRow::as_select())
        .first(conn)
        .optional()?)
}

/// A session to open.
#[derive(Insertable)]
#[diesel(table_name = user_sessions)]
pub(super) struct NewSession<'a> {
    pub(super) id: &'a str,
    pub(super) user_id: &'a UserId,
    pub(super) office_id: &'a OfficeId,
    pub(super) csrf: &'a str,
    pub(super) address: &'a str,
    pub(super) device: &'a str,
    pub(super) created_at: Moment,
    pub(super) seen_at: Moment,
    pub(super) expires_at: Moment,
}

pub(super) fn insert_session(tx: &mut Tx<'_>, session: &NewSession<'_>) -> Result<()> {
    diesel::insert_into(user_sessions::table)
        .values(session)
        .execute(&mut **tx)?;
    Ok(())
}

pub(super) fn touch_session(tx: &mut Tx<'_>, fingerprint: &str) -> Result<()> {
    let now = tx.now();
    diesel::update(user_sessions::table.filter(user_sessions::id.eq(fingerprint)))
        .set(user_sessions::seen_at.eq(now))
        .execute(&mut **tx)?;
    Ok(())
}

pub(super) fn move_session(tx: &mut Tx<'_>, fingerprint: &str, office: &OfficeId) -> Result<()> {
    diesel::update(user_sessions::table.filter(user_sessions::id.eq(fingerprint)))
        .set(user_sessions::office_id.eq(office))
        .execute(&mut **tx)?;
    Ok(())
}

pub(super) fn delete_session(tx: &mut Tx<'_>, fingerprint: &str) -> Result<()> {
    diesel::delete(user_sessions::table.filter(user_sessions::id.eq(fingerprint)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Ends one session of a person; 0 where she has none of this fingerprint.
pub(super) fn end_session(tx: &mut Tx<'_>, user: &UserId, fingerprint: &str) -> Result<usize> {
    Ok(diesel::delete(
        user_sessions::table
            .filter(user_sessions::user_id.eq(user))
            .filter(user_sessions::id.eq(fingerprint)),
    )
    .execute(&mut **tx)?)
}

/// Ends every session of a person but the one given; returns how many ended.
pub(super) fn delete_sessions(tx: &mut Tx<'_>, user: &UserId, but: &str) -> Result<usize> {
    Ok(diesel::delete(
        user_sessions::table
            .filter(user_sessions::user_id.eq(user))
            .filter(user_sessions::id.ne(but)),
    )
    .execute(&mut **tx)?)
}

/// Forgets sessions that ended before now.
pub(super) fn sweep_sessions(tx: &mut Tx<'_>) -> Result<()> {
    let now = tx.now();
    diesel::delete(user_sessions::table.filter(user_sessions::expires_at.lt(now)))
        .execute(&mut **tx)?;
    Ok(())
}

/// A session in the list of one's own.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = user_sessions)]
pub(super) struct OpenSession {
    pub(super) id: String,
    pub(super) address: String,
    pub(super) device: String,
    pub(super) created_at: Moment,
    pub(super) seen_at: Moment,
}

/// The sessions of a person that were used since `since` and are not over at `now`, the one used last
/// first.
pub(super) fn sessions_of(
    conn: &mut Conn,
    user: &UserId,
    since: Moment,
    now: Moment,
) -> Result<Vec<OpenSession>> {
    Ok(user_sessions::table
        .filter(user_sessions::user_id.eq(user))
        .filter(user_sessions::seen_at.gt(since))
        .filter(user_sessions::expires_at.gt(now))
        .order(user_sessions::seen_at.desc())
        .select(OpenSession::as_select())
        .load(conn)?)
}

/// Whether anybody has an account.
pub(super) fn is_empty(conn: &mut Conn) -> Result<bool> {
    Ok(users::table.count().get_result::<i64>(conn)? == 0)
}

/// Opens an account; a login that is taken is `Conflict`.
pub(super) fn insert_account(
    tx: &mut Tx<'_>,
    id: &UserId,
    account: &NewAccount,
    password_hash: &str,
) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(users::table)
        .values((
            users::id.eq(id),
            users::login.eq(&account.login),
            users::name.eq(&account.name),
            users::email.eq(account.email.as_deref()),
            users::password_hash.eq(password_hash),
            users::created_at.eq(now),
        ))
        .execute(&mut **tx)?;
    diesel::insert_into(user_roles::table)
        .values((
            user_roles::user_id.eq(id),
            user_roles::office_id.eq(&account.office),
            user_roles::role.eq(account.role),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

pub(super) fn login_is_taken(conn: &mut Conn, login: &str) -> Result<bool> {
    Ok(users::table
        .filter(users::login.eq(login))
        .count()
        .get_result::<i64>(conn)?
        > 0)
}

pub(super) fn set_password(tx: &mut Tx<'_>, id: &UserId, hash: &str) -> Result<()> {
    diesel::update(users::table.filter(users::id.eq(id)))
        .set(users::password_hash.eq(hash))
        .execute(&mut **tx)?;
    Ok(())
}

pub(super) fn disable(tx: &mut Tx<'_>, id: &UserId) -> Result<usize> {
    let now = tx.now();
    Ok(diesel::update(
        users::table
            .filter(users::id.eq(id))
            .filter(users::disabled_at.is_null()),
    )
    .set(users::disabled_at.eq(now))
    .execute(&mut **tx)?)
}

/// Opens an account again.
pub(super) fn enable(tx: &mut Tx<'_>, id: &UserId) -> Result<()> {
    diesel::update(users::table.filter(users::id.eq(id)))
        .set((
            users::disabled_at.eq(None::<Moment>),
            users::version.eq(users::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The account of a person who works for one of these offices.
pub(super) fn account(conn: &mut Conn, scope: &Scope, id: &UserId) -> Result<AccountNow> {
    let posts = posts(conn, id)?;
    let post = posts.into_iter().find(|post| scope.reaches(&post.office));
    let post = post.ok_or(Error::NotFound)?;
    let row: AccountOnly = users::table
        .filter(users::id.eq(id))
        .select(AccountOnly::as_select())
        .first(conn)?;
    Ok(AccountNow {
        id: row.id,
        login: row.login,
        name: row.name,
        email: row.email,
        closed: row.disabled_at.is_some(),
        version: row.version,
        office: post.office,
        office_name: post.office_name,
        role: post.role,
    })
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = users)]
struct AccountOnly {
    id: UserId,
    login: String,
    name: String,
    email: Option<String>,
    disabled_at: Option<Moment>,
    version: i64,
}

/// Writes name and mail of an account of this version; `Conflict` when somebody else was faster.
pub(super) fn update_account(tx: &mut Tx<'_>, now: &AccountNow, new: &Change) -> Result<()> {
    let row = users::table
        .filter(users::id.eq(&now.id))
        .filter(users::version.eq(now.version));
    let done = diesel::update(row)
        .set((
            users::name.eq(&new.name),
            users::email.eq(new.email.as_deref()),
            users::version.eq(now.version + 1),
        ))
        .execute(&mut **tx)?;
    if done == 1 {
        Ok(())
    } else {
        Err(Error::Conflict)
    }
}

/// Gives a person another post in the place of this one; `Refused` where she has one already.
pub(super) fn move_post(tx: &mut Tx<'_>, now: &AccountNow, new: &Change) -> Result<()> {
    let there = user_roles::table
        .filter(user_roles::user_id.eq(&now.id))
        .filter(user_roles::office_id.eq(&new.office));
    if new.office != now.office && there.count().get_result::<i64>(&mut **tx)? > 0 {
        return Err(Refusal::of_field("office", "people-post-there").into());
    }
    let row = user_roles::table
        .filter(user_roles::user_id.eq(&now.id))
        .filter(user_roles::office_id.eq(&now.office));
    diesel::update(row)
        .set((
            user_roles::office_id.eq(&new.office),
            user_roles::role.eq(new.role),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// An account with one of its roles, for the list.
#[derive(Debug, Queryable)]
pub(super) struct AccountRow {
    pub(super) id: UserId,
    pub(super) login: String,
    pub(super) name: String,
    pub(super) disabled_at: Option<Moment>,
    pub(super) role: Option<Role>,
    pub(super) office: Option<String>,
    /// Since when a second step is asked of them.
    pub(super) factor: Option<Moment>,
}

/// The accounts of the offices within reach.
pub(super) fn accounts(conn: &mut Conn, scope: &Scope) -> Result<Vec<AccountRow>> {
    Ok(users::table
        .left_join(
            user_roles::table.inner_join(offices::table.on(offices::id.eq(user_roles::office_id))),
        )
        .left_join(user_factors::table.on(user_factors::user_id.eq(users::id)))
        .filter(user_roles::office_id.eq_any(scope.offices()))
        .order((offices::kind, offices::name, users::login))
        .select((
            users::id,
            users::login,
            users::name,
            users::disabled_at,
            user_roles::role.nullable(),
            offices::name.nullable(),
            user_factors::made_at.nullable(),
        ))
        .load(conn)?)
}

/// Whether the person works for one of these offices.
pub(super) fn is_within(conn: &mut Conn, scope: &Scope, user: &UserId) -> Result<bool> {
    Ok(user_roles::table
        .filter(user_roles::user_id.eq(user))
        .filter(user_roles::office_id.eq_any(scope.offices()))
        .count()
        .get_result::<i64>(conn)?
        > 0)
}

pub(super) fn insert_link(
    tx: &mut Tx<'_>,
    fingerprint: &str,
    purpose: &str,
    user: Option<&UserId>,
    expires_at: Moment,
) -> Result<()> {
    let now = tx.now();
    diesel::insert_into(user_links::table)
        .values((
            user_links::token_hash.eq(fingerprint),
            user_links::purpose.eq(purpose),
            user_links::user_id.eq(user),
            user_links::created_at.eq(now),
            user_links::expires_at.eq(expires_at),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// What a one-time link is for, and whom.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = user_links)]
pub(super) struct Link {
    pub(super) purpose: String,
    #[diesel(column_name = user_id)]
    pub(super) user: Option<UserId>,
}

/// A link that is unused and not expired, of nobody or of a person whose account is open.
pub(super) fn open_link(conn: &mut Conn, fingerprint: &str, now: Moment) -> Result<Option<Link>> {
    Ok(user_links::table
        .left_join(users::table.on(users::id.nullable().eq(user_links::user_id)))
        .filter(users::disabled_at.is_null())
        .filter(user_links::token_hash.eq(fingerprint))
        .filter(user_links::used_at.is_null())
        .filter(user_links::expires_at.gt(now))
        .select(Link::as_select())
        .first(conn)
        .optional()?)
}

/// Whether a link of this purpose was used.
pub(super) fn was_used(conn: &mut Conn, fingerprint: &str, purpose: &str) -> Result<bool> {
    Ok(user_links::table
        .filter(user_links::token_hash.eq(fingerprint))
        .filter(user_links::purpose.eq(purpose))
        .filter(user_links::used_at.is_not_null())
        .count()
        .get_result::<i64>(conn)?
        > 0)
}

/// Uses up a link; 0 when somebody was faster.
pub(super) fn use_link(tx: &mut Tx<'_>, fingerprint: &str) -> Result<usize> {
    let now = tx.now();
    Ok(diesel::update(
        user_links::table
            .filter(user_links::token_hash.eq(fingerprint))
            .filter(user_links::used_at.is_null()),
    )
    .set(user_links::used_at.eq(now))
    .execute(&mut **tx)?)
}

/// Withdraws every unused link of a purpose.
pub(super) fn withdraw_links(tx: &mut Tx<'_>, purpose: &str) -> Result<()> {
    diesel::delete(
        user_links::table
            .filter(user_links::purpose.eq(purpose))
            .filter(user_links::used_at.is_null()),
    )
    .execute(&mut **tx)?;
    Ok(())
}

/// Withdraws every unused link of a person.
pub(super) fn withdraw_links_of(tx: &mut Tx<'_>, user: &UserId) -> Result<()> {
    diesel::delete(
        user_links::table
            .filter(user_links::user_id.eq(user))
            .filter(user_links::used_at.is_null()),
    )
    .execute(&mut **tx)?;
    Ok(())
}

/// Whether the office is the head office; nothing when there is no such office.
pub(super) fn is_head_office(conn: &mut Conn, id: &OfficeId) -> Result<Option<bool>> {
    let kind: Option<String> = offices::table
        .filter(offices::id.eq(id))
        .select(offices::kind)
        .first(conn)
        .optional()?;
    Ok(kind.map(|kind| kind == "head"))
}

/// How many people work for an office.
#[derive(Debug, Queryable)]
pub struct Staff {
    pub office: OfficeId,
    /// Its open accounts.
    pub people: i64,
}

/// The offices within reach with their open accounts.
pub(super) fn staff_of_offices(conn: &mut Conn, scope: &Scope) -> Result<Vec<Staff>> {
    Ok(user_roles::table
        .inner_join(users::table)
        .filter(users::disabled_at.is_null())
        .filter(user_roles::office_id.eq_any(scope.offices()))
        .group_by(user_roles::office_id)
        .select((user_roles::office_id, diesel::dsl::count_star()))
        .load(conn)?)
}

/// The offices within reach by name, head office first.
pub(super) fn office_names(conn: &mut Conn, scope: &Scope) -> Result<Vec<OfficeName>> {
    let named: Vec<(OfficeId, String)> = offices::table
        .filter(offices::id.eq_any(scope.offices()))
        .order((offices::kind, offices::name))
        .select((offices::id, offices::name))
        .load(conn)?;
    let named = named.into_iter().map(|(id, name)| OfficeName { id, name });
    Ok(named.collect())
}

/// What everybody here knows who guesses at passwords: the names of the company and its offices.
pub(super) fn known_names(conn: &mut Conn) -> Result<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    let of_company: Vec<(String, String)> = companies::table
        .select((companies::name, companies::short_name))
        .load(conn)?;
    let of_offices: Vec<(String, String)> = offices::table
        .select((offices::name, offices::name_en))
        .load(conn)?;
    for (name, other) in of_company.into_iter().chain(of_offices) {
        names.extend([name, other]);
    }
    Ok(names)
}

/// The company as people are written to.
#[derive(Debug, Queryable)]
pub(super) struct House {
    pub(super) short_name: String,
    /// Whether it is made up, as its people are and their addresses.
    pub(super) demo: bool,
}

/// The company; it is the only one.
pub(super) fn house(conn: &mut Conn) -> Result<House> {
    Ok(companies::table
        .select((companies::short_name, companies::demo))
        .first(conn)?)
}

/// How a person is written to.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = users)]
pub(super) struct Reach {
    pub(super) name: String,
    pub(super) login: String,
    pub(super) email: Option<String>,
}

pub(super) fn reach(conn: &mut Conn, id: &UserId) -> Result<Reach> {
    Ok(users::table
        .filter(users::id.eq(id))
        .select(Reach::as_select())
        .first(conn)?)
}

/// A person's name.
pub(super) fn name_of(conn: &mut Conn, id: &UserId) -> Result<String> {
    Ok(users::table
        .filter(users::id.eq(id))
        .select(users::name)
        .first(conn)?)
}

/// What these people are called.
pub fn names(conn: &mut Conn, ids: &[&UserId]) -> Result<BTreeMap<UserId, String>> {
    let named: Vec<(UserId, String)> = users::table
        .filter(users::id.eq_any(ids.iter().copied()))
        .select((users::id, users::name))
        .load(conn)?;
    Ok(named.into_iter().collect())
}
