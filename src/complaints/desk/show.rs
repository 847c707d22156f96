//! `GET /complaints/{id}`: one case with its contacts, their photos and its story.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::address::{correct_url, erase_url, url};
use super::joining::joined_into;
use crate::codes::Code;
use crate::complaints::case::CaseId;
use crate::complaints::contact::{Contact, ContactId};
use crate::complaints::store::{cases, contacts, photos};
use crate::complaints::story::Story;
use crate::error::Result;
use crate::organisation::place::full_name;
use crate::organisation::{Place, PlaceId, store as organisation};
use crate::people::permission::{Permission, ReadComplaints, TakeComplaints};
use crate::people::{Allowed, Scope};
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Db};
use crate::platform::desk::Desk;
use crate::platform::history::{Happened, History};
use crate::platform::page::{Page, View};
use crate::platform::photos::{PhotoId, PhotoOf, Photos, as_answer};
use crate::platform::seen::Seen;
use crate::platform::step::Asked;

/// A contact with the fields of 《顾客信息记录表》 (GR-017).
#[derive(Debug, Serialize)]
pub struct Told {
    /// TS-2026-00012, its own where it came along from another case.
    pub number: String,
    /// 信息来源: the key of the word.
    pub source: String,
    /// 信息内容.
    pub content: String,
    /// 接收时间.
    pub received: String,
    /// 记录人; empty when it came through a code.
    pub recorded_by: String,
    /// 渠道: the key of the word.
    pub channel: String,
    /// Where, as it was told.
    pub place: String,
    /// Where the code hangs, when that was told differently.
    pub code_place: String,
    /// The code it came through, in groups.
    pub code: String,
    /// How to call them.
    pub contact_name: String,
    /// Where to reach them.
    pub contact_phone: String,
    /// The key of what stands there without name and number.
    pub no_contact: &'static str,
    /// Whether it waits for a second look.
    pub held: bool,
    /// Addresses of its photos.
    pub photos: Vec<String>,
    /// Photos that were sent with it and not kept.
    pub unkept: i32,
    /// Where it is put right; empty where its words are a resident's own, or the reader may not.
    pub correct: String,
    /// Where what is personal in it is deleted; empty where the reader may not.
    pub erase: String,
}

/// A case.
#[derive(Debug, Serialize)]
pub struct Show {
    /// Its own page.
    pub href: String,
    /// TS-2026-00012.
    pub number: String,
    /// The keys of the sentences why contacts wait for a second look.
    pub held: Vec<String>,
    /// What was told about it, the earliest first.
    pub told: Vec<Told>,
    /// Whether nobody has looked at it.
    pub unseen: bool,
    /// Whether the reader may mark it as seen.
    pub may_take: bool,
    /// What a step from here carries.
    pub seen: String,
    /// What was done with it.
    pub history: History,
    /// Whether a step was pressed on an older page, and not taken.
    pub stale: bool,
    /// What was done since that page was shown.
    pub changed: Vec<Happened>,
}

impl Page for Show {
    const TEMPLATE: &'static str = "complaints/show.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::show()
    }
}

/// `GET /complaints/{id}`
pub async fn show(
    by: Allowed<ReadComplaints>,
    desk: Desk,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: CaseId = id.parse()?;
    let wanted = Wanted::by(&by, &desk, id.clone());
    let page = desk.db.read(move |conn| shown(conn, &wanted)).await?;
    if page.told.is_empty() {
        let scope = by.scope().clone();
        let into = desk.db.read(move |conn| joined_into(conn, &scope, &id));
        return Ok(desk.view.redirect(url(&into.await?), None));
    }
    desk.view.page(&page)
}

/// The case as it is now, with what was done since a step was pressed on an older page of it.
pub(super) async fn changed(
    asked: &Asked<Allowed<TakeComplaints>, CaseId>,
) -> Result<HttpResponse> {
    let wanted = Wanted {
        stale: Some(asked.sent.seen),
        ..Wanted::by(&asked.by, &asked.desk, asked.id.clone())
    };
    let page = asked.desk.db.read(move |conn| shown(conn, &wanted)).await?;
    asked.desk.view.page_as(StatusCode::CONFLICT, &page)
}

/// What somebody wants to see.
struct Wanted {
    id: CaseId,
    scope: Scope,
    may_take: bool,
    view: View,
    dates: Dates,
    /// What was seen of it when a step was pressed that was not taken.
    stale: Option<Seen>,
}

