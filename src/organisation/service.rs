//! Founding the company and building its communities.

use super::layout::floors::Storey;
use super::layout::{self, Buildings};
use super::place::{full_name, full_name_en};
use super::{
    Board, BoardId, BoardKind, Company, Office, OfficeId, OfficeKind, Place, PlaceId, PlaceKind,
    marks, store,
};
use crate::error::{Error, Refusal, Result};
use crate::people::permission::{Allowed, ManagePlaces};
use crate::people::{NewAccount, Role, Scope, UserId, departments, service as people};
use crate::platform::audit;
use crate::platform::db::Tx;

/// Spots come after the buildings.
pub(super) const SPOTS_FROM: i32 = 10_000;
/// Boards hung one by one come after those of the lobbies.
pub(super) const WHOLE_BOARDS_FROM: i32 = 10_000;

/// What founds an installation.
#[derive(Debug, Clone)]
pub struct Founding {
    pub company: Company,
    /// The head office's number.
    pub phone: String,
    /// The administrator's name for signing in.
    pub login: String,
    /// The administrator's name.
    pub name: String,
}

/// Founds the installation: company, head office, first administrator.
pub fn found(tx: &mut Tx<'_>, founding: &Founding, password_hash: &str) -> Result<UserId> {
    if store::find_company(tx)?.is_some() {
        return Err(Error::Conflict);
    }
    store::insert_company(tx, &founding.company)?;
    let head = add_office(
        tx,
        OfficeKind::Head,
        NewOffice {
            name: "公司本部".to_owned(),
            name_en: "Head office".to_owned(),
            phone: founding.phone.clone(),
            email: None,
            mark: None,
        },
    )?;
    let account = NewAccount {
        login: founding.login.clone(),
        name: founding.name.clone(),
        email: None,
        office: head,
        role: Role::Administrator,
    };
    people::open_account(tx, &account, password_hash)
}

/// What an office is made of.
#[derive(Debug, Clone)]
pub struct NewOffice {
    /// 锦绣花园管理处.
    pub name: String,
    /// The name for English pages.
    pub name_en: String,
    /// The number that answers at any hour.
    pub phone: String,
    /// Where mail to the office goes.
    pub email: Option<String>,
    /// What stands for it in the numbers of its notices and complaints; nothing while the company's
    /// name does.
    pub mark: Option<String>,
}

/// Adds an office, with its first department.
pub fn add_office(tx: &mut Tx<'_>, kind: OfficeKind, new: NewOffice) -> Result<OfficeId> {
    let id = OfficeId::new();
    let NewOffice {
        name,
        name_en,
        phone,
        email,
        mark,
    } = new;
    store::insert_office(
        tx,
        &Office {
            id: id.clone(),
            kind,
            name,
            name_en,
            phone,
            email,
        },
    )?;
    marks::give(tx, &id, mark.as_deref())?;
    departments::found(tx, &id, kind == OfficeKind::Head)?;
    audit::record(tx, "office.added", &format!("office:{id}"), "")?;
    Ok(id)
}

/// What a place is made of; `parent` is nothing for a community.
#[derive(Debug, Clone)]
pub struct NewPlace<'a> {
    /// The office that answers for it.
    pub office: &'a OfficeId,
    /// The place it lies in.
    pub parent: Option<&'a Place>,
    /// What it is.
    pub kind: PlaceKind,
    /// Its order among its siblings.
    pub sort_key: i32,
    /// 3号楼.
    pub name: String,
    /// Building 3.
    pub name_en: String,
    /// Homes directly in it; the places above count them too.
    pub homes: i32,
}

/// Adds a place.
pub fn add_place(tx: &mut Tx<'_>, new: NewPlace<'_>) -> Result<Place> {
    let id = PlaceId::new();
    let above = new.parent.map_or("", |p| p.path.as_str());
    let place = Place {
        office: new.office.clone(),
        community: new
            .parent
            .map_or_else(|| id.clone(), |p| p.community.clone()),
        parent: new.parent.map(|p| p.id.clone()),
        kind: new.kind,
        sort_key: new.sort_key,
        name: new.name,
        name_en: new.name_en,
        homes: 0,
        path: format!("{above}{id}/"),
        id,
    };
    store::insert_place(tx, &place)?;
    if new.homes > 0 {
        store::add_homes(tx, &place.path, new.homes)?;
    }
    Ok(Place {
        homes: new.homes,
        ..place
    })
}

/// Adds a community of an office.
pub fn add_community(
    tx: &mut Tx<'_>,
    by: &Allowed<ManagePlaces>,
    office: &OfficeId,
    name: String,
    name_en: String,
) -> Result<Place> {
    if !by.scope().reaches(office) {
        return Err(Error::NotFound);
    }
    if store::office_kind(tx, office)? == OfficeKind::Head {
        return Err(Refusal::of_field("office", "places-head-has-none").into());
    }
    let community = add_place(
        tx,
        NewPlace {
            office,
            parent: None,
            kind: PlaceKind::Community,
            sort_key: 0,
            name,
            name_en,
            homes: 0,
        },
    )?;
    audit::record(
        tx,
        "community.added",
        &format!("place:{}", community.id),
        "",
    )?;
    Ok(community)
}

