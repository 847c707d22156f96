//! `GET /imports/{id}`: what a list adds, what of it is there already, and what came of it.

use std::collections::HashMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::super::index::At;
use super::super::kept::{Kept, State};
use super::super::plan::{Differs, Plan};
use super::super::{ImportId, entering, planning, store};
use crate::error::{Error, Refusal, Result};
use crate::organisation::ties::Ties;
use crate::organisation::{Place, PlaceKind, store as places};
use crate::people::Scope;
use crate::people::permission::{Allowed, ManagePlaces};
use crate::platform::db::Conn;
use crate::platform::desk::Desk;
use crate::platform::page::Page;
use crate::platform::seen::Seen;

/// A building with how much a list adds to it.
#[derive(Debug, Default, Serialize)]
pub struct BuildingLine {
    pub name: String,
    /// Whether the building itself is new.
    pub new: bool,
    pub entrances: usize,
    pub floors: usize,
    pub homes: usize,
    pub lifts: usize,
    pub spots: usize,
}

/// A count that a list says otherwise than the register.
#[derive(Debug, Serialize)]
pub struct DiffersLine {
    /// The row in the file.
    pub row: usize,
    pub name: String,
    pub there: i32,
    pub said: i32,
}

/// A list: what it adds, and what came of it.
#[derive(Debug, Serialize)]
pub struct ImportPage {
    pub id: String,
    /// The community's id.
    pub community: String,
    pub name: String,
    /// The key of how far it has come.
    pub state: &'static str,
    /// What its forms carry.
    pub seen: String,
    /// Buildings, entrances, floors, homes, lifts and spots that it adds or added.
    pub counts: [usize; 6],
    /// Whether it adds anything.
    pub adds: bool,
    pub buildings: Vec<BuildingLine>,
    /// Lines that name what is there already.
    pub there: usize,
    pub differs: Vec<DiffersLine>,
    /// Homes that were only counted, and are entered by their numbers.
    pub counted: i32,
    /// Homes whose floor follows from their number.
    pub derived: i32,
    /// Columns that were not read.
    pub unread: String,
    /// What stands against it: against entering it, or against taking it back.
    pub against: Vec<String>,
    /// Whether it was another when the form was shown.
    pub changed: bool,
}

impl Page for ImportPage {
    const TEMPLATE: &'static str = "organisation/import_show.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::show()
    }
}

/// `GET /imports/{id}`
pub async fn show(
    by: Allowed<ManagePlaces>,
    desk: Desk,
    ties: web::Data<Ties>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let scope = by.scope().clone();
    draw(&desk, scope, &ties, id.parse()?, None).await
}

/// A list as it is read with its community.
struct Read {
    kept: Kept,
    community: Place,
    plan: Plan,
    names: Vec<BuildingLine>,
    counts: [usize; 6],
    against: Vec<Refusal>,
}

fn read(conn: &mut Conn, scope: &Scope, id: &ImportId, ties: &Ties) -> Result<Read> {
    let kept = store::kept(conn, scope, id)?;
    let community = places::community(conn, scope, &kept.community)?;
    let mut read = Read {
        community,
        plan: Plan::default(),
        names: Vec::new(),
        counts: [0; 6],
        against: Vec::new(),
        kept,
    };
    match read.kept.state() {
        State::Waiting => read.plan(conn)?,
        State::Entered | State::TakenBack => {
            let touched = store::touched(conn, id)?;
            let added = touched.iter().filter(|one| one.added);
            let kinds: Vec<PlaceKind> = added.map(|one| one.place.kind).collect();
            read.counts = counted(&kinds);
            if read.kept.state() == State::Entered {
                read.against = entering::tied(conn, ties, &read.kept, &touched)?;
            }
        }
    }
    Ok(read)
}

impl Read {
    fn plan(&mut self, conn: &mut Conn) -> Result<()> {
        let tree = places::tree(conn, &self.kept.community)?;
        match planning::of(&self.kept.lines, &tree) {
            Ok(plan) => {
                let kinds: Vec<PlaceKind> = plan.new.iter().map(|new| new.kind).collect();
                self.counts = counted(&kinds);
                self.names = buildings(&plan, &tree);
                self.plan = plan;
            }
            Err(faults) => self.against = faults,
        }
        Ok(())
    }
}

