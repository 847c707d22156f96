//! `GET /notices`: the offices' notices, newest first or by when what they tell of begins.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::{dates, stage_key, stage_look};
use crate::error::Result;
use crate::notices::ids::NoticeId;
use crate::notices::lifecycle::{Stage, Writers};
use crate::notices::store::listing::{self, Begin, Line, PAGE, Which};
use crate::notices::store::writers;
use crate::people::permission::{Allowed, ReadNotices};
use crate::people::{Permission, Scope, UserId};
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Db};
use crate::platform::page::{Page, View, query_value};
use crate::platform::press::Press;

/// The list.
#[derive(Debug, Serialize)]
pub struct List {
    /// The filters: key of the word, address, whether it is on.
    pub tabs: Vec<Tab>,
    /// The address of the same in the order of what they tell of.
    pub by_begin: String,
    /// The address of the same, newest first.
    pub newest: String,
    /// Whether it is in the order of what they tell of.
    pub is_by_begin: bool,
    /// The notices.
    pub notices: Vec<NoticeLine>,
    /// The address of the next page; empty on the last.
    pub next: String,
    /// Whether the reader may write one.
    pub may_write: bool,
}

impl Page for List {
    const TEMPLATE: &'static str = "notices/list.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::list()
    }
}

/// A filter.
#[derive(Debug, Serialize)]
pub struct Tab {
    /// The key of its word.
    pub key: String,
    /// Its address.
    pub href: String,
    /// Whether it is on.
    pub on: bool,
}

/// A notice in a list.
#[derive(Debug, Clone, Serialize)]
pub struct NoticeLine {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its number; empty before approval.
    pub number: String,
    /// Its community.
    pub community: String,
    /// Who wrote it.
    pub author: String,
    /// The key of its stage's word.
    pub stage: String,
    /// The look of its badge.
    pub look: &'static str,
    /// When what it tells of happens; empty where that cannot be read yet.
    pub happens: String,
    /// When it appears or appeared, or was last changed.
    pub when: String,
    /// Whether a reviewer returned it.
    pub returned: bool,
    /// Whether it appeared late.
    pub late: bool,
    /// Whether it waits for a person.
    pub held: bool,
}

impl NoticeLine {
    /// A line as this reader sees it.
    pub fn of(line: &Line, show: Dates) -> Self {
        let at = match line.stage {
            Stage::Draft | Stage::InReview => line.updated_at,
            Stage::Scheduled
            | Stage::Published
            | Stage::Superseded
            | Stage::Cancelled
            | Stage::Expired => line.publish_at,
        };
        Self {
            href: format!("/notices/{}", line.id),
            title: line.title.clone(),
            number: line.number.clone().unwrap_or_default(),
            community: line.community.clone(),
            author: line.author.clone(),
            stage: stage_key(line.stage),
            look: stage_look(line.stage),
            happens: happens(line, show),
            when: show.near(at),
            returned: line.stage == Stage::Draft && line.remark.is_some(),
            late: line.late,
            held: line.held,
        }
    }
}

fn happens(line: &Line, show: Dates) -> String {
    match (line.begins_at, line.ends_at) {
        (Some(from), Some(to)) => show.span(from, to),
        (Some(from), None) => show.day_time(from),
        (None, _) => String::new(),
    }
}

/// A line with whose notice it is, for Today.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Who wrote it first.
    pub author: UserId,
    /// Who wrote any part of it since it was last approved, and does not review it.
    pub writers: Writers,
    /// The line.
    pub line: NoticeLine,
}

/// The notices at a stage: what begins first on top.
pub fn waiting(conn: &mut Conn, scope: &Scope, stage: Stage, show: Dates) -> Result<Vec<Waiting>> {
    let lines = listing::at_stage(conn, scope, stage)?;
    let mut wrote = writers::at_stage(conn, scope, stage)?;
    let waiting = |line: &Line| Waiting {
        author: line.author_id.clone(),
        writers: wrote.remove(&line.id).unwrap_or_default(),
        line: NoticeLine::of(line, show),
    };
    Ok(lines.iter().map(waiting).collect())
}

/// What the address may carry.
#[derive(Debug, Deserialize)]
pub struct ListQuery {
    stage: Option<String>,
    before: Option<String>,
    by: Option<String>,
    at: Option<String>,
}

/// In which order, and from where on.
enum Order {
    Newest(Option<NoticeId>),
    Begins(Option<Begin>),
}

impl ListQuery {
    fn order(&self) -> Result<Order> {
        let id: Option<NoticeId> = self.before.as_deref().map(str::parse).transpose()?;
        if self.by.as_deref() != Some("begins") {
            return Ok(Order::Newest(id));
        }
        let at = self.at.as_deref().and_then(Moment::from_iso);
        Ok(Order::Begins(id.map(|id| Begin { at, id })))
    }
}

impl Order {
    /// What stands in the address for it.
    fn query(&self) -> &'static str {
        match self {
            Self::Newest(_) => "",
            Self::Begins(_) => "&by=begins",
        }
    }

    fn read(&self, conn: &mut Conn, scope: &Scope, which: Which) -> Result<Vec<Line>> {
        match self {
            Self::Newest(cursor) => listing::page(conn, scope, which, cursor.as_ref()),
            Self::Begins(cursor) => listing::page_by_begin(conn, scope, which, cursor.as_ref()),
        }
    }

    /// What stands in the address of what comes after a line.
    fn after(&self, line: &Line) -> String {
        let at = line.begins_at.map(Moment::iso).unwrap_or_default();
        match self {
            Self::Newest(_) => format!("&before={}", line.id),
            Self::Begins(_) => format!("&before={}&at={at}", line.id),
        }
    }
}

/// `GET /notices`
pub async fn show(
    by: Allowed<ReadNotices>,
    view: View,
    db: web::Data<Db>,
    press: web::Data<Press>,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse> {
    let wanted = query.stage.as_deref().unwrap_or("open").to_owned();
    let which = match wanted.as_str() {
        "all" => Which::All,
        "open" => Which::Open,
        stage => stage.parse().map_or(Which::Open, Which::At),
    };
    let wanted = query_value(&wanted);
    let order = query.order()?;
    let (scope, sorted) = (by.scope().clone(), order.query());
    let Read { mut lines, order } = db
        .read(move |conn| {
            let lines = order.read(conn, &scope, which)?;
            Ok(Read { lines, order })
        })
        .await?;
    let more = lines.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    lines.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = match lines.last() {
        Some(last) if more => format!("/notices?stage={wanted}{sorted}{}", order.after(last)),
        _ => String::new(),
    };
    let show = dates(&view, &press, db.clock());
    view.page(&List {
        tabs: tabs(&wanted, sorted),
        by_begin: format!("/notices?stage={wanted}&by=begins"),
        newest: format!("/notices?stage={wanted}"),
        is_by_begin: !sorted.is_empty(),
        notices: lines
            .iter()
            .map(|line| NoticeLine::of(line, show))
            .collect(),
        next,
        may_write: by.may(Permission::WriteNotices),
    })
}

/// Lines as they were read, in the order they were asked for.
struct Read {
    lines: Vec<Line>,
    order: Order,
}

fn tabs(wanted: &str, sorted: &str) -> Vec<Tab> {
    let stages = Stage::ALL.iter().map(Stage::as_str);
    ["open", "all"]
        .into_iter()
        .chain(stages)
        .map(|name| Tab {
            key: format!("stage-{}", name.replace('_', "-")),
            href: format!("/notices?stage={name}{sorted}"),
            on: name == wanted,
        })
        .collect()
}
