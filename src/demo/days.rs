//! The demo's days: its people act at moments of the past, through the services of the house.

use chrono::{Duration, NaiveTime};

use super::Workshop;
use crate::error::{Error, Result};
use crate::organisation::place::full_name;
use crate::organisation::{Office, Place, store as places};
use crate::people::permission::{Allowed, Permit};
use crate::people::session;
use crate::platform::clock::Moment;
use crate::platform::db::Tx;

/// The open change in which the past is told, and the moment it leads up to.
pub(super) struct Days<'t, 'c, 'w> {
    pub(super) tx: &'t mut Tx<'c>,
    pub(super) tools: &'w Workshop<'w>,
    /// The founding.
    pub(super) now: Moment,
}

impl Days<'_, '_, '_> {
    /// A time of day, so many days from the founding.
    pub(super) fn at(&self, day: i64, hour: u32, minute: u32) -> Moment {
        let zone = self.tools.press.zone;
        let today = self.now.date_in(zone);
        let on = today + Duration::days(day);
        NaiveTime::from_hms_opt(hour, minute, 0)
            .and_then(|time| Moment::from_local(zone, on, time))
            .unwrap_or(self.now)
    }

    /// So many minutes from the founding, on a full five minutes.
    pub(super) fn around(&self, minutes: i64) -> Moment {
        const STEP: i64 = 5 * 60 * 1_000_000;
        let full = self.now - Duration::microseconds(self.now.micros().rem_euclid(STEP));
        full + Duration::minutes(minutes)
    }

    /// Somebody does what they may do, at a moment that is over.
    pub(super) fn act<P: Permit, T>(
        &mut self,
        login: &str,
        at: Moment,
        work: impl FnOnce(&mut Tx<'_>, &Allowed<P>) -> Result<T>,
    ) -> Result<T> {
        let who = session::stand_in(self.tx, login)?.allowed::<P>()?;
        let at = at.min(self.now);
        work(&mut self.tx.dated(&who, at), &who)
    }

    /// A community by its name, with its places and its office.
    pub(super) fn ground(&mut self, community: &str) -> Result<Ground> {
        for office in places::public_offices(self.tx)? {
            let scope = crate::people::Scope::of(vec![office.id.clone()]);
            let found = places::communities(self.tx, &scope)?;
            if let Some(community) = found.into_iter().find(|c| c.name == community) {
                let tree = places::tree(self.tx, &community.id)?;
                return Ok(Ground {
                    community,
                    tree,
                    office,
                });
            }
        }
        Err(Error::internal(format!("the demo has no {community}")))
    }
}

/// A community of the demo.
pub(super) struct Ground {
    pub(super) community: Place,
    pub(super) tree: Vec<Place>,
    pub(super) office: Office,
}

impl Ground {
    /// A place by its whole name: `3号楼2单元`; the community itself by its own.
    pub(super) fn place(&self, name: &str) -> Result<&Place> {
        let found = self
            .tree
            .iter()
            .filter(|p| name.ends_with(p.name.as_str()))
            .find(|p| full_name(&self.tree, p) == name);
        found.ok_or_else(|| Error::internal(format!("the demo has no {name}")))
    }
}
