//! The form of new signs, asked as a clerk fills it in.

use super::*;
use crate::organisation::{OfficeId, OfficeKind, PlaceId};
use crate::signs::catalogue::design::Catalogue;
use chrono::{NaiveDate, NaiveTime};

const ZONE: Tz = chrono_tz::Asia::Shanghai;

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

/// A community with a square, and a building of two entrances with three floors and two
/// lifts each.
fn tree() -> Vec<Place> {
    let garden = place(PlaceKind::Community, None, "锦绣花园");
    let building = place(PlaceKind::Building, Some(&garden), "3号楼");
    let mut tree = vec![garden.clone(), building.clone()];
    for name in ["1单元", "2单元"] {
        let entrance = place(PlaceKind::Entrance, Some(&building), name);
        tree.push(entrance.clone());
        for n in 1..=3 {
            tree.push(place(PlaceKind::Floor, Some(&entrance), &format!("{n}层")));
        }
        for n in 1..=2 {
            tree.push(place(PlaceKind::Lift, Some(&entrance), &format!("{n}号梯")));
        }
    }
    tree.push(place(PlaceKind::Spot, Some(&garden), "中心广场"));
    tree
}

fn office() -> Office {
    Office {
        id: OfficeId::new(),
        kind: OfficeKind::Office,
        name: "锦绣花园管理处".into(),
        name_en: "Jinxiu Garden office".into(),
        phone: "0755-8888 0000".into(),
        email: None,
    }
}

fn at(day: u32, hour: u32, minute: u32) -> Moment {
    let on = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
    Moment::from_local(ZONE, on, time).unwrap()
}

