//! `GET /subscribers`: who gets a community's notices by mail.

use actix_web::HttpResponse;
use serde::Serialize;

use super::store::{self, Listed};
use crate::error::Result;
use crate::organisation::place::full_name;
use crate::organisation::{Place, PlaceId, PlaceKind, store as places};
use crate::people::permission::{Allowed, WriteNotices};
use crate::platform::dates::Dates;
use crate::platform::desk::Desk;
use crate::platform::form::{Choice, FormState, is_hidden};
use crate::platform::page::{Page, View};

/// The longest address.
const LONGEST: usize = 120;

/// The list of a community, and the form for one more.
#[derive(Debug, Serialize)]
pub(super) struct Subscribers {
    /// What was typed and what was wrong.
    pub(super) form: FormState,
    /// The community, by id.
    pub(super) community: String,
    /// The communities to choose from.
    pub(super) communities: Vec<Choice>,
    /// All of it, and its buildings.
    pub(super) places: Vec<Choice>,
    /// Who gets mails, and who left lately.
    pub(super) lines: Vec<Line>,
    /// How many addresses get them.
    pub(super) count: i64,
    /// Whether there are more than are listed.
    pub(super) more: bool,
    /// The part of an address that is looked for; empty for all.
    pub(super) part: String,
}

impl Page for Subscribers {
    const TEMPLATE: &'static str = "notices/subscribers.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::subscribers()
    }
}

/// Somebody on the list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Line {
    pub(super) id: String,
    pub(super) email: String,
    /// The building; empty for all of the community.
    pub(super) place: String,
    /// Since when.
    pub(super) since: String,
    /// How she agreed; empty where she signed up herself.
    pub(super) consent: String,
    /// Who wrote that down.
    pub(super) by: String,
    /// When she left; empty while she has not.
    pub(super) left: String,
    /// Whether staff took her off, and so can put her back.
    pub(super) removed: bool,
}

impl Line {
    fn of(one: Listed, tree: &[Place], show: Dates) -> Self {
        let place = tree.iter().find(|p| Some(&p.id) == one.place.as_ref());
        Self {
            id: one.id.to_string(),
            email: one.email,
            place: place.map(|p| full_name(tree, p)).unwrap_or_default(),
            since: show.date(one.created_at),
            consent: one.consent.unwrap_or_default(),
            by: one.added_by.unwrap_or_default(),
            left: one.left_at.map(|at| show.near(at)).unwrap_or_default(),
            removed: one.removed_by.is_some(),
        }
    }
}

/// The address of a community's list.
pub(super) fn address(community: &PlaceId) -> String {
    format!("/subscribers?community={community}")
}

/// `GET /subscribers?community=ID`
pub(super) async fn show(by: Allowed<WriteNotices>, desk: Desk) -> Result<HttpResponse> {
    let wanted = desk.view.query("community");
    draw(&by, &desk, &wanted, FormState::default()).await
}

/// Draws the list of a community, of the first within reach where none is named.
pub(super) async fn draw(
    by: &Allowed<WriteNotices>,
    desk: &Desk,
    wanted: &str,
    form: FormState,
) -> Result<HttpResponse> {
    let (scope, wanted) = (by.scope().clone(), wanted.to_owned());
    let since = desk.now() - store::LEFT_LATELY;
    let part = sought(&desk.view.query("q"));
    let read = desk.db.read(move |conn| {
        let all = places::communities(conn, &scope)?;
        let named = all.iter().find(|place| place.id.as_str() == wanted);
        let Some(here) = named.or_else(|| all.first()).cloned() else {
            return Ok(Read {
                all,
                tree: Vec::new(),
                list: store::List::default(),
                here: None,
                count: 0,
                part,
            });
        };
        let asked = store::Asked {
            community: &here.id,
            since,
            part: &part,
        };
        Ok(Read {
            tree: places::tree(conn, &here.id)?,
            list: store::listed(conn, asked)?,
            count: store::count(conn, &here.id)?,
            here: Some(here.id),
            all,
            part,
        })
    });
    let page = read.await?.page(&desk.view, desk.dates(), form);
    desk.view.page_as(page.form.status(), &page)
}

/// The part of an address that is looked for: none is longer, and none has a sign that nobody sees,
/// which no database takes.
fn sought(typed: &str) -> String {
    let seen = typed.trim().chars().filter(|c| !is_hidden(*c));
    seen.take(LONGEST).collect()
}

/// What the page shows.
struct Read {
    all: Vec<Place>,
    tree: Vec<Place>,
    list: store::List,
    here: Option<PlaceId>,
    count: i64,
    part: String,
}

impl Read {
    fn page(self, view: &View, show: Dates, form: FormState) -> Subscribers {
        let whole = Choice::new(&"", view.say("notices-place-whole"));
        let buildings = self.tree.iter().filter(|p| p.kind == PlaceKind::Building);
        let buildings = buildings.map(|p| Choice::new(&p.id, p.name.clone()));
        Subscribers {
            form,
            community: self.here.map(|id| id.to_string()).unwrap_or_default(),
            communities: self
                .all
                .iter()
                .map(|p| Choice::new(&p.id, p.name.clone()))
                .collect(),
            places: std::iter::once(whole).chain(buildings).collect(),
            count: self.count,
            more: self.list.more,
            part: self.part,
            lines: self
                .list
                .lines
                .into_iter()
                .map(|one| Line::of(one, &self.tree, show))
                .collect(),
        }
    }
}
