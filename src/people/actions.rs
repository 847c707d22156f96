//! What the pages of accounts send.

use std::slice;

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::change::Change;
use super::changing::Sent;
use super::door::Door;
use super::news::Messenger;
use super::pages::{self, SetPassword};
use super::permission::{Allowed, Anyone, ManagePeople};
use super::told::Told;
use super::{NewAccount, OfficeId, UserId, changing, entry, password, service, store};
use crate::error::{Error, Refusal, Result};
use crate::platform::again::Again;
use crate::platform::db::{Db, System};
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState, Reader};
use crate::platform::page::View;
use crate::platform::press::Press;
use crate::platform::step::Asked;

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
    let mut answer = view.redirect(pages::local_path(query.to.as_deref()), None);
    let mut cookie = view.cookie("lang", lang.tag().to_owned());
    cookie.set_max_age(actix_web::cookie::time::Duration::days(365));
    answer.add_cookie(&cookie).map_err(Error::internal)?;
    Ok(answer)
}

/// `POST /password/{token}`
pub async fn set_password(
    view: View,
    fields: Fields,
    door: Door,
    token: web::Path<String>,
) -> Result<HttpResponse> {
    let token = token.into_inner();
    let (asked, now) = (token.clone(), door.db.clock().now());
    let service::Invited { login, names } = door
        .db
        .read(move |conn| service::invited(conn, &asked, now))
        .await?;
    let told = match new_password(&fields, &names) {
        Ok(new) => match door.hash(new).await {
            Ok(hash) => return set(&view, &door, token, hash).await,
            Err(error) => Told::of(error, Refusal::new("error-too-many"))?,
        },
        Err(refusal) => refusal.into(),
    };
    let form = FormState::wrong(&Fields::default(), slice::from_ref(&told.refusal), &view);
    told.page(&view, &SetPassword { form, login })
}

async fn set(view: &View, door: &Door, token: String, hash: String) -> Result<HttpResponse> {
    let messenger = door.messenger.clone();
    door.db
        .write(System("password link"), move |tx, _| {
            service::set_password_by_link(tx, &messenger, &token, &hash)
        })
        .await?;
    Ok(view.redirect("/sign-in", Some("password-set")))
}

/// The new password, typed twice alike and good enough.
fn new_password(fields: &Fields, names: &[String]) -> Result<String, Refusal> {
    let new = fields.get("password");
    password::check(new, names)?;
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
    door: Door,
) -> Result<HttpResponse> {
    let user = by.0.user.clone();
    let names = door.db.read(move |conn| {
        let mut names = store::known_names(conn)?;
        names.push(store::credentials_of(conn, &user)?.login);
        Ok(names)
    });
    let told = match new_password(&fields, &names.await?) {
        Ok(new) => {
            let current = fields.get("current").to_owned();
            match entry::change_password(&door, by.clone(), current, new).await {
                Ok(()) => return Ok(view.redirect("/account", Some("password-changed"))),
                Err(error) => {
                    let too_many = Refusal::of_field("current", "people-too-many-currents");
                    Told::of(error, too_many)?
                }
            }
        }
        Err(refusal) => refusal.into(),
    };
    let form = FormState::wrong(&Fields::default(), slice::from_ref(&told.refusal), &view);
    let page = pages::account_page(&by, &view, &door.db, door.sessions, form).await?;
    told.page(&view, &page)
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

/// `POST /account/sessions/end`
pub async fn end_session(
    by: Anyone,
    view: View,
    fields: Fields,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    let session = fields.get("session").to_owned();
    db.write(by, move |tx, by| service::end_session(tx, by, &session))
        .await?;
    Ok(view.redirect("/account", Some("session-ended")))
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
    desk: Desk,
    fields: Fields,
    messenger: web::Data<Messenger>,
) -> Result<HttpResponse> {
    let Desk { view, db, press } = desk;
    let account = match read_account(&fields, &press) {
        Ok(account) => account,
        Err(refusals) => {
            let form = FormState::wrong(&fields, &refusals, &view);
            return pages::show_list(&by, &view, &db, form, String::new()).await;
        }
    };
    let made = db
        .write(by.clone(), move |tx, by| {
            service::add(tx, by, &messenger, &account)
        })
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

fn read_account(fields: &Fields, press: &Press) -> Result<NewAccount, Vec<Refusal>> {
    let mut reader = Reader::new(fields);
    let login = reader.text("login", 40).to_lowercase();
    match (Change::read(fields, press), reader.errors()) {
        (Ok(new), errors) if errors.is_empty() => Ok(NewAccount {
            login,
            name: new.name,
            email: new.email,
            office: new.office,
            role: new.role,
        }),
        (Ok(_), errors) => Err(errors),
        (Err(mut wrong), errors) => {
            wrong.extend(errors);
            Err(wrong)
        }
    }
}

/// A step on somebody's account.
type OnAccount = Asked<Allowed<ManagePeople>, UserId>;

/// `POST /people/{id}`
pub async fn change(asked: OnAccount, messenger: web::Data<Messenger>) -> Result<HttpResponse> {
    let again = match Change::read(asked.fields(), &asked.desk.press) {
        Err(wrong) => Again::wrong(asked.sent, wrong),
        Ok(new) => {
            let done = asked.decide(move |tx, by, id, seen| {
                changing::change(tx, by, &messenger, id, &Sent { seen, new })
            });
            match done.await {
                Ok(()) => return Ok(asked.done("/people", "account-changed")),
                Err(error) => Again::of(asked.sent, error)?,
            }
        }
    };
    pages::person::draw(&asked.by, &asked.desk, asked.id, Some(again)).await
}

/// `POST /people/{id}/disable`
pub async fn disable(asked: OnAccount) -> Result<HttpResponse> {
    match asked.take(service::disable).await {
        Err(Error::Refused(refusal)) => {
            let Asked { by, desk, .. } = asked;
            let form = FormState::wrong(&Fields::default(), &[refusal], &desk.view);
            pages::show_list(&by, &desk.view, &desk.db, form, String::new()).await
        }
        done => done.map(|()| asked.done("/people", "account-closed")),
    }
}

/// `POST /people/{id}/enable`
pub async fn enable(asked: OnAccount) -> Result<HttpResponse> {
    asked.take(changing::enable).await?;
    Ok(asked.done("/people", "account-opened-again"))
}

/// `POST /people/{id}/reset`
pub async fn reset(asked: OnAccount, messenger: web::Data<Messenger>) -> Result<HttpResponse> {
    let token = asked
        .take(move |tx, by, user| service::reset(tx, by, &messenger, user))
        .await?;
    let Asked { by, desk, .. } = asked;
    let link = desk.view.address(&format!("/password/{token}"));
    pages::show_list(&by, &desk.view, &desk.db, FormState::default(), link).await
}
