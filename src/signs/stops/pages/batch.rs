//! `GET /signs/batches/{id}`: one stop, its copies and where each of them is.

use std::mem;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Refusal, Result};
use crate::people::permission::{Allowed, MakeSigns, ReadSigns};
use crate::people::{Permission, Scope};
use crate::platform::audit;
use crate::platform::dates::{Dates, clock_time, field_date};
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState};
use crate::platform::history::{self, Happened, History};
use crate::platform::page::Page;
use crate::platform::seen::Seen;
use crate::platform::step::Asked;
use crate::platform::words::Lang;
use crate::signs::catalogue::design::Catalogue;
use crate::signs::meanwhile::{self, Act};
use crate::signs::output::{self, Format};
use crate::signs::page::{Fact, FileOf};
use crate::signs::print::SignSheets;
use crate::signs::print::work::Made;
use crate::signs::register::entry::{BatchId, Entry, Nth, SignId, State};
use crate::signs::register::store as register;
use crate::signs::stops::standing::{self, Line};
use crate::signs::stops::stop::{Batch, Course};
use crate::signs::stops::{service, sheets, store};

/// A batch.
#[derive(Debug, Serialize)]
pub struct BatchPage {
    /// Its id.
    pub id: String,
    /// Its line.
    pub line: Line,
    /// `ahead`, `now`, `over`, `called-off`.
    pub course: &'static str,
    /// Label key and value of each fact.
    pub facts: Vec<Fact>,
    /// Its copies.
    pub copies: Vec<Copy>,
    /// The forms: what was typed and what is wrong.
    pub form: FormState,
    /// The end that the form was shown with.
    pub seen: String,
    /// What the forms of all its copies carry.
    pub shown: String,
    /// What happened since a form was shown that was sent now.
    pub meanwhile: Vec<Act>,
    /// What happened.
    pub history: History,
    /// What this person can do now.
    pub can: Can,
    /// How the sheets can be printed: value, key of its name.
    pub ways: Vec<(String, String)>,
}

impl Page for BatchPage {
    const TEMPLATE: &'static str = "signs/batch.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::batch_page()
    }
}

/// A copy on its batch's page.
#[derive(Debug, Clone, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark or a button")]
pub struct Copy {
    /// Its id.
    pub id: String,
    /// 15层.
    pub place: String,
    /// 15 / 28.
    pub copy: String,
    /// Its sheet alone; empty when it is down.
    pub sheet: String,
    /// The code in groups.
    pub code: String,
    /// The page behind it.
    pub href: String,
    /// The key of its state.
    pub state: String,
    /// The look of its badge.
    pub look: &'static str,
    /// When it came to that.
    pub when: String,
    /// Whether it shows an end that has moved.
    pub old: bool,
    /// Whether it can be marked as up, or as replaced.
    pub can_place: bool,
    /// Whether it can be marked as down.
    pub can_remove: bool,
    /// Whether it can be marked as damaged.
    pub can_fault: bool,
    /// Whether it was marked as down, so that this can be taken back.
    pub can_restore: bool,
}

/// What can be done.
#[derive(Debug, Clone, Copy, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a button")]
pub struct Can {
    /// Print the sheets.
    pub print: bool,
    /// Mark all as up.
    pub place: bool,
    /// Mark all as down.
    pub remove: bool,
    /// Move the end.
    pub extend: bool,
    /// End it now.
    pub end: bool,
}

/// `GET /signs/batches/{id}`
pub async fn show(
    by: Allowed<ReadSigns>,
    desk: Desk,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let page = load(&by, &desk, id.parse()?).await?;
    desk.view.page(&page)
}

/// The page once more, with what is wrong with a form on it.
pub(in super::super) async fn show_wrong(
    asked: &Asked<Allowed<MakeSigns>, BatchId>,
    refusals: &[Refusal],
) -> Result<HttpResponse> {
    let page = load(&asked.by, &asked.desk, asked.id.clone()).await?;
    refused(asked, page, refusals)
}

/// The page of a copy's stop, with why a step of that copy is not taken.
pub(in super::super) async fn show_not_taken(
    asked: &Asked<Allowed<MakeSigns>, SignId>,
    refusals: &[Refusal],
) -> Result<HttpResponse> {
    let page = load(&asked.by, &asked.desk, stop_of(asked).await?).await?;
    refused(asked, page, refusals)
}

