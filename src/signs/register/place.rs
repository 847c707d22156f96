//! From an area and a few typed characters to a place of the tree. Pure.
//!
//! Who stands on the 15th floor types 15; a list of four hundred floors helps nobody on a phone.

use crate::error::Refusal;
use crate::organisation::place::{full_name, full_name_en};
use crate::organisation::{Place, PlaceKind};
use crate::platform::form::half_width;
use crate::platform::words::Lang;

/// Names that a refusal lists.
const NAMED: usize = 12;

/// A place's whole name for this reader, with its community where that does not go without
/// saying.
pub fn name(tree: &[Place], place: &Place, lang: Lang) -> String {
    match lang {
        Lang::Zh => full_name(tree, place),
        Lang::En => full_name_en(tree, place),
    }
}

/// The place meant by what was typed within an area; nothing typed means the area itself.
pub fn resolve(tree: &[Place], area: &Place, typed: &str) -> Result<Place, Refusal> {
    let typed = plain(typed);
    if typed.is_empty() {
        return Ok(area.clone());
    }
    let inside: Vec<&Place> = tree.iter().filter(|p| lies_in(p, area)).collect();
    match meant(tree, area, &inside, &typed).as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(no_such(tree, area, &typed, &inside)),
        several => Err(which(tree, area, &typed, several)),
    }
}

/// The places that can be meant: those of this name, or whose way from the area is written so.
fn meant<'a>(tree: &[Place], area: &Place, inside: &[&'a Place], typed: &str) -> Vec<&'a Place> {
    let those = |is: &dyn Fn(&Place) -> bool| {
        let found = inside.iter().copied().filter(|p| is(p));
        found.collect::<Vec<_>>()
    };
    let named = those(&|p| plain(&p.name) == typed || plain(&p.name_en) == typed);
    if named.len() == 1 {
        return named;
    }
    let called = those(&|p| is_called(p, typed));
    if called.is_empty() {
        those(&|p| is_way(tree, area, p, typed))
    } else {
        called
    }
}

/// Whether this leads from an area to a place: 2单元15层 or 2-15 in 3号楼.
fn is_way(tree: &[Place], area: &Place, place: &Place, typed: &str) -> bool {
    let mut steps: Vec<&Place> = tree
        .iter()
        .filter(|p| area.contains(p) && p.contains(place) && p.id != area.id)
        .collect();
    steps.sort_by_key(|p| p.path.len());
    let whole: String = steps.iter().map(|p| plain(&p.name)).collect();
    let parts: Vec<&str> = typed.split('-').collect();
    let each = || {
        steps
            .iter()
            .zip(&parts)
            .all(|(p, part)| is_called(p, part) || number(p) == *part)
    };
    whole == typed
        || plain(&full_name(tree, place)) == typed
        || (parts.len() == steps.len() && each())
}

/// `2` of 2单元, `3` of 3号楼.
fn number(place: &Place) -> String {
    let name = plain(&place.name);
    let digits = name.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    digits.to_owned()
}

fn which(tree: &[Place], area: &Place, typed: &str, several: &[&Place]) -> Refusal {
    let names = several.iter().take(NAMED).map(|p| full_name(tree, p));
    Refusal::of_field("within", "register-which-place")
        .naming("area", full_name(tree, area))
        .naming("typed", typed)
        .naming("names", names.collect::<Vec<_>>().join("、"))
}

/// Whether a place belongs to an area: all that lies in a building, and of a community what lies
/// in no building.
fn lies_in(place: &Place, area: &Place) -> bool {
    let all = area.kind != PlaceKind::Community;
    place.id != area.id
        && area.contains(place)
        && (all || place.parent.as_ref() == Some(&area.id))
        && place.kind != PlaceKind::Building
}

fn is_called(place: &Place, typed: &str) -> bool {
    plain(&place.name) == typed
        || plain(&place.name_en) == typed
        || (place.kind == PlaceKind::Floor && floor(&plain(&place.name)) == floor(typed))
}

