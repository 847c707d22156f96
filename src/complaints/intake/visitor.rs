//! Whoever stands before a sign.

use crate::codes::Here;
use crate::organisation::OfficeId;
use crate::platform::db::{Actor, Acts};

/// Whoever stands before a sign; nobody asks who.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The office whose sign it is.
    office: OfficeId,
}

impl Visitor {
    /// Whoever stands where this code hangs.
    pub fn at(here: &Here) -> Self {
        Self {
            office: here.office.id.clone(),
        }
    }
}

impl Acts for Visitor {
    fn actor(&self) -> Actor {
        Actor {
            id: "visitor".to_owned(),
            name: "扫码".to_owned(),
            office: Some(self.office.to_string()),
            acts_for: None,
        }
    }
}
