//! What lists add to a community with three buildings, of which one is no 号楼.

use super::super::line::read;
use super::*;
use crate::organisation::OfficeId;
use crate::platform::lists::Table;

fn place(kind: PlaceKind, parent: Option<&Place>, name: &str, homes: i32) -> Place {
    let id = PlaceId::new();
    Place {
        office: OfficeId::new(),
        community: parent.map_or_else(|| id.clone(), |p| p.community.clone()),
        parent: parent.map(|p| p.id.clone()),
        kind,
        sort_key: 0,
        name: name.to_owned(),
        name_en: name.to_owned(),
        homes,
        path: format!("{}{id}/", parent.map_or("", |p| p.path.as_str())),
        id,
    }
}

/// 1号楼 with two entrances of two floors with two homes each, 2号楼 with nothing in it.
fn tree() -> Vec<Place> {
    let garden = place(PlaceKind::Community, None, "锦绣花园", 8);
    let one = place(PlaceKind::Building, Some(&garden), "1号楼", 8);
    let two = place(PlaceKind::Building, Some(&garden), "2号楼", 0);
    let mut tree = vec![garden, one.clone(), two];
    for entrance in ["1单元", "2单元"] {
        let entrance = place(PlaceKind::Entrance, Some(&one), entrance, 4);
        let floors = ["1层", "2层"].map(|f| place(PlaceKind::Floor, Some(&entrance), f, 2));
        tree.push(entrance);
        tree.extend(floors);
    }
    tree
}

const HEAD: &str = "楼栋,单元,楼层,房号,户数,英文";

fn table(list: &str) -> Table {
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let rows = list.lines().map(|line| {
        let mut row = cells(line);
        row.resize(6, String::new());
        row
    });
    Table {
        headings: cells(HEAD),
        rows: (2..).zip(rows).collect(),
        ..Table::default()
    }
}

fn planned(list: &str, tree: &[Place]) -> Result<Plan, Vec<String>> {
    let lines = read(&table(list), &|_| Vec::new()).unwrap().lines;
    of(&lines, tree).map_err(|all| {
        let told = |fault: Refusal| {
            let args: Vec<String> = fault.args.into_iter().map(|(_, arg)| arg).collect();
            format!("{} {}", fault.key, args.join(" ").trim())
        };
        all.into_iter().map(told).collect()
    })
}

fn names(plan: &Plan) -> String {
    let named = plan.new.iter().map(|new| new.name.as_str());
    named.collect::<Vec<_>>().join(" ")
}

#[test]
fn what_is_there_is_found_by_its_number_and_what_is_not_is_added_once() {
    let plan = planned(
        "1,1,1,101\n1号楼,1单元,1层,102\n1,2,4,401\n3号楼,1,B1,\n3,1,2,201\n3,1,2,202",
        &tree(),
    )
    .unwrap();
    assert_eq!(names(&plan), "101 102 4层 401 3号楼 1单元 B1层 2层 201 202");
    let building = &plan.new[4];
    assert_eq!(
        (building.sort_key, building.name_en.as_str()),
        (3, "Building 3")
    );
    assert_eq!(plan.new[6].sort_key, -1);
    let floors: Vec<&str> = plan
        .new
        .iter()
        .filter(|n| n.kind == PlaceKind::Floor)
        .map(|n| n.name_en.as_str())
        .collect();
    assert_eq!(floors, ["Floor 4", "Basement 1", "Floor 2"]);
}

#[test]
fn homes_that_were_counted_are_counted_once_when_they_come_by_number() {
    let tree = tree();
    let plan = planned("1,1,1,101\n1,1,1,102\n1,1,1,103\n2,,1,,4\n2,,1,101", &tree).unwrap();
    let floor = &tree[4];
    assert_eq!(floor.name, "1层");
    // Two were counted there; the third is one more.
    assert_eq!(plan.counted.get(&floor.id), Some(&2));
    assert_eq!(plan.counted.len(), 1);
    // A floor of four homes, one of them by its number.
    let totals = plan.totals();
    let at = plan
        .new
        .iter()
        .position(|n| n.kind == PlaceKind::Floor)
        .unwrap();
    assert_eq!((plan.new[at].homes, totals[at]), (3, 4));
}

