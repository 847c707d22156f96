//! The office's pages: the inbox, one complaint, a contact to write down.

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpResponse, web};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::content::{Channel, ComplaintId, PhotoId, Source, Stage};
use super::keeping::Reach;
use super::public::Choice;
use super::service::subject;
use super::shelf::Photos;
use super::store::{self, Row};
use crate::error::{Error, Result};
use crate::organisation::place::full_name;
use crate::organisation::{PlaceKind, store as organisation};
use crate::people::permission::{Permission, ReadComplaints, TakeComplaints};
use crate::people::{Allowed, Scope};
use crate::platform::audit;
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Db};
use crate::platform::form::{Fields, FormState};
use crate::platform::page::{Page, View};

/// Complaints on one page of the inbox.
const PER_PAGE: usize = 30;
/// Characters of a complaint that its line shows.
const EXCERPT: usize = 60;

/// The page of a complaint.
pub(super) fn url(id: &ComplaintId) -> String {
    format!("/complaints/{id}")
}

/// A complaint in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Its page.
    pub href: String,
    /// TS-2026-00012.
    pub number: String,
    /// How it begins.
    pub excerpt: String,
    /// Where it is about.
    pub place: String,
    /// When it came.
    pub received: String,
    /// The key of the word for how it came.
    pub channel: String,
    /// Whether nobody has looked at it.
    pub unseen: bool,
    /// Whether it waits for a second look.
    pub held: bool,
}

impl Line {
    fn of(row: Row, dates: Dates) -> Self {
        let mut excerpt: String = row.content.chars().take(EXCERPT).collect();
        if row.content.chars().count() > EXCERPT {
            excerpt.push('…');
        }
        Self {
            href: url(&row.id),
            number: row.number,
            excerpt,
            place: row.place_text,
            received: dates.near(row.received_at),
            channel: channel_key(row.channel),
            unseen: row.stage == Stage::Received,
            held: row.held_reason.is_some(),
        }
    }
}

fn channel_key(channel: Channel) -> String {
    format!("complaints-channel-{channel}")
}

pub(super) fn source_key(source: Source) -> String {
    format!("complaints-source-{source}")
}

/// How many complaints nobody has looked at, for the menu.
pub fn unseen(conn: &mut Conn, scope: &Scope) -> Result<i64> {
    store::count_unseen(conn, scope)
}

/// The newest complaints nobody has looked at, for the page of today.
pub fn new_ones(conn: &mut Conn, scope: &Scope, dates: Dates) -> Result<Vec<Line>> {
    let rows = store::list_unseen(conn, scope, 20)?;
    Ok(rows.into_iter().map(|row| Line::of(row, dates)).collect())
}

/// The inbox.
#[derive(Debug, Serialize)]
pub struct List {
    /// The complaints, newest first.
    pub lines: Vec<Line>,
    /// The address of older ones; empty at the end.
    pub older: String,
    /// Whether this is a later page.
    pub later: bool,
    /// Whether the reader may write a contact down.
    pub may_take: bool,
}

impl Page for List {
    const TEMPLATE: &'static str = "complaints/list.html";
}

/// Where a page of the inbox begins.
#[derive(Debug, Deserialize)]
pub struct ListQuery {
    before: Option<String>,
}

/// `GET /complaints`
pub async fn list(
    by: Allowed<ReadComplaints>,
    view: View,
    query: web::Query<ListQuery>,
    db: web::Data<Db>,
    zone: web::Data<Tz>,
) -> Result<HttpResponse> {
    let before: Option<ComplaintId> = query.before.as_deref().map(str::parse).transpose()?;
    let later = before.is_some();
    let scope = by.scope().clone();
    let limit = i64::try_from(PER_PAGE + 1).map_err(Error::internal)?;
    let mut rows = db
        .read(move |conn| store::list(conn, &scope, before.as_ref(), limit))
        .await?;
    let more = rows.len() > PER_PAGE;
    rows.truncate(PER_PAGE);
    let older = rows.last().filter(|_| more);
    let older = older.map(|last| format!("/complaints?before={}", last.id));
    let dates = Dates::new(view.lang, **zone, db.clock().now());
    view.page(&List {
        older: older.unwrap_or_default(),
        lines: rows.into_iter().map(|row| Line::of(row, dates)).collect(),
        later,
        may_take: by.may(Permission::TakeComplaints),
    })
}

