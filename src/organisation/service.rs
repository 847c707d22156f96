//! Founding the company and building its communities.

use super::{
    Board, BoardId, BoardKind, Company, Office, OfficeId, OfficeKind, Place, PlaceId, PlaceKind,
    store,
};
use crate::error::{Error, Refusal, Result};
use crate::people::permission::{Allowed, ManagePlaces};
use crate::people::{NewAccount, Role, service as people};
use crate::people::{Scope, UserId};
use crate::platform::audit;
use crate::platform::db::Tx;

/// What founds an installation.
#[derive(Debug, Clone)]
pub struct Founding {
    /// The company.
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
}

/// Adds an office.
pub fn add_office(tx: &mut Tx<'_>, kind: OfficeKind, new: NewOffice) -> Result<OfficeId> {
    let id = OfficeId::new();
    let NewOffice {
        name,
        name_en,
        phone,
        email,
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
