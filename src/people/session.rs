//! Sessions: a random cookie, a row under its fingerprint, an idle and an absolute limit.

use std::sync::Arc;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::cookie::Cookie;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, web};
use chrono::Duration;

use super::account::DemoAccounts;
use super::deputies::store as deputies;
use super::permission::Anyone;
use super::signed_in::{EndedSession, OfficeName, Scope, SignedIn, Unenrolled};
use super::store::{Post, factors};
use super::{Permission, Principal, store};
use crate::config::SecondFactor;
use crate::error::{Error, Result};
use crate::platform::client::Client;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Db, System};
use crate::platform::page::{Frame, NavItem, Person};
use crate::platform::requests;
use crate::platform::secret;

/// The cookie that carries the session.
const COOKIE: &str = "session";
/// The cookie that ties a form to a browser before anybody has signed in.
const FORM_COOKIE: &str = "form";
/// A session's last use is written down at most this often.
const TOUCH_EVERY: Duration = Duration::minutes(1);

/// How long sessions live.
#[derive(Debug, Clone, Copy)]
pub struct SessionLimits {
    /// Unused for this long, a session ends.
    pub idle: Duration,
    /// A session ends this long after sign-in, used or not.
    pub absolute: Duration,
    /// Who may do nothing in one before a second factor is set up.
    pub second_factor: SecondFactor,
}

/// An entry of the menu: who sees it, its words, where it leads, and a count that wants attention.
pub struct MenuEntry {
    /// Only who has this permission sees it.
    pub permission: Permission,
    /// The key of its words.
    pub key: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// What to count beside it.
    pub count: Option<fn(&mut Conn, &Scope) -> Result<i64>>,
}

/// The menu of the staff pages; the house fills it with what works.
pub struct Menu(pub Vec<MenuEntry>);

/// Finds the session behind a cookie's token, unless it ended.
fn find(
    conn: &mut Conn,
    token: &str,
    limits: SessionLimits,
    now: Moment,
) -> Result<Option<SignedIn>> {
    let fingerprint = secret::fingerprint(token);
    let Some(row) = store::session(conn, &fingerprint)? else {
        return Ok(None);
    };
    if row.expires_at <= now || row.seen_at + limits.idle <= now {
        return Ok(None);
    }
    let posts = store::posts(conn, &row.user)?;
    let here = posts.iter().find(|p| p.office == row.office);
    let Some(post) = here.or(posts.first()) else {
        return Ok(None);
    };
    let principals = deputies::principals(conn, &row.user, &post.office, now)?;
    Ok(Some(SignedIn {
        principals,
        user: row.user,
        name: row.name,
        fingerprint,
        needs_factor: posts
            .iter()
            .any(|post| asks_factor(limits.second_factor, post)),
        csrf: row.csrf,
        seen_at: row.seen_at,
        office: post.office.clone(),
        office_name: post.office_name.clone(),
        role: post.role,
        scope: scope_of(conn, post)?,
        offices: offices_of(&posts),
    }))
}

/// The person behind a login, to act for them without a browser: the demo's days, the command
/// line's prints. What they may do is still the policy's to say.
pub fn stand_in(conn: &mut Conn, login: &str) -> Result<Anyone> {
    let known = store::credentials(conn, login)?.ok_or(Error::NotFound)?;
    let posts = store::posts(conn, &known.id)?;
    let post = posts.first().ok_or(Error::Forbidden)?;
    Ok(Anyone(Arc::new(SignedIn {
        principals: Vec::new(),
        name: store::name_of(conn, &known.id)?,
        user: known.id,
        fingerprint: String::new(),
        needs_factor: false,
        csrf: String::new(),
        seen_at: Moment::from_utc(chrono::DateTime::UNIX_EPOCH),
        office: post.office.clone(),
        office_name: post.office_name.clone(),
        role: post.role,
        scope: scope_of(conn, post)?,
        offices: offices_of(&posts),
    })))
}

/// Whether who has this post has to have a second factor.
fn asks_factor(asked: SecondFactor, post: &Post) -> bool {
    match asked {
        SecondFactor::Optional => false,
        SecondFactor::HeadOffice => post.role.is_of_head_office(),
    }
}

/// Whoever works for the head office reaches all.
fn scope_of(conn: &mut Conn, post: &Post) -> Result<Scope> {
    let offices = match post.kind.as_str() {
        "head" => store::all_offices(conn)?,
        _ => vec![post.office.clone()],
    };
    Ok(Scope::of(offices))
}

fn offices_of(posts: &[Post]) -> Vec<OfficeName> {
    let named = posts.iter().map(|post| OfficeName {
        id: post.office.clone(),
        name: post.office_name.clone(),
    });
    named.collect()
}

/// The cookie of a new session.
pub(super) fn cookie(view: &crate::platform::page::View, token: String) -> Cookie<'static> {
    view.cookie(COOKIE, token)
}

/// The token a browser sent, if any.
pub(super) fn token_of(req: &HttpRequest, client: &Client) -> Option<String> {
    req.cookie_raw(&client.cookie_name(COOKIE))
        .map(|c| c.value().to_owned())
}

