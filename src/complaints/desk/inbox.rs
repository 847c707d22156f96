//! `GET /complaints`: the inbox.

use actix_web::{HttpResponse, web};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::line::Line;
use super::names::Names;
use crate::complaints::case::CaseId;
use crate::complaints::store::listing::{self, Listed};
use crate::error::{Error, Result};
use crate::people::Allowed;
use crate::people::permission::{Permission, ReadComplaints};
use crate::platform::dates::Dates;
use crate::platform::db::Db;
use crate::platform::page::{Page, View};

/// Cases on one page of the inbox.
const PER_PAGE: usize = 30;

/// The inbox.
#[derive(Debug, Serialize)]
pub struct List {
    /// The cases, newest first.
    pub lines: Vec<Line>,
    /// The address of older ones; empty at the end.
    pub older: String,
    /// Whether this is a later page.
    pub later: bool,
    /// Whether the reader sees several offices.
    pub several: bool,
    /// Whether the reader may write a contact down.
    pub may_take: bool,
}

impl Page for List {
    const TEMPLATE: &'static str = "complaints/list.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::list()
    }
}

/// Where a page of the inbox begins.
#[derive(Debug, Deserialize)]
pub struct ListQuery {
    before: Option<String>,
}

struct Read {
    listed: Vec<Listed>,
    names: Names,
}

/// `GET /complaints`
pub async fn list(
    by: Allowed<ReadComplaints>,
    view: View,
    query: web::Query<ListQuery>,
    db: web::Data<Db>,
    zone: web::Data<Tz>,
) -> Result<HttpResponse> {
    let before: Option<CaseId> = query.before.as_deref().map(str::parse).transpose()?;
    let later = before.is_some();
    let scope = by.scope().clone();
    let limit = i64::try_from(PER_PAGE + 1).map_err(Error::internal)?;
    let lang = view.lang;
    let read = db.read(move |conn| {
        Ok(Read {
            listed: listing::page(conn, &scope, before.as_ref(), limit)?,
            names: Names::read(conn, &scope, lang)?,
        })
    });
    let Read { mut listed, names } = read.await?;
    let more = listed.len() > PER_PAGE;
    listed.truncate(PER_PAGE);
    let older = listed.last().filter(|_| more);
    let older = older.map(|last| format!("/complaints?before={}", last.head.id));
    let dates = Dates::new(view.lang, **zone, db.clock().now());
    view.page(&List {
        older: older.unwrap_or_default(),
        lines: listed
            .into_iter()
            .map(|one| Line::of(one, &names, dates))
            .collect(),
        several: names.are_told(),
        later,
        may_take: by.may(Permission::TakeComplaints),
    })
}
