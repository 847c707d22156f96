//! What a list would add to a community, and what of it is there already.

use std::collections::BTreeMap;

use super::index::At;
use crate::organisation::{PlaceId, PlaceKind};

/// A place that a list adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Planned {
    pub(super) parent: At,
    pub(super) kind: PlaceKind,
    pub(super) sort_key: i32,
    pub(super) name: String,
    pub(super) name_en: String,
    /// Homes that are counted directly in it.
    pub(super) homes: i32,
}

/// A count that a list says otherwise than the register: the register's stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Differs {
    pub(super) row: usize,
    pub(super) name: String,
    pub(super) there: i32,
    pub(super) said: i32,
}

/// What a list would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// What it adds, each after what it lies in.
    pub(super) new: Vec<Planned>,
    /// How many of its lines name what is there already.
    pub(super) there: usize,
    pub(super) differs: Vec<Differs>,
    /// Homes that were only counted and are added by their numbers: so many fewer are counted there.
    pub(super) counted: BTreeMap<PlaceId, i32>,
}

impl Plan {
    /// The homes in each that it adds, with what lies in it.
    pub(super) fn totals(&self) -> Vec<i32> {
        let mut totals: Vec<i32> = self.new.iter().map(|new| new.homes).collect();
        for at in (0..self.new.len()).rev() {
            let own = totals.get(at).copied().unwrap_or_default();
            if let Some(Planned {
                parent: At::New(above),
                ..
            }) = self.new.get(at)
                && let Some(total) = totals.get_mut(*above)
            {
                *total += own;
            }
        }
        totals
    }
}
