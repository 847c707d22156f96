//! The form of new signs, with the sheet beside it.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::error::{Refusal, Result};
use crate::organisation::{Place, PlaceKind};
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::clock::Moment;
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState};
use crate::platform::page::{Page, View};
use crate::platform::words::Lang;
use crate::signs::catalogue::design::Field;
use crate::signs::page::Choice;
use crate::signs::print::work::Made;
use crate::signs::stops::form::Ground;
use crate::signs::stops::reading::{Loaded, work_design};
use crate::signs::stops::sheets::{self, Sample};

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
    /// When it ends, where that is the day behind the one in the form; else empty.
    pub ends: String,
}

impl Page for New {
    const TEMPLATE: &'static str = "signs/new.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::new()
    }
}

/// `GET /signs/new/{design}`
pub async fn new(
    by: Allowed<MakeSigns>,
    desk: Desk,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let loaded = Loaded::read(&desk.db, by.scope().clone(), work_design(&id)?, "").await?;
    let fields = loaded.ask(&desk.press, |ground| {
        let mut fields = ground.fresh();
        fields.push("design", ground.design.id.clone());
        fields
    });
    show(&desk, &loaded, &fields, &[]).await
}

/// Shows the form, with what is wrong where something is.
pub(in super::super) async fn show(
    desk: &Desk,
    loaded: &Loaded,
    fields: &Fields,
    refusals: &[Refusal],
) -> Result<HttpResponse> {
    let (view, design) = (&desk.view, loaded.design);
    let drawn = answer(desk, loaded, fields).await;
    let other = match view.lang {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    };
    let page = New {
        design: design.id.clone(),
        title: design.title(view.lang),
        other: design.title(other),
        place: drawn.place,
        form: FormState::wrong(&drawn.fields, refusals, view),
        offers: design.fields.contains(&Field::Alternative),
        product: design.fields.contains(&Field::Product),
        sheet: drawn.sheet,
        copies: drawn.copies,
        ends: drawn
            .ends
            .map_or_else(String::new, |at| desk.dates().day_time(at)),
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
    ends: Option<Moment>,
}

async fn answer(desk: &Desk, loaded: &Loaded, fields: &Fields) -> Drawn {
    let Desk { view, press, .. } = desk;
    let ask = |ground: &Ground<'_>| {
        let fields = ground.followed(fields);
        let sample = sheets::of_form(press, ground, &fields);
        let place = choices(view, loaded, ground, &fields);
        let ends = ground.next_day(&fields);
        (fields, place, sample, ends)
    };
    let (fields, place, Sample { sheet, copies }, ends) = loaded.ask(press, ask);
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
        ends,
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

fn choices(view: &View, loaded: &Loaded, ground: &Ground<'_>, fields: &Fields) -> Where {
    let is = |chosen: Option<&Place>, p: &Place| chosen.is_some_and(|on| on.id == p.id);
    let here = &loaded.community;
    let (area, place) = (ground.area(fields), ground.place(fields));
    let community = |c: &Place| choice(c, named(view, c), c.id == here.here.id);
    let area_choice = |a: &&Place| {
        let label = match (ground.area_name(a), view.lang) {
            (None, _) => view.say("signs-public-area"),
            (Some(name), Lang::Zh) => name.zh,
            (Some(name), Lang::En) => name.en,
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
        communities: here.all.iter().map(community).collect(),
        community: here.here.id.to_string(),
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
