//! The demo company: made-up, always the same, built through the services of the house.
//!
//! It lets anybody try everything within a minute. Its one password is told on the
//! sign-in page, which is why a demo never shares a database with a real company.

mod complaints;
mod days;
mod desk;
mod notices;
mod organisation;
mod people;
mod register;
mod signs;

use chrono::Duration;

use self::days::Days;
use crate::error::{Error, Result};
use crate::notices::mails::Post;
use crate::organisation::store;
use crate::people::DemoAccounts;
use crate::people::{OfficeId, password};
use crate::platform::db::{Conn, Db, System, Tx};
use crate::platform::press::Press;

/// The password of every demo account.
pub const PASSWORD: &str = "gaoshi-demo";

/// Who answers for what the demo makes.
const ACTOR: System = System("demo");

/// What the demo consists of, for the files that add to it.
#[derive(Debug)]
pub struct Founded {
    /// The head office.
    pub head: OfficeId,
    /// The three offices, in order.
    pub offices: Vec<OfficeId>,
}

/// What the demo's days need besides the database.
pub struct Workshop<'a> {
    /// What sets and addresses its paper.
    pub press: &'a Press,
    /// What its mails are written with.
    pub post: &'a Post,
}

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
        complaints::tell(&mut days, &hanging, &lift)
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
