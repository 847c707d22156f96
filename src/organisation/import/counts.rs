//! Homes that are only counted: those that come by their numbers are counted once. Pure.

use std::collections::HashMap;

use super::index::At;
use super::plan::Plan;
use crate::organisation::{Place, PlaceId};

/// The homes that are only counted, by the places that they are counted in.
pub(super) struct Counts<'a> {
    own: HashMap<&'a PlaceId, i32>,
    parents: HashMap<&'a PlaceId, Option<&'a PlaceId>>,
}

impl<'a> Counts<'a> {
    pub(super) fn of(tree: &'a [Place]) -> Self {
        let mut own: HashMap<&PlaceId, i32> = tree.iter().map(|p| (&p.id, p.homes)).collect();
        for place in tree {
            if let Some(above) = place.parent.as_ref().and_then(|id| own.get_mut(id)) {
                *above -= place.homes;
            }
        }
        Self {
            own,
            parents: tree.iter().map(|p| (&p.id, p.parent.as_ref())).collect(),
        }
    }

    /// Counts one home less in a place; where none is counted, what it lies in is next.
    pub(super) fn take(&mut self, plan: &mut Plan, at: At) -> Option<At> {
        match at {
            At::New(n) => {
                let new = plan.new.get_mut(n)?;
                if new.homes == 0 {
                    return Some(new.parent.clone());
                }
                new.homes -= 1;
                None
            }
            At::There(id) => {
                let left = self.own.get_mut(&id)?;
                if *left <= 0 {
                    let parent = self.parents.get(&id).copied().flatten()?;
                    return Some(At::There(parent.clone()));
                }
                *left -= 1;
                *plan.counted.entry(id).or_default() += 1;
                None
            }
        }
    }
}
