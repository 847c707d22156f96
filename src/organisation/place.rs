//! Places, boards and offices, and what follows from how they stand to each other.

use serde::Serialize;

use super::{BoardId, OfficeId, PlaceId};
use crate::platform::words::{Both, Lang};
use crate::schema::{companies, offices, places};

crate::text_enum! {
    /// The company's head office, or an office that runs communities.
    OfficeKind {
        /// 公司本部.
        Head = "head",
        /// 管理处.
        Office = "office",
    }
}

crate::text_enum! {
    /// What a place is.
    PlaceKind {
        /// 小区(大厦), the root of its tree.
        Community = "community",
        /// 楼栋.
        Building = "building",
        /// 单元.
        Entrance = "entrance",
        /// 层.
        Floor = "floor",
        /// 户、房.
        Home = "home",
        /// 电梯.
        Lift = "lift",
        /// Any other spot: a gate, a ramp, the office's counter.
        Spot = "spot",
    }
}

crate::text_enum! {
    /// What hangs on a board.
    BoardKind {
        /// 通知栏、告示栏: notices hang here and it counts for the rules.
        Notice = "notice",
        /// 宣传栏: shows, but no rule asks for it.
        Display = "display",
    }
}

/// The company.
#[derive(Debug, Clone, Serialize, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = companies)]
pub struct Company {
    /// Its full name.
    pub name: String,
    /// The name in a notice's number: 锦绣物业.
    pub short_name: String,
    /// Whether its data are made up.
    pub demo: bool,
}

/// An office.
#[derive(Debug, Clone, Serialize, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = offices)]
pub struct Office {
    pub id: OfficeId,
    /// Head office or office.
    pub kind: OfficeKind,
    /// 锦绣花园管理处.
    pub name: String,
    /// The name for English pages.
    pub name_en: String,
    /// The number that answers at any hour.
    pub phone: String,
    /// Where mail to the office goes.
    pub email: Option<String>,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = places)]
pub struct Place {
    pub id: PlaceId,
    /// The office that answers for it.
    #[diesel(column_name = office_id)]
    pub office: OfficeId,
    /// The community at the root.
    #[diesel(column_name = community_id)]
    pub community: PlaceId,
    /// The place it lies in; nothing for a community.
    #[diesel(column_name = parent_id)]
    pub parent: Option<PlaceId>,
    /// What it is.
    pub kind: PlaceKind,
    /// Its order among its siblings.
    pub sort_key: i32,
    /// 3号楼.
    pub name: String,
    /// Building 3.
    pub name_en: String,
    /// Homes in it, itself and below.
    pub homes: i32,
    /// The ids from the community down to itself, each followed by `/`.
    pub path: String,
}

/// What has a name in both languages is called by it.
macro_rules! called {
    ($($name:ident),+) => {$(
        impl $name {
            /// Its name in this language; without an English one the Chinese.
            pub fn called(&self, lang: Lang) -> String {
                Both::named(&self.name, &self.name_en).in_(lang).to_owned()
            }
        }
    )+};
}

called!(Office, Place, Board);

impl Place {
    /// Whether `other` is this place or lies in it.
    pub fn contains(&self, other: &Self) -> bool {
        other.path.starts_with(&self.path)
    }
}

/// The names from below the community down to the place: 3号楼2单元 15层.
pub fn full_name(tree: &[Place], place: &Place) -> String {
    let mut chain: Vec<&Place> = tree
        .iter()
        .filter(|p| p.contains(place) && p.kind != PlaceKind::Community)
        .collect();
    chain.sort_by_key(|p| p.path.len());
    if chain.is_empty() {
        return place.name.clone();
    }
    let mut name = String::new();
    for p in chain {
        // A building and its entrance are said in one breath; what lies within is set apart.
        if !name.is_empty() && !matches!(p.kind, PlaceKind::Entrance) {
            name.push(' ');
        }
        name.push_str(&p.name);
    }
    name
}

