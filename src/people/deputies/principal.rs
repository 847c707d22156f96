//! For whom somebody stands.

use crate::people::{Role, UserId};

/// A person for whom another one acts now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// The person.
    pub user: UserId,
    pub name: String,
    /// Her role in the office they share.
    pub role: Role,
}
