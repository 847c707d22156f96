//! Making signs from an office's list: the sample to fill in, the upload, what is wrong in it.

use std::fmt::Write as _;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::super::form::shown_faults;
use super::super::import::{FORMULA, ImportError, Table};
use super::super::paper;
use super::super::pieces::FILLINGS;
use super::super::rows::{self, FAULTS_TOLD};
use super::super::spec::What;
use super::make::{self, Choice, Read};
use super::offer::{named, titled};
use crate::error::{Error, Refusal, Result};
use crate::organisation::PlaceKind;
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::clock::Moment;
use crate::platform::db::Db;
use crate::platform::form::{Fields, FormState, Reader};
use crate::platform::page::{Page, View};
use crate::platform::press::Press;
use crate::signs::ground::Community;

/// The form.
#[derive(Debug, Serialize)]
pub struct FromList {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// What is made.
    pub what: String,
    /// The key of its name.
    pub what_key: String,
    /// The community.
    pub community: String,
    /// Its name.
    pub community_name: String,
    /// Designs to choose one from; none for plates.
    pub designs: Vec<Choice>,
    /// How the paper is filled.
    pub fillings: Vec<Choice>,
}

impl Page for FromList {
    const TEMPLATE: &'static str = "signs/from_list.html";
}

/// What the address says.
#[derive(Debug, Deserialize)]
pub struct Query {
    what: Option<String>,
    community: Option<String>,
}

impl Query {
    /// What is made; floor plates where nothing is said. What a list cannot say is not there.
    fn what(&self) -> Result<What> {
        let what = self.what.as_deref().unwrap_or("floor").parse();
        what.ok()
            .filter(|what: &What| what.is_listed())
            .ok_or(Error::NotFound)
    }
}

/// A form of what a list cannot say is not one of our pages.
pub(in super::super) fn is_listed(fields: &Fields) -> Result<()> {
    let what = fields.get("what");
    let query = Query {
        what: (!what.is_empty()).then(|| what.to_owned()),
        community: None,
    };
    query.what().map(|_| ())
}

/// The kind of place each line of the list names.
fn kind(what: What) -> PlaceKind {
    what.counts().unwrap_or(PlaceKind::Spot)
}

/// `GET /signs/list`
pub async fn new(
    by: Allowed<MakeSigns>,
    view: View,
    db: web::Data<Db>,
    press: web::Data<Press>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let here = make::load(&by, &db, query.community.as_deref().unwrap_or_default()).await?;
    let fields = super::super::form::fresh(&here.office, query.what()?.as_str());
    show(&view, &press, (&here, db.clock().now()), &fields, &[])
}

/// `GET /signs/list.csv`: a list with its places filled in, as Excel opens it.
pub async fn sample(
    by: Allowed<MakeSigns>,
    db: web::Data<Db>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let here = make::load(&by, &db, query.community.as_deref().unwrap_or_default()).await?;
    let text = rows::sample(&here.tree, kind(query.what()?));
    let mut body = String::from("\u{FEFF}");
    for line in text {
        let cells: Vec<String> = line.iter().map(|cell| quoted(cell)).collect();
        write!(body, "{}\r\n", cells.join(",")).map_err(Error::internal)?;
    }
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}.csv\"", query.what()?),
        ))
        .body(body))
}

/// A cell that no spreadsheet takes for a formula, whatever a place is called.
fn quoted(cell: &str) -> String {
    let marked = format!("'{cell}");
    let cell = if cell.starts_with(FORMULA) {
        &marked
    } else {
        cell
    };
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Shows the form, with what is wrong where something is.
pub(in super::super) fn show(
    view: &View,
    press: &Press,
    (here, now): (&Community, Moment),
    fields: &Fields,
    refusals: &[Refusal],
) -> Result<HttpResponse> {
    let page = make::with(press, (here, now), |ground| {
        let what = ground.what(fields);
        let design = |d: &crate::signs::catalogue::design::Design| Choice {
            value: d.id.clone(),
            label: titled(view, d),
            on: fields.get("design") == d.id,
        };
        let wanted = *what.designs().start() > 0;
        FromList {
            form: FormState::wrong(fields, refusals, view),
            what: what.to_string(),
            what_key: format!("runs-what-{what}").replace('_', "-"),
            community: here.here.id.to_string(),
            community_name: named(view, &here.here),
            designs: ground
                .offered(fields)
                .into_iter()
                .filter(|_| wanted)
                .map(design)
                .collect(),
            fillings: FILLINGS
                .iter()
                .map(|f| Choice {
                    value: (*f).to_owned(),
                    label: view.say(&format!("runs-filling-{f}").replace('_', "-")),
                    on: fields.get("filling") == *f,
                })
                .collect(),
        }
    })?;
    let status = if refusals.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    view.page_as(status, &page)
}

/// A list as signs, or everything that is wrong with it.
pub(in super::super) fn read(
    press: &Press,
    (here, now): (&Community, Moment),
    (fields, table): (&Fields, Option<Result<Table, ImportError>>),
) -> Result<Read> {
    let Some(table) = table else {
        return Ok(Err(vec![Refusal::of_field("file", "runs-file-missing")]));
    };
    let asked = make::asked(fields);
    make::with(press, (here, now), |ground| {
        let mut reader = Reader::new(fields);
        let spec = ground.spec(&mut reader, fields);
        if let Some(refusal) = shown_faults(&spec) {
            reader.refuse(refusal);
        }
        match reader.errors() {
            errors if errors.is_empty() => {}
            errors => return Err(errors),
        }
        let table = table.map_err(|e| vec![e.refusal()])?;
        let rows =
            rows::of_table(&table, ground.tree, kind(spec.what)).map_err(|faults| told(&faults))?;
        if let Some(refusal) = ground.unprintable_row(&rows) {
            return Err(vec![refusal]);
        }
        let spec = paper::settle(&press.typesetter, spec, &rows, &asked)?;
        Ok((spec, rows))
    })
}

/// The first faults in full, the rest as a number.
fn told(faults: &[rows::Fault]) -> Vec<Refusal> {
    let more = faults.len().saturating_sub(FAULTS_TOLD);
    let mut told: Vec<Refusal> = faults
        .iter()
        .take(FAULTS_TOLD)
        .map(rows::Fault::refusal)
        .collect();
    if more > 0 {
        told.push(Refusal::of_field("file", "runs-row-more").naming("n", more.to_string()));
    }
    told
}