fn refused<I: Clone + Send + 'static>(
    asked: &Asked<Allowed<MakeSigns>, I>,
    mut page: BatchPage,
    refusals: &[Refusal],
) -> Result<HttpResponse> {
    let view = &asked.desk.view;
    page.form = FormState::wrong(asked.fields(), refusals, view).over(mem::take(&mut page.form));
    view.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The page as the stop stands now, with what others did since a form of it was shown.
pub(in super::super) async fn show_changed(
    asked: &Asked<Allowed<MakeSigns>, BatchId>,
) -> Result<HttpResponse> {
    changed(&asked.by, &asked.desk, asked.id.clone(), asked.sent.seen).await
}

/// The page of a copy's stop, whose end has moved since a form of that copy was shown.
pub(in super::super) async fn show_end_moved(
    asked: &Asked<Allowed<MakeSigns>, SignId>,
) -> Result<HttpResponse> {
    let stop = stop_of(asked).await?;
    changed(&asked.by, &asked.desk, stop, asked.sent.seen).await
}

/// The stop that a copy is of.
async fn stop_of(asked: &Asked<Allowed<MakeSigns>, SignId>) -> Result<BatchId> {
    let (scope, id) = (asked.by.scope().clone(), asked.id.clone());
    let copy = asked
        .desk
        .db
        .read(move |conn| register::load(conn, &scope, &id));
    copy.await?.batch().cloned().ok_or(Error::NotFound)
}

async fn changed<P>(by: &Allowed<P>, desk: &Desk, id: BatchId, seen: Seen) -> Result<HttpResponse> {
    let (show, subject) = (desk.dates(), service::subject(&id));
    let mut page = load(by, desk, id).await?;
    let since = desk
        .db
        .read(move |conn| meanwhile::since(conn, &subject, seen));
    page.meanwhile = Act::told(since.await?, &desk.view, show);
    desk.view.page_as(StatusCode::CONFLICT, &page)
}

async fn load<P>(by: &Allowed<P>, desk: &Desk, id: BatchId) -> Result<BatchPage> {
    let (scope, may) = (by.scope().clone(), by.may(Permission::MakeSigns));
    let (view, show) = (desk.view.clone(), desk.dates());
    let catalogue = Catalogue::get()?;
    let read = desk.db.read(move |conn| {
        let batch = store::batch(conn, &scope, &id)?;
        let copies = register::of_stop(conn, &id)?;
        let line = standing::line(&batch, &copies, catalogue, show);
        let record = audit::newest(conn, &service::subject(&id), history::asked(&view))?;
        // The id of the design says nothing to an office.
        let mend = |entry: &audit::Entry, past: &mut Happened| match entry.act.as_str() {
            "sign.end_moved" => past.detail.clear(),
            _ => past.detail = entry.detail.replace(&batch.design, &line.title),
        };
        Ok(BatchPage {
            id: id.to_string(),
            can: can(&batch, &line, may, show),
            ways: Made::OFFERED
                .iter()
                .map(|m| (m.to_string(), format!("signs-made-{m}").replace('_', "-")))
                .collect(),
            course: course_key(batch.course(show.now)),
            facts: facts(&batch, &line, show),
            copies: copies.iter().map(|c| copy(&batch, c, may, show)).collect(),
            form: end_form(&batch, show),
            seen: batch.ends_at.iso(),
            shown: service::seen_now(conn, &batch)?.to_string(),
            meanwhile: Vec::new(),
            history: History::told(record, &view, show, mend),
            line,
        })
    });
    read.await
}

fn course_key(course: Course) -> &'static str {
    match course {
        Course::Ahead => "ahead",
        Course::Now => "now",
        Course::Over => "over",
        Course::CalledOff => "called-off",
    }
}

fn can(batch: &Batch, line: &Line, may: bool, show: Dates) -> Can {
    let count = line.count;
    let goes_on = matches!(batch.course(show.now), Course::Ahead | Course::Now);
    Can {
        print: may && goes_on && count.all > count.down,
        place: may && goes_on && count.wanted + count.printed + count.old > 0,
        remove: may && count.up > 0,
        extend: may && count.all > count.down && batch.course(show.now) != Course::CalledOff,
        end: may && goes_on,
    }
}

fn facts(batch: &Batch, line: &Line, show: Dates) -> Vec<Fact> {
    let words = &batch.wording;
    let mut facts = vec![
        Fact("signs-place", line.place.clone()),
        Fact("signs-time", line.when.clone()),
    ];
    if let Some(product) = &words.product {
        facts.push(Fact("signs-product", product.clone()));
    }
    if let Some(alternative) = &words.alternative {
        let english = words
            .alternative_en
            .as_ref()
            .filter(|_| show.lang == Lang::En);
        let shown = english.unwrap_or(alternative);
        let note = words.alternative_note.as_deref().unwrap_or_default();
        let joint = if note.is_empty() { "" } else { " · " };
        facts.push(Fact("signs-alternative", format!("{shown}{joint}{note}")));
    }
    facts.push(Fact("signs-phone", words.phone.clone()));
    facts.push(Fact("signs-base", batch.base_url.clone()));
    facts
}

