//! A small company for tests that run the real program: one office, one community, two people.

use gaoshi::organisation::layout::Buildings;
use gaoshi::organisation::service::{self, Founding, NewBoard, NewOffice, NewPlace};
use gaoshi::organisation::{BoardKind, Company, OfficeId, OfficeKind, PlaceKind, store};
use gaoshi::people::{self, NewAccount, Role, password};
use gaoshi::platform::clock::Clock;
use gaoshi::platform::db::{DatabaseUrl, Db, System, Tx};

/// The password of everybody in it.
pub(crate) const PASSWORD: &str = "a-long-password";
/// The clerk.
pub(crate) const CLERK: &str = "wangfang";
/// The manager, who reviews.
pub(crate) const MANAGER: &str = "liujianping";
/// Where mail to the office goes.
pub(crate) const OFFICE_MAIL: &str = "office@example.cn";

/// The company, founded, with what tests ask of it.
pub(crate) struct House {
    pub(crate) db: Db,
    /// The community's id.
    pub(crate) community: String,
    /// The buildings: name and id.
    pub(crate) buildings: Vec<(String, String)>,
}

impl House {
    /// Founds it in a migrated database; its clock is the machine's.
    pub(crate) fn found(url: &DatabaseUrl) -> Self {
        let db = Db::open(url, Clock::System);
        let hash = password::hash_blocking(PASSWORD).unwrap();
        let (community, buildings) = db
            .write_now(&System("test"), |tx, _| Ok(build(tx, &hash)))
            .unwrap();
        Self {
            db,
            community,
            buildings,
        }
    }

    /// The id of a building.
    pub(crate) fn building(&self, name: &str) -> &str {
        let found = self.buildings.iter().find(|(known, _)| known == name);
        &found.unwrap().1
    }
}

fn build(tx: &mut Tx<'_>, hash: &str) -> (String, Vec<(String, String)>) {
    let office = found(tx, hash);
    let community = NewPlace {
        office: &office,
        parent: None,
        kind: PlaceKind::Community,
        sort_key: 0,
        name: "锦绣花园".to_owned(),
        name_en: "Jinxiu Garden".to_owned(),
        homes: 0,
    };
    let community = service::add_place(tx, community).unwrap();
    let buildings = Buildings {
        labels: (1..=6).map(|n| n.to_string()).collect(),
        suffix: "号楼".to_owned(),
        english: Vec::new(),
        entrances: 2,
        floors: (1..=6).collect(),
        homes: 4,
        lifts: 1,
    };
    service::add_buildings(tx, &community, &buildings).unwrap();
    service::add_lobby_boards(tx, &community).unwrap();
    let gate = service::add_spot(tx, &community, "东门".into(), "East gate".into()).unwrap();
    let board = NewBoard {
        at: &gate,
        kind: BoardKind::Notice,
        name: "东门公告栏".to_owned(),
        name_en: "East gate notice board".to_owned(),
        serves: vec![community.id.clone()],
        sort_key: 20_000,
    };
    service::add_board(tx, board).unwrap();
    let tree = store::tree(tx, &community.id).unwrap();
    let buildings = tree.iter().filter(|p| p.kind == PlaceKind::Building);
    let named = buildings.map(|p| (p.name.clone(), p.id.to_string()));
    (community.id.to_string(), named.collect())
}

/// The company, its office and the office's people.
fn found(tx: &mut Tx<'_>, hash: &str) -> OfficeId {
    let founding = Founding {
        company: Company {
            name: "锦绣物业服务有限公司".to_owned(),
            short_name: "锦绣物业".to_owned(),
            demo: false,
        },
        phone: "0755-8300 1234".to_owned(),
        login: "admin".to_owned(),
        name: "周敏".to_owned(),
    };
    service::found(tx, &founding, hash).unwrap();
    let new = NewOffice {
        name: "锦绣花园管理处".to_owned(),
        name_en: "Jinxiu Garden management office".to_owned(),
        phone: "0755-8888 0000".to_owned(),
        email: Some(OFFICE_MAIL.to_owned()),
        mark: None,
    };
    let office = service::add_office(tx, OfficeKind::Office, new).unwrap();
    for (login, name, role) in [
        (CLERK, "王芳", Role::Clerk),
        (MANAGER, "刘建平", Role::OfficeManager),
    ] {
        let account = NewAccount {
            login: login.to_owned(),
            name: name.to_owned(),
            email: None,
            office: office.clone(),
            role,
        };
        people::service::open_account(tx, &account, hash).unwrap();
    }
    office
}
