//! What the forms of the register stand on, read from the database.

use super::form::Ground;
use crate::error::{Error, Result};
use crate::organisation::{Place, PlaceId, PlaceKind, store as places};
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::db::Conn;
use crate::platform::press::Press;
use crate::signs::catalogue::design::Catalogue;

/// What the form's rules stand on, read from the database: the area and its community's places.
pub(super) struct Loaded {
    area: Option<(Place, Vec<Place>)>,
}

impl Loaded {
    /// Reads it; an area out of reach is none.
    pub(super) fn read(conn: &mut Conn, scope: &Scope, area: &str) -> Result<Self> {
        let Ok(id) = area.parse::<PlaceId>() else {
            return Ok(Self { area: None });
        };
        let area = match places::place(conn, scope, &id) {
            Ok(area) => area,
            Err(Error::NotFound) => return Ok(Self { area: None }),
            Err(other) => return Err(other),
        };
        let tree = places::tree(conn, &area.community)?;
        Ok(Self {
            area: Some((area, tree)),
        })
    }

    /// Asks the form's rules something.
    pub(super) fn with<T>(
        &self,
        press: &Press,
        now: Moment,
        ask: impl FnOnce(&Ground<'_>) -> T,
    ) -> Result<T> {
        let catalogue = Catalogue::get()?;
        let area = self.area.as_ref();
        Ok(ask(&Ground {
            catalogue,
            area: area.map(|(area, tree)| (area, tree.as_slice())),
            zone: press.zone,
            now,
        }))
    }
}

/// A place as a form has it.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    /// The id of its area.
    pub(super) area: String,
    /// Its name within that.
    pub(super) within: String,
}

/// A place as a form has it.
pub(super) fn typed(conn: &mut Conn, id: &PlaceId) -> Result<Typed> {
    let place = places::public_place(conn, id)?;
    let lineage = places::lineage(conn, &place)?;
    let around = |kind| lineage.iter().find(|p| p.kind == kind);
    let area = around(PlaceKind::Entrance)
        .or_else(|| around(PlaceKind::Building))
        .or_else(|| around(PlaceKind::Community));
    let within = match area {
        Some(area) if area.id == place.id => String::new(),
        Some(_) | None => place.name.clone(),
    };
    Ok(Typed {
        area: area.map(|a| a.id.to_string()).unwrap_or_default(),
        within,
    })
}
