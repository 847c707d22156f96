//! Lists held against the places there are.

use super::*;
use crate::organisation::{OfficeId, PlaceId};
use crate::platform::lists::table;

/// 锦绣花园: 3号楼 with 1单元 (1层–3层, 1号梯), 5号楼 with 1单元 (B1层, 1层), and a 东门.
fn tree() -> Vec<Place> {
    let office = OfficeId::new();
    let community = PlaceId::new();
    let mut tree: Vec<Place> = Vec::new();
    let mut add = |parent: Option<usize>, kind, name: &str, en: &str| {
        let id = if parent.is_none() {
            community.clone()
        } else {
            PlaceId::new()
        };
        let above = parent.map(|at| tree[at].path.clone()).unwrap_or_default();
        tree.push(Place {
            path: format!("{above}{id}/"),
            id,
            office: office.clone(),
            community: community.clone(),
            parent: parent.map(|at| tree[at].id.clone()),
            kind,
            sort_key: 0,
            name: name.to_owned(),
            name_en: en.to_owned(),
            homes: 0,
        });
        tree.len() - 1
    };
    let root = add(None, PlaceKind::Community, "锦绣花园", "Jinxiu Garden");
    for (building, floors) in [("3", ["1", "2", "3"].as_slice()), ("5", &["B1", "1"])] {
        let b = add(
            Some(root),
            PlaceKind::Building,
            &format!("{building}号楼"),
            "Building",
        );
        let e = add(Some(b), PlaceKind::Entrance, "1单元", "Entrance 1");
        for floor in floors {
            add(
                Some(e),
                PlaceKind::Floor,
                &format!("{floor}层"),
                &format!("Floor {floor}"),
            );
        }
        add(Some(e), PlaceKind::Lift, "1号梯", "Lift 1");
    }
    add(Some(root), PlaceKind::Spot, "东门", "East gate");
    tree
}

fn floors(list: &str) -> Result<Vec<Row>, Vec<Fault>> {
    let table = table(list.as_bytes()).unwrap();
    of_table(&table, &tree(), PlaceKind::Floor, Usually::Place)
}

#[test]
fn every_floor_of_a_building_gets_its_row() {
    let tree = tree();
    let building = tree.iter().find(|p| p.name == "3号楼").unwrap();
    let rows = of_tree(&tree, PlaceKind::Floor, &[building]);
    let said: Vec<(&str, &str)> = rows
        .iter()
        .map(|r| (r.zh.as_str(), r.note.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            ("1层", "3号楼1单元"),
            ("2层", "3号楼1单元"),
            ("3层", "3号楼1单元")
        ]
    );
    assert_eq!(rows[2].at, "3号楼1单元 3层");
}

#[test]
fn a_place_is_found_by_its_name_or_its_number() {
    let rows = floors("楼栋,单元,楼层\n3号楼,1单元,2层\n5,1,b1\n").unwrap();
    let at: Vec<&str> = rows.iter().map(|r| r.at.as_str()).collect();
    assert_eq!(at, ["3号楼1单元 2层", "5号楼1单元 B1层"]);
}

#[test]
fn words_of_the_list_stand_before_the_places_own() {
    let list = "楼栋,单元,楼层,文字,英文\n3,1,2,二层 大堂,Lobby\n";
    let row = &floors(list).unwrap()[0];
    assert_eq!(
        (row.zh.as_str(), row.en.as_str(), row.note.as_str()),
        ("二层 大堂", "Lobby", "3号楼1单元")
    );
}

#[test]
fn a_floor_the_building_does_not_have_is_told_with_those_it_has() {
    let faults = floors("楼栋,单元,楼层\n3,1,2\n3,1,19\n7,1,1\n").unwrap_err();
    let unknown = |line, typed: &str, within: &str, known: &str| Fault::Unknown {
        line,
        typed: typed.to_owned(),
        within: within.to_owned(),
        known: known.to_owned(),
    };
    assert_eq!(
        faults,
        [
            unknown(3, "19", "3号楼1单元", "1层、2层、3层"),
            unknown(4, "7", "锦绣花园", "3号楼、5号楼"),
        ]
    );
}

