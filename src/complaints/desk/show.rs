//! `GET /complaints/{id}`: one complaint with the fields of GR-017, its photos and its record.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use chrono_tz::Tz;
use serde::Serialize;

use super::inbox::{channel_key, source_key, url};
use crate::complaints::intake::report::{ComplaintId, Stage};
use crate::complaints::intake::service::subject;
use crate::complaints::keeping::Reach;
use crate::complaints::store::contacts::{self as store, Row};
use crate::error::Result;
use crate::organisation::place::full_name;
use crate::organisation::store as organisation;
use crate::people::Allowed;
use crate::people::permission::{Permission, ReadComplaints};
use crate::platform::audit;
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Db};
use crate::platform::history::{self, History};
use crate::platform::page::{Page, View};
use crate::platform::photos::{PhotoId, Photos};

/// A complaint with the fields of 《顾客信息记录表》 (GR-017).
#[derive(Debug, Serialize)]
pub struct Show {
    /// Its own page.
    pub href: String,
    /// TS-2026-00012.
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
    /// The key of the sentence why it waits for a second look; empty else.
    pub held: String,
    /// Addresses of its photos.
    pub photos: Vec<String>,
    /// Photos that were sent with it and not kept.
    pub unkept: i32,
    /// Whether nobody has looked at it.
    pub unseen: bool,
    /// Whether the reader may mark it as seen.
    pub may_take: bool,
    /// What was done with it.
    pub history: History,
}

impl Page for Show {
    const TEMPLATE: &'static str = "complaints/show.html";
}

/// `GET /complaints/{id}`
pub async fn show(
    by: Allowed<ReadComplaints>,
    view: View,
    id: web::Path<String>,
    db: web::Data<Db>,
    zone: web::Data<Tz>,
) -> Result<HttpResponse> {
    let id: ComplaintId = id.parse()?;
    let dates = Dates::new(view.lang, **zone, db.clock().now());
    let reader = view.clone();
    let page = db
        .read(move |conn| shown(conn, &by, &id, &reader, dates))
        .await?;
    view.page(&page)
}

fn shown(
    conn: &mut Conn,
    by: &Allowed<ReadComplaints>,
    id: &ComplaintId,
    view: &View,
    dates: Dates,
) -> Result<Show> {
    let row = store::load(conn, by.scope(), id)?;
    let href = url(id);
    let photos = store::photos(conn, id)?;
    let record = audit::after(conn, &subject(id), 0)?;
    let history = audit::newest(conn, &subject(id), history::asked(view))?;
    let taker = record.first().filter(|_| row.recorded_by.is_some());
    let code_place = code_place(conn, &row)?;
    let no_contact = Reach::of(&row, &record).to_office();
    Ok(Show {
        source: source_key(row.source),
        received: dates.day_time(row.received_at),
        recorded_by: taker.map(|e| e.actor_name.clone()).unwrap_or_default(),
        channel: channel_key(row.channel),
        code: row.code.as_deref().map(grouped).unwrap_or_default(),
        held: row
            .held_reason
            .map(|reason| format!("complaints-held-{reason}"))
            .unwrap_or_default(),
        photos: photos
            .iter()
            .map(|p| format!("{href}/photos/{p}"))
            .collect(),
        unkept: row.photos_unkept,
        unseen: row.stage == Stage::Received,
        may_take: by.may(Permission::TakeComplaints),
        no_contact,
        history: History::told(history, view, dates, |_, line| line.detail.clear()),
        number: row.number,
        content: row.content,
        place: row.place_text,
        code_place,
        contact_name: row.contact_name.unwrap_or_default(),
        contact_phone: row.contact_phone.unwrap_or_default(),
        href,
    })
}

fn grouped(code: &str) -> String {
    code.parse::<crate::codes::Code>()
        .map_or_else(|_| code.to_owned(), |code| code.grouped())
}

/// Where the place of a complaint lies in our own tree, when the resident named another.
fn code_place(conn: &mut Conn, row: &Row) -> Result<String> {
    let Some(id) = &row.place_id else {
        return Ok(String::new());
    };
    let place = organisation::public_place(conn, id)?;
    let lineage = organisation::lineage(conn, &place)?;
    let name = full_name(&lineage, &place);
    Ok(if name == row.place_text {
        String::new()
    } else {
        name
    })
}

/// `GET /complaints/{id}/photos/{photo}`
pub async fn photo(
    by: Allowed<ReadComplaints>,
    ids: web::Path<(String, String)>,
    db: web::Data<Db>,
    photos: web::Data<Photos>,
) -> Result<HttpResponse> {
    let (complaint, photo): (ComplaintId, PhotoId) = (ids.0.parse()?, ids.1.parse()?);
    let bytes = db
        .read(move |conn| {
            let id = store::photo(conn, by.scope(), &complaint, &photo)?;
            photos.read(&id)
        })
        .await?;
    // Sent by a stranger: nothing in it may run, and no machine on the way keeps it.
    Ok(HttpResponse::Ok()
        .content_type("image/jpeg")
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(bytes))
}
