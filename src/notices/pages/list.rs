//! `GET /notices`: the offices' notices, newest first.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::{dates, stage_key, stage_look};
use crate::error::Result;
use crate::notices::ids::NoticeId;
use crate::notices::lifecycle::{Stage, Writers};
use crate::notices::store::listing::{self, Line, PAGE, Which};
use crate::notices::store::writers;
use crate::people::permission::{Allowed, ReadNotices};
use crate::people::{Permission, Scope, UserId};
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Db};
use crate::platform::page::{Page, View};
use crate::platform::press::Press;

/// The list.
#[derive(Debug, Serialize)]
pub struct List {
    /// The filters: key of the word, address, whether it is on.
    pub tabs: Vec<Tab>,
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
    /// When it appears or appeared, or was last changed.
    pub when: String,
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
            when: show.near(at),
            late: line.late,
            held: line.held,
        }
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

/// The notices at a stage, the one that appears first on top.
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
    let cursor: Option<NoticeId> = query.before.as_deref().map(str::parse).transpose()?;
    let scope = by.scope().clone();
    let mut lines = db
        .read(move |conn| listing::page(conn, &scope, which, cursor.as_ref()))
        .await?;
    let more = lines.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    lines.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = match lines.last() {
        Some(last) if more => format!("/notices?stage={wanted}&before={}", last.id),
        _ => String::new(),
    };
    let show = dates(&view, &press, db.clock());
    view.page(&List {
        tabs: tabs(&wanted),
        notices: lines
            .iter()
            .map(|line| NoticeLine::of(line, show))
            .collect(),
        next,
        may_write: by.may(Permission::WriteNotices),
    })
}

fn tabs(wanted: &str) -> Vec<Tab> {
    let stages = Stage::ALL.iter().map(Stage::as_str);
    ["open", "all"]
        .into_iter()
        .chain(stages)
        .map(|name| Tab {
            key: format!("stage-{}", name.replace('_', "-")),
            href: format!("/notices?stage={name}"),
            on: name == wanted,
        })
        .collect()
}
