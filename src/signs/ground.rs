//! The community a sign is made for, with all its places.

use crate::error::{Error, Refusal, Result};
use crate::organisation::{Office, Place, PlaceId, store as places};
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::signs::bins;
use crate::signs::catalogue::colour::Palette;
use crate::signs::stops;

/// A place that stands still for a while.
#[derive(Debug, Clone)]
pub struct Stop {
    /// The place.
    pub place: PlaceId,
    /// From when.
    pub from: Moment,
    /// Until when.
    pub until: Moment,
}

/// A community, and those that could stand in its place.
#[derive(Debug, Clone)]
pub struct Community {
    /// The communities within reach.
    pub all: Vec<Place>,
    /// The one chosen.
    pub here: Place,
    /// All its places, itself first.
    pub tree: Vec<Place>,
    /// The office that answers for it.
    pub office: Office,
    /// What stands still in it, now or later, and when.
    pub stops: Vec<Stop>,
    /// The colours of its bins.
    pub palette: Palette,
}

impl Community {
    /// Reads it; the first while none is chosen. One out of reach is not found.
    pub fn read(conn: &mut Conn, (scope, now): (&Scope, Moment), wanted: &str) -> Result<Self> {
        let all = places::communities(conn, scope)?;
        let here = match wanted {
            "" => all.first().cloned(),
            id => all.iter().find(|c| c.id.as_str() == id).cloned(),
        };
        let here = match (here, wanted) {
            (Some(here), _) => here,
            (None, "") => return Err(Refusal::new("signs-no-community").into()),
            (None, _) => return Err(Error::NotFound),
        };
        Ok(Self {
            tree: places::tree(conn, &here.id)?,
            office: places::office(conn, &here.office)?,
            palette: bins::store::of(conn, &here.id)?,
            stops: stops::store::stops(conn, &here.id, now)?,
            all,
            here,
        })
    }
}
