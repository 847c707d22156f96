//! The community a sign is made for, with all its places.

use crate::error::{Error, Refusal, Result};
use crate::organisation::{Office, Place, store as places};
use crate::people::Scope;
use crate::platform::db::Conn;

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
}

impl Community {
    /// Reads it; the first while none is chosen. One out of reach is not found.
    pub fn read(conn: &mut Conn, scope: &Scope, wanted: &str) -> Result<Self> {
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
            all,
            here,
        })
    }
}
