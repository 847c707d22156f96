//! A community in the colours it has chosen.

use super::store;
use crate::error::Result;
use crate::people::Scope;
use crate::platform::db::Conn;
use crate::signs::catalogue::colour::Palette;
use crate::signs::ground::Community;

/// A community, and the colours of its bins.
#[derive(Debug, Clone)]
pub struct Estate {
    /// The community.
    pub community: Community,
    /// The colours of its bins.
    pub palette: Palette,
}

impl Estate {
    /// Reads it; the first while none is chosen. One out of reach is not found.
    pub fn read(conn: &mut Conn, scope: &Scope, wanted: &str) -> Result<Self> {
        let community = Community::read(conn, scope, wanted)?;
        Ok(Self {
            palette: store::of(conn, &community.here.id)?,
            community,
        })
    }
}
