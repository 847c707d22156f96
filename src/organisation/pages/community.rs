//! `GET /places/{id}`: one community, and the forms that add to it.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::super::change::places::PlaceNow;
use super::super::import::taken_back;
use super::super::place::{full_name, full_name_en};
use super::super::proposals::{self, ProposalLine};
use super::super::store::changes::places as rows;
use super::super::{Board, BoardKind, Place, PlaceId, PlaceKind, layout, store};
use super::missing::Missing;
use super::proposed::Proposed;
use super::whole::Whole;
use crate::error::{Refusal, Result};
use crate::people::permission::{Allowed, Permission, ReadPlaces};
use crate::people::{Scope, UserId};
use crate::platform::db::{Conn, Db};
use crate::platform::form::{Choice, Fields, FormState};
use crate::platform::page::{Page, View};
use crate::platform::words::{Both, Lang};

/// A building of a community.
#[derive(Debug, Serialize)]
pub struct BuildingLine {
    pub id: String,
    pub name: String,
    pub entrances: usize,
    /// The floors of its highest entrance; its own where it has none.
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
#[expect(
    clippy::struct_excessive_bools,
    reason = "each one shows or hides a part of the page"
)]
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
    pub spots: Vec<Choice>,
    /// Buildings and spots that are closed.
    pub closed: Vec<Choice>,
    /// Whether it is closed itself.
    pub over: bool,
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
    /// Whether the reader may propose a place.
    pub may_propose: bool,
    /// Whether the reader may hand it to another office.
    pub may_hand: bool,
    /// Proposed places that are to be tidied.
    pub proposals: Vec<Proposed>,
    /// What the reader proposed.
    pub own: Vec<Proposed>,
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
    let may_propose = by.may(Permission::ProposePlaces);
    let typed = Typed::new(Fields::default(), Vec::new());
    let asked = Reader {
        scope: by.scope().clone(),
        id: id.parse()?,
        may_change: may,
        user: by.user().clone(),
        may_propose,
        may_hand: by.may(Permission::ManagePeople),
    };
    draw(&view, &db, asked, typed).await
}

/// Who looks at which community, and whether they may change it.
pub(in super::super) struct Reader {
    pub(in super::super) scope: Scope,
    pub(in super::super) id: PlaceId,
    pub(in super::super) may_change: bool,
    pub(in super::super) user: UserId,
    pub(in super::super) may_propose: bool,
    pub(in super::super) may_hand: bool,
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

/// A community as it is read.
struct Read {
    /// Proposed places that nobody has looked at.
    open: Vec<ProposalLine>,
    /// What the reader proposed.
    own: Vec<ProposalLine>,
    whole: Whole,
    over: bool,
    /// What lies in it, closed or not, but for what lists added that were taken back.
    below: Vec<PlaceNow>,
}

impl Read {
    fn of(conn: &mut Conn, scope: &Scope, id: &PlaceId, user: &UserId) -> Result<Self> {
        let now = rows::place(conn, scope, id)?;
        let community = store::community(conn, scope, id)?;
        let taken_back = taken_back(conn, &community.id)?;
        let mut below = rows::within(conn, &community)?;
        below.retain(|now| !taken_back.contains(&now.place.id));
        Ok(Self {
            open: proposals::open_in(conn, std::slice::from_ref(&community.id))?,
            own: proposals::own_in(conn, &community.id, user)?,
            whole: Whole::load(conn, community)?,
            over: now.closed_at.is_some(),
            below,
        })
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
        user,
        may_propose,
        may_hand,
    } = asked;
    let read = db.read(move |conn| Read::of(conn, &scope, &id, &user));
    let Read {
        open,
        own,
        whole,
        over,
        below,
    } = read.await?;
    let form = FormState::wrong(&typed.fields, &typed.wrong, view);
    let may_change = may_change && !over;
    let missing = whole.missing(view).filter(|_| may_change);
    let page = Community {
        id: whole.community.id.to_string(),
        name: whole.community.called(view.lang),
        missing: missing.into_iter().collect(),
        buildings: buildings(&whole, view.lang),
        homes: whole.community.homes,
        spots: spots(&whole, view.lang),
        closed: closed(&whole, &below, view.lang),
        over,
        boards: board_lines(&whole, view),
        bare: layout::without_lobby_board(&whole.tree, &whole.boards).len(),
        hooks: hooks(&whole, view.lang),
        kinds: kinds(view),
        served: served(&whole, view, &typed.fields),
        suffixes: suffixes(view),
        may_change,
        may_propose: may_propose && !over,
        may_hand,
        proposals: open
            .iter()
            .filter(|_| may_change)
            .map(|line| Proposed::of(line, view))
            .collect(),
        own: own.iter().map(|line| Proposed::of(line, view)).collect(),
        form,
    };
    view.page_as(page.form.status(), &page)
}

/// Ways to call buildings: by number, or as they are.
fn suffixes(view: &View) -> Vec<Choice> {
    let mut all = ["号楼", "栋", "幢", "座"]
        .map(|s| Choice::new(&s, s))
        .to_vec();
    all.push(Choice::new(&"", view.say("places-as-it-is")));
    all
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
        id: b.id.to_string(),
        name: b.called(lang),
        entrances: below(b, PlaceKind::Entrance),
        floors: whole
            .tree
            .iter()
            .filter(|e| e.kind == PlaceKind::Entrance && b.contains(e))
            .map(|e| below(e, PlaceKind::Floor))
            .max()
            .unwrap_or_else(|| below(b, PlaceKind::Floor)),
        lifts: below(b, PlaceKind::Lift),
        homes: b.homes,
    });
    lines.collect()
}

