//! A rule, and the rules of outages.

use chrono::Duration;

use super::codes;
use super::store::current;
use crate::error::Result;
use crate::platform::clock::Moment;
use crate::platform::db::Conn;

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
pub fn of_outages(conn: &mut Conn, now: Moment) -> Result<OutageRules> {
    Ok(OutageRules {
        lead_time: current(conn, codes::OUTAGE_LEAD_TIME, now)?,
        supply_point: current(conn, codes::OUTAGE_SUPPLY_POINT, now)?,
        apology: current(conn, codes::OUTAGE_APOLOGY, now)?,
        remove_after: current(conn, codes::NOTICE_REMOVE_AFTER, now)?,
    })
}