/// The same in English, the smallest first: Floor 15, Entrance 2, Building 3.
pub fn full_name_en(tree: &[Place], place: &Place) -> String {
    let mut chain: Vec<&Place> = tree
        .iter()
        .filter(|p| p.contains(place) && p.kind != PlaceKind::Community)
        .collect();
    chain.sort_by_key(|p| std::cmp::Reverse(p.path.len()));
    if chain.is_empty() {
        return place.name_en.clone();
    }
    chain
        .iter()
        .map(|p| p.name_en.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

/// A board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Board {
    pub id: BoardId,
    /// The community it hangs in.
    pub community: PlaceId,
    /// Where it hangs.
    pub place: PlaceId,
    /// What hangs on it.
    pub kind: BoardKind,
    /// 3号楼1单元大堂.
    pub name: String,
    /// The name for English pages.
    pub name_en: String,
    /// Paths of the places it serves.
    pub serves: Vec<String>,
}

impl Board {
    /// Whether the board serves a place: the place lies in what it serves, or the reverse.
    pub fn serves(&self, place: &Place) -> bool {
        self.serves
            .iter()
            .any(|path| place.path.starts_with(path) || path.starts_with(&place.path))
    }
}

/// The boards a notice must hang on: the notice boards that serve any place it touches.
pub fn required_boards<'a>(boards: &'a [Board], touched: &[Place]) -> Vec<&'a Board> {
    boards
        .iter()
        .filter(|b| b.kind == BoardKind::Notice && touched.iter().any(|place| b.serves(place)))
        .collect()
}

/// Drops places that lie in another of the list: a whole building swallows its entrances.
pub fn outermost(places: &[Place]) -> Vec<Place> {
    places
        .iter()
        .filter(|p| {
            !places
                .iter()
                .any(|other| other.id != p.id && other.contains(p))
        })
        .cloned()
        .collect()
}

/// Homes touched: each counted once.
pub fn homes(places: &[Place]) -> i32 {
    outermost(places).iter().map(|p| p.homes).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(kind: PlaceKind, parent: Option<&Place>, name: &str, homes: i32) -> Place {
        let id = PlaceId::new();
        let path = format!("{}{id}/", parent.map_or("", |p| p.path.as_str()));
        Place {
            office: OfficeId::new(),
            community: parent.map_or_else(|| id.clone(), |p| p.community.clone()),
            parent: parent.map(|p| p.id.clone()),
            kind,
            sort_key: 0,
            name: name.into(),
            name_en: name.into(),
            homes,
            path,
            id,
        }
    }

    fn board(at: &Place, serves: &[&Place]) -> Board {
        Board {
            id: BoardId::new(),
            community: at.community.clone(),
            place: at.id.clone(),
            kind: BoardKind::Notice,
            name: at.name.clone(),
            name_en: at.name.clone(),
            serves: serves.iter().map(|p| p.path.clone()).collect(),
        }
    }

    #[test]
    fn the_required_boards_are_those_that_serve_any_touched_place() {
        let garden = place(PlaceKind::Community, None, "锦绣花园", 400);
        let three = place(PlaceKind::Building, Some(&garden), "3号楼", 168);
        let four = place(PlaceKind::Building, Some(&garden), "4号楼", 100);
        let entrance = place(PlaceKind::Entrance, Some(&three), "1单元", 84);
        let gate = board(&garden, &[&garden]);
        let lobby = board(&entrance, &[&entrance]);
        let other = board(&four, &[&four]);
        let boards = [gate.clone(), lobby.clone(), other];
        assert_eq!(required_boards(&boards, &[three]), vec![&gate, &lobby]);
        assert_eq!(required_boards(&boards, &[garden]).len(), 3);
    }

    #[test]
    fn a_building_swallows_its_entrances_when_homes_are_counted() {
        let garden = place(PlaceKind::Community, None, "锦绣花园", 400);
        let three = place(PlaceKind::Building, Some(&garden), "3号楼", 168);
        let entrance = place(PlaceKind::Entrance, Some(&three), "1单元", 84);
        assert_eq!(homes(&[three.clone(), entrance.clone()]), 168);
        assert_eq!(homes(std::slice::from_ref(&entrance)), 84);
        assert_eq!(full_name(&[garden, three], &entrance), "3号楼");
    }

    #[test]
    fn a_place_is_called_by_its_way_down() {
        let garden = place(PlaceKind::Community, None, "锦绣花园", 400);
        let three = place(PlaceKind::Building, Some(&garden), "3号楼", 168);
        let entrance = place(PlaceKind::Entrance, Some(&three), "2单元", 84);
        let hall = place(PlaceKind::Floor, Some(&entrance), "15层电梯厅", 4);
        let all = [garden.clone(), three, entrance, hall.clone()];
        assert_eq!(full_name(&all, &hall), "3号楼2单元 15层电梯厅");
        assert_eq!(full_name(&all, &garden), "锦绣花园");
    }
}
