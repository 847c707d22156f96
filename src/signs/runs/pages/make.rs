//! The form of permanent signs, with the sheet beside it.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::super::form::{Ground, WAYS, fresh, shown_faults, wording};
use super::super::paper::{self, Asked};
use super::super::pieces;
use super::super::rows::Row;
use super::super::spec::{Spec, What};
use super::offer::{Entrances, Offer};
use crate::error::{Refusal, Result};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::clock::Moment;
use crate::platform::db::Db;
use crate::platform::form::{Fields, FormState, Reader};
use crate::platform::page::{Page, View};
use crate::platform::press::Press;
use crate::signs::catalogue::design::{Catalogue, Design};
use crate::signs::ground::Community;
use crate::signs::print::{Format, Job};

/// A choice of the form.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is chosen.
    pub on: bool,
}

/// A design of the form.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// Its id.
    pub id: String,
    /// Its words.
    pub title: String,
    /// The same in the other language.
    pub other: String,
    /// Whether it is chosen.
    pub on: bool,
}

/// The form.
#[derive(Debug, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a part that is shown or not"
)]
pub struct Make {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// Communities; one alone is not asked for.
    pub communities: Vec<Choice>,
    /// What can be made.
    pub whats: Vec<Choice>,
    /// What it is made for; none where no design is shown.
    pub purposes: Vec<Choice>,
    /// The designs for that.
    pub designs: Vec<Card>,
    /// Designs that go with those chosen.
    pub companions: Vec<Card>,
    /// The set that can be made in one go, on one carrier.
    pub set: Vec<Card>,
    /// The signs whose words can be changed: number, title, what they discharge and where they hang.
    pub worded: Vec<(usize, String, String)>,
    /// What the signs need said beside their words: field, key of its label.
    pub needs: Vec<(&'static str, String)>,
    /// Whether a sign points somewhere.
    pub points: bool,
    /// Whether several designs can be chosen.
    pub several: bool,
    /// What kind of place each goes to; none where that is given.
    pub spreads: Vec<Choice>,
    /// Areas to go through: the community, its buildings.
    pub areas: Vec<Choice>,
    /// Entrances to go through alone.
    pub entrances: Vec<Choice>,
    /// Single spots.
    pub spots: Vec<Choice>,
    /// Whether a list of the office can say where.
    pub listed: bool,
    /// What is made, as the address names it.
    pub what: String,
    /// The community.
    pub community: String,
    /// Numbers of the ways of a direction sign; none for other kinds.
    pub ways: Vec<usize>,
    /// The arrows of a way.
    pub arrows: Vec<Choice>,
    /// The signs of places it may lead to.
    pub symbols: Vec<Choice>,
    /// Whether a room is named.
    pub named: bool,
    /// Whether sentences are asked for.
    pub sentences: bool,
    /// The key of what is said about them.
    pub sentences_hint: &'static str,
    /// Papers.
    pub papers: Vec<Choice>,
    /// How they are filled.
    pub fillings: Vec<Choice>,
    /// What the paper does: from how far the sign is read.
    pub answer: String,
    /// Whether that answer is a no.
    pub refused: bool,
    /// Whether it is not known yet.
    pub pending: bool,
    /// The sheet as SVG, or empty.
    pub sheet: String,
    /// How many signs there will be.
    pub count: usize,
}

impl Page for Make {
    const TEMPLATE: &'static str = "signs/make.html";
}

/// What the address of the form may carry.
#[derive(Debug, Deserialize)]
pub struct Query {
    what: Option<String>,
    design: Option<String>,
}

/// `GET /signs/make`
pub async fn new(
    by: Allowed<MakeSigns>,
    view: View,
    db: web::Data<Db>,
    press: web::Data<Press>,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let here = load(&by, &db, "").await?;
    let mut fields = fresh(&here.office, query.what.as_deref().unwrap_or("single"));
    if let Some(design) = &query.design {
        fields.push("design", design.clone());
    }
    show(&view, &press, (&here, db.clock().now()), &fields, &[]).await
}

/// The community of a form that was sent.
pub(in super::super) async fn load(
    by: &Allowed<MakeSigns>,
    db: &Db,
    wanted: &str,
) -> Result<Community> {
    let (scope, wanted) = (by.scope().clone(), wanted.to_owned());
    let now = db.clock().now();
    db.read(move |conn| Community::read(conn, (&scope, now), &wanted))
        .await
}

/// Asks the form's rules something.
pub(in super::super) fn with<T>(
    press: &Press,
    (here, now): (&Community, Moment),
    ask: impl FnOnce(&Ground<'_>) -> T,
) -> Result<T> {
    let catalogue = Catalogue::get()?;
    let unprintable = |text: &str| press.typesetter.missing_characters(text);
    Ok(ask(&Ground {
        catalogue,
        tree: &here.tree,
        office: &here.office,
        palette: &here.palette,
        month: now.local(press.zone).format("%Y年%-m月").to_string(),
        unprintable: &unprintable,
    }))
}

/// The form with the suggested set chosen.
pub(in super::super) fn together(
    press: &Press,
    ground: (&Community, Moment),
    fields: &Fields,
) -> Result<Fields> {
    with(press, ground, |ground| ground.together(fields))
}

/// What was asked of the paper.
pub(in super::super) fn asked(fields: &Fields) -> Asked {
    Asked {
        paper: fields.get("paper").to_owned(),
        metres: super::super::form::metres(fields.get("metres")),
        luminous: fields.has("luminous"),
    }
}

/// What is to be printed, or everything that is wrong with it.
pub(in super::super) type Read = Result<(Spec, Vec<Row>), Vec<Refusal>>;

/// A finished form, on its paper, or everything that is wrong with it.
pub(in super::super) fn read(
    press: &Press,
    (here, now): (&Community, Moment),
    fields: &Fields,
) -> Result<Read> {
    let read = with(press, (here, now), |ground| {
        ground.read(&ground.settled(fields))
    })?;
    let asked = asked(fields);
    Ok(read.and_then(|(spec, rows)| {
        if !fields.get("metres").trim().is_empty() && asked.metres.is_none() {
            return Err(vec![Refusal::of_field("metres", "runs-no-metres")]);
        }
        let spec = paper::settle(&press.typesetter, spec, &rows, &asked)?;
        Ok((spec, rows))
    }))
}

/// Shows the form, with what is wrong where something is.
pub(in super::super) async fn show(
    view: &View,
    press: &Press,
    (here, now): (&Community, Moment),
    fields: &Fields,
    refusals: &[Refusal],
) -> Result<HttpResponse> {
    let (mut page, job) = with(press, (here, now), |ground| {
        let fields = ground.settled(fields);
        let page = page(view, here, ground, &fields, refusals);
        (page, sketch(press, ground, &fields))
    })?;
    let (job, answer) = job;
    match answer {
        Ok((paper, reach)) => {
            page.refused = reach.is_none();
            let large = paper.as_str() < "A3";
            page.answer = match reach.map(paper::short) {
                Some(reach) if large && !is_for_large(fields) => {
                    view.tell("runs-answer-large", &[("paper", paper), ("reach", reach)])
                }
                Some(reach) => view.tell("runs-answer", &[("paper", paper), ("reach", reach)]),
                None => view.tell("runs-answer-overflow", &[("paper", paper)]),
            };
        }
        Err(refusal) => {
            // That nothing is chosen yet is no fault.
            page.pending = refusal.field == Some("design");
            page.refused = !page.pending;
            page.answer = view.explain(&refusal);
        }
    }
    page.sheet = draw(press, job).await;
    let status = if refusals.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    view.page_as(status, &page)
}

/// Whether the sheets chosen are for what no office printer prints.
fn is_for_large(fields: &Fields) -> bool {
    matches!(fields.get("filling"), "tiled" | "print_shop")
}

type Answer = Result<(String, Option<f64>), Refusal>;

/// The first sign of an unfinished form on its paper.
fn sketch(press: &Press, ground: &Ground<'_>, fields: &Fields) -> (Option<Job>, Answer) {
    let mut reader = Reader::new(fields);
    let mut spec = ground.spec(&mut reader, fields);
    let lacking = shown_faults(&spec);
    // The first sign of a carrier is looked at alone until the second is chosen.
    if spec.what == What::Carrier && spec.shown.len() == 1 {
        spec.what = What::Single;
    }
    if spec.what == What::Direction && spec.ways.is_empty() {
        return (None, Err(Refusal::of_field("design", "runs-no-way")));
    }
    // Without a design there is nothing to look at yet.
    if let Some(refusal) = shown_faults(&spec) {
        return (None, Err(refusal));
    }
    let mut rows = ground.rows(fields);
    if rows.is_empty() {
        rows.extend(ground.example(fields));
    }
    let rows = ground.named(&mut reader, fields, rows);
    let found = paper::find(&press.typesetter, &spec, &rows, &asked(fields));
    let paper = found
        .as_ref()
        .map_or(Format::A4.portrait(), |found| found.paper);
    spec.paper = paper.to_string();
    spec.widest = pieces::widest(&rows);
    // What is cut from a sheet is looked at on it; the rest as one sign.
    if !pieces::is_cut(&spec.filling) {
        "one_up".clone_into(&mut spec.filling);
    }
    let base = press.base().unwrap_or_default();
    let host = format!("{}/q", Press::host_line(&base));
    let job = rows.first().map(|row| {
        let piece = paper::draft(&spec, row, &host);
        pieces::job(&spec, String::from("样稿"), (vec![piece], 0))
    });
    let answer = found.map(|found| (found.paper.format.name().to_owned(), found.reach));
    (job, lacking.map_or(answer, Err))
}

/// The job's first page as SVG; nothing while it cannot be set.
async fn draw(press: &Press, job: Option<Job>) -> String {
    let Some(job) = job else {
        return String::new();
    };
    let sheets = match job.lay_out(&press.typesetter) {
        Ok(sheets) => sheets,
        Err(e) => {
            tracing::info!(error = %e, "a preview was not laid out");
            return String::new();
        }
    };
    match press.typesetter.run(move |t| t.svg(&sheets)).await {
        Ok(pages) => pages.into_iter().next().unwrap_or_default(),
        Err(e) => {
            tracing::info!(error = %e, "a preview was not drawn");
            String::new()
        }
    }
}

/// The fields of what the signs chosen need, and the keys of their labels.
fn needs(chosen: &[&Design]) -> Vec<(&'static str, String)> {
    let needed = wording::needed(chosen).into_iter();
    needed
        .map(|(_, name, _)| (name, format!("runs-need-{name}")))
        .collect()
}

fn page(
    view: &View,
    here: &Community,
    ground: &Ground<'_>,
    fields: &Fields,
    refusals: &[Refusal],
) -> Make {
    let what = ground.what(fields);
    let offer = Offer {
        view,
        ground,
        fields,
    };
    let card = |d: &Design| offer.card(d);
    let direction = what == What::Direction;
    let chosen = ground.chosen(fields);
    let set = ground.suggested(fields);
    let companions = ground.companions(fields).into_iter();
    let apart = companions.filter(|_| set.is_empty());
    Make {
        form: FormState::wrong(fields, refusals, view),
        communities: offer.communities(here),
        whats: offer.whats(),
        purposes: offer.purposes(),
        designs: ground.offered(fields).into_iter().map(card).collect(),
        companions: apart.map(card).collect(),
        set: set.into_iter().map(card).collect(),
        worded: offer.worded(&chosen),
        needs: needs(&chosen),
        points: wording::points(&chosen),
        several: *what.designs().end() > 1,
        spreads: offer.spreads(),
        areas: offer.areas(Entrances::Left),
        entrances: offer.areas(Entrances::Alone),
        spots: offer.spots(),
        listed: what.is_listed(),
        what: what.to_string(),
        community: here.here.id.to_string(),
        ways: (1..=WAYS.len()).filter(|_| direction).collect(),
        arrows: offer.arrows(),
        symbols: offer.symbols(),
        named: what == What::Room,
        sentences_hint: if what == What::LiftIndex {
            "runs-floors-hint"
        } else {
            "runs-sentences-hint"
        },
        sentences: matches!(what, What::Rules | What::FireLane | What::LiftIndex),
        papers: offer.papers(),
        fillings: offer.fillings(),
        answer: String::new(),
        refused: false,
        pending: false,
        sheet: String::new(),
        count: ground.rows(fields).len(),
    }
}
