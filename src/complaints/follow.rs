//! The resident's own page of a complaint, opened by a private link, and the privacy text.

#[cfg(test)]
mod samples;

use actix_web::cookie::time::Duration as Age;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use chrono_tz::Tz;
use serde::Serialize;

use super::contact::Contact;
use super::keeping::{self, Holder, PRIVACY_VERSION};
use super::store::{cases, contacts, photos};
use crate::error::{Error, Result};
use crate::organisation::{OfficeCard, store as organisation};
use crate::platform::client::Client;
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Db};
use crate::platform::form::Fields;
use crate::platform::page::{Page, View};
use crate::platform::secret;

/// The cookie that stands for the private link.
const COOKIE: &str = "follow";

/// The private link with this token.
pub(super) fn path(token: &str) -> String {
    format!("/follow/{token}")
}

/// A complaint as the one who sent it sees it.
#[derive(Debug, Serialize)]
pub struct Followed {
    /// TS-2026-00012.
    pub number: String,
    /// When it was sent.
    pub received: String,
    /// What was told.
    pub content: String,
    /// Where.
    pub place: String,
    /// Photos that came with it.
    pub photos: usize,
    /// Photos that were sent with it and not kept.
    pub unkept: i32,
    /// Whether somebody of the office has looked at it; the time, or empty.
    pub seen: String,
    /// Whether the office can call back.
    pub reachable: bool,
    /// The key of the sentence on how it answers.
    pub answer: &'static str,
    /// The private link, whole, to keep.
    pub link: String,
    /// Who answers.
    pub office: OfficeCard,
}

impl Page for Followed {
    const TEMPLATE: &'static str = "complaints/received.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::followed()
    }
}

/// Keeps the page and its address from anybody else: search engines, other sites, caches.
fn private(mut answer: HttpResponse) -> HttpResponse {
    for (name, value) in [
        // With `no-referrer` a browser sends the origin `null` with the form of the page.
        ("referrer-policy", "same-origin"),
        ("x-robots-tag", "noindex"),
        ("cache-control", "no-store"),
    ] {
        let (name, value) = (
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
        answer.headers_mut().insert(name, value);
    }
    answer
}

/// `GET /follow/{token}`: shows nothing, hands over a cookie, and leads to an address
/// that can be seen by anybody.
pub async fn link(view: View, token: web::Path<String>, db: web::Data<Db>) -> Result<HttpResponse> {
    let fingerprint = secret::fingerprint(&token);
    db.read(move |conn| contacts::followed(conn, &fingerprint))
        .await?;
    let mut cookie = view.cookie(COOKIE, token.into_inner());
    cookie.set_max_age(Age::days(1));
    let mut answer = view.redirect("/follow", None);
    answer.add_cookie(&cookie).map_err(Error::internal)?;
    Ok(private(answer))
}

/// `GET /follow`
pub async fn show(
    view: View,
    req: HttpRequest,
    client: Client,
    db: web::Data<Db>,
    zone: web::Data<Tz>,
) -> Result<HttpResponse> {
    let Some(token) = token(&req, client) else {
        return Ok(view.redirect("/q", Some("follow-lost")));
    };
    let link = view.address(&path(&token));
    let dates = Dates::new(view.lang, **zone, db.clock().now());
    let page = db
        .read(move |conn| followed(conn, &token, link, dates))
        .await?;
    Ok(private(view.page(&page)?))
}

fn token(req: &HttpRequest, client: Client) -> Option<String> {
    let cookie = req.cookie(&client.cookie_name(COOKIE));
    cookie.map(|c| c.value().to_owned())
}

/// `POST /follow/withdraw`: the resident takes name and number back; the report stays.
pub(super) async fn withdraw(
    view: View,
    req: HttpRequest,
    client: Client,
    _: Fields,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    let Some(token) = token(&req, client) else {
        return Ok(view.redirect("/q", Some("follow-lost")));
    };
    let fingerprint = secret::fingerprint(&token);
    let contact = db
        .read(move |conn| contacts::followed(conn, &fingerprint))
        .await?;
    db.write(Holder::of(&contact), move |tx, _| {
        keeping::withdraw(tx, &contact.belonging())
    })
    .await?;
    Ok(private(view.redirect("/follow", Some("contact-withdrawn"))))
}

fn followed(conn: &mut Conn, token: &str, link: String, dates: Dates) -> Result<Followed> {
    let contact = contacts::followed(conn, &secret::fingerprint(token))?;
    let office = organisation::office(conn, &contact.office_id)?;
    Ok(Followed {
        photos: photos::count(conn, &contact.id)?,
        unkept: contact.photos_unkept,
        received: dates.day_time(contact.received_at),
        seen: seen(conn, &contact, dates)?,
        reachable: contact.reach.is_open(),
        answer: contact.reach.to_resident(),
        number: contact.number,
        content: contact.content,
        place: contact.place_text,
        link,
        office: OfficeCard::of(&office, dates.lang),
    })
}

/// When somebody of the office first looked at the case of a contact; empty before.
fn seen(conn: &mut Conn, contact: &Contact, dates: Dates) -> Result<String> {
    let Some(case) = &contact.case_id else {
        return Ok(String::new());
    };
    let case = cases::followed(conn, case)?;
    let look = case.standing.look();
    Ok(look.map(|look| dates.day_time(look.at)).unwrap_or_default())
}

/// How personal information is handled (PIPL art. 17).
#[derive(Debug, Serialize)]
pub struct Privacy {
    /// The company that answers for it.
    pub company: String,
    /// The offices and how to reach them.
    pub offices: Vec<OfficeCard>,
    /// The version of the text, kept with each complaint that names a contact.
    pub version: &'static str,
}

impl Page for Privacy {
    const TEMPLATE: &'static str = "complaints/privacy.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::privacy()
    }
}

/// `GET /privacy`
pub async fn privacy(view: View, db: web::Data<Db>) -> Result<HttpResponse> {
    let (company, offices) = db
        .read(|conn| {
            Ok((
                organisation::company(conn)?,
                organisation::public_offices(conn)?,
            ))
        })
        .await?;
    view.page(&Privacy {
        company: company.name,
        offices: offices
            .iter()
            .map(|office| OfficeCard::of(office, view.lang))
            .collect(),
        version: PRIVACY_VERSION,
    })
}
