//! The texts that a notice takes the place of, and who was told of them.

use crate::error::Result;
use crate::notices::store::revisions::{self, Revision};
use crate::notices::store::{self, Row};
use crate::organisation::PlaceId;
use crate::platform::db::{Conn, Tx};
use crate::platform::outbox;

/// No line of replacements is longer.
const MOST: usize = 100;

/// The texts before one, the latest first.
pub(super) struct Earlier(Vec<Told>);

/// A text, and who was told of it.
struct Told {
    revision: Revision,
    addresses: Vec<String>,
}

impl Earlier {
    /// Withdraws what has not left of them.
    pub(super) fn withdraw(tx: &mut Tx<'_>, row: &Row) -> Result<Self> {
        let mut all = Vec::new();
        for revision in texts_before(tx, row)? {
            let mails = revision.mails();
            let addresses = outbox::told(tx, &mails)?;
            outbox::withdraw(tx, &mails)?;
            all.push(Told {
                revision,
                addresses,
            });
        }
        Ok(Self(all))
    }

    /// The number of the last one that an address was told; empty when it was told none.
    pub(super) fn told_to(&self, email: &str) -> &str {
        let told = self
            .0
            .iter()
            .find(|t| t.addresses.iter().any(|a| a == email));
        told.map_or("", |told| &told.revision.number)
    }

    /// The places of those that somebody was told.
    pub(super) fn places(&self) -> Vec<PlaceId> {
        let told = self.0.iter().filter(|t| !t.addresses.is_empty());
        told.flat_map(|t| t.revision.said.places.clone()).collect()
    }
}

fn texts_before(conn: &mut Conn, row: &Row) -> Result<Vec<Revision>> {
    let mut found = Vec::new();
    let mut next = row.replaces.clone();
    while let Some(id) = next.filter(|_| found.len() < MOST) {
        found.extend(revisions::latest(conn, &id)?);
        next = store::any_row(conn, &id)?.replaces;
    }
    Ok(found)
}
