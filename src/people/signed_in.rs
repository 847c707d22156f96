//! Who is signed in, and what lies within their reach.

use super::{OfficeId, Role, UserId};
use crate::platform::clock::Moment;

/// Which offices' rows a person reaches. Every query of an office's data wants one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope(Vec<OfficeId>);

impl Scope {
    /// The scope of these offices. Only sessions and the program's own jobs make one.
    pub fn of(offices: Vec<OfficeId>) -> Self {
        Self(offices)
    }

    /// The offices, for `eq_any`.
    pub fn offices(&self) -> &[OfficeId] {
        &self.0
    }

    /// Whether the office's rows are within reach.
    pub fn reaches(&self, office: &OfficeId) -> bool {
        self.0.contains(office)
    }
}

/// Who is signed in, in which office, with which reach.
#[derive(Debug)]
pub struct SignedIn {
    /// The person.
    pub user: UserId,
    pub name: String,
    /// The office they act for now.
    pub office: OfficeId,
    pub office_name: String,
    /// Their role there.
    pub role: Role,
    /// The offices within reach.
    pub scope: Scope,
    /// The offices they could act for.
    pub offices: Vec<OfficeName>,
    /// The fingerprint of their session.
    pub fingerprint: String,
    pub(super) csrf: String,
    pub(super) seen_at: Moment,
}

/// An office by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeName {
    pub id: OfficeId,
    pub name: String,
}
