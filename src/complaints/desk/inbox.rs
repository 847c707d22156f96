//! The office's pages: the inbox, one complaint, a contact to write down.

use actix_web::{HttpResponse, web};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::complaints::intake::report::{Channel, ComplaintId, Source, Stage};
use crate::complaints::store::contacts::{self as store, Row};
use crate::error::{Error, Result};
use crate::people::permission::{Permission, ReadComplaints};
use crate::people::{Allowed, Scope};
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Db};
use crate::platform::page::{Page, View};

/// Complaints on one page of the inbox.
const PER_PAGE: usize = 30;
/// Characters of a complaint that its line shows.
const EXCERPT: usize = 60;

/// The page of a complaint.
pub(in crate::complaints) fn url(id: &ComplaintId) -> String {
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

pub(in crate::complaints) fn channel_key(channel: Channel) -> String {
    format!("complaints-channel-{channel}")
}

pub(in crate::complaints) fn source_key(source: Source) -> String {
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
