//! What the pages of accounts send.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::account::DemoAccounts;
use super::pages::{self, Resume, SetPassword, SignIn};
use super::permission::{Allowed, Anyone, ManagePeople};
use super::session::{self, SessionLimits};
use super::{NewAccount, OfficeId, Role, UserId, password, service, store};
use crate::error::{Error, Refusal, Result};
use crate::platform::client::Client;
use crate::platform::db::{Db, System};
use crate::platform::form::{Fields, FormState, Reader};
use crate::platform::page::View;

/// `POST /sign-in`
#[expect(clippy::too_many_arguments, reason = "each is an extractor of its own")]
pub async fn sign_in(
    view: View,
    fields: Fields,
    db: web::Data<Db>,
    client: Client,
    limits: web::Data<SessionLimits>,
    demo: web::Data<DemoAccounts>,
) -> Result<HttpResponse> {
    let (login, password) = (fields.get("login"), fields.get("password").to_owned());
    let refusal = match service::sign_in(&db, client, **limits, login, password).await {
        Ok(opened) => return enter(&view, &fields, opened),
        Err(Error::Refused(refusal)) => refusal,
        Err(Error::TooMany(_)) => Refusal::new("people-too-many-sign-ins"),
        Err(other) => return Err(other),
    };
    let mut form = FormState::wrong(&fields, &[refusal], &view);
    form.values.remove("password");
    let page = SignIn {
        form,
        next: pages::local_path(Some(fields.get("next"))),
        kept: fields.get("kept").to_owned(),
        kept_to: fields.get("kept_to").to_owned(),
        demo: demo.get_ref().clone(),
    };
    view.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Goes on where the person was: to a page, or to the form that was being sent.
fn enter(view: &View, fields: &Fields, opened: service::NewSession) -> Result<HttpResponse> {
    let mut answer = if fields.get("kept_to").is_empty() {
        view.redirect(&pages::local_path(Some(fields.get("next"))), None)
    } else {
        let kept = Fields::parse(fields.get("kept").as_bytes())?;
        let kept = kept
            .pairs()
            .iter()
            .filter(|(name, _)| name != "csrf")
            .cloned();
        let to = pages::local_path(Some(fields.get("kept_to")));
        view.page(&Resume {
            to,
            csrf: opened.csrf,
            fields: kept.collect(),
        })?
    };
    answer
        .add_cookie(&session::cookie(view, opened.token))
        .map_err(Error::internal)?;
    Ok(answer)
}

/// `POST /sign-out`
pub async fn sign_out(
    by: Anyone,
    view: View,
    _: Fields,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    db.write(by, service::sign_out).await?;
    let mut answer = view.redirect("/sign-in", Some("signed-out"));
    let mut gone = session::cookie(&view, String::new());
    gone.make_removal();
    answer.add_cookie(&gone).map_err(Error::internal)?;
    Ok(answer)
}

/// What the address of a language link carries.
#[derive(Debug, Deserialize)]
pub struct LanguageQuery {
    to: Option<String>,
}

/// `GET /language/{tag}?to=/path`: remembers the reader's language; nothing else changes.
pub async fn language(
    view: View,
    tag: web::Path<String>,
    query: web::Query<LanguageQuery>,
) -> Result<HttpResponse> {
    let lang = crate::platform::words::Lang::of_tag(&tag);
    let mut answer = view.redirect(&pages::local_path(query.to.as_deref()), None);
    let mut cookie = view.cookie("lang", lang.tag().to_owned());
    cookie.set_max_age(actix_web::cookie::time::Duration::days(365));
    answer.add_cookie(&cookie).map_err(Error::internal)?;
    Ok(answer)
}

/// `POST /password/{token}`
pub async fn set_password(
    view: View,
    fields: Fields,
    db: web::Data<Db>,
    token: web::Path<String>,
) -> Result<HttpResponse> {
    let token = token.into_inner();
    let (asked, now) = (token.clone(), db.clock().now());
    let login = db
        .read(move |conn| service::login_of_link(conn, &asked, now))
        .await?;
    let checked = new_password(&fields, &login);
    let new = match checked {
        Ok(new) => new,
        Err(refusal) => {
            let form = FormState::wrong(&Fields::default(), &[refusal], &view);
            return view.page_as(
                StatusCode::UNPROCESSABLE_ENTITY,
                &SetPassword { form, login },
            );
        }
    };
    let hash = password::hash(new).await?;
    db.write(System("password link"), move |tx, _| {
        service::set_password_by_link(tx, &token, &hash)
    })
    .await?;
    Ok(view.redirect("/sign-in", Some("password-set")))
}

/// The new password, typed twice alike and good enough.
fn new_password(fields: &Fields, login: &str) -> Result<String, Refusal> {
    let new = fields.get("password");
    password::check(new, login)?;
    if new == fields.get("again") {
        Ok(new.to_owned())
    } else {
        Err(Refusal::of_field("again", "people-password-differs"))
    }
}

/// `POST /account/password`
pub async fn change_password(
    by: Anyone,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    let user = by.0.user.clone();
    let known = db
        .read(move |conn| store::credentials_of(conn, &user))
        .await?;
    let refusal = if let Err(refusal) = new_password(&fields, &known.login) {
        Some(refusal)
    } else {
        let current = fields.get("current").to_owned();
        let right = password::verify(current, Some(known.password_hash)).await?;
        (!right).then(|| Refusal::of_field("current", "people-password-wrong"))
    };
    if let Some(refusal) = refusal {
        let form = FormState::wrong(&Fields::default(), &[refusal], &view);
        return pages::show_account(&by, &view, &db, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let hash = password::hash(fields.get("password").to_owned()).await?;
    db.write(by, move |tx, by| service::change_password(tx, by, &hash))
        .await?;
    Ok(view.redirect("/account", Some("password-changed")))
}

/// `POST /account/sign-out-others`
pub async fn sign_out_others(
    by: Anyone,
    view: View,
    _: Fields,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    db.write(by, service::sign_out_others).await?;
    Ok(view.redirect("/account", Some("others-signed-out")))
}

/// `POST /account/office`
pub async fn switch_office(
    by: Anyone,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    let office: OfficeId = fields.get("office").parse()?;
    db.write(by, move |tx, by| service::switch_office(tx, by, &office))
        .await?;
    Ok(view.redirect("/", None))
}

/// `POST /people`
pub async fn add(
    by: Allowed<ManagePeople>,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    let account = match read_account(&fields) {
        Ok(account) => account,
        Err(refusals) => {
            let form = FormState::wrong(&fields, &refusals, &view);
            return pages::show_list(&by, &view, &db, form, String::new()).await;
        }
    };
    let made = db
        .write(by.clone(), move |tx, by| service::add(tx, by, &account))
        .await;
    match made {
        Ok(token) => {
            let link = view.address(&format!("/password/{token}"));
            pages::show_list(&by, &view, &db, FormState::default(), link).await
        }
        Err(Error::Refused(refusal)) => {
            let form = FormState::wrong(&fields, &[refusal], &view);
            pages::show_list(&by, &view, &db, form, String::new()).await
        }
        Err(other) => Err(other),
    }
}

fn read_account(fields: &Fields) -> Result<NewAccount, Vec<Refusal>> {
    let mut reader = Reader::new(fields);
    let login = reader.text("login", 40).to_lowercase();
    let name = reader.text("name", 40);
    let role: Option<Role> = reader.choice("role");
    let office: Option<OfficeId> = reader.choice("office");
    let errors = reader.errors();
    match (role, office, errors.is_empty()) {
        (Some(role), Some(office), true) => Ok(NewAccount {
            login,
            name,
            email: None,
            office,
            role,
        }),
        _ => Err(errors),
    }
}

/// `POST /people/{id}/disable`
pub async fn disable(
    by: Allowed<ManagePeople>,
    view: View,
    _: Fields,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: UserId = id.parse()?;
    db.write(by, move |tx, by| service::disable(tx, by, &id))
        .await?;
    Ok(view.redirect("/people", Some("account-closed")))
}

/// `POST /people/{id}/reset`
pub async fn reset(
    by: Allowed<ManagePeople>,
    view: View,
    _: Fields,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: UserId = id.parse()?;
    let token = db
        .write(by.clone(), move |tx, by| service::reset(tx, by, &id))
        .await?;
    pages::show_list(
        &by,
        &view,
        &db,
        FormState::default(),
        view.address(&format!("/password/{token}")),
    )
    .await
}
