//! The demo company: made-up, always the same, built through the services of the house.
//!
//! It lets anybody try everything within a minute. Its one password is told on the
//! sign-in page, which is why a demo never shares a database with a real company.

mod organisation;
mod people;

use crate::error::{Error, Result};
use crate::organisation::store;
use crate::people::DemoAccounts;
use crate::people::{OfficeId, password};
use crate::platform::db::{Conn, Db, System, Tx};

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

/// Founds the demo company, once; a real company's database is left alone.
pub fn found(db: &Db) -> Result<DemoAccounts> {
    match db.read_now(store::find_company)? {
        Some(company) if !company.demo => return Err(Error::Conflict),
        Some(_) => {}
        None => {
            let hash = password::hash_blocking(PASSWORD)?;
            db.write_now(&ACTOR, |tx, _| build(tx, &hash))?;
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
