//! The form of permanent signs, with the sheet beside it.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::offer::{Card, Entrances, Offer, Worded};
use crate::error::{Refusal, Result};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState, Reader};
use crate::platform::page::{Page, View};
use crate::platform::press::Press;
use crate::signs::catalogue::design::Design;
use crate::signs::page::Choice;
use crate::signs::print::{Format, Job};
use crate::signs::runs::filling::Filling;
use crate::signs::runs::form::{Ground, WAYS, fresh, shown_faults, wording};
use crate::signs::runs::reading::{Loaded, asked};
use crate::signs::runs::spec::What;
use crate::signs::runs::{paper, pieces};

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
    /// The signs whose words can be changed.
    pub worded: Vec<Worded>,
    /// What the signs need said beside their words.
    pub needs: Vec<Needed>,
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

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::make()
    }
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
    desk: Desk,
    query: web::Query<Query>,
) -> Result<HttpResponse> {
    let loaded = Loaded::read(&desk.db, by.scope().clone(), "").await?;
    let mut fields = fresh(
        &loaded.community().office,
        query.what.as_deref().unwrap_or("single"),
    );
    if let Some(design) = &query.design {
        fields.push("design", design.clone());
    }
    show(&desk, &loaded, &fields, &[]).await
}

/// Shows the form, with what is wrong where something is.
pub(in super::super) async fn show(
    desk: &Desk,
    loaded: &Loaded,
    fields: &Fields,
    refusals: &[Refusal],
) -> Result<HttpResponse> {
    let Desk { view, press, .. } = desk;
    let (mut page, sketch) = loaded.ask(press, |ground| {
        let fields = ground.settled(fields);
        let page = page(view, loaded, ground, &fields, refusals);
        (page, sketch(press, ground, &fields))
    });
    match sketch.answer {
        Ok(OnPaper { format, reach }) => {
            page.refused = reach.is_none();
            let large = format > Format::A3;
            let paper = format.name().to_owned();
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
    page.sheet = draw(press, sketch.job).await;
    let status = if refusals.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    view.page_as(status, &page)
}

/// Whether the sheets chosen are for what no office printer prints.
fn is_for_large(fields: &Fields) -> bool {
    let filling = fields.get("filling").parse::<Filling>();
    filling.is_ok_and(Filling::is_for_large)
}

/// The paper found, and from how far it is read.
struct OnPaper {
    format: Format,
    reach: Option<f64>,
}

/// The first sign of an unfinished form, and what its paper does.
struct Sketch {
    job: Option<Job>,
    answer: Result<OnPaper, Refusal>,
}

impl Sketch {
    /// There is nothing to look at yet.
    fn none(refusal: Refusal) -> Self {
        Self {
            job: None,
            answer: Err(refusal),
        }
    }
}

/// The first sign of an unfinished form on its paper.
fn sketch(press: &Press, ground: &Ground<'_>, fields: &Fields) -> Sketch {
    let mut reader = Reader::new(fields);
    let mut spec = ground.spec(&mut reader, fields);
    let lacking = shown_faults(&spec);
    // The first sign of a carrier is looked at alone until the second is chosen.
    if spec.what == What::Carrier && spec.shown.len() == 1 {
        spec.what = What::Single;
    }
    if spec.what == What::Direction && spec.ways.is_empty() {
        return Sketch::none(Refusal::of_field("design", "runs-no-way"));
    }
    if let Some(refusal) = shown_faults(&spec) {
        return Sketch::none(refusal);
    }
    let mut rows = ground.rows(fields);
    if rows.is_empty() {
        rows.extend(ground.example(fields));
    }
    let rows = ground.named(&mut reader, fields, rows);
    let found = paper::find(&press.typesetter, &spec, &rows, &asked(fields));
    spec.paper = found
        .as_ref()
        .map_or(Format::A4.portrait(), |found| found.paper);
    spec.widest = pieces::widest(&rows);
    // What is cut from a sheet is looked at on it; the rest as one sign.
    if !spec.filling.is_cut() {
        spec.filling = Filling::OneUp;
    }
    let base = press.base().unwrap_or_default();
    let host = format!("{}/q", Press::host_line(&base));
    let job = rows.first().map(|row| {
        let piece = paper::draft(&spec, row, &host);
        pieces::job(&spec, String::from("样稿"), vec![piece])
    });
    let answer = found.map(|found| OnPaper {
        format: found.paper.format,
        reach: found.reach,
    });
    Sketch {
        job,
        answer: lacking.map_or(answer, Err),
    }
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

/// A field of the form for what signs need, and the key of its label.
#[derive(Debug, Clone, Serialize)]
pub struct Needed(pub &'static str, pub String);

/// What the signs chosen need.
fn needs(chosen: &[&Design]) -> Vec<Needed> {
    let needed = wording::needed(chosen).into_iter();
    needed
        .map(|need| Needed(need.name, format!("runs-need-{}", need.name)))
        .collect()
}

fn page(
    view: &View,
    loaded: &Loaded,
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
        communities: offer.communities(loaded.community()),
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
        community: loaded.community().here.id.to_string(),
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
