//! Samples of the pages of lists.

use super::choose::{Choose, ListLine};
use super::show::{BuildingLine, DiffersLine, ImportPage};
use crate::platform::form::FormState;
use crate::platform::page::gallery::{draw, refused, text};

pub(super) fn choose() -> Vec<Choose> {
    let line = |state| ListLine {
        id: "id".to_owned(),
        at: "11月30日 09:00".to_owned(),
        who: text("刘建平"),
        state,
        lines: 576,
    };
    let page = |form, lists| Choose {
        form,
        id: "id".to_owned(),
        name: text("锦绣花园"),
        lists,
    };
    let lists = ["import-waiting", "import-entered", "import-taken-back"].map(line);
    vec![
        page(FormState::default(), Vec::new()),
        page(refused(&["file"]), lists.into()),
    ]
}

fn page(state: &'static str) -> ImportPage {
    ImportPage {
        id: "id".to_owned(),
        community: "c".to_owned(),
        name: text("锦绣花园"),
        state,
        seen: "1.2".to_owned(),
        counts: [0; 6],
        adds: false,
        buildings: Vec::new(),
        there: 0,
        differs: Vec::new(),
        counted: 0,
        derived: 0,
        unread: String::new(),
        against: Vec::new(),
        changed: false,
    }
}

pub(super) fn show() -> Vec<ImportPage> {
    let building = |new| BuildingLine {
        name: text("3号楼"),
        new,
        entrances: 2,
        floors: 18,
        homes: 144,
        lifts: 4,
        spots: 1,
    };
    let full = ImportPage {
        counts: [1, 2, 18, 144, 4, 1],
        adds: true,
        buildings: vec![building(true), building(false)],
        there: 12,
        differs: vec![DiffersLine {
            row: 3,
            name: text("1号楼1单元 2层"),
            there: 2,
            said: 3,
        }],
        counted: 4,
        derived: 7,
        unread: text("业主"),
        changed: true,
        ..page("import-waiting")
    };
    let against = || vec![text("还有 2 块标识没有撤下")];
    vec![
        page("import-waiting"),
        full,
        ImportPage {
            against: against(),
            ..page("import-waiting")
        },
        page("import-entered"),
        ImportPage {
            against: against(),
            ..page("import-entered")
        },
        page("import-taken-back"),
    ]
}

#[test]
fn they_are_drawn() {
    draw::<Choose>();
    draw::<ImportPage>();
}
