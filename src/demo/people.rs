//! The people of the demo company.

use super::Founded;
use super::organisation::OFFICES;
use crate::error::{Error, Result};
use crate::people::pages::role_key;
use crate::people::{DemoAccounts, DemoPerson};
use crate::people::{NewAccount, Role, service};
use crate::platform::db::Tx;

/// The administrator founds the company and is in the list for the sign-in page.
pub(super) const ADMINISTRATOR: (&str, &str) = ("admin", "周敏");

/// Login, name, role, and the office by its place in [`OFFICES`]; nothing is the head office.
const PEOPLE: [(&str, &str, Role, Option<usize>); 10] = [
    ("chenguohua", "陈国华", Role::Executive, None),
    ("linyan", "林燕", Role::QualityRepresentative, None),
    ("zhaolei", "赵磊", Role::Operations, None),
    ("liujianping", "刘建平", Role::OfficeManager, Some(0)),
    ("hexiaomei", "何晓梅", Role::Reviewer, Some(0)),
    ("wangfang", "王芳", Role::Clerk, Some(0)),
    ("sunwei", "孙伟", Role::OfficeManager, Some(1)),
    ("zhengyuting", "郑雨婷", Role::Clerk, Some(1)),
    ("huangzhiqiang", "黄志强", Role::OfficeManager, Some(2)),
    ("xujing", "许静", Role::Clerk, Some(2)),
];

/// Opens the accounts.
pub(super) fn open(tx: &mut Tx<'_>, founded: &Founded, hash: &str) -> Result<()> {
    for (login, name, role, office) in PEOPLE {
        let office = match office {
            None => Some(&founded.head),
            Some(at) => founded.offices.get(at),
        };
        let account = NewAccount {
            login: login.to_owned(),
            name: name.to_owned(),
            email: Some(format!("{login}@jinxiu.example")),
            office: office.ok_or(Error::NotFound)?.clone(),
            role,
        };
        service::open_account(tx, &account, hash)?;
    }
    Ok(())
}

/// What the sign-in page tells, the clerk who does the daily work first.
pub(super) fn told() -> DemoAccounts {
    let (login, name) = ADMINISTRATOR;
    let administrator = (login, name, Role::Administrator, None);
    let mut people: Vec<_> = PEOPLE.into_iter().chain([administrator]).collect();
    people.sort_by_key(|(_, _, role, office)| {
        (
            office.unwrap_or(usize::MAX),
            std::cmp::Reverse(*role as usize),
        )
    });
    let told = |(login, name, role, office): (&str, &str, Role, Option<usize>)| {
        let office = office.and_then(|at| OFFICES.get(at));
        let (office, office_en) =
            office.map_or(("公司本部", "Head office"), |o| (o.name, o.name_en));
        DemoPerson {
            login: login.to_owned(),
            name: name.to_owned(),
            role: role_key(role),
            office: office.to_owned(),
            office_en: office_en.to_owned(),
        }
    };
    DemoAccounts {
        password: super::PASSWORD.to_owned(),
        people: people.into_iter().map(told).collect(),
    }
}
