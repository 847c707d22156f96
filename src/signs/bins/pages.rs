//! `GET /signs/bins`: the signs of the four bins, and the colour of each.

#[cfg(test)]
mod samples;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::estate::Estate;
use super::form::BINS;
use crate::error::{Refusal, Result};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::db::Db;
use crate::platform::form::{Choice, Fields, FormState};
use crate::platform::page::{Page, View};
use crate::platform::words::Lang;
use crate::signs::catalogue::colour::Palette;
use crate::signs::catalogue::design::Catalogue;

/// The colours of a community's bins.
#[derive(Debug, Serialize)]
pub struct Bins {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// Communities; one alone is not asked for.
    pub communities: Vec<Choice>,
    /// The community.
    pub community: String,
    /// Its name.
    pub community_name: String,
    /// Each bin: field, title, its sign as SVG, its usual colour.
    pub bins: Vec<(&'static str, String, String, String)>,
}

impl Page for Bins {
    const TEMPLATE: &'static str = "signs/bins.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::bins()
    }
}

/// What the address says.
#[derive(Debug, Deserialize)]
pub struct Query {
    community: Option<String>,
}

/// `GET /signs/bins`
pub async fn show(
    by: Allowed<MakeSigns>,
    view: View,
    db: web::Data<Db>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let scope = by.scope().clone();
    let wanted = query.into_inner().community.unwrap_or_default();
    let here = db
        .read(move |conn| Estate::read(conn, &scope, &wanted))
        .await?;
    let mut fields = Fields::default();
    for (ground, name) in BINS {
        fields.push(name, here.palette.of(ground).to_string().to_lowercase());
    }
    draw(&view, &here, &fields, &[])
}

/// The page, with what is wrong where something is.
pub(super) fn draw(
    view: &View,
    estate: &Estate,
    fields: &Fields,
    refusals: &[Refusal],
) -> Result<HttpResponse> {
    let catalogue = Catalogue::get()?;
    let name = |zh: &str, en: &str| match view.lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    };
    let bin = |(ground, field): (_, &'static str)| {
        let design = catalogue
            .designs()
            .iter()
            .find(|d| d.ground == Some(ground))?;
        let title = name(&design.words(), &design.en);
        let usual = Palette::default().of(ground).to_string();
        Some((field, title, design.face_for(&estate.palette), usual))
    };
    let community = |c: &crate::organisation::Place| Choice::new(&c.id, name(&c.name, &c.name_en));
    let here = &estate.community;
    let several = here.all.len() > 1;
    let page = Bins {
        form: FormState::wrong(fields, refusals, view),
        communities: here.all.iter().filter(|_| several).map(community).collect(),
        community: here.here.id.to_string(),
        community_name: name(&here.here.name, &here.here.name_en),
        bins: BINS.into_iter().filter_map(bin).collect(),
    };
    let status = if refusals.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    view.page_as(status, &page)
}