fn on_ground<T>(design: &str, ask: impl FnOnce(&Ground<'_>) -> T) -> T {
    let catalogue = Catalogue::get().unwrap();
    ask(&Ground {
        design: catalogue.find(design).unwrap(),
        tree: &tree(),
        office: &office(),
        stops: &[],
        zone: ZONE,
        now: at(26, 12, 50),
        unprintable: &|text| text.chars().filter(|c| *c == '𠮷').collect(),
    })
}

/// The form for the second lift of the second entrance, 13:00 to 17:00.
fn filled(ground: &Ground<'_>) -> Fields {
    let mut fields = ground.fresh();
    let named = |name: &str| {
        let found = ground.tree.iter().rev().find(|p| p.name == name);
        found.unwrap().id.to_string()
    };
    fields.push("area", named("2单元"));
    fields.push("place", named("2号梯"));
    fields.push("to_time", "17:00");
    ground.followed(&fields)
}

/// The same with some fields typed otherwise; the first value of a name counts.
fn typed(ground: &Ground<'_>, otherwise: &[(&str, &str)]) -> Fields {
    let mut fields = Fields::default();
    for (name, value) in otherwise {
        fields.push(name, *value);
    }
    for (name, value) in filled(ground).pairs() {
        fields.push(name, value.clone());
    }
    fields
}

#[test]
fn a_lift_gets_a_copy_on_every_floor_and_the_other_lift_as_way_on() {
    on_ground("i-lift-stop", |ground| {
        let wanted = ground.read(&filled(ground)).unwrap();
        assert_eq!(wanted.wording.place, "3号楼2单元 · 2号梯");
        assert_eq!(wanted.wording.alternative.as_deref(), Some("1号梯"));
        assert_eq!(wanted.wording.alternative_en.as_deref(), Some("en 1号梯"));
        let floors: Vec<&str> = wanted
            .wording
            .copies
            .iter()
            .map(|c| c.zh.as_str())
            .collect();
        assert_eq!(floors, ["1层", "2层", "3层"]);
        assert_eq!(
            (wanted.starts_at, wanted.ends_at),
            (at(26, 13, 0), at(26, 17, 0))
        );
    });
}

#[test]
fn a_sign_without_an_end_is_refused_and_the_clause_named() {
    on_ground("i-lift-stop", |ground| {
        let fields = typed(ground, &[("to_time", "")]);
        let refusals = ground.read(&fields).unwrap_err();
        let first = refusals.first().unwrap();
        assert_eq!((first.key, first.clause), ("signs-no-end", Some(CLAUSE)));
        assert_eq!(refusals.len(), 1);
    });
}

#[test]
fn only_the_floors_that_stay_ticked_get_a_copy() {
    on_ground("i-lift-stop", |ground| {
        let mut fields = filled(ground);
        let place = ground.place(&fields).unwrap();
        fields.push("doors_of", place.id.to_string());
        assert_eq!(
            ground.read(&fields).unwrap_err().first().map(|r| r.key),
            Some("signs-no-door")
        );
        fields.push("door", ground.doors(place)[0].id.to_string());
        fields.push("door", place.id.to_string());
        let wanted = ground.read(&fields).unwrap();
        let at: Vec<&str> = wanted
            .wording
            .copies
            .iter()
            .map(|c| c.zh.as_str())
            .collect();
        assert_eq!(at, ["1层", "轿厢内"]);
    });
}

#[test]
fn a_spot_gets_one_copy_and_no_label() {
    on_ground("i-clean", |ground| {
        let mut fields = ground.fresh();
        fields.push("area", ground.tree[0].id.to_string());
        fields.push("to_time", "18:00");
        let square = ground.tree.iter().find(|p| p.name == "中心广场").unwrap();
        fields.push("place", square.id.to_string());
        let wanted = ground.read(&fields).unwrap();
        assert_eq!(wanted.wording.place, "中心广场");
        assert_eq!((wanted.at.len(), wanted.wording.copies.len()), (1, 0));
    });
}

#[test]
fn an_alternative_of_the_clerks_own_survives_another_choice_of_lift() {
    on_ground("i-lift-stop", |ground| {
        let mut fields = Fields::of([("alternative", "货梯".to_owned())]);
        fields.push("proposed", "1号梯");
        assert_eq!(ground.followed(&fields).get("alternative"), "货梯");
    });
}

#[test]
fn an_end_before_the_start_and_an_end_in_the_past_are_told_apart() {
    on_ground("i-lift-stop", |ground| {
        let with = |from: &str, to: &str| {
            let fields = typed(ground, &[("from_time", from), ("to_time", to)]);
            ground.read(&fields).unwrap_err().first().map(|r| r.key)
        };
        assert_eq!(with("13:00", "13:00"), Some("signs-end-before-start"));
        assert_eq!(with("14:00", "13:00"), Some("signs-end-before-start"));
        assert_eq!(with("09:00", "12:50"), Some("signs-end-past"));
    });
}

#[test]
fn a_night_ends_the_next_morning_and_24_00_is_the_end_of_the_day() {
    on_ground("i-lift-stop", |ground| {
        for (from, to, ends) in [
            ("22:00", "06:00", at(27, 6, 0)),
            ("20:00", "08:00", at(27, 8, 0)),
            ("13:00", "24:00", at(27, 0, 0)),
            ("08:00", "24:00", at(27, 0, 0)),
        ] {
            let fields = typed(ground, &[("from_time", from), ("to_time", to)]);
            assert_eq!(ground.read(&fields).unwrap().ends_at, ends, "{from}-{to}");
        }
    });
}

#[test]
fn an_end_of_the_next_day_is_told_and_24_00_is_none() {
    on_ground("i-lift-stop", |ground| {
        for (from, to, told) in [
            ("22:00", "06:00", Some(at(27, 6, 0))),
            ("20:30", "00:30", Some(at(27, 0, 30))),
            ("13:00", "24:00", None),
            ("13:00", "17:00", None),
            ("14:00", "13:00", None),
        ] {
            let fields = typed(ground, &[("from_time", from), ("to_time", to)]);
            assert_eq!(ground.next_day(&fields), told, "{from}-{to}");
        }
        let named = typed(ground, &[("to_date", "2026-11-28"), ("to_time", "06:00")]);
        assert_eq!(ground.next_day(&named), None);
    });
}

/// The garden with a podium of shops that has no entrance, and a garage beneath it.
fn with_podium() -> Vec<Place> {
    let mut tree = tree();
    let podium = place(PlaceKind::Building, tree.first(), "商业裙楼");
    let garage = place(PlaceKind::Spot, Some(&podium), "地下车库B1");
    tree.extend([podium, garage]);
    tree
}

#[test]
fn every_place_that_has_a_name_can_be_chosen_for_a_stop() {
    let tree = with_podium();
    for design in ["i-closed", "i-clean", "p-switch", "p-start", "w-poison"] {
        on_ground(design, |ground| {
            let ground = Ground {
                tree: &tree,
                ..*ground
            };
            let areas = ground.areas();
            let offered: Vec<&Place> = areas
                .iter()
                .flat_map(|area| ground.places(Some(area)))
                .collect();
            let lifts = ground.design.at.contains(&PlaceKind::Lift);
            for place in tree.iter().filter(|p| lifts || p.kind != PlaceKind::Lift) {
                let times = offered.iter().filter(|p| p.id == place.id).count();
                assert_eq!(times, 1, "{design}: {}", place.name);
            }
        });
    }
    on_ground("i-lift-stop", |ground| {
        let mut places = ground
            .areas()
            .into_iter()
            .flat_map(|area| ground.places(Some(area)));
        assert!(places.all(|p| p.kind == PlaceKind::Lift));
    });
}

#[test]
fn what_cannot_be_printed_is_named() {
    on_ground("i-lift-stop", |ground| {
        let fields = typed(ground, &[("alternative_note", "𠮷")]);
        let refusals = ground.read(&fields).unwrap_err();
        assert_eq!(refusals.first().map(|r| r.key), Some("signs-unprintable"));
    });
}

#[test]
fn the_form_begins_at_the_next_quarter() {
    assert_eq!(rounded(at(26, 12, 50)), at(26, 13, 0));
    assert_eq!(rounded(at(26, 13, 0)), at(26, 13, 0));
}

#[test]
fn a_lift_that_stands_still_itself_is_no_way_round_another() {
    on_ground("i-lift-stop", |ground| {
        let fields = typed(ground, &[]);
        let before = ground.alternative(&fields).zh;
        assert_eq!(before, "1号梯");
        let other = ground.tree.iter().find(|p| {
            p.name == before && ground.area(&fields).is_some_and(|area| area.contains(p))
        });
        let stop = |from, until| Stop {
            place: other.unwrap().id.clone(),
            from,
            until,
        };
        for (stops, said) in [
            ([stop(at(26, 16, 0), at(26, 18, 0))], "楼梯"),
            ([stop(at(26, 17, 0), at(26, 18, 0))], "1号梯"),
        ] {
            let ground = Ground {
                stops: &stops,
                ..*ground
            };
            assert_eq!(ground.alternative(&fields).zh, said);
        }
    });
}