#[test]
fn what_is_there_is_told_and_another_count_changes_nothing() {
    let tree = tree();
    let plan = planned("1,1,1,,2\n1,1,2,,3\n1,2,,\n2", &tree).unwrap();
    assert!(plan.new.is_empty() && plan.counted.is_empty());
    assert_eq!(plan.there, 4);
    let differs: Vec<(usize, i32, i32)> = plan
        .differs
        .iter()
        .map(|d| (d.row, d.there, d.said))
        .collect();
    assert_eq!(differs, [(3, 2, 3)]);
}

#[test]
fn what_could_mean_two_places_or_none_is_told_by_row() {
    let mut tree = tree();
    let garden = tree[0].clone();
    tree.push(place(PlaceKind::Building, Some(&garden), "1栋", 0));
    let told = planned(
        "1,,,\n1号楼,,1,101\n商业裙楼,,,\n6,1,1,\n6号楼,,2,\n2号楼,,1,\n2号楼,,1,",
        &tree,
    );
    let told = told.unwrap_err();
    assert_eq!(
        told,
        [
            "import-which 2 楼栋 1号楼、1栋",
            "import-blank 3 单元",
            "import-english 4 英文 商业裙楼",
            "import-whole-name 5 楼栋 6",
            "import-blank 6 单元",
            "import-twice 8  7",
        ]
    );
}

#[test]
fn a_building_is_called_as_a_line_of_its_own_says_wherever_that_stands() {
    let plan = planned("商业裙楼,,-1,\n商业裙楼,,,,,Podium", &tree()).unwrap();
    assert_eq!(names(&plan), "商业裙楼 B1层");
    assert_eq!(plan.new[0].name_en, "Podium");
}

#[test]
fn floors_that_are_missing_stay_missing() {
    let lines = read(
        &Table {
            headings: HEAD.split(',').map(str::to_owned).collect(),
            rows: vec![(
                2,
                ["8号楼", "1", "-1, 1-3, 5-13, 15", "", "4", ""]
                    .map(str::to_owned)
                    .to_vec(),
            )],
            ..Table::default()
        },
        &|_| Vec::new(),
    );
    let plan = of(&lines.unwrap().lines, &tree()).unwrap();
    let floors: Vec<&str> = plan
        .new
        .iter()
        .filter(|n| n.kind == PlaceKind::Floor)
        .map(|n| n.name.as_str())
        .collect();
    assert_eq!(floors.len(), 14);
    assert!(!floors.contains(&"4层") && !floors.contains(&"14层") && floors.contains(&"15层"));
    assert_eq!(plan.totals()[0], 56);
}

#[test]
fn what_is_there_is_found_however_its_figures_are_typed() {
    let mut tree = tree();
    let garden = tree[0].clone();
    tree.push(place(PlaceKind::Building, Some(&garden), "F座", 0));
    let plan = planned(
        "１号楼,一单元,三层,\n1 号楼,１ 单元,二层,,2\nF,,1,,4\n二号楼,1号梯,12A,,2\n2,1号梯,4A层,",
        &tree,
    )
    .unwrap();
    assert_eq!(names(&plan), "3层 1层 1号梯 12A层 4A层");
    let english: Vec<&str> = plan.new.iter().map(|new| new.name_en.as_str()).collect();
    assert_eq!(
        english,
        ["Floor 3", "Floor 1", "Entrance 1", "Floor 12A", "Floor 4A"]
    );
}

#[test]
fn what_may_be_another_name_of_what_is_there_is_asked_and_several_are_none() {
    let told = planned(
        "1栋,,,\n1号楼,2号梯,1,\n60号楼,,1,\n60栋,,2,\n2号楼,1-2单元,1,",
        &tree(),
    );
    assert_eq!(
        told.unwrap_err(),
        [
            "import-alike 2 楼栋 1栋 1号楼",
            "import-alike 3 单元 2号梯 2单元",
            "import-alike 5 楼栋 60栋 60号楼",
            "import-several 6 单元 1-2单元",
        ]
    );
}

#[test]
fn a_list_of_more_than_can_be_written_at_once_is_refused() {
    let many: Vec<Line> = (1..=250)
        .map(|n| Line {
            row: 2,
            building: "2号楼".to_owned(),
            entrance: n.to_string(),
            floors: (1..=100).map(|n| format!("{n}层")).collect(),
            ..Line::default()
        })
        .collect();
    let told = of(&many, &tree()).unwrap_err();
    let keys: Vec<&str> = told.iter().map(|fault| fault.key).collect();
    assert_eq!(keys, ["import-too-many"]);
}
