//! The form of an outage: read, held against the rules, and answered while it is typed.

mod answer;
pub(super) mod block;
mod choices;
mod lead;
mod reading;
mod within;

use self::lead::Lead;
use self::reading::{Read, read};
use super::super::content::Ground;
use super::super::named::{self, Says};
use super::super::room::{Look, Paper, Start};
use super::super::said::Facts;
use super::basis::Basis;
use super::facts::{Cause, Outage, Urgency, Utility};
use super::{announce, text};
use crate::error::Refusal;
use crate::platform::clock::Moment;
use crate::platform::dates;
use crate::platform::form::Fields;
use crate::platform::words::Lang;

/// A new form: tomorrow but one, nine to noon, the office's number.
pub(super) fn defaults(start: &Start<'_>) -> Fields {
    let ground = start.ground;
    let utility = start.name.parse().unwrap_or(Utility::Water);
    let today = ground.dates(Lang::Zh).today();
    let day = today
        .checked_add_days(chrono::Days::new(2))
        .unwrap_or(today);
    let phone = start.last_phone.unwrap_or(&ground.office.phone);
    let mut fields = Fields::of([
        ("utility", utility.to_string()),
        ("date", dates::field_date(day)),
        ("start", "09:00".to_owned()),
        ("end", "12:00".to_owned()),
        ("end_date", String::new()),
        ("cause", Cause::Own.to_string()),
        ("reason", text::usual_reason(utility).to_owned()),
        ("phone", phone.to_owned()),
        ("body", String::new()),
        ("body_auto", String::new()),
        ("supply_point", String::new()),
        ("late_reason", String::new()),
        ("received_date", String::new()),
        ("received_time", String::new()),
        ("publish_date", String::new()),
        ("publish_time", String::new()),
    ]);
    fields.push("community", ground.community.id.to_string());
    fields
}

/// The stop that a form tells of, as far as it can be read.
pub(super) fn outage_of_form(fields: &Fields, ground: &Ground<'_>) -> Option<Outage> {
    read(fields, ground).outage
}

/// Reads the form for review: complete, within the rules, printable. What it would be is there as
/// soon as its times can be read.
pub(super) fn check(fields: &Fields, ground: &Basis<'_>) -> Look {
    let mut read = read(fields, ground);
    let Some(outage) = read.outage.take() else {
        return Look {
            title: "停水停电通知（未填完）".to_owned(),
            paper: None,
            beside: Vec::new(),
            doubts: Vec::new(),
            wrong: read.errors,
        };
    };
    let mut wrong = std::mem::take(&mut read.errors);
    let lead = Lead::of(&outage, ground);
    let doubts = named::doubts("body", &read.body, &says(&outage, &read, ground));
    wrong.extend(held_against_rules(&outage, read.publish_at, &lead, ground));
    let Ok(facts) = Facts::of(&outage) else {
        return Look {
            title: String::new(),
            paper: None,
            beside: Vec::new(),
            doubts: Vec::new(),
            wrong: vec![Refusal::new("notices-no-outage")],
        };
    };
    let paper = paper(outage, facts, &read, &lead, ground);
    if paper.said.boards.is_empty() && wrong.is_empty() {
        wrong.push(Refusal::of_field("place", "notices-no-board"));
    }
    Look {
        title: paper.said.list_title(),
        paper: Some(paper),
        beside: Vec::new(),
        doubts,
        wrong,
    }
}

/// The days and hours that the form says, and those of the notice that this one follows.
fn says(outage: &Outage, read: &Read, ground: &Ground<'_>) -> Says {
    let read_first = read.publish_at.unwrap_or(ground.now);
    let told = Says::nothing(read_first, ground.zone).span(outage.starts_at, outage.ends_at);
    let also = [outage.received_at, read.publish_at].into_iter().flatten();
    let told = also.fold(told, Says::moment);
    let before: Option<Outage> = ground.before.and_then(|b| b.facts.read().ok().flatten());
    match before {
        Some(before) => told.span(before.starts_at, before.ends_at),
        None => told,
    }
}

fn paper(outage: Outage, facts: Facts, read: &Read, lead: &Lead, ground: &Basis<'_>) -> Paper {
    let urgency = outage.urgency(ground.now);
    let remove_after = outage.ends_at + ground.rules.remove_after.hours();
    let made = text::compose(&outage, &read.places, ground);
    let said = announce::of_outage(&announce::Saying {
        urgency,
        outage,
        hang: lead.hang,
        places: &read.places,
        body: if read.body.is_empty() {
            &made
        } else {
            &read.body
        },
        phone: &read.phone,
        ground,
    });
    Paper {
        said,
        facts,
        post_by: lead.post_by,
        publish_at: read.publish_at,
        at_once: urgency == Urgency::Repair,
        remove_after,
        rule: Some(ground.rules.lead_time.id.clone()),
    }
}

/// The rules an outage must keep; each refusal names its field, its clause and the way on.
fn held_against_rules(
    outage: &Outage,
    publish_at: Option<Moment>,
    lead: &Lead,
    ground: &Basis<'_>,
) -> Vec<Refusal> {
    let mut refusals: Vec<Refusal> = lead.refusal(ground).into_iter().collect();
    if outage.ends_at <= ground.now {
        refusals.push(Refusal::of_field("end", "notices-all-past"));
    }
    match outage.cause {
        Cause::Emergency if outage.late_reason.is_none() => {
            refusals.push(Refusal::of_field("late_reason", "notices-reason-wanted"));
        }
        Cause::Municipal if outage.starts_at <= ground.now && outage.late_reason.is_none() => {
            refusals.push(Refusal::of_field("late_reason", "notices-reason-wanted"));
        }
        Cause::Own | Cause::Relayed | Cause::Municipal | Cause::Emergency => {}
    }
    if outage.received_at.is_some_and(|at| at > ground.now) {
        refusals.push(Refusal::of_field("received_date", "notices-received-later"));
    }
    let wants_supply = outage.utility == Utility::Water
        && outage.length() > ground.rules.supply_point.hours()
        && outage.supply_point.is_none();
    if wants_supply {
        refusals.push(
            Refusal::of_field("supply_point", "notices-supply-wanted")
                .naming("hours", ground.rules.supply_point.value.to_string()),
        );
    }
    if publish_at.is_some_and(|at| at > lead.post_by) && outage.cause.has_gate() {
        let latest = ground.dates(Lang::Zh).by_day(lead.post_by);
        refusals.push(
            Refusal::of_field("publish_date", "notices-publish-late").naming("latest", latest),
        );
    }
    refusals
}
