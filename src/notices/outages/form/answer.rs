//! What the form of an outage is answered with while it is typed.

use chrono::Duration;
use serde::Serialize;

use super::super::super::content::Ground;
use super::super::facts::{Urgency, Utility};
use super::super::{announce, text};
use super::is_told_already;
use super::reading::{is_own_text, read};
use crate::organisation::place::{homes, required_boards};
use crate::platform::dates;
use crate::platform::form::Fields;
use crate::platform::words::Lang;

/// What the page answers while the clerk types.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Answer {
    /// `ok`, `soon`, `late`, `none` (no gate) or `unknown` (times not readable yet).
    pub gate: &'static str,
    /// The latest time to post, as a sentence's part.
    pub post_by: String,
    /// Time left until then.
    pub left: String,
    /// The earliest start that passes, when it is too late.
    pub earliest: String,
    /// The clause behind the rule.
    pub clause: String,
    /// Homes touched.
    pub homes: i32,
    /// Names of the boards it must hang on.
    pub boards: Vec<String>,
    /// The text as the fields make it.
    pub body: String,
    /// Whether the clerk wrote another one.
    pub own_text: bool,
    /// Whether the length asks for a supply point.
    pub wants_supply: bool,
    /// Whether it would be a repair notice.
    pub repair: bool,
    /// The length in words.
    pub length: String,
}

/// Answers from what can be read so far.
pub fn look(
    fields: &Fields,
    ground: &Ground<'_>,
    lang: Lang,
) -> (Answer, Option<announce::Preview>) {
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
        return (answer, None);
    };
    let post_by = outage.post_by(&ground.rules.lead_time, ground.now);
    answer.gate = match outage.gate(&ground.rules.lead_time, ground.now) {
        _ if is_told_already(&outage, ground) || !outage.cause.has_gate() => "none",
        Err(late) => {
            answer.earliest = show.day_time(late.earliest_start);
            "late"
        }
        Ok(()) if post_by.since(ground.now) < Duration::hours(4) => "soon",
        Ok(()) => "ok",
    };
    answer.post_by = show.date_time(post_by);
    answer.left = show.left(post_by);
    answer.length = dates::length(lang, outage.length());
    answer.wants_supply =
        outage.utility == Utility::Water && outage.length() > ground.rules.supply_point.hours();
    let urgency = outage.urgency(ground.now);
    answer.repair = urgency == Urgency::Repair;
    answer.body = text::compose(&outage, &read.places, ground);
    let own = Some(read.body).filter(|own| answer.own_text && !own.is_empty());
    let remove_after = outage.ends_at + ground.rules.remove_after.hours();
    let said = announce::of_outage(&announce::Saying {
        urgency,
        outage,
        places: &read.places,
        body: own.as_ref().unwrap_or(&answer.body),
        phone: &read.phone,
        ground,
    });
    (
        answer,
        Some(announce::Preview {
            said,
            post_by,
            remove_after,
        }),
    )
}
