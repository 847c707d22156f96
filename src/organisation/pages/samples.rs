//! Samples of the pages of offices and places.

use super::board::BoardPage;
use super::community::{BoardLine, BuildingLine, Community, Served};
use super::company::CompanyPage;
use super::missing::Missing;
use super::new_community::NewCommunity;
use super::office::OfficePage;
use super::offices::Offices;
use super::overview::{CommunityLine, Places};
use super::place::{PlacePage, WithinLine};
use super::proposed::Proposed;
use crate::organisation::{BoardKind, Office, OfficeId, OfficeKind};
use crate::platform::form::{Choice, FormState};
use crate::platform::history::{Happened, History};
use crate::platform::page::gallery::{draw, refused, text};
use crate::platform::paging::Paging;

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

fn happened(act: &str) -> Happened {
    Happened {
        at: "11月29日 09:00".to_owned(),
        who: text("周敏"),
        act: act.to_owned(),
        detail: text("24 小时电话：1 → 2"),
        href: String::new(),
    }
}

/// The second page of three.
fn happened_often(act: &str) -> History {
    let lines = (0..150).map(|_| happened(act));
    History::of(Paging::asked(50, "2").pick(lines))
}

pub(super) fn office() -> Vec<OfficePage> {
    let page = |form, changed, history| OfficePage {
        id: "id".to_owned(),
        name: text("锦绣花园管理处"),
        form,
        seen: "1.2".to_owned(),
        changed,
        history,
    };
    let wrong = refused(&["name", "name_en", "phone", "email"]);
    let often = happened_often("act-office-changed");
    vec![
        page(FormState::default(), Vec::new(), History::default()),
        page(wrong, vec![happened("act-office-changed")], often),
    ]
}

pub(super) fn company() -> Vec<CompanyPage> {
    let page = |form, changed, history| CompanyPage {
        form,
        seen: "1.2".to_owned(),
        changed,
        history,
    };
    let wrong = refused(&["company", "short_name"]);
    let often = happened_often("act-company-changed");
    vec![
        page(FormState::default(), Vec::new(), History::default()),
        page(wrong, vec![happened("act-company-changed")], often),
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
            closed: Vec::new(),
            may_change: false,
        },
        Places {
            missing: missing(),
            communities: vec![line],
            closed: choice(),
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
        closed: Vec::new(),
        over: true,
        boards: Vec::new(),
        bare: 0,
        hooks: Vec::new(),
        kinds: Vec::new(),
        served: Vec::new(),
        suffixes: Vec::new(),
        may_change: false,
        may_propose: false,
        may_hand: false,
        proposals: Vec::new(),
        own: Vec::new(),
    }
}

fn proposed() -> Vec<Proposed> {
    vec![Proposed {
        id: "id".to_owned(),
        name: text("水泵房"),
        who: text("王芳"),
        verdict: text("待整理"),
    }]
}

fn building() -> BuildingLine {
    BuildingLine {
        id: "id".to_owned(),
        name: text("3号楼"),
        entrances: 2,
        floors: 18,
        lifts: 4,
        homes: 144,
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
        buildings: vec![building()],
        homes: 144,
        spots: choice(),
        closed: choice(),
        over: false,
        boards: [BoardKind::Notice, BoardKind::Display].map(board).into(),
        bare: 2,
        hooks: choice(),
        kinds: choice(),
        served: vec![served("a", true), served("b", false)],
        suffixes: choice(),
        may_change: true,
        may_propose: true,
        may_hand: true,
        proposals: proposed(),
        own: proposed(),
    };
    vec![empty(), full(FormState::default()), full(refused(&fields))]
}

pub(super) fn board() -> Vec<BoardPage> {
    let page = |form, changed, history| BoardPage {
        id: "id".to_owned(),
        name: text("1单元大堂"),
        community: "c".to_owned(),
        form,
        seen: "1.2".to_owned(),
        changed,
        hooks: choice(),
        kinds: choice(),
        served: vec![Served {
            value: "a".to_owned(),
            label: text("3号楼1单元"),
            on: true,
        }],
        history,
    };
    let wrong = refused(&["board", "board_en", "at", "kind", "serves"]);
    let often = happened_often("act-board-changed");
    vec![
        page(FormState::default(), Vec::new(), History::default()),
        page(wrong, vec![happened("act-board-changed")], often),
    ]
}

fn bare_place() -> PlacePage {
    PlacePage {
        id: "id".to_owned(),
        name: text("3号楼"),
        community: "c".to_owned(),
        above: String::new(),
        form: FormState::default(),
        seen: "1.2".to_owned(),
        changed: Vec::new(),
        counted: false,
        parents: Vec::new(),
        within: Vec::new(),
        kinds: Vec::new(),
        ties: Vec::new(),
        closed: text("2026年11月30日"),
        history: History::default(),
    }
}

pub(super) fn place() -> Vec<PlacePage> {
    let line = |closed| WithinLine {
        id: "id".to_owned(),
        name: text("1单元"),
        homes: 36,
        closed,
    };
    let full = PlacePage {
        above: "a".to_owned(),
        form: refused(&["name", "name_en", "homes", "parent", "closed_on", "kind"]),
        changed: vec![happened("act-place-changed")],
        counted: true,
        parents: choice(),
        within: vec![line(false), line(true)],
        kinds: choice(),
        ties: vec![text("还有 1 份告示")],
        closed: String::new(),
        history: happened_often("act-place-changed"),
        ..bare_place()
    };
    vec![bare_place(), full]
}

#[test]
fn they_are_drawn() {
    draw::<BoardPage>();
    draw::<PlacePage>();
    draw::<CompanyPage>();
    draw::<OfficePage>();
    draw::<Offices>();
    draw::<NewCommunity>();
    draw::<Places>();
    draw::<Community>();
}