fn copy(batch: &Batch, sign: &Entry, may: bool, show: Dates) -> Copy {
    let english = show.lang == Lang::En;
    let place = batch.label(sign);
    let place = place.map(|l| if english { l.en.clone() } else { l.zh.clone() });
    let old = batch.shows_old_end(sign) || batch.printed_before_move(sign);
    let goes_on = matches!(batch.course(show.now), Course::Ahead | Course::Now);
    let idle = matches!(sign.state, State::Wanted | State::Printed);
    let when = match sign.state {
        State::Wanted => None,
        State::Printed => sign.printed_at,
        State::Placed | State::Damaged => sign.placed.as_ref().map(|mark| mark.at),
        State::Removed => sign.removed.as_ref().map(|mark| mark.at),
    };
    let Nth { n, of } = sign.nth();
    Copy {
        id: sign.id.to_string(),
        place: place.unwrap_or_else(|| {
            if english {
                batch.wording.place_en.clone()
            } else {
                batch.wording.place.clone()
            }
        }),
        copy: format!("{n} / {of}"),
        sheet: if sign.is_down() {
            String::new()
        } else {
            format!("/signs/batches/{}/sheet.pdf?copy={n}", batch.id)
        },
        code: sign.code.grouped(),
        href: format!("/Q/{}", sign.code),
        state: format!("sign-{}", sign.state),
        look: match sign.state {
            State::Wanted | State::Removed => "",
            State::Printed => "brand",
            State::Placed if goes_on => "ok",
            State::Placed | State::Damaged => "bad",
        },
        when: when.map(|at| show.near(at)).unwrap_or_default(),
        old: old && goes_on,
        can_place: may && goes_on && (idle || old || sign.state == State::Damaged),
        can_remove: may && sign.is_up(),
        can_fault: may && goes_on && sign.state == State::Placed,
        can_restore: may && sign.is_down(),
    }
}

fn end_form(batch: &Batch, show: Dates) -> FormState {
    let (on, time) = (
        batch.ends_at.date_in(show.zone),
        batch.ends_at.time_in(show.zone),
    );
    FormState::fresh(&Fields::of([
        ("to_date", field_date(on)),
        ("to_time", clock_time(time)),
    ]))
}

/// How the sheets are wanted.
#[derive(Debug, Deserialize)]
pub struct Query {
    made: Option<String>,
    copy: Option<i32>,
}

/// `GET /signs/batches/{id}/sheet.{format}`: a numbered, coded sheet for every copy.
pub async fn sheet(
    by: Allowed<ReadSigns>,
    desk: Desk,
    path: web::Path<FileOf>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let FileOf { id, format } = path.into_inner();
    let format: Format = format.parse().or(Err(Error::NotFound))?;
    let made = query.made.as_deref().unwrap_or_default();
    let asked = Sheet {
        id: id.parse()?,
        made: made.parse().unwrap_or(Made::A4),
        copy: query.copy,
    };
    let Sheets { batch, sheets } = laid_out(by.scope().clone(), &desk, asked).await?;
    let short: String = batch.id.as_str().chars().take(8).collect();
    let name = format!("{}-{short}", batch.design);
    output::answer(&desk.press, &name, sheets, format).await
}

/// Which sheets are asked for.
pub(in super::super) struct Sheet {
    /// The stop.
    pub(in super::super) id: BatchId,
    /// How they are printed.
    pub(in super::super) made: Made,
    /// This copy alone.
    pub(in super::super) copy: Option<i32>,
}

/// A stop on its sheets.
pub(in super::super) struct Sheets {
    batch: Batch,
    sheets: SignSheets,
}

/// A stop on its sheets, or one copy of it; or the words that do not fit them.
pub(in super::super) async fn laid_out(scope: Scope, desk: &Desk, asked: Sheet) -> Result<Sheets> {
    let Desk { db, press, .. } = desk;
    let (batch, mut copies) = db
        .read(move |conn| {
            let batch = store::batch(conn, &scope, &asked.id)?;
            let copies = register::of_stop(conn, &batch.id)?;
            Ok((batch, copies))
        })
        .await?;
    let design = Catalogue::design(&batch.design)?;
    copies.retain(|copy| asked.copy.is_none_or(|asked| copy.nth().n == asked));
    let sign = sheets::of_batch(press, design, &batch, &copies)?;
    match sign.job(asked.made).lay_out(&press.typesetter) {
        Ok(sheets) => Ok(Sheets { batch, sheets }),
        Err(fault) => Err(output::refusal(&fault).into()),
    }
}
