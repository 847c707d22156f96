//! What the forms about outages are read against: the ground of every form, and their own rules.

use std::ops::Deref;

use crate::error::Result;
use crate::notices::content::Ground;
use crate::platform::db::Conn;
use crate::rules::{self, OutageRules};

/// The ground with the rules of outages as they hold now.
pub(super) struct Basis<'a> {
    ground: &'a Ground<'a>,
    /// The rules.
    pub(super) rules: OutageRules,
}

impl<'a> Basis<'a> {
    /// Loads the rules.
    pub(super) fn of(conn: &mut Conn, ground: &'a Ground<'a>) -> Result<Self> {
        Ok(Self {
            ground,
            rules: rules::of_outages(conn, ground.now)?,
        })
    }
}

impl<'a> Deref for Basis<'a> {
    type Target = Ground<'a>;

    fn deref(&self) -> &Ground<'a> {
        self.ground
    }
}
