//! Samples of the pages of offices and places.

use super::community::{BoardLine, BuildingLine, Community, Served};
use super::new_community::NewCommunity;
use super::offices::Offices;
use super::overview::{CommunityLine, Places};
use super::whole::Missing;
use crate::organisation::{BoardKind, Office, OfficeId, OfficeKind};
use crate::platform::form::{Choice, FormState};
use crate::platform::page::gallery::{draw, refused, text};

fn missing() -> Vec<Missing> {
    vec![Missing {
        text: text("还没有楼栋"),
        href: "/places/id#buildings".to_owned(),
        link: text("添加"),
    }]
}

fn choice() -> Vec<Choice> {
    vec![
        Choice::new(&1, text("3号楼")),
        Choice::new(&2, text("4号楼")),
    ]
}

pub(super) fn offices() -> Vec<Offices> {
    let office = |kind, email| Office {
        id: OfficeId::new(),
        kind,
        name: text("锦绣花园管理处"),
        name_en: text("Jinxiu Garden"),
        phone: "0571-8888 0000".to_owned(),
        email,
    };
    vec![
        Offices {
            form: FormState::default(),
            offices: Vec::new(),
        },
        Offices {
            form: refused(&["name", "name_en", "phone", "email"]),
            offices: vec![
                office(OfficeKind::Head, None),
                office(OfficeKind::Office, Some(text("a@b.cn"))),
            ],
        },
    ]
}

pub(super) fn new_community() -> Vec<NewCommunity> {
    let page = |form, offices| NewCommunity { form, offices };
    vec![
        page(FormState::default(), Vec::new()),
        page(FormState::default(), vec![Choice::new(&1, text("管理处"))]),
        page(refused(&["name", "name_en", "office"]), choice()),
    ]
}

pub(super) fn places() -> Vec<Places> {
    let line = CommunityLine {
        id: "id".to_owned(),
        name: text("锦绣花园"),
        office: text("锦绣花园管理处"),
        counts: [8, 16, 640, 24],
        boards: vec![text("东门"), text("西门")],
    };
    vec![
        Places {
            missing: Vec::new(),
            communities: Vec::new(),
            may_change: false,
        },
        Places {
            missing: missing(),
            communities: vec![line],
            may_change: true,
        },
    ]
}

fn empty() -> Community {
    Community {
        form: FormState::default(),
        id: "id".to_owned(),
        name: text("锦绣花园"),
        missing: Vec::new(),
        buildings: Vec::new(),
        homes: 0,
        spots: Vec::new(),
        boards: Vec::new(),
        bare: 0,
        hooks: Vec::new(),
        kinds: Vec::new(),
        served: Vec::new(),
        suffixes: Vec::new(),
        may_change: false,
    }
}

pub(super) fn community() -> Vec<Community> {
    let board = |kind: BoardKind| BoardLine {
        id: "id".to_owned(),
        name: text("1单元大堂"),
        kind: format!("board-{kind}"),
        serves: text("3号楼1单元"),
    };
    let served = |value: &str, on| Served {
        value: value.to_owned(),
        label: text("3号楼1单元"),
        on,
    };
    let fields = [
        "names",
        "suffix",
        "entrances",
        "floors",
        "lifts",
        "spot",
        "name",
        "kind",
        "place",
        "serves",
    ];
    let full = |form| Community {
        form,
        id: "id".to_owned(),
        name: text("锦绣花园"),
        missing: missing(),
        buildings: vec![BuildingLine {
            name: text("3号楼"),
            entrances: 2,
            floors: 18,
            lifts: 4,
            homes: 144,
        }],
        homes: 144,
        spots: vec![text("南门")],
        boards: vec![board(BoardKind::Notice), board(BoardKind::Display)],
        bare: 2,
        hooks: choice(),
        kinds: choice(),
        served: vec![served("a", true), served("b", false)],
        suffixes: choice(),
        may_change: true,
    };
    vec![empty(), full(FormState::default()), full(refused(&fields))]
}

#[test]
fn they_are_drawn() {
    draw::<Offices>();
    draw::<NewCommunity>();
    draw::<Places>();
    draw::<Community>();
}
