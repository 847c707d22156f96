//! The founding of the demo company, with its past or without.

use chrono::Duration;

use super::company::{ACTOR, PASSWORD, Workshop};
use super::days::Days;
use super::{complaints, notices, organisation, people, register, signs};
use crate::error::{Error, Result};
use crate::organisation::store;
use crate::people::{DemoAccounts, password};
use crate::platform::db::{Conn, Db, Tx};
use crate::platform::outbox;

/// How long the company has been there when its demo begins.
const AGE: Duration = Duration::days(40);

/// Founds the demo company, once; a real company's database is left alone. It has its people
/// and places, and no past.
pub fn found(db: &Db) -> Result<DemoAccounts> {
    once(db, build)
}

/// Founds the demo company with its days: notices in every stage, signs, complaints. All of it
/// is one change, so a founding that was cut short leaves nothing behind.
pub fn open(db: &Db, tools: &Workshop<'_>) -> Result<DemoAccounts> {
    once(db, |tx, hash| {
        let now = tx.now();
        build(&mut tx.dated(&ACTOR, now - AGE), hash)?;
        let mut days = Days { tx, tools, now };
        let hanging = notices::tell(&mut days)?;
        let lift = signs::place(&mut days)?;
        register::open(&mut days)?;
        complaints::tell(&mut days, &hanging, &lift)?;
        // Nobody was there to send what those days wrote.
        outbox::withdraw_late(tx).map(|_| ())
    })
}

fn once(db: &Db, work: impl FnOnce(&mut Tx<'_>, &str) -> Result<()>) -> Result<DemoAccounts> {
    match db.read_now(store::find_company)? {
        Some(company) if !company.demo => {
            return Err(Error::unavailable(format!(
                "this data belongs to {}; give the demo a directory of its own with --data DIR",
                company.name
            )));
        }
        Some(_) => {}
        None => {
            let hash = password::hash_blocking(PASSWORD)?;
            db.write_now(&ACTOR, |tx, _| work(tx, &hash))?;
        }
    }
    accounts(db)
}

fn build(tx: &mut Tx<'_>, hash: &str) -> Result<()> {
    let founded = organisation::found(tx, hash)?;
    people::open(tx, &founded, hash)
}

/// The accounts the sign-in page may tell; none where the company is real or not founded.
pub fn accounts(db: &Db) -> Result<DemoAccounts> {
    let is_demo = |conn: &mut Conn| Ok(store::find_company(conn)?.is_some_and(|c| c.demo));
    if db.read_now(is_demo)? {
        Ok(people::told())
    } else {
        Ok(DemoAccounts::default())
    }
}
