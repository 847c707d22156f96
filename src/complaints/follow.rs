//! The resident's own page of a complaint, opened by a private link, and the privacy text.

pub(super) mod find;
mod holds;
mod private;
#[cfg(test)]
mod samples;

use actix_web::{HttpResponse, web};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use self::holds::{Held, Holds};
use self::private::private;
use super::contact::Contact;
use super::keeping::{self, Holder, PRIVACY_VERSION};
use super::store::{cases, contacts, photos};
use crate::error::{Error, Result};
use crate::organisation::{OfficeCard, store as organisation};
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Db};
use crate::platform::form::Fields;
use crate::platform::page::{Page, View};
use crate::platform::{secret, secrets};

/// The private link with this token.
pub(super) fn path(token: &str) -> String {
    format!("/follow/{token}")
}

/// A complaint as the one who sent it sees it.
#[derive(Debug, Serialize)]
pub struct Followed {
    /// The contact's id.
    pub id: String,
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
    /// The private link, whole, to keep; empty for who found it by number and telephone.
    pub link: String,
    /// Who answers.
    pub office: OfficeCard,
    /// What else this browser holds.
    pub others: Vec<Other>,
}

/// Another report of the same browser.
#[derive(Debug, Clone, Serialize)]
pub struct Other {
    /// Where it is shown.
    pub href: String,
    /// TS-2026-00012.
    pub number: String,
    /// When it was sent.
    pub received: String,
}

impl Other {
    fn of(contact: &Contact, dates: Dates) -> Self {
        Self {
            href: format!("/follow?of={}", contact.id),
            number: contact.number.clone(),
            received: dates.day_time(contact.received_at),
        }
    }
}

impl Page for Followed {
    const TEMPLATE: &'static str = "complaints/received.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::followed()
    }
}

/// `GET /follow/{token}`: shows nothing, hands over a cookie, and leads to an address
/// that can be seen by anybody.
pub async fn link(
    view: View,
    held: Holds,
    token: web::Path<String>,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    let fingerprint = secret::fingerprint(&token);
    db.read(move |conn| contacts::followed(conn, &fingerprint))
        .await?;
    let held = held.with_link(&token);
    let mut answer = view.redirect("/follow", None);
    answer
        .add_cookie(&held.cookie(&view))
        .map_err(Error::internal)?;
    Ok(private(answer))
}

/// Which of several is meant.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    of: Option<String>,
}

/// `GET /follow`: the latest report of this browser, or the one that is named.
pub async fn show(
    view: View,
    held: Holds,
    wanted: web::Query<Wanted>,
    db: web::Data<Db>,
    zone: web::Data<Tz>,
) -> Result<HttpResponse> {
    let (key, now) = (secrets::load(&db, holds::KEY).await?, db.clock().now());
    let (dates, drawn) = (Dates::new(view.lang, **zone, now), view.clone());
    let of = wanted.into_inner().of.unwrap_or_default();
    let page = db.read(move |conn| {
        let opened = held.open(conn, &key, now)?;
        match chosen(&opened, &of) {
            Some(one) => followed(conn, one, &opened, &Reader { drawn, dates }).map(Some),
            None => Ok(None),
        }
    });
    match page.await? {
        Some(page) => Ok(private(view.page(&page)?)),
        None => Ok(private(view.redirect("/follow/find", Some("follow-lost")))),
    }
}

/// The one that is named, or the latest.
fn chosen<'a>(opened: &'a [Held], of: &str) -> Option<&'a Held> {
    let named = opened.iter().find(|held| held.contact.id.as_str() == of);
    named.or(opened.first())
}

/// `POST /follow/withdraw`: the resident takes name and number back; the report stays. Who found
/// it by number holds no link, and takes nothing back.
pub(super) async fn withdraw(
    view: View,
    held: Holds,
    fields: Fields,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    let (key, now) = (secrets::load(&db, holds::KEY).await?, db.clock().now());
    let of = fields.get("of").to_owned();
    let opened = db.read(move |conn| {
        let mut opened = held.open(conn, &key, now)?;
        opened.retain(|held| held.token.is_some());
        Ok(opened)
    });
    let opened = opened.await?;
    // One that is named and not held is not another one.
    let named = opened.iter().find(|held| held.contact.id.as_str() == of);
    let meant = named.or(opened.first().filter(|_| of.is_empty()));
    let Some(Held { contact, .. }) = meant else {
        return Ok(view.redirect("/follow/find", Some("follow-lost")));
    };
    let belonging = contact.belonging();
    let to = format!("/follow?of={}", contact.id);
    db.write(Holder::of(contact), move |tx, _| {
        keeping::withdraw(tx, &belonging)
    })
    .await?;
    Ok(private(view.redirect(to, Some("contact-withdrawn"))))
}

/// Who reads, and when.
struct Reader {
    drawn: View,
    dates: Dates,
}

fn followed(conn: &mut Conn, one: &Held, all: &[Held], reader: &Reader) -> Result<Followed> {
    let (contact, dates) = (&one.contact, reader.dates);
    let office = organisation::office(conn, &contact.office_id)?;
    let link = one
        .token
        .as_deref()
        .map(|token| reader.drawn.address(&path(token)));
    let others = all.iter().filter(|other| other.contact.id != contact.id);
    Ok(Followed {
        id: contact.id.to_string(),
        photos: photos::count(conn, &contact.id)?,
        unkept: contact.photos_unkept,
        received: dates.day_time(contact.received_at),
        seen: seen(conn, contact, dates)?,
        reachable: contact.reach.is_open(),
        answer: contact.reach.to_resident(),
        number: contact.number.clone(),
        content: contact.content.clone(),
        place: contact.place_text.clone(),
        link: link.unwrap_or_default(),
        office: OfficeCard::of(&office, dates.lang),
        others: others
            .map(|other| Other::of(&other.contact, dates))
            .collect(),
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
