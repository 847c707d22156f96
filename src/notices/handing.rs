//! What of a community's notices goes along when it is handed to another office.

use super::ids::RecordId;
use super::room::Record;
use super::rooms::ROOMS;
use super::store::handing::{self, Open, give, give_subscribers, subscribers_in};
use crate::error::Result;
use crate::organisation::Place;
use crate::organisation::ties::{Hand, Handover};
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};

/// What goes along.
pub fn hands() -> [Hand; 2] {
    [
        Hand {
            key: "hand-notices",
            count: |conn, community, now| {
                let count = open(conn, community, now)?.notices.len();
                Ok(i64::try_from(count).unwrap_or(i64::MAX))
            },
            give: hand_over,
        },
        Hand {
            key: "hand-subscribers",
            count: |conn, community, _| subscribers_in(conn, community),
            give: give_subscribers,
        },
    ]
}

/// What is not over, and what a word or an apology is still due for: only who has charge of a
/// community can say or write it.
fn open(conn: &mut Conn, community: &Place, now: Moment) -> Result<Open> {
    let scope = Scope::of(vec![community.office.clone()]);
    let mut owed: Vec<RecordId> = Vec::new();
    for record in records() {
        owed.extend((record.owed)(conn, &scope, now)?);
    }
    handing::open(conn, community, &owed)
}

fn hand_over(tx: &mut Tx<'_>, handover: &Handover<'_>) -> Result<()> {
    let now = tx.now();
    let open = open(tx, handover.community, now)?;
    for record in records() {
        (record.hand)(tx, &open.records, handover.to)?;
    }
    give(tx, handover, &open)
}

/// What the kinds keep of their own.
fn records() -> impl Iterator<Item = &'static Record> {
    ROOMS.all().filter_map(|room| room.record.as_ref())
}
