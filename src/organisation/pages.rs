//! The pages of offices, communities and boards.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use super::place::{full_name, full_name_en};
use super::{
    Board, BoardKind, Office, OfficeId, OfficeKind, Place, PlaceId, PlaceKind, layout, store,
};
use crate::error::{Refusal, Result};
use crate::people::permission::{Allowed, ManagePeople, ManagePlaces, Permission, ReadPlaces};
use crate::people::{Scope, service as people};
use crate::platform::db::{Conn, Db};
use crate::platform::form::{Choice, Fields, FormState};
use crate::platform::page::{Page, View};
use crate::platform::words::Lang;

/// Something that is still missing before notices can go out, and where to mend it.
#[derive(Debug, Serialize)]
pub struct Missing {
    /// What is missing.
    pub text: String,
    /// Where to add it.
    pub href: String,
    /// The words of the link.
    pub link: String,
}

/// A community in the overview.
#[derive(Debug, Serialize)]
pub struct CommunityLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The office that runs it.
    pub office: String,
    /// Buildings, entrances, homes, notice boards.
    pub counts: [usize; 4],
    /// Its boards, by name.
    pub boards: Vec<String>,
}

/// The communities of the offices within reach.
#[derive(Debug, Serialize)]
pub struct Places {
    /// What is still missing.
    pub missing: Vec<Missing>,
    /// The communities.
    pub communities: Vec<CommunityLine>,
    /// Whether the reader may change them.
    pub may_change: bool,
}

impl Page for Places {
    const TEMPLATE: &'static str = "organisation/places.html";
}

/// A community with its tree and boards, as it is read.
struct Whole {
    community: Place,
    tree: Vec<Place>,
    boards: Vec<Board>,
}

impl Whole {
    fn load(conn: &mut Conn, community: Place) -> Result<Self> {
        Ok(Self {
            tree: store::tree(conn, &community.id)?,
            boards: store::boards(conn, &community.id)?,
            community,
        })
    }

    fn count(&self, kind: PlaceKind) -> usize {
        self.tree.iter().filter(|p| p.kind == kind).count()
    }

    fn notice_boards(&self) -> usize {
        let counts = |b: &&Board| b.kind == BoardKind::Notice;
        self.boards.iter().filter(counts).count()
    }

    fn line(&self, offices: &[Office], lang: Lang) -> CommunityLine {
        let office = offices.iter().find(|o| o.id == self.community.office);
        CommunityLine {
            id: self.community.id.to_string(),
            name: in_lang(lang, &self.community.name, &self.community.name_en),
            office: office.map_or_else(String::new, |o| in_lang(lang, &o.name, &o.name_en)),
            counts: [
                self.count(PlaceKind::Building),
                self.count(PlaceKind::Entrance),
                usize::try_from(self.community.homes).unwrap_or(0),
                self.notice_boards(),
            ],
            boards: board_names(&self.boards, lang),
        }
    }

    /// What this community lacks before its notices can hang.
    fn missing(&self, view: &View) -> Option<Missing> {
        let unserved = layout::unserved(&self.tree, &self.boards);
        let (key, anchor) = if self.count(PlaceKind::Building) == 0 {
            ("places-missing-buildings", "buildings")
        } else if self.notice_boards() == 0 {
            ("places-missing-boards", "boards")
        } else if unserved.is_empty() {
            return None;
        } else {
            ("places-missing-served", "boards")
        };
        let name = in_lang(view.lang, &self.community.name, &self.community.name_en);
        Some(Missing {
            text: view.tell(
                key,
                &[("name", name), ("count", unserved.len().to_string())],
            ),
            href: format!("/places/{}#{anchor}", self.community.id),
            link: view.say(&format!("{key}-do")),
        })
    }
}

fn board_names(boards: &[Board], lang: Lang) -> Vec<String> {
    boards
        .iter()
        .map(|b| in_lang(lang, &b.name, &b.name_en))
        .collect()
}

