//! A print run, and the parts it goes to the printer in.

use super::rows::Row;
use super::spec::Spec;
use crate::organisation::{OfficeId, PlaceId};
use crate::people::UserId;
use crate::platform::clock::Moment;
use crate::signs::register::entry::RunId;

/// Signs of one part: a quarter of a ream, and seconds to set.
pub const PART: usize = 200;

/// A print run.
#[derive(Debug, Clone)]
pub struct Run {
    /// Its id.
    pub id: RunId,
    /// Its office.
    pub office: OfficeId,
    /// Its community.
    pub community: PlaceId,
    /// What all its signs share.
    pub spec: Spec,
    /// Its signs, in their order.
    pub rows: Vec<Row>,
    /// The address its codes open.
    pub base_url: String,
    /// Who made it.
    pub created_by: UserId,
    /// When.
    pub created_at: Moment,
    /// Since when nothing more of it is printed.
    pub stopped_at: Option<Moment>,
}

/// A sign of a run with its number in it.
#[derive(Debug, Clone, Copy)]
pub struct Numbered<'a> {
    /// From 1.
    pub number: usize,
    /// The sign.
    pub row: &'a Row,
}

impl Run {
    /// Whether another would print the same signs.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        self.community == other.community && self.spec == other.spec && self.rows == other.rows
    }

    /// How many parts it is printed in.
    pub fn parts(&self) -> usize {
        self.rows.len().div_ceil(PART)
    }

    /// The signs of a part, counted from 0; parts are counted from 1.
    pub fn range(&self, part: usize) -> std::ops::Range<usize> {
        let Some(before) = part.checked_sub(1) else {
            return 0..0;
        };
        let from = before.saturating_mul(PART);
        from.min(self.rows.len())..from.saturating_add(PART).min(self.rows.len())
    }

    /// The signs of a part with their numbers from 1; nothing where there is no such part.
    pub fn part(&self, part: usize) -> Option<Vec<Numbered<'_>>> {
        let range = self.range(part);
        let signs = (range.start + 1..).zip(self.rows.get(range)?);
        let signs = signs.map(|(number, row)| Numbered { number, row });
        (1..=self.parts()).contains(&part).then(|| signs.collect())
    }
}
