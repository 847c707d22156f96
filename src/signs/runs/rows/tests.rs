//! Lists held against the places there are.

use super::super::import::table;
use super::*;
use crate::organisation::OfficeId;

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
    of_table(&table(list.as_bytes()).unwrap(), &tree(), PlaceKind::Floor)
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
    let spots = |list: &str| of_table(&table(list.as_bytes()).unwrap(), &tree(), PlaceKind::Spot);
    assert_eq!(
        spots("位置,文字\n,配电房\n东门,出口\n"),
        Err(vec![Fault::Nowhere(2)])
    );
    assert_eq!(spots("位置,文字\n东门,出口\n东门,入口\n").unwrap().len(), 2);
}
