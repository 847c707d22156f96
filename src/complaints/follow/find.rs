//! `GET` and `POST /follow/find`: how it stands, for who has the number and left a telephone.
//!
//! A number that is unknown and a telephone that is not its own are answered alike, and tries are
//! counted before anything is looked up.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use chrono::Duration;
use serde::Serialize;

use super::holds::{self, Holds};
use super::private::private;
use crate::complaints::case;
use crate::complaints::contact::{Contact, ContactId};
use crate::complaints::store::contacts;
use crate::error::{Error, Refusal, Result};
use crate::platform::client::Client;
use crate::platform::db::{Db, System, Tx};
use crate::platform::form::{Fields, FormState};
use crate::platform::limits::{self, Ask, Full, Limit};
use crate::platform::page::{Page, View};
use crate::platform::{phone, secrets};

/// Tries of one address: a family shares one.
const BY_ADDRESS: Limit = Limit {
    most: 10,
    window: Duration::minutes(15),
};
/// Tries at one number, from wherever: its telephone has ten unknown figures.
const AT_NUMBER: Limit = Limit {
    most: 20,
    window: Duration::days(1),
};

/// The longest number that is looked for, in characters.
const LONGEST: usize = 40;
/// So much is read of what stands for the telephone, and so many of its numbers: a list of
/// telephones is no single try.
const LONGEST_TELEPHONE: usize = 80;
const TELEPHONES: usize = 2;

/// The form that asks for number and telephone.
#[derive(Debug, Serialize)]
pub(super) struct Find {
    /// What was typed and what was wrong.
    pub form: FormState,
}

impl Page for Find {
    const TEMPLATE: &'static str = "complaints/find.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::find()
    }
}

/// `GET /follow/find`
pub(in crate::complaints) async fn form(view: View) -> Result<HttpResponse> {
    let form = FormState::fresh(&Fields::of([("number", view.query("number"))]));
    Ok(private(view.page(&Find { form })?))
}

/// `POST /follow/find`
pub(in crate::complaints) async fn look(
    view: View,
    held: Holds,
    client: Client,
    fields: Fields,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    let number: String = case::typed(fields.get("number"))
        .chars()
        .take(LONGEST)
        .collect();
    let asked = asks(&client, &number);
    let telephones = telephones(fields.get("phone"));
    let looked_for = number.clone();
    let found = db.write(System("follow"), move |tx, _| {
        let taken = match limits::take(tx, &asked)? {
            Ok(taken) => taken,
            Err(full) => return Ok(Err(full)),
        };
        let found = matching(tx, &looked_for, &telephones)?;
        if found.is_some() {
            taken.forgive(tx)?;
        }
        Ok(Ok(found))
    });
    match found.await? {
        Ok(Some(id)) => {
            let key = secrets::load(&db, holds::KEY).await?;
            let held = held.with_found(&key, &id, db.clock().now())?;
            let mut answer = view.redirect("/follow", None);
            answer
                .add_cookie(&held.cookie(&view))
                .map_err(Error::internal)?;
            Ok(private(answer))
        }
        Ok(None) => refused(
            &view,
            &fields,
            Refusal::of_field("number", "follow-not-found"),
        ),
        Err(full) => too_many(&view, &fields, &full),
    }
}

fn asks(client: &Client, number: &str) -> [Ask; 2] {
    [
        Ask::hit(format!("follow-from:{}", client.bucket()), BY_ADDRESS),
        Ask::hit(format!("follow-at:{number}"), AT_NUMBER),
    ]
}

/// The telephones that one try may name.
fn telephones(typed: &str) -> Vec<String> {
    let typed: String = typed.chars().take(LONGEST_TELEPHONE).collect();
    let mut named = phone::dials(&typed);
    named.truncate(TELEPHONES);
    named
}

/// The contact with this number whose telephone is one of these.
fn matching(tx: &mut Tx<'_>, number: &str, telephones: &[String]) -> Result<Option<ContactId>> {
    let left = |contact: &Contact| {
        let left = phone::dials(contact.phone.as_deref().unwrap_or_default());
        left.iter().any(|one| telephones.contains(one))
    };
    let mut numbered = contacts::reachable_as(tx, number)?;
    numbered.extend(contacts::reachable_once_as(tx, number)?);
    Ok(numbered.into_iter().find(left).map(|contact| contact.id))
}

fn refused(view: &View, fields: &Fields, why: Refusal) -> Result<HttpResponse> {
    let form = FormState::wrong(fields, &[why], view);
    let page = view.page_as(StatusCode::UNPROCESSABLE_ENTITY, &Find { form })?;
    Ok(private(page))
}

fn too_many(view: &View, fields: &Fields, full: &Full) -> Result<HttpResponse> {
    let why = Refusal::new("follow-too-many").naming("minutes", full.wait.minutes().to_string());
    let form = FormState::wrong(fields, &[why], view);
    let page = view.page_as(StatusCode::TOO_MANY_REQUESTS, &Find { form })?;
    Ok(private(page))
}