/// Something that was done with a complaint.
#[derive(Debug, Serialize)]
pub struct Step {
    /// When.
    pub at: String,
    /// Who.
    pub who: String,
    /// The key of the word for what.
    pub act: String,
}

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
    /// Whether nobody has looked at it.
    pub unseen: bool,
    /// Whether the reader may mark it as seen.
    pub may_take: bool,
    /// What was done with it.
    pub steps: Vec<Step>,
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
    let page = db.read(move |conn| shown(conn, &by, &id, dates)).await?;
    view.page(&page)
}

fn shown(
    conn: &mut Conn,
    by: &Allowed<ReadComplaints>,
    id: &ComplaintId,
    dates: Dates,
) -> Result<Show> {
    let row = store::load(conn, by.scope(), id)?;
    let href = url(id);
    let photos = store::photos(conn, id)?;
    let history = audit::history(conn, &subject(id))?;
    let taker = history.first().filter(|_| row.recorded_by.is_some());
    let code_place = code_place(conn, &row)?;
    let no_contact = Reach::of(&row, &history).to_office();
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
        unseen: row.stage == Stage::Received,
        may_take: by.may(Permission::TakeComplaints),
        no_contact,
        steps: history.into_iter().map(|e| step(e, dates)).collect(),
        number: row.number,
        content: row.content,
        place: row.place_text,
        code_place,
        contact_name: row.contact_name.unwrap_or_default(),
        contact_phone: row.contact_phone.unwrap_or_default(),
        href,
    })
}

fn step(entry: audit::Entry, dates: Dates) -> Step {
    Step {
        at: dates.date_time(entry.at),
        who: entry.actor_name,
        act: format!("complaints-act-{}", entry.act.replace(['.', '_'], "-")),
    }
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

/// The form to write a contact down.
#[derive(Debug, Serialize)]
pub struct New {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// 信息来源.
    pub sources: Vec<Choice>,
    /// 渠道.
    pub channels: Vec<Choice>,
    /// Places of the communities within reach.
    pub places: Vec<Choice>,
}

impl Page for New {
    const TEMPLATE: &'static str = "complaints/new.html";
}

/// `GET /complaints/new`
pub async fn new(
    by: Allowed<TakeComplaints>,
    view: View,
    db: web::Data<Db>,
    zone: web::Data<Tz>,
) -> Result<HttpResponse> {
    let now = db.clock().now().local(**zone);
    let form = FormState::fresh(&Fields::of([
        ("received_on", now.format("%Y-%m-%d").to_string()),
        ("received_time", now.format("%H:%M").to_string()),
        ("channel", Channel::Phone.to_string()),
        ("who", Source::Occupant.to_string()),
    ]));
    show_new(&by, &view, &db, form).await
}

pub(super) async fn show_new(
    by: &Allowed<TakeComplaints>,
    view: &View,
    db: &Db,
    form: FormState,
) -> Result<HttpResponse> {
    let status = if form.summary.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let choice = |value: &str, key: String| Choice {
        value: value.to_owned(),
        label: view.say(&key),
    };
    let (scope, nowhere) = (by.scope().clone(), view.say("complaints-place-free"));
    let places = db.read(move |conn| places(conn, &scope, nowhere)).await?;
    let taken = Channel::ALL.iter().filter(|c| **c != Channel::Qr);
    let page = New {
        form,
        sources: Source::ALL
            .iter()
            .map(|s| choice(s.as_str(), source_key(*s)))
            .collect(),
        channels: taken.map(|c| choice(c.as_str(), channel_key(*c))).collect(),
        places,
    };
    view.page_as(status, &page)
}

/// The places a contact can be about: all but single homes, which are written in words.
fn places(conn: &mut Conn, scope: &Scope, nowhere: String) -> Result<Vec<Choice>> {
    let mut choices = vec![Choice {
        value: String::new(),
        label: nowhere,
    }];
    for community in organisation::communities(conn, scope)? {
        let tree = organisation::tree(conn, &community.id)?;
        for place in tree.iter().filter(|p| p.kind != PlaceKind::Home) {
            let name = full_name(&tree, place);
            let label = if place.kind == PlaceKind::Community {
                name
            } else {
                format!("{} {name}", community.name)
            };
            choices.push(Choice {
                value: place.id.to_string(),
                label,
            });
        }
    }
    Ok(choices)
}
