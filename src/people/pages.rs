//! The pages of accounts.

pub mod acts;
pub mod person;
#[cfg(test)]
mod samples;
pub mod sign_in;

use actix_web::{HttpResponse, web};
use serde::Serialize;

pub use super::account::role_key;
use super::permission::{Allowed, Anyone, ManagePeople};
use super::session::SessionLimits;
use super::{Role, service, store};
use crate::error::Result;
use crate::platform::db::{Conn, Db};
use crate::platform::form::{Choice, FormState};
use crate::platform::page::{LocalPath, Page, View};

/// A path on this site, or the start page.
pub(super) fn local_path(path: Option<&str>) -> String {
    LocalPath::of(path.unwrap_or("/")).as_str().to_owned()
}

/// Setting a password through a one-time link.
#[derive(Debug, Serialize)]
pub struct SetPassword {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// Whose password.
    pub login: String,
}

impl Page for SetPassword {
    const TEMPLATE: &'static str = "people/set_password.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::set_password()
    }
}

/// `GET /password/{token}`
pub async fn set_password(
    view: View,
    db: web::Data<Db>,
    token: web::Path<String>,
) -> Result<HttpResponse> {
    let now = db.clock().now();
    let login = db
        .read(move |conn| service::login_of_link(conn, &token, now))
        .await?;
    view.page(&SetPassword {
        form: FormState::default(),
        login,
    })
}

/// A session in the list of one's own.
#[derive(Debug, Serialize)]
pub struct SessionLine {
    /// Its fingerprint.
    pub id: String,
    /// The browser it was opened in; empty where that is not known.
    pub device: String,
    /// The address it was opened from.
    pub address: String,
    /// When it was opened.
    pub opened: String,
    /// How long ago it was last used.
    pub seen: String,
    /// Whether it is the one looking.
    pub this: bool,
}

/// One's own account.
#[derive(Debug, Serialize)]
pub struct Account {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// Open sessions.
    pub sessions: Vec<SessionLine>,
    /// Offices one may act for: id, name, whether it is the present one.
    pub offices: Vec<(String, String, bool)>,
    /// Whether a second step is asked at sign-in.
    pub factor: bool,
}

impl Page for Account {
    const TEMPLATE: &'static str = "people/account.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::account()
    }
}

/// `GET /account`
pub async fn account(
    by: Anyone,
    view: View,
    db: web::Data<Db>,
    limits: web::Data<SessionLimits>,
) -> Result<HttpResponse> {
    let form = FormState::default();
    view.page(&account_page(&by, &view, &db, **limits, form).await?)
}

pub(super) async fn account_page(
    by: &Anyone,
    view: &View,
    db: &Db,
    limits: SessionLimits,
    form: FormState,
) -> Result<Account> {
    let (user, now) = (by.0.user.clone(), db.clock().now());
    let since = now - limits.idle;
    let read = db.read(move |conn| {
        let factor = store::factors::of(conn, &user)?.is_some();
        Ok((store::sessions_of(conn, &user, since, now)?, factor))
    });
    let (rows, factor) = read.await?;
    let dates = view.dates(now);
    let sessions = rows
        .into_iter()
        .map(|open| SessionLine {
            this: open.id == by.0.fingerprint,
            id: open.id,
            device: open.device,
            address: open.address,
            opened: dates.near(open.created_at),
            seen: dates.ago(open.seen_at),
        })
        .collect();
    let offices = by.0.offices.iter();
    let offices = offices
        .map(|one| (one.id.to_string(), one.name.clone(), one.id == by.0.office))
        .collect();
    Ok(Account {
        form,
        sessions,
        offices,
        factor,
    })
}

/// A person in the list.
#[derive(Debug, Serialize)]
pub struct PersonLine {
    /// The account's id.
    pub id: String,
    /// The name typed at sign-in.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// The key of the word for the role.
    pub role: String,
    pub office: String,
    /// Whether the account is closed.
    pub closed: bool,
    /// Whether a second step is asked at sign-in.
    pub factor: bool,
}

/// Everybody, and the form for one more.
#[derive(Debug, Serialize)]
pub struct List {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// Everybody.
    pub people: Vec<PersonLine>,
    /// Offices to choose from.
    pub offices: Vec<Choice>,
    /// Roles to choose from.
    pub roles: Vec<Choice>,
    /// The link to hand over, right after it was made; empty else.
    pub link: String,
}

impl Page for List {
    const TEMPLATE: &'static str = "people/list.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::list()
    }
}

fn roles(view: &View) -> Vec<Choice> {
    let named = |role: &Role| Choice::new(role, view.say(&role_key(*role)));
    Role::ALL.iter().map(named).collect()
}

/// `GET /people`
pub async fn list(
    by: Allowed<ManagePeople>,
    view: View,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    show_list(&by, &view, &db, FormState::default(), String::new()).await
}

pub(super) async fn show_list(
    by: &Allowed<ManagePeople>,
    view: &View,
    db: &Db,
    form: FormState,
    link: String,
) -> Result<HttpResponse> {
    let scope = by.scope().clone();
    let (people, offices) = db
        .read(move |conn: &mut Conn| {
            Ok((
                store::accounts(conn, &scope)?,
                store::office_names(conn, &scope)?,
            ))
        })
        .await?;
    let people = people.into_iter().map(|row| PersonLine {
        id: row.id.to_string(),
        login: row.login,
        name: row.name,
        role: row.role.map(role_key).unwrap_or_default(),
        office: row.office.unwrap_or_default(),
        closed: row.disabled_at.is_some(),
        factor: row.factor.is_some(),
    });
    view.page_as(
        form.status(),
        &List {
            form,
            people: people.collect(),
            offices: offices
                .into_iter()
                .map(|one| Choice::new(&one.id, one.name))
                .collect(),
            roles: roles(view),
            link,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn nobody_is_sent_to_another_site_by_what_a_browser_leaves_out() {
        let elsewhere = [
            "//host",
            "/\t/host",
            "/\\host",
            "\\/host",
            "/\r/host",
            "/\u{0}",
            "/ /host",
            "/\u{a0}/host",
            "https://host",
            "",
            "host",
        ];
        for path in elsewhere {
            assert_eq!(local_path(Some(path)), "/", "{path:?}");
        }
        for path in [
            "/",
            "/notices?stage=draft&q=%E6%B0%B4",
            "/Q/8K4T2M9XQ5#form",
        ] {
            assert_eq!(local_path(Some(path)), path);
        }
        assert_eq!(local_path(None), "/");
    }
}