#[test]
fn missing_columns_blanks_and_twins_are_told() {
    assert_eq!(
        floors("楼栋,楼层\n3,1\n"),
        Err(vec![Fault::MissingColumns(vec!["单元"])])
    );
    assert_eq!(
        floors("楼栋,单元,楼层\n3,1,\n"),
        Err(vec![Fault::Blank {
            line: 2,
            column: "楼层"
        }])
    );
    let twice = Fault::Twice {
        line: 4,
        first: 2,
        at: "3号楼1单元 1层".to_owned(),
    };
    assert_eq!(
        floors("楼栋,单元,楼层\n3,1,1\n3,1,2\n3,1,1\n"),
        Err(vec![twice])
    );
    let spots = |list: &str| {
        let table = table(list.as_bytes()).unwrap();
        of_table(&table, &tree(), PlaceKind::Spot, Usually::Place)
    };
    assert_eq!(
        spots("位置,文字\n,配电房\n东门,出口\n"),
        Err(vec![Fault::Nowhere(2)])
    );
    assert_eq!(spots("位置,文字\n东门,出口\n东门,入口\n").unwrap().len(), 2);
}

fn blank(line: usize, column: &'static str) -> Fault {
    Fault::Blank { line, column }
}

#[test]
fn a_blank_cell_is_never_taken_for_the_first_building_or_entrance() {
    for (list, column) in [
        ("楼栋,单元,楼层\n3,1,1\n,1,2\n", "楼栋"),
        ("楼栋,单元,楼层\n3,1,1\n,,2\n", "楼栋"),
        ("楼栋,单元,楼层\n3,1,1\n3,,2\n", "单元"),
        ("楼栋,单元,楼层\n3,1,1\n,,B1\n", "楼栋"),
        ("楼栋,单元,楼层\n3,1,1\n5,,B1\n", "单元"),
        ("楼栋,单元,楼层\n3,1,1\n3,1,\n", "楼层"),
        ("楼栋,单元,楼层\n3,1,1\n3,,\n", "楼层"),
    ] {
        assert_eq!(floors(list), Err(vec![blank(3, column)]), "{list}");
    }
    let nowhere = floors("楼栋,单元,楼层,文字\n3,1,1,一层\n,,,二层\n");
    assert_eq!(nowhere, Err(vec![Fault::Nowhere(3)]));
}

#[test]
fn a_blank_cell_of_a_door_is_told_too() {
    let doors = |list: &str| {
        let table = table(list.as_bytes()).unwrap();
        of_table(&table, &tree(), PlaceKind::Home, Usually::Place)
    };
    let at = |list: &str| doors(list).unwrap()[0].at.clone();
    assert_eq!(at("楼栋,单元,楼层,房号\n3,1,,101\n"), "3号楼1单元 101");
    assert_eq!(at("楼栋,单元,楼层,房号\n3,1,1,101\n"), "3号楼1单元 101");
    let refused = doors("楼栋,单元,楼层,房号\n,1,1,101\n3,,1,101\n3,,,101\n3,1,1,\n");
    let told = [
        blank(2, "楼栋"),
        blank(3, "单元"),
        blank(4, "单元"),
        blank(5, "房号"),
    ];
    assert_eq!(refused, Err(told.to_vec()));
    for no_door in [
        "3月2日",
        "2026-03-02",
        "2-Mar",
        "1.5",
        "50%",
        "1:30",
        "３月２日",
        "3/2",
        "，",
    ] {
        let list = format!("楼栋,单元,房号\n3,1,\"{no_door}\"\n");
        let read = doors(&list);
        assert!(
            matches!(&read, Err(f) if matches!(f[0], Fault::NoDoor { line: 2, .. })),
            "{no_door}"
        );
    }
    for door in [
        "0101", "15A", "1501-2", "A-1501", "商铺3", "东户", "1501室", "B1-03", "101#",
    ] {
        assert!(
            at(&format!("楼栋,单元,房号\n3,1,{door}\n")).ends_with(door),
            "{door}"
        );
    }
}