/// The name in the reader's language; without an English one the Chinese.
fn in_lang(lang: Lang, name: &str, name_en: &str) -> String {
    match lang {
        Lang::En if !name_en.is_empty() => name_en.to_owned(),
        Lang::En | Lang::Zh => name.to_owned(),
    }
}

/// `GET /places`
pub async fn places(
    by: Allowed<ReadPlaces>,
    view: View,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    let scope = by.scope().clone();
    let (offices, staff, wholes) = db.read(move |conn| overview(conn, &scope)).await?;
    let mut missing = Vec::new();
    if by.may(Permission::ManagePeople) {
        missing.extend(missing_people(&view, &offices, &staff));
    }
    if by.may(Permission::ManagePlaces) {
        missing.extend(missing_communities(&view, &offices, &wholes));
        missing.extend(wholes.iter().filter_map(|w| w.missing(&view)));
    }
    let lines = wholes.iter().map(|w| w.line(&offices, view.lang));
    view.page(&Places {
        missing,
        communities: lines.collect(),
        may_change: by.may(Permission::ManagePlaces),
    })
}

type Overview = (Vec<Office>, Vec<(OfficeId, i64)>, Vec<Whole>);

fn overview(conn: &mut Conn, scope: &Scope) -> Result<Overview> {
    let offices = store::offices(conn, scope)?;
    let staff = people::staff_of_offices(conn, scope)?;
    let communities = store::communities(conn, scope)?;
    let wholes = communities.into_iter().map(|c| Whole::load(conn, c));
    let wholes = wholes.collect::<Result<Vec<_>>>()?;
    Ok((offices, staff, wholes))
}

fn missing_people(view: &View, offices: &[Office], staff: &[(OfficeId, i64)]) -> Vec<Missing> {
    let running: Vec<&Office> = running(offices).collect();
    if running.is_empty() {
        return vec![Missing {
            text: view.say("places-missing-office"),
            href: "/offices".to_owned(),
            link: view.say("places-missing-office-do"),
        }];
    }
    let people_of = |office: &Office| staff.iter().find(|(id, _)| *id == office.id);
    // Nobody reviews their own notice: an office wants two.
    let short = running
        .into_iter()
        .filter(|o| people_of(o).is_none_or(|(_, n)| *n < 2));
    short
        .map(|office| Missing {
            text: view.tell(
                "places-missing-people",
                &[("name", in_lang(view.lang, &office.name, &office.name_en))],
            ),
            href: "/people".to_owned(),
            link: view.say("places-missing-people-do"),
        })
        .collect()
}

fn missing_communities(view: &View, offices: &[Office], wholes: &[Whole]) -> Vec<Missing> {
    running(offices)
        .filter(|o| !wholes.iter().any(|w| w.community.office == o.id))
        .map(|office| Missing {
            text: view.tell(
                "places-missing-community",
                &[("name", in_lang(view.lang, &office.name, &office.name_en))],
            ),
            href: format!("/places/new?office={}", office.id),
            link: view.say("places-missing-community-do"),
        })
        .collect()
}

fn running(offices: &[Office]) -> impl Iterator<Item = &Office> {
    offices.iter().filter(|o| o.kind == OfficeKind::Office)
}

/// The form for a new community.
#[derive(Debug, Serialize)]
pub struct NewCommunity {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// Offices to choose from.
    pub offices: Vec<Choice>,
}

impl Page for NewCommunity {
    const TEMPLATE: &'static str = "organisation/new_community.html";
}

/// What the address of the form may carry.
#[derive(Debug, serde::Deserialize)]
pub struct NewQuery {
    office: Option<String>,
}

/// `GET /places/new`
pub async fn new_community(
    by: Allowed<ManagePlaces>,
    view: View,
    db: web::Data<Db>,
    query: web::Query<NewQuery>,
) -> Result<HttpResponse> {
    let office = query.into_inner().office.unwrap_or_default();
    let form = FormState::fresh(&Fields::of([("office", office)]));
    show_new_community(&by, &view, &db, form).await
}

