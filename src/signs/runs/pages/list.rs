//! Making signs from an office's list: the sample to fill in, the upload, what is wrong in it.

use std::fmt::Write as _;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::offer::named;
use crate::error::{Error, Refusal, Result};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::db::Db;
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState};
use crate::platform::lists::quoted;
use crate::platform::page::Page;
use crate::signs::page::Choice;
use crate::signs::runs::asking;
use crate::signs::runs::filling::Filling;
use crate::signs::runs::form::fresh;
use crate::signs::runs::reading::{Loaded, kind};
use crate::signs::runs::rows;
use crate::signs::runs::spec::What;

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
    /// What the list leaves open.
    pub asks: Vec<Ask>,
}

/// A question about what a list leaves open.
#[derive(Debug, Serialize)]
pub struct Ask {
    /// Its field.
    pub name: &'static str,
    /// What it names, which comes back with its answer.
    pub of: String,
    /// The key of what it asks about.
    pub label: &'static str,
    /// The answers.
    pub options: Vec<Choice>,
}

impl Page for FromList {
    const TEMPLATE: &'static str = "signs/from_list.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::from_list()
    }
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

/// `GET /signs/list`
pub async fn new(
    by: Allowed<MakeSigns>,
    desk: Desk,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let community = query.community.as_deref().unwrap_or_default();
    let loaded = Loaded::read(&desk.db, by.scope().clone(), community).await?;
    let fields = fresh(&loaded.community().office, query.what()?.as_str());
    show(&desk, &loaded, &fields, &[])
}

/// `GET /signs/list.csv`: a list with its places filled in, as Excel opens it.
pub async fn sample(
    by: Allowed<MakeSigns>,
    db: web::Data<Db>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let community = query.community.as_deref().unwrap_or_default();
    let loaded = Loaded::read(&db, by.scope().clone(), community).await?;
    let what = query.what()?;
    let text = rows::sample(&loaded.community().tree, kind(what), what.usually());
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

/// The questions that were put; those answered stay with their answers.
fn asks(desk: &Desk, fields: &Fields, refusals: &[Refusal]) -> Vec<Ask> {
    let say = |key| desk.view.say(key);
    let option = |value: &str, key| Choice {
        value: value.to_owned(),
        label: say(key),
        on: false,
    };
    let none = || option("", "runs-list-ask-choose");
    let unseen = || {
        let with = option(asking::WITH, "runs-list-ask-with");
        vec![
            none(),
            with,
            option(asking::WITHOUT, "runs-list-ask-without"),
        ]
    };
    let unread = || vec![none(), option(asking::WITHOUT, "runs-list-ask-unread")];
    let all = [
        (asking::ROWS, "runs-list-ask-rows", unseen()),
        (asking::COLUMNS, "runs-list-ask-columns", unseen()),
        (asking::UNREAD, "runs-list-ask-other", unread()),
    ];
    let is_put =
        |name: &str| !fields.get(name).is_empty() || refusals.iter().any(|r| r.field == Some(name));
    all.into_iter()
        .filter(|(name, ..)| is_put(name))
        .map(|(name, label, options)| Ask {
            name,
            of: named_in(name, fields, refusals),
            label,
            options,
        })
        .collect()
}

/// What a question names: the one that is put now, or the one that was answered.
fn named_in(name: &str, fields: &Fields, refusals: &[Refusal]) -> String {
    let now = refusals.iter().find(|r| r.field == Some(name));
    match now.and_then(|refusal| refusal.args.first()) {
        Some((_, names)) => names.clone(),
        None => fields.get(&asking::of(name)).to_owned(),
    }
}

/// The form without answers to questions that are put again.
fn unanswered(fields: &Fields, refusals: &[Refusal]) -> Fields {
    let questions = [asking::ROWS, asking::COLUMNS, asking::UNREAD];
    let again = refusals.iter().filter_map(|refusal| refusal.field);
    let again = again.filter(|field| questions.contains(field));
    again.fold(fields.clone(), |form, field| form.with(field, ""))
}

/// Shows the form, with what is wrong where something is.
pub(in super::super) fn show(
    desk: &Desk,
    loaded: &Loaded,
    fields: &Fields,
    refusals: &[Refusal],
) -> Result<HttpResponse> {
    let Desk { view, press, .. } = desk;
    let fields = &unanswered(fields, refusals);
    let here = &loaded.community().here;
    let page = loaded.ask(press, |ground| {
        let what = ground.what(fields);
        let design = |d: &crate::signs::catalogue::design::Design| Choice {
            value: d.id.clone(),
            label: d.title(view.lang),
            on: fields.get("design") == d.id,
        };
        let wanted = *what.designs().start() > 0;
        FromList {
            form: FormState::wrong(fields, refusals, view),
            what: what.to_string(),
            what_key: format!("runs-what-{what}").replace('_', "-"),
            community: here.id.to_string(),
            community_name: named(view, here),
            designs: ground
                .offered(fields)
                .into_iter()
                .filter(|_| wanted)
                .map(design)
                .collect(),
            fillings: Filling::ALL
                .iter()
                .map(|f| Choice {
                    value: f.to_string(),
                    label: view.say(&format!("runs-filling-{f}").replace('_', "-")),
                    on: fields.get("filling") == f.as_str(),
                })
                .collect(),
            asks: asks(desk, fields, refusals),
        }
    });
    let status = if refusals.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    view.page_as(status, &page)
}
