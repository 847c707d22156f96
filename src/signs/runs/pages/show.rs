//! A run: its first, last and longest sign to look at, and its parts to print.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::offer::{self, paper_name};
use crate::error::{Error, Refusal, Result};
use crate::people::Permission;
use crate::people::permission::{Allowed, MakeSigns, ReadSigns};
use crate::platform::db::Db;
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState};
use crate::platform::page::{Page, View};
use crate::platform::press::Press;
use crate::platform::step::Asked;
use crate::platform::words::Lang;
use crate::signs::meanwhile::{self, Act};
use crate::signs::output::{self, Format};
use crate::signs::page::{Fact, FileOf};
use crate::signs::print::SignSheets;
use crate::signs::register::entry::{RunId, SignId};
use crate::signs::register::store as register;
use crate::signs::runs::address::{PartFile, SignOf};
use crate::signs::runs::copies::{self, Coded, Single};
use crate::signs::runs::filling::Filling;
use crate::signs::runs::paper::{draft, longest};
use crate::signs::runs::run::Run;
use crate::signs::runs::{pieces, service, sheets, store};

/// A run.
#[derive(Debug, Serialize)]
pub struct RunPage {
    /// Its id.
    pub id: String,
    /// What it prints.
    pub title: String,
    /// `runs-what-floor`.
    pub what: String,
    /// Its community.
    pub community: String,
    /// Label and value of each fact.
    pub facts: Vec<Fact>,
    /// The signs to look at.
    pub looks: Vec<Look>,
    /// Its parts.
    pub parts: Vec<PartLine>,
    /// Signs in all.
    pub total: usize,
    /// Signs that went to the printer.
    pub printed: usize,
    /// Signs of these that wait to be hung up.
    pub waiting: i64,
    /// Whether nothing more of it is printed.
    pub stopped: bool,
    /// Whether its signs have codes printed on them.
    pub coded: bool,
    /// Whether this person prints.
    pub may_make: bool,
    /// Why a step of it was not taken.
    pub form: FormState,
    /// What its forms carry.
    pub shown: String,
    /// What happened since a form was shown that was sent now.
    pub meanwhile: Vec<Act>,
}

impl Page for RunPage {
    const TEMPLATE: &'static str = "signs/run.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::run_page()
    }
}

