//! The form of new signs, with the sheet beside it.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::super::form::{Ground, Wanted};
use super::super::sheets;
use super::{title, work_design};
use crate::error::{Refusal, Result};
use crate::organisation::{Place, PlaceKind};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::clock::Moment;
use crate::platform::db::Db;
use crate::platform::form::{Fields, FormState};
use crate::platform::page::{Page, View};
use crate::platform::press::Press;
use crate::platform::words::Lang;
use crate::signs::catalogue::design::{Design, Field};
use crate::signs::ground::Community;
use crate::signs::print::work::Made;

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

/// Where the signs hang: the part of the form that follows what is chosen in it.
#[derive(Debug, Serialize)]
pub struct Where {
    /// Communities; one alone is not asked for.
    pub communities: Vec<Choice>,
    /// The community chosen.
    pub community: String,
    /// Entrances and the like.
    pub areas: Vec<Choice>,
    /// Lifts, spots and the like in the area.
    pub places: Vec<Choice>,
    /// Doors a copy may hang at; nothing where one copy does.
    pub doors: Vec<Choice>,
    /// The place the doors belong to.
    pub doors_of: String,
}

/// The form.
#[derive(Debug, Serialize)]
pub struct New {
    /// The design.
    pub design: String,
    /// Its words.
    pub title: String,
    /// The same in the other language.
    pub other: String,
    /// Where they hang.
    #[serde(flatten)]
    pub place: Where,
    /// What was typed and what was wrong.
    pub form: FormState,
    /// Whether an alternative can be named.
    pub offers: bool,
    /// Whether it says what was used.
    pub product: bool,
    /// The sheet as SVG, or empty.
    pub sheet: String,
    /// How many sheets there will be.
    pub copies: usize,
}

impl Page for New {
    const TEMPLATE: &'static str = "signs/new.html";
}

/// Asks the form's rules something.
fn with<T>(
    loaded: &Community,
    design: &Design,
    (press, now): (&Press, Moment),
    ask: impl FnOnce(&Ground<'_>) -> T,
) -> T {
    let unprintable = |text: &str| press.typesetter.missing_characters(text);
    ask(&Ground {
        design,
        tree: &loaded.tree,
        office: &loaded.office,
        stops: &loaded.stops,
        zone: press.zone,
        now,
        unprintable: &unprintable,
    })
}

/// `GET /signs/new/{design}`
pub async fn new(
    by: Allowed<MakeSigns>,
    view: View,
    db: web::Data<Db>,
    press: web::Data<Press>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let design = work_design(&id)?;
    let loaded = load(&by, &db, "").await?;
    let now = db.clock().now();
    let fields = with(&loaded, design, (&press, now), |ground| {
        let mut fields = ground.fresh();
        fields.push("design", design.id.clone());
        fields
    });
    show(&view, &press, (&loaded, now), (design, fields), &[]).await
}

/// The ground of a form that was sent.
pub(in super::super) async fn load(
    by: &Allowed<MakeSigns>,
    db: &Db,
    community: &str,
) -> Result<Community> {
    let (scope, wanted) = (by.scope().clone(), community.to_owned());
    let now = db.clock().now();
    db.read(move |conn| Community::read(conn, (&scope, now), &wanted))
        .await
}

/// Shows the form, with what is wrong where something is.
pub(in super::super) async fn show(
    view: &View,
    press: &Press,
    (loaded, now): (&Community, Moment),
    (design, fields): (&Design, Fields),
    refusals: &[Refusal],
) -> Result<HttpResponse> {
    let drawn = answer(view, press, (loaded, now), (design, &fields)).await;
    let other = match view.lang {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    };
    let page = New {
        design: design.id.clone(),
        title: title(design, view.lang),
        other: title(design, other),
        place: drawn.place,
        form: FormState::wrong(&drawn.fields, refusals, view),
        offers: design.fields.contains(&Field::Alternative),
        product: design.fields.contains(&Field::Product),
        sheet: drawn.sheet,
        copies: drawn.copies,
    };
    let status = if refusals.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    view.page_as(status, &page)
}

/// The form as it follows from what was typed, and its sheet.
struct Drawn {
    fields: Fields,
    place: Where,
    sheet: String,
    copies: usize,
}

async fn answer(
    view: &View,
    press: &Press,
    (loaded, now): (&Community, Moment),
    (design, fields): (&Design, &Fields),
) -> Drawn {
    let ask = |ground: &Ground<'_>| {
        let fields = ground.followed(fields);
        let (sheet, copies) = sheets::of_form(press, ground, &fields);
        let place = choices(view, loaded, ground, &fields);
        (fields, place, sheet, copies)
    };
    let (fields, place, sheet, copies) = with(loaded, design, (press, now), ask);
    let draw = press
        .typesetter
        .run(move |t| match sheet.job(Made::A4).lay_out(t) {
            Ok(sheets) => t.svg(&sheets),
            // The form says what does not fit; the preview waits.
            Err(_) => Ok(Vec::new()),
        });
    let draw = draw.await;
    let sheet = match draw {
        Ok(pages) => pages.into_iter().next().unwrap_or_default(),
        Err(e) => {
            tracing::info!(error = %e, "a preview was not drawn");
            String::new()
        }
    };
    Drawn {
        fields,
        place,
        sheet,
        copies,
    }
}

