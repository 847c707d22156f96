//! `GET /signs/register/new`: a sign or lamp that hangs already comes into the register.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use chrono::Duration;
use serde::{Deserialize, Serialize};

use crate::codes::{self, Code};
use crate::error::{Refusal, Result};
use crate::organisation::place::{full_name, full_name_en};
use crate::organisation::{Place, PlaceKind, store as places};
use crate::people::Scope;
use crate::people::permission::{Allowed, MakeSigns};
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::platform::desk::Desk;
use crate::platform::form::{Fields, FormState};
use crate::platform::once;
use crate::platform::page::{Page, View};
use crate::platform::words::Lang;
use crate::signs::catalogue::design::Catalogue;
use crate::signs::page::Choice;
use crate::signs::register::entering::held_by;
use crate::signs::register::entry::SignId;
use crate::signs::register::reading::{Typed, typed};
use crate::signs::register::{store, things};

/// Who registered something this short a time ago is still on the walk.
const WALK: Duration = Duration::hours(2);

/// The form.
#[derive(Debug, Serialize)]
pub struct New {
    /// Where it may hang.
    pub areas: Vec<AreaGroup>,
    /// What it may be.
    pub designs: Vec<DesignGroup>,
    /// What was typed and what was wrong.
    pub form: FormState,
    /// What holds the code already.
    pub taken: Option<Taken>,
    /// Today, the last day a look can have been.
    pub today: String,
}

impl Page for New {
    const TEMPLATE: &'static str = "signs/register_new.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::new()
    }
}

/// The areas of a community.
#[derive(Debug, Clone, Serialize)]
pub struct AreaGroup {
    /// The community.
    pub label: String,
    /// Its public area, its buildings and entrances.
    pub options: Vec<Choice>,
}

/// The things or designs of a group.
#[derive(Debug, Clone, Serialize)]
pub struct DesignGroup {
    /// Whose they are.
    pub label: String,
    /// They.
    pub options: Vec<Choice>,
}

/// A code that something else has.
#[derive(Debug, Clone, Serialize)]
pub struct Taken {
    /// The code in groups.
    pub code: String,
    /// Where that hangs.
    pub place: String,
    /// The page to go on from.
    pub href: String,
}

/// What a scan or a link knows already.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Known {
    #[serde(default)]
    code: String,
    #[serde(default)]
    area: String,
    #[serde(default)]
    within: String,
    #[serde(default)]
    design: String,
}

/// `GET /signs/register/new`
pub async fn show(
    by: Allowed<MakeSigns>,
    desk: Desk,
    known: web::Query<Known>,
) -> Result<HttpResponse> {
    let (asker, now) = (by.clone(), desk.now());
    let known = known.into_inner();
    let fields = desk
        .db
        .read(move |conn| proposed(conn, &asker, &known, now))
        .await?;
    draw(&by, &desk, fields, &[]).await
}

/// The form as a walk goes on: the code that was scanned, where it hangs if that is known, else
/// the building and the thing that this person registered last.
fn proposed(
    conn: &mut Conn,
    by: &Allowed<MakeSigns>,
    known: &Known,
    now: Moment,
) -> Result<Fields> {
    let code = known.code.parse::<Code>().ok();
    let mut at = Typed {
        area: known.area.clone(),
        within: known.within.clone(),
    };
    let mut design = known.design.clone();
    let row = match &code {
        Some(code) => codes::store::find(conn, code)?,
        None => None,
    };
    let hung = row.filter(|row| by.scope().reaches(&row.office));
    if let (Some(place), true) = (hung.and_then(|row| row.place), at.area.is_empty()) {
        at = typed(conn, &place)?;
    }
    if let Some(last) = store::last_of(conn, by.user(), now - WALK)? {
        if at.area.is_empty() {
            at.area = typed(conn, &last.place)?.area;
            at.within.clear();
        }
        if design.is_empty() {
            design = last.design;
        }
    }
    let code = code.map_or_else(|| known.code.clone(), |code| code.grouped());
    Ok(Fields::of([
        (once::FIELD, SignId::new().to_string()),
        ("code", code),
        ("area", at.area),
        ("within", at.within),
        ("design", design),
    ]))
}

/// The form, with what is wrong where something is.
pub(in super::super) async fn draw(
    by: &Allowed<MakeSigns>,
    desk: &Desk,
    fields: Fields,
    refusals: &[Refusal],
) -> Result<HttpResponse> {
    let Desk { view, db, .. } = desk;
    let (asker, words, now) = (by.clone(), view.clone(), db.clock().now());
    let form = FormState::wrong(&fields, refusals, view);
    let page = db
        .read(move |conn| {
            Ok(New {
                areas: area_groups(conn, asker.scope(), &words)?,
                designs: designs(&words)?,
                taken: taken(conn, &asker, fields.get("code"))?,
                today: words.dates(now).today().format("%Y-%m-%d").to_string(),
                form,
            })
        })
        .await?;
    let status = if refusals.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    view.page_as(status, &page)
}

fn taken(conn: &mut Conn, by: &Allowed<MakeSigns>, typed: &str) -> Result<Option<Taken>> {
    let Ok(code) = typed.parse::<Code>() else {
        return Ok(None);
    };
    let Some(row) = codes::store::find(conn, &code)? else {
        return Ok(None);
    };
    let held = held_by(conn, by, &row)?;
    Ok(held.map(|held| Taken {
        code: code.grouped(),
        place: held.place,
        href: held.href,
    }))
}

/// The areas within reach, by community; the form says which is chosen.
pub(super) fn area_groups(conn: &mut Conn, scope: &Scope, view: &View) -> Result<Vec<AreaGroup>> {
    let all = places::areas(conn, scope)?;
    let roots = all.iter().filter(|p| p.kind == PlaceKind::Community);
    Ok(roots.map(|root| area_group(view, &all, root)).collect())
}

fn area_group(view: &View, all: &[Place], root: &Place) -> AreaGroup {
    let named = |place: &Place| match (place.kind, view.lang) {
        (PlaceKind::Community, _) => view.say("signs-public-area"),
        (_, Lang::Zh) => full_name(all, place),
        (_, Lang::En) => full_name_en(all, place),
    };
    let within = all.iter().filter(|p| root.contains(p));
    AreaGroup {
        label: match view.lang {
            Lang::Zh => root.name.clone(),
            Lang::En => root.name_en.clone(),
        },
        options: within
            .map(|place| Choice {
                value: place.id.to_string(),
                label: named(place),
                on: false,
            })
            .collect(),
    }
}

fn designs(view: &View) -> Result<Vec<DesignGroup>> {
    let catalogue = Catalogue::get()?;
    let choice = |id: &str, label: String| Choice {
        value: id.to_owned(),
        label,
        on: false,
    };
    let thing = |thing: &things::Thing| {
        let words = things::words(catalogue, thing.id, view.lang);
        let days = [("what", words), ("n", thing.days.to_string())];
        choice(thing.id, view.tell("register-thing", &days))
    };
    let things = DesignGroup {
        label: view.say("register-things"),
        options: things::ALL.iter().map(thing).collect(),
    };
    let staying = catalogue.designs().iter();
    let staying = staying.filter(|design| !things::is_temporary(design));
    let printed = DesignGroup {
        label: view.say("register-designs"),
        options: staying
            .map(|design| choice(&design.id, things::words(catalogue, &design.id, view.lang)))
            .collect(),
    };
    let groups = [things, printed].into_iter();
    Ok(groups.filter(|group| !group.options.is_empty()).collect())
}