#[test]
fn two_places_of_one_name_are_asked() {
    let mut places = tree();
    let again = places.iter().find(|p| p.name == "东门").unwrap().clone();
    let id = PlaceId::new();
    let path = format!(
        "{}{id}/",
        again.path.trim_end_matches(&format!("{}/", again.id))
    );
    places.push(Place { id, path, ..again });
    let table = table("位置,文字\n东门,出口\n".as_bytes()).unwrap();
    let read = of_table(&table, &places, PlaceKind::Spot, Usually::Place);
    let told = Fault::Several {
        line: 2,
        typed: "东门".to_owned(),
        all: "锦绣花园 东门、锦绣花园 东门".to_owned(),
    };
    assert_eq!(read, Err(vec![told]));
}

#[test]
fn a_spot_of_the_garden_and_one_of_a_building_are_told_apart_by_their_whole_names() {
    let mut places = tree();
    let gate = places.iter().find(|p| p.name == "东门").unwrap().clone();
    for around in ["锦绣花园", "3号楼"] {
        let around = places.iter().find(|p| p.name == around).unwrap();
        let id = PlaceId::new();
        let spot = Place {
            path: format!("{}{id}/", around.path),
            parent: Some(around.id.clone()),
            name: "水泵房".to_owned(),
            id,
            ..gate.clone()
        };
        places.push(spot);
    }
    let spots = |list: &str| {
        let table = table(list.as_bytes()).unwrap();
        of_table(&table, &places, PlaceKind::Spot, Usually::Place)
    };
    let told = Fault::Several {
        line: 2,
        typed: "水泵房".to_owned(),
        all: "锦绣花园 水泵房、3号楼 水泵房".to_owned(),
    };
    assert_eq!(spots("位置\n水泵房\n"), Err(vec![told]));
    for (typed, at) in [
        ("锦绣花园 水泵房", "水泵房"),
        ("3号楼 水泵房", "3号楼 水泵房"),
        ("３号楼水泵房", "3号楼 水泵房"),
        ("锦绣花园 东门", "东门"),
    ] {
        let rows = spots(&format!("位置\n{typed}\n")).unwrap();
        assert_eq!(rows[0].at, at, "{typed}");
    }
    let sample = sample(&places, PlaceKind::Spot, Usually::Place);
    let lines: Vec<String> = sample.iter().map(|line| line.join(",")).collect();
    let places: Vec<_> = spots(&lines.join("\n")).unwrap();
    assert_eq!(places.len(), 3, "{lines:?}");
}

#[test]
fn columns_that_mean_the_same_and_columns_nobody_reads_are_told() {
    let two = floors("楼栋,楼号,单元,楼层\n3,5,1,1\n");
    let told = Fault::TwoColumns(vec!["楼栋".to_owned(), "楼号".to_owned()]);
    assert_eq!(two, Err(vec![told]));
    let table = table("序号,楼栋,单元,楼层,房号,备注,空列\n1,3,1,1,101,x,\n".as_bytes()).unwrap();
    let stray = unread(&table, PlaceKind::Floor, Usually::Place);
    assert_eq!(stray, ["序号", "房号", "备注"]);
}

#[test]
fn a_sign_of_a_design_says_its_rows_words_or_its_designs() {
    let list = "位置,文字,英文\n东门,小心地滑,Slippery floor\n";
    let table = table(list.as_bytes()).unwrap();
    let rows = of_table(&table, &tree(), PlaceKind::Spot, Usually::Design).unwrap();
    assert_eq!((rows[0].zh.as_str(), rows[0].own), ("小心地滑", true));
    let list = "位置,文字,英文\n东门,,\n";
    let table = crate::platform::lists::table(list.as_bytes()).unwrap();
    let rows = of_table(&table, &tree(), PlaceKind::Spot, Usually::Design).unwrap();
    assert_eq!((rows[0].zh.as_str(), rows[0].own), ("", false));
}

#[test]
fn the_english_of_a_place_does_not_stand_beside_other_words() {
    let row = &floors("楼栋,单元,楼层,文字,英文\n3,1,2,二层 大堂,\n").unwrap()[0];
    assert_eq!((row.zh.as_str(), row.en.as_str()), ("二层 大堂", ""));
    let row = &floors("楼栋,单元,楼层,文字,英文\n3,1,2,2层,\n").unwrap()[0];
    assert_eq!(row.en, "Floor 2");
}