/// Without blanks, in half width, in one case; a lift is a lift however it is called.
fn plain(text: &str) -> String {
    let text: String = half_width(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    text.to_lowercase().replace("电梯", "梯")
}

/// `15` of `15层`, `15f`, `15楼`.
fn floor(text: &str) -> &str {
    text.trim_end_matches(['层', '楼', 'f'])
}

fn no_such(tree: &[Place], area: &Place, typed: &str, inside: &[&Place]) -> Refusal {
    let area_name = full_name(tree, area);
    let floors: Vec<&&Place> = inside
        .iter()
        .filter(|p| p.kind == PlaceKind::Floor)
        .collect();
    let is_floor = floor(typed).parse::<i32>().is_ok();
    match (floors.first(), floors.last()) {
        (Some(first), Some(last)) if is_floor => {
            Refusal::of_field("within", "register-no-such-floor")
                .naming("area", area_name)
                .naming("typed", typed)
                .naming("first", first.name.as_str())
                .naming("last", last.name.as_str())
        }
        _ if inside.is_empty() => {
            Refusal::of_field("within", "register-nothing-within").naming("area", area_name)
        }
        _ => {
            let names: Vec<&str> = inside.iter().map(|p| p.name.as_str()).take(NAMED).collect();
            Refusal::of_field("within", "register-no-such-place")
                .naming("area", area_name)
                .naming("typed", typed)
                .naming("names", names.join("、"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisation::{OfficeId, PlaceId};

    fn place(kind: PlaceKind, parent: Option<&Place>, name: &str) -> Place {
        let id = PlaceId::new();
        Place {
            office: OfficeId::new(),
            community: parent.map_or_else(|| id.clone(), |p| p.community.clone()),
            parent: parent.map(|p| p.id.clone()),
            kind,
            sort_key: 0,
            name: name.into(),
            name_en: format!("en {name}"),
            homes: 0,
            path: format!("{}{id}/", parent.map_or("", |p| p.path.as_str())),
            id,
        }
    }

    /// A garden with a gate, and an entrance of 21 floors and a lift.
    fn tree() -> Vec<Place> {
        let garden = place(PlaceKind::Community, None, "锦绣花园");
        let building = place(PlaceKind::Building, Some(&garden), "3号楼");
        let entrance = place(PlaceKind::Entrance, Some(&building), "2单元");
        let gate = place(PlaceKind::Spot, Some(&garden), "东门");
        let mut tree = vec![garden, building, entrance.clone()];
        tree.extend((1..=21).map(|n| place(PlaceKind::Floor, Some(&entrance), &format!("{n}层"))));
        tree.push(place(PlaceKind::Lift, Some(&entrance), "1号电梯"));
        tree.push(gate);
        tree
    }

    fn found(area: &str, typed: &str) -> Result<String, Refusal> {
        found_in(&tree(), area, typed).map(|p| p.name)
    }

    fn found_in(tree: &[Place], area: &str, typed: &str) -> Result<Place, Refusal> {
        let area = tree.iter().find(|p| p.name == area).unwrap();
        resolve(tree, area, typed)
    }

    /// 5号楼 with two entrances, each of three floors, a lift and a pump room.
    fn two_entrances() -> Vec<Place> {
        let garden = place(PlaceKind::Community, None, "锦绣花园");
        let building = place(PlaceKind::Building, Some(&garden), "5号楼");
        let mut tree = vec![garden, building.clone()];
        for n in 1..=2 {
            let entrance = place(PlaceKind::Entrance, Some(&building), &format!("{n}单元"));
            tree.push(entrance.clone());
            tree.extend(
                (1..=3).map(|n| place(PlaceKind::Floor, Some(&entrance), &format!("{n}层"))),
            );
            tree.push(place(PlaceKind::Lift, Some(&entrance), "1号电梯"));
        }
        tree.push(place(PlaceKind::Spot, Some(&building), "水泵房"));
        tree
    }

    #[test]
    fn a_floor_of_a_building_with_two_entrances_is_asked_and_never_the_first() {
        let tree = two_entrances();
        for typed in ["3", "3层", "1号梯", "1号电梯", "en 3层"] {
            let refused = found_in(&tree, "5号楼", typed).unwrap_err();
            assert_eq!(refused.key, "register-which-place", "{typed}");
            assert!(refused.args[2].1.starts_with("5号楼1单元 "), "{refused:?}");
            assert!(refused.args[2].1.contains("、5号楼2单元 "), "{refused:?}");
        }
        for typed in ["2单元3层", "2-3", "2单元 3层", "5号楼2单元3层", "2单元-3F"] {
            let found = found_in(&tree, "5号楼", typed).unwrap();
            assert_eq!(full_name(&tree, &found), "5号楼2单元 3层", "{typed}");
        }
        let pump = found_in(&tree, "5号楼", "水泵房").unwrap();
        assert_eq!(pump.kind, PlaceKind::Spot);
        assert_eq!(
            found_in(&tree, "5号楼", "2单元").unwrap().kind,
            PlaceKind::Entrance
        );
    }

    #[test]
    fn a_floor_is_found_however_it_is_typed() {
        for typed in ["15", "15层", "１５", " 15 楼", "15F"] {
            assert_eq!(found("2单元", typed), Ok("15层".to_owned()), "{typed}");
        }
        assert_eq!(found("2单元", "1号梯"), Ok("1号电梯".to_owned()));
        assert_eq!(found("2单元", ""), Ok("2单元".to_owned()));
        assert_eq!(found("锦绣花园", "东门"), Ok("东门".to_owned()));
    }

    #[test]
    fn a_floor_that_the_building_does_not_have_is_refused_and_its_floors_named() {
        let refused = found("2单元", "25").unwrap_err();
        assert_eq!(refused.key, "register-no-such-floor");
        let named: Vec<&str> = refused.args.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(named, ["3号楼2单元", "25", "1层", "21层"]);
    }

    #[test]
    fn what_lies_in_a_building_is_not_found_in_the_garden() {
        let refused = found("锦绣花园", "15层").unwrap_err();
        assert_eq!(refused.key, "register-no-such-place");
        assert!(refused.args.iter().any(|(_, text)| text == "东门"));
    }
}
