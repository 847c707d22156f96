//! Who is signed in, and what lies within their reach.

use std::sync::Arc;

use super::deputies::Principal;
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
    /// For whom they stand in this office now.
    pub principals: Vec<Principal>,
    /// The offices within reach.
    pub scope: Scope,
    /// The offices they could act for.
    pub offices: Vec<OfficeName>,
    /// The fingerprint of their session.
    pub fingerprint: String,
    /// Whether they have to have a second factor, and may not turn it off.
    pub(super) needs_factor: bool,
    pub(super) csrf: String,
    pub(super) seen_at: Moment,
}

/// Who is signed in and has to set up a second factor before anything else.
#[derive(Debug, Clone)]
pub(super) struct Unenrolled(pub(super) Arc<SignedIn>);

/// The session that a browser had and that is over.
#[derive(Debug, Clone)]
pub struct EndedSession {
    /// The token that its forms carry.
    pub csrf: String,
}

/// An office by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeName {
    pub id: OfficeId,
    pub name: String,
}
