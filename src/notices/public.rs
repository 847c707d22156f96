//! What everybody may see of notices: a community's page and a notice's own page, kept as bytes.

mod reading;
#[cfg(test)]
mod samples;
mod scan;
mod shown;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::Duration;
use serde::Serialize;

pub use self::reading::Reading;
pub use self::scan::{Known, Scanned, known_at, scanned};
pub use self::shown::Shown;
use self::shown::{Told, Turn, all_shown, shown};
use super::desk::Desk;
use super::ids::NoticeId;
use super::lifecycle::Stage;
use super::store::{self, listing, revisions};
use crate::error::{Error, Result};
use crate::organisation::{PlaceId, store as places};
use crate::platform::dates::Dates;
use crate::platform::db::Conn;
use crate::platform::fresh::Fresh;
use crate::platform::packed::Packed;
use crate::platform::page::{Page, View};
use crate::platform::words::Lang;

/// A closed notice stays on its community's page this long.
const SHOWN_AFTER: Duration = Duration::days(14);

/// A notice's own page.
#[derive(Debug, Serialize)]
pub struct NoticePage {
    /// The notice.
    pub notice: Shown,
}

impl Page for NoticePage {
    const TEMPLATE: &'static str = "notices/public.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::notice_page()
    }
}

/// A community's page.
#[derive(Debug, Serialize)]
pub struct CommunityPage {
    /// The community's name.
    pub community: String,
    /// What goes on, or should be over and is not said to be.
    pub now: Vec<Shown>,
    /// What is to come, the nearest first.
    pub ahead: Vec<Shown>,
    /// What else holds, and what held in the last days, the latest first.
    pub past: Vec<Shown>,
    /// Whether no notice that is out holds.
    pub nothing: bool,
    /// The office's name and number.
    pub office: (String, String),
    /// Where its residents report.
    pub report: String,
}

impl Page for CommunityPage {
    const TEMPLATE: &'static str = "notices/community.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::community_page()
    }
}

fn answer(req: &HttpRequest, view: &View, page: &Packed) -> HttpResponse {
    let mut with = HttpResponse::Ok();
    with.content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "public, max-age=1"))
        .insert_header((header::VARY, "Cookie, Accept-Language"))
        .insert_header((header::CONTENT_LANGUAGE, view.lang.tag()));
    page.answer(req, with)
}

/// `GET /n/{id}`: a published notice. Before it is published, only its codes show it.
pub async fn notice(
    req: HttpRequest,
    desk: Desk,
    fresh: web::Data<Fresh>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: NoticeId = id.parse()?;
    let view = desk.view.clone().for_anybody();
    let key = format!("n/{id}/{}", view.looks());
    let (drawn, zone, rooms) = (view.clone(), desk.press.zone, desk.rooms);
    let render = || async move {
        let (now, asked) = (desk.now(), drawn.clone());
        let notice = desk
            .db
            .read(move |conn| {
                let row = store::any_row(conn, &id)?;
                row.core.published_at.ok_or(Error::NotFound)?;
                let revision = revisions::latest(conn, &id)?.ok_or(Error::NotFound)?;
                let reading = Reading {
                    rooms,
                    show: Dates::new(asked.lang, zone, now),
                    view: &asked,
                };
                shown(conn, &row, &revision, &reading)
            })
            .await?;
        drawn.html(&NoticePage { notice })
    };
    Ok(answer(&req, &view, &*fresh.page(&key, render).await?))
}

/// `GET /c/{id}`: what holds in a community, and what held lately.
pub async fn community(
    req: HttpRequest,
    desk: Desk,
    fresh: web::Data<Fresh>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let id: PlaceId = id.parse()?;
    let view = desk.view.clone().for_anybody();
    let key = format!("c/{id}/{}", view.looks());
    let (drawn, zone, rooms) = (view.clone(), desk.press.zone, desk.rooms);
    let render = || async move {
        let show = Dates::new(drawn.lang, zone, desk.now());
        let asked = drawn.clone();
        let page = desk
            .db
            .read(move |conn| {
                let reading = Reading {
                    rooms,
                    show,
                    view: &asked,
                };
                community_page(conn, &id, &reading)
            })
            .await?;
        drawn.html(&page)
    };
    Ok(answer(&req, &view, &*fresh.page(&key, render).await?))
}

/// Notices in the order in which they matter.
#[derive(Default)]
struct Turns {
    now: Vec<Shown>,
    ahead: Vec<Shown>,
    past: Vec<Shown>,
}

impl Turns {
    fn of(shown: impl Iterator<Item = Shown>) -> Self {
        let mut turns = Self::default();
        for shown in shown {
            let list = match shown.turn {
                Turn::Now | Turn::Unconfirmed => &mut turns.now,
                Turn::Ahead => &mut turns.ahead,
                Turn::Calm | Turn::Past => &mut turns.past,
            };
            list.push(shown);
        }
        turns.now.sort_by_key(|n| (n.turn, n.at));
        turns.ahead.sort_by_key(|n| n.at);
        turns
            .past
            .sort_by_key(|n| (n.turn, std::cmp::Reverse(n.at)));
        turns
    }
}

fn community_page(conn: &mut Conn, id: &PlaceId, reading: &Reading<'_>) -> Result<CommunityPage> {
    let (show, view) = (reading.show, reading.view);
    let community = places::public_community(conn, id)?;
    let office = places::office(conn, &community.office)?;
    let since = show.now - SHOWN_AFTER;
    let ids = listing::of_community(conn, id, since)?;
    let told = all_shown(conn, &ids, reading)?;
    let stands = |told: &Told| told.stage == Stage::Published || told.shown.turn == Turn::Now;
    let nothing = !told.iter().any(stands);
    let Turns { now, ahead, past } = Turns::of(told.into_iter().map(|told| told.shown));
    let english = view.lang == Lang::En;
    Ok(CommunityPage {
        report: format!("/c/{id}/report"),
        community: if english {
            community.name_en
        } else {
            community.name
        },
        now,
        ahead,
        past,
        nothing,
        office: (
            if english { office.name_en } else { office.name },
            office.phone,
        ),
    })
}