/// Buildings, entrances, floors, homes, lifts, spots.
fn counted(kinds: &[PlaceKind]) -> [usize; 6] {
    let of = [
        PlaceKind::Building,
        PlaceKind::Entrance,
        PlaceKind::Floor,
        PlaceKind::Home,
        PlaceKind::Lift,
        PlaceKind::Spot,
    ];
    of.map(|kind| kinds.iter().filter(|one| **one == kind).count())
}

/// What a plan adds, building by building, in the order of the list.
fn buildings(plan: &Plan, tree: &[Place]) -> Vec<BuildingLine> {
    let around: HashMap<&str, &Place> = tree
        .iter()
        .filter(|p| p.kind == PlaceKind::Building)
        .map(|p| (p.id.as_str(), p))
        .collect();
    let there: HashMap<&str, &str> = tree
        .iter()
        .map(|p| (p.id.as_str(), p.path.as_str()))
        .collect();
    let mut lines: Vec<BuildingLine> = Vec::new();
    let mut at: HashMap<At, usize> = HashMap::new();
    // The building of each new place, by that of what it lies in.
    let mut of_new: Vec<At> = Vec::new();
    for (n, new) in plan.new.iter().enumerate() {
        let building = match (&new.parent, new.kind) {
            (_, PlaceKind::Building) => At::New(n),
            (At::New(above), _) => of_new.get(*above).cloned().unwrap_or(At::New(n)),
            (At::There(id), _) => {
                let path = there.get(id.as_str()).copied().unwrap_or_default();
                let found = path.split('/').find_map(|id| around.get(id));
                found.map_or(At::New(n), |p| At::There(p.id.clone()))
            }
        };
        of_new.push(building.clone());
        let line = *at.entry(building.clone()).or_insert_with(|| {
            let named = match &building {
                At::There(id) => around.get(id.as_str()).map(|p| p.name.clone()),
                At::New(n) => plan.new.get(*n).map(|new| new.name.clone()),
            };
            lines.push(BuildingLine {
                name: named.unwrap_or_default(),
                new: matches!(building, At::New(_)),
                ..BuildingLine::default()
            });
            lines.len() - 1
        });
        if let Some(line) = lines.get_mut(line) {
            line.entrances += usize::from(new.kind == PlaceKind::Entrance);
            line.floors += usize::from(new.kind == PlaceKind::Floor);
            line.homes += usize::from(new.kind == PlaceKind::Home);
            line.lifts += usize::from(new.kind == PlaceKind::Lift);
            line.spots += usize::from(new.kind == PlaceKind::Spot);
        }
    }
    lines
}

/// Draws the page; after a form that came too late, or was refused.
pub(in super::super) async fn draw(
    desk: &Desk,
    scope: Scope,
    ties: &web::Data<Ties>,
    id: ImportId,
    wrong: Option<Error>,
) -> Result<HttpResponse> {
    let ties = web::Data::clone(ties);
    let read = desk.db.read(move |conn| read(conn, &scope, &id, &ties));
    let mut page = page(read.await?, desk);
    let status = match wrong {
        None => StatusCode::OK,
        Some(Error::Conflict) => {
            page.changed = true;
            StatusCode::CONFLICT
        }
        Some(Error::Refused(refusal)) => {
            let told = desk.view.explain(&refusal);
            if !page.against.contains(&told) {
                page.against.push(told);
            }
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Some(other) => return Err(other),
    };
    desk.view.page_as(status, &page)
}

fn page(read: Read, desk: &Desk) -> ImportPage {
    let Read {
        kept,
        community,
        plan,
        names,
        counts,
        against,
    } = read;
    let seen = match kept.state() {
        State::Waiting => entering::shown_of(&kept, &plan),
        State::Entered | State::TakenBack => Seen::shown(kept.version, 0),
    };
    let differs = |one: Differs| DiffersLine {
        row: one.row,
        name: one.name,
        there: one.there,
        said: one.said,
    };
    ImportPage {
        id: kept.id.to_string(),
        community: community.id.to_string(),
        name: community.called(desk.view.lang),
        state: kept.state().key(),
        seen: seen.to_string(),
        adds: counts.iter().sum::<usize>() > 0,
        counts,
        buildings: names,
        there: plan.there,
        counted: plan.counted.values().sum(),
        differs: plan.differs.into_iter().map(differs).collect(),
        derived: kept.derived,
        unread: kept.unread,
        against: against.iter().map(|one| desk.view.explain(one)).collect(),
        changed: false,
    }
}
