//! The company's rules as data: a value, its clause, and from when it holds.
//!
//! Each document keeps the id of the rule it was checked against, so that a later change of
//! the rule does not change what was right then.

mod store;

use chrono::Duration;

pub use self::store::current;
use crate::platform::clock::Moment;

/// The codes of the rules that the program applies.
pub mod codes {
    /// Hours between the last required board and the start of planned work (QP7.3 §4.3.2).
    pub const OUTAGE_LEAD_TIME: &str = "outage.lead_time";
    /// A stop longer than this names a temporary supply point.
    pub const OUTAGE_SUPPLY_POINT: &str = "outage.supply_point";
    /// Hours after the end within which an apology is due (QP7.3 §4.3.3).
    pub const OUTAGE_APOLOGY: &str = "outage.apology";
    /// Hours a sheet stays up after the end of what it announces.
    pub const NOTICE_REMOVE_AFTER: &str = "notice.remove_after";
    /// Scans within the days of `SIGN_SILENT` from which a sign counts as busy.
    pub const SIGN_BUSY: &str = "sign.busy";
    /// Days without a scan after which a busy sign may be gone or covered.
    pub const SIGN_SILENT: &str = "sign.silent";
}

/// A rule as it holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Which version: `outage.lead_time/1`.
    pub id: String,
    /// Its value, in the unit its code says.
    pub value: i64,
    /// The clause it rests on.
    pub clause: String,
}

impl Rule {
    /// The value as a length of time.
    pub fn hours(&self) -> Duration {
        Duration::hours(self.value)
    }
}

/// The rules an outage is checked against, read together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutageRules {
    /// Lead time of planned work.
    pub lead_time: Rule,
    /// Length from which a supply point is asked for.
    pub supply_point: Rule,
    /// Time for the apology.
    pub apology: Rule,
    /// Time the sheets stay up afterwards.
    pub remove_after: Rule,
}

/// Reads the rules of outages as they hold at `now`.
pub fn of_outages(
    conn: &mut crate::platform::db::Conn,
    now: Moment,
) -> crate::error::Result<OutageRules> {
    Ok(OutageRules {
        lead_time: current(conn, codes::OUTAGE_LEAD_TIME, now)?,
        supply_point: current(conn, codes::OUTAGE_SUPPLY_POINT, now)?,
        apology: current(conn, codes::OUTAGE_APOLOGY, now)?,
        remove_after: current(conn, codes::NOTICE_REMOVE_AFTER, now)?,
    })
}