/// A place as a choice.
fn choice(place: &Place, label: String, on: bool) -> Choice {
    Choice {
        value: place.id.to_string(),
        label,
        on,
    }
}

/// A place's name for this reader.
fn named(view: &View, place: &Place) -> String {
    match view.lang {
        Lang::Zh => place.name.clone(),
        Lang::En => place.name_en.clone(),
    }
}

fn choices(view: &View, loaded: &Community, ground: &Ground<'_>, fields: &Fields) -> Where {
    let is = |chosen: Option<&Place>, p: &Place| chosen.is_some_and(|on| on.id == p.id);
    let (area, place) = (ground.area(fields), ground.place(fields));
    let community = |c: &Place| choice(c, named(view, c), c.id == loaded.here.id);
    let area_choice = |a: &&Place| {
        let label = match (ground.area_name(a), view.lang) {
            (None, _) => view.say("signs-public-area"),
            (Some((zh, _)), Lang::Zh) => zh,
            (Some((_, en)), Lang::En) => en,
        };
        choice(a, label, is(area, a))
    };
    let place_choice = |p: &&Place| {
        let label = if p.kind == PlaceKind::Entrance {
            view.say("signs-lobby")
        } else {
            named(view, p)
        };
        choice(p, label, is(place, p))
    };
    let areas = ground.areas();
    let places = ground.places(area);
    Where {
        communities: loaded.all.iter().map(community).collect(),
        community: loaded.here.id.to_string(),
        areas: areas.iter().map(area_choice).collect(),
        places: places.iter().map(place_choice).collect(),
        doors: place.map_or_else(Vec::new, |p| door_choices(view, ground, fields, p)),
        doors_of: place.map(|p| p.id.to_string()).unwrap_or_default(),
    }
}

/// The doors of a lift; nothing where one copy does.
fn door_choices(view: &View, ground: &Ground<'_>, fields: &Fields, place: &Place) -> Vec<Choice> {
    let doors = ground.doors(place);
    if doors.len() == 1 {
        return Vec::new();
    }
    let door = |d: &&Place| {
        let label = if d.id == place.id {
            view.say("signs-car")
        } else {
            named(view, d)
        };
        choice(d, label, ground.is_ticked(fields, place, d))
    };
    doors.iter().map(door).collect()
}

/// What a finished form wants, or what is wrong with it.
pub(in super::super) fn read(
    loaded: &Community,
    design: &Design,
    (press, now): (&Press, Moment),
    fields: &Fields,
) -> Result<Wanted, Vec<Refusal>> {
    with(loaded, design, (press, now), |ground| ground.read(fields))
}
