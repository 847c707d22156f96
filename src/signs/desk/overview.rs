//! `GET /signs`: what hangs, what must come down, what waits; and the catalogue.

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::recent::{self as runs, RunLine};
use crate::error::Result;
use crate::people::Permission;
use crate::people::permission::{Allowed, ReadSigns};
use crate::platform::db::Db;
use crate::platform::page::{Page, View};
use crate::platform::words::Lang;
use crate::signs::catalogue::design::{Catalogue, Design, Layout};
use crate::signs::stops::standing::{self, Line};
use crate::signs::stops::store;

/// The register and the catalogue.
#[derive(Debug, Serialize)]
pub struct List {
    /// Signs past their end.
    pub down: Vec<Line>,
    /// Signs that are made and not up.
    pub waiting: Vec<Line>,
    /// Signs that hang as they should.
    pub up: Vec<Line>,
    /// Stops that ended.
    pub ended: Vec<Line>,
    /// Signs that stay, made lately.
    pub runs: Vec<RunLine>,
    /// What can be made.
    pub designs: Vec<Card>,
    /// Whether this person makes signs.
    pub may_make: bool,
}

impl Page for List {
    const TEMPLATE: &'static str = "signs/list.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::list()
    }
}

/// A design in the catalogue.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// `i-lift-stop`.
    pub id: String,
    /// 电梯维护，暂停使用.
    pub title: String,
    /// The same in the other language.
    pub other: String,
    /// 每层厅门、轿厢内.
    pub where_used: String,
    /// QP7.3 §4.4.1.
    pub basis: String,
}

fn card(design: &Design, lang: Lang) -> Card {
    let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
    Card {
        id: design.id.clone(),
        title: design.title(lang),
        other: design.title(other),
        where_used: design.where_used.join("、"),
        basis: design.first_basis(),
    }
}

/// `GET /signs`
pub async fn show(by: Allowed<ReadSigns>, view: View, db: web::Data<Db>) -> Result<HttpResponse> {
    let (scope, show) = (by.scope().clone(), view.dates(db.clock().now()));
    let catalogue = Catalogue::get()?;
    let designs = catalogue.made_as(Layout::Work);
    let designs = designs.map(|d| card(d, view.lang)).collect();
    let mut page = List {
        down: Vec::new(),
        waiting: Vec::new(),
        up: Vec::new(),
        ended: Vec::new(),
        runs: Vec::new(),
        designs,
        may_make: by.may(Permission::MakeSigns),
    };
    let said = view.clone();
    let page = db
        .read(move |conn| {
            page.runs = runs::lines(conn, &scope, &said, show)?;
            for open in standing::open(conn, &scope, show)? {
                if open.must_come_down(show) {
                    page.down.push(open.line);
                } else if open.waits(show) {
                    page.waiting.push(open.line);
                } else {
                    page.up.push(open.line);
                }
            }
            let ended = store::ended(conn, &scope, show.now)?;
            let ended = standing::lines(conn, ended, show)?.into_iter();
            page.ended = ended
                .map(|stop| stop.line)
                .filter(|line| line.count.up == 0)
                .collect();
            Ok(page)
        })
        .await?;
    view.page(&page)
}

/// `GET /signs/designs/{id}.svg`: the drawing of a sign.
pub async fn drawing(_: Allowed<ReadSigns>, id: web::Path<String>) -> Result<HttpResponse> {
    let drawing = Catalogue::design(&id)?.face();
    Ok(HttpResponse::Ok()
        .content_type("image/svg+xml; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "private, max-age=3600"))
        .body(drawing))
}