pub(super) async fn show_new_community(
    by: &Allowed<ManagePlaces>,
    view: &View,
    db: &Db,
    form: FormState,
) -> Result<HttpResponse> {
    let scope = by.scope().clone();
    let offices = db.read(move |conn| store::offices(conn, &scope)).await?;
    let offices = running(&offices)
        .map(|o| Choice::new(&o.id, in_lang(view.lang, &o.name, &o.name_en)))
        .collect();
    view.page_as(status_of(&form), &NewCommunity { form, offices })
}

fn status_of(form: &FormState) -> StatusCode {
    if form.summary.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

/// A building of a community.
#[derive(Debug, Serialize)]
pub struct BuildingLine {
    /// Its name.
    pub name: String,
    /// Its entrances.
    pub entrances: usize,
    /// The floors of its highest entrance.
    pub floors: usize,
    /// Its lifts.
    pub lifts: usize,
    /// Its homes.
    pub homes: i32,
}

/// A board of a community.
#[derive(Debug, Serialize)]
pub struct BoardLine {
    /// Its id.
    pub id: String,
    /// Its name.
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
    /// Its name.
    pub name: String,
    /// What is still missing; empty when nothing is.
    pub missing: Vec<Missing>,
    /// Its buildings.
    pub buildings: Vec<BuildingLine>,
    /// Its homes.
    pub homes: i32,
    /// Its spots.
    pub spots: Vec<String>,
    /// Its boards.
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
}

/// `GET /places/{id}`
pub async fn community(
    by: Allowed<ReadPlaces>,
    view: View,
    db: web::Data<Db>,
    id: web::Path<String>,
) -> Result<HttpResponse> {
    let may = by.may(Permission::ManagePlaces);
    let typed = Typed::new(Fields::default(), Vec::new());
    show_community(&view, &db, (by.scope().clone(), id.parse()?, may), typed).await
}

/// A form as it was sent, with what is wrong.
pub(super) struct Typed {
    fields: Fields,
    wrong: Vec<Refusal>,
}

impl Typed {
    /// The other forms of the page stand beside it as they are at first.
    pub(super) fn new(mut fields: Fields, wrong: Vec<Refusal>) -> Self {
        if !fields.has("kind") {
            fields.push("kind", BoardKind::Notice.as_str());
        }
        Self { fields, wrong }
    }
}

pub(super) async fn show_community(
    view: &View,
    db: &Db,
    (scope, id, may_change): (Scope, PlaceId, bool),
    typed: Typed,
) -> Result<HttpResponse> {
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
        name: in_lang(view.lang, &whole.community.name, &whole.community.name_en),
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
    view.page_as(status_of(&page.form), &page)
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
        name: in_lang(lang, &b.name, &b.name_en),
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
    spots.map(|p| in_lang(lang, &p.name, &p.name_en)).collect()
}

fn board_lines(whole: &Whole, view: &View) -> Vec<BoardLine> {
    let line = |b: &Board| BoardLine {
        id: b.id.to_string(),
        name: in_lang(view.lang, &b.name, &b.name_en),
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
    let en = match lang {
        Lang::En => full_name_en(tree, place),
        Lang::Zh => String::new(),
    };
    in_lang(lang, &full_name(tree, place), &en)
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
                in_lang(view.lang, &p.name, &p.name_en)
            },
        })
        .collect()
}

/// The offices, and the form for one more.
#[derive(Debug, Serialize)]
pub struct Offices {
    /// What was typed and what was wrong.
    pub form: FormState,
    /// The offices within reach.
    pub offices: Vec<Office>,
}

impl Page for Offices {
    const TEMPLATE: &'static str = "organisation/offices.html";
}

/// `GET /offices`
pub async fn offices(
    by: Allowed<ManagePeople>,
    view: View,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    show_offices(&by, &view, &db, FormState::default()).await
}

pub(super) async fn show_offices(
    by: &Allowed<ManagePeople>,
    view: &View,
    db: &Db,
    form: FormState,
) -> Result<HttpResponse> {
    let scope = by.scope().clone();
    let offices = db.read(move |conn| store::offices(conn, &scope)).await?;
    view.page_as(status_of(&form), &Offices { form, offices })
}
