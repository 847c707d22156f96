//! The pages of a scan.

#[cfg(test)]
mod samples;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::behind::{Asked, Behind, Ground};
use super::strangers;
use super::tally::{Scan, Tally};
use crate::codes::{Code, CodeError, Here};
use crate::error::{Refusal, Result};
use crate::organisation::{OfficeCard, store as organisation};
use crate::people::permission::Perhaps;
use crate::platform::client::Client;
use crate::platform::db::Db;
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState, half_width};
use crate::platform::page::{Page, View, query_value};

/// Typing a code.
#[derive(Debug, Serialize)]
pub struct Enter {
    /// What was typed and what was wrong.
    pub form: FormState,
}

impl Page for Enter {
    const TEMPLATE: &'static str = "landing/enter.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::enter()
    }
}

/// What the address of the page to type a code may carry.
#[derive(Debug, Deserialize)]
pub struct EnterQuery {
    code: Option<String>,
}

/// `GET /q`
pub async fn enter(view: View, query: web::Query<EnterQuery>) -> Result<HttpResponse> {
    let Some(typed) = &query.code else {
        return view.page(&Enter {
            form: FormState::default(),
        });
    };
    match typed.parse::<Code>() {
        Ok(code) => Ok(view.redirect(format!("/Q/{code}"), None)),
        // Who follows a report types its number where there is a field for one.
        Err(_) if is_of_report(typed) => {
            let to = format!("/follow/find?number={}", query_value(typed));
            Ok(view.redirect(to, None))
        }
        Err(slip) => mistyped(&view, typed, slip),
    }
}

/// Whether this is the number of a report, TS-2026-00012, and no code.
fn is_of_report(typed: &str) -> bool {
    let typed = half_width(typed).trim().to_uppercase();
    typed.starts_with("TS") && typed.contains("20")
}

/// The page to type a code, with what is wrong with the one typed.
fn mistyped(view: &View, typed: &str, slip: CodeError) -> Result<HttpResponse> {
    let about = |key| Refusal::of_field("code", key);
    let refusal = match slip {
        CodeError::WrongLength(0) => about("landing-code-empty"),
        CodeError::WrongLength(n) => about("landing-code-length").naming("count", n.to_string()),
        CodeError::ForeignCharacter(c) => about("landing-code-character").naming("c", c),
        CodeError::WrongCheckCharacter => about("landing-code-slip"),
    };
    let fields = Fields::of([("code", typed.to_owned())]);
    let form = FormState::wrong(&fields, &[refusal], view);
    view.page_as(StatusCode::NOT_FOUND, &Enter { form })
}

/// A code that opens nothing: nobody gave it out, or it is no longer in use.
#[derive(Debug, Serialize)]
pub struct Stop {
    /// The headline.
    pub title: String,
    /// What to do and what not.
    pub text: String,
    /// The code in groups.
    pub code: String,
    /// Whom to call.
    pub offices: Vec<OfficeCard>,
}

impl Page for Stop {
    const TEMPLATE: &'static str = "landing/stop.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        samples::stop()
    }
}

/// `GET /Q/{code}`
pub async fn scan(
    desk: Desk,
    typed: web::Path<String>,
    who: Perhaps,
    client: Client,
    ground: Ground,
) -> Result<HttpResponse> {
    let Desk { view, db, .. } = &desk;
    let code: Code = match typed.parse() {
        Ok(code) => code,
        Err(slip) => return mistyped(view, &typed, slip),
    };
    let look = desk.dates();
    let asked = Asked {
        code,
        look,
        who: who.0,
    };
    let found = if asked.who.is_none() && !view.has_flash() {
        ground.kept(&asked, view).await?
    } else {
        ground.look(&asked, view).await?
    };
    let is_known = !matches!(found, Behind::Nothing);
    let is_read = !client.peeks;
    if is_read && (is_known || strangers::is_believed(client.bucket(), look.now)) {
        let scan = Scan {
            code: asked.code.clone(),
            day: look.today(),
            is_known,
        };
        Tally::count(&ground.tally, db, scan);
    }
    match found {
        Behind::Nothing => stop_unknown(view, &asked.code, db).await,
        Behind::Revoked(here) => stop_revoked(view, &here),
        Behind::Page(html) => Ok(view.written(html)),
    }
}

async fn stop_unknown(view: &View, code: &Code, db: &Db) -> Result<HttpResponse> {
    let offices = db.read(organisation::public_offices).await?;
    let page = Stop {
        title: view.say("landing-unknown"),
        text: view.say("landing-unknown-text"),
        code: code.grouped(),
        offices: offices
            .iter()
            .map(|office| OfficeCard::of(office, view.lang))
            .collect(),
    };
    view.page_as(StatusCode::NOT_FOUND, &page)
}

fn stop_revoked(view: &View, here: &Here) -> Result<HttpResponse> {
    let page = Stop {
        title: view.say("landing-revoked"),
        text: view.say("landing-revoked-text"),
        code: here.row.code.grouped(),
        offices: vec![OfficeCard::of(&here.office, view.lang)],
    };
    view.page_as(StatusCode::GONE, &page)
}