/// Adds buildings with all that is in them: entrances, floors, lifts.
pub fn add_buildings(
    tx: &mut Tx<'_>,
    community: &Place,
    buildings: &Buildings,
) -> Result<Vec<Place>> {
    let there = store::tree(tx, &community.id)?;
    let mut added = Vec::new();
    for (at, label) in (1_000..).zip(&buildings.labels) {
        let name = format!("{label}{}", buildings.suffix);
        if there
            .iter()
            .any(|p| p.parent.as_ref() == Some(&community.id) && p.name == name)
        {
            return Err(Refusal::of_field("numbers", "places-building-there")
                .naming("name", name)
                .into());
        }
        let building = add_place(
            tx,
            NewPlace {
                office: &community.office,
                parent: Some(community),
                kind: PlaceKind::Building,
                sort_key: label.parse().unwrap_or(at),
                name,
                name_en: buildings.called_in_english(label),
                homes: 0,
            },
        )?;
        if buildings.entrances == 0 {
            fill(tx, &building, buildings)?;
        }
        for number in 1..=buildings.entrances {
            add_entrance(tx, &building, number, buildings)?;
        }
        added.push(building);
    }
    let subject = format!("place:{}", community.id);
    audit::record(
        tx,
        "buildings.added",
        &subject,
        &buildings.labels.join(", "),
    )?;
    Ok(added)
}

fn add_entrance(
    tx: &mut Tx<'_>,
    building: &Place,
    number: i32,
    buildings: &Buildings,
) -> Result<()> {
    let new = NewPlace {
        office: &building.office,
        parent: Some(building),
        kind: PlaceKind::Entrance,
        sort_key: number,
        name: format!("{number}单元"),
        name_en: format!("Entrance {number}"),
        homes: 0,
    };
    let entrance = add_place(tx, new)?;
    fill(tx, &entrance, buildings)
}

/// Floors and lifts of an entrance, or of a building that has none.
fn fill(tx: &mut Tx<'_>, place: &Place, buildings: &Buildings) -> Result<()> {
    let within = |kind, sort_key, name, name_en, homes| NewPlace {
        office: &place.office,
        parent: Some(place),
        kind,
        sort_key,
        name,
        name_en,
        homes,
    };
    for n in buildings.floors.iter().copied() {
        let Storey { name, name_en } = Storey::of(n);
        let new = within(PlaceKind::Floor, n, name, name_en, buildings.homes);
        add_place(tx, new)?;
    }
    for n in 1..=buildings.lifts {
        let (name, name_en) = (format!("{n}号电梯"), format!("Lift {n}"));
        // Lifts come after the floors, of which there are at most 120.
        add_place(tx, within(PlaceKind::Lift, 1_000 + n, name, name_en, 0))?;
    }
    Ok(())
}

/// Adds a spot of a community: a gate, a ramp, a playground.
pub fn add_spot(
    tx: &mut Tx<'_>,
    community: &Place,
    name: String,
    name_en: String,
) -> Result<Place> {
    let spot = add_place(
        tx,
        NewPlace {
            office: &community.office,
            parent: Some(community),
            kind: PlaceKind::Spot,
            sort_key: SPOTS_FROM,
            name,
            name_en,
            homes: 0,
        },
    )?;
    audit::record(tx, "spot.added", &format!("place:{}", spot.id), "")?;
    Ok(spot)
}

/// Hangs one notice board in the lobby of every entrance that has none; answers how many.
pub fn add_lobby_boards(tx: &mut Tx<'_>, community: &Place) -> Result<usize> {
    let tree = store::tree(tx, &community.id)?;
    let boards = store::boards(tx, &community.id)?;
    let bare = layout::without_lobby_board(&tree, &boards);
    for (at, entrance) in (1..).zip(&bare) {
        let new = NewBoard {
            at: entrance,
            kind: BoardKind::Notice,
            name: format!("{}大堂", full_name(&tree, entrance)),
            name_en: format!("Lobby, {}", full_name_en(&tree, entrance)),
            serves: vec![entrance.id.clone()],
            sort_key: at,
        };
        add_board(tx, new)?;
    }
    Ok(bare.len())
}

/// A board to hang: where, and which places it serves.
#[derive(Debug, Clone)]
pub struct NewBoard<'a> {
    /// Where it hangs.
    pub at: &'a Place,
    /// What hangs on it.
    pub kind: BoardKind,
    /// 3号楼1单元大堂.
    pub name: String,
    /// The name for English pages.
    pub name_en: String,
    /// The places it serves.
    pub serves: Vec<PlaceId>,
    /// Its order in the community.
    pub sort_key: i32,
}

/// Hangs a board.
pub fn add_board(tx: &mut Tx<'_>, new: NewBoard<'_>) -> Result<BoardId> {
    let board = Board {
        id: BoardId::new(),
        community: new.at.community.clone(),
        place: new.at.id.clone(),
        kind: new.kind,
        name: new.name,
        name_en: new.name_en,
        serves: Vec::new(),
    };
    store::insert_board(tx, &board, &new.at.office, &new.serves, new.sort_key)?;
    audit::record(tx, "board.added", &format!("board:{}", board.id), "")?;
    Ok(board.id)
}

/// Takes a board out of use.
pub fn retire_board(tx: &mut Tx<'_>, scope: &Scope, id: &BoardId) -> Result<()> {
    if store::retire_board(tx, scope, id)? == 0 {
        return Err(Error::NotFound);
    }
    audit::record(tx, "board.retired", &format!("board:{id}"), "")
}