impl Wanted {
    fn by<P>(who: &Allowed<P>, desk: &Desk, id: CaseId) -> Self {
        Self {
            id,
            scope: who.scope().clone(),
            may_take: who.may(Permission::TakeComplaints),
            view: desk.view.clone(),
            dates: desk.dates(),
            stale: None,
        }
    }
}

fn shown(conn: &mut Conn, wanted: &Wanted) -> Result<Show> {
    let (id, view) = (&wanted.id, &wanted.view);
    let case = cases::load(conn, &wanted.scope, id)?;
    let contacts = contacts::of_case(conn, id)?;
    let mut with = With::read(conn, wanted, &contacts)?;
    let story = Story::read(conn, id, view, wanted.dates)?;
    let mut held: Vec<String> = contacts
        .iter()
        .filter_map(|c| Some(c.held_reason?.key()))
        .collect();
    held.dedup();
    Ok(Show {
        href: url(id),
        unseen: case.standing.look().is_none(),
        may_take: wanted.may_take,
        seen: story.seen(case.version).to_string(),
        number: case.number,
        held,
        told: contacts.into_iter().map(|c| with.told(c)).collect(),
        stale: wanted.stale.is_some(),
        changed: story.since(wanted.stale),
        history: story.page(view),
    })
}

/// What the contacts of a case are shown with, read once for all of them.
struct With {
    dates: Dates,
    photos: HashMap<ContactId, Vec<String>>,
    /// The places that their codes name, with the ways down to them.
    places: Vec<Place>,
    may_take: bool,
}

impl With {
    fn read(conn: &mut Conn, wanted: &Wanted, contacts: &[Contact]) -> Result<Self> {
        let href = url(&wanted.id);
        let mut photos: HashMap<ContactId, Vec<String>> = HashMap::new();
        for sent in photos::of_case(conn, &wanted.id)? {
            let address = format!("{href}/photos/{}", sent.id);
            photos.entry(sent.contact_id).or_default().push(address);
        }
        let places: Vec<PlaceId> = contacts.iter().filter_map(|c| c.place_id.clone()).collect();
        Ok(Self {
            dates: wanted.dates,
            photos,
            places: organisation::lineages(conn, &places)?,
            may_take: wanted.may_take,
        })
    }

    fn told(&mut self, contact: Contact) -> Told {
        let may_correct = self.may_take && contact.recorded_by.is_some();
        let correct = may_correct.then(|| correct_url(&contact.id));
        let erase = self.may_take.then(|| erase_url(&contact.id));
        Told {
            correct: correct.unwrap_or_default(),
            erase: erase.unwrap_or_default(),
            source: contact.source.key(),
            received: self.dates.day_time(contact.received_at),
            recorded_by: contact.recorded_by_name.clone().unwrap_or_default(),
            channel: contact.channel.key(),
            code_place: self.code_place(&contact),
            code: contact.code.as_deref().map(grouped).unwrap_or_default(),
            no_contact: contact.reach.to_office(),
            held: contact.held_reason.is_some(),
            photos: self.photos.remove(&contact.id).unwrap_or_default(),
            unkept: contact.photos_unkept,
            number: contact.number,
            content: contact.content,
            place: contact.place_text,
            contact_name: contact.name.unwrap_or_default(),
            contact_phone: contact.phone.unwrap_or_default(),
        }
    }

    /// Where the place of a contact lies in our own tree, when the resident named another.
    fn code_place(&self, contact: &Contact) -> String {
        let place = contact
            .place_id
            .as_ref()
            .and_then(|id| self.places.iter().find(|place| place.id == *id));
        let name = place.map(|place| full_name(&self.places, place));
        name.filter(|name| *name != contact.place_text)
            .unwrap_or_default()
    }
}

fn grouped(code: &str) -> String {
    code.parse::<Code>()
        .map_or_else(|_| code.to_owned(), |code| code.grouped())
}

/// `GET /complaints/{id}/photos/{photo}`
pub async fn photo(
    by: Allowed<ReadComplaints>,
    path: web::Path<PhotoOf>,
    db: web::Data<Db>,
    shelf: web::Data<Photos>,
) -> Result<HttpResponse> {
    let (case, photo): (CaseId, PhotoId) = (path.id.parse()?, path.photo.parse()?);
    let bytes = db
        .read(move |conn| {
            let id = photos::one(conn, by.scope(), &case, &photo)?;
            shelf.read(&id)
        })
        .await?;
    Ok(as_answer(bytes))
}
