//! A stop, its words, and how it stands.

use chrono::Duration;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::organisation::{OfficeId, PlaceId};
use crate::people::UserId;
use crate::platform::clock::Moment;
use crate::platform::words::Lang;
use crate::signs::catalogue::design::Catalogue;
use crate::signs::frozen;
use crate::signs::print::work::USUAL_APOLOGY;
use crate::signs::register::entry::{BatchId, Entry, Label, State};

/// The layout of [`Wording`] as it is stored; raised when a field changes its meaning.
pub const WORDING_VERSION: i32 = 1;
/// What a scan tells of a stop this long before it begins.
pub const TOLD_AHEAD: Duration = Duration::hours(24);

/// One stop and its signs.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// Its office.
    pub office: OfficeId,
    /// Its community.
    pub community: PlaceId,
    /// What is stopped: a lift, a spot.
    pub place: PlaceId,
    /// The design: `i-lift-stop`.
    pub design: String,
    /// The words on its sheets.
    pub wording: Wording,
    /// When the stop begins.
    pub starts_at: Moment,
    /// When it ends; it may move.
    pub ends_at: Moment,
    /// The address its codes open.
    pub base_url: String,
    /// Who made it.
    pub created_by: UserId,
    /// When.
    pub created_at: Moment,
}

/// The words on a batch's sheets, kept so that a reprint matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// `3号楼2单元 · 2号梯`.
    pub place: String,
    /// The same in English.
    pub place_en: String,
    /// What was used, where somebody must keep off it.
    #[serde(default)]
    pub product: Option<String>,
    /// What to use instead.
    pub alternative: Option<String>,
    /// The same in English, where the program knows it.
    pub alternative_en: Option<String>,
    /// A word more on it.
    pub alternative_note: Option<String>,
    /// The line of apology; empty where there is nothing to apologise for.
    pub apology: String,
    /// What its codes are for; older stops all told when they end.
    #[serde(default = "told_end")]
    pub ask: String,
    /// Whom to ring.
    pub phone: String,
    /// The office.
    pub issuer: String,
    /// The office in English.
    pub issuer_en: String,
    /// Where each copy hangs, in their order; nothing where the place says it all.
    pub copies: Vec<Label>,
    /// When the end was moved last.
    pub moved_at: Option<Moment>,
}

/// What stands on sheets printed before it was kept; it never follows what is printed today.
fn told_end() -> String {
    "扫码看恢复时间、报修投诉".to_owned()
}

impl Wording {
    /// Reads what was stored in a version of the layout, today's or an earlier one.
    pub fn read(version: i32, json: &str) -> Result<Self> {
        frozen::known("a stop's words", version, WORDING_VERSION)?;
        Ok(serde_json::from_str(json)?)
    }

    /// Whether its line of apology is the one that stands where a clerk writes no other.
    pub fn has_usual_apology(&self) -> bool {
        self.apology == USUAL_APOLOGY
    }
}

impl Batch {
    /// Whether another tells the same stop in the same words, but for an end that was moved since.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        let moved = self.wording.moved_at.is_some();
        let words = Wording {
            moved_at: self.wording.moved_at,
            ..other.wording.clone()
        };
        let said = |b: &Self| (b.place.clone(), b.design.clone(), b.starts_at);
        said(self) == said(other)
            && (moved || self.ends_at == other.ends_at)
            && self.wording == words
    }

    /// How the stop stands at `now`.
    pub fn course(&self, now: Moment) -> Course {
        if self.ends_at <= self.starts_at {
            Course::CalledOff
        } else if now >= self.ends_at {
            Course::Over
        } else if now >= self.starts_at {
            Course::Now
        } else {
            Course::Ahead
        }
    }

    /// Where a copy hangs, in words; nothing where the place says it all.
    pub fn label(&self, copy: &Entry) -> Option<&Label> {
        let at = usize::try_from(copy.nth().n).ok()?.checked_sub(1)?;
        self.wording.copies.get(at)
    }

    /// Whether a copy that hangs still shows an end that was moved since.
    pub fn shows_old_end(&self, copy: &Entry) -> bool {
        let hung = copy.placed.as_ref().map(|mark| mark.at);
        copy.is_up() && self.wording.moved_at > hung
    }

    /// The end as the version that a page showed: whole seconds since 1970.
    pub fn end_version(&self) -> i64 {
        self.ends_at.micros() / 1_000_000
    }

    /// Whether a print-out that lies ready shows an end that was moved since.
    pub fn printed_before_move(&self, copy: &Entry) -> bool {
        copy.state == State::Printed && self.wording.moved_at > copy.printed_at
    }
}

/// A batch's title for this reader; its design may have left the catalogue since.
pub(in crate::signs) fn title_of(catalogue: &Catalogue, batch: &Batch, lang: Lang) -> String {
    let design = catalogue.find(&batch.design);
    design.map_or_else(|| batch.design.clone(), |design| design.title(lang))
}

/// A place that stands still for a while.
#[derive(Debug, Clone)]
pub struct Stop {
    /// The place.
    pub place: PlaceId,
    /// From when.
    pub from: Moment,
    /// Until when.
    pub until: Moment,
}

/// How a stop stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Course {
    /// Not begun.
    Ahead,
    /// Under way.
    Now,
    /// Over.
    Over,
    /// Ended before it began.
    CalledOff,
}

#[cfg(test)]
mod tests {
    use super::*;

    const BARE: &str = r#"{"place":"游泳池","place_en":"Swimming pool","apology":"","phone":"1",
        "issuer":"管理处","issuer_en":"Office","copies":[]}"#;

    #[test]
    fn words_that_lack_what_was_added_later_are_read_as_they_were_meant() {
        let read = Wording::read(1, BARE).unwrap();
        assert_eq!((read.place.as_str(), &read.product), ("游泳池", &None));
        assert_eq!((&read.alternative, read.moved_at), (&None, None));
        let more = BARE.replacen('{', r#"{"of_a_later_day":[1],"#, 1);
        assert_eq!(Wording::read(1, &more).unwrap(), read);
    }

    #[test]
    fn words_of_a_newer_program_are_refused_and_never_half_read() {
        for version in [WORDING_VERSION + 1, i32::MAX, 0, -1] {
            let told = Wording::read(version, BARE).unwrap_err().to_string();
            assert!(told.contains(&format!("version {version},")), "{told}");
        }
        assert!(Wording::read(1, "{}").is_err());
    }
}