/// Puts who is signed in, and the frame for them, on the request.
pub async fn load(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let client = req.extensions().get::<Client>().copied();
    let client = client.ok_or_else(|| Error::internal("the client was not read"))?;
    let mut made = None;
    match signed_in(&req, &client).await {
        Ok(Some(Entered { who, frame, lacks })) => {
            requests::asked_by(&req, who.user.as_str());
            let mut extensions = req.extensions_mut();
            extensions.insert(frame);
            if lacks {
                extensions.insert(Unenrolled(Arc::new(who)));
            } else {
                extensions.insert(Arc::new(who));
            }
        }
        Ok(None) => {
            remember_ended(&req, &client);
            made = anonymous_form(&req, &client);
        }
        // As an answer, so that the page that says so is drawn over it.
        Err(e) => return Ok(req.error_response(e)),
    }
    let mut res = next.call(req).await?;
    if let Some(cookie) = made {
        res.response_mut()
            .add_cookie(&cookie)
            .map_err(Error::internal)?;
    }
    Ok(res.map_into_boxed_body())
}

/// Somebody who is signed in, with the frame of their pages.
struct Entered {
    who: SignedIn,
    frame: Frame,
    /// Whether a second factor is to be set up before anything else.
    lacks: bool,
}

/// A browser whose session is over may still send a form of it.
fn remember_ended(req: &ServiceRequest, client: &Client) {
    if let Some(token) = token_of(req.request(), client) {
        let csrf = csrf_of(&token);
        req.extensions_mut().insert(EndedSession { csrf });
    }
}

/// The token that the forms of a session carry follows from its cookie: a form that comes when the
/// session is over, and nothing of it is kept any more, is still known to be its own.
pub(super) fn csrf_of(token: &str) -> String {
    secret::fingerprint(&format!("csrf:{token}"))
}

async fn signed_in(req: &ServiceRequest, client: &Client) -> Result<Option<Entered>> {
    let Some(token) = token_of(req.request(), client) else {
        return Ok(None);
    };
    let data = |what| Error::internal(format!("no {what} in the application"));
    let db = req
        .app_data::<web::Data<Db>>()
        .ok_or_else(|| data("database"))?
        .clone();
    let menu = req
        .app_data::<web::Data<Menu>>()
        .ok_or_else(|| data("menu"))?
        .clone();
    let limits = req
        .app_data::<web::Data<SessionLimits>>()
        .ok_or_else(|| data("limits"))?;
    let limits = *limits.get_ref();
    let demo = req.app_data::<web::Data<DemoAccounts>>();
    let demo = demo.is_some_and(|d| !d.people.is_empty());
    let (now, path) = (db.clock().now(), req.path().to_owned());
    let found = db
        .read(move |conn| {
            let Some(who) = find(conn, &token, limits, now)? else {
                return Ok(None);
            };
            let lacks = who.needs_factor && factors::of(conn, &who.user)?.is_none();
            let mut frame = frame(conn, &menu, &who, &path)?;
            frame.demo = demo;
            if lacks {
                frame.nav.clear();
            }
            Ok(Some(Entered { who, frame, lacks }))
        })
        .await?;
    if let Some(Entered { who, .. }) = &found
        && now.since(who.seen_at) > TOUCH_EVERY
    {
        let fingerprint = who.fingerprint.clone();
        db.write(System("session"), move |tx, _| {
            store::touch_session(tx, &fingerprint)
        })
        .await?;
    }
    Ok(found)
}

fn frame(conn: &mut Conn, menu: &Menu, who: &SignedIn, path: &str) -> Result<Frame> {
    let mut nav = Vec::new();
    for entry in menu.0.iter().filter(|e| who.may(e.permission)) {
        let count = entry.count.map_or(Ok(0), |count| count(conn, &who.scope))?;
        let on = if entry.href == "/" {
            path == "/"
        } else {
            path.starts_with(entry.href)
        };
        nav.push(NavItem {
            key: entry.key,
            href: entry.href,
            on,
            count,
        });
    }
    Ok(Frame {
        person: Some(Person {
            name: who.name.clone(),
            place: who.office_name.clone(),
            role: format!("role-{}", who.role.as_str().replace('_', "-")),
            stands_for: names_of(&who.principals),
        }),
        nav,
        csrf: who.csrf.clone(),
        demo: false,
    })
}

fn names_of(principals: &[Principal]) -> String {
    let names: Vec<&str> = principals.iter().map(|one| one.name.as_str()).collect();
    names.join("、")
}

/// Gives the few forms that need no sign-in a token bound to the browser.
fn anonymous_form(req: &ServiceRequest, client: &Client) -> Option<Cookie<'static>> {
    const FORMS: [&str; 4] = ["/sign-in", "/password/", "/set-up/", "/follow"];
    let known = req
        .cookie_raw(&client.cookie_name(FORM_COOKIE))
        .map(|c| c.value().to_owned());
    let sent = req.method() == actix_web::http::Method::POST;
    let wanted = sent || FORMS.iter().any(|form| req.path().starts_with(form));
    let token = match known {
        Some(token) => token,
        None if wanted => secret::token(),
        None => return None,
    };
    let cookie = Cookie::build(client.cookie_name(FORM_COOKIE), token.clone())
        .path("/")
        .http_only(true)
        .secure(client.secure)
        .same_site(actix_web::cookie::SameSite::Lax)
        .finish();
    let csrf = secret::fingerprint(&token);
    req.extensions_mut().insert(Frame {
        csrf,
        ..Frame::default()
    });
    Some(cookie)
}
