//! The company, offices, communities and boards of the demo.

use super::{Founded, people};
use crate::error::{Error, Result};
use crate::organisation::BoardKind::{Display, Notice};
use crate::organisation::layout::{self, Buildings};
use crate::organisation::service::{self, Founding, NewBoard, NewOffice, NewPlace};
use crate::organisation::{
    BoardKind, Company, OfficeId, OfficeKind, Place, PlaceId, PlaceKind, store,
};
use crate::platform::db::Tx;

/// An office of the demo with what it runs.
pub(super) struct Office {
    pub(super) name: &'static str,
    pub(super) name_en: &'static str,
    phone: &'static str,
    email: &'static str,
    communities: &'static [Community],
}

struct Community {
    name: &'static str,
    name_en: &'static str,
    rows: &'static [Row],
    spots: &'static [(&'static str, &'static str)],
    /// The spot a board hangs at, its kind and its names; it serves the whole community.
    boards: &'static [(&'static str, BoardKind, &'static str, &'static str)],
}

/// Buildings that are alike: numbers, what follows them, entrances, floors, homes, lifts.
struct Row(&'static str, &'static str, i32, i32, i32, i32);

/// The three offices.
pub(super) const OFFICES: [Office; 3] = [
    Office {
        name: "锦绣花园管理处",
        name_en: "Jinxiu Garden management office",
        phone: "0755-8888 0000",
        email: "jinxiu@jinxiu.example",
        communities: &[Community {
            name: "锦绣花园",
            name_en: "Jinxiu Garden",
            rows: &[
                Row("1-2", "号楼", 2, 18, 4, 2),
                Row("3", "号楼", 2, 21, 4, 2),
                Row("4", "号楼", 2, 24, 4, 2),
                Row("5-6", "号楼", 2, 26, 3, 2),
                Row("7-8", "号楼", 2, 28, 4, 3),
            ],
            spots: &[
                ("东门", "East gate"),
                ("北门", "North gate"),
                ("物业中心", "Management centre"),
                ("中心广场", "Central square"),
                ("儿童乐园", "Children's playground"),
                ("地下车库 B1 3号坡道", "Car park B1, ramp 3"),
                ("地下车库 B1 水泵房", "Car park B1, pump room"),
                ("景观湖", "Ornamental lake"),
                ("垃圾分类收集点", "Waste sorting point"),
            ],
            boards: &[
                ("东门", Notice, "东门公告栏", "East gate notice board"),
                (
                    "物业中心",
                    Notice,
                    "物业中心公告栏",
                    "Management centre notice board",
                ),
                (
                    "中心广场",
                    Display,
                    "中心广场宣传栏",
                    "Central square display board",
                ),
            ],
        }],
    },
    Office {
        name: "云栖里管理处",
        name_en: "Yunqi Lane management office",
        phone: "0755-8666 2100",
        email: "yunqi@jinxiu.example",
        communities: &[Community {
            name: "云栖里",
            name_en: "Yunqi Lane",
            rows: &[Row("1-4", "栋", 2, 11, 2, 1), Row("5-6", "栋", 3, 11, 2, 1)],
            spots: &[
                ("南门", "South gate"),
                ("西门", "West gate"),
                ("会所", "Clubhouse"),
                ("游泳池", "Swimming pool"),
                ("地下车库入口", "Car park entrance"),
            ],
            boards: &[
                ("南门", Notice, "南门公告栏", "South gate notice board"),
                ("会所", Display, "会所宣传栏", "Clubhouse display board"),
            ],
        }],
    },
    Office {
        name: "翠湖学府管理处",
        name_en: "Cuihu and Xuefu management office",
        phone: "0755-8233 5600",
        email: "cuihu@jinxiu.example",
        communities: &[
            Community {
                name: "翠湖大厦",
                name_en: "Cuihu Tower",
                rows: &[Row("A", "座", 1, 32, 8, 4)],
                spots: &[
                    ("首层大堂服务台", "Ground-floor reception desk"),
                    ("负二层车库", "Car park B2"),
                    ("屋面平台", "Roof terrace"),
                ],
                boards: &[(
                    "首层大堂服务台",
                    Display,
                    "首层大堂电子屏旁宣传栏",
                    "Ground-floor display board",
                )],
            },
            Community {
                name: "学府苑",
                name_en: "Xuefu Court",
                rows: &[Row("1-5", "幢", 3, 6, 2, 0)],
                spots: &[
                    ("正门", "Main gate"),
                    ("自行车棚", "Bicycle shelter"),
                    ("篮球场", "Basketball court"),
                ],
                boards: &[("正门", Notice, "正门公告栏", "Main gate notice board")],
            },
        ],
    },
];

/// Founds the company and everything in it but the people of the offices.
pub(super) fn found(tx: &mut Tx<'_>, hash: &str) -> Result<Founded> {
    let (login, name) = people::ADMINISTRATOR;
    let founding = Founding {
        company: Company {
            name: "锦绣物业服务有限公司".to_owned(),
            short_name: "锦绣物业".to_owned(),
            demo: true,
        },
        phone: "0755-8300 1234".to_owned(),
        login: login.to_owned(),
        name: name.to_owned(),
    };
    service::found(tx, &founding, hash)?;
    let head = store::all_office_ids(tx)?;
    let head = head.into_iter().next().ok_or(Error::NotFound)?;
    let mut offices = Vec::new();
    for office in &OFFICES {
        let new = NewOffice {
            name: office.name.to_owned(),
            name_en: office.name_en.to_owned(),
            phone: office.phone.to_owned(),
            email: Some(office.email.to_owned()),
            mark: None,
        };
        let id = service::add_office(tx, OfficeKind::Office, new)?;
        for community in office.communities {
            build(tx, &id, community)?;
        }
        offices.push(id);
    }
    Ok(Founded { head, offices })
}

fn build(tx: &mut Tx<'_>, office: &OfficeId, plan: &Community) -> Result<()> {
    let community = service::add_place(
        tx,
        NewPlace {
            office,
            parent: None,
            kind: PlaceKind::Community,
            sort_key: 0,
            name: plan.name.to_owned(),
            name_en: plan.name_en.to_owned(),
            homes: 0,
        },
    )?;
    for Row(numbers, suffix, entrances, floors, homes, lifts) in plan.rows {
        let buildings = Buildings {
            labels: layout::labels(numbers)?,
            suffix: (*suffix).to_owned(),
            english: Vec::new(),
            entrances: *entrances,
            floors: (1..=*floors).collect(),
            homes: *homes,
            lifts: *lifts,
        };
        service::add_buildings(tx, &community, &buildings)?;
    }
    service::add_lobby_boards(tx, &community)?;
    let mut spots = Vec::new();
    for (name, name_en) in plan.spots {
        let spot = service::add_spot(tx, &community, (*name).into(), (*name_en).into())?;
        spots.push(spot);
    }
    hang(tx, plan, &community.id, &spots)
}

fn hang(tx: &mut Tx<'_>, plan: &Community, community: &PlaceId, spots: &[Place]) -> Result<()> {
    for (at, (spot, kind, name, name_en)) in (20_000..).zip(plan.boards) {
        let new = NewBoard {
            at: spots
                .iter()
                .find(|s| s.name == *spot)
                .ok_or(Error::NotFound)?,
            kind: *kind,
            name: (*name).to_owned(),
            name_en: (*name_en).to_owned(),
            serves: vec![community.clone()],
            sort_key: at,
        };
        service::add_board(tx, new)?;
    }
    Ok(())
}
