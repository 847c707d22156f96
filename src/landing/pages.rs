//! The pages of a scan.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;

use super::known::{self, Known, OnCode, StaffAction};
use super::strangers;
use crate::codes::store::scans;
use crate::codes::{Code, CodeError, Here};
use crate::complaints::intake::PublicForm;
use crate::error::{Refusal, Result};
use crate::notices::public::Scanned;
use crate::organisation::{OfficeCard, store as organisation};
use crate::people::SignedIn;
use crate::people::permission::Perhaps;
use crate::people::policy;
use crate::platform::client::Client;
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Db, System};
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState};
use crate::platform::page::{Page, View};
use crate::signs::desk::scan::ScannedSign;
use crate::signs::register::public::Standing;

/// Typing a code.
#[derive(Debug, Serialize)]
pub struct Enter {
    /// What was typed and what was wrong.
    pub form: FormState,
}

impl Page for Enter {
    const TEMPLATE: &'static str = "landing/enter.html";
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
        Ok(code) => Ok(view.redirect(&format!("/Q/{code}"), None)),
        Err(slip) => mistyped(&view, typed, slip),
    }
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
}

/// What a scan opens.
#[derive(Debug, Serialize)]
pub struct Scan {
    /// Where one stands, and the form.
    #[serde(flatten)]
    pub report: PublicForm,
    /// The notice whose sheet was scanned, whole.
    pub sheet: Option<Scanned>,
    /// The stop whose sign was scanned.
    pub sign: Option<ScannedSign>,
    /// The sign that was scanned, where it stays.
    pub standing: Option<Standing>,
    /// What else is known here.
    pub known: Vec<Known>,
    /// What is on record, for the office's own people.
    pub staff_told: Vec<String>,
    /// What the office's own people can do here.
    pub staff_actions: Vec<StaffAction>,
}

impl Page for Scan {
    const TEMPLATE: &'static str = "landing/code.html";
}

/// `GET /Q/{code}`
pub async fn scan(
    desk: Desk,
    typed: web::Path<String>,
    who: Perhaps,
    client: Client,
) -> Result<HttpResponse> {
    let Desk { view, db, .. } = &desk;
    let code: Code = match typed.parse() {
        Ok(code) => code,
        Err(slip) => return mistyped(view, &typed, slip),
    };
    let look = desk.dates();
    let (asked, reader) = (code.clone(), view.clone());
    let found = db
        .read(move |conn| gather(conn, &asked, who.0, look, &reader))
        .await?;
    if found.is_some() || strangers::is_believed(client.bucket(), look.now) {
        count(db, &code, look.today(), found.is_some());
    }
    match found {
        None => stop_unknown(view, &code, db).await,
        Some(found) if found.here.row.revoked_at.is_some() => stop_revoked(view, &found.here),
        Some(found) => show(view, found, db).await,
    }
}

struct Found {
    here: Here,
    on_code: OnCode,
    known: Vec<Known>,
    who: Option<Arc<SignedIn>>,
}

fn gather(
    conn: &mut Conn,
    code: &Code,
    who: Option<Arc<SignedIn>>,
    look: Dates,
    view: &View,
) -> Result<Option<Found>> {
    let Some(here) = Here::find(conn, code)? else {
        return Ok(None);
    };
    let on_code = known::on_code(conn, &here.row, look, view)?;
    let mut known = match &here.place {
        Some(place) => known::at_place(conn, place, look, view)?,
        None => Vec::new(),
    };
    // What stands above in full is not listed again.
    if let Some(sheet) = &on_code.sheet {
        known.retain(|k| k.href != sheet.notice.href);
    }
    if on_code.sign.is_some() {
        let this = format!("/Q/{code}");
        known.retain(|k| k.href != this);
    }
    let who = who.filter(|who| who.scope.reaches(&here.row.office));
    Ok(Some(Found {
        here,
        on_code,
        known,
        who,
    }))
}

async fn show(view: &View, found: Found, db: &web::Data<Db>) -> Result<HttpResponse> {
    let mut staff_actions = found.on_code.actions;
    staff_actions.retain(|action| {
        let who = found.who.as_ref();
        who.is_some_and(|who| policy::may(who.role, action.needs))
    });
    let page = Scan {
        report: PublicForm::fresh(&found.here, view, db).await?,
        sheet: found.on_code.sheet,
        sign: found.on_code.sign,
        standing: found.on_code.standing,
        known: found.known,
        staff_told: if staff_actions.is_empty() {
            Vec::new()
        } else {
            found.on_code.told
        },
        staff_actions,
    };
    view.page(&page)
}

/// Scans on their way to being counted; beyond these the database has better to do.
static COUNTING: Semaphore = Semaphore::const_new(32);

/// Counts the scan, of nobody in particular; the page does not wait for it.
fn count(db: &web::Data<Db>, code: &Code, day: NaiveDate, is_known: bool) {
    let Ok(turn) = COUNTING.try_acquire() else {
        return;
    };
    let (db, code) = (db.clone(), code.clone());
    actix_web::rt::spawn(async move {
        let counted = db.write(System("landing"), move |tx, _| {
            if is_known {
                scans::count(tx, &code, day)
            } else {
                scans::count_unknown(tx, &code, day)
            }
        });
        if let Err(e) = counted.await {
            tracing::info!(error = %e, "a scan was not counted");
        }
        drop(turn);
    });
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
