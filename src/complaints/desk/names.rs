//! What offices and communities are called in a list.

use std::collections::HashMap;

use crate::error::Result;
use crate::organisation::{OfficeId, PlaceId, store as organisation};
use crate::people::Scope;
use crate::platform::db::Conn;
use crate::platform::words::Lang;

/// Names by id; none of them where one office is all there is.
#[derive(Debug, Default)]
pub(super) struct Names {
    offices: HashMap<OfficeId, String>,
    communities: HashMap<PlaceId, String>,
}

impl Names {
    /// The names of what is within reach, for a reader of several offices.
    pub(super) fn read(conn: &mut Conn, scope: &Scope, lang: Lang) -> Result<Self> {
        if scope.offices().len() < 2 {
            return Ok(Self::default());
        }
        let offices = organisation::offices(conn, scope)?.into_iter();
        let communities = organisation::communities(conn, scope)?.into_iter();
        Ok(Self {
            offices: offices
                .map(|one| (one.id.clone(), one.called(lang)))
                .collect(),
            communities: communities
                .map(|one| (one.id.clone(), one.called(lang)))
                .collect(),
        })
    }

    pub(super) fn are_told(&self) -> bool {
        !self.offices.is_empty()
    }

    pub(super) fn office(&self, id: &OfficeId) -> String {
        self.offices.get(id).cloned().unwrap_or_default()
    }

    pub(super) fn community(&self, id: &PlaceId) -> String {
        self.communities.get(id).cloned().unwrap_or_default()
    }
}
