//! `GET /places/{id}/change`: one place with what is in it, how it is called, corrected, closed.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::super::change::places::{PlaceNow, counts_homes, kinds_within, may_lie_in, own_homes};
use super::super::changing::places::ties_of;
use super::super::place::full_name;
use super::super::store::changes::places as rows;
use super::super::ties::Ties;
use super::super::wanted::Wanted;
use super::super::{Place, PlaceId, PlaceKind, store};
use crate::error::{Refusal, Result};
use crate::people::permission::{Allowed, ManagePlaces};
use crate::platform::again::Again;
use crate::platform::dates::field_date;
use crate::platform::db::Conn;
use crate::platform::desk::Desk;
use crate::platform::form::{Choice, Fields, FormState};
use crate::platform::history::{Happened, History, Record};
use crate::platform::page::Page;

/// A place in another one.
#[derive(Debug, Serialize)]
pub struct WithinLine {
    pub id: String,
    pub name: String,
    /// Homes in it.
    pub homes: i32,
    /// Whether it is closed.
    pub closed: bool,
}

/// One place.
#[derive(Debug, Serialize)]
pub struct PlacePage {
    /// Its id.
    pub id: String,
    /// Its whole name.
    pub name: String,
    /// Its community.
    pub community: String,
    /// The place it lies in; empty where that is the community.
    pub above: String,
    /// What was typed and what was wrong.
    pub form: FormState,
    /// What the form carries.
    pub seen: String,
    /// What others changed since a form was shown that was sent now.
    pub changed: Vec<Happened>,
    /// Whether homes are counted directly in it.
    pub counted: bool,
    /// What it may lie in; empty where it stays.
    pub parents: Vec<Choice>,
    /// What is directly in it.
    pub within: Vec<WithinLine>,
    /// What may be added to it.
    pub kinds: Vec<Choice>,
    /// What hangs on it, in sentences.
    pub ties: Vec<String>,
    /// Since when it is closed; empty while it is open.
    pub closed: String,
    /// What was changed of it.
    pub history: History,
}

impl Page for PlacePage {
    const TEMPLATE: &'static str = "organisation/place.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::place()
    }
}

/// `GET /places/{id}/change`
pub async fn show(
    by: Allowed<ManagePlaces>,
    desk: Desk,
    ties: web::Data<Ties>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    draw(&by, &desk, &ties, id.parse()?, None).await
}

/// A place as it is read.
struct Read {
    now: PlaceNow,
    within: Vec<PlaceNow>,
    /// The open places of its community.
    tree: Vec<Place>,
    ties: Vec<Refusal>,
    record: Record,
}

fn read(conn: &mut Conn, wanted: &Wanted, ties: &Ties) -> Result<Read> {
    let now = rows::place(conn, &wanted.scope, &wanted.id)?;
    let within = rows::within(conn, &now.place)?;
    let subject = format!("place:{}", wanted.id);
    Ok(Read {
        tree: store::tree_keeping(conn, &now.place.community, std::slice::from_ref(&wanted.id))?,
        ties: ties_of(conn, ties, &within)?,
        record: Record::read(conn, &subject, wanted.asked, wanted.stale)?,
        within,
        now,
    })
}

/// Draws the page; with a form that was not taken as it was typed.
pub(in super::super) async fn draw(
    by: &Allowed<ManagePlaces>,
    desk: &Desk,
    ties: &web::Data<Ties>,
    id: PlaceId,
    again: Option<Again>,
) -> Result<HttpResponse> {
    let wanted = Wanted::of(by, desk, id, again.as_ref());
    let ties = web::Data::clone(ties);
    let read = desk.db.read(move |conn| read(conn, &wanted, &ties)).await?;
    let status = again.as_ref().map_or(StatusCode::OK, Again::status);
    let form = form(&read, desk, again.as_ref());
    desk.view.page_as(status, &page(read, desk, form))
}

/// What the forms show: as it stands, with what was typed over it.
fn form(read: &Read, desk: &Desk, again: Option<&Again>) -> FormState {
    let place = &read.now.place;
    let parent = place.parent.as_ref().map(ToString::to_string);
    let fields = Fields::of([
        ("name", place.name.clone()),
        ("name_en", place.name_en.clone()),
        ("homes", own_homes(place, &read.within).to_string()),
        ("parent", parent.unwrap_or_default()),
        ("closed_on", field_date(desk.dates().today())),
    ]);
    Again::over(again, &fields, &desk.view)
}

fn page(read: Read, desk: &Desk, form: FormState) -> PlacePage {
    let (view, dates) = (&desk.view, desk.dates());
    let Read {
        now,
        within,
        tree,
        ties,
        record,
    } = read;
    let seen = record.seen(now.version).to_string();
    let told = record.told(view, dates);
    let place = &now.place;
    let above = place.parent.as_ref().filter(|id| **id != place.community);
    let kinds = kinds_within(place.kind).iter();
    let is_open = now.closed_at.is_none();
    let kinds = kinds.filter(|_| is_open);
    PlacePage {
        id: place.id.to_string(),
        name: full_name(&tree, place),
        community: place.community.to_string(),
        above: above.map(ToString::to_string).unwrap_or_default(),
        form,
        seen,
        changed: told.since,
        counted: is_open && counts_homes(place, &within),
        parents: if is_open {
            parents(&tree, place)
        } else {
            Vec::new()
        },
        kinds: kinds
            .map(|k| Choice::new(k, view.say(&format!("place-{k}"))))
            .collect(),
        within: lines(&within, place),
        ties: ties.iter().map(|tie| view.explain(tie)).collect(),
        closed: now
            .closed_at
            .map(|at| dates.full_date(at))
            .unwrap_or_default(),
        history: told.history,
    }
}

fn lines(within: &[PlaceNow], place: &Place) -> Vec<WithinLine> {
    let children = within
        .iter()
        .filter(|now| now.place.parent.as_ref() == Some(&place.id));
    let line = |now: &PlaceNow| WithinLine {
        id: now.place.id.to_string(),
        name: now.place.name.clone(),
        homes: now.place.homes,
        closed: now.closed_at.is_some(),
    };
    children.map(line).collect()
}

fn parents(tree: &[Place], place: &Place) -> Vec<Choice> {
    let fits = |p: &&Place| may_lie_in(place.kind, p.kind) && !place.contains(p);
    let all = tree.iter().filter(fits);
    let all: Vec<Choice> = all
        .map(|p| Choice::new(&p.id, full_name(tree, p)))
        .collect();
    if all.len() > 1 && place.kind != PlaceKind::Community {
        all
    } else {
        Vec::new()
    }
}