fn spots(whole: &Whole, lang: Lang) -> Vec<Choice> {
    let spots = whole.tree.iter().filter(|p| p.kind == PlaceKind::Spot);
    spots
        .map(|p| Choice::new(&p.id, called(&whole.tree, p, lang)))
        .collect()
}

/// What lies in the community itself and is closed.
fn closed(whole: &Whole, below: &[PlaceNow], lang: Lang) -> Vec<Choice> {
    let closed = below.iter().filter(|now| {
        now.closed_at.is_some() && now.place.parent.as_ref() == Some(&whole.community.id)
    });
    closed
        .map(|now| Choice::new(&now.place.id, now.place.called(lang)))
        .collect()
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
pub(super) fn hooks(whole: &Whole, lang: Lang) -> Vec<Choice> {
    let fits = |p: &&Place| !matches!(p.kind, PlaceKind::Floor | PlaceKind::Home | PlaceKind::Lift);
    let places = whole.tree.iter().filter(fits);
    places
        .map(|p| Choice::new(&p.id, called(&whole.tree, p, lang)))
        .collect()
}

/// Kinds of board.
pub(super) fn kinds(view: &View) -> Vec<Choice> {
    let named = |k: &BoardKind| Choice::new(k, view.say(&format!("board-{k}")));
    BoardKind::ALL.iter().map(named).collect()
}

/// The places that a board may serve, those of the form ticked: of what is smaller than a building
/// only what is ticked already, the lobby's entrance.
pub(super) fn served(whole: &Whole, view: &View, fields: &Fields) -> Vec<Served> {
    let ticked = fields.all("serves");
    let fits = |p: &&Place| {
        matches!(p.kind, PlaceKind::Community | PlaceKind::Building)
            || ticked.contains(&p.id.as_str())
    };
    let places = whole.tree.iter().filter(fits);
    places
        .map(|p| Served {
            on: ticked.contains(&p.id.as_str()),
            value: p.id.to_string(),
            label: if p.kind == PlaceKind::Community {
                view.say("places-whole")
            } else {
                called(&whole.tree, p, view.lang)
            },
        })
        .collect()
}
