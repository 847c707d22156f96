//! First set-up: a one-time link founds the company and its first administrator.

#[cfg(test)]
mod samples;

use std::slice;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::Company;
use super::reach::address;
use super::service::{self, Founding};
use crate::config::BaseUrl;
use crate::error::{Error, Refusal, Result};
use crate::people::{Door, NewSession, Told, password, service as people};
use crate::platform::db::{Conn, Db, System, Tx};
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState};
use crate::platform::page::Page;
use crate::platform::press::Press;
use crate::platform::printed::Printed;

/// The page that founds the installation.
#[derive(Debug, Serialize)]
pub struct SetUp {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// Whether the public address is asked for: the settings say none.
    pub asks_address: bool,
}

impl Page for SetUp {
    const TEMPLATE: &'static str = "organisation/set_up.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::set_up()
    }
}

/// `GET /set-up/{token}`
pub async fn show(desk: Desk, token: web::Path<String>) -> Result<HttpResponse> {
    if !founds(&desk.db, token.into_inner()).await? {
        return Ok(founded_before(&desk));
    }
    desk.view.page(&SetUp {
        form: FormState::default(),
        asks_address: !desk.press.public.is_set(),
    })
}

/// Whether the link founds the company, or did already; any other leads nowhere.
async fn founds(db: &Db, token: String) -> Result<bool> {
    let now = db.clock().now();
    let look = move |conn: &mut Conn| {
        if people::is_set_up_link(conn, &token, now)? {
            return Ok(true);
        }
        if people::has_founded(conn, &token)? {
            Ok(false)
        } else {
            Err(Error::NotFound)
        }
    };
    db.read(look).await
}

/// Whoever sends it twice or comes back: in, where she is signed in, else to the sign-in.
fn founded_before(desk: &Desk) -> HttpResponse {
    desk.view.redirect("/places", Some("founded-before"))
}

/// What was typed.
struct Typed {
    founding: Founding,
    /// The public address, where it is asked for and was given.
    address: Option<BaseUrl>,
}

/// `POST /set-up/{token}`: the first administrator is in at once, as after the sign-in.
pub async fn found(
    desk: Desk,
    fields: Fields,
    door: Door,
    token: web::Path<String>,
) -> Result<HttpResponse> {
    let token = token.into_inner();
    if !founds(&desk.db, token.clone()).await? {
        return Ok(founded_before(&desk));
    }
    let Typed { founding, address } = match read(&fields, &desk.press) {
        Ok(typed) => typed,
        Err(refusals) => {
            let page = again(&desk, &fields, &refusals);
            return desk.view.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let (opening, given, sent) = (door.opening(), address.clone(), token.clone());
    let hash = door.hash(fields.get("password").to_owned());
    let done = async {
        let hash = hash.await?;
        let found = move |tx: &mut Tx<'_>, _: &System| {
            people::use_set_up_link(tx, &sent)?;
            let first = service::found(tx, &founding, &hash)?;
            if let Some(url) = &given {
                address::give(tx, "", url)?;
            }
            opening.open(tx, &first)
        };
        desk.db.write(System("set-up"), found).await
    };
    let error = match done.await {
        Ok(opened) => return enter(&desk, address, opened),
        Err(error) => error,
    };
    // The same form, sent twice at once: the other was faster.
    if matches!(error, Error::NotFound | Error::Conflict) && !founds(&desk.db, token).await? {
        return Ok(founded_before(&desk));
    }
    let told = Told::of(error, Refusal::new("error-too-many"))?;
    let page = again(&desk, &fields, slice::from_ref(&told.refusal));
    told.page(&desk.view, &page)
}

/// The founder's way in; the address that she gave counts from now on.
fn enter(desk: &Desk, address: Option<BaseUrl>, opened: NewSession) -> Result<HttpResponse> {
    if address.is_some() {
        desk.press.public.take_over(address);
    }
    let mut answer = desk.view.redirect("/places", Some("founded"));
    opened.hand_over(&desk.view, &mut answer)?;
    Ok(answer)
}

fn again(desk: &Desk, fields: &Fields, refusals: &[Refusal]) -> SetUp {
    let mut form = FormState::wrong(fields, refusals, &desk.view);
    form.values.remove("password");
    form.values.remove("again");
    SetUp {
        form,
        asks_address: !desk.press.public.is_set(),
    }
}

fn read(fields: &Fields, press: &Press) -> Result<Typed, Vec<Refusal>> {
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
    let address = if press.public.is_set() {
        None
    } else {
        address::read(&mut reader)
    };
    match reader.errors() {
        errors if errors.is_empty() => Ok(Typed { founding, address }),
        errors => Err(errors),
    }
}
