//! `GET /places/{id}`: one community, and the forms that add to it.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::super::place::{full_name, full_name_en};
use super::super::{Board, BoardKind, Place, PlaceId, PlaceKind, layout, store};
use super::whole::{Missing, Whole};
use crate::error::{Refusal, Result};
use crate::people::Scope;
use crate::people::permission::{Allowed, Permission, ReadPlaces};
use crate::platform::db::Db;
use crate::platform::form::{Choice, Fields, FormState};
use crate::platform::page::{Page, View};
use crate::platform::words::{Both, Lang};

/// A building of a community.
#[derive(Debug, Serialize)]
pub struct BuildingLine {
    pub name: String,
    pub entrances: usize,
    /// The floors of its highest entrance.
    pub floors: usize,
    pub lifts: usize,
    pub homes: i32,
}

/// A board of a community.
#[derive(Debug, Serialize)]
pub struct BoardLine {
    pub id: String,
    pub name: String,
    /// The key of the word for its kind.
    pub kind: String,
    /// What it serves.
    pub serves: String,
}

/// A place that a board may serve.
#[derive(Debug, Serialize)]
pub struct Served {
    /// The place's id.
    pub value: String,
    /// Its name.
    pub label: String,
    /// Whether it was ticked.
    pub on: bool,
}

/// One community: buildings, spots, boards, and the forms that add to them.
#[derive(Debug, Serialize)]
pub struct Community {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// The community's id.
    pub id: String,
    pub name: String,
    /// What is still missing; empty when nothing is.
    pub missing: Vec<Missing>,
    pub buildings: Vec<BuildingLine>,
    pub homes: i32,
    pub spots: Vec<String>,
    pub boards: Vec<BoardLine>,
    /// Entrances that lack a board in the lobby.
    pub bare: usize,
    /// Places a board may hang at.
    pub hooks: Vec<Choice>,
    /// Kinds of board.
    pub kinds: Vec<Choice>,
    /// Places a board may serve.
    pub served: Vec<Served>,
    /// Ways to call a building.
    pub suffixes: Vec<Choice>,
    /// Whether the reader may change them.
    pub may_change: bool,
}

impl Page for Community {
    const TEMPLATE: &'static str = "organisation/community.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::community()
    }
}

/// `GET /places/{id}`
pub async fn show(
    by: Allowed<ReadPlaces>,
    view: View,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let may = by.may(Permission::ManagePlaces);
    let typed = Typed::new(Fields::default(), Vec::new());
    let asked = Reader {
        scope: by.scope().clone(),
        id: id.parse()?,
        may_change: may,
    };
    draw(&view, &db, asked, typed).await
}

/// Who looks at which community, and whether they may change it.
pub(in super::super) struct Reader {
    pub(in super::super) scope: Scope,
    pub(in super::super) id: PlaceId,
    pub(in super::super) may_change: bool,
}

/// A form as it was sent, with what is wrong.
pub(in super::super) struct Typed {
    fields: Fields,
    wrong: Vec<Refusal>,
}

impl Typed {
    /// The other forms of the page stand beside it as they are at first.
    pub(in super::super) fn new(mut fields: Fields, wrong: Vec<Refusal>) -> Self {
        if !fields.has("kind") {
            fields.push("kind", BoardKind::Notice.as_str());
        }
        Self { fields, wrong }
    }
}

