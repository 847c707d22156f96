//! First set-up: a one-time link founds the company and its first administrator.

#[cfg(test)]
mod samples;

use std::slice;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::Company;
use super::service::{self, Founding};
use crate::error::{Error, Refusal, Result};
use crate::people::{Door, Told, password, service as people};
use crate::platform::db::{Db, System, Tx};
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState};
use crate::platform::page::{Page, View};
use crate::platform::press::Press;
use crate::platform::printed::Printed;

/// The page that founds the installation.
#[derive(Debug, Serialize)]
pub struct SetUp {
    /// What was typed and what was wrong.
    pub form: FormState,
}

impl Page for SetUp {
    const TEMPLATE: &'static str = "organisation/set_up.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::set_up()
    }
}

/// `GET /set-up/{token}`
pub async fn show(view: View, db: web::Data<Db>, token: web::Path<String>) -> Result<HttpResponse> {
    must_be_open(&db, token.into_inner()).await?;
    view.page(&SetUp {
        form: FormState::default(),
    })
}

async fn must_be_open(db: &Db, token: String) -> Result<()> {
    let now = db.clock().now();
    let open = db
        .read(move |conn| people::is_set_up_link(conn, &token, now))
        .await?;
    if open { Ok(()) } else { Err(Error::NotFound) }
}

/// `POST /set-up/{token}`: the first administrator is in at once, as after the sign-in.
pub async fn found(
    desk: Desk,
    fields: Fields,
    door: Door,
    token: web::Path<String>,
) -> Result<HttpResponse> {
    let Desk { view, db, press } = desk;
    let token = token.into_inner();
    must_be_open(&db, token.clone()).await?;
    let founding = match read(&fields, &press) {
        Ok(founding) => founding,
        Err(refusals) => {
            let page = again(&view, &fields, &refusals);
            return view.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let opening = door.opening();
    let hash = door.hash(fields.get("password").to_owned());
    let done = async {
        let hash = hash.await?;
        let found = move |tx: &mut Tx<'_>, _: &System| {
            people::use_set_up_link(tx, &token)?;
            let first = service::found(tx, &founding, &hash)?;
            opening.open(tx, &first)
        };
        db.write(System("set-up"), found).await
    };
    let told = match done.await {
        Ok(opened) => {
            let mut answer = view.redirect("/places", Some("founded"));
            opened.hand_over(&view, &mut answer)?;
            return Ok(answer);
        }
        Err(error) => Told::of(error, Refusal::new("error-too-many"))?,
    };
    let page = again(&view, &fields, slice::from_ref(&told.refusal));
    told.page(&view, &page)
}

fn again(view: &View, fields: &Fields, refusals: &[Refusal]) -> SetUp {
    let mut form = FormState::wrong(fields, refusals, view);
    form.values.remove("password");
    form.values.remove("again");
    SetUp { form }
}

fn read(fields: &Fields, press: &Press) -> Result<Founding, Vec<Refusal>> {
    let mut printed = Printed::new(fields, press);
    let company = Company {
        name: printed.text("company", 60),
        short_name: printed.text("short_name", 12),
        demo: false,
    };
    let (phone, name) = (printed.phone("phone"), printed.text("name", 40));
    let mut reader = printed.reader;
    let founding = Founding {
        company,
        phone,
        name,
        login: reader.text("login", 40).to_lowercase(),
    };
    let new = fields.get("password");
    let names = [
        founding.login.clone(),
        founding.company.name.clone(),
        founding.company.short_name.clone(),
    ];
    if let Err(refusal) = password::check(new, &names) {
        reader.refuse(refusal);
    } else if new != fields.get("again") {
        reader.refuse(Refusal::of_field("again", "people-password-differs"));
    }
    match reader.errors() {
        errors if errors.is_empty() => Ok(founding),
        errors => Err(errors),
    }
}
