//! What the form of an outage is answered with while it is typed.

use chrono::Duration;
use serde::Serialize;

use super::super::super::content::is_own_text;
use super::super::basis::Basis;
use super::super::facts::Utility;
use super::super::text;
use super::lead::{Lead, Stands};
use super::reading::read;
use crate::organisation::place::{homes, required_boards};
use crate::platform::dates;
use crate::platform::form::Fields;
use crate::platform::words::Lang;

/// What the page answers while the clerk types.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Answer {
    /// `ok`, `soon`, `late`, `none` (no gate), `told` (told of no less before), `running` (asks more
    /// of a stop that has begun) or `unknown` (times not readable yet).
    pub(super) gate: &'static str,
    /// The latest time to post, as a sentence's part.
    pub(super) post_by: String,
    /// Time left until then.
    pub(super) left: String,
    /// The earliest start that passes, when it is too late.
    pub(super) earliest: String,
    /// The clause behind the rule.
    pub(super) clause: String,
    /// Homes touched.
    pub(super) homes: i32,
    /// Names of the boards it must hang on.
    pub(super) boards: Vec<String>,
    /// The text as the fields make it.
    pub(super) body: String,
    /// Whether the clerk wrote another one.
    pub(super) own_text: bool,
    /// Whether the length asks for a supply point.
    pub(super) wants_supply: bool,
    /// When it ends, where that is another day than it begins and no day was typed.
    pub(super) ends: String,
    /// The length in words.
    pub(super) length: String,
}

/// Answers from what can be read so far.
pub(super) fn answer(fields: &Fields, ground: &Basis<'_>, lang: Lang) -> Answer {
    let read = read(fields, ground);
    let show = ground.dates(lang);
    let boards = required_boards(ground.boards, &read.places);
    let mut answer = Answer {
        gate: "unknown",
        clause: ground.rules.lead_time.clause.clone(),
        homes: homes(&read.places),
        boards: boards.iter().map(|b| b.name.clone()).collect(),
        own_text: is_own_text(fields.get("body"), fields),
        ..Answer::default()
    };
    let Some(outage) = read.outage else {
        return answer;
    };
    let lead = Lead::of(&outage, ground);
    let post_by = lead.post_by;
    answer.gate = match lead.stands {
        Stands::Told => "told",
        Stands::Running(_) => "running",
        Stands::Late(late) => {
            answer.earliest = show.day_time(late.earliest_start);
            "late"
        }
        Stands::Fits if !outage.cause.has_gate() => "none",
        Stands::Fits if post_by.since(ground.now) < Duration::hours(4) => "soon",
        Stands::Fits => "ok",
    };
    answer.post_by = show.by(post_by);
    answer.left = show.left(post_by);
    // The midnight that ends its day is no next day.
    let is_night = show.over(outage.ends_at).on != outage.starts_at.date_in(show.zone);
    if is_night && fields.get("end_date").trim().is_empty() {
        answer.ends = show.by_day(outage.ends_at);
    }
    answer.length = dates::length(lang, outage.length());
    answer.wants_supply =
        outage.utility == Utility::Water && outage.length() > ground.rules.supply_point.hours();
    answer.body = text::compose(&outage, &read.places, ground);
    answer
}