/// Draws the page, with what was typed and what is wrong with it.
pub(in super::super) async fn draw(
    view: &View,
    db: &Db,
    asked: Reader,
    typed: Typed,
) -> Result<HttpResponse> {
    let Reader {
        scope,
        id,
        may_change,
    } = asked;
    let whole = db
        .read(move |conn| {
            let community = store::community(conn, &scope, &id)?;
            Whole::load(conn, community)
        })
        .await?;
    let form = FormState::wrong(&typed.fields, &typed.wrong, view);
    let missing = whole.missing(view).filter(|_| may_change);
    let page = Community {
        id: whole.community.id.to_string(),
        name: whole.community.called(view.lang),
        missing: missing.into_iter().collect(),
        buildings: buildings(&whole, view.lang),
        homes: whole.community.homes,
        spots: spots(&whole, view.lang),
        boards: board_lines(&whole, view),
        bare: layout::without_lobby_board(&whole.tree, &whole.boards).len(),
        hooks: hooks(&whole, view.lang),
        kinds: BoardKind::ALL
            .iter()
            .map(|k| Choice::new(k, view.say(&format!("board-{k}"))))
            .collect(),
        served: served(&whole, view, &typed.fields),
        suffixes: ["号楼", "栋", "幢", "座"]
            .map(|s| Choice::new(&s, s))
            .to_vec(),
        may_change,
        form,
    };
    view.page_as(page.form.status(), &page)
}

fn buildings(whole: &Whole, lang: Lang) -> Vec<BuildingLine> {
    let below = |p: &Place, kind| {
        whole
            .tree
            .iter()
            .filter(|q| q.kind == kind && p.contains(q))
            .count()
    };
    let of = |p: &&Place| p.kind == PlaceKind::Building;
    let lines = whole.tree.iter().filter(of).map(|b| BuildingLine {
        name: b.called(lang),
        entrances: below(b, PlaceKind::Entrance),
        floors: whole
            .tree
            .iter()
            .filter(|e| e.kind == PlaceKind::Entrance && b.contains(e))
            .map(|e| below(e, PlaceKind::Floor))
            .max()
            .unwrap_or(0),
        lifts: below(b, PlaceKind::Lift),
        homes: b.homes,
    });
    lines.collect()
}

fn spots(whole: &Whole, lang: Lang) -> Vec<String> {
    let spots = whole.tree.iter().filter(|p| p.kind == PlaceKind::Spot);
    spots.map(|p| p.called(lang)).collect()
}

fn board_lines(whole: &Whole, view: &View) -> Vec<BoardLine> {
    let line = |b: &Board| BoardLine {
        id: b.id.to_string(),
        name: b.called(view.lang),
        kind: format!("board-{}", b.kind),
        serves: served_names(whole, b, view),
    };
    whole.boards.iter().map(line).collect()
}

fn served_names(whole: &Whole, board: &Board, view: &View) -> String {
    if board.serves.contains(&whole.community.path) {
        return view.say("places-whole");
    }
    let names: Vec<String> = whole
        .tree
        .iter()
        .filter(|p| board.serves.contains(&p.path))
        .map(|p| called(&whole.tree, p, view.lang))
        .collect();
    names.join(&view.say("places-and"))
}

fn called(tree: &[Place], place: &Place, lang: Lang) -> String {
    Both::named(&full_name(tree, place), &full_name_en(tree, place))
        .in_(lang)
        .to_owned()
}

/// Where a board may hang: the community, its entrances and its spots.
fn hooks(whole: &Whole, lang: Lang) -> Vec<Choice> {
    let fits = |p: &&Place| !matches!(p.kind, PlaceKind::Floor | PlaceKind::Home | PlaceKind::Lift);
    let places = whole.tree.iter().filter(fits);
    places
        .map(|p| Choice::new(&p.id, called(&whole.tree, p, lang)))
        .collect()
}

fn served(whole: &Whole, view: &View, fields: &Fields) -> Vec<Served> {
    let ticked = fields.all("serves");
    let fits = |p: &&Place| matches!(p.kind, PlaceKind::Community | PlaceKind::Building);
    let places = whole.tree.iter().filter(fits);
    places
        .map(|p| Served {
            on: ticked.contains(&p.id.as_str()),
            value: p.id.to_string(),
            label: if p.kind == PlaceKind::Community {
                view.say("places-whole")
            } else {
                p.called(view.lang)
            },
        })
        .collect()
}