/// A sign to look at: its number, where it goes, which of them it is.
#[derive(Debug, Clone, Serialize)]
pub struct Look(pub usize, pub String, pub &'static str);

/// A part of a run.
#[derive(Debug, Clone, Serialize)]
pub struct PartLine {
    /// Its number, from 1.
    pub part: usize,
    /// Its first sign.
    pub from: usize,
    /// Its last.
    pub to: usize,
    /// When it was printed; empty while it waits.
    pub printed: String,
    /// Whether it is the next to print.
    pub next: bool,
}

/// `GET /signs/runs/{id}`
pub async fn show(
    by: Allowed<ReadSigns>,
    view: View,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let page = draw(&by, &view, &db, id.parse()?).await?;
    view.page(&page)
}

/// The page as the run stands now, with what others did since a form of it was shown.
pub(in super::super) async fn changed(
    asked: &Asked<Allowed<MakeSigns>, RunId>,
) -> Result<HttpResponse> {
    let Desk { view, db, .. } = &asked.desk;
    let (show, subject) = (asked.desk.dates(), service::subject(&asked.id));
    let seen = asked.sent.seen;
    let mut page = draw(&asked.by, view, db, asked.id.clone()).await?;
    let since = db.read(move |conn| meanwhile::since(conn, &subject, seen));
    page.meanwhile = Act::told(since.await?, view, show);
    view.page_as(StatusCode::CONFLICT, &page)
}

/// The page once more, with why a step of the run is not taken.
pub(in super::super) async fn refused<F>(
    asked: &Asked<Allowed<MakeSigns>, RunId, F>,
    fields: &Fields,
    refusals: &[Refusal],
) -> Result<HttpResponse> {
    let Desk { view, db, .. } = &asked.desk;
    let mut page = draw(&asked.by, view, db, asked.id.clone()).await?;
    page.form = FormState::wrong(fields, refusals, view);
    view.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn draw<P>(by: &Allowed<P>, view: &View, db: &Db, id: RunId) -> Result<RunPage> {
    let (scope, show) = (by.scope().clone(), view.dates(db.clock().now()));
    let (run, printed, far, community, shown) = db
        .read(move |conn| {
            let run = store::run(conn, &scope, &id)?;
            let printed = store::printed(conn, &id)?;
            let far = register::far(conn, std::slice::from_ref(&id))?;
            let community = crate::organisation::store::public_community(conn, &run.community)?;
            let shown = meanwhile::shown(conn, &service::subject(&id))?;
            Ok((run, printed, far, community, shown))
        })
        .await?;
    let parts = lines(&run, |part| {
        let found = printed.iter().find(|p| usize::try_from(p.part) == Ok(part));
        found.map(|p| show.near(p.printed_at)).unwrap_or_default()
    });
    let done = parts.iter().filter(|p| !p.printed.is_empty());
    Ok(RunPage {
        id: run.id.to_string(),
        title: offer::title(&run.spec, view),
        what: format!("runs-what-{}", run.spec.what).replace('_', "-"),
        community: match view.lang {
            Lang::Zh => community.name,
            Lang::En => community.name_en,
        },
        facts: facts(&run, view),
        looks: looks(&run),
        printed: done.map(|p| p.to - p.from + 1).sum(),
        waiting: far.values().map(|far| far.waiting).sum(),
        parts,
        total: run.rows.len(),
        stopped: run.stopped_at.is_some(),
        coded: run.spec.coded,
        may_make: by.may(Permission::MakeSigns),
        form: FormState::default(),
        shown: shown.to_string(),
        meanwhile: Vec::new(),
    })
}

/// The parts of a run with when each was printed; the first that was not is the next.
fn lines(run: &Run, when: impl Fn(usize) -> String) -> Vec<PartLine> {
    let line = |part| PartLine {
        part,
        from: run.range(part).start + 1,
        to: run.range(part).end,
        printed: when(part),
        next: false,
    };
    let mut parts: Vec<PartLine> = (1..=run.parts()).map(line).collect();
    if let Some(next) = parts.iter_mut().find(|p| p.printed.is_empty()) {
        next.next = true;
    }
    parts
}

fn facts(run: &Run, view: &View) -> Vec<Fact> {
    let filling = format!("runs-filling-{}", run.spec.filling).replace('_', "-");
    let mut facts = vec![
        Fact("runs-paper", paper_name(view, run.spec.paper)),
        Fact("runs-filling", view.say(&filling)),
        Fact("runs-version", run.spec.version.to_string()),
        Fact("signs-phone", run.spec.phone.clone()),
    ];
    if let Some(days) = run.spec.inspect_every {
        facts.push(Fact("runs-inspect", days.to_string()));
    }
    facts.push(Fact("signs-base", run.base_url.clone()));
    facts
}

/// The first, the last and the longest sign, each once.
fn looks(run: &Run) -> Vec<Look> {
    let at = |row: &super::super::rows::Row| run.rows.iter().position(|r| r == row);
    let last = run.rows.len().saturating_sub(1);
    let long = longest(&run.rows).and_then(at).unwrap_or_default();
    let mut looks: Vec<Look> = Vec::new();
    for (n, which) in [
        (0, "runs-first"),
        (long, "runs-longest"),
        (last, "runs-last"),
    ] {
        let known = looks.iter().any(|look| look.0 == n + 1);
        if let Some(row) = run.rows.get(n).filter(|_| !known) {
            looks.push(Look(n + 1, row.at.clone(), which));
        }
    }
    looks.sort_by_key(|look| look.0);
    looks
}

/// `GET /signs/runs/{id}/signs/{n}.svg`: one sign without its code, to look at.
pub async fn look(
    by: Allowed<ReadSigns>,
    db: web::Data<Db>,
    press: web::Data<Press>,
    path: web::Path<SignOf>,
) -> Result<HttpResponse> {
    let SignOf { id, n } = path.into_inner();
    let run = load(&by, &db, id.parse()?).await?;
    let row = n
        .checked_sub(1)
        .and_then(|at| run.rows.get(at))
        .ok_or(Error::NotFound)?;
    let host = format!("{}/q", Press::host_line(&run.base_url));
    let mut spec = run.spec.clone();
    spec.filling = Filling::OneUp;
    let job = pieces::job(&spec, row.at.clone(), vec![draft(&spec, row, &host)]);
    let sheet = job.lay_out(&press.typesetter).map_err(Error::internal)?;
    let pages = press.typesetter.run(move |t| t.svg(&sheet)).await?;
    Ok(HttpResponse::Ok()
        .content_type("image/svg+xml; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .body(pages.into_iter().next().unwrap_or_default()))
}

async fn load(by: &Allowed<ReadSigns>, db: &Db, id: RunId) -> Result<Run> {
    let scope = by.scope().clone();
    db.read(move |conn| store::run(conn, &scope, &id)).await
}

/// `GET /signs/runs/{id}/parts/{part}.{format}`: a part that went to the printer, as often as
/// wanted.
pub async fn part(
    by: Allowed<ReadSigns>,
    db: web::Data<Db>,
    press: web::Data<Press>,
    path: web::Path<PartFile>,
) -> Result<HttpResponse> {
    let PartFile { id, part, format } = path.into_inner();
    let format: Format = format.parse().or(Err(Error::NotFound))?;
    let (id, scope): (RunId, _) = (id.parse()?, by.scope().clone());
    let (run, codes) = db
        .read(move |conn| {
            let mut run = store::run(conn, &scope, &id)?;
            let codes = copies::codes(conn, &mut run, part)?;
            Ok((run, codes))
        })
        .await?;
    let name = format!("{}-{part}", run.spec.what);
    let sheets = laid_out(&press, run, codes).await?;
    output::answer(&press, &name, sheets, format).await
}

/// `GET /signs/runs/{id}/proof.pdf`: what will be printed, to be approved before it is: the facts,
/// the first, the last and the longest sign, and patches of the colours.
pub async fn proof(
    by: Allowed<ReadSigns>,
    view: View,
    db: web::Data<Db>,
    press: web::Data<Press>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let run = load(&by, &db, id.parse()?).await?;
    let rows = looks(&run)
        .into_iter()
        .filter_map(|look| run.rows.get(look.0 - 1));
    let sheets = sheets::proof(
        &press,
        &run,
        &rows.collect::<Vec<_>>(),
        &paper_name(&view, run.spec.paper),
    )?;
    output::answer(&press, "proof", sheets, Format::Pdf).await
}

/// `GET /signs/runs/copies/{id}/sheet.{format}`: one sign of a run again, on a sheet of its own,
/// by its line in the register.
pub async fn copy(
    by: Allowed<ReadSigns>,
    db: web::Data<Db>,
    press: web::Data<Press>,
    path: web::Path<FileOf>,
) -> Result<HttpResponse> {
    let FileOf { id, format } = path.into_inner();
    let format: Format = format.parse().or(Err(Error::NotFound))?;
    let (id, scope): (SignId, _) = (id.parse()?, by.scope().clone());
    let single = db.read(move |conn| copies::of_sign(conn, &scope, &id));
    let Single { mut run, sign } = single.await?.ok_or(Error::NotFound)?;
    // What no office printer takes whole is put together again as it was.
    if !run.spec.filling.is_for_large() {
        run.spec.filling = Filling::OneUp;
    }
    let name = run.spec.what;
    let sheets = laid_out(&press, run, vec![sign]).await?;
    output::answer(&press, name.as_str(), sheets, format).await
}

/// Two hundred codes are drawn and their signs laid out: not on the thread that answers others.
async fn laid_out(press: &Press, run: Run, signs: Vec<Coded>) -> Result<SignSheets> {
    let press = press.clone();
    let sheets = web::block(move || sheets::of_part(&press, &run, &signs)).await;
    sheets.map_err(Error::internal)?
}
