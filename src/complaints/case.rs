//! The matter that one or more contacts are about, as 《顾客投诉记录》 (GR-018) follows it.

use super::lifecycle::{Look, Standing};
use crate::error::{Error, Result};
use crate::organisation::{OfficeId, PlaceId};
use crate::platform::clock::Moment;

crate::id! {
    /// A case.
    CaseId
}

/// A case with how it stands.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) id: CaseId,
    pub(super) office: OfficeId,
    pub(super) community: Option<PlaceId>,
    /// TS-2026-00012.
    pub(super) number: String,
    /// Counted from 1, one more with each step; a step names the one it was shown.
    pub(super) version: i64,
    pub(super) opened_at: Moment,
    pub(super) standing: Standing,
}

impl Case {
    /// The case after somebody has looked at it; `Conflict` where that is no step any more.
    pub(super) fn see(self, look: Look) -> Result<Self> {
        let standing = self.standing.see(look).or(Err(Error::Conflict))?;
        Ok(Self { standing, ..self })
    }
}

/// The counter of an office's numbers in a year.
pub(super) fn counter(office: &OfficeId, year: i32) -> String {
    format!("complaint:{office}:{year}")
}

/// The number people say aloud: TS-2026-00012 (投诉).
pub(super) fn number(year: i32, count: i64) -> String {
    format!("TS-{year}-{count:05}")
}
