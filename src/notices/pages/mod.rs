//! The desk's pages of notices: the list, the form, the notice itself, its sheets.

pub mod changes;
pub mod doubts;
pub mod edit;
pub mod gone;
pub mod list;
pub mod paper;
mod record;
#[cfg(test)]
mod samples;
pub mod show;

use super::lifecycle::Stage;
use super::room::Beside;
use crate::platform::clock::Clock;
use crate::platform::dates::Dates;
use crate::platform::page::View;
use crate::platform::press::Press;

/// Dates as this reader wants them.
pub(super) fn dates(view: &View, press: &Press, clock: &Clock) -> Dates {
    Dates::new(view.lang, press.zone, clock.now())
}

/// Address and title of each.
fn linked(beside: &[Beside]) -> Vec<(String, String)> {
    let link = |it: &Beside| (format!("/notices/{}", it.id), it.title.clone());
    beside.iter().map(link).collect()
}

/// The key of a stage's word.
pub fn stage_key(stage: Stage) -> String {
    format!("stage-{}", stage.as_str().replace('_', "-"))
}

/// The look of a stage's badge.
pub fn stage_look(stage: Stage) -> &'static str {
    match stage {
        Stage::InReview => "warn",
        Stage::Scheduled => "brand",
        Stage::Published => "ok",
        Stage::Cancelled => "bad",
        Stage::Draft | Stage::Superseded | Stage::Expired => "",
    }
}
